"""Moments before an event: « 2 h avant », « la veille à 18 h », « le matin même ». They are no period."""

from collections.abc import Callable

from intents.dates.rule import Clock, Moment, Offset, Quantity, Rule

_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 7 * 1440, "month": 30 * 1440, "year": 365 * 1440}


def _before(_moment: Moment, length: Quantity) -> Offset | None:
    """« trois jours avant », « 48 h avant » (hours stay hours)."""
    if length.unit not in _MINUTES or length.count > 10_000:
        return None
    minutes = length.count * _MINUTES[length.unit]
    days = 0 if length.unit in ("minute", "hour") else minutes // 1440
    minutes -= days * 1440
    return Offset(days=days, hours=minutes // 60, minutes=minutes % 60)


def _clock_before(_moment: Moment, hour: int, minute: int = 0) -> Offset:
    """« 1h30 avant »."""
    return Offset(hours=hour, minutes=minute)


def _on_day(days: int) -> Callable[..., Offset]:
    """« la veille [au soir] », « le jour même [à 8 h] »."""

    def produce(_moment: Moment, at: Clock | None = None) -> Offset:
        return Offset(days=days, at=at.hours.start if at else None)

    return produce


def _timed(_moment: Moment, offset: Offset, at: Clock) -> Offset | None:
    """« deux jours avant à 18 h »."""
    return None if offset.at or offset.hours or offset.minutes else Offset(days=offset.days, at=at.hours.start)


_BEFORE = "(avant|plus tôt|auparavant|à l'avance|au préalable|d'avance)"

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
    Rule("before-event", "j - {n}", lambda _m, n: Offset(days=n) if n < 100 else None),
    Rule("before-event", "juste avant (le|la|les|l'|mon|ma|$)", lambda _m: Offset(minutes=30)),
)

#: When clock times and parts of the day have been read.
TIMED = (
    Rule("two-days-before", "[l'] avant veille [à|vers|au] {H}", _on_day(2)),
    Rule("two-days-before", "l'avant veille", _on_day(2)),
    Rule("day-before", "[la] veille [à|vers|au] {H}", _on_day(1)),
    Rule("day-before", "[la] veille", _on_day(1)),
    Rule("same-day", "[le] jours même [à|vers|le|au] {H}", _on_day(0)),
    Rule("same-day", "{H} (du jours même|le jours même)", _on_day(0)),
    Rule("same-day", "{H} même [à|vers] {H}", lambda m, _part, at: _on_day(0)(m, at)),
    Rule("same-day", "{H} même", _on_day(0)),
    Rule("same-day", "le jours même", _on_day(0)),
    Rule("before-event", "{O} [à|vers|au] {H}", _timed),
)  # fmt: skip
