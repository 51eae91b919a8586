"""Times that cannot be meant: in the night, for days on end, on a weekday that is none of their date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from bot.events.editing.words import weekdays
from bot.events.intake.tables.columns import table_data
from bot.events.model import Event, Session
from bot.events.words import fold

#: Nobody comes that early; what is typed so is a length.
MORNING = time(5)
_MIDNIGHT = time(0)
_A_DAY = timedelta(hours=24)
#: So many characters before a day tell the day of the week: « mercredi le ».
_REACH = 16
#: What may stay open for days.
_OPEN_FOR_DAYS = frozenset({"exposition", "immersion"})


def nights(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It begins before five in the morning: perhaps a length was typed for a time."""
    for session in event.sessions:
        if not session.all_day and _MIDNIGHT < session.start.time() < MORNING:
            yield "sessions", {"value": f"{session.start:%d/%m/%Y %H:%M}", "length": f"{session.start:%H:%M}"}
            return


def long_sessions(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It is held day and night: the hours of each day are missing."""
    if event.online or event.kind in _OPEN_FOR_DAYS:
        return
    for session in event.sessions:
        length = session.end - session.start
        if not session.all_day and length > _A_DAY:
            told = f"{session.start:%d/%m/%Y %H:%M} – {session.end:%d/%m/%Y %H:%M}"
            yield "sessions", {"value": told, "hours": round(length.total_seconds() / 3600)}
            return


@dataclass(frozen=True)
class _Day:
    """A day that a text names."""

    words: str
    weekday: int | None
    day: int
    month: int
    year: int | None

    def date(self, year: int) -> date | None:
        """The day in its own year or in that one, None when there is no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def wrong_weekdays(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """« jeudi 28/11/2025 », which is a Friday. Without a year, any in which the event is held makes it right."""
    years = _years(event)
    for field, said in _days(event):
        if wrong := _wrong(said, years):
            yield field, wrong


def contradictions(text: str, years: Sequence[int]) -> Iterator[dict[str, object]]:
    """Days of a text whose weekday is none of theirs: what fills the sentence that tells it."""
    return filter(None, (_wrong(said, years) for said in _named(text)))


def _wrong(said: _Day, years: Sequence[int]) -> dict[str, object] | None:
    if said.weekday is None or not (said.year or years):
        return None
    days = [day for year in (years or [0]) if (day := said.date(year))]
    if not days or any(day.weekday() == said.weekday for day in days):
        return None
    names = list(weekdays())
    return {"value": said.words, "weekday": names[days[0].weekday()], "day": f"{days[0]:%d/%m/%Y}"}


def other_days(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """Its texts name one day with its weekday, and it is held on another."""
    held = {session.start.date() + timedelta(days=n) for session in event.sessions for n in range(_length(session) + 1)}
    named = [(field, said) for field, said in _days(event) if said.weekday is not None]
    days = {(said.day, said.month) for _, said in named}
    if held and len(days) == 1 and not any((day.day, day.month) in days for day in held):
        field, said = named[0]
        yield field, {"value": said.words, "held": f"{min(held):%d/%m/%Y}"}


def without_year(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """A text names a day without its year: told once an event."""
    for field, said in _days(event):
        if said.year is None and said.weekday is not None:
            yield field, {"value": said.words}
            return


def _length(session: Session) -> int:
    """Days after its first, a year at most."""
    return min((session.end.date() - session.start.date()).days, 366)


def _years(event: Event) -> list[int]:
    return sorted({session.start.year for session in event.sessions})


def _days(event: Event) -> list[tuple[str, _Day]]:
    """Days that the texts of an event name, each once."""
    return _days_of(event.title, event.summary or "", event.conditions.note or "")


@lru_cache(maxsize=4)  # three rules ask for them, one after the other
def _days_of(title: str, summary: str, note: str) -> list[tuple[str, _Day]]:
    found: dict[_Day, str] = {}
    for field, text in (("title", title), ("summary", summary), ("conditions.note", note)):
        for said in _named(text):
            found.setdefault(said, field)
    return [(field, said) for said, field in found.items()]


@lru_cache(maxsize=64)
def _named(text: str) -> tuple[_Day, ...]:
    if not _may_name().search(text):
        return ()
    found = (_day(match, text[max(match.start() - _REACH, 0) : match.start()]) for match in _pattern().finditer(text))
    return tuple(filter(None, found))


def _day(found: re.Match[str], before: str) -> _Day | None:
    """The day of a match; `before`: what stands before it, the day of the week perhaps."""
    weekday = _weekday().search(before)
    if found["month"]:
        month, year = _months()[fold(found["month"])], found["year"]
    elif weekday or found["full_year"]:
        month, year = int(found["number"]), found["full_year"]
    else:
        return None  # « 3/4 » may be anything
    day = int(found["day"] or found["day_of_number"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    whole = int(year) + (2000 if len(year) == 2 else 0) if year else None
    said = f"{weekday[0] if weekday else ''}{found[0]}"
    return _Day(" ".join(said.split()), weekdays()[fold(weekday["name"])] if weekday else None, day, month, whole)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(_names_of_months(), start=1) for name in names}


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>{'|'.join(weekdays())})\s+(?:le\s+)?$", re.IGNORECASE)


def _names_of_months() -> Sequence[Sequence[str]]:
    listed: Sequence[Sequence[str]] = table_data("values.yaml")["moments"]["months"]
    return listed


def _any_month() -> str:
    """All names as one expression, the longest first."""
    return "|".join(sorted((name for names in _names_of_months() for name in names), key=len, reverse=True))


@lru_cache(maxsize=1)
def _may_name() -> re.Pattern[str]:
    """What a text that names a day has; beginning with a digit and nothing before, it is soon found not to be there."""
    return re.compile(rf"\d(?:(?:er)?\s+(?:{_any_month()})|[/.]\d)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d/.])(?:(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{_any_month()})\b\.?"
        rf"(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
        rf"|(?P<day_of_number>\d{{1,2}})[/.](?P<number>\d{{1,2}})(?:[/.](?P<full_year>(?:20)?\d\d)\b)?(?![\d/]))",
        re.IGNORECASE,
    )
