"""Schedules of schema.org: what is repeated each day, week or month (https://schema.org/Schedule)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule
from dateutil.relativedelta import relativedelta

from bot.events.intake.draft import Slot
from bot.events.intake.records import number, text

_FREQUENCIES = {"P1D": (rrule.DAILY, 1), "P1W": (rrule.WEEKLY, 1), "P2W": (rrule.WEEKLY, 2), "P1M": (rrule.MONTHLY, 1)}
_FREQUENCIES |= {"Daily": (rrule.DAILY, 1), "Weekly": (rrule.WEEKLY, 1), "Monthly": (rrule.MONTHLY, 1)}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: What goes on without an end is followed that long, and that often.
_HORIZON, _MOST = relativedelta(years=1), 400


def slots_of(schedule: Mapping[str, Any]) -> Iterator[Slot]:
    """The times of a schedule; none when it does not say how often or from when."""
    frequency = _FREQUENCIES.get(text(schedule.get("repeatFrequency")).rpartition("/")[2])
    first, opens = _day(schedule.get("startDate")), _time(schedule.get("startTime"))
    if frequency is None or first is None:
        return
    last = _day(schedule.get("endDate")) or first + _HORIZON
    count = number(schedule.get("repeatCount"))
    listed = schedule.get("byDay")
    named = [_weekday(text(day)) for day in (listed if isinstance(listed, list) else [listed] if listed else [])]
    days = rrule.rrule(
        frequency[0],
        interval=frequency[1],
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        byweekday=[day for day in named if day is not None] or None,
    )
    refused = schedule.get("exceptDate")
    without = {_day(day) for day in (refused if isinstance(refused, list) else [refused])}
    for rank, day in enumerate(days):
        if rank >= min(count or _MOST, _MOST):
            return
        if day.date() not in without:
            yield _slot(day.date(), opens, _time(schedule.get("endTime")), text(schedule.get("scheduleTimezone")))


def _slot(day: date, opens: time | None, closes: time | None, zone: str) -> Slot:
    if opens is None:
        return Slot(start=datetime.combine(day, time()), end=datetime.combine(day, time(23, 59)), all_day=True)
    try:
        there = ZoneInfo(zone) if zone else None
    except (ValueError, OSError, KeyError):
        there = None
    until = day + timedelta(days=1) if closes is not None and closes < opens else day
    end = None if closes is None else datetime.combine(until, closes, there)
    return Slot(start=datetime.combine(day, opens, there), end=end)


def _weekday(name: str) -> int | None:
    name = name.rpartition("/")[2]
    return _DAYS.index(name) if name in _DAYS else _SHORT.index(name) if name in _SHORT else None


def _day(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(text(value)).date()
    except ValueError:
        return None


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(text(value)).replace(tzinfo=None)
    except ValueError:
        return None
