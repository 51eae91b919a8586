"""Stretches of time as they were asked, in French words: half-open, local, None for an open end."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.replies.dates import MONTHS, day, day_range, days, hour, hours
from bot.replies.french import listed

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_WEEK = 7
Interval = tuple[datetime | None, datetime | None]

#: Parts of the day, as the contract bounds them; an end of None is midnight.
_PARTS = {
    (time(6), time(12)): "le matin",
    (time(11, 30), time(14)): "à midi",
    (time(12), time(18)): "l'après-midi",
    (time(18), None): "le soir",
    (time(12), None): "à partir de midi",
}


def intervals(asked: Sequence[Interval], now: datetime, conjunction: str = "ou") -> str:
    """« samedi 20 ou dimanche 21 novembre », in the order of time; days alone share their month."""
    asked = sorted(asked, key=lambda interval: interval[0] or datetime.min)  # noqa: DTZ901 — local, as all of them
    whole_days = [start.date() for start, end in asked if start and end and _is_whole_day(start, end)]
    if len(whole_days) == len(asked):
        return listed(days(whole_days, now.date()), conjunction)
    return listed([interval(start, end, now) for start, end in asked], conjunction)


def interval(start: datetime | None, end: datetime | None, now: datetime) -> str:
    """« samedi 20 novembre, le matin », « la semaine du 22 au 28 novembre », « à partir du 18 novembre »."""
    if start is None or end is None:
        return _open(start, end, now)
    if start <= now < end <= now + _MINUTE:
        return "en ce moment"
    if (end - _MINUTE).date() == start.date():
        return _one_day(start, end, now)
    if start.time() == end.time() == time(0):
        return _whole_days(start.date(), end.date() - _DAY, now.date())
    if start.date() == now.date() and start.time() != time(0):  # « d'ici vendredi » begins now
        return _until(end, now)
    return f"du {_moment(start, now)} au {_moment(end, now)}"


def day_hours(start: time, end: time | None) -> str:
    """A time of day: « le matin », « après 17 h », « vers 14 h », « de 9 h à 12 h 30 »; an end of None is midnight."""
    if part := _PARTS.get((start, end)):
        return part
    if end is None:
        return f"après {hour(start)}"
    if start == time(0):
        return f"avant {hour(end)}"
    if (end.hour - start.hour, end.minute - start.minute) == (1, 0):
        return f"vers {hour(start)}"
    return hours(start, end)


def _open(start: datetime | None, end: datetime | None, now: datetime) -> str:
    if start:
        midnight = start.time() == time(0)
        return f"à partir du {_day(start.date(), now)}" + ("" if midnight else f", {hour(start)}")
    return _until(end, now) if end else ""


def _until(end: datetime, now: datetime) -> str:
    if end.time() == time(0):
        return f"jusqu'au {_day(end.date() - _DAY, now)}"
    return f"jusqu'au {_moment(end, now)}"


def _one_day(start: datetime, end: datetime, now: datetime) -> str:
    said = day(start.date(), now.date())
    if _is_whole_day(start, end):
        return said
    return f"{said}, {day_hours(start.time(), end.time() if end.date() == start.date() else None)}"


def _whole_days(first: date, last: date, now: date) -> str:
    count = (last - first).days + 1
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return f"en {first.year}"
    if first.day == 1 and (last + _DAY).day == 1 and count <= 31:
        return f"en {MONTHS[first.month - 1]}" + (f" {first.year}" if first.year != now.year else "")
    if count == _WEEK and first.weekday() == 0:
        return f"la semaine {day_range(first, last, now)}"
    if count == 2:
        return listed(days((first, last), now))
    return day_range(first, last, now)


def _moment(value: datetime, now: datetime) -> str:
    return _day(value.date(), now) + ("" if value.time() == time(0) else f" à {hour(value)}")


def _day(value: date, now: datetime) -> str:
    return day(value, now.date(), weekday=False)


def _is_whole_day(start: datetime, end: datetime) -> bool:
    return start.time() == time(0) and end - start == _DAY
