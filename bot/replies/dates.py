"""Dates and hours in French words. All are local wall-clock times; the year is said when it is not that of `now`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Protocol

from bot.replies.french import NBSP, listed

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_DAY = timedelta(days=1)
#: A session that ends after midnight and is no longer than that belongs to the day it begins.
_NIGHT = timedelta(hours=12)
#: Days in a row are said as « du … au … » from that number on.
_RUN = 3


class Slot(Protocol):
    """A stretch of time: a session of an event."""

    @property
    def start(self) -> datetime:
        """When it begins."""

    @property
    def end(self) -> datetime:
        """When it ends."""

    @property
    def all_day(self) -> bool:
        """Its hours carry no meaning."""


def days(dates: Sequence[date], now: date, *, weekday: bool = True) -> list[str]:
    """Dates as they are said one after the other: month and year only where they change.

    « lundi 29 novembre », « mercredi 1er », « jeudi 2 décembre ».
    """
    said, following = [], None
    for day in reversed(dates):
        words = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
        words += "1er" if day.day == 1 else str(day.day)
        if following is None or (day.year, day.month) != (following.year, following.month):
            words += f"{NBSP}{MONTHS[day.month - 1]}"  # a number stays on the line of its month
            if day.year != (following or now).year:
                words += f" {day.year}"
        said.append(words)
        following = day
    return said[::-1]


def day(value: date, now: date, *, weekday: bool = True) -> str:
    """« lundi 22 novembre », « mercredi 1er décembre 2022 »."""
    return days((value,), now, weekday=weekday)[0]


def day_range(first: date, last: date, now: date, *, weekday: bool = False) -> str:
    """« du 22 au 26 novembre », « du lundi 22 au vendredi 26 novembre », « lundi 22 novembre » for one day."""
    if first == last:
        return day(first, now)
    return _from_to(days((first, last), now, weekday=weekday))


def _from_to(ends: Sequence[str]) -> str:
    return f"du {ends[0]} au {ends[1]}"


def hour(value: time | datetime) -> str:
    """« 9 h 30 », « 14 h », « minuit »."""
    if (value.hour, value.minute) == (0, 0):
        return "minuit"
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02}" if value.minute else "")


def hours(start: time | datetime, end: time | datetime) -> str:
    """« de 14 h à 16 h 30 »; « à 14 h » when it ends at once, which is how an unknown end is written."""
    return f"à {hour(start)}" if start == end else f"de {hour(start)} à {hour(end)}"


def duration(value: timedelta) -> str:
    """« 45 minutes », « 2 h », « 1 h 30 »."""
    whole, minutes = divmod(round(value.total_seconds() / 60), 60)
    if not whole:
        return f"{minutes}{NBSP}minutes"
    return NBSP.join([str(whole), "h", *([f"{minutes:02}"] if minutes else [])])


def day_and_hour(value: date | datetime, now: date) -> str:
    """« vendredi 12 novembre », « vendredi 12 novembre à 18 h » for a date-time."""
    if isinstance(value, datetime):
        return f"{day(value.date(), now)} à {hour(value)}"
    return day(value, now)


def session(slot: Slot, now: datetime) -> str:
    """« lundi 22 novembre, de 14 h à 16 h 30 »."""
    if _is_long(slot):
        return _opening(slot, now)
    said = day(slot.start.date(), now.date())
    return said if slot.all_day else f"{said}, {hours(slot.start, slot.end)}"


def briefly(slot: Slot, now: datetime) -> str:
    """A session in a line of a list: an opening range without its hours, « jusqu'au samedi 28 novembre » once begun."""
    if not _is_long(slot):
        return session(slot, now)
    last = _last_day(slot)
    if slot.start <= now:
        return f"jusqu'au {day(last, now.date())}"
    return day_range(slot.start.date(), last, now.date(), weekday=True)


def sessions(slots: Iterable[Slot], now: datetime) -> list[str]:
    """Sessions in their order, those of the same hours said together.

    « du lundi 22 au vendredi 26 novembre, de 9 h 30 à 11 h », « lundi 15 et mercredi 17 novembre, de 10 h à 11 h ».
    """
    long, by_day = [], dict[date, list[str]]()
    for slot in sorted(slots, key=lambda s: (s.start, s.end)):
        if _is_long(slot):
            long.append((slot.start.date(), _opening(slot, now)))
        else:
            by_day.setdefault(slot.start.date(), []).append("" if slot.all_day else hours(slot.start, slot.end))
    grouped: dict[tuple[str, ...], list[date]] = {}
    for date_, times in by_day.items():
        grouped.setdefault(tuple(dict.fromkeys(times)), []).append(date_)
    short = [(dates[0], _same_hours(dates, times, now.date())) for times, dates in grouped.items()]
    return [text for _, text in sorted([*long, *short], key=lambda entry: entry[0])]


def _is_long(slot: Slot) -> bool:
    """The session lasts several days: an opening range."""
    return slot.end.date() > slot.start.date() and not slot.end - slot.start <= _NIGHT


def _opening(slot: Slot, now: datetime) -> str:
    """« du lundi 8 novembre à 9 h au vendredi 17 décembre à 18 h », without hours when they carry no meaning."""
    last = _last_day(slot)
    whole = slot.all_day or (_is_midnight(slot.start) and (_is_midnight(slot.end) or slot.end.hour == 23))
    if last == slot.start.date():
        return day(last, now.date())
    if whole:
        return _from_to(days((slot.start.date(), last), now.date()))
    return _from_to(
        [f"{day(d, now.date())} à {hour(h)}" for d, h in ((slot.start.date(), slot.start), (last, slot.end))]
    )


def _last_day(slot: Slot) -> date:
    """A session that ends at midnight does not reach into the next day."""
    return slot.end.date() - _DAY if _is_midnight(slot.end) else slot.end.date()


def _is_midnight(value: datetime) -> bool:
    return (value.hour, value.minute) == (0, 0)


def _same_hours(dates: Sequence[date], times: Sequence[str], now: date) -> str:
    """Days and the hours they share."""
    said = [text for text in times if text]
    return ", ".join([_runs(dates, now), *([listed(said)] if said else [])])


def _runs(dates: Sequence[date], now: date) -> str:
    """Days, those in a row as a range: « du lundi 15 au vendredi 19 et lundi 22 novembre »."""
    runs = [[d for _, d in group] for _, group in groupby(enumerate(dates), lambda pair: pair[1] - pair[0] * _DAY)]
    parts = [part for run in runs for part in ([run] if len(run) >= _RUN else [[d] for d in run])]
    ends = iter(days([d for part in parts for d in (part[:1] + part[1:][-1:])], now))
    return listed([next(ends) if len(part) == 1 else _from_to((next(ends), next(ends))) for part in parts])
