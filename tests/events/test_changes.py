"""What has changed in a programme: every difference is found, and only what matters is told."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.changes import Change, Kind, differences, is_over, kinds
from bot.events.model import Conditions, Event, MeetingPoint, Place
from tests.events.invented import MOMENTS, PROGRAMMES, day_at, event_of, session_of

NOW = day_at(15, 9)
ITER = Place(name="ITER", address="route de Vinon", city="Saint-Paul-lez-Durance", insee="13099")
VISIT = replace(
    event_of("visite", session_of(22, 14, 16)), place=ITER, meeting_point=MeetingPoint(city="Manosque", note="gare")
)


def changed(before: Event | None = VISIT, /, **values: Any) -> tuple[Kind, ...]:
    """What is told when an event becomes other."""
    return kinds(Change(before=before, after=replace(before or VISIT, **values)), NOW)


def by_id(events: list[Event]) -> dict[str, Event]:
    return {event.id: event for event in events}


@given(PROGRAMMES, PROGRAMMES)
def test_differences_lead_from_one_programme_to_the_other(old: list[Event], new: list[Event]) -> None:
    before, after = by_id(old), by_id(new)
    reached = dict(before)
    for change in differences(before, after):
        assert change.before != change.after
        assert change.before == before.get(change.event.id)
        if change.after:
            reached[change.event.id] = change.after
        else:
            del reached[change.event.id]
    assert reached == after


@given(PROGRAMMES, MOMENTS)
def test_what_is_the_same_again_tells_nothing(events: list[Event], now: datetime) -> None:
    assert differences(by_id(events), by_id(events)) == []
    assert [kinds(Change(before=event, after=replace(event)), now) for event in events] == [()] * len(events)


@given(PROGRAMMES, PROGRAMMES, MOMENTS)
def test_nothing_is_told_of_what_was_over_and_is(old: list[Event], new: list[Event], now: datetime) -> None:
    for change in differences(by_id(old), by_id(new)):
        if all(event is None or is_over(event, now) for event in (change.before, change.after)):
            assert kinds(change, now) == ()


@given(PROGRAMMES, PROGRAMMES, MOMENTS)
def test_an_event_that_goes_or_comes_is_told_as_that_alone(old: list[Event], new: list[Event], now: datetime) -> None:
    for change in differences(by_id(old), by_id(new)):
        told = kinds(change, now)
        assert len(set(told)) == len(told)
        if {"new", "back", "cancelled", "removed"} & set(told):
            assert len(told) == 1


@given(st.sampled_from(["summary", "organiser", "url"]), st.text(min_size=1))
def test_a_text_that_is_written_anew_tells_nothing(field: str, text: str) -> None:
    assert changed(**{field: text}) == ()


LATER = (session_of(24, 14, 16),)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"status": "cancelled"}, ("cancelled",)),
        ({"sessions": LATER}, ("time",)),
        ({"sessions": (session_of(22, 15, 17),)}, ("time",)),
        ({"sessions": ()}, ("time",)),
        ({"status": "postponed", "sessions": LATER}, ("postponed",)),
        ({"status": "postponed", "sessions": ()}, ("postponed",)),
        ({"status": "full"}, ("full",)),
        ({"reserved": True}, ("reserved",)),
        ({"status": "moved-online", "online": True}, ("online",)),
        ({"online": True}, ()),
        ({"online": True, "place": None, "meeting_point": None}, ("online",)),
        ({"place": replace(ITER, city="Cadarache")}, ("place",)),
        ({"place": replace(ITER, address="porte 2")}, ("place",)),
        ({"place": None}, ("place",)),
        ({"place": replace(ITER, address=None)}, ()),
        ({"place": replace(ITER, name="Iter", address="Route de Vinon.")}, ()),
        ({"place": replace(ITER, lat=43.7, lon=5.7, approximate=False)}, ()),
        ({"meeting_point": MeetingPoint(city="Aix-en-Provence")}, ("meeting",)),
        ({"meeting_point": MeetingPoint(city="Manosque", note="lycée")}, ("meeting",)),
        ({"meeting_point": None}, ("meeting",)),
        ({"sessions": LATER, "place": replace(ITER, city="Nice"), "status": "full"}, ("time", "place", "full")),
        ({"conditions": Conditions(registration_until=date(2021, 11, 19))}, ("deadline",)),
        ({"conditions": Conditions(registration_until=date(2021, 11, 14))}, ()),
        ({"conditions": Conditions(price_eur=5)}, ()),
    ],
)
def test_what_is_told(values: dict[str, Any], told: tuple[Kind, ...]) -> None:
    assert changed(**values) == told


@pytest.mark.parametrize(
    ("before", "values", "told"),
    [
        (None, {}, ("new",)),
        (None, {"reserved": True}, ()),
        (None, {"status": "cancelled"}, ()),
        (None, {"sessions": (session_of(12),)}, ()),
        (replace(VISIT, status="cancelled"), {"status": "confirmed"}, ("back",)),
        (replace(VISIT, status="cancelled"), {"sessions": LATER}, ()),
        (replace(VISIT, status="full"), {"status": "confirmed"}, ("open",)),
        (replace(VISIT, reserved=True), {"reserved": False}, ("open",)),
        (replace(VISIT, status="full"), {"status": "postponed"}, ("postponed",)),
        (replace(VISIT, status="moved-online"), {"status": "confirmed"}, ("place",)),
        (replace(VISIT, sessions=()), {"sessions": LATER}, ("time",)),
        (replace(VISIT, place=None), {"place": ITER}, ("place",)),
        (replace(VISIT, status="postponed", sessions=()), {"status": "confirmed", "sessions": LATER}, ("time",)),
        (replace(VISIT, sessions=(session_of(12),)), {"status": "cancelled"}, ()),
        (replace(VISIT, sessions=(session_of(12), *LATER)), {"sessions": LATER}, ()),
        (replace(VISIT, sessions=(session_of(12),)), {"sessions": LATER}, ("time",)),
        (VISIT, {"sessions": (session_of(12),)}, ("time",)),
    ],
)
def test_what_is_told_of_what_was_otherwise(
    before: Event | None, values: dict[str, Any], told: tuple[Kind, ...]
) -> None:
    assert changed(before, **values) == told


def test_an_event_that_the_programme_has_no_more() -> None:
    assert kinds(Change(before=VISIT, after=None), NOW) == ("removed",)
    assert kinds(Change(before=VISIT, after=None), day_at(23)) == ()
    assert kinds(Change(before=replace(VISIT, status="cancelled"), after=None), NOW) == ()
