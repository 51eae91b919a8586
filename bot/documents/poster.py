"""Posters (A4) with a QR code: what, when, where, and a link that a telephone opens.

The code keeps the white around it that readers need, and stands a quarter of it being torn or stained (level Q of
ISO/IEC 18004).
"""

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from bot.documents.fonts import BOLD, REGULAR, legible, load_fonts, width

_WIDTH, _HEIGHT = A4
_EDGE = 48.0
#: The code's side, its quiet zone included, and how many modules wide that zone is.
_CODE, _QUIET_ZONE = 250.0, 4
#: Heights of the band above and of the ground below; between them is room for the title and its lines.
_BAND, _GROUND = 92.0, 372.0
_ROOM = _HEIGHT - _BAND - _GROUND
#: Sizes that are tried for the title and for its lines; heights that the first line, and the others, may take.
_TITLES, _LINES = (58, 52, 46, 40, 35, 31, 27, 24, 21, 18, 15), (24, 22, 20, 18, 16, 14, 12)
_FIRST_ROOM, _OTHERS_ROOM = 64.0, 96.0
#: A text that is longer is cut.
_LONGEST = 300
_ACCENT, _INK, _QUIET, _PALE, _WHITE = (HexColor(c) for c in ("#B3261E", "#1E2A38", "#5A6672", "#F7EFE3", "#FFFFFF"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """What stands on a poster, from top to bottom."""

    kicker: str
    title: str
    #: When and where; the first is the more important.
    lines: tuple[str, ...]
    #: Beside the code: what it is for, in a few words and in a sentence.
    call: str
    help: str
    #: What the code opens, and how it is written for those who type it.
    link: str
    address: str
    footer: str = ""


def poster_page(poster: Poster) -> bytes:
    """The poster as PDF, of one page."""
    load_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle(legible(poster.title))
    canvas.setAuthor(legible(poster.kicker))
    _head(canvas, poster)
    _foot(canvas, poster)
    canvas.save()
    return out.getvalue()


def _head(canvas: Canvas, poster: Poster) -> None:
    """What, when and where; the title takes the room that the rest leaves."""
    canvas.setFillColor(_ACCENT)
    canvas.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
    kicker = _kicker(poster.kicker)
    kicker.drawOn(canvas, _EDGE, _HEIGHT - _BAND / 2 - kicker.height / 2)
    first, *others = poster.lines
    lines = [_fitted(first, _LINES, _FIRST_ROOM, _ACCENT, BOLD)]
    lines += [_fitted("\n".join(others), _LINES, _OTHERS_ROOM, _INK, REGULAR)] if others else []
    taken = sum(line.height + 12 for line in lines)
    title = _fitted(poster.title, _TITLES, _ROOM - taken - 96, _INK, BOLD)
    top = _HEIGHT - _BAND - max(30.0, (_ROOM - taken - title.height - 44) / 2) - title.height
    title.drawOn(canvas, _EDGE, top)
    canvas.setFillColor(_ACCENT)
    canvas.rect(_EDGE, top - 24, 64, 6, stroke=0, fill=1)
    top -= 44
    for line in lines:
        line.drawOn(canvas, _EDGE, top - line.height)
        top -= line.height + 12


def _kicker(text: str) -> Paragraph:
    """On one line when that can be read from afar."""
    size = 19 * min(1.0, (_WIDTH - 2 * _EDGE - 2) / max(1.0, width(legible(text), BOLD, 19)))
    return _fitted(text, (size,) if size >= 13 else (16, 14, 12), 60, _WHITE, BOLD)


def _foot(canvas: Canvas, poster: Poster) -> None:
    """The code on its white ground, what it is for beside it, and the address under both."""
    canvas.setFillColor(_PALE)
    canvas.rect(0, 0, _WIDTH, _GROUND, stroke=0, fill=1)
    canvas.setFillColor(_WHITE)
    canvas.roundRect(_EDGE, 76, _CODE, _CODE, 14, stroke=0, fill=1)
    _code(canvas, poster.link, _EDGE, 76)
    left = _EDGE + _CODE + 28
    wide = _WIDTH - _EDGE - left
    call = _fitted(poster.call, (34, 30, 26, 22), 150, _INK, BOLD, wide)
    help_ = _fitted(poster.help, (15, 14, 13, 12), 110, _INK, REGULAR, wide)
    top = 76 + (_CODE + call.height + 14 + help_.height) / 2
    call.drawOn(canvas, left, top - call.height)
    help_.drawOn(canvas, left, top - call.height - 14 - help_.height)
    canvas.setFillColor(_INK)
    canvas.setFont(BOLD, 12)
    canvas.drawString(_EDGE, 46, legible(poster.address))
    footer = _fitted(poster.footer, (10, 9, 8), 26, _QUIET, REGULAR)
    footer.drawOn(canvas, _EDGE, 38 - footer.height)


def _code(canvas: Canvas, link: str, x: float, y: float) -> None:
    """The squares of a QR code, those side by side as one."""
    rows = [bytes(row) for row in segno.make(link, error="q", boost_error=False, micro=False).matrix]
    module = _CODE / (len(rows) + 2 * _QUIET_ZONE)
    canvas.setFillColor(HexColor("#000000"))
    for row, bits in enumerate(rows):
        bottom, column = y + _CODE - (_QUIET_ZONE + row + 1) * module, 0
        for is_dark, run in groupby(bits):
            count = len(list(run))
            if is_dark:
                # A little higher and wider: no seam shows between squares that touch.
                canvas.rect(
                    x + (_QUIET_ZONE + column) * module, bottom, count * module + 0.05, module + 0.05, stroke=0, fill=1
                )
            column += count


def _fitted(
    text: str, sizes: tuple[float, ...], room: float, colour: Color, font: str, wide: float = _WIDTH - 2 * _EDGE
) -> Paragraph:
    """A text in the largest of these sizes that takes no more than this height, else in the smallest, cut."""
    longest = _LONGEST
    while True:
        cut = text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
        for size in sizes:
            leading = 1.14 * size if font == BOLD and size > 20 else 1.32 * size
            style = ParagraphStyle(
                "", fontName=font, fontSize=size, leading=leading, textColor=colour, splitLongWords=1
            )
            paragraph = Paragraph(escape(legible(cut)).replace("\n", "<br/>"), style)
            if paragraph.wrap(wide, 10_000)[1] <= room:
                return paragraph
        longest = longest * 2 // 3
