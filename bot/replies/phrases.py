"""What the guide says: templates and labels of the YAML files beside this one. Templates hold no logic.

A template is a text, a list of texts (variants of one another), or a mapping `one:`/`other:`. `{name}` is a
placeholder and `**…**` is bold; what is put in is never parsed.
"""

import re
from collections.abc import Iterator, KeysView, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from bot.replies.french import is_plural, number, typeset
from bot.replies.rich import Rich, Run, rich
from bot.replies.source import load, names

#: Files that hold no templates.
_DATA = ("abbreviations", "labels", "places", "topics")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLURAL = frozenset({"one", "other"})


@dataclass(frozen=True)
class Template:
    """A sentence with holes: stretches of text and names of placeholders, bold or not."""

    #: (text or name, is a placeholder, is bold).
    parts: tuple[tuple[str, bool, bool], ...]

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """Names of what must be put in."""
        return frozenset(text for text, is_name, _ in self.parts if is_name)

    @cached_property
    def unfilled(self) -> Rich:
        """The sentence, when nothing must be put in."""
        return self.fill({})

    def fill(self, values: Mapping[str, object]) -> Rich:
        """The sentence. Raises KeyError naming the placeholder that has no value."""
        runs: list[Run] = []
        for text, is_name, is_bold in self.parts:
            filled = _as_rich(values[text]).runs if is_name else (Run(text),)
            runs += (Run(run.text, bold=True, at=run.at) for run in filled) if is_bold else filled
        return Rich(_merged(runs))

    def text(self, values: Mapping[str, object]) -> str:
        """The same as plain text."""
        return "".join(str(values[text]) if is_name else text for text, is_name, _ in self.parts)


def _as_rich(value: object) -> Rich:
    return value if isinstance(value, Rich) else rich(str(value))


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one style as one run; empty ones left out."""
    merged: list[Run] = []
    for run in runs:
        if merged and (merged[-1].bold, merged[-1].at) == (run.bold, run.at):
            merged[-1] = Run(merged[-1].text + run.text, bold=run.bold, at=run.at)
        elif run.text:
            merged.append(run)
    return tuple(merged)


def parse_template(text: str) -> Template:
    """A template from its text. Raises ValueError when a bold stretch does not end."""
    stretches = typeset(text).split("**")
    if len(stretches) % 2 == 0:
        raise ValueError(f"bold does not end: {text!r}")
    parts = []
    for i, stretch in enumerate(stretches):
        for j, piece in enumerate(_PLACEHOLDER.split(stretch)):
            if piece:
                parts.append((piece, j % 2 == 1, i % 2 == 1))
    return Template(tuple(parts))


#: Variants of a sentence, each by its plural: "one", "other", or both alike.
_Variants = tuple[Mapping[str, Template], ...]


class Phrases:
    """Sentences by key (« file.name ») and labels by vocabulary and slug."""

    def __init__(self, sentences: Mapping[str, _Variants], labels: Mapping[str, Mapping[str, Any]]) -> None:
        """`sentences`: variants by key; `labels`: forms ("one", "other", "with") by vocabulary and slug."""
        self._sentences = sentences
        self._labels = labels

    @classmethod
    @cache
    def load(cls) -> "Phrases":
        """All sentences and labels, read once. Raises ValueError on a template that cannot be one, naming it."""
        sentences = {key: variants for name in names() if name not in _DATA for key, variants in _read(name)}
        return cls(sentences, load("labels"))

    @property
    def keys(self) -> KeysView[str]:
        """Keys of all sentences."""
        return self._sentences.keys()

    def placeholders(self, key: str) -> frozenset[str]:
        """All that any variant of a sentence needs."""
        return frozenset(p for variant in self._variants(key) for t in variant.values() for p in t.placeholders)

    def say(self, key: str, *, count: float = 1, turn: int = 0, **values: Any) -> Rich:
        """The sentence of a key, its values put in.

        `count` chooses singular or plural and fills `{count}`; `turn` chooses among variants, in their order and
        round again. Raises KeyError naming the key or the placeholder that is missing.
        """
        template = self._template(key, count, turn)
        return template.fill(_filling(template, key, count, values)) if template.placeholders else template.unfilled

    def text(self, key: str, *, count: float = 1, turn: int = 0, **values: Any) -> str:
        """The sentence as plain text, for labels of buttons and parts of other sentences."""
        template = self._template(key, count, turn)
        return template.text(_filling(template, key, count, values))

    def label(self, vocabulary: str, slug: str, count: float = 1) -> str:
        """What the public reads for a slug, in the plural from two on.

        label("kinds", "visite", 2) is « visites ».
        """
        forms = self._forms(vocabulary, slug)
        return str(forms["other"] if is_plural(count) and "other" in forms else forms["one"])

    def feminine(self, vocabulary: str, slug: str) -> str:
        """The label when only girls and women are meant: « lycéennes »."""
        forms = self._forms(vocabulary, slug)
        return str(forms.get("women", forms["one"]))

    def definite(self, vocabulary: str, slug: str) -> str:
        """The label with its article: « l'aéronautique »."""
        return str(self._forms(vocabulary, slug)["with"])

    def _template(self, key: str, count: float, turn: int) -> Template:
        variants = self._variants(key)
        return variants[turn % len(variants)]["other" if is_plural(count) else "one"]

    def _variants(self, key: str) -> _Variants:
        try:
            return self._sentences[key]
        except KeyError:
            raise KeyError(f"no sentence {key!r} in bot/replies") from None

    def _forms(self, vocabulary: str, slug: str) -> Mapping[str, str]:
        try:
            forms = self._labels[vocabulary][slug]
        except KeyError:
            raise KeyError(f"no label {vocabulary}.{slug} in bot/replies/labels.yaml") from None
        return {"one": forms} if isinstance(forms, str) else forms


def _filling(template: Template, key: str, count: float, values: Mapping[str, object]) -> Mapping[str, object]:
    """What is put into the sentence of a key. Raises KeyError naming what is missing."""
    if "count" in template.placeholders:
        values = {"count": number(count), **values}
    if missing := template.placeholders.difference(values):
        raise KeyError(f"{key}: no value for {', '.join(sorted(missing))}")
    return values


def _read(name: str) -> Iterator[tuple[str, _Variants]]:
    """The sentences of a file, with their keys."""
    for key, value in load(name).items():
        try:
            yield f"{name}.{key}", tuple(map(_variant, value if isinstance(value, list) else [value]))
        except ValueError as error:
            raise ValueError(f"bot/replies/{name}.yaml: {key}: {error}") from None


def _variant(value: object) -> Mapping[str, Template]:
    if isinstance(value, str):
        template = parse_template(value)
        return {"one": template, "other": template}
    if isinstance(value, dict) and set(value) == _PLURAL:
        return {form: parse_template(text) for form, text in value.items()}
    raise ValueError("a text, a list of texts or a mapping one/other is expected")
