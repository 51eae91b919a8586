"""Corrections of organisers over what the programme's file says: kept apart, so that an import does not undo them.

They go with the file's text, in a comment at its end, so that a text is all that a guide is made of.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import msgspec

from bot.events.model import Event, Place, Programme, Session
from bot.events.source import fingerprint

_MARK = "\n# corrections: "


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than in the file, of one event; None: as there."""

    event: str
    status: str | None = None
    #: (start, end) of each, local.
    sessions: tuple[tuple[datetime, datetime], ...] | None = None
    #: Where it is held now; the old meeting point is then none any more.
    place: Place | None = None
    note: str | None = None
    #: `fingerprint_of` the event in the file when it was corrected.
    source: str = ""
    #: The correction that this one took the place of, for whoever takes it back.
    before: "Correction | None" = None

    def over(self, event: Event) -> Event:
        """The event, corrected."""
        sessions = tuple(Session(start=start, end=end) for start, end in self.sessions or ()) or event.sessions
        conditions = event.conditions if self.note is None else replace(event.conditions, note=self.note)
        event = event if self.place is None else replace(event, place=self.place, meeting_point=None)
        return replace(event, status=self.status or event.status, sessions=sessions, conditions=conditions)


def fingerprint_of(event: Event) -> str:
    """Tells whether two versions of an event are the same."""
    return fingerprint(repr(event))


def with_corrections(text: str, corrections: str | None) -> str:
    """The text of a programme with corrections (JSON of `Correction`s) at its end."""
    return f"{text}{_MARK}{corrections}\n" if corrections else text


def corrections_in(text: str) -> tuple[Correction, ...]:
    """The corrections at the end of a text."""
    _, mark, found = text.rpartition(_MARK)
    return read_corrections(found) if mark else ()


def read_corrections(json: str | None) -> tuple[Correction, ...]:
    """Corrections of their JSON."""
    return msgspec.json.decode(json, type=tuple[Correction, ...]) if json else ()


def write_corrections(corrections: Iterable[Correction]) -> str | None:
    """Their JSON; None when there are none."""
    found = tuple(corrections)
    return msgspec.json.encode(found).decode() if found else None


def corrected(programme: Programme, corrections: Iterable[Correction]) -> Programme:
    """The programme with its events corrected; what is about events that are gone is left aside."""
    by_event = {correction.event: correction for correction in corrections}
    if not by_event:
        return programme
    events = tuple(by_event[event.id].over(event) if event.id in by_event else event for event in programme.events)
    return replace(programme, events=events)
