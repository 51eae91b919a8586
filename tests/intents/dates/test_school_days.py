"""When schools are open, and by which calendar."""

from datetime import date

import pytest

from intents import is_day_off, school_zone


@pytest.mark.parametrize(
    ("areas", "zone"),
    [
        (("13005", "dep:13", "reg:93"), "B"),
        (("reg:84",), "A"),
        (("dep:31", "reg:76"), "C"),
        (("reg:94",), "B"),
        ((), "B"),
    ],
)
def test_zone(areas: tuple[str, ...], zone: str) -> None:
    assert school_zone(areas) == zone


@pytest.mark.parametrize(
    ("day", "zone", "is_off"),
    [
        (date(2021, 11, 25), "B", False),
        (date(2021, 11, 27), "B", True),  # a Saturday
        (date(2021, 11, 11), "B", True),  # the armistice
        (date(2021, 11, 5), "B", True),  # All Saints' holidays
        (date(2022, 2, 10), "B", True),
        (date(2022, 2, 10), "A", False),  # its winter holidays begin two days later
    ],
)
def test_days_off(day: date, zone: str, *, is_off: bool) -> None:
    assert is_day_off(day, zone) is is_off
