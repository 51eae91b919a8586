"""The date spans of one message as one value: « lundi, plutôt le matin » is Monday morning."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from intents.dates.parts import both, is_amid_day, rest_of_day
from intents.dates.periods import at_hours, midnight
from intents.dates.rule import DateValue
from intents.model import Hours, Period

_MONTH = timedelta(days=31)
_NEVER_SAID = DateValue()


def combine(values: Sequence[DateValue]) -> DateValue:
    """What values said together mean: the days inside a wider period, each day at the hours said elsewhere.

    Days named one by one take the hours into their periods; a run of days keeps them in `hours`.
    """
    if len(values) < 2:
        return values[0] if values else _NEVER_SAID
    if any(value.periods and not value.alone for value in values):  # « à 14 h » is of the day that is named
        values = [DateValue(hours=value.alone) if value.alone else value for value in values]
    named = [p for value in values if not value.is_loose for p in value.periods]
    if named:
        values = [_held_by(named, v) if v.is_loose else v for v in values]
    periods = _narrowest([p for value in values for p in value.periods])
    hours = _shared([value.hours for value in values if value.hours])
    if hours is None or not periods:
        return DateValue(periods=tuple(periods), hours=hours)
    one_by_one = len(periods) == 1 or all(value.is_list for value in values if value.periods)
    if one_by_one and all(map(_is_day, periods)):
        return DateValue(periods=tuple(_at(period, hours) for period in periods))
    if len(periods) == 1 and (narrowed := _narrowed(periods[0], hours)):
        return DateValue(periods=(narrowed,))
    if all(_has_times(p) for p in periods):
        return DateValue(periods=tuple(periods))
    if any(_has_times(p) for p in periods):
        return DateValue(periods=tuple(_at(p, hours) if _is_day(p) else p for p in periods))
    return DateValue(periods=tuple(periods), hours=hours)


def _held_by(named: Sequence[Period], loose: DateValue) -> DateValue:
    """A value less the periods that share nothing with those that are named; its hours go with them."""
    periods = tuple(p for p in loose.periods if any(_overlap(p, other) for other in named))
    return replace(loose, periods=periods) if periods else DateValue()


def _narrowed(period: Period, hours: Hours) -> Period | None:
    """« à partir de 10 h mardi … je repars à 16 h »: the hours of a day that are asked twice; None when they differ."""
    start, end = period.start, period.end
    if start is None or end is None or not timedelta(hours=1) < end - start <= timedelta(days=1):
        return None
    own = Hours(start=start.time(), end=end.time() if end.time() != time() else None)
    shared = both(own, hours)
    return at_hours(start.date(), shared) if shared else None


def on_each_day(periods: Sequence[Period], hours: Hours) -> tuple[Period, ...]:
    """Those hours of each day of some periods; none when they go on for more than a month."""
    days = [_whole_days(period) for period in periods]
    if any(d.start is None or d.end is None or d.end - d.start > _MONTH for d in days):
        return ()
    each = (_start(d).date() + timedelta(days=i) for d in days for i in range((_end(d) - _start(d)).days))
    return tuple(at_hours(day, hours) for day in each)


def with_hours(periods: tuple[Period, ...], hours: Hours | None) -> DateValue:
    """Periods at another time of day: « samedi », then « plutôt le soir »; at any time for None."""
    days = [_whole_days(period) for period in periods]
    return combine([DateValue(periods=tuple(days)), DateValue(hours=hours)])


def on_whole_days(value: DateValue) -> DateValue:
    """The days of a value, at any time: « ce jour-là » after « mardi matin »."""
    return replace(value, periods=tuple(map(_whole_days, value.periods)), hours=None)


def until(value: DateValue, now: datetime, *, is_held: bool) -> DateValue:
    """From now to the end of what was told, « d'ici là », or to its beginning, « avant cela »."""
    ends = [p.end if is_held else p.start for p in value.periods]
    end = max((end for end in ends if end), default=None)
    return DateValue(periods=(Period(start=now, end=end),)) if end and end > now else value


def asked_and_refused(
    wanted: Sequence[DateValue], refused: Sequence[DateValue], *, after: bool = False
) -> tuple[DateValue, tuple[Period, ...]]:
    """What is asked, and the periods of it that are not.

    « Je suis pris jusqu'à 14 h » and « sauf le matin » ask for the rest of the day; « sauf l'après-midi » refuses the
    middle of each day that is asked. `after`: what is refused was said last. What would refuse all that is asked
    only tells: « je travaille jusqu'à Noël, une visite le 16 ou le 17 ? ».
    """
    at_hours_only = [value for value in refused if value.hours and not value.periods]
    if at_hours_only and len(at_hours_only) < len(refused):  # « pas le soir ni le week-end »
        asked, _ = asked_and_refused(wanted, at_hours_only, after=after)
        return asked_and_refused([asked], [v for v in refused if v not in at_hours_only], after=after)
    asked = combine(wanted)
    refused = [value for value in refused if not _is_elsewhere(value, asked)]
    not_asked = combine(refused)
    hours = None if not_asked.periods else not_asked.hours
    elsewhere = not_asked.hours or (len(not_asked.periods) == 1 and _has_times(not_asked.periods[0]))
    if asked.hours and not asked.periods and not_asked.periods and elsewhere:
        # « j'ai un rendez-vous mardi à 10 h, une visite l'après-midi ? »
        asked = with_hours(not_asked.periods, asked.hours)
    if not_asked.hours and not_asked.periods:  # « pas les soirs de la semaine prochaine »
        each = on_each_day(not_asked.periods, not_asked.hours) or not_asked.periods
        not_asked = DateValue(periods=each)
    if hours and asked.periods and is_amid_day(hours):
        if asked.hours and hours.end and hours.start < asked.hours.start < hours.end < (asked.hours.end or time.max):
            # « je travaille de 9 h à 17 h, une visite après le boulot »
            asked = replace(asked, hours=replace(asked.hours, start=hours.end))
        elsewhere = asked.hours is not None and both(asked.hours, hours) is None
        each = () if elsewhere else on_each_day(asked.periods, hours)  # « le matin, j'ai kiné l'après-midi »
        return asked, tuple(p for p in each if any(_overlap(p, day) for day in asked.periods))
    rests = [DateValue(hours=rest_of_day(v.hours)) for v in refused if v.hours] if hours else []
    rests += [DateValue(periods=(rest,)) for period in not_asked.periods if (rest := _rest_of_day(period))]
    if rests:
        return combine([asked, *rests]), ()
    if after:  # « mardi ou jeudi, mais pas vendredi »
        return asked, not_asked.periods
    # « aujourd'hui c'est mort, mais demain » excludes nothing of what is wanted
    times = on_each_day(asked.periods, asked.hours) if asked.hours else ()
    times = times or asked.periods
    if not times:
        return asked, not_asked.periods
    return asked, tuple(p for p in not_asked.periods if any(_overlap(p, t) for t in times) and not _covers(p, times))


def _is_elsewhere(refused: DateValue, asked: DateValue) -> bool:
    """« ni le matin ni le soir, des visites l'après-midi »: hours that share nothing with those that are asked."""
    if refused.periods or refused.hours is None or asked.hours is None:
        return False
    return both(refused.hours, asked.hours) is None


def _rest_of_day(period: Period) -> Period | None:
    """What comes after a period that ends in the day that it begins with."""
    if not _has_times(period) or period.start is None or period.start.time() != time():
        return None
    return Period(start=period.end, end=midnight(period.start.date() + timedelta(days=1)))


def is_within(value: DateValue, other: DateValue) -> bool:
    """« jeudi » and « le jeudi », « jeudi matin » and « jeudi »: all days of the one are days of the other."""
    return bool(value.periods) and all(
        any(p == wide or _holds(wide, p) for wide in other.periods) for p in value.periods
    )


def _overlap(a: Period, b: Period) -> bool:
    """Two half-open intervals share a moment; None is open."""
    return _start(a) < _end(b) and _start(b) < _end(a)


def _whole_days(period: Period) -> Period:
    """The days that a period touches."""
    start, end = period.start, period.end
    first = start and datetime.combine(start, time())
    last = end and datetime.combine(end, time())
    return Period(start=first, end=end if last is None or last == end else last + timedelta(days=1))


def _narrowest(periods: Sequence[Period]) -> list[Period]:
    """Each period once, without those that hold another; open ends are closed by one another."""
    kept: list[Period] = []
    for period in dict.fromkeys(periods):
        crossing = next((k for k in kept if _crosses(k, period)), None)
        if crossing:
            kept[kept.index(crossing)] = Period(
                start=max(_start(crossing), _start(period)), end=min(_end(crossing), _end(period))
            )
        else:
            kept.append(period)
    return [p for p in kept if not any(_holds(p, other) for other in kept)]


def _holds(wide: Period, narrow: Period) -> bool:
    return wide != narrow and _start(wide) <= _start(narrow) and _end(narrow) <= _end(wide)


def _covers(wide: Period, periods: Sequence[Period]) -> bool:
    return all(wide == p or _holds(wide, p) for p in periods)


def _crosses(one: Period, other: Period) -> bool:
    """« à partir du 12 … jusqu'au 20 »: one has no end, the other ends after it begins."""
    first, second = (one, other) if one.end is None else (other, one)
    return (
        first.end is None
        and second.end is not None
        and _start(second) < _start(first) < second.end
        and second.end - _start(second) > timedelta(days=1)
    )


def _start(period: Period) -> datetime:
    return period.start or datetime.min  # noqa: DTZ901 - local time, as all periods


def _end(period: Period) -> datetime:
    return period.end or datetime.max  # noqa: DTZ901 - local time, as all periods


def _shared(hours: Sequence[Hours]) -> Hours | None:
    """The hours that all say, or from the first to the last when they share none."""
    if not hours:
        return None
    found = hours[0]
    for other in hours[1:]:
        last = max(found.end or time.max, other.end or time.max)
        union = Hours(start=min(found.start, other.start), end=None if last == time.max else last)
        found = both(found, other) or union
    return found


def _is_day(period: Period) -> bool:
    return bool(
        period.start and period.end and not _has_times(period) and period.end - period.start == timedelta(days=1)
    )


def _has_times(period: Period) -> bool:
    """Less than a day, by the clock."""
    return bool(period.start and period.end and period.end - period.start < timedelta(days=1))


def _at(day: Period, hours: Hours) -> Period:
    return at_hours(_start(day).date(), hours)
