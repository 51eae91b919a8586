"""Lists of flat or nested records in JSON: the guide's own exports, and what sites are scraped into."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from bot.events.intake.draft import Draft, Heading
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.records import is_json, records
from bot.events.intake.refusal import Refused
from bot.events.intake.tables.columns import field_named
from bot.events.intake.tables.rows import RowReader

#: Records by which a list is told; as many fields at least are known.
_LOOKED_AT, _FEWEST = 5, 2


class JsonTable:
    """Reads records whose fields are called as columns of sheets are."""

    name = "json"

    def recognises(self, material: Material) -> bool:
        """Its first records have a title and another field that is known; or it is a list of nothing."""
        if not is_json(material):
            return False
        try:
            first = list(islice(_records(material), _LOOKED_AT))
            return any(map(_is_event, first)) or not first
        except Refused:
            return False

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events in the order of the source."""
        found = _records(material)
        first = list(islice(found, _LOOKED_AT))
        names = {named[0]: key for record in first for key, _ in _flat(record) if (named := field_named(key))}
        reader = RowReader(setting, {field: Heading(text=key) for field, key in names.items()})
        rows = enumerate(chain(first, found), start=1)
        yield from reader.drafts((f"{material.name}, n° {rank}", _cells(record)) for rank, record in rows)

    def next_page(self, address: str, material: Material) -> str | None:
        """A list is one page."""
        return None


def _records(material: Material) -> Iterator[Mapping[str, Any]]:
    """Records; those that stand in lists by month or by place one after the other."""
    for record in records(material):
        if record and all(isinstance(value, list) for value in record.values()):
            for listed in record.values():
                yield from (item for item in listed if isinstance(item, dict))
        else:
            yield record


def _is_event(record: Mapping[str, Any]) -> bool:
    fields = _cells(record)
    return "title" in fields and len(fields) >= _FEWEST


def _cells(record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record by the fields that their names stand for."""
    found: dict[str, Any] = {}
    for key, value in _flat(record):
        if (named := field_named(key)) and found.get(named[0]) in (None, "", []):
            found[named[0]] = value
    return found


def _flat(record: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Names and values, those of mappings within under both names: "place.city"."""
    for key, value in record.items():
        if isinstance(value, dict) and not path:
            yield from _flat(value, f"{key}.")
        else:
            yield f"{path}{key}", value
