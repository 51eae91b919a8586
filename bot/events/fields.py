"""Reads the fields of one mapping of a programme file; what is wrong is noted, and reads as missing."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple, TypeVar

import yaml

from bot.events.problems import Problems, guess

T = TypeVar("T")
_TAG = "tag:yaml.org,2002:"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_BOOLEANS = {"true": True, "false": False}


class Entry(NamedTuple):
    """What an error is told with: where errors go, whose they are, and the line that the nodes' own count from."""

    problems: Problems
    #: Id of the event, or what it is called without one.
    name: str
    line: int

    def refuse(self, node: yaml.Node, what: str, **values: object) -> None:
        """Note an error at a node."""
        self.problems.add(self.line + node.start_mark.line, self.name, what, **values)


def tag(node: yaml.Node) -> str:
    """What YAML takes a node for: "str", "int", "timestamp", "null"…"""
    return str(node.tag).removeprefix(_TAG)


class Fields:
    """The fields of a mapping by name, as the types that the format gives them.

    `path` goes before a field's name in errors (« place. »). A field that is missing or null reads as None.
    """

    def __init__(self, entry: Entry, node: yaml.Node, known: Collection[str], path: str = "") -> None:
        self.entry, self.node, self._path = entry, node, path
        self._values: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            what = "not_mapping" if path else "not_entry"
            entry.refuse(node, what, field=path.rstrip("."), accepted=", ".join(known))
            return
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._values:
                entry.refuse(key, "repeated_field", field=path + name)
            elif name not in known:
                values = {"accepted": ", ".join(known), "guess": guess(name, known)}
                entry.refuse(key, "unknown_field", field=path + name, **values)
            else:
                self._values[name] = value

    def __getitem__(self, name: str) -> yaml.Node | None:
        """The node of a field, None when there is nothing in it."""
        node = self._values.get(name)
        return None if node is None or node.tag == "tag:yaml.org,2002:null" else node

    def node_of(self, name: str) -> yaml.Node:
        """Where to point when something is wrong with a field: its value, or the mapping."""
        return self._values.get(name, self.node)

    def refuse(self, name: str, what: str, **values: object) -> None:
        """Note an error of a field."""
        self.entry.refuse(self.node_of(name), what, field=self._path + name, **values)

    def require(self, *names: str) -> None:
        """Note the fields that are missing or null; what is no mapping has been refused whole."""
        for name in names:
            if self[name] is None and isinstance(self.node, yaml.MappingNode):
                self.refuse(name, "missing")

    def text(self, name: str) -> str | None:
        """Any text, without the spaces around it."""
        node = self[name]
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            self.refuse(name, "not_text", value=_shown(node))
            return None
        if value := node.value.strip():
            return str(value)
        self.refuse(name, "empty")
        return None

    def matching(self, name: str, pattern: re.Pattern[str], what: str) -> str | None:
        """A text that a pattern describes whole."""
        return self._checked(name, lambda value: value if pattern.fullmatch(value) else None, what)

    def slug(self, name: str, accepted: Collection[str]) -> str | None:
        """One word of a vocabulary."""
        node = self[name]
        return None if node is None else self._slug(name, node, accepted)

    def slugs(self, name: str, accepted: Collection[str]) -> tuple[str, ...]:
        """A list of words of a vocabulary, none twice."""
        found: list[str] = []
        for node in self.items(name):
            value = self._slug(name, node, accepted)
            if value in found:
                self.entry.refuse(node, "repeated_slug", field=self._path + name, value=value)
            elif value:
                found.append(value)
        return tuple(found)

    def _slug(self, name: str, node: yaml.Node, accepted: Collection[str]) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.value in accepted:
            return str(node.value)
        value = _shown(node)
        values = {"accepted": ", ".join(accepted), "guess": guess(value, accepted)}
        self.entry.refuse(node, "not_slug", field=self._path + name, value=value, **values)
        return None

    def flag(self, name: str) -> bool | None:
        """True or false, written so."""
        node = self[name]
        if node is None:
            return None
        if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() in _BOOLEANS:
            return _BOOLEANS[node.value.lower()]
        self.refuse(name, "not_boolean", value=_shown(node))
        return None

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number between two bounds, both admitted."""
        return self._number(name, low, high, ("int", "float"), float, "not_number")

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number between two bounds, both admitted."""
        return self._number(name, low, high, ("int",), int, "not_whole")

    def _number(
        self, name: str, low: float, high: float, tags: Collection[str], read: Callable[[str], T], what: str
    ) -> T | None:
        node = self[name]
        if node is None:
            return None
        try:
            if tag(node) in tags and low <= float(node.value) <= high:
                return read(node.value)
        except ValueError:  # sexagesimal, hexadecimal: YAML's numbers, not people's
            pass
        self.refuse(name, what, value=_shown(node), low=low, high=high)
        return None

    def day(self, name: str) -> date | None:
        """A date, quoted or not."""
        return self._dated(name, "not_day", lambda value: _day(value))

    def day_or_moment(self, name: str) -> date | datetime | None:
        """A date, quoted or not, or a date and a time, quoted."""
        return self._dated(name, "not_day_or_time", lambda value: _day(value) or moment(value))

    def _dated(self, name: str, what: str, read: Callable[[str], T | None]) -> T | None:
        node = self[name]
        if node is None:
            return None
        plain_day = tag(node) == "timestamp" and _DAY.fullmatch(node.value)
        value = read(node.value) if plain_day or tag(node) == "str" else None
        if value is None:
            self.refuse(name, what, value=_shown(node))
        return value

    def moment(self, name: str) -> datetime | None:
        """A date and a time, quoted."""
        node = self[name]
        if node is None:
            return None
        value = moment(node.value) if node.tag == "tag:yaml.org,2002:str" else None
        if value is None:
            self.refuse(name, "not_time", value=_shown(node))
        return value

    def _checked(self, name: str, read: Callable[[str], T | None], what: str) -> T | None:
        """A text that `read` turns into a value, or into None when it is wrong."""
        value = self.text(name)
        if value is None:
            return None
        result = read(value)
        if result is None:
            self.refuse(name, what, value=value)
        return result

    def mapping(self, name: str, known: Collection[str]) -> "Fields | None":
        """The fields of a field."""
        node = self[name]
        return None if node is None else Fields(self.entry, node, known, f"{self._path}{name}.")

    def items(self, name: str) -> Iterator[yaml.Node]:
        """The entries of a list."""
        node = self[name]
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        elif node is not None:
            self.refuse(name, "not_list")


def _shown(node: yaml.Node) -> str:
    """A value as an error shows it."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return "[…]" if isinstance(node, yaml.SequenceNode) else "{…}"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def moment(value: str) -> datetime | None:
    """« 2021-11-22T14:00 » as local time, None when it is no date and time."""
    try:
        return datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else None
    except ValueError:
        return None
