"""Outlines of départements and of the land around them, as `data/outlines.json` has them (`data/README.md`)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import degrees, log, pi, radians, tan
from pathlib import Path

#: A point of the plane: Mercator's, in degrees of longitude both ways, so that small shapes are true.
Point = tuple[float, float]
Ring = tuple[Point, ...]


def project(lat: float, lon: float) -> Point:
    """Degrees → the plane."""
    return lon, degrees(log(tan(pi / 4 + radians(max(-85.0, min(85.0, lat))) / 2)))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the plane."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Box":
        """The smallest that holds all points. ValueError when there are none."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        """From west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """From south to north."""
        return self.north - self.south

    @property
    def centre(self) -> Point:
        """Its middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def grown(self, width: float, height: float) -> "Box":
        """Around the same middle, at least that wide and that high."""
        x, y = self.centre
        half, tall = max(width, self.width) / 2, max(height, self.height) / 2
        return Box(x - half, y - tall, x + half, y + tall)

    def meets(self, other: "Box") -> bool:
        """Both have points in common."""
        is_beside = self.east < other.west or other.east < self.west
        return not (is_beside or self.north < other.south or other.north < self.south)


@dataclass(frozen=True)
class Shape:
    """Land: rings of the plane, holes among them (even-odd)."""

    rings: tuple[Ring, ...]

    @cached_property
    def box(self) -> Box:
        """What it lies in."""
        return Box.around(chain.from_iterable(self.rings))


@dataclass(frozen=True, kw_only=True, eq=False)
class Outlines:
    """France and what is around it."""

    #: By number: "13", "2A", "971".
    departements: dict[str, Shape]
    #: Other countries, one shape each island or stretch.
    around: tuple[Shape, ...]

    @classmethod
    def load(cls, path: Path) -> "Outlines":
        """Read the file."""
        found: dict[str, list[list[float]]] = json.loads(path.read_text(encoding="utf-8"))
        around = tuple(Shape((_ring(ring),)) for ring in found.pop(""))
        return cls(departements={code: Shape(tuple(map(_ring, rings))) for code, rings in found.items()}, around=around)

    def box(self, codes: Iterable[str]) -> Box | None:
        """What these départements lie in; None when there is none of them."""
        boxes = [self.departements[code].box for code in codes if code in self.departements]
        return Box.around(p for b in boxes for p in ((b.west, b.south), (b.east, b.north))) if boxes else None


def _ring(values: list[float]) -> Ring:
    return tuple(project(lat, lon) for lon, lat in zip(values[::2], values[1::2], strict=True))
