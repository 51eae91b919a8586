"""The ground of a map: sea, land around, the area of the programme with its départements."""

from collections.abc import Collection, Iterable

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from bot.documents.outlines import Box, Outlines, Point, Shape

SEA, _ABROAD, _BESIDE, OWN = (HexColor(c) for c in ("#B5D0E2", "#D6D5CF", "#E7E5DE", "#FCF8EE"))
_BORDER, OUTLINE = HexColor("#CDC3AB"), HexColor("#56667C")

#: Lines that a bend must be long to be drawn: nobody sees a shorter one, and drawing takes most of the time.
_DETAIL = 2.0
#: How reportlab calls the rule by which holes are left open.
_EVEN_ODD = 0


class Ground:
    """A part of the plane on a rectangle of paper at the origin; lines are `unit` thick."""

    def __init__(self, canvas: Canvas, view: Box, size: Point, unit: float) -> None:
        """`view` and `size` have the same proportions."""
        self.canvas, self.view, self.size, self.unit = canvas, view, size, unit
        #: Points of paper in a degree of longitude.
        self.scale = size[0] / view.width

    def at(self, point: Point) -> Point:
        """A point of the plane on paper."""
        return (point[0] - self.view.west) * self.scale, (point[1] - self.view.south) * self.scale

    def draw(self, outlines: Outlines, own: Collection[str]) -> None:
        """Sea and land, the area's own départements above."""
        self.canvas.setFillColor(SEA)
        self.canvas.rect(0, 0, *self.size, stroke=0, fill=1)
        self._fill(self._traced(outlines.around), _ABROAD, _ABROAD, 1)
        others = (shape for code, shape in outlines.departements.items() if code not in own)
        self._fill(self._traced(others), _BESIDE, _ABROAD, 1)
        ours = self._traced(outlines.departements[code] for code in own if code in outlines.departements)
        # What lies within the area covers the inner half of this line.
        self._fill(ours, OUTLINE, OUTLINE, 5)
        self._fill(ours, OWN, _BORDER, 1.5)

    def _fill(self, paths: Iterable[PDFPathObject], colour: Color, border: Color, thickness: float) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.setStrokeColor(border)
        self.canvas.setLineWidth(thickness * self.unit)
        self.canvas.setLineJoin(1)
        for path in paths:
            self.canvas.drawPath(path, stroke=1, fill=1, fillMode=_EVEN_ODD)

    def _traced(self, shapes: Iterable[Shape]) -> list[PDFPathObject]:
        """Paths of the shapes that are in view."""
        return [self._trace(shape) for shape in shapes if shape.box.meets(self.view)]

    def _trace(self, shape: Shape) -> PDFPathObject:
        path = self.canvas.beginPath()
        for ring in shape.rings:
            x, y = self.at(ring[0])
            path.moveTo(x, y)
            for point in ring:
                to_x, to_y = self.at(point)
                if abs(to_x - x) + abs(to_y - y) > _DETAIL * self.unit:
                    x, y = to_x, to_y
                    path.lineTo(x, y)
            path.close()
        return path


def fitted(box: Box, size: Point) -> Box:
    """The smallest view around a box that has the proportions of a paper."""
    ratio = size[1] / size[0]
    return box.grown(box.height / ratio, box.width * ratio)
