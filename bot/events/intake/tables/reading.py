"""A table, row by row from its first, as drafts of events."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from bot.events.intake.draft import Draft
from bot.events.intake.importer import Setting
from bot.events.intake.tables.cells import text
from bot.events.intake.tables.headers import SEARCHED, Header, find_header
from bot.events.intake.tables.rows import RowReader

Row = Sequence[Any]


def header_of(rows: Sequence[Row]) -> Header | None:
    """The header among the first rows of a table, None without one."""
    return find_header([[text(value) for value in row] for row in rows])


def table_drafts(rows: Iterator[Row], name: str, setting: Setting) -> Iterator[Draft] | None:
    """The events of a table that people know as `name`; None when it has no header."""
    first = list(islice(rows, SEARCHED))
    header = header_of(first)
    if header is None:
        return None
    reader = RowReader(setting, header.headings, header.unknown)
    below = islice(enumerate(chain(first, rows), start=1), header.height, None)
    return reader.drafts((f"{name}, ligne {number}", _cells(header, row)) for number, row in below)


def _cells(header: Header, row: Row) -> Mapping[str, Any]:
    """The cells of a row by their fields."""
    width = len(row)
    return {
        field: row[heading.place]
        for field, heading in header.headings.items()
        if heading.place is not None and heading.place < width
    }
