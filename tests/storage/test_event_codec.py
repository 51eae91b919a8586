"""The stored form of an event."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given

from bot.events.model import Conditions, Event, MeetingPoint, Place, Registration
from bot.events.reading import read_programme
from bot.storage.codec import UnreadableError
from bot.storage.event_codec import decode_event, encode_event
from intents import Gazetteer
from tests.events.invented import PROGRAMMES, session_of

FULL = Event(
    id="iter",
    title="« L'œuvre »\n😀",
    summary="Résumé",
    kind="visite",
    sectors=("nucleaire",),
    sessions=(session_of(22), session_of(23)),
    place=Place(name="ITER", lat=43.7, lon=5.7, approximate=False),
    meeting_point=MeetingPoint(city="Manosque"),
    conditions=Conditions(min_age=16, registration_until=date(2021, 11, 19), price_eur=5.5),
    registration=Registration(phone="04 00 00 00 00"),
)


@given(PROGRAMMES)
def test_an_event_comes_back(events: Sequence[Event]) -> None:
    assert [decode_event(encode_event(event)) for event in events] == events


@pytest.mark.parametrize("until", [date(2021, 11, 19), datetime(2021, 11, 19, 12, 30)])
def test_all_of_it(until: date) -> None:
    conditions = Conditions(registration_until=until)
    for event in (FULL, Event(id="iter", title="ITER", kind="visite", conditions=conditions)):
        assert decode_event(encode_event(event)) == event


def test_the_real_programme() -> None:
    events = read_programme("data/events.yaml", Gazetteer.load(Path("data/communes.csv"))).events
    assert tuple(decode_event(encode_event(event)) for event in events) == events


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"id":"a","title":"A","kind":"visite","colour":"red"}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        decode_event(text)
