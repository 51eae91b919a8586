"""What the cells of a sheet hold: texts, numbers, flags, and the words of closed vocabularies."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from bot.events.intake.refusal import sentence
from bot.events.intake.tables.columns import heading_key, table_data
from bot.events.intake.text_reader import TextReader

#: How alike a word and a name of a vocabulary must be, of a hundred; shorter words are compared whole.
_ALIKE = 88.0
_SHORT = 4
#: No number of a sheet of events is larger.
_MOST = 1e15
_LIST = re.compile(r"\s*[,;/|•\n+&]+\s*")
_AND = re.compile(r"\s+(?:et|ou)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
#: « 1 200 » is one number.
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
#: A sheet takes these for sums; exports put an apostrophe before them.
_SUM = re.compile(r"'(?=[=+@\-\t\r'])")


class Unread(Exception):  # noqa: N818 - it is an answer
    """A cell that does not say what its column wants; the message is what is accepted, in French."""


def text(value: Any) -> str:
    """A cell as a text, as a sheet shows it."""
    if isinstance(value, str):
        return _SUM.sub("", value, count=1) if value[:1] == "'" else value
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return names("flags")["true" if value else "false"][0]
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST:
        return str(int(value))
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def is_nothing(value: Any) -> bool:
    """An empty cell, or one that says that it is: « - », « à préciser »."""
    if isinstance(value, str):
        said = value.strip().lower()
        return not said or said in _nothing()
    return is_empty(value)


def is_empty(value: Any) -> bool:
    """A cell that holds nothing at all."""
    return value is None or value in ("", [], {})


def digits(value: Any, length: int) -> str:
    """A code, with the zeros that sheets take off numbers: 4000.0 → « 04000 »."""
    found = text(value).strip()
    return found.zfill(length) if found.isdigit() and isinstance(value, int | float) else found


def flag(value: Any) -> bool:
    """« oui », « x », « obligatoire ». Raises Unread."""
    if isinstance(value, bool):
        return value
    key = heading_key(text(value))
    for name, meant in (("true", True), ("false", False)):
        if key in names("flags")[name]:
            return meant
    raise Unread(sentence("flags_accepted"))


def number(value: Any) -> float | int:
    """The only number of a cell: « 16 ans », « 12,50 € ». Raises Unread."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = value
    else:
        numbers = _NUMBER.findall(_THOUSANDS.sub("", text(value)))
        if len(numbers) != 1:
            raise Unread(sentence("numbers_accepted"))
        found = float(numbers[0].replace(",", ".").replace("−", "-"))
    if not abs(found) < _MOST:  # nor is what is no number
        raise Unread(sentence("numbers_accepted"))
    return int(found) if int(found) == found else found


def price(value: Any) -> float | int:
    """Euros; « gratuit » is 0. Raises Unread."""
    return 0 if heading_key(text(value)) in table_names()["free"] else number(value)


def slugs(field: str, value: Any, reader: TextReader) -> tuple[list[str], list[str]]:
    """The words of a vocabulary that a cell names, and the parts of it that name none."""
    parts = value if isinstance(value, list) else [text(value)]
    known: list[str] = []
    unknown: list[str] = []
    for part in map(text, parts):
        found, left = _slugs(field, part.strip(), reader)
        known += found
        unknown += left
    return list(dict.fromkeys(known)), unknown


def accepted(field: str) -> str:
    """What a vocabulary takes, as people write it."""
    return ", ".join(listed[0] for listed in names(field).values())


@lru_cache(maxsize=20_000)
def _slugs(field: str, said: str, reader: TextReader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not said:
        return (), ()
    if slug := _slug_names(field).get(heading_key(said)):
        return (slug,), ()
    parts = [piece for part in _LIST.split(said) if part for piece in _split(field, part)]
    known: list[str] = []
    unknown: list[str] = []
    for part in parts:
        found = [slug] if (slug := _slug(field, part)) else _read(field, part, reader)
        known += found
        if not found:
            unknown.append(part)
    return tuple(known), tuple(unknown)


def _split(field: str, part: str) -> Sequence[str]:
    """« Bâtiment et travaux publics » is one."""
    return (part,) if heading_key(part) in _slug_names(field) else [piece for piece in _AND.split(part) if piece]


def _slug(field: str, said: str) -> str | None:
    """The slug of a name, however it is spelt."""
    known = _slug_names(field)
    key = heading_key(said)
    if key in known or len(key) <= _SHORT:
        return known.get(key)
    found = process.extractOne(key, [name for name in known if len(name) > _SHORT], scorer=fuzz.ratio)
    return known[found[0]] if found and found[1] >= _ALIKE else None


def _read(field: str, said: str, reader: TextReader) -> list[str]:
    """What the vocabularies of questions find: « soudure » is metallurgy."""
    mentions = reader.mentions(title="", tags=said, note="", text="")
    return [str(mention.value) for mention in mentions if mention.field == field and mention.is_sure]


@lru_cache(maxsize=16)
def _slug_names(field: str) -> Mapping[str, str]:
    return {heading_key(name): slug for slug, listed in names(field).items() for name in (slug, *listed)}


@lru_cache(maxsize=1)
def table_names() -> Mapping[str, Any]:
    """All of `values.yaml`."""
    data: Mapping[str, Any] = table_data("values.yaml")
    return data


def names(field: str) -> Mapping[str, Sequence[str]]:
    """Slugs of a vocabulary, and what people call them, best first."""
    found: Mapping[str, Sequence[str]] = table_names()[field]
    return found


@lru_cache(maxsize=1)
def _nothing() -> frozenset[str]:
    return frozenset(table_names()["nothing"])
