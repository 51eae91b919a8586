"""Reads the YAML files that stand beside it: what the guide says, and the grammar of names."""

from importlib.resources import files
from typing import Any

import yaml


class _StrictLoader(yaml.CSafeLoader):
    """Refuses repeated keys, which YAML would let win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=deep)
            if not isinstance(key, str):  # an unquoted yes, no or 20:30
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is not a text", key_node.start_mark)
            if key in mapping:
                raise yaml.constructor.ConstructorError(None, None, f"repeated key {key!r}", key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping


def parse(text: str, name: str) -> dict[str, Any]:
    """A YAML mapping as plain values. Raises ValueError naming the file, on repeated keys too."""
    try:
        return dict(yaml.load(text, Loader=_StrictLoader))  # noqa: S506, RUF100 - a safe loader, made stricter
    except yaml.YAMLError as error:
        raise ValueError(f"bot/replies/{name}.yaml: {error}") from error


def load(name: str) -> dict[str, Any]:
    """The file of that name: "labels", "places", "greet"…"""
    return parse(files("bot.replies").joinpath(f"{name}.yaml").read_text(encoding="utf-8"), name)


def names() -> list[str]:
    """Names of all files, in order."""
    return sorted(f.name.removesuffix(".yaml") for f in files("bot.replies").iterdir() if f.name.endswith(".yaml"))
