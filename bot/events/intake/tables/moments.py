"""Dates and hours as cells hold them: « 22/11/2027 9h-12h », « du 22/11/2027 au 26/11/2027, 14h à 16h30 », serials.

What is written in figures is read here, a hundred thousand times a minute; the rest is left to whoever reads French.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from bot.events.intake.draft import Slot
from bot.events.intake.tables.columns import table_data
from bot.events.words import fold

#: Days are counted from this one in sheets; those that a cell may mean lie between 1982 and 2064.
_EPOCH = datetime(1899, 12, 30)
_SERIALS = range(30_000, 60_000)
_PIECES = re.compile(r"\s*[;|\n]+\s*")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*")
_DATA = table_data("values.yaml")["moments"]
_MONTHS = {fold(name): number for number, names in enumerate(_DATA["months"], start=1) for name in names}
_MONTH = "|".join(sorted((name for names in _DATA["months"] for name in names), key=len, reverse=True))
_NAMED = re.compile(rf"(\d{{1,2}})(?:er)?\s+({_MONTH})\.?\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_TOKEN = re.compile(
    rf"(?P<day>{_NAMED.pattern.replace('(', '(?:').replace('(?:?', '(?')}"
    r"|\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)(?!\d))"
    r"|(?P<time>\d{1,2}\s?(?:h(?:eures?)?\s?(?:[0-5]\d)?|:[0-5]\d)(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?|->|[^\w\s.:])"
    r"|(?P<space>[\s.:]+)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(\d{1,2})\D*(\d\d)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LENGTH = re.compile(r"(?:(\d{1,2})\s?(?:h(?:eures?)?|:)\s?([0-5]\d)?)?\s?(?:(\d{1,3})\s?(?:mn|min|minutes?|'))?")
#: Days and hours in their order, as letters: a day, a time, « to », « and ».
_DAYS = re.compile(r"D(?:-D|(?:,D)+)?")
_HOURS = re.compile(r"T(?:-T)?(?:,T(?:-T)?)*")
_LONGEST = timedelta(days=366)
#: What words and marks between days and hours stand for, as letters.
_WORDS = {
    fold(word.replace("’", "'")): letter
    for name, letter in {"silent": "", "range": "-", "from_an_hour": "f", "perhaps_range": "a", "list": ","}.items()
    for word in _DATA[name]
}

#: A beginning, and an end when it is told.
Hours = tuple[time, time | None]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one cell, or one piece of it, says of when."""

    #: First and last days of runs of days; empty when it only tells hours.
    days: tuple[tuple[date, date], ...] = ()
    hours: tuple[Hours, ...] = ()
    #: From the hour of the first day to that of the last, not each day.
    is_span: bool = False
    zone: tzinfo | None = None

    def slots(self) -> Iterator[Slot]:
        """The times at which something is held: one a day for each pair of hours."""
        for first, last in self.days:
            if not self.hours:
                midnight, end = datetime.combine(first, time()), datetime.combine(last, time(23, 59))
                yield Slot(start=midnight, end=end, all_day=True)
            elif self.is_span:
                begin, end_time = self.hours[0]
                yield self._slot(first, begin, last, end_time)
            else:
                for day in _each(first, last):
                    for begin, end_time in self.hours:
                        yield self._slot(day, begin, day, end_time)

    def _slot(self, first: date, begin: time, last: date, end_time: time | None) -> Slot:
        end = None if end_time is None else datetime.combine(last, end_time, self.zone)
        return Slot(start=datetime.combine(first, begin, self.zone), end=end, all_day=False)


def _each(first: date, last: date) -> Iterator[date]:
    for count in range((min(last, first + _LONGEST) - first).days + 1):
        yield first + timedelta(days=count)


def pieces(text: str) -> list[str]:
    """The parts of a cell that holds several moments, each with its day or after one."""
    return [piece for piece in _PIECES.split(text) if piece]


def said(value: Any) -> Said | None:
    """What a cell says; None when it is not written in figures."""
    if isinstance(value, datetime):
        hours = () if value.time() == time() else ((value.time().replace(second=0, microsecond=0), None),)
        return Said(days=((value.date(), value.date()),), hours=hours, zone=value.tzinfo)
    if isinstance(value, date):
        return Said(days=((value, value),))
    if isinstance(value, time):
        return Said(hours=((value.replace(second=0, microsecond=0), None),))
    if isinstance(value, timedelta):
        return said((_EPOCH + value).time()) if timedelta() <= value < timedelta(days=1) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(float(value))
    return _read(value.strip()) if isinstance(value, str) else None


def length(value: Any) -> timedelta | None:
    """How long something lasts: « 1h30 », « 90 min », a time of day; None when it does not say."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute)
    if isinstance(value, str) and value.strip() and (found := _LENGTH.fullmatch(value.strip().lower())):
        hours, minutes, alone = (int(part or 0) for part in found.groups())
        return timedelta(hours=hours, minutes=minutes + alone) or None
    return None


def _serial(value: float) -> Said | None:
    """Days since the epoch of sheets, or a part of a day."""
    if 0 < value < 1:
        return said((_EPOCH + timedelta(minutes=round(value * 1440))).time())
    if not _SERIALS.start <= value < _SERIALS.stop:
        return None
    return said(_EPOCH + timedelta(minutes=round(value * 1440)))


@lru_cache(maxsize=20_000)
def _read(text: str) -> Said | None:
    if _NUMBER.fullmatch(text):
        return _serial(float(text.replace(",", ".")))
    if _ISO.fullmatch(text):
        try:
            return said(datetime.fromisoformat(text))
        except ValueError:
            return None
    return _of_tokens(text)


def _of_tokens(text: str) -> Said | None:
    kinds, days, times = "", list[date](), list[time]()
    at = 0
    for token in _TOKEN.finditer(text):
        if token.start() != at:
            return None
        at = token.end()
        kind = _kind(token)
        if kind == "D" and (day := _day(token[0])):
            days.append(day)
        elif kind == "T" and (hour := _time(token[0])):
            times.append(hour)
        elif kind in ("D", "T", "?"):
            return None
        kinds += kind
    return _said(_settled(kinds), days, times) if at == len(text) else None


def _kind(token: re.Match[str]) -> str:
    """A letter for a token: a day, a time, « to », « from », perhaps « to », « and », nothing, or unknown."""
    if token.lastgroup == "day":
        return "D"
    if token.lastgroup == "time":
        return "T"
    if token.lastgroup == "space":
        return ""
    return _WORDS.get(fold(token[0].replace("’", "'")), "?")


def _settled(kinds: str) -> str:
    """« 9h à 12h » is a range, « le 22/11/2027 à 9h » is none; « and » joins two that stand beside each other."""
    kinds = re.sub(r"a?f(?=T)", "", kinds)
    kinds = re.sub(r"(?<=T)a(?=T)", "-", kinds).replace("a", "")
    return re.sub(r",+", ",", kinds).strip(",")


def _said(kinds: str, days: list[date], times: list[time]) -> Said | None:
    if kinds in ("DT-DT", "DTDT") and days[0] <= days[1]:
        return Said(days=((days[0], days[1]),), hours=((times[0], times[1]),), is_span=True)
    found = re.fullmatch(rf"({_DAYS.pattern})?,?({_HOURS.pattern})?", kinds)
    if not found or not kinds or (days and days[-1] < days[0]):
        return None
    is_range = found[1] is not None and "-" in found[1]
    runs = ((days[0], days[1]),) if is_range else tuple((day, day) for day in days)
    return Said(days=runs, hours=tuple(_pairs(found[2] or "", times)))


def _pairs(kinds: str, times: list[time]) -> Iterator[Hours]:
    rest = iter(times)
    for pair in filter(None, kinds.split(",")):
        yield next(rest), next(rest) if "-" in pair else None


def _day(text: str) -> date | None:
    if named := _NAMED.fullmatch(text):
        year, month, day = int(named[3]), _MONTHS[fold(named[2])], int(named[1])
    else:
        parts = [int(part) for part in re.split(r"[/.-]", text)]
        year, month, day = parts if parts[0] > 31 else parts[::-1]
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    found = _TIME.match(text)
    hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 0)
    return time(hour, minute) if hour < 24 else None
