"""When a reminder is due: wall-clock times that stay what they were, on the two nights of the year as well."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.reminders.model import Asked, Occasion
from bot.reminders.times import instant, wall_time

PARIS = ZoneInfo("Europe/Paris")
#: The clock goes from 2:00 to 3:00 that night, and from 3:00 back to 2:00 on the other.
SPRING, AUTUMN = datetime(2022, 3, 27), datetime(2022, 10, 30)


def wall(asked: Asked, start: str, limit: str = "") -> str:
    """When a reminder of a session is due, on the clock."""
    occasion = Occasion(start=datetime.fromisoformat(start), limit=datetime.fromisoformat(limit or start))
    return wall_time(asked, occasion, PARIS).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("asked", "start", "due"),
    [
        (Asked(days=1, at=time(18)), "2021-11-22T14:00", "2021-11-21T18:00"),
        (Asked(hours=2), "2021-11-22T14:00", "2021-11-22T12:00"),
        (Asked(hours=1, minutes=30), "2021-11-22T14:00", "2021-11-22T12:30"),
        (Asked(hours=48), "2021-11-22T14:00", "2021-11-20T14:00"),
        (Asked(days=1), "2021-11-22T14:00", "2021-11-21T18:00"),
        (Asked(days=3), "2021-12-01T14:00", "2021-11-28T18:00"),
        (Asked(), "2021-11-22T14:00", "2021-11-22T08:00"),
        (Asked(at=time(7)), "2021-11-22T14:00", "2021-11-22T07:00"),
        (Asked(days=1, at=time(22, 30)), "2021-11-22T14:00", "2021-11-21T22:30"),
        (Asked(moment=datetime(2021, 11, 18, 23)), "2021-11-22T14:00", "2021-11-18T23:00"),
    ],
)
def test_what_was_asked(asked: Asked, start: str, due: str) -> None:
    assert wall(asked, start) == due


@pytest.mark.parametrize(
    ("asked", "start", "due"),
    [
        # 8:00 when that is still before the event…
        (Asked(hours=2), "2021-11-22T09:00", "2021-11-22T08:00"),
        (Asked(hours=2), "2021-11-22T10:00", "2021-11-22T08:00"),
        (Asked(hours=12), "2021-11-22T10:00", "2021-11-22T08:00"),
        # … else 21:00 the evening before.
        (Asked(hours=2), "2021-11-22T08:00", "2021-11-21T21:00"),
        (Asked(hours=1), "2021-11-22T07:30", "2021-11-21T21:00"),
        (Asked(hours=2), "2021-11-22T23:30", "2021-11-22T21:00"),
        (Asked(minutes=30), "2021-11-22T00:15", "2021-11-21T21:00"),
        # The edges are day.
        (Asked(hours=2), "2021-11-22T22:59", "2021-11-22T20:59"),
        (Asked(hours=2), "2021-11-22T23:00", "2021-11-22T21:00"),
        (Asked(minutes=30), "2021-11-22T08:30", "2021-11-22T08:00"),
        (Asked(minutes=31), "2021-11-22T08:30", "2021-11-22T08:00"),
    ],
)
def test_nobody_is_written_to_at_night(asked: Asked, start: str, due: str) -> None:
    assert wall(asked, start) == due


def test_a_day_without_hours_is_reminded_of_until_it_is_over() -> None:
    assert wall(Asked(hours=2), "2021-11-22T00:00", "2021-11-22T23:59") == "2021-11-22T08:00"


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_clock_times_stay_what_they_were(night: datetime) -> None:
    start = night.replace(hour=14).isoformat()
    assert wall(Asked(days=1, at=time(18)), start).endswith("T18:00")
    assert wall(Asked(), start).endswith("T08:00")
    assert wall(Asked(days=2, at=time(2, 30)), night.replace(day=night.day + 1, hour=14).isoformat()).endswith("T02:30")


@pytest.mark.parametrize(("night", "before"), [(SPRING, 13), (AUTUMN, 15)])
def test_hours_before_are_hours_that_pass(night: datetime, before: int) -> None:
    start = night.replace(hour=14)
    assert wall(Asked(hours=24), start.isoformat()) == start.replace(day=night.day - 1, hour=before).isoformat()[:16]


def test_a_time_that_the_clock_skips_comes_an_hour_later() -> None:
    assert instant(SPRING.replace(hour=2, minute=30), PARIS) == datetime(2022, 3, 27, 1, 30, tzinfo=UTC)
    assert instant(SPRING.replace(hour=3, minute=30), PARIS) == datetime(2022, 3, 27, 1, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_comes_the_first_time() -> None:
    twice = AUTUMN.replace(hour=2, minute=30)
    assert instant(twice, PARIS) == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    assert instant(twice.replace(fold=1), PARIS) == datetime(2022, 10, 30, 1, 30, tzinfo=UTC)
