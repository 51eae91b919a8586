"""Events as entries of a calendar."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.attachment import Chosen
from bot.conversation.calendars.entries import entries_of
from bot.documents.calendar import Entry
from bot.events.model import Event, Session
from tests.conversation.guide import NOW, guide, plain

START = datetime(2021, 11, 22, 14)


def entry_of(event_id: str = "fusion", *, end: datetime = START, programme: str = "essai") -> Entry:
    """The entry of an event of one session."""
    event = Event(id=event_id, title="Fusion", kind="visite", sessions=(Session(start=START, end=end),))
    catalogue = guide().catalogue.of((event,))
    catalogue = replace(catalogue, programme=replace(catalogue.programme, id=programme))
    (entry,) = entries_of([Chosen(event=event_id, sessions=(START,))], replace(guide(), catalogue=catalogue), {}, NOW)
    return entry


def test_an_end_that_is_not_known_is_told_so() -> None:
    """Google Agenda then shows an hour of its own."""
    assert plain(entry_of().description).startswith("Quand : lundi 22 novembre, à 14 h\n")


def test_an_end_that_is_known_is_what_the_calendar_shows() -> None:
    assert not entry_of(end=START.replace(hour=16)).description.startswith("Quand")


def test_the_longest_name_is_one_that_outlook_tells_from_others() -> None:
    """202 bytes (MS-STANOICAL, 2.1.10)."""
    assert len(entry_of("e" * 40, programme="p" * 40).uid.encode()) <= 202
