"""`data/outlines.json`: all départements, each around its communes."""

from itertools import pairwise

from bot.documents.outlines import Point, Ring, project
from tests.documents.scenes import gazetteer, outlines


def test_every_departement_has_its_outline() -> None:
    codes = {code[4:] for code, _ in gazetteer().areas_named() if code.startswith("dep:")}
    assert codes - set(outlines().departements) == {"975", "977", "978", "984", "986", "987", "988", "989"} & codes
    assert len(outlines().departements) == 101


def test_communes_lie_in_their_departement() -> None:
    """All but a few of the shore, which the outlines' grid leaves in the water."""
    g = gazetteer()
    places = {
        code: g.position(code) for code in g.communes_of(g.regions()) if g.departement(code) in outlines().departements
    }
    outside = [
        code
        for code, place in places.items()
        if place and not is_within(project(*place), outlines().departements[g.departement(code)].rings)
    ]
    assert len(places) > 34_000
    assert len(outside) < 40


def is_within(point: Point, rings: tuple[Ring, ...]) -> bool:
    """By the even-odd rule."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossed += 1
    return crossed % 2 == 1
