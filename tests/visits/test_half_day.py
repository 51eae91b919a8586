"""Two events that make a half day."""

from datetime import datetime

from bot.events.model import Event, Place, Session
from bot.visits.half_day import HalfDay, half_days
from intents import Gazetteer
from tests.visits.examples import at, event

_MARSEILLE = Place(city="Marseille", insee="13055", lat=43.2965, lon=5.3698, approximate=False)
_GEMENOS = Place(city="Gémenos", insee="13042", lat=43.2974, lon=5.6288, approximate=False)


def _half_days(communes: Gazetteer, *events: Event, wanted: str = "un") -> list[HalfDay]:
    return half_days([(e, e.sessions) for e in events], frozenset({wanted}), communes)


def _two(first: Session, second: Session, place: Place = _GEMENOS) -> tuple[Event, Event]:
    return event("un", first), event("deux", second, place=place)


def test_one_after_the_other_with_the_way_between(communes: Gazetteer) -> None:
    (found,) = _half_days(communes, *_two(at("25T09:00", "25T10:00"), at("25T10:45", "25T12:00")))
    assert (found.first.event.id, found.second.event.id) == ("un", "deux")
    assert found.trip.minutes == 20
    assert 4 < found.trip.km < 6


def test_no_time_for_the_way(communes: Gazetteer) -> None:
    assert _half_days(communes, *_two(at("25T09:00", "25T10:00"), at("25T10:10", "25T12:00"))) == []


def test_too_long_to_wait(communes: Gazetteer) -> None:
    assert _half_days(communes, *_two(at("25T08:00", "25T09:00"), at("25T11:30", "25T12:30"))) == []


def test_too_far(communes: Gazetteer) -> None:
    pair = _two(at("25T08:30", "25T09:30"), at("25T10:30", "25T12:00"), place=_MARSEILLE)
    assert _half_days(communes, *pair) == []


def test_a_morning_and_an_afternoon_are_no_half_day(communes: Gazetteer) -> None:
    assert _half_days(communes, *_two(at("25T11:30", "25T12:45"), at("25T13:30", "25T15:00"))) == []


def test_other_days(communes: Gazetteer) -> None:
    assert _half_days(communes, *_two(at("25T09:00", "25T10:00"), at("26T10:30", "26T12:00"))) == []


def test_doors_open_all_day_are_gone_through_for_an_hour(communes: Gazetteer) -> None:
    (found,) = _half_days(communes, *_two(at("25T09:00", "25T10:00"), at("25T09:00", "25T17:00")))
    assert (found.second.start, found.second.end) == (datetime(2021, 11, 25, 10, 20), datetime(2021, 11, 25, 11, 20))


def test_two_open_doors_have_no_hours_to_plan_with(communes: Gazetteer) -> None:
    assert _half_days(communes, *_two(at("25T09:00", "25T17:00"), at("25T09:00", "25T17:00"))) == []


def test_one_of_the_two_at_least_is_what_was_asked_for(communes: Gazetteer) -> None:
    pair = _two(at("25T09:00", "25T10:00"), at("25T10:45", "25T12:00"))
    assert _half_days(communes, *pair, wanted="trois") == []


def test_the_best_of_each_pair_the_least_time_lost_first(communes: Gazetteer) -> None:
    first = event("un", at("25T08:30", "25T09:30"), at("25T09:00", "25T10:00"))
    found = _half_days(
        communes,
        first,
        event("deux", at("25T10:30", "25T11:30"), place=_GEMENOS),
        event("trois", at("25T10:15", "25T11:00"), place=_GEMENOS),
    )
    assert [(plan.first.start.hour, plan.second.event.id) for plan in found if plan.first.event.id == "un"] == [
        (9, "deux"),
        (8, "trois"),
    ]


def test_places_that_nobody_knows_make_no_half_day(communes: Gazetteer) -> None:
    there, here = _two(at("25T09:00", "25T10:00"), at("25T10:45", "25T12:00"))
    assert _half_days(communes, event("un", *there.sessions, place=None), here) == []
