"""Weeks: « la semaine prochaine », « la semaine du 22 », « semaine 47 », « le premier mardi de décembre »."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from intents.dates.parts import timed
from intents.dates.periods import days_from, midnight, monday_of, month, week, weekday_from, weekdays_in
from intents.dates.resolve import first_day, next_numbered
from intents.dates.rule import Day, Days, Moment, Rule, Stretch


def _week(weeks: int) -> Callable[..., Stretch]:
    return lambda moment: Stretch(periods=(week(moment.today, weeks),), kind="week")


def _rest(moment: Moment) -> Stretch:
    """What is left of this week, today included."""
    return Stretch(periods=(days_from(moment.today, 7 - moment.weekday),), kind="week")


def _or_next(moment: Moment, named: Stretch) -> Stretch | None:
    """« cette semaine ou la prochaine », « la semaine prochaine ou celle d'après »."""
    last = named.periods[-1].start
    following = week(last.date(), 1) if last else week(moment.today, 1)
    return replace(named, periods=(*named.periods, following)) if named.kind == "week" else None


def _next_instead(moment: Moment, named: Stretch) -> Stretch | None:
    """« pas cette semaine, la prochaine »."""
    both = _or_next(moment, named)
    return replace(both, periods=both.periods[-1:]) if both else None


def _part(first: int, count: int) -> Callable[..., Stretch]:
    """« en fin de semaine »: of this week, or of the next when it has gone by."""

    def produce(moment: Moment) -> Stretch:
        start = moment.monday + timedelta(days=first)
        if start + timedelta(days=count) <= moment.today:
            start += timedelta(days=7)
        return Stretch(periods=(days_from(start, count),), kind="end" if first + count == 7 else "")

    return produce


def _holding(moment: Moment, named: Days | int) -> Stretch | None:
    """The week that holds a day."""
    day = next_numbered(moment, Day(number=named)) if isinstance(named, int) else first_day(moment, named)
    return Stretch(periods=(week(day),), kind="week") if day else None


def _or_holding(moment: Moment, named: Stretch, day: Days | int) -> Stretch | None:
    """« la semaine du 16 ou celle du 23 »."""
    other = _holding(moment, day) if named.kind == "week" else None
    return replace(named, periods=(*named.periods, *other.periods)) if other else None


def _numbered(moment: Moment, number: int, year: int = 0) -> Stretch | None:
    """« semaine 47 »: by ISO 8601, this year's unless it has gone by."""
    if not 1 <= number <= 53:
        return None
    for candidate in (year,) if year else (moment.today.year, moment.today.year + 1):
        try:
            monday = date.fromisocalendar(candidate, number, 1)
        except ValueError:
            continue
        if year or monday + timedelta(days=7) > moment.today:
            return Stretch(periods=(days_from(monday, 7),), kind="week")
    return None


def _numbered_both(moment: Moment, number: int, other: int) -> Stretch | None:
    """« semaines 47 et 48 »"""
    first, second = _numbered(moment, number), _numbered(moment, other)
    return replace(first, periods=(*first.periods, *second.periods)) if first and second else None


def _nth_week(_moment: Moment, rank: int, of: Stretch) -> Stretch | None:
    """« la dernière semaine de septembre »: of the weeks that begin in it, and end in it for the last."""
    start, end = of.periods[0].start, of.periods[-1].end
    if start is None or end is None:
        return None
    if rank == 99:
        monday = monday_of((end - timedelta(days=7)).date())
        return Stretch(periods=(days_from(monday, 7),), kind="week")
    monday = weekday_from(start.date(), 0) + timedelta(days=7 * (rank - 1))
    return Stretch(periods=(days_from(monday, 7),), kind="week") if midnight(monday) < end else None


def _this_month(moment: Moment) -> Stretch:
    return Stretch(periods=(month(moment.today.year, moment.today.month),))


def _nth_weekday(_moment: Moment, rank: int, weekday: int, of: Stretch) -> Days | None:
    """« le premier mercredi de décembre »."""
    days = weekdays_in(of.periods, weekday)
    if not days or (rank != 99 and rank > len(days)):
        return None
    return Days(days=(Day(known=days[-1 if rank == 99 else rank - 1]),))


def _before_last_weekday(_moment: Moment, rank: int, weekday: int, of: Stretch) -> Days | None:
    """« l'avant-dernier samedi de novembre »."""
    days = weekdays_in(of.periods, weekday)
    return Days(days=(Day(known=days[-2]),)) if rank == 99 and len(days) > 1 else None


def _nth_of_month(moment: Moment, rank: int, weekday: int) -> Days | None:
    """« le dernier samedi du mois »: of the next month when it has gone by."""
    for months in (0, 1):
        this = Stretch(periods=(month(moment.today.year, moment.today.month, months),))
        found = _nth_weekday(moment, rank, weekday, this)
        if found and (found.days[0].known or moment.today) >= moment.today:
            return found
    return None


def _nth_day(moment: Moment, rank: int, of: Stretch) -> Days | None:
    """« le dernier jour d'octobre »."""
    start, end = of.periods[0].start, of.periods[-1].end
    if start is None or end is None:
        return None
    day = end.date() - timedelta(days=1) if rank == 99 else start.date() + timedelta(days=rank - 1)
    return Days(days=(Day(known=day),)) if midnight(day) < end else None


def _first_days(count_first: bool) -> Callable[..., Stretch | None]:
    """« les deux premiers jours de décembre »."""

    def produce(_moment: Moment, count: int, rank: int, of: Stretch) -> Stretch | None:
        start, end = of.periods[0].start, of.periods[-1].end
        if start is None or end is None or rank not in (1, 99) or not 0 < count < 60:
            return None
        first = start.date() if rank == 1 else end.date() - timedelta(days=count)
        return Stretch(periods=(days_from(first, count),))

    return produce if count_first else lambda m, rank, count, of: produce(m, count, rank, of)


def _first_or_last(_moment: Moment, rank: int, of: Stretch) -> Stretch | None:
    """« les derniers jours de novembre »: a sixth of it."""
    start, end = of.periods[0].start, of.periods[-1].end
    if start is None or end is None or rank not in (1, 99):
        return None
    days = max((end - start).days // 6, 1)
    return Stretch(periods=(days_from(start.date() if rank == 1 else end.date() - timedelta(days=days), days),))


def _working_days(moment: Moment) -> Days:
    """« en semaine »: Monday to Friday."""
    return Days(days=(Day(weekday=0, until=Day(weekday=4), every="maybe"),), is_loose=True)


def _working_days_in(_moment: Moment, of: Stretch) -> Days:
    return Days(days=tuple(Day(known=d) for d in sorted(d for n in range(5) for d in weekdays_in(of.periods, n))))


def _parts(of: str) -> tuple[Rule, ...]:
    return (
        Rule("week-begin", f"<begin> {of}", _part(0, 2)),
        Rule("week-middle", f"<middle> {of}", _part(2, 2)),
        Rule("week-end-of", f"<end> {of}", _part(3, 4)),
    )


WEEKS = (
    Rule("this-week", "<this> semaine !(<coming>|<next>)", _rest),
    Rule("week-after", "[la|le] semaine (d'après|suivante|suivant|juste après)", _week(1)),
    Rule("next-week", "[la|le|les|cette|ma|en] semaine <next>", _week(1)),
    Rule("next-week", "[la] (prochaine|proch) semaine !(de l'industrie)", _week(1)),
    Rule("last-week", "[la] semaine <last>", _week(-1)),
    Rule("part-of-working-days", "{H} de semaine", lambda m, at: timed(m, _working_days(m), at)),
    Rule("this-or-next", "{P} (ou|et|ni) (la|celle) (<next>|d'après)", _or_next),
    Rule("next-week", "^ [non] [,] pas {P} [,] [mais] [plutôt] (la|celle) (<next>|d'après)", _next_instead),
    Rule("rest-of-week", "<rest> de [la|cette] semaine", _rest),
    Rule("week-number", "semaine (numéro|n°|ne °|no|n) {n} !(<people>)", _numbered),
    Rule("week-numbers", "[la|les] (semaine|s) {yy} (et|ou|,|/|-) {yy} !(<people>|{mo})", _numbered_both),
    Rule("week-number", "[la] (semaine|s) {yy} !(<people>|/|{mo}|au)", _numbered),
    Rule("week-holding", "[la|cette] semaine (du|de|de le|le|d') ({D}|{day}|{o}) !(au|jusqu'au|-|heures)", _holding),
    Rule(
        "or-week-holding",
        "{P} [,] <and> [celle|la semaine] (du|de le|d') ({D}|{day}) !(au|jusqu'au|-|heures)",
        _or_holding,
    ),
    *_parts("de [la|cette] semaine !(<next>|d'après|suivante|de|du|{n})"),
    *_parts("semaine !(<next>|d'après|suivante|de|du|{n})"),
    Rule(
        "working-days",
        "(en semaine|[les|en|un|des|aux] (jours ouvrés|jours ouvrables|jours de semaine|jours de la semaine))",
        _working_days,
    ),
    Rule(
        "this-week",
        "(dans|de|toute|pendant|durant|courant|au cours de|sur) [toute] [la] semaine "
        "!(<next>|de|du|d'|{n}|<to> [le] ({D}|{n}|{o}|{wd})|après)",
        _rest,
    ),
)

OF = (
    Rule(
        "nth-weeks",
        "[les] {n} {o} semaine (de|du|des) [la|le] {PN}",
        lambda m, n, *of: _first_days(True)(m, 7 * n, *of),
    ),
    Rule("nth-week", "[la] {o} semaine du mois !(<next>|de|d')", lambda m, o: _nth_week(m, o, _this_month(m))),
    Rule("nth-week", "[la] {o} semaine (de|du|des) [la|le|le mois de] {PN}", _nth_week),
    Rule("nth-week", "[la] seconde semaine (de|du|des) [la|le|le mois de] {PN}", lambda m, of: _nth_week(m, 2, of)),
    Rule("nth-weekday", "[le|l'] avant {o} {wd} (de|du|des) [la|le] {PN}", _before_last_weekday),
    Rule("nth-weekday", "[le] {o} {wd} (de|du|des) [la|le] {PN}", _nth_weekday),
    Rule("nth-weekday", "[le] {o} {wd} {P}", _nth_weekday),
    Rule("nth-weekday", "[le] {o} {wd} du mois !(<next>|de|d')", _nth_of_month),
    Rule("nth-days", "[les] {n} {o} jours (de|du|des) [la|le] {PN}", _first_days(True)),
    Rule("nth-days", "[les] {o} {n} jours (de|du|des) [la|le] {PN}", _first_days(False)),
    Rule("first-days", "(les|ces|des) [tout] {o} jours (de|du|des) [la|le] {PN}", _first_or_last),
    Rule("nth-day", "[le] {o} jours (de|du|des) [la|le] {PN}", _nth_day),
    Rule(
        "working-days-in",
        "[les] (en semaine|jours ouvrés|jours de semaine) [de|du|des|en|,] [la|le|les] {PN}",
        _working_days_in,
    ),
)
