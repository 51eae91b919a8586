"""Clock times and ranges: « 14h30 », « vers 15 heures », « de 9h à 12h », « après 17h », « entre midi et deux »."""

from datetime import time

from intents.dates.rule import Clock, Moment, Point, Rule
from intents.model import Hours

NOON = Point(Hours(start=time(11, 30), end=time(14)), 12 * 60)


def _at(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def hours_of(first: int, last: int) -> Hours:
    """From and to, in minutes after midnight; 24 hours or more is midnight."""
    return Hours(start=_at(min(first, 1439)), end=None if last >= 1440 else _at(last))


def _point(_moment: Moment, hour: int, minute: int = 0) -> Point:
    minutes = hour * 60 + minute
    return Point(hours_of(minutes % 1440, minutes % 1440 + 60), minutes)


def _less(moment: Moment, hour: int, minute: int) -> Point:
    """« midi moins cinq »."""
    minutes = (hour * 60 - minute) % 1440
    return _point(moment, minutes // 60, minutes % 60)


def _noon(moment: Moment, minute: int = 0) -> Point:
    return _point(moment, 12, minute) if minute else NOON


def _of_part(moment: Moment, point: Point, part: Clock) -> Point:
    """« 6h du soir » is 18 h; « 3h du matin » is night."""
    later = part.hours.start >= time(12) and point.minutes < 720
    return _point(moment, point.minutes // 60 + 12 * later, point.minutes % 60)


def _range(moment: Moment, first: Point | int, last: Point | int) -> Clock | None:
    """« de 9h à 12h »; « de 11h30 à 1h30 » ends in the afternoon."""
    start, end = (p.minutes if isinstance(p, Point) else p * 60 for p in (first, last))
    if end <= start and end < 720 and end + 720 > start:
        end += 720
    return Clock(hours_of(start, end or 1440)) if start < end else None


def _before(_moment: Moment, point: Point) -> Clock:
    return Clock(hours_of(0, point.minutes or 1440))


def _after(_moment: Moment, point: Point) -> Clock:
    return Clock(hours_of(point.minutes, 1440))


def _told(_moment: Moment, point: Point) -> Clock:
    return Clock(point.hours, is_point=True)


#: Before « de 7 h » is taken to say how long something lasts.
OF_ONE = (
    Rule(
        "clock-of",
        "(rappel|rappels|alarme|celui|ceux) de {hour} heures [{minute}] !(avant|plus tôt)",
        lambda m, *at: _told(m, _point(m, *at)),
        after=True,
    ),
)

POINTS = (
    Rule("clock-less", "{hour} heures moins [le|un] quart", lambda m, h: _less(m, h, 15)),
    Rule("clock-less", "{hour} heures moins {few}", _less),
    Rule("clock-quarter", "{hour} heures [et] [un] quart", lambda m, h: _point(m, h, 15)),
    Rule("clock-quarter", "{hour} heures [et] trois quarts", lambda m, h: _point(m, h, 45)),
    Rule("clock-half", "{hour} heures et (demi|demie)", lambda m, h: _point(m, h, 30)),
    Rule("clock", "{hour} heures et {minute} minutes", _point),
    Rule("clock", "{hour} heures {minute} [mn|min|minutes] !(<people>|<and> {day} {mo}|{mo}|élèves)", _point),
    Rule("clock", "{hour} : {minute} [:] [heures]", _point),
    Rule("clock", "(à|a|vers) {hour} . {minute} !(<people>)", _point),
    Rule("clock", "{hour} heures", _point),
    Rule("noon-half", "midi et (demi|demie)", lambda m: _noon(m, 30)),
    Rule("noon-less", "midi moins le quart", lambda m: _less(m, 12, 15)),
    Rule("noon-less", "midi moins {few}", lambda m, n: _less(m, 12, n)),
    Rule("noon-quarter", "midi et quart", lambda m: _noon(m, 15)),
    Rule("noon-and", "midi {few} !(<people>|<happenings>|heures|{mo}|/)", _noon),
    Rule("midnight-and", "minuit {few}", lambda m, n: _point(m, 24, n)),
    Rule("midnight", "minuit", lambda _m: Point(Hours(start=time(23), end=None), 1440)),
    Rule("noon", "midi", _noon),
    Rule("clock-of-part", "{C} [du|de|le|de le|en|dans le|dans la] {H}", _of_part),
)

RANGES = (
    Rule("free-after", "<ends> ~3 {C}", _after),
    Rule("free-before", "<begins> !(le lendemain) ~3 {C}", _before),
    Rule("clock-range", "(entre|de|dès|depuis) ({C}|{hour}) (à|a|et|&|jusqu'à|-|et jusqu'à|→) {C}", _range),
    Rule("clock-range", "[de] {C} (à|a|-|/|jusqu'à|et jusqu'à) {C}", _range),
    Rule("clock-range", "{hour} (-|/) {C}", _range),
    Rule("clock-range", "[de] {C} (à|-) {hour} !({mo}|<people>|<happenings>|heures|:|/|.)", _range),
    Rule("clock-range", "entre {C} et {hour} !({mo}|<people>|<happenings>)", _range),
    Rule("clock-before", "<never-after> [les|environ] {C}", _before),
    Rule("clock-after", "(<from>|<after>|dès|des) [les|environ|vers] {C}", _after),
    Rule("clock-after", "{C} (et plus|et après|passées|minimum|au plus tôt)", _after),
    Rule(
        "clock-before",
        "(<before>|<until>|pas plus tard que|au plus tard à|finir à|finit à|termine à|fini à) [les|environ] {C}",
        _before,
    ),
    Rule("clock-before", "{C} <at-most>", _before),
    Rule("clock", "[<about>|du|le|de] {C} [<tail-ends>]", _told),
)
