"""A process that dies at any step of telling: nobody misses anything, and nobody is told twice."""

import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.storage.database import Database
from tests.conversation.guide import NOW
from tests.storage.folder import TEXT
from tests.storage.town import Town

STATES = {"full": "Complet : il n'y a plus de place.", "confirmed": "Il y a de nouveau des places."}


class DeathError(Exception):
    """The process is no more."""


class Mortal:
    """Something whose work may be cut short: just before one of its steps, or just after."""

    def __init__(self, wrapped: Any, steps_left: list[int], chance: random.Random) -> None:
        self._wrapped, self._left, self._chance = wrapped, steps_left, chance

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def step(*values: Any, **named: Any) -> Any:
            self._left[0] -= 1
            is_last, is_done = self._left[0] == 0, self._chance.random() < 0.5
            if is_last and not is_done:
                raise DeathError
            result = await getattr(self._wrapped, name)(*values, **named)
            if is_last:
                raise DeathError
            return result

        return step


async def test_a_process_that_dies_at_any_step(database: Database, tmp_path: Path) -> None:
    chance = random.Random(2021)
    town = Town(database, tmp_path)
    ledger, newsroom = town.folder.ledger, town.newsroom
    town.folder.write(TEXT)
    await town.open()
    await town.remind("Ana", "iter-visite")
    await town.follow("Bo")
    await town.follow("Cleo")
    await town.follow("Cleo", rhythm="daily")
    last, deaths = dict.fromkeys(("Ana", "Bo", "Cleo"), "full"), 0
    for _ in range(60):
        state = chance.choice(list(STATES))
        town.folder.write(TEXT.replace("status: full", f"status: {state}"))
        left = [chance.randint(1, 16)]
        town.folder.ledger, town.newsroom = Mortal(ledger, left, chance), Mortal(newsroom, left, chance)  # type: ignore[assignment]
        try:
            await town.open()
            hear(last, await town.tell())
        except DeathError:
            deaths += 1
        town.folder.ledger, town.newsroom = ledger, newsroom
        hear(last, await town.post())
        if chance.random() < 0.5:
            await town.open()
            hear(last, await town.tell())
            assert set(last.values()) == {state}
    assert deaths > 20
    await town.open()
    hear(last, await town.tell())
    assert await town.tell(NOW.replace(hour=18)) == {}
    assert await town.times("Ana") == ["21 18:00"]


def hear(last: dict[str, str], told: dict[str, list[str]]) -> None:
    """Each message tells what its reader did not know."""
    for name, messages in told.items():
        for message in messages:
            (state,) = (state for state, text in STATES.items() if text in message)
            assert state != last[name]
            last[name] = state
