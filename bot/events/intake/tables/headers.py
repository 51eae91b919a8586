"""Finds the header of a table: below titles, in one row or in two when cells of the first are merged."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.events.intake.draft import Heading
from bot.events.intake.tables.columns import field_named

#: Rows among which the header is looked for.
SEARCHED = 30
#: A row that names the title and so many columns in all is a header.
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header of a table."""

    #: Rows before the first event.
    height: int
    #: By field of `columns.yaml`.
    headings: dict[str, Heading]
    #: Columns that name nothing known, or what another already holds.
    unknown: tuple[Heading, ...]


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The header among the first rows; None without one."""
    found: list[tuple[int, bool, int, Header]] = []
    for rank, row in enumerate(rows):
        below = rows[rank + 1] if rank + 1 < len(rows) else ()
        for is_single, names in ((True, [[text] for text in row]), (False, _joined(row, below))):
            header = _header(rank + 2 - is_single, names)
            if "title" in header.headings and len(header.headings) >= _FEWEST:
                found.append((len(header.headings), is_single, -rank, header))
    return max(found, default=(0, False, 0, None), key=lambda candidate: candidate[:3])[3]


def _joined(row: Sequence[str], below: Sequence[str]) -> list[list[str]]:
    """What each column may be called: « Lieu » over « Nom » and « Commune » heads both."""
    named: list[list[str]] = []
    group = ""
    for place in range(max(len(row), len(below))):
        over, under = (_at(cells, place) for cells in (row, below))
        group = over or group
        named.append([f"{group} {under}", under] if group and under else [over or under])
    return named


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _header(height: int, named: Sequence[Sequence[str]]) -> Header:
    """A header of columns, each with its possible names, best first; the likeliest column has a field."""
    found = [
        (-field[1], rank, place, field[0], name)
        for place, names in enumerate(named)
        for rank, name in enumerate(names)
        if (field := field_named(name))
    ]
    headings: dict[str, Heading] = {}
    taken = set[int]()
    for _, _, place, field_, name in sorted(found):
        if place not in taken and field_ not in headings:
            headings[field_] = Heading(place=place, text=" ".join(name.split()))
            taken.add(place)
    unknown = [
        Heading(place=place, text=" ".join(names[0].split()))
        for place, names in enumerate(named)
        if place not in taken and names[0].strip()
    ]
    return Header(height=height, headings=headings, unknown=tuple(unknown))
