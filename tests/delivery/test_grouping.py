"""Things asked for one by one, done together."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.delivery.grouping import Grouped


class Doubling:
    """Doubles numbers, and knows in which groups they came; of those below zero it wants to know nothing."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()
        self.may_end.set()

    async def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.groups.append(list(numbers))
        self.begun.set()
        await self.may_end.wait()
        if min(numbers) < 0:
            raise ValueError(min(numbers))
        return [2 * number for number in numbers]


@pytest.fixture
def doubling() -> Doubling:
    """What is done with a group."""
    return Doubling()


@pytest.fixture
def double(doubling: Doubling) -> Grouped[int, int]:
    """Doubles one number."""
    return Grouped(doubling)


async def test_what_comes_while_others_are_done_is_done_together(doubling: Doubling, double: Grouped[int, int]) -> None:
    doubling.may_end.clear()
    asked = [asyncio.create_task(double(1))]
    await doubling.begun.wait()
    asked += [asyncio.create_task(double(number)) for number in (2, 3)]
    await asyncio.sleep(0)
    doubling.may_end.set()
    assert await asyncio.gather(*asked) == [2, 4, 6]
    assert doubling.groups == [[1], [2, 3]]


async def test_the_failure_of_one_is_nothing_to_the_others(doubling: Doubling, double: Grouped[int, int]) -> None:
    found = await asyncio.gather(double(1), double(-2), double(3), return_exceptions=True)
    assert [str(one) for one in found] == ["2", "-2", "6"]
    assert doubling.groups == [[1, -2, 3], [1], [-2], [3]]


async def test_what_fails_alone_is_not_done_again(doubling: Doubling, double: Grouped[int, int]) -> None:
    with pytest.raises(ValueError, match="-1"):
        await double(-1)
    assert doubling.groups == [[-1]]
    assert await double(1) == 2


async def test_whoever_waits_no_more_harms_nobody(doubling: Doubling, double: Grouped[int, int]) -> None:
    asked = [asyncio.create_task(double(number)) for number in (1, 2)]
    await asyncio.sleep(0)
    asked[0].cancel()
    assert await asked[1] == 4
    assert doubling.groups == [[1, 2]]


async def test_the_end_is_when_all_is_done(doubling: Doubling, double: Grouped[int, int]) -> None:
    await double.finish()
    doubling.may_end.clear()
    asked = asyncio.create_task(double(1))
    await asyncio.sleep(0)
    ending = asyncio.create_task(double.finish())
    await asyncio.sleep(0.01)
    assert not ending.done()
    doubling.may_end.set()
    await ending
    assert await asked == 2
