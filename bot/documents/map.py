"""Maps: the programme's area, numbered pins, the asker's place, some towns. Drawn offline, as vectors."""

from functools import lru_cache
from io import BytesIO
from math import atan2, cos, log10, radians, sin, tanh

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.documents.fonts import BOLD, REGULAR, legible, load_fonts, width
from bot.documents.labels import place_labels
from bot.documents.land import OUTLINE, OWN, Ground, fitted
from bot.documents.outlines import Box, Outlines, Point, project
from bot.documents.pins import place_heads
from bot.documents.raster import png_of
from bot.documents.scene import Extent, Scene, extent, is_asker_shown

#: Width of a picture in pixels (as much as Telegram shows), and its height for that width.
WIDTH, _FLATTEST, _TALLEST = 1280, 0.66, 1.0
#: Readable on light and on dark screens.
_INK, _QUIET, _WHITE, _PIN, _HERE = (HexColor(c) for c in ("#1E2A38", "#4C5966", "#FFFFFF", "#B3261E", "#1858B0"))
#: Names of towns on one map.
_TOWNS = 9
#: Kilometres in a degree of longitude on the equator.
_DEGREE_KM = 111.32


@lru_cache(maxsize=64)
def map_picture(scene: Scene, outlines: Outlines) -> bytes:
    """The map of a scene that has a pin at least, as PNG."""
    shown = extent(scene, outlines)
    height = round(WIDTH * min(max(shown.box.height / shown.box.width, _FLATTEST), _TALLEST))
    page = BytesIO()
    canvas = Canvas(page, pagesize=(WIDTH, height), pageCompression=0)
    Map(canvas, scene, outlines, (WIDTH, height), shown).draw()
    canvas.save()
    return png_of(page.getvalue(), colours=96)


class Map:
    """A map on a rectangle of paper at the origin of a canvas; `unit` is how thick a line is."""

    def __init__(
        self,
        canvas: Canvas,
        scene: Scene,
        outlines: Outlines,
        size: Point,
        shown: Extent,
        *,
        unit: float = 1.0,
    ) -> None:
        load_fonts()
        self.canvas, self.scene, self.outlines, self.size, self.shown, self.unit = (
            canvas, scene, outlines, size, shown, unit,
        )  # fmt: skip
        self.ground = Ground(canvas, fitted(shown.box, size), size, unit)
        self.pins = [self.ground.at(project(pin.lat, pin.lon)) for pin in scene.pins]
        self.here = (
            self.ground.at(project(*scene.here)) if scene.here and is_asker_shown(scene, self.ground.view) else None
        )
        self.radius = 30 * unit
        self.heads = place_heads(self.pins, self.radius, size)

    def draw(self) -> None:
        """All of it, from what lies lowest on."""
        self.canvas.saveState()
        frame = self.canvas.beginPath()
        frame.rect(0, 0, *self.size)
        self.canvas.clipPath(frame, stroke=0, fill=0)
        self.ground.draw(self.outlines, self.scene.departements)
        whole = self.shown.whole
        inset = self._inset_box(whole) if whole else None
        scale = self._scale_box(inset)
        self._towns([scale, *([inset] if inset else [])])
        self._scale(scale)
        if inset and whole:
            self._inset(inset, whole)
        if self.here:
            self._asker(self.here)
        for place, head in zip(self.pins, self.heads, strict=True):
            self._needle(place, head)
        for pin, head in zip(self.scene.pins, self.heads, strict=True):
            self._head(pin.label, head)
        self.canvas.restoreState()

    # Names

    def _towns(self, taken: list[Box]) -> None:
        size, gap = 33 * self.unit, 13 * self.unit
        taken = taken + [_square(head, 1.15 * self.radius) for head in self.heads]
        taken += [
            _square(_between(place, head, 0.5), 0.5 * self.radius)
            for place, head in zip(self.pins, self.heads, strict=True)
        ]
        taken += [_square(place, 0.1 * self.radius) for place in self.pins]
        if self.here:
            x, y = self.here
            wide = width(legible(self.scene.here_name), BOLD, size)
            taken.append(Box(x - self.radius, y - self.radius, x + self.radius + wide, y + self.radius))
        places = [self.ground.at(project(town.lat, town.lon)) for town in self.scene.towns]
        names = [legible(town.name) for town in self.scene.towns]
        labels = [(place, width(name, REGULAR, size)) for place, name in zip(places, names, strict=True)]
        page = Box(8 * self.unit, 8 * self.unit, self.size[0] - 8 * self.unit, self.size[1] - 8 * self.unit)
        for i, start in place_labels(labels, size, gap, taken, page, _TOWNS):
            self.canvas.setFillColor(_QUIET)
            self.canvas.circle(*places[i], 5 * self.unit, stroke=0, fill=1)
            self._word(names[i], start, size)

    def _word(self, word: str, start: Point, size: float, font: str = REGULAR) -> None:
        """A word with a halo, legible on any ground."""
        self.canvas.saveState()
        self.canvas.setStrokeColor(OWN)
        self.canvas.setLineWidth(6 * self.unit)
        self.canvas.setLineJoin(1)
        halo = self.canvas.beginText(*start)
        halo.setTextRenderMode(1)
        halo.setFont(font, size)
        halo.textOut(word)
        self.canvas.drawText(halo)
        self.canvas.restoreState()
        self.canvas.setFillColor(_INK)
        self.canvas.setFont(font, size)
        self.canvas.drawString(*start, word)

    # Marks

    def _asker(self, place: Point) -> None:
        unit = self.unit
        self.canvas.setStrokeColor(_WHITE)
        self.canvas.setFillColor(_HERE)
        self.canvas.setLineWidth(5 * unit)
        self.canvas.circle(*place, 17 * unit, stroke=1, fill=1)
        self._word(legible(self.scene.here_name), (place[0] + 26 * unit, place[1] - 11 * unit), 33 * unit, BOLD)

    def _needle(self, place: Point, head: Point) -> None:
        """From the head to the place, thinner and thinner."""
        angle = atan2(place[1] - head[1], place[0] - head[0])
        side = 0.62 * self.radius
        path = self.canvas.beginPath()
        path.moveTo(*place)
        path.lineTo(head[0] - side * sin(angle), head[1] + side * cos(angle))
        path.lineTo(head[0] + side * sin(angle), head[1] - side * cos(angle))
        path.close()
        self.canvas.setFillColor(_PIN)
        self.canvas.setStrokeColor(_WHITE)
        self.canvas.setLineWidth(3 * self.unit)
        self.canvas.setLineJoin(1)
        self.canvas.drawPath(path, stroke=1, fill=1)

    def _head(self, label: str, head: Point) -> None:
        size = self.radius * (1.35 if len(label) == 1 else 1.12)
        self.canvas.setFillColor(_PIN)
        self.canvas.setStrokeColor(_WHITE)
        self.canvas.setLineWidth(4 * self.unit)
        self.canvas.circle(*head, self.radius, stroke=1, fill=1)
        self.canvas.setFillColor(_WHITE)
        if label:
            self.canvas.setFont(BOLD, size)
            self.canvas.drawCentredString(head[0], head[1] - 0.345 * size, label)
        else:
            self.canvas.circle(*head, 0.36 * self.radius, stroke=0, fill=1)

    # Where in the area, and how large

    def _inset_box(self, whole: Box) -> Box:
        """The corner with the fewest pins, for the whole area."""
        most, ratio = 0.24 * self.size[0], whole.height / whole.width
        wide, high = (most, most * ratio) if ratio < 1 else (most / ratio, most)
        edge = 18 * self.unit
        lefts, lows = (self.size[0] - edge - wide, edge), (self.size[1] - edge - high, edge)
        corners = [Box(x, y, x + wide, y + high) for x in lefts for y in lows]
        marks = [*self.heads, *self.pins, *([self.here] if self.here else [])]
        return min(corners, key=lambda corner: sum(_square(m, self.radius).meets(corner) for m in marks))

    def _inset(self, box: Box, whole: Box) -> None:
        size = (box.width, box.height)
        self.canvas.saveState()
        self.canvas.translate(box.west, box.south)
        frame = self.canvas.beginPath()
        frame.roundRect(0, 0, *size, 10 * self.unit)
        self.canvas.clipPath(frame, stroke=0, fill=0)
        around = fitted(whole.grown(1.12 * whole.width, 1.12 * whole.height), size)
        ground = Ground(self.canvas, around, size, 0.7 * self.unit)
        ground.draw(self.outlines, self.scene.departements)
        view = self.ground.view
        (west, south), (east, north) = ground.at((view.west, view.south)), ground.at((view.east, view.north))
        self.canvas.setStrokeColor(_PIN)
        self.canvas.setLineWidth(4 * self.unit)
        self.canvas.rect(west, south, east - west, north - south, stroke=1, fill=0)
        self.canvas.restoreState()
        self.canvas.setStrokeColor(OUTLINE)
        self.canvas.setLineWidth(3 * self.unit)
        self.canvas.roundRect(box.west, box.south, *size, 10 * self.unit, stroke=1, fill=0)

    def _scale_box(self, inset: Box | None) -> Box:
        """At the lower left, beside the inset when that is there."""
        edge = 24 * self.unit
        wide, high = self._kilometres()[1] + 12 * self.unit, 58 * self.unit
        box = Box(edge, edge, edge + wide, edge + high)
        west = inset.east + edge if inset and inset.meets(box) else edge
        return Box(west, edge, west + wide, edge + high)

    def _kilometres(self) -> tuple[int, float]:
        """A round number of kilometres that is about a sixth of the width, and how long that is here."""
        latitude = 2 * atan2(tanh(radians(self.ground.view.centre[1]) / 2), 1)
        km = self.ground.scale / (_DEGREE_KM * cos(latitude))
        wanted = self.size[0] / 6 / km
        ten = 10 ** int(log10(wanted))
        number = max((n for n in (ten, 2 * ten, 5 * ten) if n <= wanted), default=ten)
        return number, number * km

    def _scale(self, box: Box) -> None:
        number, long = self._kilometres()
        x, y, tick = box.west + 6 * self.unit, box.south + 8 * self.unit, 8 * self.unit
        path = self.canvas.beginPath()
        path.moveTo(x, y + tick)
        for point in ((x, y), (x + long, y), (x + long, y + tick)):
            path.lineTo(*point)
        for colour, thickness in ((OWN, 8), (_INK, 3)):
            self.canvas.setStrokeColor(colour)
            self.canvas.setLineWidth(thickness * self.unit)
            self.canvas.drawPath(path, stroke=1, fill=0)
        self._word(f"{number}\N{NBSP}km", (x, y + 14 * self.unit), 30 * self.unit)


def _square(centre: Point, half: float) -> Box:
    return Box(centre[0] - half, centre[1] - half, centre[0] + half, centre[1] + half)


def _between(a: Point, b: Point, part: float) -> Point:
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
