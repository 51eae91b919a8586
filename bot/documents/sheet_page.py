"""A sheet is drawn on one page (A4).

Letters are as large as all that is to be said allows; what is longer than any sheet is cut.
https://docs.reportlab.com/reportlab/userguide/ch6_paragraphs/
"""

from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from bot.documents.fonts import BOLD, REGULAR, legible, load_fonts
from bot.documents.map import Map
from bot.documents.outlines import Outlines
from bot.documents.scene import extent
from bot.documents.sheet import Block, Sheet

_WIDTH, _HEIGHT = A4
_EDGE, _GUTTER = 42.0, 20.0
#: Sizes of letters that are tried, in points, and how many characters of one text there is room for.
_SIZES, _LONGEST = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0), 700
_ACCENT, _INK, _QUIET, _LINE = (HexColor(c) for c in ("#B3261E", "#1E2A38", "#5A6672", "#C9CED4"))
#: The map: its width and height, and how thick its lines are beside those of a picture.
_MAP, _MAP_UNIT = (196.0, 176.0), 0.27


def sheet_page(sheet: Sheet, outlines: Outlines) -> bytes:
    """The sheet as PDF, of one page."""
    load_fonts()
    longest = _LONGEST
    while True:
        for size in _SIZES:
            page = _Page(sheet, outlines, size, longest)
            if page.height <= _HEIGHT - 2 * _EDGE:
                return page.pdf()
        longest = longest * 2 // 3


class _Column:
    """Paragraphs one under the other, measured before they are drawn."""

    def __init__(self, width: float) -> None:
        self.width, self.height = width, 0.0
        self._placed: list[tuple[float, Paragraph, bool]] = []

    def add(self, paragraph: Paragraph, *, before: float = 0.0, ticked: bool = False) -> None:
        """One more paragraph, `before` points below the last."""
        _, height = paragraph.wrap(self.width, 10_000)
        self._placed.append((self.height + before, paragraph, ticked))
        self.height += before + height

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw it, downwards from `top`."""
        for above, paragraph, ticked in self._placed:
            paragraph.drawOn(canvas, x, top - above - paragraph.height)
            if ticked:
                side = 0.72 * paragraph.style.fontSize
                canvas.setStrokeColor(_QUIET)
                canvas.setLineWidth(0.8)
                canvas.rect(x, top - above - 0.98 * paragraph.style.fontSize, side, side, stroke=1, fill=0)


class _Page:
    """A sheet set in letters of one size; no text is longer than `longest` characters."""

    def __init__(self, sheet: Sheet, outlines: Outlines, size: float, longest: int) -> None:
        self.sheet, self.outlines, self.size, self.longest = sheet, outlines, size, longest
        wide = _WIDTH - 2 * _EDGE
        self.head = self._head(wide)
        self.facts = self._blocks(sheet.facts, wide - _MAP[0] - _GUTTER if self._has_side else wide)
        self.side = self._blocks([sheet.contacts] if sheet.contacts else [], _MAP[0])
        count = max(1, len(sheet.lists))
        self.lists = [self._blocks([block], (wide - _GUTTER * (count - 1)) / count) for block in sheet.lists]
        self.foot = _Column(wide)
        self.foot.add(self._text(sheet.footer, 0.82, _QUIET))

    @property
    def height(self) -> float:
        """What it takes, from the title to the foot."""
        lists = max((column.height for column in self.lists), default=0.0)
        parts = (self.head.height, max(self.facts.height, self._side_height), lists, self._blanks_height)
        return sum(part + 1.6 * self.size for part in parts if part) + self.foot.height

    def pdf(self) -> bytes:
        """The page."""
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        canvas.setTitle(legible(self.sheet.title))
        canvas.setAuthor(legible(self.sheet.kicker))
        spare = min(_HEIGHT - 2 * _EDGE - self.height, 100.0) / 4
        gap, top = 1.6 * self.size + spare, _HEIGHT - _EDGE
        canvas.setFillColor(_ACCENT)
        canvas.rect(0, _HEIGHT - 10, _WIDTH, 10, stroke=0, fill=1)
        self.head.draw(canvas, _EDGE, top)
        top -= self.head.height + gap
        self.facts.draw(canvas, _EDGE, top)
        self._draw_side(canvas, top)
        top -= max(self.facts.height, self._side_height) + gap
        self._rule(canvas, top + gap / 2)
        x = _EDGE
        for column in self.lists:
            column.draw(canvas, x, top)
            x += column.width + _GUTTER
        top -= max((column.height for column in self.lists), default=0.0) + gap
        self._draw_blanks(canvas, top)
        self.foot.draw(canvas, _EDGE, _EDGE + self.foot.height - 8)
        canvas.save()
        return out.getvalue()

    # Parts

    def _head(self, width: float) -> _Column:
        column = _Column(width)
        column.add(self._text(self.sheet.kicker, 0.95, _ACCENT, BOLD))
        column.add(
            self._text(self.sheet.title, 2.1 if len(self.sheet.title) < 70 else 1.6, _INK, BOLD), before=0.3 * self.size
        )
        if self.sheet.subtitle:
            column.add(self._text(self.sheet.subtitle, 1.0, _QUIET), before=0.4 * self.size)
        if self.sheet.warning:
            column.add(self._text(self.sheet.warning, 1.25, _ACCENT, BOLD), before=0.6 * self.size)
        return column

    def _blocks(self, blocks: Iterable[Block], width: float) -> _Column:
        column = _Column(width)
        for block in blocks:
            if block.lines:
                before = 0.95 * self.size if column.height else 0.0
                column.add(self._text(block.heading, 0.85, _ACCENT, BOLD), before=before)
                for line in block.lines:
                    text = self._text(line, 1.0, _INK, indent=1.35 * self.size if block.ticked else 0.0)
                    column.add(text, before=(0.35 if block.ticked else 0.15) * self.size, ticked=block.ticked)
        return column

    def _text(self, text: str, size: float, colour: Color, font: str = REGULAR, indent: float = 0.0) -> Paragraph:
        cut = text if len(text) <= self.longest else text[: self.longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
        points = size * self.size
        style = ParagraphStyle(
            "",
            fontName=font,
            fontSize=points,
            leading=1.3 * points,
            textColor=colour,
            leftIndent=indent,
            splitLongWords=1,
        )
        return Paragraph(escape(legible(cut)).replace("\n", "<br/>"), style)

    @property
    def _has_side(self) -> bool:
        return bool(self.sheet.scene or self.sheet.contacts)

    @property
    def _side_height(self) -> float:
        above = _MAP[1] + 2.4 * self.size if self.sheet.scene else 0.0
        return above + self.side.height if self._has_side else 0.0

    def _draw_side(self, canvas: Canvas, top: float) -> None:
        left = _WIDTH - _EDGE - _MAP[0]
        if scene := self.sheet.scene:
            canvas.saveState()
            canvas.translate(left, top - _MAP[1])
            Map(canvas, scene, self.outlines, _MAP, extent(scene, self.outlines), unit=_MAP_UNIT).draw()
            canvas.setStrokeColor(_LINE)
            canvas.rect(0, 0, *_MAP, stroke=1, fill=0)
            canvas.restoreState()
            caption = _Column(_MAP[0])
            caption.add(self._text(self.sheet.caption, 0.82, _QUIET))
            caption.draw(canvas, left, top - _MAP[1] - 3)
            top -= _MAP[1] + 2.4 * self.size
        self.side.draw(canvas, left, top)

    @property
    def _blanks_height(self) -> float:
        return 2.3 * self.size * ((len(self.sheet.blanks) + 1) // 2)

    def _draw_blanks(self, canvas: Canvas, top: float) -> None:
        """Two a line: what is asked, what is known, and a line to write on when nothing is."""
        wide = (_WIDTH - 2 * _EDGE - _GUTTER) / 2
        for i, (asked, known) in enumerate(self.sheet.blanks):
            x, y = _EDGE + (i % 2) * (wide + _GUTTER), top - 2.3 * self.size * (i // 2) - self.size
            label = canvas.beginText(x, y)
            label.setFont(BOLD, 0.85 * self.size)
            label.setFillColor(_QUIET)
            label.textOut(legible(f"{asked}  "))
            start = label.getX()
            label.setFont(REGULAR, self.size)
            label.setFillColor(_INK)
            label.textOut(legible(known))
            canvas.drawText(label)
            canvas.setStrokeColor(_LINE)
            canvas.setLineWidth(0.8)
            canvas.line(start, y - 3, x + wide, y - 3)

    @staticmethod
    def _rule(canvas: Canvas, y: float) -> None:
        canvas.setStrokeColor(_LINE)
        canvas.setLineWidth(0.8)
        canvas.line(_EDGE, y, _WIDTH - _EDGE, y)
