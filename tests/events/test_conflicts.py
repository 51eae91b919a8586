"""Events that one cannot attend both."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.events.communes import Communes
from bot.events.conflicts import Attended, conflicts
from bot.events.model import Place, Session
from tests.events.invented import day_at, event_of, session_of

TOULON = Place(city="Toulon", insee="83137", lat=43.1242, lon=5.928, approximate=False)
MARSEILLE = Place(city="Marseille", insee="13055", lat=43.2965, lon=5.3698, approximate=False)
NEXT_DOOR = replace(TOULON, lat=43.1262)


def at(place: Place | None, event_id: str, session: Session, **values: object) -> Attended:
    return Attended(event=replace(event_of(event_id), place=place, **values), session=session)  # type: ignore[arg-type]  # what tests vary


VISIT = at(TOULON, "visite", session_of(22, 9, 11))


def told(other: Attended, communes: Communes) -> list[str]:
    """« overlap », or the minutes that there are; either way round."""
    ways = [conflicts(a, [b], communes) for a, b in ((VISIT, other), (other, VISIT))]
    found = [["overlap" if c.between is None else str(c.between[0]) for c in way] for way in ways]
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (at(MARSEILLE, "forum", session_of(22, 10, 12)), ["overlap"]),
        (at(TOULON, "forum", session_of(22, 9, 11)), ["overlap"]),
        (at(None, "webinaire", session_of(22, 8, 18), online=True), ["overlap"]),
        (at(MARSEILLE, "forum", session_of(22, 11, 12)), ["0:00:00"]),
        (at(MARSEILLE, "forum", session_of(22, 7, 8)), ["1:00:00"]),
        (at(MARSEILLE, "forum", session_of(22, 14, 16)), []),
        (at(MARSEILLE, "forum", session_of(23, 9, 11)), []),
        (at(NEXT_DOOR, "forum", session_of(22, 11, 12)), []),
        (at(None, "forum", session_of(22, 11, 12)), []),
        (at(MARSEILLE, "forum", session_of(22, 11, 12), online=True), []),
        (at(MARSEILLE, "forum", session_of(22, 11, 12), status="moved-online"), []),
        (at(MARSEILLE, "forum", replace(session_of(22, 0, 23), all_day=True)), []),
        (at(MARSEILLE, "plateforme", Session(start=day_at(20), end=day_at(28))), []),
        (at(MARSEILLE, "visite", session_of(22, 10, 12)), []),
        (at(MARSEILLE, "forum", Session(start=day_at(22, 9), end=day_at(22, 9))), ["overlap"]),
    ],
)
def test_what_is_in_the_way(other: Attended, expected: list[str], communes: Communes) -> None:
    assert told(other, communes) == expected


def test_they_come_in_the_order_of_time(communes: Communes) -> None:
    others = [at(TOULON, name, session_of(22, start, 11)) for name, start in (("c", 10), ("b", 9), ("a", 10))]
    assert [conflict.other.event.id for conflict in conflicts(VISIT, others, communes)] == ["b", "a", "c"]


def test_enough_time_is_no_conflict(communes: Communes) -> None:
    (conflict,) = conflicts(VISIT, [at(MARSEILLE, "forum", session_of(22, 11, 12))], communes)
    assert conflict.between
    way = timedelta(minutes=conflict.between[1].minutes)
    later = Session(start=day_at(22, 11) + way, end=day_at(22, 18))
    assert not conflicts(VISIT, [at(MARSEILLE, "forum", later)], communes)
