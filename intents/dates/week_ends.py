"""Week-ends: « ce week-end », « le week-end du 14 », « le premier week-end de décembre », « ce week-end, dimanche »."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from intents.dates.periods import monday_of, weekday_from, weekdays_in
from intents.dates.resolve import first_day, next_numbered
from intents.dates.rule import Day, Days, Moment, Rule, Stretch

_WEEK_END = (5, 6)
#: « le week-end du 14 au 16 », « à 14 h »: something else goes on from its day.
_NO_MORE = "!(<to> [le] ({D}|{n}|{o})|heures"


def _week_end(saturday: date) -> tuple[Day, Day]:
    return Day(known=saturday), Day(known=saturday + timedelta(days=1))


def _this_week_end(moment: Moment) -> Days:
    """Saturday and Sunday of this week; once it has begun, what is left of it."""
    days = (replace(day, is_left=True) for day in _week_end(moment.monday + timedelta(days=5)))
    return Days(days=tuple(days)[moment.weekday == _WEEK_END[1] :])


def _the_week_end(moment: Moment) -> Days:
    """Of this week, or of the one named beside it: « la semaine du 16, sauf le week-end »."""
    if moment.weekday == 6:
        return _this_week_end(moment)
    return Days(days=tuple(Day(weekday=day, every="named", is_left=True) for day in _WEEK_END))


def _next_week_end(moment: Moment) -> Days:
    """Of next week; from Monday to Friday it may be the coming one too."""
    coming, following = (_week_end(moment.monday + timedelta(days=5 + 7 * n)) for n in (0, 1))
    return Days(days=following if moment.weekday in _WEEK_END else coming + following)


def _later_week_end(weeks: int) -> Callable[..., Days]:
    return lambda moment: Days(days=_week_end(moment.monday + timedelta(days=5 + 7 * weeks)))


def _week_end_of(moment: Moment, named: Days | int) -> Days | None:
    """The week-end of that day's week."""
    day = next_numbered(moment, Day(number=named)) if isinstance(named, int) else first_day(moment, named)
    return Days(days=_week_end(monday_of(day) + timedelta(days=5))) if day else None


def _nth_week_end(_moment: Moment, rank: int, of: Stretch) -> Days | None:
    saturdays = weekdays_in(of.periods, 5)
    if not saturdays or (rank != 99 and rank > len(saturdays)):
        return None
    return Days(days=_week_end(saturdays[-1 if rank == 99 else rank - 1]))


def _week_end_in(_moment: Moment, of: Stretch) -> Days | None:
    days = [day for saturday in weekdays_in(of.periods, 5) for day in _week_end(saturday)]
    return Days(days=tuple(days)) if days else None


def _day_of_week_end(weekday: int, named: Days) -> Days | None:
    """« samedi de ce week-end », « ce week-end, samedi seulement »."""
    found = tuple(day for day in named.days if weekday == (day.known.weekday() if day.known else day.weekday))
    return Days(days=found) if found and len(named.days) in (2, 4) else None


def _week_ends_of(moment: Moment, one: Days | int, other: Days | int) -> Days | None:
    """« le week-end du 14 ou celui du 21 »."""
    first, second = _week_end_of(moment, one), _week_end_of(moment, other)
    return Days(days=(*first.days, *second.days)) if first and second else None


def _week_end_before(moment: Moment, named: Days | Stretch | int) -> Days | None:
    """« le week-end avant Noël »."""
    if isinstance(named, Stretch):
        start = named.periods[0].start
        day = start.date() if start else None
    else:
        day = next_numbered(moment, Day(number=named)) if isinstance(named, int) else first_day(moment, named)
    return Days(days=_week_end(weekday_from(day - timedelta(days=7), 5))) if day else None


def _week_end_after(moment: Moment, named: Days | Stretch | int) -> Days | None:
    """« le week-end après Noël »."""
    if isinstance(named, Stretch):
        end = named.periods[-1].end
        day = end.date() if end else None
    else:
        last = next_numbered(moment, Day(number=named)) if isinstance(named, int) else first_day(moment, named)
        day = last + timedelta(days=1) if last else None
    return Days(days=_week_end(weekday_from(day, 5))) if day else None


def _several_week_ends(_moment: Moment, count: int, rank: int, of: Stretch) -> Days | None:
    """« les deux derniers week-ends de novembre »."""
    saturdays = weekdays_in(of.periods, 5)
    if rank not in (1, 99) or not 0 < count <= len(saturdays):
        return None
    asked = saturdays[:count] if rank == 1 else saturdays[-count:]
    return Days(days=tuple(day for saturday in asked for day in _week_end(saturday)))


OF = (
    Rule("nth-week-ends", "[les] {n} {o} week end (de|du|des) [la|le] {PN}", _several_week_ends),
    Rule("nth-week-end", "[le] {o} week end (de|du|des) [la|le] {PN}", _nth_week_end),
    Rule("week-end-in", "[le|les|un|ce] week end (de|du|des|en|pendant) [la|le|les] {PN}", _week_end_in),
)

RULES = (
    Rule("week-end-before", "[le|du] week end (d'avant|avant|juste avant) [le|la] ({DP}|{day})", _week_end_before),
    Rule("week-end-after-that", "[le|du] week end (après|juste après|qui suit) [le|la] ({DP}|{day})", _week_end_after),
    Rule(
        "week-end-every",
        "(les|tous les|chaque|des|un) week end !(<next>|de|du)",
        lambda _m: Days(days=(Day(weekday=5, every="all"), Day(weekday=6, every="all"))),
    ),
    Rule(
        "week-ends-holding",
        "[le|ce] week end (du|de le) ({D}|{day}) [,] <and> celui (du|de le) ({D}|{day}) !(heures)",
        _week_ends_of,
    ),
    Rule(
        "week-end-holding",
        "[le|ce] week end [,] [soit] [celui] (du|des|de|de le|de la|de l') [wd5|wd6] "
        "({D}|{day}|{o}) [(<and>|-) {day}] " + _NO_MORE + ")",
        lambda m, d, *_: _week_end_of(m, d),
    ),
    Rule(
        "week-end-holding",
        "[le|ce] week end {day} [(<and>|-) {day}] " + _NO_MORE + "|:|/|<people>|<happenings>)",
        lambda m, d, *_: _week_end_of(m, d),
    ),
    Rule("week-ends-later", "dans {few} week end", lambda m, n: _later_week_end(n - (m.weekday not in _WEEK_END))(m)),
    Rule("week-end-after", "[le|ce] week end (d'après|suivant|juste après)", _later_week_end(1)),
    Rule("week-end-in-eight-days", "[le|ce] week end en huit", _later_week_end(1)),
    Rule("week-end-next", "[le|ce|les] week end (prochain|prochains|pro|proch)", _next_week_end),
    Rule("week-end-next", "[le|ce] prochain week end", _this_week_end),
    Rule("week-end-last", "[le|ce] week end <last>", _later_week_end(-1)),
    Rule("week-end-the", "(le|du|au|en) week end !(ci|<coming>)", _the_week_end),
    Rule("week-end", "[ce|le|du|au|se|cette|en] week end [ci] [<coming>]", _this_week_end),
    Rule("day-of-week-end", "[le] {wd} (de|,) {D}", lambda _m, day, named: _day_of_week_end(day, named)),
    Rule(
        "day-of-week-end",
        "{D} [,] [mais|plutôt|surtout] [que|seulement|uniquement|juste] [le] {wd} "
        "[seulement|uniquement] !(<next>|<and>|{n}|{o})",
        lambda _m, named, day: _day_of_week_end(day, named),
    ),
)
