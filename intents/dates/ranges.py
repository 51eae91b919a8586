"""From a day to another, lists of days, open bounds: « du 16 au 20 », « les 17 et 19 », « à partir de jeudi »."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from intents.dates.amounts import within
from intents.dates.days import next_to
from intents.dates.rule import Clock, Day, Days, Moment, Programme, Quantity, Rule, Stretch
from intents.model import Hours, Period

End = Days | int


def _day(end: End) -> Day | None:
    """A single day as an end of a range."""
    if isinstance(end, int):
        return Day(number=end) if end < 32 else None
    day = end.days[0]
    if len(end.days) == 2 and day.known and end.days[1].known == day.known + timedelta(days=7):
        return day  # « jeudi prochain » ends a range at the first that it may mean
    return None if len(end.days) > 1 or day.until or day.bound else day


def _between(_moment: Moment, first: End, last: End) -> Days | None:
    start, end = _day(first), _day(last)
    return Days(days=(replace(start, until=end, every=""),)) if start and end else None


def _of_parts(moment: Moment, first: Days, *rest: Clock | Days) -> Days | None:
    """« de vendredi soir à dimanche matin »: all days from one to the other."""
    last = next(end for end in rest if isinstance(end, Days))
    return _between(moment, first, last) if len(rest) > 1 else None


def _stay(_moment: Moment, first: End, *rest: End | Clock) -> Days | None:
    """« on arrive vendredi soir et on repart dimanche »: all of those days, whatever the hours."""
    start, end = _day(first), next(_day(last) for last in rest if not isinstance(last, Clock))
    if start is None or end is None:
        return None
    return Days(days=(replace(start, until=replace(end, hours=None), every="", hours=None),))


def _overnight(moment: Moment, first: Days, *rest: Clock) -> Days | None:
    """« on arrive samedi et on repart le lendemain »."""
    both = next_to(moment, first)
    return _stay(moment, first, Days(days=both.days[-1:]), *rest) if both else None


def _day_and_hours(_moment: Moment, days: Days, *said: Clock | int) -> Days | None:
    """« samedi de 10 à 12 », « samedi matin de 10 à 12 »."""
    first, last = (hour for hour in said if isinstance(hour, int))
    if not first < last <= 24:
        return None
    hours = Hours(start=time(first), end=time(last) if last < 24 else None)
    return replace(days, days=tuple(replace(d, hours=hours) for d in days.days))


def _dashed(moment: Moment, first: End, last: End) -> Days | None:
    """« 13-15 juillet »: what the first number is, the second one tells."""
    start, end = _day(first), _day(last)
    if isinstance(first, int) and (isinstance(last, int) or end is None or end.number is None or end.number <= first):
        return None
    return _between(moment, first, last) if start and end else None


def _rising(join: Callable[[Moment, End, End], Days | None]) -> Callable[..., Days | None]:
    """« du 16 à 20 novembre »; « le 18 novembre à 4 » is no range."""

    def produce(moment: Moment, first: End, last: End) -> Days | None:
        start = _day(first)
        is_less = isinstance(last, int) and start is not None and start.number is not None and last <= start.number
        return None if is_less else join(moment, first, last)

    return produce


def _stretches(_moment: Moment, first: Stretch | Days, last: Stretch | Days) -> Stretch | None:
    """« de novembre à janvier »."""
    if not (isinstance(first, Stretch) and isinstance(last, Stretch)):
        return None
    start, end = first.periods[0].start, last.periods[-1].end
    if start is None or end is None or start >= end:
        return None
    return Stretch(periods=(Period(start=start, end=end),))


def _apposed(moment: Moment, first: Days, second: Days) -> Days | None:
    """Days on both sides of a comma; « pas le jeudi, entre le 22 et le 26 » is no list."""
    return None if first.days[-1].until or second.days[0].until else _list(moment, first, second)


def _run(moment: Moment, first: Days, second: Days) -> Days | None:
    """« lundi mardi mercredi »: weekdays in their order, with nothing between them."""
    before, after = first.days[-1], second.days[0]
    plain = all(d.is_bare and not (d.every or d.until or d.bound or d.hours) for d in (*first.days, *second.days))
    return _list(moment, first, second) if plain and (before.weekday or 0) < (after.weekday or 0) else None


def _list(_moment: Moment, first: End, second: End) -> Days | None:
    """Days of a list, or None when a number beside them is no day."""
    if isinstance(first, int):
        if first > 31 or (isinstance(second, Days) and second.days[0].number is None):
            return None
        first = Days(days=(Day(number=first),))
    if isinstance(second, int):
        if second > 31 or first.days[-1].number is None:
            return None
        second = Days(days=(Day(number=second),))
    every = first.days[-1].every  # « les mardis et jeudis »
    days = first.days + tuple(replace(d, every=d.every or every) if d.is_bare else d for d in second.days)
    return Days(days=days, is_loose=first.is_loose and second.is_loose)


def _stretch_list(_moment: Moment, first: Stretch, second: Stretch) -> Stretch | None:
    if first.hours != second.hours:
        return None
    return Stretch(periods=first.periods + second.periods, kind=first.kind, hours=first.hours)


def _rather(_moment: Moment, _not: End, named: End) -> Days | None:
    """« pas samedi, dimanche »; « pas le jeudi, entre le 22 et le 26 » leaves the other days."""
    days = Days(days=(Day(number=named),)) if isinstance(named, int) else named
    return None if days.days[0].until else days


def _bound(side: str) -> Callable[..., Days | Stretch | None]:
    def produce(moment: Moment, named: End | Stretch | Programme, at: Clock | None = None) -> Days | Stretch | None:
        if isinstance(named, Stretch | Programme):
            return _bound_of(moment, side, named)
        if isinstance(named, int):
            return Days(days=(Day(number=named, bound=side),)) if named < 32 else None
        first, last = named.days[0], named.days[-1]
        day = first if side in ("from", "before") else last
        if day.bound:
            return None
        if day.until and side == "from":
            return named
        if day.until:
            day = replace(day, until=None) if side in ("from", "before") else day.until
        return Days(days=(replace(day, bound=side, every="", hours=at.hours if at else day.hours),))

    return produce


def _from_unaccented(
    moment: Moment, named: End | Stretch | Programme, at: Clock | None = None
) -> Days | Stretch | None:
    """« des lundi », not « en dehors des vacances »."""
    is_plural = isinstance(named, Stretch) and named.kind == "holidays"
    return None if is_plural else _bound("from")(moment, named, at)


def _bound_of(moment: Moment, side: str, named: Stretch | Programme) -> Stretch | None:
    start, end = named.periods[0].start, named.periods[-1].end
    if side == "before" and named.kind == "end":
        side = "until"  # « avant la fin du mois » is all of it
    edges: dict[str, tuple[datetime | None, datetime | None]] = {
        "from": (start, None),
        "after": (end, None),
        "before": (moment.now, start),
        "until": (moment.now, end),
    }
    low, high = edges[side]
    if (low is None and side in ("from", "after")) or (high is None and side in ("before", "until")):
        return None
    return Stretch(periods=(Period(start=low, end=high),), kind="bound")


def _from_now(moment: Moment) -> Stretch:
    return Stretch(periods=(Period(start=moment.now, end=None),), kind="bound")


def _from_until(_moment: Moment, first: Days, last: Days) -> Days | None:
    """« à partir du 12 et jusqu'au 20 », « après le 12 et avant le 20 »."""
    start, end = first.days[0], last.days[0]
    if start.bound not in ("from", "after") or end.bound not in ("until", "before"):
        return None
    return Days(days=(replace(start, until=end),))


_GUARD = "!(heures|:|<people>|étage|trimestre|/|.)"
_END = "({D}|{day}|{o})"
#: The last of a range or a list: no number of something.
_LAST = f"({{D}}|({{day}}|{{o}}) {_GUARD})"
#: What a bound is put to.
_SIDE = "([le|la|les] {DPN}|[le|les] ({day}|{o}))"
_NO_COUNT = "!(<happenings>)"
#: When one leaves; the hour of it shortens no stay.
_DEPARTURE = "~3 [le] ({D}|{day}) [{H}]"

RANGES = (
    Rule(
        "rather",
        "^ [<slip>] [,] [non|nan] [,] pas [le] ({D}|{day}) "
        f", [mais] [plutôt] [le] ({{D}}|{{day}} {_GUARD}) !(<and>)",
        _rather,
    ),
    Rule("day-and-hours", "{D} [<in-the> {H}|{H}] (de|entre) {hour} (à|et) {hour} !({mo}|<people>|au)", _day_and_hours),
    Rule(
        "day-and-hours",
        "le {day} (de|entre) {hour} (à|et) {hour} !({mo}|<people>|au|heures|:)",
        lambda m, d, *h: _day_and_hours(m, Days(days=(Day(number=d),)), *h),
    ),
    Rule("day-and-hours", "(de|entre) {hour} (à|et) {hour} {D}", lambda m, *h: _day_and_hours(m, h[2], *h[:2])),
    Rule(
        "day-and-hours",
        f"(de|entre) {{hour}} (à|et) {{hour}} le {{day}} {_GUARD}",
        lambda m, *h: _day_and_hours(m, Days(days=(Day(number=h[2]),)), *h[:2]),
    ),
    Rule("range", f"entre [le|la] {_END} (et|est|e|au|-|jusqu'au) (le|la) {_LAST}", _between),
    Rule("range", f"entre [le|la] {_END} (et|est|e|au|-|jusqu'au) {_LAST} {_NO_COUNT}", _between),
    Rule("range", "(de|du|entre) [le] {D} [au] [{H}] (<to>|et) [le] {D} [au] [{H}]", _of_parts),
    Rule("range", "[de|du|le] {D} <to> [le] {D}", _between),
    Rule("range", f"(du|dès le|le|de le|semaine du|les) {_END} <through> [le] {_LAST}", _between),
    Rule("range", f"(du|dès le|le|de le|semaine du|les) {_END} à [le] {_LAST}", _rising(_between)),
    Rule("range", f"{_END} (au|jusqu'au|-|<arrow>) ({{D}}|{{day}} {_GUARD})", _dashed),
    Rule("range", f"{_END} à ({{D}}|{{day}} {_GUARD})", _rising(_dashed)),
    Rule("range", "^ {day} au {day} $", _between),
    Rule("range", f"{{D}} (au|jusqu'au) [{{wd}}] {{day}} {_GUARD}", lambda m, *d: _between(m, d[0], d[-1])),
    Rule("list", f"(le|les|du|des|ou) {{day}} <and> [le|les|du] ({{D}}|{{day}} {_GUARD})", _list),
    Rule("list", f"(le|les|du|des|ou) {{first}} <and> (le|les|du) {{day}} {_GUARD}", _list),
    Rule("list", f"(le|les|du|des|ou) {{first}} <link> {{day}} {_GUARD} {_NO_COUNT}", _list),
    Rule("list", "[le|les|du|des] ({day}|{first}) <and> [le] {D}", _list),
    Rule("list", f"{{D}} <and> [le|les|du|au] {{day}} {_GUARD}", _list),
)  # fmt: skip

WITHIN = (
    Rule("within", "(d'ici|sous|d'ici à) [à|une] {q}", within),
    Rule("within", "(sous|d'ici|dans) [la|une] quinzaine", lambda m: within(m, Quantity(15, "day"))),
    Rule("within", "(sous|d'ici) huitaine", lambda m: within(m, Quantity(8, "day"))),
    Rule("within", "(dans|sous|au cours de|sur|pendant|durant|pour) (les|la|ces) {q} [<coming>|<next>]", within),
    Rule("within", "en moins (de|d') {q}", within),
    Rule("within", "(la|cette) quinzaine <coming>", lambda m: within(m, Quantity(15, "day"))),
    Rule("within", "les {q} (<coming>|qui suivent)", within),
)

BOUNDS = (
    Rule("until", f"pas plus tard que {_SIDE}", _bound("until")),
    Rule("from", "(à partir de|dès) (maintenant|aujourd'hui)", _from_now),
    Rule("from", "dès [le|la] ({DP}|{PN}) [à|le] [{HC}]", _bound("from")),
    Rule("from", "des [le|la] ({DP}|{PN}) [à|le] [{HC}]", _from_unaccented),
    Rule("from", "dès le ({day}|{o}) !(heures|ans|euros)", _bound("from")),
    Rule("from", f"<from> {_SIDE} [à|le] [{{HC}}] !(heures|ans|euros)", _bound("from")),
    Rule("until", f"<never-after> {_SIDE} [{{H}}] !(heures|ans|euros)", _bound("until")),
    Rule("after", f"<after> {_SIDE} [{{H}}] !(heures|ans|euros)", _bound("after")),
    Rule("before", f"<before> {_SIDE} [à|le] [{{HC}}] !(heures|ans|euros)", _bound("before")),
    Rule("until", f"<until> {_SIDE} [à|le] [{{HC}}] !(heures|ans|euros)", _bound("until")),
    Rule("until", "{D} (<at-most>|inclus maximum)", _bound("until")),
    Rule("from-on", "{D} (et (après|plus|au delà|les jours suivants)|ou (plus tard|après))", _bound("from")),
    Rule("from-on", "{D} [,] [et] après (ça|cela)", _bound("from")),
    Rule("from-until", "{D} [et|,|mais|et donc] {D}", _from_until),
)  # fmt: skip

STRETCHES = (
    Rule("range", "(de|du|entre|entre le|entre la|depuis) {P} (à|au|et|jusqu'à|jusqu'en|-) [le|la] {P}", _stretches),
    Rule("list", "{P} <and> [le|la|en|les|celle] {P}", _stretch_list),
)

LISTS = (
    Rule("stay", f"{{D}} [{{H}}] [,] [et] retour {_DEPARTURE}", _stay),
    Rule(
        "stay",
        f"<arrives> ~ [le] {{D}} [{{H}}] ~ [,] [et|puis|mais] [<going>] <leaves> {_DEPARTURE}",
        _stay,
        after=True,
    ),
    Rule(
        "stay",
        "<arrives> ~ [le] {D} [{H}] ~ [,] [et|puis|mais] [<going>] <leaves> ~3 le lendemain [{H}]",
        _overnight,
        after=True,
    ),
    Rule("stay", f"<arrival> ~ [le] {{D}} [{{H}}] [,|et|-] départ {_DEPARTURE}", _stay, after=True),
    Rule("rather", "^ [<slip>] [,] (non|nan) [,] pas [le|ce] {D} [mais] [plutôt] [le|ce] {D} ($|;)", _rather),
    Rule("list", "{D} [-] {D}", _run),
    Rule("rather", "^ [<slip>] [,] [non|nan] [,] pas [le|ce] {D} , [mais] [plutôt] [le|ce] {D}", _rather),
    Rule("rather", "plutôt [le] {D} que [le] {D}", lambda _m, days, _not: days),
    Rule("rather", "plutôt que [le] {D} , [le] {D}", lambda _m, _not, days: days),
    Rule("list", "{D} , [le|les|du|au|mon|mes|ce|et|ou|peut être|éventuellement|bien] {D} !(<instead>)", _apposed),
    Rule("list", "{D} <link> [le|les|du|au|mon|mes|ce|peut être|éventuellement|bien] {D}", _list),
)
