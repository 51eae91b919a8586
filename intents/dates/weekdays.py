"""Weekdays: « lundi », « ce lundi », « lundi prochain », « lundi en huit », « les mercredis »."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from intents.dates.periods import weekday_from
from intents.dates.resolve import first_day
from intents.dates.rule import Day, Days, Moment, Rule, one


def _bare(every: str = "") -> Callable[..., Days]:
    return lambda _moment, weekday: Days(days=(Day(weekday=weekday, every=every),))


def _any(_moment: Moment, weekday: int) -> Days:
    """« un mercredi, disons le 18 »: any of them, unless a day is named."""
    return Days(days=(Day(weekday=weekday, every="all"),), is_loose=True)


def _next(moment: Moment, weekday: int) -> Days:
    """« vendredi prochain »: on a Tuesday it may be this week's or the next one's."""
    following = moment.monday + timedelta(days=7 + weekday)
    if weekday <= moment.weekday:
        return one(following)
    return Days(days=(Day(known=following - timedelta(days=7)), Day(known=following)))


def _after(moment: Moment, weekday: int) -> Days:
    """« mercredi d'après »: the one of next week."""
    return one(moment.monday + timedelta(days=7 + weekday))


def _later_weekday(moment: Moment, days: Days, weekday: int) -> Days | None:
    """« mercredi 24, ou sinon le mercredi d'après »: the one after that day."""
    day = first_day(moment, days)
    return replace(days, days=(*days.days, Day(known=weekday_from(day + timedelta(days=1), weekday)))) if day else None


def _in(days: int) -> Callable[..., Days]:
    """« lundi en huit »: counted from the coming Monday, today left out."""
    return lambda moment, weekday: one(
        weekday_from(moment.today + timedelta(days=1), weekday)
        + timedelta(days=days if weekday != moment.weekday else days - 7)
    )


def _later(days: Days, count: int) -> Days | None:
    """« demain en huit »."""
    known = days.days[0].known
    return one(known + timedelta(days=count)) if known and len(days.days) == 1 else None


def _last(moment: Moment, weekday: int) -> Days:
    return one(weekday_from(moment.today - timedelta(days=7), weekday))


def _this_week(moment: Moment, weekday: int) -> Days:
    return one(moment.monday + timedelta(days=weekday))


#: Before « dans huit jours » is read.
IN_DAYS = (
    Rule("weekday-in-a-week", "{wd} dans (huit|8) jours", _in(7)),
    Rule("weekday-in-two-weeks", "{wd} dans (quinze|15) jours", _in(14)),
)

#: Before weeks are read.
OF_THIS_WEEK = (Rule("weekday-this-week", "[le] {wd} [de] cette semaine !(<coming>|<next>)", _this_week),)

RULES = (
    Rule("weekday-in-a-week", "{wd} en (huit|8)", _in(7)),
    Rule("weekday-in-two-weeks", "{wd} en (quinze|15)", _in(14)),
    Rule("day-in-a-week", "{D} en (huit|8)", lambda _m, days: _later(days, 7)),
    Rule("day-in-two-weeks", "{D} en (quinze|15)", lambda _m, days: _later(days, 14)),
    Rule("weekday-after", "{D} [,] (ou|et|ou sinon|ou bien) [le] {wd} (d'après|suivant)", _later_weekday),
    Rule("weekday-coming", "{wd} <coming>", _bare()),
    Rule("weekday-after", "{wd} (d'après|suivant)", _after),
    Rule("weekday-next", "[le|ce] {wd} <next>", _next),
    Rule("weekday-next", "[le|ce] prochain {wd}", _bare()),
    Rule("weekday-last", "[le|ce] {wd} <last>", _last),
    Rule("weekday-every", "(les|tous les|toutes les|chaque|aux|n'importe quel) {wd} !({n}|{o})", _bare("all")),
    Rule("weekday-any", "un {wd} !({n}|{o})", _any),
    Rule("weekday-this", "<this> {wd} [ci]", _bare()),
    Rule("weekday-the", "(le|du) {wd}", _bare("maybe")),
    Rule("weekday", "{wd}", _bare()),
)
