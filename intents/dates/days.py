"""Days named from today: « demain », « après-demain », « hier », « le lendemain »."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from intents.dates.periods import weekday_from
from intents.dates.rule import Day, Days, Moment, NoDate, Rule, one


def _from_today(days: int) -> Callable[..., Days]:
    return lambda moment: one(moment.today + timedelta(days=days))


def _from_tomorrow(moment: Moment) -> Days:
    return Days(days=(Day(known=moment.today + timedelta(days=1), bound="from"),))


def next_to(_moment: Moment, days: Days) -> Days | None:
    """« le 18 ou le lendemain »."""
    last = days.days[-1]
    if last.known:
        return Days(days=(*days.days, Day(known=last.known + timedelta(days=1))))
    if last.number and last.number < 28:
        return Days(days=(*days.days, Day(number=last.number + 1, month=last.month, year=last.year)))
    if last.weekday is not None:
        return Days(days=(*days.days, Day(weekday=(last.weekday + 1) % 7)))
    return None


def _known(moment: Moment, day: Day) -> date | None:
    """The day that is meant, but for those of a month."""
    is_weekday = day.weekday is not None and day.number is None
    return weekday_from(moment.today, day.weekday or 0) if is_weekday else day.known


def _week_later(moment: Moment, days: Days) -> Days | None:
    """« ce week-end ou le prochain », « mercredi ou celui d'après »."""
    later = [
        Day(known=known + timedelta(days=7), hours=day.hours) for day in days.days if (known := _known(moment, day))
    ]
    return replace(days, days=(*days.days, *later)) if later else None


def _next_instead(moment: Moment, days: Days) -> Days | None:
    """« pas ce week-end, le prochain »."""
    both = _week_later(moment, days)
    return replace(days, days=both.days[len(days.days) :]) if both else None


RULES = (
    Rule("day-after-tomorrow", "après demain", _from_today(2)),
    Rule("tomorrow", "demain", _from_today(1)),
    Rule("day-before-yesterday", "avant hier", _from_today(-2)),
    Rule("yesterday", "hier", _from_today(-1)),
    Rule("today", "(aujourd'hui|ce jour [même]|le jour même de aujourd'hui)", _from_today(0)),
    Rule("today", "^ [dans] la journée $", _from_today(0)),
    Rule(
        "whole-day",
        "^ [non|bon|ok|plutôt|finalement] [,] (toute la journée|la journée entière) [alors|en fait|finalement] $",
        lambda _moment: NoDate("anaphora"),
    ),
    Rule("today", "^ dans la journée", _from_today(0)),
)

#: When lists of days may stand before them.
NEXT_DAYS = (
    Rule("next-one", "^ [non] [,] pas {D} [,] [mais] [plutôt] (le|celui) (<next>|d'après)", _next_instead),
    Rule("next-one", "{D} (ou|et) (le|celui|la|celle) (<next>|d'après)", _week_later),
    Rule("days-after", "(les|aux) jours (suivants|d'après)", _from_tomorrow),
    Rule("next-day", "{D} (ou|et|,) [le|au] (lendemain|jours suivant|jours d'après)", next_to),
    Rule("next-day", "[le|au] (lendemain|jours suivant|jours d'après) [,] [le] {D}", lambda _moment, days: days),
    Rule("next-day", "[le|au] (lendemain|jours suivant|jours d'après)", _from_today(1)),
)
