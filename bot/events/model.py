"""The programme and its events, as `docs/events-format.md` defines them. Times are local wall-clock times (naive)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Session:
    """One time at which an event is held."""

    start: datetime
    end: datetime
    #: The hours carry no meaning: `start` and `end` are the first and the last minute of the days.
    all_day: bool = False

    @property
    def has_hours(self) -> bool:
        """False when it meets any hour of its days: `all_day`, or an opening range of several days."""
        return not self.all_day and self.end - self.start <= timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an event is held. `lat`, `lon` are degrees (WGS 84), the commune's own when the file has none."""

    name: str | None = None
    address: str | None = None
    city: str | None = None
    #: INSEE code of the commune (an arrondissement's own in Paris, Lyon, Marseille).
    insee: str | None = None
    postal_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    #: True when the position is the commune's centre, not the venue's.
    approximate: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingPoint:
    """Where people gather when it is not the place."""

    name: str | None = None
    address: str | None = None
    city: str | None = None
    insee: str | None = None
    postal_code: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditions:
    """Who may come and how; None is unknown."""

    min_age: int | None = None
    id_required: bool | None = None
    #: Seats for each session.
    capacity: int | None = None
    women_only: bool = False
    registration_required: bool | None = None
    registration_until: date | datetime | None = None
    price_eur: float | None = None
    note: str | None = None

    @property
    def registration_end(self) -> datetime | None:
        """The last moment to register: a day lasts until its end."""
        until = self.registration_until
        if until is None or isinstance(until, datetime):
            return until
        return datetime.combine(until, time.max)


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """How to register."""

    url: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event of a programme."""

    id: str
    title: str
    summary: str | None = None
    kind: str
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    #: Empty: open to all.
    audiences: tuple[str, ...] = ()
    #: In order; empty when the date is not announced yet.
    sessions: tuple[Session, ...] = ()
    #: None when the event is online only, or its place is not known.
    place: Place | None = None
    meeting_point: MeetingPoint | None = None
    online: bool = False
    organiser: str | None = None
    conditions: Conditions = field(default_factory=Conditions)
    registration: Registration = field(default_factory=Registration)
    accessibility: tuple[str, ...] = ()
    url: str | None = None
    #: "confirmed", "full", "postponed", "cancelled" or "moved-online".
    status: str = "confirmed"
    #: Already kept for a named class or group: never suggested.
    reserved: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """An answer about the programme itself."""

    topic: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """What a programme is, and its events in the file's order."""

    id: str
    name: str
    theme: str | None = None
    #: First and last day, included.
    start: date
    end: date
    timezone: ZoneInfo
    #: Place codes the programme covers: ("reg:93",) or ("dep:13", "dep:83").
    areas: tuple[str, ...] = ()
    website: str | None = None
    organiser: str | None = None
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
