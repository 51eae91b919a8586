"""Whose turn it is."""

import asyncio

import pytest

from bot.delivery.lanes import Lanes
from bot.delivery.model import Update


def update(number: int, key: str) -> Update:
    """An update of a conversation."""
    return Update(number=number, key=key, data="{}")


async def test_one_conversation_one_at_a_time() -> None:
    lanes = Lanes()
    lanes.add([update(1, "a"), update(2, "a"), update(3, "b"), update(4, "a")])
    first = await lanes.take(10)
    assert [one.number for one in first] == [1, 3]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(lanes.take(10), 0.01)
    lanes.done(first)
    assert [one.number for one in await lanes.take(10)] == [2]


async def test_no_more_than_asked_for() -> None:
    lanes = Lanes()
    lanes.add(update(number, str(number)) for number in range(5))
    assert [one.number for one in await lanes.take(2)] == [0, 1]
    assert [one.number for one in await lanes.take(5)] == [2, 3, 4]


async def test_a_few_are_shared_among_all_hands() -> None:
    lanes = Lanes()
    lanes.add(update(number, str(number)) for number in range(24))
    assert [len(await lanes.take(10, hands=2)) for _ in range(4)] == [10, 7, 4, 3]
    lanes.add(update(number, str(number)) for number in range(24, 29))
    assert [len(await lanes.take(10, hands=4)) for _ in range(2)] == [4, 1]


async def test_several_wait_for_work() -> None:
    lanes = Lanes()
    waiting = [asyncio.create_task(lanes.take(1)) for _ in range(3)]
    await asyncio.sleep(0)
    lanes.add([update(1, "a"), update(2, "b"), update(3, "c")])
    taken = await asyncio.wait_for(asyncio.gather(*waiting), 1)
    assert sorted(one.number for (one,) in taken) == [1, 2, 3]


async def test_there_is_room_until_it_is_full() -> None:
    lanes = Lanes(capacity=2)
    lanes.add([update(1, "a"), update(2, "b")])
    entering = asyncio.create_task(lanes.room())
    await asyncio.sleep(0.01)
    assert not entering.done()
    lanes.done((await lanes.take(2))[:1])
    await asyncio.wait_for(entering, 1)


async def test_the_end_is_when_all_is_done() -> None:
    lanes = Lanes()
    lanes.add([update(1, "a"), update(2, "a")])
    ending = asyncio.create_task(lanes.empty())
    for _ in range(2):
        await asyncio.sleep(0)
        assert not ending.done()
        lanes.done(await lanes.take(1))
    await asyncio.wait_for(ending, 1)
    assert len(lanes) == 0
