"""When a class can leave its school: days and hours."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Literal

from bot.events.model import Session

#: No school that day: a week-end, a public holiday, the holidays of the school's zone.
IsDayOff = Callable[[date], bool]
#: "school": there are lessons then; "wednesday": in the afternoon, when many have none; "evening"; "off": no school.
Moment = Literal["school", "wednesday", "evening", "off"]
#: Best first.
MOMENTS: tuple[Moment, ...] = ("school", "wednesday", "evening", "off")

_OPENS, _CLOSES = time(8), time(18, 30)
_NOON = time(12, 30)
_WEDNESDAY = 2


def moment_of(session: Session, is_day_off: IsDayOff) -> Moment:
    """How a session stands to a school's time; one without hours is met on any of its days."""
    if not session.has_hours:
        return "school" if any(not is_day_off(day) for day in _days(session)) else "off"
    day, start = session.start.date(), session.start.time()
    if is_day_off(day):
        return "off"
    if session.end.date() != day or start < _OPENS or session.end.time() > _CLOSES:
        return "evening" if not _OPENS <= start < _NOON else "school"
    return "wednesday" if day.weekday() == _WEDNESDAY and start >= _NOON else "school"


def _days(session: Session) -> Iterator[date]:
    day = session.start.date()
    while day <= session.end.date():
        yield day
        day += timedelta(days=1)
