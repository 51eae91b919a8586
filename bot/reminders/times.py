"""Wall-clock times and instants, and the hours at which nobody is written to."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.model import Asked, Occasion

#: Nothing is sent between these two but what was asked for at that very time.
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
#: « la veille » and « le jour même », when no hour is said.
EVENING, MORNING = time(18), time(8)
_DAY = timedelta(days=1)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a wall-clock time.

    One that the clock skips comes an hour later; one that comes twice is the first, unless its `fold` says otherwise.
    """
    return local.replace(tzinfo=zone).astimezone(UTC)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall-clock time of an instant."""
    return moment.astimezone(zone).replace(tzinfo=None)


def wall_time(asked: Asked, occasion: Occasion, zone: ZoneInfo) -> datetime:
    """When a reminder that was asked so is due. A clock time that was said is kept; others keep out of the night."""
    if asked.moment is not None:
        return asked.moment
    day = occasion.start - asked.days * _DAY
    if asked.hours or asked.minutes:
        before = timedelta(hours=asked.hours, minutes=asked.minutes)
        return outside_night(local(instant(day, zone) - before, zone), occasion.limit)
    return datetime.combine(day.date(), asked.at or (EVENING if asked.days else MORNING))


def is_night(wall: datetime) -> bool:
    """Nobody is written to by itself."""
    return not QUIET_UNTIL <= wall.time() < QUIET_FROM


def outside_night(wall: datetime, limit: datetime) -> datetime:
    """The time itself by day; by night, its end when that is before the limit, else its beginning."""
    if not is_night(wall):
        return wall
    evening = wall.date() if wall.time() >= QUIET_FROM else wall.date() - _DAY
    morning = datetime.combine(evening + _DAY, QUIET_UNTIL)
    return morning if morning < limit else datetime.combine(evening, QUIET_FROM)
