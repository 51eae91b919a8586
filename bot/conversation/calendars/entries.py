"""Events as they go into calendars: what is known of each, what is not, and what has become of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.conversation.attachment import Chosen
from bot.conversation.one_event.facts import Facts, address
from bot.conversation.one_event.render import event_notes
from bot.conversation.turn import Guide
from bot.documents.calendar import Entry
from bot.events.history import UNCHANGED, History, Slot, slots
from bot.events.model import Event, Session
from bot.replies import dates
from bot.replies.french import capital

#: What has never changed is as it was so long before the programme: it gives the same file at any time.
_LONG_BEFORE = timedelta(days=365)


def entries_of(chosen: Sequence[Chosen], guide: Guide, histories: Mapping[str, History], now: datetime) -> list[Entry]:
    """Entries in the order of time; events that are not in the programme any more have none. `now` is local."""
    found = []
    for one in chosen:
        if event := guide.catalogue.event(one.event):
            maker = _EventEntries(event, guide, histories.get(event.id, UNCHANGED), now)
            found += list(maker.of(one))
    return sorted(found, key=lambda entry: (_moment(entry), entry.uid))


def _moment(entry: Entry) -> datetime:
    return entry.start if isinstance(entry.start, datetime) else datetime.combine(entry.start, time())


class _EventEntries:
    """The entries of one event."""

    def __init__(self, event: Event, guide: Guide, history: History, now: datetime) -> None:
        self._event, self._guide, self._history, self._now = event, guide, history, now
        self._facts = Facts(event, guide.phrases, now)

    def of(self, chosen: Chosen) -> Iterator[Entry]:
        """Those that are chosen."""
        known = slots(self._event.sessions, self._history)
        if chosen.sessions:
            for slot in dict.fromkeys(_meant(start, known) for start in chosen.sessions if known):
                yield self._session(slot)
        elif not chosen.deadline:
            yield from (self._session(slot) for slot in known if slot.session.end > self._now)
        if chosen.deadline and self._event.conditions.registration_until:
            yield self._deadline()

    def _session(self, slot: Slot) -> Entry:
        session, place = slot.session, self._event.place
        is_off = slot.dropped or self._event.status == "cancelled"
        gathering = self._gathering()
        is_exact = place is not None and not place.approximate and not gathering and not self._facts.is_online_only
        return Entry(
            uid=self._uid(f"{slot.first:%Y%m%dT%H%M%S}"),
            revision=self._history.revision,
            stamp=self._stamp(),
            start=session.start if session.has_hours else session.start.date(),
            end=session.end if session.has_hours else _last_day(session),
            title=self._title("title_cancelled" if is_off else "title"),
            description=self._notes(session),
            location=gathering or capital(self._facts.where),
            position=(place.lat, place.lon)
            if place and is_exact and place.lat is not None and place.lon is not None
            else None,
            url=self._event.url or "",
            is_cancelled=is_off,
            is_busy=session.has_hours,
        )

    def _deadline(self) -> Entry:
        until = self._event.conditions.registration_until
        assert until is not None, "there is one"
        return Entry(
            uid=self._uid("inscription"),
            revision=self._history.revision,
            stamp=self._stamp(),
            start=until,
            end=None if isinstance(until, datetime) else until,
            title=self._title("title_deadline"),
            description=event_notes(self._facts),
            url=self._event.registration.url or self._event.url or "",
            is_cancelled=self._event.status == "cancelled",
            is_busy=False,
        )

    def _uid(self, name: str) -> str:
        return f"{self._event.id}-{name}@{self._guide.catalogue.programme.id}"

    def _stamp(self) -> datetime:
        """When it last changed."""
        start = datetime.combine(self._guide.catalogue.programme.start, time(), UTC)
        return self._history.at or start - _LONG_BEFORE

    def _title(self, name: str) -> str:
        return self._guide.phrases.text(f"add_to_calendar.{name}", title=self._event.title)

    def _notes(self, session: Session) -> str:
        """What is known; with when, if a calendar shows no hours, or an end of its own where none is known."""
        notes = event_notes(self._facts)
        if session.has_hours and session.end > session.start:
            return notes
        when = self._guide.phrases.text("event.when", when=dates.session(session, self._now))
        return f"{when}\n{notes}"

    def _gathering(self) -> str:
        """Where people meet when that is not the place; "" when it is."""
        point = self._event.meeting_point
        return address(point) if point and (point.city or point.address) and not self._facts.is_online_only else ""


def _meant(start: datetime, known: Sequence[Slot]) -> Slot:
    """The session that had, or has, that start; the nearest one when none has."""
    exact = next((slot for slot in known if slot.session.start == start and not slot.dropped), None)
    return exact or min(known, key=lambda slot: (slot.first != start, abs(slot.session.start - start)))


def _last_day(session: Session) -> date:
    """The last day of a session that lasts days; one that ends at midnight ends the day before."""
    return (session.end - timedelta(microseconds=1)).date()
