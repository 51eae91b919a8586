"""The columns that a sheet of events may have, and the names that people head them with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from bot.events.words import fold

#: How alike a heading and a name must be, of a hundred; shorter names are compared whole.
_ALIKE = 86.0
_SHORT = 4
#: « Public visé (obligatoire) », « Titre * »: what is added to a name.
_ADDED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[^a-z0-9]+")
#: « C.P. », « C P »: letters that stand for words.
_APART = re.compile(r"\b([a-z]) (?=[a-z]\b)")
#: A longer text is no heading.
_LONGEST = 80


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of `columns.yaml`."""

    #: Field of the programme file, or what `sessions.py` and `rows.py` make fields of: "sessions.start", "position".
    field: str
    #: What the template and exports head it with.
    label: str
    names: tuple[str, ...]
    #: French: what to write there; "" when the template does not have it.
    help: str = ""
    example: str = ""


def table_data(name: str) -> Any:
    """A YAML file of this folder."""
    return yaml.safe_load(files("bot.events.intake.tables").joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def columns() -> tuple[Column, ...]:
    """All columns, in their order."""
    return tuple(Column(**{**entry, "names": tuple(entry["names"])}) for entry in table_data("columns.yaml"))


@lru_cache(maxsize=256)
def label_of(path: str) -> str:
    """What a sheet heads a field with; that of its name for a place, that of the first of them for a position."""
    labels = {column.field: column.label for column in columns()}
    return labels.get(path, labels.get(f"{path}.name", path))


def heading_key(text: str) -> str:
    """A heading without case, accents, punctuation and what stands in brackets."""
    return _APART.sub(r"\1", _NO_WORD.sub(" ", fold(_ADDED.sub(" ", text))).strip())


@lru_cache(maxsize=4096)
def field_named(heading: str) -> tuple[str, float] | None:
    """The field that a heading names, and how alike they are (0–100); None when it names none."""
    if heading in _fields():
        return heading, 100.0
    key = heading_key(heading)
    names = _names()
    if not key or len(heading) > _LONGEST:
        return None
    for name in (key, _without_tail(key)):
        if name in names:
            return names[name], 100.0
    if field := _bare_names().get(_bare(key)):
        return field, 100.0
    if len(key) <= _SHORT:
        return None
    found = process.extractOne(key, [name for name in names if len(name) > _SHORT], scorer=fuzz.ratio)
    return (names[found[0]], found[1]) if found and found[1] >= _ALIKE else None


def _without_tail(key: str) -> str:
    """« Intitulé de l'action » → « intitulé »."""
    return next((key.removesuffix(tail).strip() for tail in _tails() if key.endswith(f" {tail}")), key)


def _bare(key: str) -> str:
    """« nb de places » → « nb places »: what little words are left out of."""
    return " ".join(word for word in key.split() if word not in _little_words())


@lru_cache(maxsize=1)
def _little_words() -> frozenset[str]:
    return frozenset(table_data("values.yaml")["little_words"])


@lru_cache(maxsize=1)
def _bare_names() -> Mapping[str, str]:
    """Bare names → field; those that two fields would share are none's."""
    found: dict[str, set[str]] = {}
    for name, field in _names().items():
        found.setdefault(_bare(name), set()).add(field)
    return {name: fields.pop() for name, fields in found.items() if name and len(fields) == 1}


@lru_cache(maxsize=1)
def _tails() -> tuple[str, ...]:
    return tuple(map(heading_key, table_data("values.yaml")["tails"]))


@lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    return frozenset(column.field for column in columns())


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Keys of names → field; labels and the paths of the programme file among them."""
    return {
        heading_key(name): column.field
        for column in columns()
        for name in (column.field.replace("_", " "), column.label, *column.names)
    }
