"""Records of a JSON document, one at a time however long it is, and their values as the types one expects."""

import codecs
import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from bot.events.intake.json_stream import JsonStream
from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused

#: Lists that hold records, in the answers of the services that are known.
_LISTS = frozenset({"events", "results", "records", "@graph"})
#: A document that is no list is never longer.
_LONGEST = 8_000_000
#: What the json module says of what is no JSON, of numbers of thousands of digits and of nests a mile deep.
_NO_JSON = (ValueError, RecursionError)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 is what Windows writes."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("windows", _as_windows)


def records(material: Material) -> Iterator[dict[str, Any]]:
    """The records of a JSON document: items of its list, wherever it stands, or the document itself.

    Items that are no mappings come as empty ones. Raises Refused when it is no JSON up to its end.
    """
    try:
        with material.open() as file, TextIOWrapper(file, encoding="utf-8-sig", errors="windows") as text:
            stream = JsonStream(text, material.name)
            for item in _items(stream):
                yield item if isinstance(item, dict) else {}
            stream.end()
    except _NO_JSON as error:
        raise Refused("not_json", name=material.name, error=error) from error


def first_record(material: Material) -> dict[str, Any]:
    """The first record, {} when there is none or it is no JSON."""
    try:
        return next(records(material), {})
    except Refused:
        return {}


def is_json(material: Material) -> bool:
    """It begins as JSON does."""
    return material.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def document(material: Material) -> dict[str, Any]:
    """A short document whole, {} when it is no mapping. Raises Refused when it is no JSON."""
    with material.open() as file:
        data = file.read(_LONGEST)
    try:
        found = json.loads(data)
    except _NO_JSON as error:
        raise Refused("not_json", name=material.name, error=error) from error
    return found if isinstance(found, dict) else {}


def _items(stream: JsonStream) -> Iterator[Any]:
    if stream.peek() == "[":
        yield from stream.items()
    elif stream.peek() == "{":
        yield from _items_of_mapping(stream)
    else:
        stream.value()


def _items_of_mapping(stream: JsonStream) -> Iterator[Any]:
    """The items of its list, those of its pages, or itself; `event` is what an answer calls a single one."""
    rest: dict[str, Any] = {}
    is_list = False
    for key in stream.fields():
        if key in _LISTS and stream.peek() == "[":
            is_list = True
            yield from stream.items()
            continue
        value = stream.value()
        pages = [page for name in _LISTS if (page := items(mapping(value).get(name)))]
        is_list = is_list or bool(pages)
        yield from (item for page in pages for item in page)
        if not is_list:
            rest[key] = value
            stream.bound()
    if not is_list:
        yield rest.get("event", rest)


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
    if type(value) is str:  # as most are
        return value.strip()
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
