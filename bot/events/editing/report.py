"""The report of an editor: lines, JSON, and a workbook whose faulty cells are marked."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.events.editing.words import data, level_name
from bot.events.exports.records import cells_of, exported
from bot.events.exports.workbook import HEAD, fit_height, print_wide
from bot.events.intake.draft import Doubt
from bot.events.intake.tables.columns import label_of
from bot.events.model import Event

#: The gravest first: a cell has the colour of the gravest.
LEVELS = ("refused", "doubtful", "note")
_COLOURS = {"refused": "#F4B6B6", "doubtful": "#FBE3A6", "note": "#DDE8F5"}
#: What a cell and a comment of Excel hold.
_LONGEST, _LONGEST_COMMENT = 32_767, 2_000
_WIDTHS = (12, 44, 26, 24, 90)
_COLUMN_WIDTH = 22


def counts(doubts: Iterable[Doubt]) -> str:
    """« 2 refusés, 31 à vérifier, 14 notes »."""
    found = Counter(doubt.level for doubt in doubts)
    said = data()["summary"]
    if not found:
        return str(said["nothing"])
    return str(said["counts"].format(refused=found["refused"], doubtful=found["doubtful"], notes=found["note"]))


def as_json(doubts: Iterable[Doubt]) -> str:
    """All that was found: what, how often, and each with where it stands."""
    found = [
        {name: getattr(doubt, name) for name in ("level", "what", "where", "event", "field", "text")}
        for doubt in doubts
    ]
    levels = Counter(point["level"] for point in found)
    kinds = Counter(point["what"] for point in found)
    summary = {"levels": {level: levels[level] for level in LEVELS}, "counts": dict(kinds.most_common())}
    return json.dumps({**summary, "points": found}, ensure_ascii=False, indent=1)


def write_marked(path: Path, events: Sequence[Event], doubts: Sequence[Doubt]) -> None:
    """A workbook: the events with their faulty cells coloured and commented, and all that was found, row by row."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        formats = {level: book.add_format({"bg_color": colour, "valign": "top"}) for level, colour in _COLOURS.items()}
        head = book.add_format(HEAD)
        names = data()["sheet"]
        if events:
            _write_events(book.add_worksheet(names["events"]), events, doubts, formats, head)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_points(book.add_worksheet(names["points"]), doubts, formats, head, wrapped, names["headings"])


def _write_events(
    sheet: Worksheet, events: Sequence[Event], doubts: Sequence[Doubt], formats: dict[str, Format], head: Format
) -> None:
    columns = exported()
    at = {column.field: place for place, column in enumerate(columns)}
    told: dict[str, dict[int, list[Doubt]]] = {}
    for doubt in doubts:
        told.setdefault(doubt.event, {}).setdefault(_column(doubt.field, at), []).append(doubt)
    sheet.set_column(0, len(columns) - 1, _COLUMN_WIDTH)
    sheet.freeze_panes(1, 2)
    print_wide(sheet, columns=2)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, head)
    for rank, event in enumerate(events, start=1):
        cells, faults = cells_of(event), told.get(event.id, {})
        for place, column in enumerate(columns):
            _write_cell(sheet, rank, place, cells.get(column.field), faults.get(place, ()), formats)


def _column(field: str, at: dict[str, int]) -> int:
    """The column of a field, or of the one that it is a part of; the first one has what is about the event itself."""
    return at.get(field, at.get(field.partition(".")[0], 0))


def _write_cell(
    sheet: Worksheet,
    row: int,
    place: int,
    value: str | int | float | None,
    faults: Sequence[Doubt],
    formats: dict[str, Format],
) -> None:
    style = formats[min((doubt.level for doubt in faults), key=LEVELS.index)] if faults else None
    if isinstance(value, int | float):
        sheet.write_number(row, place, value, style)
    elif value:
        sheet.write_string(row, place, value[:_LONGEST], style)
    elif style:
        sheet.write_blank(row, place, None, style)
    if faults:
        sheet.write_comment(row, place, "\n".join(doubt.text for doubt in faults)[:_LONGEST_COMMENT])


def _write_points(
    sheet: Worksheet,
    doubts: Sequence[Doubt],
    formats: dict[str, Format],
    head: Format,
    wrapped: Format,
    headings: Sequence[str],
) -> None:
    for place, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, head)
    sheet.freeze_panes(1, 0)
    print_wide(sheet)
    sheet.fit_to_pages(1, 0)
    for rank, doubt in enumerate(doubts, start=1):
        cells = (level_name(doubt.level), doubt.where, doubt.event, label_of(doubt.field), doubt.text)
        fit_height(sheet, rank, cells, _WIDTHS)
        for place, value in enumerate(cells):
            sheet.write_string(rank, place, value[:_LONGEST], formats[doubt.level] if place == 0 else wrapped)
    if doubts:
        sheet.autofilter(0, 0, len(doubts), len(headings) - 1)
