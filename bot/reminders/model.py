"""A reminder, how it was asked, and what it is about."""

from datetime import datetime, time
from typing import Literal

import msgspec

#: What a reminder is about: a session of an event, or the last day to register.
Subject = Literal["session", "deadline"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """How a reminder was asked: so long before, or at a moment; it is counted anew when the event moves."""

    #: Before the session: « trois jours avant », « 2 h avant ».
    days: int = 0
    hours: int = 0
    minutes: int = 0
    #: Wall-clock time of that day: « la veille à 18 h ».
    at: time | None = None
    #: A moment that does not follow the event, local: « demain matin ».
    moment: datetime | None = None


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What one may be reminded of. Times are local."""

    subject: Subject = "session"
    #: What « 2 h avant » is counted from: the start of a session, the end of the time to register.
    start: datetime
    #: From then on a reminder is of no use: it has begun, or an opening range is over.
    limit: datetime


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What someone means to go to, or not to miss: they are to be reminded of it, or have been."""

    event: str
    subject: Subject = "session"
    #: As in `Reminder`.
    session: datetime


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """One message to be sent about one event, once."""

    #: Unlike any other of the same person, for ever.
    number: int
    #: Id of the event.
    event: str
    subject: Subject = "session"
    #: Local start of the session, or the local end of the time to register.
    session: datetime
    asked: Asked
    #: When it is due: local wall-clock time in `zone`, and the instant that this is (aware, UTC).
    wall: datetime
    zone: str
    due: datetime
