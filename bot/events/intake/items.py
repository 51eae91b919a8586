"""Events of a programme file as their texts: what nobody has changed stays as it stands, comments and all."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import yaml

from bot.events.source import Source

#: How far the items of `events` are indented in what imports write.
_MARGIN = 2
_ID = re.compile(r"""^\s*(?:-\s+)?(?:\{\s*)?["']?id["']?:\s*["']?([a-z0-9-]{1,40})""", re.MULTILINE)
_ITEM = re.compile(r" *")
#: Fields whose parts are corrected one by one; a place is one thing.
_PARTED = frozenset({"conditions", "registration"})

#: What YAML reads of an event: values by field, those of `conditions` and `registration` by path.
Raw = dict[str, Any]


def items(text: str) -> Iterator[tuple[str, str]]:
    """The id and the text of each event with what stands below it, indented as imports write them."""
    for item in Source(text, lambda line, error: None).event_texts():
        if found := _ID.search(item):
            yield found[1], _indented(item)


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
