"""Reminders that are due, for processes that begin on 15 November 2021 at nine."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.events.catalogue import load
from bot.events.model import Event
from bot.reminders.model import Asked, Reminder
from bot.reminders.times import instant
from bot.storage.sessions import load_session, save_session
from intents import Gazetteer
from tests.conversation.guide import NOW
from tests.process import ROOT

_ZONE = "Europe/Paris"


def events_to_come() -> Iterable[Event]:
    """Those of the programme that begin a day later or more."""
    catalogue = load(ROOT / "data" / "events.yaml", Gazetteer.load(ROOT / "data" / "communes.csv"))
    soon = NOW + timedelta(days=1)
    return [event for event in catalogue.events if event.sessions and event.sessions[0].start > soon]


def remind(connection: Connection, key: str, event: Event) -> None:
    """Let someone have asked for a reminder that is due."""
    session = load_session(connection, key)
    number, start = session.new_number(NOW), event.sessions[0].start
    wall = NOW - timedelta(minutes=1)
    session.reminders[number] = Reminder(
        number=number,
        event=event.id,
        session=start,
        asked=Asked(moment=wall),
        wall=wall,
        zone=_ZONE,
        due=instant(wall, ZoneInfo(_ZONE)),
    )
    save_session(connection, key, session)
