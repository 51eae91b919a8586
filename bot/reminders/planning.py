"""What reminders an event may have, and what becomes of one when its time has come. Pure: `now` is local."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec import structs

from bot.events.model import Event, Session
from bot.reminders.model import Asked, Occasion, Reminder
from bot.reminders.times import EVENING, MORNING, instant, outside_night, wall_time

#: Times that are offered; the last ones mean nothing where hours are not known.
_BY_DAYS = (Asked(days=7, at=EVENING), Asked(days=1, at=EVENING), Asked(at=MORNING))
_BY_HOURS = (Asked(hours=2), Asked(hours=1), Asked(minutes=30))
#: What is offered when none of these is left.
AT_LAST = Asked(minutes=10)
#: A reminder that comes so long after its time is late: it says so, and does not come at night.
LATE = timedelta(minutes=10)
#: A deadline that is a day ends with it.
_LAST_MINUTE = time(23, 59)


def sessions_ahead(event: Event, now: datetime) -> list[Occasion]:
    """The sessions that one may still be reminded of, in their order; none when the event is cancelled."""
    if event.status == "cancelled":
        return []
    return [occasion for occasion in map(_occasion, event.sessions) if occasion.limit > now]


def _occasion(session: Session) -> Occasion:
    """A session; one whose hours carry no meaning, or that lasts days, may be reminded of until it is over."""
    return Occasion(start=session.start, limit=session.start if session.has_hours else session.end)


def deadline(event: Event, now: datetime) -> Occasion | None:
    """The end of the time to register, while there is something to register for."""
    until = event.conditions.registration_until
    if until is None or event.status in ("cancelled", "full"):
        return None
    end = until if isinstance(until, datetime) else datetime.combine(until, _LAST_MINUTE)
    return Occasion(subject="deadline", start=end, limit=end) if end > now else None


def usual(occasion: Occasion) -> tuple[Asked, ...]:
    """When no time is said: the evening before and two hours before; for a deadline, the evening before."""
    evening, morning, soon = _BY_DAYS[1], _BY_DAYS[2], _BY_HOURS[0]
    if occasion.subject == "deadline":
        return (evening,)
    return (evening, soon if has_hour(occasion) else morning)


def offered(occasion: Occasion) -> tuple[Asked, ...]:
    """Times that one may choose among."""
    return (*_BY_DAYS, *_BY_HOURS) if has_hour(occasion) else _BY_DAYS


def put_off(reminder: Reminder, minutes: int) -> Asked:
    """A reminder so much later, or sooner when it is less than 0; it still follows its event, unless it did not."""
    asked, wall = reminder.asked, reminder.wall + timedelta(minutes=minutes)
    before = 60 * asked.hours + asked.minutes - minutes
    if not asked.moment and not asked.days and asked.at is None and before > 0:
        return Asked(hours=before // 60, minutes=before % 60)
    days = (reminder.session.date() - wall.date()).days
    return Asked(moment=wall) if asked.moment or days < 0 else Asked(days=days, at=wall.time())


def has_hour(occasion: Occasion) -> bool:
    """Its hour is known: it is no deadline that is a mere day, no session that lasts whole days."""
    if occasion.subject == "deadline":
        return occasion.start.time() != _LAST_MINUTE
    return occasion.start == occasion.limit or occasion.start.time() != time()


def plan(number: int, event: str, occasion: Occasion, asked: Asked, zone: ZoneInfo) -> Reminder:
    """The reminder of an event that was asked so."""
    wall = wall_time(asked, occasion, zone)
    return Reminder(
        number=number,
        event=event,
        subject=occasion.subject,
        session=occasion.start,
        asked=asked,
        wall=wall,
        zone=zone.key,
        due=instant(wall, zone),
    )


def in_time(asked: Iterable[Asked], occasion: Occasion, now: datetime, zone: ZoneInfo) -> list[Asked]:
    """Those that are still to come, and before it is too late; of two at the same minute, the first."""
    walls: dict[datetime, Asked] = {}
    for each in asked:
        walls.setdefault(wall_time(each, occasion, zone), each)
    present = instant(now, zone)
    return [each for wall, each in walls.items() if instant(wall, zone) > present and wall < occasion.limit]


class Send(msgspec.Struct, frozen=True):
    """It is to be sent; the reminder as it then is."""

    reminder: Reminder


class Move(msgspec.Struct, frozen=True):
    """Its event has moved: it is due at another time."""

    reminder: Reminder


class Hold(msgspec.Struct, frozen=True):
    """Its event has no date for now."""


class Drop(msgspec.Struct, frozen=True):
    """It is of no use any more: "gone", "cancelled", "begun", "closed"."""

    reason: str


Verdict = Send | Move | Hold | Drop


def verdict(reminder: Reminder, event: Event | None, now: datetime) -> Verdict:
    """What becomes of a reminder that is due, or overdue, with its event as it now is."""
    if event is None:
        return Drop("gone")
    if event.status == "cancelled":
        return Drop("cancelled")
    if reminder.subject == "session" and not event.sessions:
        return Hold()
    occasion = still(reminder, event, now)
    moved = None if occasion is None else _at(occasion, reminder)
    if occasion is None or moved is None:
        return Drop("begun" if reminder.subject == "session" else "closed")
    zone = ZoneInfo(moved.zone)
    present = instant(now, zone)
    if moved.due > present:
        return Move(moved)
    morning = outside_night(now, occasion.limit)
    if present - moved.due > LATE and morning > now:  # what is late does not wake people up
        return Move(structs.replace(moved, wall=morning, due=instant(morning, zone)))
    return Send(moved)


def rearmed(reminder: Reminder, event: Event, now: datetime) -> Reminder | None:
    """The reminder of an event as it now is, past or not; None when there is nothing left to be reminded of in time.

    A session that has moved is the one that is nearest to where it was.
    """
    occasion = still(reminder, event, now)
    return None if occasion is None else _at(occasion, reminder)


def _at(occasion: Occasion, reminder: Reminder) -> Reminder | None:
    """A reminder of what is then; None when it would come too late."""
    if occasion.start == reminder.session:
        return reminder
    moved = plan(reminder.number, reminder.event, occasion, reminder.asked, ZoneInfo(reminder.zone))
    return moved if moved.wall < occasion.limit else None


def in_zone(reminder: Reminder, zone: ZoneInfo) -> Reminder:
    """A reminder of a programme that is in that zone, be it another than before: its wall-clock time stays."""
    if reminder.zone == zone.key:
        return reminder
    return structs.replace(reminder, zone=zone.key, due=instant(reminder.wall, zone))


def still(reminder: Reminder, event: Event, now: datetime) -> Occasion | None:
    """What a reminder is about, as it now is."""
    if reminder.subject == "deadline":
        return deadline(event, now)
    if any(session.start == reminder.session for session in event.sessions):
        return next((o for o in sessions_ahead(event, now) if o.start == reminder.session), None)
    ahead = sessions_ahead(event, now)
    return min(ahead, key=lambda o: abs(o.start - reminder.session), default=None)
