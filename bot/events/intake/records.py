"""Records of a JSON document, one at a time however long it is, and their values as the types one expects."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import ijson

from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused

#: Lists that hold records, in the answers of the services that are known.
_LISTS = frozenset({"events", "results", "records"})
#: One record, or a document that is no list, is never longer.
_LONGEST = 8_000_000
#: What ijson and the json module say of what is no JSON, of numbers of thousands of digits and of nests a mile deep.
_NO_JSON = (ijson.JSONError, ValueError, RecursionError, ArithmeticError)


class _Bounded:
    """A file that refuses to give more than one long record without any being taken."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.since += len(data)
        if self.since > _LONGEST:
            raise Refused("long_record", name=self._name, megabytes=_LONGEST // 1_000_000)
        return data


def records(material: Material) -> Iterator[dict[str, Any]]:
    """The records of a JSON document: items of its list, wherever it stands, or the document itself.

    Items that are no mappings come as empty ones. Raises Refused when it is no JSON up to its end.
    """
    try:
        for item in _items(material):
            yield item if isinstance(item, dict) else {}
    except _NO_JSON as error:
        raise Refused("not_json", name=material.name, error=error) from error


def first_record(material: Material) -> dict[str, Any]:
    """The first record, {} when there is none or it is no JSON."""
    try:
        return next(records(material), {})
    except Refused:
        return {}


def document(material: Material) -> dict[str, Any]:
    """A short document whole, {} when it is no mapping. Raises Refused when it is no JSON."""
    with material.open() as file:
        data = file.read(_LONGEST)
    try:
        found = json.loads(data)
    except _NO_JSON as error:
        raise Refused("not_json", name=material.name, error=error) from error
    return found if isinstance(found, dict) else {}


def _items(material: Material) -> Iterator[Any]:
    prefix = _prefix_of_list(material)
    with material.open() as file:
        bounded = _Bounded(file, material.name)
        if prefix is None:
            whole = next(ijson.items(bounded, "", use_float=True), None)
            found: Iterator[Any] = iter([whole.get("event", whole)] if isinstance(whole, dict) else [])
        elif "." in prefix:  # pages under their names: each is short
            pages = ijson.kvitems(bounded, "", use_float=True)
            found = chain.from_iterable(_page(page, prefix) for _, page in pages)
        else:
            found = ijson.items(bounded, f"{prefix}.item".lstrip("."), use_float=True)
        for item in found:
            bounded.since = 0
            yield item
        if prefix:
            _read_to_the_end(bounded)


def _page(page: Any, prefix: str) -> list[Any]:
    return items(mapping(page).get(prefix.rpartition(".")[2]))


def _read_to_the_end(bounded: _Bounded) -> None:
    """What follows the list counts too: ijson has read it, or refuses it."""
    while bounded.read(65_536):
        bounded.since = 0


def _prefix_of_list(material: Material) -> str | None:
    """Where the list of records stands: "" (the document is one), "events", "from0.events"; None without any."""
    with material.open() as file:
        for prefix, event, _ in ijson.parse(_Bounded(file, material.name)):
            if event == "start_array" and (prefix == "" or prefix.rpartition(".")[2] in _LISTS):
                return str(prefix)
            if event in ("start_map", "start_array") and prefix.count(".") > 2:
                return None
    return None


def mapping(value: Any) -> dict[str, Any]:
    """A mapping, {} when it is none; one written as JSON inside a string is read."""
    value = unpacked(value)
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """A list, [] when it is none; one written as JSON inside a string is read."""
    value = unpacked(value)
    return value if isinstance(value, list) else []


def unpacked(value: Any) -> Any:
    """What a string of JSON holds; other values as they are."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except _NO_JSON:
        return value


def text(value: Any) -> str:
    """A text, the French one when there are several; numbers as they are written."""
    if isinstance(value, dict):
        value = value.get("fr") or next((v for v in value.values() if isinstance(v, str) and v), "")
    if isinstance(value, list):
        value = ", ".join(text(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def number(value: Any) -> float | None:
    """A finite number, None when it is none."""
    try:
        found = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and abs(found) < 1e15 else None
