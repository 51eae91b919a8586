"""Events of a programme file as their texts: what nobody has changed stays as it stands, comments and all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.events.source import Source

#: How far the items of `events` are indented in what imports write.
_MARGIN = 2
_ID = re.compile(r"""^\s*(?:-\s+)?(?:\{\s*)?["']?id["']?:\s*["']?([a-z0-9-]{1,40})""", re.MULTILINE)
_ITEM = re.compile(r" *")
#: Where an item of what imports write begins; how many characters are read at once.
_WRITTEN, _PIECE = re.compile(r"^(?=  - id: )", re.MULTILINE), 1_000_000
#: Fields whose parts are corrected one by one; a place is one thing.
_PARTED = frozenset({"conditions", "registration"})

#: What YAML reads of an event: values by field, those of `conditions` and `registration` by path.
Raw = dict[str, Any]


def items(text: str) -> Iterator[tuple[str, str]]:
    """The id and the text of each event with what stands below it, indented as imports write them."""
    for event, item in _identified(Source(text, lambda line, error: None).event_texts()):
        yield event, _indented(item)


def written_items(path: Path) -> Iterator[tuple[str, str]]:
    """The same of a file that an import wrote, which is never in memory whole. Raises OSError, UnicodeDecodeError."""
    rest = ""
    with path.open(encoding="utf-8") as file:
        while piece := file.read(_PIECE):
            *whole, rest = _WRITTEN.split(rest + piece)
            yield from _identified(whole)
    yield from _identified([rest])


def written_text(path: Path) -> Iterator[str]:
    """All events of such a file, in pieces."""
    with path.open(encoding="utf-8") as file:
        file.readline()  # « events: »
        while piece := file.read(_PIECE):
            yield piece


def _identified(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((found[1], text) for text in texts if (found := _ID.search(text)))


def _indented(item: str) -> str:
    margin = len(_ITEM.match(item)[0])  # type: ignore[index]  # it matches anything
    if margin == _MARGIN:
        return item if item.endswith("\n") else f"{item}\n"
    lines = (line[margin:] if line[:margin].isspace() else line for line in item.splitlines())
    return "".join(f"{' ' * _MARGIN}{line}\n" if line.strip() else "\n" for line in lines)


def is_same(text: str, other: str | None) -> bool:
    """Two texts of an event that differ in nothing but empty lines below."""
    return other is not None and text.rstrip() == other.rstrip()


def read_raw(text: str) -> Raw:
    """What YAML reads of the text of one event, flat."""
    (found,) = yaml.load(text, Loader=yaml.CSafeLoader)  # noqa: S506, RUF100 - a safe loader, in C
    flat: Raw = {}
    for name, value in found.items():
        if name in _PARTED and isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return {path: value for path, value in flat.items() if value is not None}


def nested(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Flat values as a programme file nests them."""
    found: dict[str, Any] = {}
    for path, value in raw.items():
        group, _, name = path.rpartition(".")
        (found.setdefault(group, {}) if group else found)[name] = value
    return found


def is_over(raw: Mapping[str, Any], now: datetime) -> bool:
    """Every session has ended; False while the date is not announced."""
    ends = [_end(slot) for slot in raw.get("sessions") or ()]
    return bool(ends) and all(end is not None and end < now for end in ends)


def _end(slot: Mapping[str, str]) -> datetime | None:
    try:
        if "end" in slot:
            return datetime.fromisoformat(slot["end"])
        return datetime.fromisoformat(f"{slot['days'].partition('/')[2]}T{slot['hours'].partition('-')[2]}")
    except (KeyError, ValueError):
        return None
