"""What has changed between two states of a programme, as far as it matters to those who mean to come. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from bot.events.model import Event, MeetingPoint, Place, Session
from bot.events.words import fold, words_of

#: What is told of a change. `meeting`: where people gather; `deadline`: the last day to register.
Kind = Literal[
    "new",
    "cancelled",
    "removed",
    "back",
    "postponed",
    "time",
    "online",
    "place",
    "meeting",
    "full",
    "reserved",
    "open",
    "deadline",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One event as it was and as it is; None when the programme did not or does not have it."""

    before: Event | None
    after: Event | None

    @property
    def event(self) -> Event:
        """The event as it is, or as it last was."""
        event = self.after or self.before
        assert event is not None, "a change has a before or an after"
        return event


def differences(before: Mapping[str, Event], after: Mapping[str, Event]) -> list[Change]:
    """The events that are not the same, whatever differs: in the order of `after`, then those that it has no more."""
    changes = (Change(before=before.get(key), after=event) for key, event in after.items())
    gone = (Change(before=event, after=None) for key, event in before.items() if key not in after)
    return [change for group in (changes, gone) for change in group if change.before != change.after]


def kinds(change: Change, now: datetime) -> tuple[Kind, ...]:
    """What is worth telling of a change at `now` (local), the gravest first; nothing of what is over."""
    before, after = change.before, change.after
    was_expected = before is not None and _is_on(before) and not is_over(before, now)
    if after is None or not _is_on(after):
        return ("cancelled" if after else "removed",) if was_expected else ()
    if is_over(after, now) and not was_expected:
        return ()
    if before is None:
        return () if after.reserved else ("new",)
    if not _is_on(before):
        return ("back",)
    return tuple(kind for kind, is_so in _RULES if is_so(before, after, now))


def is_over(event: Event, now: datetime) -> bool:
    """Every session has ended; False while the date is not announced."""
    return bool(event.sessions) and not upcoming(event, now)


def upcoming(event: Event, now: datetime) -> tuple[Session, ...]:
    """The sessions that have not ended."""
    return tuple(session for session in event.sessions if session.end > now)


def is_online_only(event: Event) -> bool:
    """There is nowhere to go."""
    return event.status == "moved-online" or (event.online and event.place is None)


def added_and_dropped(change: Change, now: datetime) -> tuple[Sequence[Session], Sequence[Session]]:
    """The sessions still to come that an event has now and had not, and those that it had and has no more."""
    new, old = (upcoming(event, now) if event else () for event in (change.after, change.before))
    return [s for s in new if s not in old], [s for s in old if s not in new]


def _is_on(event: Event) -> bool:
    return event.status != "cancelled"


def _is_postponed(before: Event, after: Event, now: datetime) -> bool:
    return after.status == "postponed" != before.status


def _is_moved_in_time(before: Event, after: Event, now: datetime) -> bool:
    return upcoming(before, now) != upcoming(after, now) and not _is_postponed(before, after, now)


def _is_gone_online(before: Event, after: Event, now: datetime) -> bool:
    return is_online_only(after) and not is_online_only(before)


def _is_moved_in_place(before: Event, after: Event, now: datetime) -> bool:
    if is_online_only(after):
        return False
    return is_online_only(before) or _is_elsewhere(before.place, after.place)


def _has_other_meeting_point(before: Event, after: Event, now: datetime) -> bool:
    if is_online_only(after):
        return False
    old, new = before.meeting_point, after.meeting_point
    return _is_elsewhere(old, new) or bool(old and new and _differ(old.note, new.note))


def _is_elsewhere(old: Place | MeetingPoint | None, new: Place | MeetingPoint | None) -> bool:
    """Told where nothing was, or other than it was; a detail that is added, or spelt better, moves nothing."""
    if old is None or new is None:
        return old is not new
    return any(_differ(getattr(old, name), getattr(new, name)) for name in ("name", "address", "city"))


def _differ(old: str | None, new: str | None) -> bool:
    return old is not None and new is not None and words_of(fold(old)) != words_of(fold(new))


def _is_now_full(before: Event, after: Event, now: datetime) -> bool:
    return after.status == "full" != before.status


def _is_now_reserved(before: Event, after: Event, now: datetime) -> bool:
    return after.reserved and not before.reserved


def _is_open_again(before: Event, after: Event, now: datetime) -> bool:
    """It had no place for anyone; of another status one cannot tell whether it has."""
    had_none = before.reserved or before.status == "full"
    return had_none and not after.reserved and after.status == "confirmed"


def _has_other_deadline(before: Event, after: Event, now: datetime) -> bool:
    until = after.conditions.registration_until
    return until is not None and until != before.conditions.registration_until and last_moment(until) > now


def last_moment(day: date | datetime) -> datetime:
    """The end of a day, or the moment itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.max)


_RULES: tuple[tuple[Kind, Callable[[Event, Event, datetime], bool]], ...] = (
    ("postponed", _is_postponed),
    ("time", _is_moved_in_time),
    ("online", _is_gone_online),
    ("place", _is_moved_in_place),
    ("meeting", _has_other_meeting_point),
    ("full", _is_now_full),
    ("reserved", _is_now_reserved),
    ("open", _is_open_again),
    ("deadline", _has_other_deadline),
)
