"""Moments before an event: « 2 h avant », « la veille à 18 h », « le matin même ». They are no period."""

from collections.abc import Callable
from datetime import time

from intents.dates.rule import Clock, Moment, Offset, Quantity, Rule
from intents.model import Hours

_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 7 * 1440, "month": 30 * 1440, "year": 365 * 1440}

#: At what time one is reminded in a part of the day: nobody means six in the morning by « le matin ».
_PARTS = {
    Hours(start=time(6), end=time(12)): time(8),
    Hours(start=time(11, 30), end=time(14)): time(12),
    Hours(start=time(12), end=time(18)): time(14),
    Hours(start=time(7), end=time(9)): time(8),
}


def hour_meant(hours: Hours) -> time:
    """The minute at which to remind: the hour itself, or the usual one of a part of the day."""
    return _PARTS.get(hours, hours.start)


def _before(_moment: Moment, length: Quantity) -> Offset | None:
    """« trois jours avant », « 48 h avant » (hours stay hours)."""
    if length.unit not in _MINUTES or length.count > 10_000:
        return None
    minutes = length.count * _MINUTES[length.unit]
    days = 0 if length.unit in ("minute", "hour") else minutes // 1440
    minutes -= days * 1440
    return Offset(days=days, hours=minutes // 60, minutes=minutes % 60)


def _shift(sign: int) -> Callable[..., Offset | None]:
    """« repousse d'une heure », « avance-le de 30 minutes »."""

    def produce(_moment: Moment, length: Quantity) -> Offset | None:
        if length.unit not in _MINUTES or length.count > 10_000:
            return None
        return Offset(shift=sign * length.count * _MINUTES[length.unit])

    return produce


def _clock_before(_moment: Moment, hour: int, minute: int = 0) -> Offset:
    """« 1h30 avant »."""
    return Offset(hours=hour, minutes=minute)


def _on_day(days: int) -> Callable[..., Offset]:
    """« la veille [au soir] », « le jour même [à 8 h] »."""

    def produce(_moment: Moment, at: Clock | None = None) -> Offset:
        return Offset(days=days, at=hour_meant(at.hours) if at else None)

    return produce


def _timed(_moment: Moment, offset: Offset, at: Clock) -> Offset | None:
    """« deux jours avant à 18 h »."""
    return None if offset.at or offset.hours or offset.minutes else Offset(days=offset.days, at=hour_meant(at.hours))


_BEFORE = "(avant|plus tôt|auparavant|à l'avance|au préalable|d'avance)"

#: Before « de 2 heures » is taken to say how long something lasts.
SHIFTS = (
    Rule("shift", "<put-off> ~ (d'|de) {q}", _shift(1), after=True),
    Rule("shift", "<bring-forward> ~ (d'|de) {q}", _shift(-1), after=True),
)

#: Before clock times are read.
RULES = (
    Rule("before-event", f"{{hour}} heures [et] {{minute}} [minutes|min|mn] [juste] {_BEFORE}", _clock_before),
    Rule("before-event", f"{{hour}} heures et demie {_BEFORE}", lambda m, h: _clock_before(m, h, 30)),
    Rule("before-event", f"[les] {{q}} [juste] {_BEFORE} !(le|la|noël) !({{n}})", _before),
    Rule(
        "before-event",
        "{q} [juste] avant <the-event> !({n}|{wd}|fin|début|vacances|week end|semaine)",
        _before,
    ),
    Rule("before-event", "(j|je) - {n}", lambda _m, n: Offset(days=n) if n < 100 else None),
    Rule("before-event", "(juste|peu) avant (le|la|les|l'|mon|ma|$)", lambda _m: Offset(minutes=30)),
    Rule("before-event", "au dernier moment", lambda _m: Offset(minutes=30)),
    Rule("week-before", "[la] semaine (d'avant|précédente) !(noël|le|la|pâques|l'|les)", lambda _m: Offset(days=7)),
)

#: When clock times and parts of the day have been read.
TIMED = (
    Rule("two-days-before", "[l'] avant veille [à|vers|au|le] {H}", _on_day(2)),
    Rule("two-days-before", "l'avant veille", _on_day(2)),
    Rule("day-before", "[la] veille [à|vers|au|le] {H}", _on_day(1)),
    Rule("day-before", "[le] jours (d'avant|précédent) [à|vers|au] {H}", _on_day(1)),
    Rule("day-before", "[le] {H} d'avant", _on_day(1)),
    Rule("day-before", "([la] veille|[le] jours (d'avant|précédent))", _on_day(1)),
    Rule("same-day", "[le] jours (même|j|je) [à|vers|le|au] {H}", _on_day(0)),
    Rule("same-day", "{H} (du jours même|le jours même)", _on_day(0)),
    Rule("same-day", "{H} même [à|vers] {H}", lambda m, _part, at: _on_day(0)(m, at)),
    Rule("same-day", "{H} même", _on_day(0)),
    Rule("same-day", "le jours (même|j|je)", _on_day(0)),
    Rule("before-event", "{O} [à|vers|au] {H}", _timed),
)  # fmt: skip
