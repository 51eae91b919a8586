"""Feasts and school holidays: « Noël », « à la Toussaint », « pendant les vacances d'hiver ».

Public holidays come from the `holidays` library, school holidays by zone from `vacances-scolaires-france`.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from intents.dates.lexicon import VOCABULARY
from intents.dates.periods import month, valid, week, weekday_from, weekdays_in, whole_days
from intents.dates.resolve import first_day, next_numbered, resolve
from intents.dates.rule import Clock, Day, Days, Moment, Programme, Quantity, Rule, Stretch, one
from intents.text import Text

#: So many days or weeks from a day nobody counts.
_MOST = 100


@cache
def _public(year: int) -> dict[str, date]:
    """Public holidays of a year by their French name."""
    import holidays  # slow to import (0.3 s), seldom needed

    return {name: day for day, name in holidays.country_holidays("FR", years=year, language="fr").items()}


@cache
def _school() -> dict[str, list[tuple[str, date, date]]]:
    """School holidays by zone: name, first and last day, oldest first."""
    from vacances_scolaires_france import SchoolHolidayDates  # reads 14,000 lines, seldom needed

    found: dict[str, list[tuple[str, date, date]]] = {"A": [], "B": [], "C": []}
    for day, row in sorted(SchoolHolidayDates().data.items()):
        for zone, stretches in found.items():
            if not row[f"vacances_zone_{zone.lower()}"]:
                continue
            name = row["nom_vacances"]
            if stretches and stretches[-1][0] == name and (day - stretches[-1][2]).days == 1:
                stretches[-1] = (name, stretches[-1][1], day)
            else:
                stretches.append((name, day, day))
    return found


def school_zone(areas: Iterable[str]) -> str:
    """The zone of the school holidays ("A", "B" or "C") of places, by their region ("reg:93"); "B" when none tells."""
    zones = VOCABULARY["school_zones"]
    return next((zone for area in areas for zone, regions in zones.items() if area in regions), "B")


def zone_named(text: Text, zone: str) -> str:
    """The zone that a message names, « on est en zone C », or the one given; « c » is also read as « c'est »."""
    for i, word in enumerate(text.fixed[:-1]):
        if word == "zone" and (named := text.typed(i + 1, i + 2).upper()) in VOCABULARY["school_zones"]:
            return named
    return zone


def is_day_off(day: date, zone: str) -> bool:
    """No school is open: a week-end, a public holiday, the school holidays of a zone."""
    return day.weekday() >= 5 or day in _public(day.year).values() or day in _off(zone)


@cache
def _off(zone: str) -> frozenset[date]:
    """All days of the school holidays that the library knows."""
    stretches = _school()[zone]
    return frozenset(first + timedelta(days=n) for _, first, last in stretches for n in range((last - first).days + 1))


def _feast(entry: dict[str, Any]) -> Callable[..., Days | None]:
    """The next day of that feast, or that of a year."""

    def produce(moment: Moment, year: int | None = None) -> Days | None:
        if year is not None:
            day = _feast_of(entry, year)
            return one(day) if day else None
        days = (_feast_of(entry, moment.today.year + n) for n in (0, 1))
        return next((one(day) for day in days if day and day >= moment.today), None)

    return produce


def _feast_of(entry: dict[str, Any], year: int) -> date | None:
    if "day" in entry:
        return valid(year, *map(int, entry["day"].split("-")))
    if "sunday" in entry:
        number, rank = entry["sunday"]
        sunday: date = weekdays_in((month(year, number),), 6)[rank - (rank > 0)]
        is_pentecost = sunday + timedelta(days=1) == _public(year)["Lundi de Pentecôte"]
        return sunday + timedelta(days=7 * is_pentecost)
    day_off = _public(year).get(entry["public"])
    return day_off + timedelta(days=entry.get("plus", 0)) if day_off else None


def _last_feast(entry: dict[str, Any]) -> Callable[..., Days | None]:
    def produce(moment: Moment) -> Days | None:
        days = (_feast_of(entry, moment.today.year - n) for n in (0, 1))
        return next((one(day) for day in days if day and day < moment.today), None)

    return produce


def _vacations(name: str = "") -> Callable[..., Stretch | None]:
    """The holidays that run or come next, of the programme's zone; None beyond what the library knows."""

    def produce(moment: Moment, year: int | None = None) -> Stretch | None:
        for called, first, last in _school()[moment.scene.school_zone]:
            if name and called != name:
                continue
            if (year is None and last >= moment.today) or (year is not None and year in (first.year, last.year)):
                return Stretch(periods=(whole_days(first, last),), kind="holidays")
        return None

    return produce


def _days_around(days: int) -> Callable[..., Days | None]:
    """« la veille de Noël »."""

    def produce(moment: Moment, named: Days | int) -> Days | None:
        day = _day_of(moment, named)
        return one(day + timedelta(days=days)) if day else None

    return produce


def _so_far(sign: int) -> Callable[..., Days | None]:
    """« trois jours avant le 20 »."""

    def produce(moment: Moment, length: Quantity, named: Days | int) -> Days | None:
        day = _day_of(moment, named)
        if day is None or length.unit not in ("day", "week") or length.count > _MOST:
            return None
        return one(day + timedelta(days=sign * length.count * (7 if length.unit == "week" else 1)))

    return produce


def _day_of(moment: Moment, named: Days | int) -> date | None:
    return next_numbered(moment, Day(number=named)) if isinstance(named, int) else first_day(moment, named)


def _long_week_end(moment: Moment, named: Days) -> Stretch | None:
    """« le pont du 11 novembre »: from a Saturday, or to a Sunday."""
    day = first_day(moment, named)
    if day is None:
        return None
    first = day - timedelta(days=3) if day.weekday() == 1 else day - timedelta(days=2) if day.weekday() == 0 else day
    last = day + timedelta(days=6 - day.weekday()) if day.weekday() >= 3 else day
    return Stretch(periods=(whole_days(first, last),))


def _week_of(moment: Moment, named: Days) -> Stretch | None:
    day = first_day(moment, named)
    return Stretch(periods=(week(day),), kind="week") if day else None


def _week_beside(weeks: int) -> Callable[..., Stretch | None]:
    """« la semaine d'avant Noël », « la semaine après les vacances »."""

    def produce(moment: Moment, named: Days | Stretch | int) -> Stretch | None:
        if isinstance(named, Stretch):  # the holidays begin on a Saturday and end on a Sunday
            edge = named.periods[0].start if weeks < 0 else named.periods[-1].end
            return Stretch(periods=(week(edge.date() - timedelta(days=weeks < 0)),), kind="week") if edge else None
        day = _day_of(moment, named)
        return Stretch(periods=(week(day, weeks),), kind="week") if day else None

    return produce


def _weekday_beside(sign: int) -> Callable[..., Days | None]:
    """« le dernier vendredi avant les vacances », « le lundi après Noël »."""

    def produce(moment: Moment, *said: int | Days | Stretch | Programme) -> Days | None:
        *_, weekday, named = said
        value = resolve(moment, named) if isinstance(named, Days) else named
        if value is None or isinstance(value, int) or not isinstance(weekday, int):
            return None
        edge = value.periods[0].start if sign < 0 else value.periods[-1].end
        if edge is None:
            return None
        return one(weekday_from(edge.date() - timedelta(days=7 * (sign < 0)), weekday))

    return produce


def _weekday_of(_moment: Moment, weekday: int, named: Days) -> Days | None:
    """« le samedi de Pâques »: the one that is nearest to the feast."""
    day = named.days[0].known if len(named.days) == 1 else None
    return one(weekday_from(day - timedelta(days=3), weekday)) if day else None


def _eve(moment: Moment, at: Clock) -> Days | None:
    """« le soir de Noël » is that of the day before."""
    return Days(days=(Day(number=24, month=12, hours=at.hours),))


def _feasts() -> Iterator[Rule]:
    longest_first = sorted(VOCABULARY["holidays"], key=lambda e: -max(len(w.split()) for w in e["words"]))
    for entry in longest_first:
        words = "|".join(entry["words"])
        yield Rule("feast-last", f"[le|la|l'|à] ({words}) (dernier|dernière|passé)", _last_feast(entry))
        yield Rule("feast", f"[le jour de|la journée de|à la|à l'|à|le|la|l'] ({words}) [{{year}}]", _feast(entry))


def _school_holidays() -> Iterator[Rule]:
    for name, seasons in VOCABULARY["school_holidays"].items():
        of = "|".join(seasons)
        yield Rule(
            "school-holidays",
            f"[pendant|aux|durant|à] [les|ces] vacances [scolaires] (de|du) [la|le] ({of}) [{{year}}]",
            _vacations(name),
        )
    yield Rule(
        "school-holidays",
        "[pendant|aux|durant] [les|nos] vacances [scolaires] ([en|pour] [la]|de la) zone (a|b|ce est)",
        _vacations(),
    )
    yield Rule("school-holidays", "[les] grandes vacances", _vacations("Vacances d'été"))
    yield Rule(
        "school-holidays",
        "(aux|(pendant|durant|pour) (les|ces)|pendant) [prochaines] vacances [scolaires] !(de|d'|du)",
        _vacations(),
    )
    yield Rule("school-holidays", "les vacances [scolaires] !(de|d'|du)", _vacations())
    yield Rule(
        "school-holidays", "[les|prochaines] (vacances scolaires|prochaines vacances|congés scolaires)", _vacations()
    )


def _year_end(moment: Moment) -> Stretch:
    """« les fêtes »: from Christmas Eve to New Year's Day."""
    year = moment.today.year - (moment.today == date(moment.today.year, 1, 1))
    return Stretch(periods=(whole_days(date(year, 12, 24), date(year + 1, 1, 1)),))


SCHOOL = (
    *_school_holidays(),
    Rule(
        "year-end", "[pendant|durant|pour] les fêtes [de [la] fin d'année] !(de|du|d'|des|foraines|locales)", _year_end
    ),
)

FEASTS = (
    Rule("christmas-eve", "{H} de noël", _eve),
    *_feasts(),
    Rule("weekday-of-feast", "[le] {wd} (de|d') [la|l'] {D}", _weekday_of),
    Rule("eve", "[la] veille (de|du) [la|le] ({D}|{day})", _days_around(-1)),
    Rule("eve", "[l'] avant veille (de|du) [la|le] ({D}|{day})", _days_around(-2)),
    Rule("next-day", "[le|au] lendemain (de|du) [la|le] ({D}|{day})", _days_around(1)),
    Rule("so-long-before", "{q} avant [le|la] ({D}|{day})", _so_far(-1)),
    Rule("so-long-after", "{q} après [le|la] ({D}|{day})", _so_far(1)),
    Rule("long-week-end", "[le] pont (de|du) [la|le] {D}", _long_week_end),
    Rule(
        "weekday-before",
        "(le|l'|[le] {o}) {wd} (d'avant|avant|précédant|juste avant) [le|la|les] {DPN}",
        _weekday_beside(-1),
    ),
    Rule(
        "weekday-after",
        "(le|[le] {first}) {wd} (d'après|après|suivant|juste après|qui suit) [le|la|les] {DPN}",
        _weekday_beside(1),
    ),
    Rule("week-before-feast", "[la] semaine (d'avant|avant|précédant) [le|la] ({DP}|{day})", _week_beside(-1)),
    Rule("week-after-feast", "[la] semaine (d'après|après|suivant) [le|la] ({DP}|{day})", _week_beside(1)),
    Rule("week-of-feast", "[la] semaine de [la] {D}", _week_of),
)
