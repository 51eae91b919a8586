"""Events for a class: by the calendar of its zone, in groups, never for girls alone, at any size of programme."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.conversation.class_visits.finding import find_for_class
from bot.conversation.session import NO_VISIT, ClassVisit, Profile, Session
from bot.conversation.turn import Guide
from bot.events.catalogue import load
from bot.replies.phrases import Phrases
from intents import Criteria, Gazetteer, Period

_NOW = datetime(2022, 1, 10, 9)
_GAZETTEER = Gazetteer.load(Path("data/communes.csv"))
_EVENT = """\
  - id: {id}
    title: Visite {id}
    kind: visite
    sessions: [{sessions}]
    place: {{city: Aubagne, postal_code: "13400"}}
    conditions: {{capacity: {seats}, women_only: {women_only}}}
"""
_MORNING = '{start: "2022-02-10T09:00", end: "2022-02-10T10:00"}'
_LATER = '{start: "2022-02-10T10:30", end: "2022-02-10T11:30"}'


def _guide(*events: str, region: str = "93") -> Guide:
    head = (
        f'programme: {{id: p, name: P, start: 2022-02-07, end: 2022-02-13, timezone: Europe/Paris, region: "{region}"}}'
    )
    catalogue = load(Path("essai.yaml"), _GAZETTEER, f"{head}\nevents:\n{''.join(events)}")
    return Guide(catalogue=catalogue, gazetteer=_GAZETTEER, phrases=Phrases.load())


def _event(event_id: str, *sessions: str, seats: int = 40, women_only: str = "false") -> str:
    return _EVENT.format(id=event_id, sessions=", ".join(sessions or (_MORNING,)), seats=seats, women_only=women_only)


@pytest.mark.parametrize(
    ("region", "school", "suits"),
    [("93", None, False), ("93", "69123", True), ("84", None, True), ("84", "13055", False)],
)
def test_the_holidays_are_those_of_the_school_else_of_the_programme(
    region: str, school: str | None, *, suits: bool
) -> None:
    session = Session(profile=Profile(places=(school,) if school else ()))
    finding = find_for_class(_guide(_event("fevrier"), region=region), Criteria(), session, NO_VISIT, _NOW)
    first = finding.first_page(5)
    assert [found.event.id for found in (first.shown if suits else first.others)] == ["fevrier"]
    assert finding.found.ids == ("fevrier",)


def test_what_takes_the_class_in_groups_comes_before_other_alternatives() -> None:
    guide = _guide(
        _event("seule", seats=20), _event("deux", _MORNING, _LATER, seats=20), _event("filles", women_only="true")
    )
    criteria = Criteria(group_size=28, audiences=("etudiants",))
    finding = find_for_class(guide, criteria, Session(), ClassVisit(), _NOW)
    assert (finding.found.ids, finding.alternatives.ids) == ((), ("deux",))
    assert (finding.relaxed, finding.reasons) == (("group_size",), (("group_size",),))


def test_an_alternative_elsewhere_is_shown_at_the_time_that_was_asked_for() -> None:
    thursday, day_before = _MORNING, '{start: "2022-02-09T09:00", end: "2022-02-09T10:00"}'
    asked = Period(start=datetime(2022, 2, 10), end=datetime(2022, 2, 11))
    criteria = Criteria(places=("06088",), periods=(asked,), audiences=("etudiants",))
    finding = find_for_class(_guide(_event("deux", day_before, thursday)), criteria, Session(), NO_VISIT, _NOW)
    (shown,) = finding.first_page(5).nearby
    assert shown.session
    assert shown.session.start == datetime(2022, 2, 10, 9)


def test_alternatives_that_do_not_suit_are_none() -> None:
    sunday = '{start: "2022-01-23T09:00", end: "2022-01-23T10:00"}'
    finding = find_for_class(
        _guide(_event("dimanche", sunday)), Criteria(places=("13055",)), Session(), ClassVisit(levels=("3e",)), _NOW
    )
    assert (finding.found.ids, finding.alternatives.ids, finding.relaxed) == ((), (), ())
