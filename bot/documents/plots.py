"""Plots of counts, one under the other, as one picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.documents.fonts import BOLD, REGULAR, legible, load_fonts, width
from bot.documents.raster import png_of

#: Points.
_WIDTH, _EDGE, _HEAD, _GAP = 620.0, 24.0, 56.0, 40.0
#: Of an upright plot; of one line of the others, and what labels may take there.
_UPRIGHT, _LINE, _LABELS = 150.0, 20.0, 250.0
_ACCENT, _INK = HexColor("#B3261E"), HexColor("#1E2A38")
_SIZE = 11
#: Pixels a point.
_SCALE = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars:
    """One plot: what is counted, and the counts."""

    title: str
    bars: tuple[tuple[str, int], ...]
    #: Days, from left to right; else a ranking, from top to bottom.
    upright: bool = False


def plots(title: str, of: Sequence[Bars], none: str) -> bytes:
    """PNG; `none` is said of a plot without bars."""
    load_fonts()
    heights = [_height(bars) for bars in of]
    height = _HEAD + sum(heights) + _GAP * len(of) + _EDGE
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, height))
    canvas.setFillColor(_INK)
    canvas.setFont(BOLD, 18)
    canvas.drawString(_EDGE, height - 36, legible(title))
    top = height - _HEAD
    for bars, tall in zip(of, heights, strict=True):
        top -= _GAP + tall
        renderPDF.draw(_drawing(bars, tall, none), canvas, 0, top)
    canvas.save()
    return png_of(out.getvalue(), _SCALE, colours=64)


def _height(bars: Bars) -> float:
    return _UPRIGHT if bars.upright else max(1, len(bars.bars)) * _LINE


def _drawing(bars: Bars, height: float, none: str) -> Drawing:
    drawing = Drawing(_WIDTH, height + _GAP)
    drawing.add(String(_EDGE, height + 10, legible(bars.title), fontName=BOLD, fontSize=13, fillColor=_INK))
    if any(count for _, count in bars.bars):
        drawing.add(_chart(bars, height))
    else:
        drawing.add(String(_EDGE, height - 14, legible(none), fontName=REGULAR, fontSize=_SIZE, fillColor=_INK))
    return drawing


def _chart(bars: Bars, height: float) -> Any:
    shown = bars.bars if bars.upright else bars.bars[::-1]
    chart: Any = VerticalBarChart() if bars.upright else HorizontalBarChart()
    chart.x, chart.y = (_EDGE + 24, 24) if bars.upright else (_EDGE + _LABELS, 0)
    chart.width, chart.height = _WIDTH - chart.x - _EDGE - 16, height - chart.y
    chart.data = [[count for _, count in shown]]
    chart.categoryAxis.categoryNames = [_cut(label) for label, _ in shown]
    chart.bars[0].fillColor, chart.bars[0].strokeColor = _ACCENT, None
    chart.barLabelFormat, chart.barLabels.nudge = "%d", 10 if bars.upright else 13
    chart.valueAxis.valueMin, chart.valueAxis.visible = 0, False
    chart.categoryAxis.visibleTicks = False
    for labels in (chart.categoryAxis.labels, chart.barLabels):
        labels.fontName, labels.fontSize, labels.fillColor = REGULAR, _SIZE - 1, _INK
    return chart


def _cut(label: str) -> str:
    """A label that fits beside its bar."""
    label = legible(label)
    while width(label, REGULAR, _SIZE) > _LABELS - 12:
        label = label.rstrip("…").rstrip()[:-1] + "…"
    return label
