"""Where the heads of pins go: above their places, and aside when they would hide each other or their places."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from bot.documents.outlines import Point

#: Rounds of pushing; ten pins on one place need about forty.
_ROUNDS = 120
#: A head keeps that much of the way back to where it would be best.
_PULL = 0.03


def place_heads(places: Sequence[Point], radius: float, size: Point) -> list[Point]:
    """A centre for each head of that radius, on a page of that size (y upwards)."""
    best = [(x, y + 2.1 * radius) for x, y in places]
    # Heads of one place begin in different directions, or nothing would tell them apart.
    heads = [
        (x + 0.4 * radius * sin(2.4 * i), y + 0.4 * radius * cos(2.4 * i)) if places.count(place) > 1 else (x, y)
        for i, (place, (x, y)) in enumerate(zip(places, best, strict=True))
    ]
    for round_ in range(_ROUNDS):
        pull = _PULL * (1 - round_ / _ROUNDS)
        heads = [_moved(i, heads, places, best[i], radius, pull) for i in range(len(heads))]
        heads = [_within(head, radius, size) for head in heads]
    return heads


def _moved(i: int, heads: Sequence[Point], places: Sequence[Point], best: Point, radius: float, pull: float) -> Point:
    """A head after one push by the other heads and by all places."""
    x, y = heads[i]
    x, y = x + pull * (best[0] - x), y + pull * (best[1] - y)
    pushes = [(head, 2.15 * radius) for j, head in enumerate(heads) if j != i]
    pushes += [(place, 1.5 * radius) for place in places]
    for (other_x, other_y), least in pushes:
        away = hypot(x - other_x, y - other_y)
        if away < least:
            angle = (x - other_x, y - other_y) if away else (cos(2 * pi * i / 7), sin(2 * pi * i / 7))
            push = 0.5 * (least - away) / (away or 1)
            x, y = x + push * angle[0], y + push * angle[1]
    return x, y


def _within(head: Point, radius: float, size: Point) -> Point:
    x, y = (min(max(value, 1.4 * radius), most - 1.4 * radius) for value, most in zip(head, size, strict=True))
    return x, y
