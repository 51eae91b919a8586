"""What a map shows, and how much of the country: the whole area when what is shown is spread over it, else a part."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.outlines import Box, Outlines, Point, project

#: Degrees beyond which two places do not stand on one map: France, and each of its départements overseas.
_FAR = 15.0
#: What is shown is spread over the area when it takes that much of its width or height.
_SPREAD = 0.45
#: The least that is shown, in degrees: about 90 km. Closer, the outlines would be too rough.
_LEAST = 1.1
#: How much room is left around what is shown.
_MARGIN = 1.25
#: The asker is left out when the map would have to be that much larger.
_TOO_FAR = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """A place to be found."""

    #: Its number in a list; "" when there is no other.
    label: str = ""
    lat: float
    lon: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """A name that helps to find one's way."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """All that a map shows."""

    #: Numbers of the départements that the programme covers.
    departements: tuple[str, ...]
    pins: tuple[Pin, ...]
    #: Where the asker is, and how that is called on the map.
    here: tuple[float, float] | None = None
    here_name: str = ""
    #: The most important first; those for which there is room are shown.
    towns: tuple[Town, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """The part of the plane that is shown."""

    box: Box
    #: The whole area, when only a part of it is shown.
    whole: Box | None = None


def on_one_map(places: Sequence[tuple[float, float]]) -> list[int]:
    """Which of these places (degrees) stand on one map with the first."""
    first = project(*places[0]) if places else (0.0, 0.0)
    return [i for i, place in enumerate(places) if _is_near(project(*place), first)]


def extent(scene: Scene, outlines: Outlines) -> Extent:
    """What is shown of a scene that has a pin at least."""
    pins = [project(pin.lat, pin.lon) for pin in scene.pins]
    shown = _with_asker(Box.around(pins), scene.here)
    codes = [c for c in scene.departements if c in outlines.departements]
    area = outlines.box(c for c in codes if _is_near(outlines.departements[c].box.centre, pins[0]))
    if area and max(shown.width / area.width, shown.height / area.height) > _SPREAD:
        return Extent(box=_margined(_both(shown, area)))
    part = _margined(shown.grown(_LEAST / _MARGIN, _LEAST / _MARGIN))
    if area and (part.width >= area.width or part.height >= area.height):
        return Extent(box=_margined(_both(shown, area)))
    return Extent(box=part, whole=_both(part, area) if area else None)


def is_asker_shown(scene: Scene, box: Box) -> bool:
    """The asker's place is within what is shown."""
    if scene.here is None:
        return False
    x, y = project(*scene.here)
    return box.west < x < box.east and box.south < y < box.north


def _with_asker(box: Box, here: tuple[float, float] | None) -> Box:
    if here is None:
        return box
    wider = Box.around([(box.west, box.south), (box.east, box.north), project(*here)])
    most = _TOO_FAR * max(box.width, box.height, _LEAST)
    return wider if max(wider.width, wider.height) <= most else box


def _both(a: Box, b: Box) -> Box:
    return Box.around([(a.west, a.south), (a.east, a.north), (b.west, b.south), (b.east, b.north)])


def _margined(box: Box) -> Box:
    return box.grown(box.width * _MARGIN, box.height * _MARGIN)


def _is_near(a: Point, b: Point) -> bool:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1])) < _FAR
