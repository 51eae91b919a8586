"""Excel workbooks: each sheet that has a header."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from bot.events.intake.draft import Draft
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused
from bot.events.intake.tables.reading import Row, table_drafts

_ZIP = b"PK\x03\x04"
#: Bytes of a workbook once it is decompressed, and of all in it but sheets, which are read at once.
_MOST, _MOST_BESIDE = 800_000_000, 200_000_000
#: What compresses better than any sheet of events does, when it is as large as that.
_RATIO, _LARGE = 200, 50_000_000
#: Cells from the first to the last, empty ones included: the library makes room for them all.
_MOST_CELLS = 10_000_000
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
#: Where a cell or a row stands: r="AB12", r="12".
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,8})(\d{1,12})""")
#: What is said of archives that are none, or use what nobody does.
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError)
_CHUNK, _OVERLAP = 1 << 20, 64


class XlsxTable:
    """Reads workbooks (.xlsx)."""

    name = "xlsx"

    def recognises(self, material: Material) -> bool:
        """A zip that holds a workbook."""
        if not material.head.startswith(_ZIP):
            return False
        try:
            with zipfile.ZipFile(material.path) as archive:
                return any(name.lower() == "xl/workbook.xml" for name in archive.namelist())
        except _BROKEN:
            return False

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events sheet by sheet, in the order of the rows."""
        is_any = False
        _check_sizes(material)
        for sheet, label in _sheets(material):
            found = table_drafts(_rows(sheet), f"{material.name}{label}", setting)
            is_any = is_any or found is not None
            yield from found or ()
        if not is_any:
            raise Refused("no_header", name=material.name)

    def next_page(self, address: str, material: Material) -> str | None:
        """A workbook is one page."""
        return None


def _check_sizes(material: Material) -> None:
    """Refuse what would fill the memory: a zip bomb, a sheet without end. Raises Refused."""
    try:
        with zipfile.ZipFile(material.path) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            beside = sum(entry.file_size for entry in entries if not _SHEETS.fullmatch(entry.filename))
            is_dense = size > _LARGE and size > _RATIO * material.size
            if size > _MOST or beside > _MOST_BESIDE or is_dense:
                most = (_MOST if size > _MOST else _MOST_BESIDE if beside > _MOST_BESIDE else _LARGE) // 1_000_000
                raise Refused("zip_bomb", name=material.name, megabytes=size // 1_000_000, most=most)
            for entry in entries:  # any of them may be called a sheet by another
                with archive.open(entry) as file:
                    _check_extent(file, material.name, entry.filename)
    except _BROKEN as error:
        raise Refused("not_workbook", name=material.name, error=error) from error


def _check_extent(file: IO[bytes], name: str, sheet: str) -> None:
    """Refuse a sheet whose last cell is too far from its first: a few bytes may tell so. Raises Refused."""
    rows = columns = 1
    cells = 0
    rest = b""
    while piece := file.read(_CHUNK):
        for letters, number in _PLACE.findall(rest + piece):
            rows = max(rows, int(number))
            if len(letters) > 1 or columns < _ALPHABET:
                columns = max(columns, _rank(letters))
        rest = piece[-_OVERLAP:]
        cells += piece.count(b"<c") + piece.count(b":c")  # those that do not say where they stand
        if max(rows * columns, cells) > _MOST_CELLS:
            raise Refused("wide_sheet", name=name, sheet=sheet, rows=rows, columns=columns)


_ALPHABET = 26


def _rank(letters: bytes) -> int:
    rank = 0
    for letter in letters.upper():
        rank = rank * _ALPHABET + letter - ord("A") + 1
    return rank


def _sheets(material: Material) -> Iterator[tuple[CalamineSheet, str]]:
    """The sheets of a workbook, and what tells them apart."""
    try:
        with material.open() as file, CalamineWorkbook.from_filelike(file) as workbook:
            for name in workbook.sheet_names:
                several = len(workbook.sheet_names) > 1
                yield workbook.get_sheet_by_name(name), f", feuille « {name} »" if several else ""
    except PasswordError as error:
        raise Refused("protected", name=material.name) from error
    except CalamineError as error:
        raise Refused("not_workbook", name=material.name, error=error) from error


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Rows from the first of the sheet, which the library gives, and columns from « A », which it does not."""
    before = [""] * (sheet.start or (0, 0))[1]
    for row in sheet.iter_rows():
        yield [*before, *row] if before else row
