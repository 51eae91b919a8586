"""A count of days, weeks, months from now: « dans trois jours », « il y a deux semaines », « 3 prochains mois »."""

from collections.abc import Callable
from datetime import datetime, timedelta

from intents.dates.periods import days_from, midnight, month, shifted, week, whole_days
from intents.dates.rule import Days, Moment, Quantity, Rule, Stretch, one
from intents.model import Period

_STEPS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
_CLOCK = ("second", "minute", "hour")
#: More hours than these are said of the clock.
_FEW_HOURS = 6
#: « les deux derniers jours de novembre » are that month's.
_ALONE = "!(de|du|d'|des)"
#: Nobody asks further; dates end at the year 9999.
_MOST_DAYS = 40_000


def later(moment: datetime, length: Quantity, sign: int = 1) -> datetime:
    """So long after a moment (before, when `sign` is -1)."""
    count = sign * length.count
    if length.unit in _STEPS:
        step = _STEPS[length.unit] * count
        return moment + max(min(step, timedelta(days=_MOST_DAYS)), timedelta(days=-_MOST_DAYS))
    months = max(min(count * (12 if length.unit == "year" else 1), 1200), -1200)
    return datetime.combine(shifted(moment.date(), months), moment.time())


def _in(moment: Moment, length: Quantity) -> Days | Stretch:
    """« dans deux semaines » is that week, « dans 15 jours » that day, « dans 2 heures » the hour that begins then."""
    at = later(moment.now, length)
    if length.unit == "week":
        return Stretch(periods=(week(at.date()),), kind="week")
    if length.unit == "year":
        return Stretch(periods=(month(at.year, at.month),), kind="month")
    if length.unit in _CLOCK:
        return Stretch(
            periods=(Period(start=at, end=at + timedelta(hours=1 if length.unit == "hour" else 0, minutes=1)),)
        )
    return one(at.date())


def within(moment: Moment, length: Quantity) -> Stretch:
    """« d'ici 10 jours », « dans moins d'une semaine »: to the end of that day."""
    end = later(moment.now, length)
    if length.unit not in _CLOCK:
        end = midnight(end.date() + timedelta(days=1))
    return Stretch(periods=(Period(start=moment.now, end=end),), kind="bound")


def _within_hours(moment: Moment, count: int) -> Stretch | None:
    """« d'ici 2 h » is two hours from now, « d'ici 14 h » the afternoon."""
    if count > _FEW_HOURS:
        return None
    return Stretch(periods=(Period(start=moment.now, end=later(moment.now, Quantity(count, "hour"))),), kind="bound")


def _ago(moment: Moment, length: Quantity) -> Days | Stretch:
    at = later(moment.now, length, -1)
    if length.unit == "year":
        return Stretch(periods=(month(at.year, at.month),), kind="month")
    if length.unit in _CLOCK:
        return Stretch(periods=(Period(start=at, end=at + timedelta(minutes=1)),))
    return one(at.date())


def _run(unit: str, sign: int) -> Callable[..., Stretch | None]:
    """« les 3 prochains jours » from now on; « les 2 dernières semaines » whole weeks."""

    def produce(moment: Moment, count: int) -> Stretch | None:
        if not 0 < count < 200:
            return None
        if unit == "day" and sign > 0:
            end = midnight(moment.today + timedelta(days=count + 1))
            return Stretch(periods=(Period(start=moment.now, end=end),))
        if unit in _CLOCK:
            edges = sorted((moment.now, later(moment.now, Quantity(count, unit), sign)))
            return Stretch(periods=(Period(start=edges[0], end=edges[1]),))
        far, near = _edge(moment, unit, sign * count), _edge(moment, unit, sign)
        periods = (near, far) if sign > 0 else (far, near)
        return Stretch(periods=(Period(start=periods[0].start, end=periods[1].end),))

    return produce


def _edge(moment: Moment, unit: str, count: int) -> Period:
    """The day, week, month or year so many away."""
    if unit == "day":
        return days_from(moment.today + timedelta(days=count))
    if unit == "week":
        return week(moment.today, count)
    if unit == "month":
        return month(moment.today.year, moment.today.month, count)
    year = moment.today.year + count
    return whole_days(datetime(year, 1, 1).date(), datetime(year, 12, 31).date())


def _runs(unit: str, word: str) -> tuple[Rule, ...]:
    return (
        Rule(f"next-{unit}s", f"[les|ces|des] {{n}} <next> {word}", _run(unit, 1)),
        Rule(
            f"next-{unit}s",
            f"[les|ces|des] {{n}} {word} (à venir|qui viennent|qui arrivent|suivant|suivants|suivantes)",
            _run(unit, 1),
        ),
        Rule(f"last-{unit}s", f"[les|ces|des] {{n}} <last> {word} {_ALONE}", _run(unit, -1)),
        Rule(f"last-{unit}s", f"[les|ces|des] {{n}} {word} <last> {_ALONE}", _run(unit, -1)),
    )


RULES = (
    Rule("within-hours", "(d'ici|sous) {few} heures !({few})", _within_hours),
    Rule("within", "(dans|d'ici) moins (de|d') {q}", within),
    Rule("in-so-long", "dans [environ|à peu près] {q} !(de|d')", _in),
    Rule("so-long-later", "{q} (plus tard|après) !(le|la|les|{D})", _in),
    Rule("so-long-ago", "[il] y a [environ] {q} !(de|d')", _ago),
    *_runs("second", "(seconde|secondes)"),
    *_runs("minute", "(minute|minutes)"),
    *_runs("hour", "heures"),
    *_runs("day", "jours"),
    *_runs("week", "semaine"),
    *_runs("month", "mois"),
    *_runs("year", "(an|ans|année|années)"),
)
