"""Months, parts of them, years, seasons: « en novembre », « début décembre », « cet été », « fin d'année »."""

from collections.abc import Callable
from datetime import date, timedelta

from intents.dates.numeric import century
from intents.dates.periods import days_from, midnight, month, whole_days
from intents.dates.rule import Moment, NoDate, Rule, Stretch
from intents.model import Period

#: First day (month, day) of a season and of the next one, by the usual astronomical dates.
_SEASONS = {
    "printemps": ((3, 20), (6, 21)),
    "été": ((6, 21), (9, 24)),
    "automne": ((9, 23), (12, 21)),
    "hiver": ((12, 21), (3, 20)),
}


def _named(moment: Moment, number: int, year: int | None = None) -> Stretch:
    """The month that runs or the next of that name."""
    found = year if year is not None else moment.today.year + (number < moment.today.month)
    return Stretch(periods=(month(century(found), number),), kind="month")


def _gone_by(moment: Moment, number: int) -> Stretch:
    """« en mars dernier »: the last of that name that is over."""
    return Stretch(periods=(month(moment.today.year - (number >= moment.today.month), number),), kind="month")


def _this(moment: Moment) -> Stretch:
    """To the end of this month."""
    end = month(moment.today.year, moment.today.month).end
    return Stretch(periods=(Period(start=midnight(moment.today), end=end),), kind="month")


def _run(moment: Moment, first: int, last: int, year: int | None = None) -> Stretch:
    """« de janvier à mars »."""
    start = _named(moment, first, year and year - (first > last))
    found = start.periods[0].start or moment.now
    end = _named(moment, last, found.year + (last < first)).periods[0].end
    return Stretch(periods=(Period(start=found, end=end),))


def _later(months: int) -> Callable[..., Stretch]:
    return lambda moment: Stretch(periods=(month(moment.today.year, moment.today.month, months),), kind="month")


def _year(years: int) -> Callable[..., Stretch]:
    return lambda moment: _all_of(moment.today.year + years)


def _all_of(year: int) -> Stretch:
    return Stretch(periods=(whole_days(date(year, 1, 1), date(year, 12, 31)),), kind="year")


def _whole_year(moment: Moment, year: int) -> Stretch | NoDate:
    """A year; one that is long over is history."""
    if year < moment.today.year - 1:
        return NoDate("history")
    return _all_of(year)


def _this_year(moment: Moment) -> Stretch:
    return Stretch(periods=(whole_days(moment.today, date(moment.today.year, 12, 31)),), kind="year")


def _school_year(moment: Moment) -> Stretch:
    """From September to the beginning of July."""
    first = moment.today.year - (moment.today.month < 8)
    return Stretch(periods=(whole_days(max(moment.today, date(first, 9, 1)), date(first + 1, 7, 5)),), kind="year")


def _season(name: str, years: int = 0) -> Callable[..., Stretch]:
    def produce(moment: Moment, year: int | None = None) -> Stretch:
        (m, d), (m2, d2) = _SEASONS[name]
        first = moment.today.year if year is None else year
        if year is None and m > m2 and (moment.today.month, moment.today.day) < (m2, d2):
            first -= 1
        if year is None and date(first + (m > m2), m2, d2) <= moment.today:
            first += 1
        first += years
        return Stretch(periods=(whole_days(date(first, m, d), date(first + (m > m2), m2, d2) - timedelta(days=1)),))

    return produce


def _months(first: int, count: int) -> Callable[..., Stretch]:
    """Months of the year: those that run or are to come."""

    def produce(moment: Moment, year: int | None = None) -> Stretch:
        found = year or moment.today.year
        stretch = Period(start=month(found, first).start, end=month(found, first, count - 1).end)
        if year is None and stretch.end and stretch.end <= moment.now:
            return produce(moment, found + 1)
        return Stretch(periods=(stretch,))

    return produce


def _nth_part(count: int) -> Callable[..., Stretch | None]:
    """« le premier trimestre »."""

    def produce(moment: Moment, rank: int, year: int | None = None) -> Stretch | None:
        parts = 12 // count
        rank = parts if rank == 99 else rank
        return _months(count * (rank - 1) + 1, count)(moment, year) if 1 <= rank <= parts else None

    return produce


def _this_part(count: int, parts: int = 0) -> Callable[..., Stretch]:
    def produce(moment: Moment) -> Stretch:
        first = date(moment.today.year, (moment.today.month - 1) // count * count + 1, 1)
        start, end = (
            month(first.year, first.month, parts * count).start,
            month(first.year, first.month, parts * count + count - 1).end,
        )
        return Stretch(periods=(Period(start=start, end=end),))

    return produce


def _part(part: int) -> Callable[..., Stretch | None]:
    """« début », « mi- », « fin »: a third of a month, two months of a year, days of a week; else a third."""

    def produce(moment: Moment, of: Stretch) -> Stretch | None:
        start, end = of.periods[0].start, of.periods[-1].end
        if start is None or end is None or of.hours:
            return None
        first, last = start.date(), end.date() - timedelta(days=1)
        if of.kind == "month":
            first = first.replace(day=1)
            cuts = [first, first.replace(day=11), first.replace(day=21), end.date()]
        elif of.kind == "year":
            cuts = [date(last.year, 1, 1), date(last.year, 3, 1), date(last.year, 11, 1), end.date()]
        elif of.kind == "week":
            monday = last - timedelta(days=6)
            cuts = [monday + timedelta(days=n) for n in (0, 2, 4, 7)]
            cuts[2] -= timedelta(days=part == 2)
        else:
            third = (last - first).days // 3
            cuts = [first, first + timedelta(days=third), last - timedelta(days=third), end.date()]
        found = days_from(cuts[part], (cuts[part + 1] - cuts[part]).days)
        return Stretch(periods=(found,), kind="end" if part == 2 else "")

    return produce


def _this_month_part(part: int) -> Callable[..., Stretch | None]:
    """« en début de mois »: of this month, or of the next when it has gone by."""

    def produce(moment: Moment) -> Stretch | None:
        found = _part(part)(moment, _later(0)(moment))
        end = found.periods[0].end if found else None
        return _part(part)(moment, _later(1)(moment)) if end and end <= moment.now else found

    return produce


def _fortnight(moment: Moment, rank: int, of: Stretch) -> Stretch | None:
    start, end = of.periods[0].start, of.periods[-1].end
    if of.kind != "month" or start is None or end is None or rank not in (1, 2, 99):
        return None
    middle = start.date().replace(day=15)
    first, last = (start.date(), middle) if rank == 1 else (middle, end.date() - timedelta(days=1))
    return Stretch(periods=(whole_days(first, last),))


def _bare(moment: Moment, number: int) -> Stretch | None:
    """A month with nothing before it; « mai » is then more often a slip for « mais »."""
    return _named(moment, number) if number != 5 else None


def _of_month(part: int) -> Callable[..., Stretch | None]:
    """« fin mars »."""
    return lambda moment, number, year=None: _part(part)(moment, _coming_month(moment, part, number, year))


def _of_months(first: int, last: int) -> Callable[..., Stretch | None]:
    """« mi ou fin janvier »: all that they say."""

    def produce(moment: Moment, number: int) -> Stretch | None:
        parts = [_of_month(part)(moment, number) for part in (first, last)]
        return Stretch(periods=tuple(period for part in parts if part for period in part.periods))

    return produce


def _coming_month(moment: Moment, part: int, number: int, year: int | None) -> Stretch:
    """The month whose part is still to come."""
    found = _named(moment, number, year)
    end = _part(part)(moment, found)
    if year is None and end and end.periods[0].end and end.periods[0].end <= moment.now:
        return _named(moment, number, moment.today.year + 1)
    return found


_PREPOSITIONS = (
    "[en|au mois de|le mois de|du mois de|mois de|au|courant|dans le mois de|pendant le mois de|tout le mois de]"
)


def _of_year(part: int) -> Callable[..., Stretch | None]:
    """« fin 2026 »."""
    return lambda moment, year: _part(part)(moment, _all_of(year))


def _year_begin(moment: Moment) -> Stretch | None:
    """« en début d'année »: of the next year from March on."""
    return _part(0)(moment, _year(int(moment.today.month > 2))(moment))


#: Before « à Mars » is a place.
RUNS = (
    Rule("months", "(de|d') [le mois de] {mo} (à|jusqu'à|jusqu'en) {mo} [{year}]", _run),
    Rule("months", "entre {mo} et {mo} [{year}]", _run),
)

MONTHS = (
    Rule("month", "[<in-month>] {mo} {year}", _named),
    Rule("month-last", "[<in-month>] {mo} <last>", _gone_by),
    Rule("month", "{month} (/|-) {year}", _named),
    Rule("this-month", "[dans|de|tout|le|sur|d'ici] ce mois [ci|là] !(<next>|de)", _this),
    Rule("next-month", "[le|ce|au|du] (mois <next>|prochain mois)", _later(1)),
    Rule("next-month", "[le] mois d'après", _later(1)),
    Rule("next-month", "le moi <next>", _later(1)),
    Rule("last-month", "[le] mois <last>", _later(-1)),
    Rule("month-begin", "<begin> (de|du) mois !(<next>|de)", _this_month_part(0)),
    Rule("month-middle", "<middle> (de|du) mois !(<next>|de)", _this_month_part(1)),
    Rule("month-end", "<end> (de|du) mois !(<next>|de)", _this_month_part(2)),
    Rule("this-month", "(dans le|tout le|le reste du|courant du|au cours du) mois !(<next>|de)", _this),
    Rule("month", "(<in-month>|^|pour) {mo}", _named),
    *(
        Rule("month-parts", f"<{part}> (ou|et|à|/|-) <{other}> [de] {{mo}}", _of_months(first, last))
        for part, other, first, last in (("begin", "middle", 0, 1), ("middle", "end", 1, 2), ("begin", "end", 0, 2))
    ),
    *(
        Rule(f"month-{part}", f"<{part}> [du mois] [de] {{mo}} [{{year}}]", _of_month(index))
        for index, part in enumerate(("begin", "middle", "end"))
    ),
    Rule("month", "(de|<before>|après|<until>|dès|à partir de) {mo}", _named, after=True),
    Rule("month", "{mo}", _bare),
)  # fmt: skip

YEARS = (
    Rule("next-year", "[le] (an|année) <next>", _year(1)),
    Rule("last-year", "[le] (an|année) <last>", _year(-1)),
    Rule("school-year", "[cette|le|dans le|pendant le] année scolaire", _school_year),
    Rule("this-year", "cette année [ci]", _this_year),
    Rule("year-begin", "<begin> (de|d'|de l') année !(<next>|scolaire)", _year_begin),
    Rule("year-end", "<end> (de|d'|de l') année !(<next>|scolaire)", lambda m: _part(2)(m, _year(0)(m))),
    Rule("year", "(en|courant|l'année|pour l'année|année) {year} !(<people>)", _whole_year),
    *(
        Rule(f"year-{part}", f"<{part}> [de] {{year}}", _of_year(index))
        for index, part in enumerate(("begin", "middle", "end"))
    ),
    Rule("this-quarter", "ce trimestre", _this_part(3)),
    Rule("next-quarter", "[le] (trimestre <next>|prochain trimestre)", _this_part(3, 1)),
    Rule("nth-quarter", "[le|au] {o} trimestre [de] [{year}]", _nth_part(3)),
    Rule("nth-half-year", "[le|au] {o} semestre [de] [{year}]", _nth_part(6)),
    Rule("new-school-year", "(à|pour|dès|après) la rentrée !(de|d'|en|{mo})", _months(9, 1)),
    *(
        rule
        for name in _SEASONS
        for rule in (
            Rule("season-next", f"[le] {name} <next>", _season(name)),
            Rule("season-last", f"[le] {name} <last>", _season(name, -1)),
            Rule("season", f"<in-season> {name} [{{year}}]", _season(name)),
        )
    ),
)  # fmt: skip

PARTS = (
    Rule("begin", "<begin> [de|du|de la|des|du mois de|de le] {PN}", _part(0)),
    Rule("middle", "<middle> [de|du|de la|des|du mois de|de le] {PN}", _part(1)),
    Rule("end", "<end> [de|du|de la|des|du mois de|de le] {PN}", _part(2)),
    Rule("fortnight", "[la|dans la] {o} quinzaine (de|du|d') [mois de] {P}", _fortnight),
    Rule("fortnight", "[la|dans la] seconde quinzaine (de|du|d') [mois de] {P}", lambda m, of: _fortnight(m, 2, of)),
)
