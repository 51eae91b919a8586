"""Reminders that are due, for processes that begin on 15 November 2021 at nine."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from bot.events.catalogue import load
from bot.events.model import Event
from bot.reminders.model import Asked, Reminder
from bot.reminders.times import instant
from bot.storage.reminders import whole_row
from bot.storage.schema import reminders
from intents import Gazetteer
from tests.conversation.guide import NOW
from tests.process import ROOT

_ZONE = "Europe/Paris"
#: No number is given twice, whatever is done in the conversation.
_numbers = count(1)


def events_to_come() -> Iterable[Event]:
    """Those of the programme that begin a day later or more."""
    catalogue = load(ROOT / "data" / "events.yaml", Gazetteer.load(ROOT / "data" / "communes.csv"))
    soon = NOW + timedelta(days=1)
    return [event for event in catalogue.events if event.sessions and event.sessions[0].start > soon]


def remind(connection: Connection, key: str, event: Event) -> None:
    """Let someone have asked for a reminder that is due.

    Only its row is written: the session, which the guide may just be answering from, is the guide's alone.
    """
    wall = NOW - timedelta(minutes=1)
    reminder = Reminder(
        number=next(_numbers),
        event=event.id,
        session=event.sessions[0].start,
        asked=Asked(moment=wall),
        wall=wall,
        zone=_ZONE,
        due=instant(wall, ZoneInfo(_ZONE)),
    )
    connection.execute(insert(reminders), whole_row(key, reminder))
