"""When a message wants to be reminded, and of which session: « la veille à 18 h », « celle de mercredi »."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from msgspec import structs

from bot.events.words import fold
from bot.reminders.model import Asked, Occasion
from bot.reminders.times import MORNING
from bot.replies.dates import WEEKDAYS
from intents import Hours, Offset, Period, Understanding, hour_meant

_DAY, _HOUR, _WEEK = timedelta(days=1), timedelta(hours=1), timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """What a message says of time."""

    #: So long before the event.
    before: tuple[Asked, ...] = ()
    #: Days and hours: the moment itself, or the session that is meant.
    periods: tuple[Period, ...] = ()
    #: A time of day and nothing else.
    hours: Hours | None = None
    #: Minutes by which a reminder is put off; less than 0, it comes sooner.
    shift: int = 0
    #: The days are weekdays, « mercredi », of whatever week.
    is_weekday: bool = False

    def __bool__(self) -> bool:
        return bool(self.before or self.periods or self.hours or self.shift)

    @property
    def is_exact(self) -> bool:
        """« demain à 10 h »: days and hours, which nobody searches for."""
        return bool(self.periods) and all(p.start and p.end and p.end - p.start <= _HOUR for p in self.periods)


#: A message that says nothing of time.
NO_TIME = Times()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is wanted of an event."""

    #: The sessions that may be meant.
    occasions: tuple[Occasion, ...]
    #: The times asked for; none: the usual ones.
    times: tuple[Asked, ...] = ()


def times_said(said: Understanding, now: datetime, title: str = "") -> Times:
    """The times of a message. Stretches without an end, or that have begun, tell no moment.

    « Bâtisseurs de demain » is the title of the event that is meant, and no date.
    """
    if _is_in_title(said, title):
        return NO_TIME
    offsets = [s.value for s in said.spans if s.family == "offset" and isinstance(s.value, Offset)]
    before = tuple(_asked(offset) for offset in offsets if not offset.shift)
    periods = () if said.time_of_day else tuple(p for p in said.criteria.periods if _is_telling(p, said, now))
    hours = said.time_of_day or (None if periods else said.criteria.hours)
    if hours and before:
        at = hour_meant(hours)
        before = tuple(a if a.at or a.hours or a.minutes else structs.replace(a, at=at) for a in before)
    return Times(
        before=before,
        periods=periods,
        hours=None if before else hours,
        shift=sum(offset.shift for offset in offsets),
        is_weekday=said.bare_weekday or _names_weekday(said),
    )


def _is_in_title(said: Understanding, title: str) -> bool:
    """All that the message says of time are words of a title."""
    spans = [span for span in said.spans if span.family in ("date", "offset")]
    return bool(spans) and all(fold(said.text[s.start : s.end]) in fold(title) for s in spans)


def _names_weekday(said: Understanding) -> bool:
    """Its days are « lundi », « mercredi soir », of whatever week, and no « lundi 22 »."""
    dates = [fold(said.text[s.start : s.end]).split() for s in said.spans if s.family == "date"]
    return bool(dates) and all(
        words[0] in WEEKDAYS and not any(word.isdigit() for word in words[1:2]) for words in dates
    )


def _asked(offset: Offset) -> Asked:
    return Asked(days=offset.days, hours=offset.hours, minutes=offset.minutes, at=offset.at)


def _is_telling(period: Period, said: Understanding, now: datetime) -> bool:
    if period.start is None or period.end is None:
        return False
    if period.end <= now:  # « lundi à 8 h », said on a Monday at nine
        return _names_weekday(said) and period.start.date() == now.date()
    return period.start > now or period.end - period.start <= _DAY


def wish(times: Times, occasions: Sequence[Occasion], now: datetime) -> Wish:
    """What the times mean for the sessions of one event."""
    chosen = sessions_meant(times, occasions)
    if times.before or chosen:
        return Wish(occasions=chosen or tuple(occasions), times=times.before)
    moments = [_moment(period, times, now) for period in times.periods]
    if times.hours and _is_clock(times.hours):
        moments = [_next(times.hours.start, now)]
    if moments:
        after = [occasion for occasion in occasions if occasion.limit > max(moments)]
        return Wish(occasions=tuple(after[:1] or occasions[:1]), times=tuple(Asked(moment=m) for m in moments))
    if times.hours and occasions:
        return Wish(occasions=tuple(occasions), times=(_that_day(hour_meant(times.hours), occasions[0]),))
    return Wish(occasions=tuple(occasions))


def sessions_meant(times: Times, occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    """The sessions of a day that is named (« le 24 »), or that begin at the very hour (« celle de 14 h »)."""
    found = [o for o in occasions if any(_is_meant(o.start, period) for period in times.periods)]
    if not found and times.is_weekday and len(occasions) > 1:
        days = {p.start.weekday() for p in times.periods if p.start and _is_whole_day(p)}
        found = [o for o in occasions if o.start.weekday() in days]
    if not found and times.hours and len(occasions) > 1:
        found = [o for o in occasions if o.start.time() == times.hours.start]
    return tuple(found)


def whole_day(times: Times) -> date | None:
    """« au 21 »: a day and no hour."""
    period = times.periods[0] if len(times.periods) == 1 and not times.hours else None
    return period.start.date() if period and period.start and _is_whole_day(period) else None


def _is_meant(start: datetime, period: Period) -> bool:
    if period.start is None or period.end is None:
        return False
    return period.start <= start < period.end if _is_whole_day(period) else start == period.start


def _is_whole_day(period: Period) -> bool:
    return bool(period.start and period.end and period.start.time() == period.end.time() == time())


def _moment(period: Period, times: Times, now: datetime) -> datetime:
    """The minute that a stretch of time means: the usual hour of its first day or part of the day."""
    start, end = period.start or now, period.end or now
    if _is_whole_day(period):
        at = MORNING
    else:
        at = hour_meant(Hours(start=start.time(), end=None if end.time() == time() else end.time()))
    moment = datetime.combine(start.date(), at.replace(second=0, microsecond=0))
    if moment > now:
        return moment
    if times.is_weekday:
        return moment + _WEEK
    soon = now.replace(second=0, microsecond=0) + _HOUR
    return soon if soon < end else moment


def _is_clock(hours: Hours) -> bool:
    """« à 19 h », rather than « le soir »."""
    end = hours.end.hour if hours.end else 24
    return end - hours.start.hour <= 1


def _next(at: time, now: datetime) -> datetime:
    moment = datetime.combine(now.date(), at)
    return moment if moment > now else moment + _DAY


def _that_day(at: time, occasion: Occasion) -> Asked:
    """« le matin » is that of the event, « le soir » the evening before when it is over by then."""
    is_before = datetime.combine(occasion.start.date(), at) < occasion.start
    return Asked(days=0 if is_before else 1, at=at)
