"""Dates in figures: « 22/11 », « 22.11.26 », « 2026-11-22 », « le 22-11 »."""

from intents.dates.periods import valid
from intents.dates.rule import Day, Days, Moment, NoDate, Rule


def century(year: int) -> int:
    """« 26 » is 2026, « 74 » is 1974."""
    if year >= 100:
        return year
    return 2000 + year if year < 70 else 1900 + year


def figures(_moment: Moment, day: int, month: int, year: int | None = None) -> Days | None:
    """A day, its month and perhaps its year; None when there is no such day."""
    if valid(century(year) if year is not None else 2024, month, day) is None:
        return None
    return Days(days=(Day(number=day, month=month, year=None if year is None else century(year)),))


def named(moment: Moment, day: int, month: int, year: int | None = None) -> Days | NoDate | None:
    """A day with the month's name; « 31 novembre » is none."""
    return figures(moment, day, month, year) or NoDate("impossible")


def _iso(moment: Moment, year: int, month: int, day: int) -> Days | None:
    return figures(moment, day, month, year)


def _dashed(moment: Moment, day: int, month: int) -> Days | None:
    """« le 22-11 » is a date, « le 10-12 » may be two days."""
    return figures(moment, day, month) if day >= month else None


def _spaced(moment: Moment, day: int, month: int) -> Days | None:
    """« 17 02 », but not « deux trois »."""
    return figures(moment, day, month) if max(day, month) > 9 else None


RULES = (
    Rule("iso", "{year} - {month} - {dd}", _iso),
    Rule("iso", "{year} / {month} / {dd}", _iso),
    Rule("figures", "{dd} / {month} / ({year}|{yy}) !({mo})", figures),
    Rule("figures", "{dd} . {month} . ({year}|{yy}) !({mo})", figures),
    Rule("figures", "{dd} - {month} - ({year}|{yy}) !({mo})", figures),
    Rule("figures", "{dd} / {month} !(<people>|/)", figures),
    Rule("figures", "{dd} . {month} !(<people>|.)", figures),
    Rule("figures", "(le|{wd}|du|au) {dd} - {month} !(<people>|-|{mo}|/)", lambda moment, *d: _dashed(moment, *d[-2:])),
    Rule("figures", "^ [le] {dd} {month} ({year}|{yy}) $", figures),
    Rule("figures", "^ [le] {dd} {month} $", _spaced),
    Rule("figures", "le {dd} {month} {year}", figures),
)  # fmt: skip
