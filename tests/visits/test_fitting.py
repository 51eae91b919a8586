"""What suits a class, and why."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.events.model import Conditions, MeetingPoint, Session
from bot.events.travel import Spot
from bot.visits.groups import parted
from bot.visits.pupils import ages_of, audiences_of, keeps_school_time, levels_of
from intents import Gazetteer
from tests.visits.examples import at, event, judged

_THURSDAY = at("25T09:00", "25T11:00")
_TROISIEME = {"levels": ("3e",), "audiences": ("collegiens",), "ages": (14, 15), "number": 28}


def _conditions(**values: Any) -> Conditions:
    return Conditions(**values)


def test_why_an_event_suits(communes: Gazetteer) -> None:
    visit = event(
        "visite",
        _THURSDAY,
        audiences=("collegiens", "lyceens"),
        conditions=_conditions(min_age=12, capacity=32, price_eur=0, registration_required=False),
    )
    found = judged(visit, communes, **_TROISIEME)
    assert found.suits
    assert found.reasons == ("audience", "age", "seats", "school_time", "free")
    assert (found.checks, found.unknown, found.sessions) == ((), (), (_THURSDAY,))


@pytest.mark.parametrize(("min_age", "told"), [(14, "reasons"), (15, "checks"), (16, "flaws")])
def test_a_class_of_3e_is_14_to_15_years_old(min_age: int, told: str, communes: Gazetteer) -> None:
    found = judged(event("visite", _THURSDAY, conditions=_conditions(min_age=min_age)), communes, **_TROISIEME)
    assert [name for name in ("reasons", "checks", "flaws") if "age" in getattr(found, name)] == [told]


def test_an_age_is_to_be_checked_when_nobody_knows_the_class(communes: Gazetteer) -> None:
    assert "age" in judged(event("visite", _THURSDAY, conditions=_conditions(min_age=16)), communes).checks


def test_two_groups_of_14_when_two_sessions_of_a_day_have_the_seats(communes: Gazetteer) -> None:
    sessions = (at("23T09:00", "23T10:00"), at("25T09:00", "25T10:00"), at("25T10:30", "25T11:30"))
    found = judged(event("visite", *sessions, conditions=_conditions(capacity=15)), communes, **_TROISIEME)
    assert (found.sessions, found.groups) == (sessions[1:], (14, 14))
    assert "groups" in found.reasons
    assert found.suits


@pytest.mark.parametrize("capacity", [13, 9])
def test_too_few_seats_for_the_groups_that_there_are_sessions_for(capacity: int, communes: Gazetteer) -> None:
    sessions = (at("25T09:00", "25T10:00"), at("25T10:30", "25T11:30"))
    found = judged(event("visite", *sessions, conditions=_conditions(capacity=capacity)), communes, **_TROISIEME)
    assert (found.sessions, found.groups, found.flaws) == ((), (), ("seats",))


@pytest.mark.parametrize(
    ("number", "groups", "sizes"), [(28, 2, (14, 14)), (29, 2, (15, 14)), (29, 3, (10, 10, 9)), (3, 3, (1, 1, 1))]
)
def test_groups_are_as_alike_as_can_be(number: int, groups: int, sizes: tuple[int, ...]) -> None:
    assert parted(number, groups) == sizes


@pytest.mark.parametrize(("seats", "is_tight"), [(28, True), (29, True), (30, False)])
def test_grown_ups_need_seats_too(seats: int, *, is_tight: bool, communes: Gazetteer) -> None:
    found = judged(event("visite", _THURSDAY, conditions=_conditions(capacity=seats)), communes, **_TROISIEME)
    assert ("companions" in found.checks) is is_tight


@pytest.mark.parametrize(
    ("session", "named"),
    [
        (_THURSDAY, "school_time"),
        (at("24T14:00", "24T16:00"), "wednesday"),
        (at("24T09:00", "24T12:00"), "school_time"),
        (at("25T18:00", "25T20:00"), "evening"),
        (at("27T09:00", "27T11:00"), "off"),
        (at("26T00:00", "28T23:59"), "hours"),  # its Friday is a school day
        (at("27T00:00", "28T23:59", all_day=True), "off"),
    ],
)
def test_school_days_and_hours(session: Session, named: str, communes: Gazetteer) -> None:
    found = judged(event("visite", session), communes, **_TROISIEME)
    times = {"school_time", "wednesday", "evening", "off", "hours"}
    assert times & {*found.reasons, *found.checks, *found.flaws} - ({"hours"} if named == "off" else set()) == {named}


def test_the_session_in_school_time_goes_first(communes: Gazetteer) -> None:
    saturday = at("20T10:00", "20T12:00")
    assert judged(event("visite", saturday, _THURSDAY), communes, **_TROISIEME).sessions == (_THURSDAY,)


def test_a_saturday_that_was_asked_for_is_no_flaw(communes: Gazetteer) -> None:
    found = judged(event("visite", at("27T09:00", "27T11:00")), communes, in_school_time=False)
    assert found.suits
    assert "school_time" not in found.reasons


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"id_required": True}, "papers"),
        ({"registration_until": date(2021, 11, 19)}, "until"),
        ({"registration_required": True}, "registration"),
        ({"price_eur": 5}, "price"),
        ({"note": "Chaussures fermées."}, "note"),
    ],
)
def test_conditions_to_check(values: dict[str, Any], name: str, communes: Gazetteer) -> None:
    assert name in judged(event("visite", _THURSDAY, conditions=_conditions(**values)), communes).checks


def test_a_meeting_point_and_a_long_way_are_to_be_checked(communes: Gazetteer) -> None:
    visit = event("visite", _THURSDAY, meeting_point=MeetingPoint(city="Gémenos"))
    found = judged(visit, communes, start=Spot(lat=43.2965, lon=5.3698))
    assert {"meeting_point", "trip"} <= set(found.checks)
    assert found.trip
    assert found.trip.minutes == 45
    assert judged(visit, communes, start=Spot(lat=43.29, lon=5.57)).trip is None


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"conditions": Conditions(registration_until=date(2021, 11, 12))}, "closed"),
        ({"status": "full"}, "full"),
        ({"audiences": ("lyceens",)}, "audience"),
    ],
)
def test_what_speaks_against_an_event(changes: dict[str, Any], flaw: str, communes: Gazetteer) -> None:
    found = judged(replace(event("visite", _THURSDAY), **changes), communes, **_TROISIEME)
    assert found.flaws == (flaw,)
    assert not found.suits


def test_access_that_was_asked_for_is_a_reason(communes: Gazetteer) -> None:
    visit = event("visite", _THURSDAY, accessibility=("moteur",))
    assert "accessible" in judged(visit, communes, handicaps=("moteur",)).reasons
    assert "accessible" not in judged(visit, communes).reasons


def test_an_event_without_a_date_is_told_as_such(communes: Gazetteer) -> None:
    found = judged(event("visite"), communes, **_TROISIEME)
    assert "date" in found.checks
    assert found.suits


def test_what_the_programme_does_not_say(communes: Gazetteer) -> None:
    assert judged(event("visite", _THURSDAY), communes).unknown == ("capacity", "price", "registration")


def test_what_is_known_of_a_class() -> None:
    assert ages_of(("4e", "3e"), ()) == (13, 15)
    assert ages_of((), ("enseignants", "lyceens")) == (15, 18)
    assert ages_of((), ("enseignants",)) is None
    assert audiences_of(("primaire", "4e", "3e")) == ("collegiens",)
    assert levels_of(("1re",), ("etudiants",)) == ()
    assert levels_of(("1re",), ("lyceens",)) == ("1re",)
    assert levels_of(("primaire",), ("enseignants",)) == ("primaire",)


@pytest.mark.parametrize(
    ("audiences", "keeps"), [((), True), (("collegiens",), True), (("etudiants",), False), (("enseignants",), True)]
)
def test_who_keeps_school_time(audiences: tuple[str, ...], *, keeps: bool) -> None:
    assert keeps_school_time(audiences) is keeps


def test_whom_it_is_for_is_to_be_checked_when_nobody_knows_the_class(communes: Gazetteer) -> None:
    assert "audience" in judged(event("visite", _THURSDAY, audiences=("lyceens",)), communes).checks
    assert "audience" not in judged(event("visite", _THURSDAY, audiences=("grand-public",)), communes).checks
