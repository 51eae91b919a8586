"""Clocks that are set and that run faster, through changes of hour."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock

PARIS = ZoneInfo("Europe/Paris")


class Machine:
    """A machine's time, moved by hand."""

    def __init__(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time

    def run(self, **duration: float) -> None:
        self.time += timedelta(**duration)


@pytest.fixture
def machine() -> Machine:
    return Machine(datetime(2026, 7, 1, 10, 0, tzinfo=UTC))


def test_the_real_time_is_that_of_the_zone(machine: Machine) -> None:
    clock = Clock(PARIS, machine_time=machine)
    assert clock.now() == datetime(2026, 7, 1, 12, 0)
    machine.run(days=180)
    assert clock.now() == datetime(2026, 12, 28, 11, 0)


def test_a_clock_goes_to_another_zone(machine: Machine) -> None:
    clock, zones = Clock(PARIS, machine_time=machine), [PARIS]
    clock.follow(lambda: zones[-1])
    zones.append(ZoneInfo("America/Cayenne"))
    assert clock.now() == datetime(2026, 7, 1, 7, 0)


def test_a_clock_that_is_set_then_runs(machine: Machine) -> None:
    clock = Clock(PARIS, at=datetime(2021, 11, 15, 9, 0), machine_time=machine)
    assert clock.now() == datetime(2021, 11, 15, 9, 0)
    machine.run(minutes=90)
    assert clock.now() == datetime(2021, 11, 15, 10, 30)


def test_a_faster_clock(machine: Machine) -> None:
    clock = Clock(PARIS, at=datetime(2021, 11, 15, 9, 0), speed=600, machine_time=machine)
    machine.run(seconds=6)
    assert clock.now() == datetime(2021, 11, 15, 10, 0)


@pytest.mark.parametrize(
    ("at", "hours", "then"),
    [
        (datetime(2021, 3, 28, 1, 30), 1, datetime(2021, 3, 28, 3, 30)),
        (datetime(2021, 10, 31, 1, 30), 1, datetime(2021, 10, 31, 2, 30)),
        (datetime(2021, 10, 31, 1, 30), 2, datetime(2021, 10, 31, 2, 30, fold=1)),
        (datetime(2021, 10, 31, 1, 30), 3, datetime(2021, 10, 31, 3, 30)),
    ],
)
def test_changes_of_hour(machine: Machine, at: datetime, hours: float, then: datetime) -> None:
    clock = Clock(PARIS, at=at, machine_time=machine)
    machine.run(hours=hours)
    assert (clock.now(), clock.now().fold) == (then, then.fold)


async def test_sleeping_until_a_local_time() -> None:
    clock = Clock(PARIS, at=datetime(2021, 10, 31, 2, 59), speed=36_000)
    began = time.monotonic()
    await clock.sleep_until(datetime(2021, 10, 31, 3, 0))  # an hour and a minute later: 2:59 comes twice
    assert clock.now() >= datetime(2021, 10, 31, 3, 0)
    assert time.monotonic() - began >= 61 * 60 / 36_000


async def test_what_is_past_does_not_wait(machine: Machine) -> None:
    clock = Clock(PARIS, at=datetime(2021, 11, 15, 9, 0), machine_time=machine)
    await asyncio.wait_for(clock.sleep_until(datetime(2021, 11, 15, 9, 0)), timeout=1)
