"""The one family of type, Public Sans: plain, and legible when small (its licence is beside it)."""

import unicodedata
from functools import cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "PublicSans-Regular", "PublicSans-Bold"
#: What the family has not, and what says the same.
_INSTEAD = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2010": "-", "\u2212": "-", "→": "-", "’": "'"})


@cache
def load_fonts() -> frozenset[int]:
    """Make both faces known to reportlab; the characters that they have."""
    known = []
    for name in (REGULAR, BOLD):
        font = TTFont(name, str(files("bot.documents").joinpath("fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        known.append(frozenset(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return known[0] & known[1]


def legible(text: str) -> str:
    """The text in characters that the family has: accents it has not are taken off, emoji are left out; lines stay."""
    known, kept = load_fonts(), []
    for character in unicodedata.normalize("NFC", text).translate(_INSTEAD):
        plain = character if ord(character) in known or character == "\n" else unicodedata.normalize("NFKD", character)
        kept.append("".join(c for c in plain if ord(c) in known or c == "\n"))
    return "".join(kept)


def width(text: str, font: str, size: float) -> float:
    """How wide a text is, in points."""
    load_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))
