"""Reads when an event is held: sessions, and daily slots over several days."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.events.fields import Fields
from bot.events.model import Session

_ONE = ("start", "end", "all_day")
_DAILY = ("days", "hours")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_HOURS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
#: A daily slot that is longer than a year is a slip of the pen.
_LONGEST = timedelta(days=366)


def read_sessions(event: Fields) -> tuple[Session, ...]:
    """The sessions of an event in their order, none twice."""
    found: set[Session] = set()
    for rank, node in enumerate(event.items("sessions"), start=1):
        fields = Fields(event.entry, node, (*_ONE, *_DAILY), f"sessions[{rank}].")
        daily = [name for name in _DAILY if fields[name]]
        if daily and any(fields[name] for name in _ONE):
            fields.refuse(daily[0], "not_session")
        else:
            found.update(_daily(fields) if daily else _one(fields))
    return tuple(sorted(found))


def _one(fields: Fields) -> Iterator[Session]:
    fields.require("start", "end")
    start, end, all_day = fields.moment("start"), fields.moment("end"), fields.flag("all_day") or False
    if start and end and end <= start:
        fields.refuse("end", "end_first", value=_written(end), other=_written(start))
    elif start and end:
        yield Session(start=start, end=end, all_day=all_day)


def _daily(fields: Fields) -> Iterator[Session]:
    """One session a day."""
    fields.require("days", "hours")
    days = _parsed(fields, "days")
    hours = _parsed(fields, "hours")
    if days and hours:
        day = days[0].date()
        while day <= days[1].date():
            start, end = (datetime.combine(day, moment.time()) for moment in hours)
            yield Session(start=start, end=end)
            day += timedelta(days=1)


def _parsed(fields: Fields, name: str) -> tuple[datetime, datetime] | None:
    """The two ends of `days` or of `hours` (on any day)."""
    value = fields.text(name)
    if value is None:
        return None
    try:
        if name == "days" and (match := _DAYS.fullmatch(value)):
            first, last = (datetime.combine(date.fromisoformat(v), time()) for v in match.groups())
            if first <= last <= first + _LONGEST:
                return first, last
        elif name == "hours" and (match := _HOURS.fullmatch(value)):
            opens, closes = (datetime.combine(date.min, time.fromisoformat(v)) for v in match.groups())
            if opens < closes:
                return opens, closes
    except ValueError:  # no such day or hour
        pass
    fields.refuse(name, f"not_{name}", value=value)
    return None


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
