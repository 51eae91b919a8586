"""The ground of a map: sea, land around, the area of the programme with its départements."""

from collections.abc import Collection, Iterable

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.documents.outlines import Box, Outlines, Point, Shape

SEA, _ABROAD, _BESIDE, OWN = (HexColor(c) for c in ("#B5D0E2", "#D6D5CF", "#E7E5DE", "#FCF8EE"))
_BORDER, OUTLINE = HexColor("#CDC3AB"), HexColor("#56667C")

#: How reportlab calls the rule by which holes are left open.
_EVEN_ODD = 0


class Ground:
    """A part of the plane on a rectangle of paper at the origin."""

    def __init__(self, canvas: Canvas, view: Box, size: Point) -> None:
        """`view` and `size` have the same proportions."""
        self.canvas, self.view, self.size = canvas, view, size
        #: Points of paper in a degree of longitude.
        self.scale = size[0] / view.width

    def at(self, point: Point) -> Point:
        """A point of the plane on paper."""
        return (point[0] - self.view.west) * self.scale, (point[1] - self.view.south) * self.scale

    def draw(self, outlines: Outlines, own: Collection[str], unit: float) -> None:
        """Sea and land; lines are `unit` thick."""
        self.canvas.setFillColor(SEA)
        self.canvas.rect(0, 0, *self.size, stroke=0, fill=1)
        ours = [outlines.departements[code] for code in own if code in outlines.departements]
        others = [shape for code, shape in outlines.departements.items() if code not in own]
        self._fill(outlines.around, _ABROAD, _ABROAD, unit)
        self._fill(others, _BESIDE, _ABROAD, unit)
        # What lies within the area covers the inner half of this line.
        self._fill(ours, OUTLINE, OUTLINE, 5 * unit)
        self._fill(ours, OWN, _BORDER, 1.5 * unit)

    def _fill(self, shapes: Iterable[Shape], colour: Color, border: Color, thickness: float) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.setStrokeColor(border)
        self.canvas.setLineWidth(thickness)
        self.canvas.setLineJoin(1)
        for shape in shapes:
            if shape.box.meets(self.view):
                self._trace(shape)

    def _trace(self, shape: Shape) -> None:
        path = self.canvas.beginPath()
        for ring in shape.rings:
            first, *rest = map(self.at, ring)
            path.moveTo(*first)
            for point in rest:
                path.lineTo(*point)
            path.close()
        self.canvas.drawPath(path, stroke=1, fill=1, fillMode=_EVEN_ODD)


def fitted(box: Box, size: Point) -> Box:
    """The smallest view around a box that has the proportions of a paper."""
    ratio = size[1] / size[0]
    return box.grown(box.height / ratio, box.width * ratio)
