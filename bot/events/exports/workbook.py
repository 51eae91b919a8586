"""Excel workbooks: events under the columns of the template, lists of accepted values, and a sheet that explains."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.events.exports.records import cells_of, exported
from bot.events.intake.refusal import Refused
from bot.events.intake.tables.cells import names, table_names
from bot.events.intake.tables.columns import Column, columns, table_data
from bot.events.model import Programme

#: Rows that the lists of accepted values are offered in.
_ROWS = 2000
#: What a cell of Excel can hold.
_LONGEST = 32_767
_VOCABULARIES = ("kind", "sectors", "themes", "audiences", "accessibility", "status")
_SEVERAL = ("sectors", "themes", "audiences", "accessibility")
_FLAGS = (
    *("online", "reserved", "read_texts"),
    *(f"conditions.{name}" for name in ("id_required", "women_only", "registration_required")),
)
#: Codes and numbers whose first zero a sheet would take away.
_AS_TEXT = ("place.postal_code", "place.insee", "registration.phone", "meeting_point.postal_code")
_WIDE, _NARROW = 32, 18
#: The look of headings.
HEAD = {"bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "valign": "top"}
_A4, _LINE = 9, 15
_LONG = ("title", "summary", "sessions", "place.address", "conditions.note", "registration.url", "url")


def write_workbook(path: Path, programme: Programme) -> None:
    """A workbook of all events. Raises Refused when a text is too long for a cell."""
    rows = (cells_of(event) for event in programme.events)
    _write(path, exported(), rows, is_template=False)


def write_template(path: Path) -> None:
    """An empty workbook to fill, with an example that imports leave out."""
    offered = tuple(column for column in columns() if column.help)
    example = {column.field: column.example for column in offered if column.example}
    _write(path, offered, [example], is_template=True)


def _write(
    path: Path, shown: tuple[Column, ...], rows: Iterable[Mapping[str, str | int | float]], *, is_template: bool
) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    texts = table_data("template.yaml")
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet(texts["events"])
        head = book.add_format(HEAD)
        grey = book.add_format({"italic": True, "font_color": "#7F7F7F"})
        _set_columns(sheet, shown, book.add_format({"num_format": "@"}))
        sheet.freeze_panes(1, 2)
        print_wide(sheet, columns=2)
        for place, column in enumerate(shown):
            sheet.write_string(0, place, column.label, head)
            _offer(sheet, place, column, texts)
        for rank, cells in enumerate(rows, start=1):
            _write_row(sheet, rank, shown, cells, grey if is_template else None, path)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_help(book.add_worksheet(texts["help"]), shown, head, wrapped, texts)
        _write_lists(book.add_worksheet(texts["lists"]))


def print_wide(sheet: Worksheet, *, columns: int = 0) -> None:
    """Have a sheet printed across A4 pages, each with the headings, and with so many of the first columns."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_rows(0)
    if columns:
        sheet.repeat_columns(0, columns - 1)


def fit_height(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Make a row as high as its texts need in columns of those widths: not all office programs do it by themselves.

    Before anything is written in it.
    """
    lines = max(ceil(len(text) / (1.1 * width)) for text, width in zip(texts, widths, strict=True))
    sheet.set_row(row, _LINE * max(lines, 1))


def _set_columns(sheet: Worksheet, shown: tuple[Column, ...], as_text: Format) -> None:
    for place, column in enumerate(shown):
        width = _WIDE if column.field in _LONG else _NARROW
        sheet.set_column(place, place, width, as_text if column.field in _AS_TEXT else None)


def _write_row(
    sheet: Worksheet,
    rank: int,
    shown: tuple[Column, ...],
    cells: Mapping[str, str | int | float],
    style: Format | None,
    path: Path,
) -> None:
    for place, column in enumerate(shown):
        value = cells.get(column.field)
        if isinstance(value, int | float):
            sheet.write_number(rank, place, value, style)
        elif value and len(value) > _LONGEST:
            raise Refused("long_cell", name=path.name, field=column.label, most=_LONGEST)
        elif value:
            sheet.write_string(rank, place, value, style)


def _offer(sheet: Worksheet, place: int, column: Column, texts: Mapping[str, str]) -> None:
    """The list of accepted values under a heading; where several may stand, others are let through."""
    if column.field in _FLAGS:
        source: str | list[str] = [names("flags")[name][0] for name in ("true", "false")]
    elif column.field in _VOCABULARIES:
        letter = chr(ord("A") + _VOCABULARIES.index(column.field))
        source = f"='{texts['lists']}'!${letter}$2:${letter}${len(names(column.field)) + 1}"
    else:
        return
    rule = {"validate": "list", "source": source, "show_error": column.field not in _SEVERAL}
    rule |= {"error_title": texts["error_title"], "error_message": texts["error"]}
    sheet.data_validation(1, place, _ROWS, place, rule)


def _write_help(
    sheet: Worksheet, shown: tuple[Column, ...], head: Format, wrapped: Format, texts: Mapping[str, str]
) -> None:
    widths = (_WIDE, _WIDE * 2, _WIDE * 2)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    for rank, line in enumerate(texts["introduction"].strip().splitlines()):
        sheet.write_string(rank, 0, line)
    first = len(texts["introduction"].strip().splitlines()) + 1
    for place, name in enumerate(("help_column", "help_text", "help_values")):
        sheet.write_string(first, place, texts[name], head)
    for rank, column in enumerate((column for column in shown if column.help), start=first + 1):
        cells = (column.label, column.help, _accepted(column, texts))
        fit_height(sheet, rank, cells, widths)
        for place, cell in enumerate(cells):
            sheet.write_string(rank, place, cell, wrapped)


def _accepted(column: Column, texts: Mapping[str, str]) -> str:
    """The values that a column may hold, or an example of one."""
    if column.field in _VOCABULARIES:
        return ", ".join(listed[0] for listed in names(column.field).values())
    if column.example and column.example != table_names()["example"]:
        return texts["help_example"].format(value=column.example)
    return ""


def _write_lists(sheet: Worksheet) -> None:
    labels = {column.field: column.label for column in columns()}
    listed = [[labels[field], *(found[0] for found in names(field).values())] for field in _VOCABULARIES]
    for rank in range(max(map(len, listed))):  # row by row, as constant memory wants it
        for place, values in enumerate(listed):
            if rank < len(values):
                sheet.write_string(rank, place, values[rank])
    sheet.hide()
