"""Days by their number, with or without month and weekday: « le 22 », « lundi 22 », « 22 novembre », « 1er mars »."""

from itertools import pairwise

from msgspec.structs import replace

from intents.dates.numeric import century, named
from intents.dates.rule import Day, Days, Moment, NoDate, Rule


def _nth(moment: Moment, number: int, month: int, year: int | None = None) -> Days | NoDate | None:
    return named(moment, number, month, year) if number < 32 else None


def of_weekday(_moment: Moment, weekday: int, named: Days | int) -> Days | None:
    """A weekday before a day: it helps to find the month, and is not believed against one."""
    if isinstance(named, int):
        return Days(days=(Day(weekday=weekday, number=named),)) if named < 32 else None
    first = named.days[0]
    if first.number is None:
        return named if first.known and first.known.weekday() == weekday else None
    return replace(named, days=(replace(first, weekday=weekday), *named.days[1:]))


def _apposition(_moment: Moment, named: Days, weekday: int) -> Days | None:
    """« demain vendredi »."""
    first = named.days[0]
    if len(named.days) > 1 or first.is_bare or (first.known and first.known.weekday() != weekday):
        return None
    return named if first.known else replace(named, days=(replace(first, weekday=weekday),))


def _alone(_moment: Moment, number: int) -> Days:
    return Days(days=(Day(number=number),), score=0.6)


def _in_order(_moment: Moment, *numbers: int | Days) -> Days | None:
    """« 23-24-25 novembre », « les 23 24 et 25 », « le 17 18 19 20 »."""
    *before, last = numbers
    named = Days(days=(Day(number=last),)) if isinstance(last, int) else last
    ends = named.days[0]
    if ends.number is None or len(named.days) > 1 or ends.until:
        return None
    counted = [number for number in before if isinstance(number, int)] + [ends.number]
    if any(number >= after for number, after in pairwise(counted)):
        return None
    return Days(days=(*(Day(number=number) for number in counted[:-1]), *named.days))


MONTHS = (
    Rule("day-and-month", "({dd}|{o}) [du mois de|de] {mo} {year}", lambda m, n, mo, y: _nth(m, n, mo, century(y))),
    Rule("day-and-month", "({dd}|{o}) {mo} {yy} ($|;|,)", _nth),
    Rule("day-and-month", "({dd}|{o}) [du mois de|de] {mo}", _nth),
)

WEEKDAYS = (
    Rule("weekday-and-day", "{wd} [,] [le] {D}", of_weekday),
    Rule("weekday-and-day", "{wd} [le|, le] {day} !(heures|:|<people>|/|.)", of_weekday),
    Rule("weekday-and-day", "{wd} [le] {o} !(<people>|étage|trimestre|{wd})", of_weekday),
    Rule("day-and-weekday", "{D} [,] [le] {wd} !(<next>|<and> {wd})", _apposition),
)

_NO_DAY = "!(heures|:|<people>|<department>|/|.|{mo}|e|eme|{n})"
#: Before ranges and lists.
_NEXT = "[,|-|/] {day}"
IN_ORDER = (
    Rule("three-days", "[les|le] {day} (-|/) {day} (-|/) {D}", _in_order),
    Rule(
        "days-in-order",
        f"(les|le|du|des) ({{day}}|{{first}}) {_NEXT} [{_NEXT}] [{_NEXT}] [et|ou|,|-|/] ({{D}}|{{day}} {_NO_DAY})",
        _in_order,
    ),
)

#: When ranges and lists have taken theirs.
ALONE = (
    Rule("day-number", f"(le|du|ce|pour le) {{day}} {_NO_DAY}", _alone),
    Rule("day-number", f"(<put-off>|<bring-forward>|<put-at>) ~ au {{day}} {_NO_DAY}", _alone, after=True),
)
