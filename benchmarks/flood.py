"""How long others wait while one person floods the whole guide, at Telegram's pace. Prints JSON.

Others ask all the time, each once. In the second third of it one person sends fifty messages: ordinary ones, and then
the longest and worst that there are.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.bot_api import Connection, Load
from benchmarks.messages import hostile, questions
from benchmarks.programmes import write
from benchmarks.punctuality import start
from benchmarks.timing import Timing

#: Seconds of each third, questions a second of others, messages of the one who floods.
_THIRD, _ASKED, _FLOOD = 10, 5, 50
#: Milliseconds that a call takes. Seconds without a message after which nothing more is to come.
_DELAY, _QUIET = 50, 5
_FLOODER = 1_000_000


class Flooded(Load):
    """Updates that come at given times, and how often each chat is written to."""

    def __init__(self, said: Sequence[str]) -> None:
        """`said`: what the one who floods says, over and over."""
        super().__init__(0, _ASKED)
        ordinary = questions()
        others = [(at / _ASKED, at + 1, ordinary[at % len(ordinary)]) for at in range(3 * _THIRD * _ASKED)]
        flood = [(_THIRD * (1 + at / _FLOOD), _FLOODER, said[at % len(said)]) for at in range(_FLOOD)]
        #: When each comes, in seconds, and who says it.
        self.plan = [(at, who) for at, who, _ in sorted([*others, *flood])]
        self.bodies = [self.update(n, text, who) for n, (_, who, text) in enumerate(sorted([*others, *flood]), 1)]
        self.written = Counter[int]()

    def ready(self) -> int:
        """How many updates have come so far."""
        self.begun = self.begun or perf_counter()
        return sum(at <= perf_counter() - self.begun for at, _ in self.plan)

    def take(self, offset: int) -> list[bytes]:
        """The next updates from an offset on."""
        taken = range(max(offset, 1) - 1, self.ready())
        self.asked |= {self.plan[one][1]: self.begun + self.plan[one][0] for one in taken}
        return [self.bodies[one] for one in taken]

    def answer(self, number: int) -> None:
        """A message went to the chat of that number."""
        super().answer(number)
        self.written[number] += 1

    def waits(self, third: int) -> Timing:
        """How long others waited who asked in that third."""
        times = {who: at - self.begun for who, at in self.asked.items() if who != _FLOODER}
        those = [who for who, at in times.items() if third * _THIRD <= at < (third + 1) * _THIRD]
        return Timing.of([self.answered[who] - self.asked[who] for who in those])

    @property
    def is_over(self) -> bool:
        """All is said, all others have an answer, and the one who floods is told nothing more."""
        silence = perf_counter() - max(self.last, self.begun + 3 * _THIRD) if self.begun else 0.0
        return silence > _QUIET


async def main() -> None:
    """Let a guide run while they talk, once for each kind of message, and print."""
    kinds = {"ordinary": questions(), "longest": list(hostile().values())}
    print(json.dumps({name: await _talk(Flooded(said)) for name, said in kinds.items()}))


async def _talk(talk: Flooded) -> dict[str, object]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(talk, _DELAY / 1000), "127.0.0.1", 0)
    with TemporaryDirectory() as directory:
        file = Path(directory) / "programme.yaml"
        write(file, 300)
        guide = await start(server.sockets[0].getsockname()[1], file, f"sqlite:///{directory}/guide.sqlite3")
        try:
            while not talk.is_over:  # noqa: ASYNC110 — the guide is another process
                await asyncio.sleep(0.1)
        finally:
            guide.kill()
            await guide.wait()
            server.close()
    thirds = zip(("before", "meanwhile", "after"), range(3), strict=True)
    return {name: asdict(talk.waits(third)) for name, third in thirds} | {"told": talk.written[_FLOODER]}


if __name__ == "__main__":
    asyncio.run(main())
