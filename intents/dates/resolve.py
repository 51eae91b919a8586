"""From days as named to periods: which Monday, which 22, in which week."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec.structs import replace

from intents.dates.periods import at_hours, midnight, valid, weekday_from
from intents.dates.rule import DateValue, Day, Days, Moment
from intents.model import Period

#: How far ahead « le mercredi » is still each Wednesday of the programme.
_SEASON = timedelta(days=75)
#: How far ahead a weekday and a number that do not agree are believed.
_SOON = timedelta(days=62)


def resolve(moment: Moment, days: Days, scopes: Sequence[Period] = ()) -> DateValue | None:
    """The periods of days, bare weekdays within one of the scopes if they can be; None for endless recurrences."""
    named = _completed(days.days, moment.today)
    periods: list[Period] = []
    first = moment.today
    for place, day in enumerate(named):
        before = named[place - 1] if place else day
        if day.every == "maybe" and before.number and _follows(before, once := replace(day, every="")):
            day = once  # « le jeudi 18 ou le vendredi » are of one week
        found = _periods(replace(moment, first=first) if _follows(before, day) else moment, day, scopes)
        found = _left_of(found, moment) if day.is_left else found
        first = found[-1].start.date() if found and found[-1].start else first
        periods += [p for p in found if p not in periods]
    if not periods:
        return None
    if any(day.every for day in named):
        periods.sort(key=lambda p: p.start or moment.now)
    hours = {d.hours for d in named}
    shared = next(iter(hours)) if len(hours) == 1 and not any(d.bound for d in named) else None
    is_list = not any(d.every or _is_long(d) for d in named) and not _is_week_end(periods)
    if shared and not is_list and (len(periods) > 1 or _is_long(named[0])):
        return DateValue(periods=_whole_days(periods), hours=shared)
    return DateValue(periods=tuple(periods), is_list=is_list)


def _left_of(periods: Sequence[Period], moment: Moment) -> list[Period]:
    """What has not gone by."""
    left = [p for p in periods if p.end is None or p.end > moment.now]
    return [Period(start=p.start and max(p.start, moment.now), end=p.end) for p in left]


def rest_of_week(moment: Moment, days: Days) -> Period | None:
    """After « le samedi 21 », « le dimanche » is the day after it; None for other days than one of the month."""
    day = days.days[0]
    if len(days.days) > 1 or day.number is None or day.until or day.bound or (first := first_day(moment, days)) is None:
        return None
    start = first + timedelta(days=1)
    end = first + timedelta(days=7 - first.weekday())
    return Period(start=midnight(start), end=midnight(end)) if start < end else None


def _is_week_end(periods: Sequence[Period]) -> bool:
    days = _whole_days(periods) if len(periods) > 1 else ()
    return len(days) == 2 and [d.start.weekday() if d.start else 0 for d in days] == [5, 6]


def _follows(before: Day, day: Day) -> bool:
    """« lundi, mardi ou mercredi », said on a Tuesday, are all of next week."""
    named = before.weekday is not None and not before.until and not before.bound  # « vendredi 20 ou samedi »
    return named and day.is_bare and not day.every and (before.weekday or 0) < (day.weekday or 0)


def first_day(moment: Moment, days: Days) -> date | None:
    """The first of the days."""
    value = resolve(moment, days)
    return value.periods[0].start.date() if value and value.periods[0].start else None


def next_numbered(moment: Moment, day: Day, after: date | None = None) -> date | None:
    """The next day with that number, weekday, month and year; None when there is none."""
    first = after or moment.today
    if day.number is None:
        return None
    if day.month is not None:
        return _in_month(first, day.number, day.month, day.year)
    found = _by_number(first, day.number, day.weekday)
    if day.weekday is not None and (found is None or found - first > _SOON):
        # The weekday is a slip when the programme has a day of that number.
        plain = _by_number(first, day.number, None)
        if plain and _is_near_programme(moment, plain):
            return plain
    return found


def _is_near_programme(moment: Moment, day: date) -> bool:
    start, end = moment.scene.start, moment.scene.end
    return bool(start and end and start - timedelta(days=14) <= day <= end + timedelta(days=14))


def _in_month(first: date, number: int, month: int, year: int | None) -> date | None:
    if year is not None:
        return valid(year, month, number)
    days = (valid(first.year + n, month, number) for n in range(9))
    return next((d for d in days if d and d >= first), None)


@lru_cache(maxsize=4096)
def _by_number(first: date, number: int, weekday: int | None) -> date | None:
    for n in range(30):
        year, index = divmod(first.year * 12 + first.month - 1 + n, 12)
        day = valid(year, index + 1, number)
        if day and day >= first and weekday in (None, day.weekday()):
            return day
    return None


def _completed(days: Sequence[Day], today: date) -> list[Day]:
    """« les 17 et 19 novembre »: a number takes the month that follows it."""
    out: list[Day] = []
    following: Day | None = None
    for day in reversed(days):
        if day.until:
            end = day.until
            if end.number and not end.month and following:
                end = replace(end, month=following.month, year=following.year)
            day = replace(_with_month(day, end), until=end)
        elif following:
            day = _listed(day, following, today)
        out.append(day)
        following = day if day.number else following
    return _continued(out[::-1])


def _continued(days: Sequence[Day]) -> list[Day]:
    """« le 28 novembre et le 2 »: a number alone goes on from the month before it."""
    out: list[Day] = []
    for day in days:
        before = out[-1] if out else None
        if before and before.number and before.month and day.number and not day.month and day.weekday is None:
            wraps = before.number - day.number > 15
            year = before.year + (wraps and before.month == 12) if before.year else None
            day = replace(day, month=before.month % 12 + 1 if wraps else before.month, year=year)
        out.append(day)
    return out


def _listed(day: Day, following: Day, today: date) -> Day:
    """« le 28 ou le 2 avril » begins in March; « le 2 ou le 1er avril », said in March, does not."""
    found = _with_month(day, following)
    if found.month == following.month or not (found.number and found.month and following.number and following.month):
        return found
    first = _in_month(today, found.number, found.month, found.year)
    last = _in_month(today, following.number, following.month, following.year)
    return replace(found, month=following.month, year=following.year) if first and last and first > last else found


def _with_month(day: Day, following: Day) -> Day:
    if day.number is None or day.month is not None or following.number is None or following.month is None:
        return day
    if day.number <= following.number:
        return replace(day, month=following.month, year=following.year)
    month = following.month - 1 or 12
    year = following.year - (following.month == 1) if following.year else None
    return replace(day, month=month, year=year)


def _periods(moment: Moment, day: Day, scopes: Sequence[Period]) -> list[Period]:
    dates = _running(moment, day) or _dates(moment, day, scopes)
    if not dates:
        return []
    if day.until:
        last = _end(moment, day.until, scopes, dates[0])
        if last is None:
            return []
        start = _edge(moment, replace(day, until=None), dates[0]).start if day.bound else midnight(dates[0])
        end = _edge(moment, day.until, last).end if day.until.bound else midnight(last + timedelta(days=1))
        return [Period(start=start, end=end)] if start is None or end is None or start < end else []
    if day.bound:
        return [_edge(moment, day, dates[0])]
    return [at_hours(d, day.hours) for d in dates]


def _running(moment: Moment, day: Day) -> list[date]:
    """The first day of a range that has begun: « du 22 au 28 », said on the 24th, is not next month's."""
    end = day.until
    if end is None or day.bound or end.bound or not day.number or not end.number or day.year or end.year:
        return []
    last = next_numbered(moment, end)
    if last is None or (day.month and end.month and day.month != end.month) or day.number >= end.number:
        return []
    first = last.replace(day=day.number)
    return [first] if first < moment.today else []


def _end(moment: Moment, end: Day, scopes: Sequence[Period], first: date) -> date | None:
    """The last day of a range: the next such one after its first."""
    if end.known:
        return end.known if end.known >= first else None
    if end.number:
        return next_numbered(moment, end, first)
    return weekday_from(first, end.weekday) if end.weekday is not None else None


def _edge(moment: Moment, day: Day, found: date) -> Period:
    """All time on one side of a day."""
    at = at_hours(found, day.hours)
    if day.bound == "from":
        return Period(start=at.start, end=None)
    if day.bound == "after":
        return Period(start=at.end, end=None)
    end = at.start if day.bound == "before" else at.end
    return Period(start=min(moment.now, end or moment.now), end=end)


def _dates(moment: Moment, day: Day, scopes: Sequence[Period]) -> list[date]:
    if day.known:
        return [day.known]
    if day.number:
        found = _within_scopes(day, scopes) or next_numbered(moment, day)
        return [found] if found else []
    if day.weekday is None:
        return []
    for scope in scopes:
        if inside := _weekdays(scope, day.weekday, moment):
            return inside if day.every else inside[:1]
    return _recurring(moment, day.weekday, day.every)


def _within_scopes(day: Day, scopes: Sequence[Period]) -> date | None:
    """« le 18 » beside « en novembre »."""
    if day.month is not None or day.number is None:
        return None
    for scope in scopes:
        if scope.start and scope.end and scope.end - scope.start <= timedelta(days=31):
            found = _by_number(scope.start.date(), day.number, day.weekday)
            if found and midnight(found) < scope.end:
                return found
    return None


def _weekdays(scope: Period, weekday: int, moment: Moment) -> list[date]:
    if scope.start is None or scope.end is None:
        return []
    first = scope.start.date()
    if scope.end - scope.start > timedelta(days=7) and scope.end > moment.now:
        first = max(first, moment.today)
    days: list[date] = []
    day = weekday_from(first, weekday)
    while midnight(day) < scope.end and len(days) < 60:
        days.append(day)
        day += timedelta(days=7)
    return days


def _recurring(moment: Moment, weekday: int, every: str) -> list[date]:
    """« les mercredis »: those up to the programme's end; « le mercredi » also the coming one when it is unknown."""
    coming = weekday_from(moment.first or moment.today, weekday)
    end = moment.scene.end
    if every in ("all", "maybe") and end and moment.today <= end <= moment.today + _SEASON:
        return [coming + timedelta(days=n) for n in range(0, (end - coming).days + 1, 7)] or [coming]
    return [] if every == "all" else [coming]


def _is_long(day: Day) -> bool:
    return day.until is not None or bool(day.bound)


def _whole_days(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The days that periods touch, each once."""
    days = [
        Period(
            start=p.start and midnight(p.start.date()),
            end=p.end and midnight((p.end - timedelta(seconds=1)).date() + timedelta(days=1)),
        )
        for p in periods
    ]
    return tuple(dict.fromkeys(days))
