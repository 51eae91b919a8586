"""Loads the vocabularies: what people type, in French, in `intents/vocabulary/*.yaml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

#: Where the vocabularies stand.
FOLDER = Path(__file__).with_name("vocabulary")
_STR = "tag:yaml.org,2002:str"
_BOOL = "tag:yaml.org,2002:bool"


class _StrictLoader(yaml.CSafeLoader):
    """Refuses repeated keys, which YAML would let win silently, and reads « on » and « no » as the words they are."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - overrides an attribute that PyYAML declares so
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """What PyYAML makes of it, in a third of the time: nothing here is a class of Python's, or holds itself."""
        if node.tag == _STR:
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.construct_object(each) for each in node.value]
        return self._mapping(node) if isinstance(node, yaml.MappingNode) else super().construct_object(node, deep=True)

    def _mapping(self, node: yaml.MappingNode) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            if key in mapping:
                raise yaml.constructor.ConstructorError(None, None, f"repeated key {key!r}", key_node.start_mark)
            mapping[key] = self.construct_object(value_node)
        return mapping


_StrictLoader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])


@cache
def load(name: str) -> Any:
    """The vocabulary of that name: "dates", "places", "intents/greet"… All share what is read once: change nothing."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506, RUF100 - a safe loader, made stricter


@cache
def word_sets(name: str) -> Mapping[str, frozenset[str]]:
    """The lists of a vocabulary, as sets."""
    return {key: frozenset(words) for key, words in load(name).items()}


@cache
def common_words() -> frozenset[str]:
    """The most frequent words of French, folded: no misspelt name, even one letter away from one."""
    return _words("common_words")


@cache
def other_words() -> frozenset[str]:
    """The rarer words of French, folded: no misspelt words, unless they are forms of one that is looked for."""
    return _words("other_words")


@cache
def no_things() -> frozenset[str]:
    """Common words that name no thing, folded: verbs, adjectives, adverbs."""
    return _words("no_things")


@cache
def proper_names() -> frozenset[str]:
    """Names of people and brands, and foreign words, among the words above."""
    return _words("proper_names")


def sentences() -> list[str]:
    """What people say first, in their own words: what intents are learnt from, one of them after the other."""
    texts = sorted(text for text in (FOLDER / "examples").iterdir() if text.is_file())
    return [sentence for text in texts for sentence in text.read_text(encoding="utf-8").splitlines()]


def _words(name: str) -> frozenset[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = text.rstrip("\n").split("\n")
    first = next(i for i, line in enumerate(lines) if not line.startswith("#"))  # comments stand above the words
    return frozenset(lines[first:])
