"""When news is told."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.rhythms import Rhythm, last_time

MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2022, 12, 31))


@pytest.mark.parametrize(
    ("rhythm", "now", "told"),
    [
        ("now", "2021-11-17T03:04:05", "2021-11-17T03:04:05"),
        ("daily", "2021-11-17T17:59", "2021-11-16T18:00"),
        ("daily", "2021-11-17T18:00", "2021-11-17T18:00"),
        ("weekly", "2021-11-17T12:00", "2021-11-15T09:00"),
        ("weekly", "2021-11-15T08:59", "2021-11-08T09:00"),
        ("weekly", "2021-11-15T09:00", "2021-11-15T09:00"),
    ],
)
def test_the_last_time(rhythm: Rhythm, now: str, told: str) -> None:
    assert last_time(rhythm, datetime.fromisoformat(now)) == datetime.fromisoformat(told)


@given(MOMENTS)
def test_it_comes_back_day_after_day_and_week_after_week(now: datetime) -> None:
    rhythms: list[tuple[Rhythm, timedelta]] = [("daily", timedelta(days=1)), ("weekly", timedelta(days=7))]
    for rhythm, period in rhythms:
        last = last_time(rhythm, now)
        assert last <= now < last + period
        assert last_time(rhythm, last) == last
        assert last_time(rhythm, last - timedelta.resolution) == last - period
