"""CSV as people save it: any separator, UTF-8 or what Windows and the Mac write, titles above the header."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import islice

from bot.events.intake.draft import Draft
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused
from bot.events.intake.tables.headers import SEARCHED
from bot.events.intake.tables.reading import header_of, table_drafts

_SEPARATORS = ";,\t|"
#: What Excel puts first for itself: « sep=; ».
_TOLD = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: What French sheets are saved in when it is no Unicode: Windows, the Mac, the old DOS.
_OLD = ("cp1252", "mac_roman", "cp850")
#: Small letters only: what is one in an encoding is a capital in another.
_FRENCH = "àâäçéèêëîïôöùûüœ"
#: Bytes by which an old encoding is told, from the first that is no UTF-8 on.
_SAMPLE = 100_000
#: A line is never longer, in characters.
_LONGEST = 1_000_000
_PIECE = 1 << 20


class CsvTable:
    """Reads tables of text."""

    name = "csv"

    def recognises(self, material: Material) -> bool:
        """Its first rows name columns of events, or it is called a table: that is then told of it."""
        if b"\x00" in material.head and not material.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return False
        try:
            is_table = _separator(material, _encoding(material)) is not None
        except Refused:
            is_table = False
        return is_table or material.name.lower().endswith((".csv", ".tsv"))

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events in the order of the rows."""
        encoding = _encoding(material)
        separator = _separator(material, encoding)
        found = table_drafts(_rows(material, encoding, separator or ";"), material.name, setting)
        if found is None:
            raise Refused("no_header", name=material.name)
        yield from found

    def next_page(self, address: str, material: Material) -> str | None:
        """A table is one page."""
        return None


def _encoding(material: Material) -> str:
    """What a file is written in: Unicode when it is, wherever its first accent stands."""
    for mark, name in _BOMS.items():
        if material.head.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    with material.open() as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return _old_encoding(piece[error.start : error.start + _SAMPLE])
    return "utf-8"


def _old_encoding(sample: bytes) -> str:
    """The old encoding in which the most letters are those that French has."""
    texts = {name: sample.decode(name, errors="replace") for name in _OLD}
    return max(texts, key=lambda name: sum(map(texts[name].count, _FRENCH)))


def _separator(material: Material, encoding: str) -> str | None:
    """What parts the cells: the sign that gives the most columns known; None when none gives a header."""
    best: tuple[int, str | None] = (0, None)
    for separator in _SEPARATORS:
        try:
            header = header_of(list(islice(_rows(material, encoding, separator), SEARCHED)))
        except Refused:
            continue
        best = max(best, (len(header.headings) if header else 0, separator), key=lambda found: found[0])
    return best[1]


def _rows(material: Material, encoding: str, separator: str) -> Iterator[list[str]]:
    """The rows of a table. Raises Refused when one has no end."""
    try:
        with material.open() as file, TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
            lines = _lines(text, material.name)
            first = next(lines, "")
            if told := _TOLD.fullmatch(first):
                separator = told[1]
            elif first:
                lines = (line for group in ([first], lines) for line in group)
            yield from csv.reader(lines, delimiter=separator)
    except csv.Error as error:
        raise Refused("long_row", name=material.name, megabytes=_LONGEST // 1_000_000) from error


def _lines(text: TextIOWrapper, name: str) -> Iterator[str]:
    while line := text.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise Refused("long_row", name=name, megabytes=_LONGEST // 1_000_000)
        yield line
