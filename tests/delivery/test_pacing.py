"""How fast one may write."""

import pytest

from bot.delivery.pacing import Pace

NOW = 1_000_000


def sent(pace: Pace, seconds: int, *, every: int) -> list[int]:
    """When messages leave, in milliseconds, when the outbox is full and looked into every so many milliseconds."""
    free, times = 0.0, []
    for now in range(NOW, NOW + 1000 * seconds, every):
        room = pace.room(free, now)
        times += [now] * room
        free = pace.after(free, now, room) if room else free
    return times


@pytest.mark.parametrize("every", [1, 5, 20, 36, 50])
def test_the_pace_is_kept_and_used(every: int) -> None:
    times = sent(Pace(), 60, every=every)
    assert len(times) >= 60 * 27.9
    assert max(sum(start <= time < start + 1000 for time in times) for start in times) <= 30


def test_after_a_pause_nothing_is_caught_up() -> None:
    assert Pace().room(0.0, NOW) == 2
    assert Pace().room(NOW + 500.0, NOW) == 0


def test_fast_servers_are_used() -> None:
    assert len(sent(Pace(per_second=5000), 1, every=10)) >= 4900


def test_groups_rest_longer() -> None:
    pace = Pace()
    assert (pace.rest("telegram:5"), pace.rest("telegram:-5")) == (1000, 3000)
