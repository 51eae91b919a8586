"""What every outbox does, whatever the database."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from bot.delivery.judging import DEATHS, Verdict
from bot.delivery.model import Letter, Part, Rank, Sending
from bot.delivery.pacing import Pace
from bot.delivery.ports import Taken
from bot.storage.chats import close, move, reopen
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.outbox import SqlOutbox, post
from bot.storage.schema import chats, traces
from bot.storage.schema import outbox as table
from bot.storage.taking import LEASE
from bot.storage.tidying import tidy

START = 1_600_000_000_000
AT_WILL = Pace(per_second=1000, person=0, group=0)


class Machine:
    """The machine's time, in milliseconds."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> int:
        return self.time


class Outbox:
    """An outbox as the sender uses it."""

    def __init__(self, database: Database, machine: Machine, pace: Pace = AT_WILL) -> None:
        self.database = database
        self._outbox = SqlOutbox(database, "telegram", pace, machine)

    async def post(self, *letters: Letter) -> None:
        """Put letters in."""
        await self.database.run(lambda connection: post(connection, letters))

    async def start(self) -> None:
        """As a process does when it starts."""
        await self._outbox.recover()

    async def take(self, room: int = 100, ranks: Sequence[Rank] = tuple(Rank)) -> Taken:
        """Take letters out."""
        return await self._outbox.turn_over([], room, ranks)

    async def texts(self, room: int = 100) -> list[str]:
        """Take letters out; what they say."""
        return [sending.letter.part.params["text"] for sending in (await self.take(room)).sendings]

    async def settle(self, *verdicts: Verdict) -> Taken:
        """Write down what became of letters, take none."""
        return await self._outbox.turn_over(verdicts, 0, ())

    async def sent(self, sendings: Sequence[Sending]) -> None:
        """All went well."""
        await self.settle(*(Verdict(sending=sending) for sending in sendings))

    async def waiting(self) -> int:
        """How many letters there are, those being sent too."""
        return len(await self.database.run(lambda connection: connection.execute(select(table.c.id)).all()))

    async def undelivered(self) -> list[tuple[Any, ...]]:
        """Key, subject and reason of what was not delivered."""
        columns = select(traces.c.key, traces.c.subject, traces.c.reason).order_by(traces.c.id)
        rows = await self.database.run(lambda connection: connection.execute(columns).all())
        return [tuple(row) for row in rows]


@pytest.fixture
def machine() -> Machine:
    """The machine's time."""
    return Machine()


@pytest.fixture
async def outbox(database: Database, machine: Machine) -> Outbox:
    """An empty outbox of each kind in turn."""
    made = Outbox(database, machine)
    await made.start()
    return made


def letter(text: str, key: str = "telegram:1", **fields: Any) -> Letter:
    """A letter to someone."""
    part = Part(method="sendMessage", params={"text": text})
    return replace(Letter(key=key, part=part, subject=f"test:{text}"), **fields)


async def test_what_is_put_in_comes_out_as_it_was(outbox: Outbox) -> None:
    whole = letter("l’œuvre\0 « 😀 »", rank=Rank.NEWS, expires=START + 1, subject="news:iter-visite")
    await outbox.post(whole)
    (sending,) = (await outbox.take()).sendings
    assert sending.letter == whole
    assert (sending.attempts, sending.unknown) == (0, 0)


async def test_answers_go_before_reminders_and_these_before_news(outbox: Outbox) -> None:
    for number, rank in enumerate([Rank.NEWS, Rank.REMINDER, Rank.ANSWER] * 2):
        await outbox.post(letter(f"{rank.name}", f"telegram:{number}", rank=rank))
    assert await outbox.texts(3) == ["ANSWER", "ANSWER", "REMINDER"]
    assert await outbox.texts(100) == ["REMINDER", "NEWS", "NEWS"]


async def test_those_longest_due_go_first(outbox: Outbox, machine: Machine) -> None:
    for number, due in enumerate([START - 1, START - 3, START + 5, START - 2]):
        await outbox.post(letter(str(due - START), f"telegram:{number}", due=due))
    taken = await outbox.take()
    assert [sending.letter.part.params["text"] for sending in taken.sendings] == ["-3", "-2", "-1"]
    assert taken.again == START + 5
    machine.time += 5
    assert await outbox.texts() == ["5"]


async def test_a_chat_has_one_letter_of_a_rank_on_its_way(outbox: Outbox) -> None:
    await outbox.post(letter("une"), letter("deux"), letter("autre", "telegram:2"), letter("news", rank=Rank.NEWS))
    first = (await outbox.take()).sendings
    assert [sending.letter.part.params["text"] for sending in first] == ["une", "autre"]
    assert await outbox.texts() == ["news"]
    await outbox.sent(first)
    assert await outbox.texts() == ["deux"]


async def test_a_letter_tried_again_keeps_its_place(outbox: Outbox, machine: Machine) -> None:
    await outbox.post(letter("une"), letter("deux"))
    (une,) = (await outbox.take()).sendings
    await outbox.settle(Verdict(sending=une, again=START + 500, attempts=1, unknown=1))
    assert await outbox.texts() == []
    machine.time += 500
    (une,) = (await outbox.take()).sendings
    assert (une.letter.part.params["text"], une.attempts, une.unknown) == ("une", 1, 1)
    await outbox.settle(Verdict(sending=une, undelivered="400 Bad Request"))
    assert await outbox.texts() == ["deux"]
    assert await outbox.undelivered() == [("telegram:1", "test:une", "400 Bad Request")]


async def test_a_name_is_taken_once(outbox: Outbox) -> None:
    await outbox.post(letter("une", once="r:1"), letter("autre", once="r:2"))
    await outbox.post(letter("une encore", once="r:1"), letter("sans nom"), letter("sans nom non plus"))
    assert await outbox.waiting() == 4


async def test_what_comes_too_late_leaves_a_trace(outbox: Outbox, machine: Machine) -> None:
    await outbox.post(letter("à temps", expires=START), letter("trop tard", "telegram:2", expires=START - 1))
    assert await outbox.texts() == ["à temps"]
    assert await outbox.undelivered() == [("telegram:2", "test:trop tard", "expired")]


async def test_a_closed_chat_waits_until_it_is_open(outbox: Outbox) -> None:
    await outbox.post(letter("rappel", rank=Rank.REMINDER), letter("autre", "telegram:2", rank=Rank.REMINDER))
    first, other = (await outbox.take()).sendings
    await outbox.settle(Verdict(sending=first, again=START, attempts=1, closes="403 Forbidden"), Verdict(sending=other))
    await outbox.post(letter("news", rank=Rank.NEWS))
    assert await outbox.take() == Taken()
    await outbox.post(letter("réponse"))
    assert await outbox.texts() == ["réponse"]
    await outbox.database.run(lambda connection: reopen(connection, ["telegram:1", "telegram:2"]))
    assert await outbox.texts() == ["rappel"]
    assert await outbox.undelivered() == []


async def test_a_chat_that_moves_takes_its_letters_along(outbox: Outbox) -> None:
    await outbox.post(letter("une", "telegram:-1"), letter("deux", "telegram:-1"))
    (une,) = (await outbox.take()).sendings
    await outbox.settle(Verdict(sending=une, again=START, attempts=1, moves="telegram:-2", unspent=True))
    (une,) = (await outbox.take()).sendings
    assert (une.letter.key, une.letter.part.params["text"]) == ("telegram:-2", "une")


async def test_what_the_new_chat_has_stays(outbox: Outbox) -> None:
    await outbox.database.run(lambda connection: close(connection, "telegram:-1", "old"))
    await outbox.database.run(lambda connection: close(connection, "telegram:-2", "new"))
    await outbox.database.run(lambda connection: move(connection, "telegram:-1", "telegram:-2"))
    await outbox.post(letter("news", "telegram:-2", rank=Rank.NEWS), letter("news", "telegram:-1", rank=Rank.NEWS))
    (free,) = (await outbox.take()).sendings
    assert free.letter.key == "telegram:-1"


async def test_another_part_takes_the_place(outbox: Outbox) -> None:
    await outbox.post(letter("une"))
    (une,) = (await outbox.take()).sendings
    other = Part(method="sendVenue", params={"text": "autre"})
    await outbox.settle(Verdict(sending=une, again=START, part=other, unspent=True))
    (again,) = (await outbox.take()).sendings
    assert again.letter.part == other


async def test_the_pace_of_all_and_of_each_chat(database: Database, machine: Machine) -> None:
    outbox = Outbox(database, machine, Pace(per_second=10, person=1000, group=3000))
    await outbox.start()
    for turn in range(2):
        await outbox.post(*(letter(f"{key} {turn}", f"telegram:{key}") for key in (1, 2, -3)))
    times: dict[str, int] = {}
    while await outbox.waiting():
        taken = await outbox.take()
        await outbox.sent(taken.sendings)
        times |= {sending.letter.part.params["text"]: machine.time - START for sending in taken.sendings}
        machine.time = max(machine.time + 1, taken.again or 0)
    assert list(times) == ["1 0", "2 0", "-3 0", "1 1", "2 1", "-3 1"]
    assert times["-3 0"] - times["1 0"] in range(150, 202)
    assert times["1 1"] - times["1 0"] in range(1000, 1002)
    assert times["-3 1"] - times["-3 0"] in range(3000, 3002)


async def test_all_rest_when_the_channel_says_so(outbox: Outbox, machine: Machine) -> None:
    await outbox.post(letter("une"), letter("autre", "telegram:2"))
    (une,) = (await outbox.take(room=1)).sendings
    await outbox.settle(Verdict(sending=une, again=START + 7000, all_rest=START + 7000))
    assert await outbox.take() == Taken(again=START + 7000, paced=True)
    machine.time += 7000
    assert await outbox.texts() == ["autre", "une"]


async def test_a_chat_rests_when_the_channel_says_so(outbox: Outbox, machine: Machine) -> None:
    await outbox.post(letter("une", "telegram:-1"), letter("autre", "telegram:2"))
    (une,) = (await outbox.take(room=1)).sendings
    await outbox.settle(Verdict(sending=une, again=START + 7000, chat_rests=START + 7000))
    await outbox.post(letter("news", "telegram:-1", rank=Rank.NEWS))
    taken = await outbox.take()
    assert [sending.letter.part.params["text"] for sending in taken.sendings] == ["autre"]
    assert taken.again == START + 7000


async def test_channels_do_not_take_each_others_letters(outbox: Outbox) -> None:
    await outbox.post(letter("ici"), letter("ailleurs", "console"))
    assert await outbox.texts() == ["ici"]


async def test_a_dead_process_is_taken_over(outbox: Outbox, machine: Machine) -> None:
    """At once on SQLite, where no other process can be alive; when the lease has ended on PostgreSQL."""
    await outbox.post(letter("une"))
    has_leases = await outbox.database.run(lambda connection: connection.dialect.name) != "sqlite"

    async def die() -> None:
        await outbox.start()
        if has_leases:
            assert await outbox.take() == Taken(again=machine.time + LEASE)
            machine.time += LEASE

    for deaths in range(1 + DEATHS):
        (une,) = (await outbox.take()).sendings
        assert une.unknown == deaths
        await die()
    assert await outbox.texts() == []
    assert await outbox.undelivered() == [("telegram:1", "test:une", "killed")]


async def test_processes_share_letters_and_pace(address: str, machine: Machine) -> None:
    """Two processes on a database: no letter is taken twice, and together they are no faster than one."""
    databases = [await open_database(address) for _ in range(2)]
    pace = Pace(per_second=100, person=0)
    boxes = [SqlOutbox(database, "telegram", pace, machine) for database in databases]
    await boxes[0].recover()
    await Outbox(databases[0], machine).post(*(letter(str(number), f"telegram:{number}") for number in range(100)))
    seen: list[str] = []

    async def work(box: SqlOutbox) -> None:
        taken = await box.turn_over([], 100, tuple(Rank))
        seen.extend(sending.letter.key for sending in taken.sendings)

    for _ in range(50):
        await asyncio.gather(*map(work, boxes))
        machine.time += 10
    for database in databases:
        await database.close()
    assert len(seen) == len(set(seen))
    assert 49 <= len(seen) <= 56


async def test_what_is_old_is_forgotten(outbox: Outbox, machine: Machine) -> None:
    day = 24 * 3600 * 1000
    await outbox.post(letter("une", expires=START - 1), letter("deux", "telegram:2"))
    await outbox.sent((await outbox.take()).sendings)
    await outbox.database.run(lambda connection: close(connection, "telegram:3", "403"))

    async def left_after(days: int) -> tuple[int, int]:
        await outbox.database.run(lambda connection: tidy(connection, START + days * day + 2000))
        keys = await outbox.database.run(lambda connection: connection.execute(select(chats.c.key)).all())
        return len(keys), len(await outbox.undelivered())

    assert [await left_after(days) for days in (0, 1, 91)] == [(2, 1), (1, 1), (1, 0)]


async def test_a_failing_work_harms_no_other(database: Database) -> None:
    def fail(_: object) -> None:
        raise ValueError("no")

    outbox = Outbox(database, Machine())
    done = await asyncio.gather(
        outbox.post(letter("une")), database.run(fail), outbox.post(letter("deux")), return_exceptions=True
    )
    assert [type(result) for result in done] == [type(None), ValueError, type(None)]
    assert await outbox.waiting() == 2
