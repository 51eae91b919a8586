"""Weeks, months and other stretches of the calendar, as half-open periods of local time. Weeks begin on Monday."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from intents.model import Hours, Period


def midnight(day: date) -> datetime:
    """The beginning of a day."""
    return datetime.combine(day, time())


def days_from(first: date, count: int = 1) -> Period:
    """A period of whole days."""
    return Period(start=midnight(first), end=midnight(first + timedelta(days=count)))


def whole_days(first: date, last: date) -> Period:
    """From a day to another, included."""
    return days_from(first, (last - first).days + 1)


def at_hours(day: date, hours: Hours | None) -> Period:
    """A day, or its hours; an end before the start is on the next day."""
    if hours is None:
        return days_from(day)
    start = datetime.combine(day, hours.start)
    end = datetime.combine(day, hours.end or time())
    return Period(start=start, end=end if end > start else end + timedelta(days=1))


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week(day: date, weeks: int = 0) -> Period:
    """The week that holds a day, or one so many weeks later."""
    return days_from(monday_of(day) + timedelta(weeks=weeks), 7)


def month(year: int, number: int, months: int = 0) -> Period:
    """A month, or one so many months later."""
    first = shifted(date(year, number, 1), months)
    return days_from(first, monthrange(first.year, first.month)[1])


def shifted(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def weekday_from(first: date, weekday: int) -> date:
    """The first such weekday from a day on, that day included."""
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def valid(year: int, number: int, day: int) -> date | None:
    """That date, or None when the calendar has none."""
    try:
        return date(year, number, day)
    except ValueError:
        return None


def weekdays_in(periods: tuple[Period, ...], weekday: int) -> list[date]:
    """The days of that weekday in some periods."""
    days: list[date] = []
    for period in periods:
        if period.start is None or period.end is None:
            continue
        day = weekday_from(period.start.date(), weekday)
        while midnight(day) < period.end:
            days.append(day)
            day += timedelta(days=7)
    return days
