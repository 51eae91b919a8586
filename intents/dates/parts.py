"""Parts of the day, and times joined to days: « le matin », « cet aprem », « mardi soir », « le 18 à 14h »."""

from collections.abc import Callable
from datetime import time

from msgspec.structs import replace

from intents.dates.clock import NOON
from intents.dates.lexicon import VOCABULARY
from intents.dates.named import of_weekday
from intents.dates.rule import Clock, Day, Days, Moment, Rule, Stretch
from intents.model import Hours

#: Before that a day has not begun, after that it is over: nothing takes place.
_EARLY, _LATE = time(8), time(20)
#: A time by the clock is as long at most, in hours.
_CLOCK = 1
#: Longer hours of the morning are never those of the evening: « le soir, de 8 h à 10 h », not « le soir, le matin ».
_RANGE = 4


def _hours(start: str, end: str) -> Hours:
    return Hours(start=time.fromisoformat(start), end=None if end == "24:00" else time.fromisoformat(end))


def _part(start: str, end: str) -> Callable[..., Clock]:
    return lambda _moment: Clock(_hours(start, end))


def both(first: Hours, second: Hours) -> Hours | None:
    """The hours that two times of day share; « le soir vers 8h » is 20 h. None when they share none."""
    start, end = max(first.start, second.start), min(first.end or time.max, second.end or time.max)
    if _cross(first, second):  # « après le boulot, de 18 h à 21 h »: the one that is told best
        return min(first, second, key=_length)
    if start < end:
        return Hours(start=start, end=None if end == time.max else end)
    part, clock = sorted((first, second), key=_length, reverse=True)
    is_clock = clock.end is not None and clock.end <= time(12) and _length(clock) <= _RANGE
    if part.start >= time(12) and is_clock:
        return both(
            part,
            Hours(
                start=_afternoon(clock.start),
                end=_afternoon(clock.end) if clock.end and clock.end < time(12) else None,
            ),
        )
    return None


def _cross(first: Hours, second: Hours) -> bool:
    """Two ranges share hours, and neither is a bound nor holds the other."""
    if first.end is None or second.end is None or not first.start or not second.start:
        return False
    early, late = sorted((first, second), key=lambda hours: hours.start)
    return early.start < late.start < early.end < late.end if early.end and late.end else False


def _afternoon(at: time) -> time:
    return at.replace(hour=at.hour % 12 + 12)


def _length(hours: Hours) -> int:
    return (hours.end.hour if hours.end else 24) - hours.start.hour


def _today(moment: Moment, part: Clock) -> Days:
    return Days(days=(Day(known=moment.today, hours=part.hours),))


def _alone(moment: Moment, part: Clock) -> Stretch:
    """Nothing but a time of day was said."""
    return Stretch(periods=(), kind="assumed", hours=part.hours)


def _join(_moment: Moment, first: Clock, second: Clock) -> Clock | None:
    shared = both(first.hours, second.hours)
    return Clock(shared) if shared else None


def _either(_moment: Moment, first: Clock, second: Clock) -> Clock | None:
    """« l'après-midi ou le soir »: from the first to the end of the second."""
    early, late = sorted((first.hours, second.hours), key=lambda h: h.start)
    if early.start == time():  # « à 10 h et je repars à 16 h »
        return None
    return Clock(Hours(start=early.start, end=late.end))


def timed(_moment: Moment, days: Days, at: Clock) -> Days | None:
    """Days, each at these hours; hours that a day already has are narrowed.

    « avant le 21, le matin » are the mornings before: a part of the day is left to itself.
    """
    if any(day.bound for day in days.days) and _length(at.hours) > _CLOCK:
        return None
    out: list[Day] = []
    for day in days.days:
        hours = both(day.hours, at.hours) if day.hours else at.hours
        if hours is None:
            return None
        out.append(replace(day, hours=hours))
    return replace(days, days=tuple(out), score=1.0)


def rest_of_day(hours: Hours) -> Hours:
    """What is left of a day: without the morning, from noon on; without its middle, what comes before."""
    if hours.start <= _EARLY and hours.end:
        return Hours(start=hours.end, end=None)
    return Hours(start=time(), end=hours.start)


def is_amid_day(hours: Hours) -> bool:
    """There is a part of the day before, and another one after: « l'après-midi »."""
    return hours.start > _EARLY and hours.end is not None and hours.end < _LATE


def _without(moment: Moment, at: Clock, days: Days) -> Days | None:
    """« pas le matin, le 25 »: the rest of that day."""
    return None if is_amid_day(at.hours) else timed(moment, days, Clock(rest_of_day(at.hours)))


def _without_in(moment: Moment, at: Clock, stretch: Stretch) -> Stretch | None:
    """« pas le matin, en décembre »."""
    return None if is_amid_day(at.hours) else _timed_stretch(moment, stretch, Clock(rest_of_day(at.hours)))


def _to_or_from(is_start: bool) -> Callable[..., Days | None]:
    """« je finis mardi à 17 h »: from then on; « je reprends mardi à 14 h »: until then."""

    def produce(_moment: Moment, days: Days) -> Days | None:
        hours = [day.hours for day in days.days]
        if any(h is None or not (h == NOON.hours or _length(h) == 1) for h in hours):
            return None
        at = [time(12) if h == NOON.hours else h.start for h in hours if h]
        told = [Hours(start=t, end=None) if is_start else Hours(start=time(), end=t) for t in at]
        return replace(days, days=tuple(replace(day, hours=h) for day, h in zip(days.days, told, strict=True)))

    return produce


def _timed_stretch(_moment: Moment, stretch: Stretch, at: Clock) -> Stretch | None:
    return None if stretch.hours or not stretch.periods else replace(stretch, hours=at.hours)


def _of_weekday_at(moment: Moment, weekday: int, at: Clock, day: Days | int) -> Days | None:
    """« jeudi matin 19 novembre »."""
    named = of_weekday(moment, weekday, day)
    return timed(moment, named, at) if named else None


PARTS = tuple(
    Rule("part-of-day", f"({'|'.join(part['words'])})", _part(*part["hours"]))
    for part in sorted(VOCABULARY["parts"], key=lambda p: -max(len(w.split()) for w in p["words"]))
)

ARTICLES = (
    Rule("part-of-those-days", "ces {H} la", lambda _m, h: h),
    Rule("clock-of-today", "{H} (<this>) {H}", lambda m, at, part: _today(m, _join(m, at, part) or at)),
    Rule("part-of-today", "(<this>|tard <this>|plus tard <this>) {H}", _today),
    Rule("part-of-each-day", "(tous les|toutes les|chaque) {H}", lambda _m, h: replace(h, is_each=True)),
    Rule(
        "part-of-day",
        "[plus tard|un peu plus tard] <in-the> {H}",
        lambda _m, h: h,
    ),
    Rule("part-of-day", "{H} [,] {H}", _join),
    Rule("part-of-day", "{H} (ou|et|/|-|jusqu'à) {H}", _either),
)

#: Before those that read a weekday alone.
WEEKDAYS = (
    Rule("weekday-part-day", "{wd} {H} [,] [le|du] {D}", _of_weekday_at),
    Rule("weekday-part-day", "{wd} {H} [le|, le] {day} !(heures|:|<people>|<happenings>|/|.|{n})", _of_weekday_at),
)

TIMED = (
    Rule("day-and-time", "{D} [<then>] {H}", timed),
    Rule("rest-of-day", "(pas|sauf) {H} [,] {D}", _without),
    Rule("rest-of-day", "(pas|sauf) {H} , [en] {P}", _without_in),
    Rule("time-and-day", "{H} [de|du|,|de la journée du|le|pour|des|d'] {D}", lambda m, at, days: timed(m, days, at)),
    Rule("from-time", "<ends> [le] {D}", _to_or_from(is_start=True)),
    Rule("from-time", "<ends> ~3 {D}", _to_or_from(is_start=True), after=True),
    Rule("until-time", "<begins> [le] {D}", _to_or_from(is_start=False)),
    Rule("period-and-time", "{P} [<then>] {H}", _timed_stretch),
    Rule(
        "time-and-period",
        "{H} [de|du|des|de la|pendant|durant|en|,|sur] [la|le|les] {P}",
        lambda m, at, of: _timed_stretch(m, of, at),
    ),
)

#: Last: the message is a time of day and nothing else.
ALONE = (
    Rule(
        "time-today",
        "^ [et|plutôt|,|à|mais] {H} [;|,] [svp|merci|stp|plutôt|s'il te plaît|s'il vous plaît] [;] $",
        _alone,
    ),
)
