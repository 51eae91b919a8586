"""How fast one may write."""

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import cycle
from random import Random

import pytest

from bot.delivery.pacing import Pace, Window, Wire

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


def risked(wire: Wire, lasts: float | Sequence[float], seconds: float, *, every: float = 0.0) -> list[int]:
    """How many calls are under way when each begins, in an outbox that is full or gets a letter every so often."""
    ends, found, waiting, free = list[float](), list[int](), 0, 0.0
    lasting = cycle([lasts] if isinstance(lasts, float) else lasts)
    for millisecond in range(int(1000 * seconds)):
        now = millisecond / 1000
        waiting += every == 0 or millisecond % int(1000 * every) == 0
        while ends and ends[0] <= now:
            heappop(ends)
        if now < free:
            continue
        if waiting and wire.room(len(ends), now):
            wire.begin(now)
            waiting -= 1
            # As `Pace` does: 28 a second, and what was missed for longer is not caught up.
            free = max(free, now - 0.05) + 1 / 28
            heappush(ends, now + next(lasting))
            found.append(len(ends))
        elif not (ends or waiting):
            wire.rest(now)
    return found


@pytest.mark.parametrize("lasts", [0.005, 0.03, 0.038])
def test_one_call_at_a_time_while_that_keeps_the_pace(lasts: float) -> None:
    found = risked(Pace().wire, lasts, 60)
    assert set(found) == {1}
    assert len(found) >= 60 * 25.5


@pytest.mark.parametrize(("lasts", "most"), [(0.05, 2), (0.2, 6), (1.0, 28)])
def test_slow_calls_are_made_beside_each_other_as_far_as_the_pace_asks(lasts: float, most: int) -> None:
    found = risked(Pace().wire, lasts, 400)
    assert max(found) <= most
    assert len(found) >= 400 * 25.5
    assert set(found[: int(0.25 / lasts)]) <= {1}


def test_calls_of_which_some_are_slow_keep_the_pace_too() -> None:
    assert len(risked(Pace().wire, (0.01, 0.01, 0.01, 0.2), 60)) >= 60 * 25.5


def test_slow_calls_that_nobody_waits_for_are_made_one_at_a_time() -> None:
    assert set(risked(Pace().wire, 0.09, 60, every=0.1)) == {1}


def test_a_call_that_hangs_holds_the_others_up_for_a_quarter_of_a_second() -> None:
    wire = Pace().wire
    wire.begin(100.0)
    assert wire.room(1, 100.125) == 0
    assert wire.opens(1, 100.125) == 0.125
    assert wire.room(1, 100.25) == 1
    assert wire.opens(1, 100.25) is None


def test_a_wire_that_was_idle_is_late_no_more() -> None:
    wire = Pace().wire
    wire.begin(100.0)
    assert wire.room(1, 102.0) > 1
    wire.rest(102.0)
    wire.begin(103.0)
    assert wire.room(1, 103.0) == 0


def test_a_faster_pace_risks_more() -> None:
    assert Pace(per_second=280).wire.room(3, 0.0) == 7
