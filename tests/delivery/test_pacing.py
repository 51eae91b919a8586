"""How fast one may write."""

from heapq import heappop, heappush
from random import Random

import pytest

from bot.delivery.pacing import Pace, Window

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


@pytest.mark.parametrize("longest", [0.05, 0.5, 3.0])
def test_no_second_of_the_channel_has_more_than_the_window(longest: float) -> None:
    random, window, ends, arrivals = Random(20211122), Pace().window, list[float](), list[float]()
    for millisecond in range(30_000):
        now = millisecond / 1000
        while ends and ends[0] <= now:
            window.end(heappop(ends))
        for _ in range(window.room(now)):
            window.begin()
            # Most calls are quick; some are held up, so that they arrive in a bunch with later ones.
            lasts = random.choice((0.01, 0.01, longest - now % longest + 0.01))
            arrivals.append(now + random.uniform(0, lasts))
            heappush(ends, now + lasts)
    assert len(arrivals) > 500
    assert max(sum(start <= time < start + 1 for time in arrivals) for start in arrivals) <= 30


def test_the_window_tells_when_it_opens() -> None:
    window = Window(1)
    window.begin()
    assert (window.room(5.0), window.opens(5.0)) == (0, None)
    window.end(5.0)
    assert (window.room(5.25), window.opens(5.25)) == (0, 0.75)
    assert (window.room(6.0), window.opens(6.0)) == (1, None)
