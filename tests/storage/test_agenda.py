"""The agenda on each database: what is due is found by its index, and settled once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs
from sqlalchemy import Engine, event, insert, select, text, update

from bot.conversation.session import Pending, Session
from bot.delivery.model import Letter, Part, Rank
from bot.delivery.pacing import Pace
from bot.delivery.ticking import Due, Settled
from bot.storage.agenda import SqlAgenda
from bot.storage.chats import close, reopen
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.outbox import SqlOutbox, post
from bot.storage.reminders import whole_row
from bot.storage.schema import PENDING, outbox, reminders, traces
from tests.storage.examples import load, reminder, save

KEY, OTHER = "telegram:1", "telegram:2"
DUE = datetime(2021, 11, 21, 17, tzinfo=UTC)
LETTER = Letter(
    key=KEY,
    part=Part(method="say", params={}),
    rank=Rank.REMINDER,
    expires=5000,
    once="r:1",
    origin=reminder(1),
    subject="reminder:iter-visite",
)


@pytest.fixture
def agenda(database: Database) -> SqlAgenda:
    """An empty agenda, in each database in turn."""
    return SqlAgenda(database, "telegram")


async def keep(database: Database, *dues: Due) -> None:
    """Put reminders in the agenda."""
    rows = [whole_row(due.key, due.reminder) for due in dues]
    await database.run(lambda connection: connection.execute(insert(reminders), rows) and None)


async def numbers(database: Database) -> list[int]:
    """Those that are in the agenda, whoever's."""
    query = select(reminders.c.number).where(reminders.c.sent.is_(None)).order_by(reminders.c.number)
    return await database.run(lambda connection: list(connection.scalars(query)))


def due(number: int, key: str = KEY, minutes: int = 0) -> Due:
    """A reminder that is due so long after `DUE`."""
    moment = DUE.replace(tzinfo=None) + timedelta(minutes=minutes)
    return Due(key=key, reminder=reminder(number, due=moment))


async def test_what_is_due_comes_in_its_order(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1, minutes=2), due(2), due(3, OTHER, minutes=1), due(4, minutes=3), due(5, "console"))
    assert await agenda.due(DUE - timedelta(milliseconds=1), 10) == []
    assert await agenda.due(DUE, 10) == [due(2)]
    assert await agenda.due(DUE + timedelta(minutes=2), 10) == [due(2), due(3, OTHER, minutes=1), due(1, minutes=2)]
    assert await agenda.due(DUE + timedelta(minutes=2), 1) == [due(2)]


async def test_what_is_due_is_found_by_one_statement_and_taken_by_one(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, *(due(n, f"telegram:{n}") for n in range(10)))
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement.split()[0])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        found = await agenda.due(DUE, 10)
        assert said == ["SELECT"]
        await agenda.settle([Settled(due=one) for one in found], 0)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert [word for word in said if word != "SET"] == ["SELECT", "UPDATE"]
    assert await numbers(database) == []


async def test_looking_at_what_is_due_changes_nothing(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1))
    assert await agenda.due(DUE, 10) == await agenda.due(DUE, 10) == [due(1)]


async def test_a_letter_takes_the_place_of_its_reminder(agenda: SqlAgenda, database: Database) -> None:
    conversations = SqlConversations(database)
    await save(conversations, KEY, Session(event="acri-st"))
    await keep(database, due(1))
    pending = Pending(event="iter-visite", session=datetime(2021, 11, 22, 14), moment=True)
    await agenda.settle([Settled(due=due(1), letters=[LETTER], pending=pending)], 0)
    assert await numbers(database) == []
    assert await database.run(lambda connection: connection.scalars(select(outbox.c.once)).all()) == ["r:1"]
    session = await load(conversations, KEY)
    assert (session.event, session.asked, session.pending) == ("iter-visite", "set_reminder", pending)
    # Once something else has been said, it is forgotten.
    await save(conversations, KEY, structs.replace(session, event="acri-st", pending=None))
    assert (await load(conversations, KEY)).pending is None


async def test_what_is_settled_is_settled_once(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1))
    settled = [Settled(due=due(1), letters=[structs.replace(LETTER, once=None)])]
    assert await agenda.settle(settled, 0) == 1
    assert await agenda.settle(settled, 0) == 0
    assert len(await database.run(lambda connection: connection.execute(select(outbox)).all())) == 1


async def test_of_two_processes_one_takes_each(address: str) -> None:
    databases = [await open_database(address) for _ in range(2)]
    agendas = [SqlAgenda(database, "telegram") for database in databases]
    await keep(databases[0], *(due(number, f"telegram:{number}") for number in range(100)))
    read = [await agenda.due(DUE, 100) for agenda in agendas]
    letter = structs.replace(LETTER, once=None)
    taken = await asyncio.gather(
        *(
            agenda.settle([Settled(due=one, letters=[structs.replace(letter, key=one.key)]) for one in found], 0)
            for agenda, found in zip(agendas, read, strict=True)
        )
    )
    assert sum(taken) == 100
    keys = await databases[0].run(lambda connection: connection.scalars(select(outbox.c.key)).all())
    assert sorted(keys) == sorted(one.key for one in read[0])
    assert await numbers(databases[0]) == []
    for database in databases:
        await database.close()


async def test_what_has_changed_meanwhile_stays(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1, minutes=60))
    await agenda.settle([Settled(due=due(1), letters=[LETTER], dropped="begun")], 0)
    assert await numbers(database) == [1]
    assert await database.run(lambda connection: connection.execute(select(outbox)).all()) == []
    assert await database.run(lambda connection: connection.execute(select(traces)).all()) == []


async def test_what_came_meanwhile_is_still_due(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1, minutes=1), due(2, OTHER, minutes=1))
    read = await agenda.due(DUE + timedelta(hours=1), 10)
    await keep(database, due(3))
    assert await agenda.settle([Settled(due=one) for one in read], 0) == 1
    assert await agenda.due(DUE + timedelta(hours=1), 10) == [due(3), due(2, OTHER, minutes=1)]


async def test_moved_held_and_dropped(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1), due(2), due(3))
    settled = [
        Settled(due=due(1), becomes=due(1, minutes=90).reminder),
        Settled(due=due(2), becomes=due(2).reminder, held=True),
        Settled(due=due(3), dropped="cancelled"),
    ]
    await agenda.settle(settled, 4000)
    assert await agenda.due(DUE, 10) == []
    assert await agenda.due(DUE + timedelta(days=1), 10) == [due(1, minutes=90)]
    assert await numbers(database) == [1, 2]
    (trace,) = await database.run(lambda connection: connection.execute(select(traces)).all())
    assert (trace.key, trace.subject, trace.reason, trace.at) == (KEY, "reminder:iter-visite", "cancelled", 4000)


async def test_nothing_is_due_in_a_closed_chat_until_it_is_open(agenda: SqlAgenda, database: Database) -> None:
    later = DUE + timedelta(hours=1)
    await keep(database, due(1), due(2, OTHER, minutes=1))
    await database.run(lambda connection: close(connection, KEY, "403"))
    assert await agenda.due(later, 10) == [due(2, OTHER, minutes=1)]
    await database.run(lambda connection: reopen(connection, {KEY}))
    assert await agenda.due(later, 10) == [due(1), due(2, OTHER, minutes=1)]


@pytest.mark.parametrize("was_kept", [True, False])
async def test_what_did_not_leave_in_time_is_a_reminder_again(
    agenda: SqlAgenda, database: Database, *, was_kept: bool
) -> None:
    sending = SqlOutbox(database, "telegram", Pace(), lambda: 6000)
    await sending.recover()
    if was_kept:
        await keep(database, due(1))
        assert await agenda.settle([Settled(due=due(1), letters=[LETTER])], 0) == 1
    else:
        await database.run(lambda connection: post(connection, [LETTER]))
    assert await numbers(database) == []
    assert (await sending.turn_over([], 10, tuple(Rank))).sendings == ()
    assert await numbers(database) == [1]
    assert await agenda.due(DUE, 10) == [Due(key=KEY, reminder=reminder(1))]
    assert await database.run(lambda connection: connection.execute(select(traces)).all()) == []


async def test_what_may_have_been_sent_is_none_again(agenda: SqlAgenda, database: Database) -> None:
    sending = SqlOutbox(database, "telegram", Pace(), lambda: 6000)
    await sending.recover()
    await database.run(lambda connection: post(connection, [LETTER]))
    await database.run(lambda connection: connection.execute(update(outbox).values(unknown=1)) and None)
    await sending.turn_over([], 10, tuple(Rank))
    assert await numbers(database) == []
    reasons = select(traces.c.reason)
    assert await database.run(lambda connection: connection.scalars(reasons).all()) == ["expired"]


async def test_no_more_is_due_while_enough_waits(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1))
    waiting = [structs.replace(LETTER, once=None)] * 300
    await database.run(lambda connection: post(connection, waiting[1:]))
    assert await agenda.due(DUE, 10) == [due(1)]
    await database.run(lambda connection: post(connection, waiting[:1]))
    assert await agenda.due(DUE, 10) == []


async def test_one_that_cannot_be_read_is_in_nobodys_way(agenda: SqlAgenda, database: Database) -> None:
    await keep(database, due(1), due(2, OTHER))
    spoil = update(reminders).where(reminders.c.number == 1).values(data="{")
    await database.run(lambda connection: connection.execute(spoil) and None)
    assert await agenda.due(DUE, 10) == [due(2, OTHER)]
    assert await numbers(database) == [2]
    reasons = select(traces.c.reason)
    assert await database.run(lambda connection: connection.scalars(reasons).all()) == ["unreadable"]


async def test_what_is_due_is_found_by_its_index(database: Database) -> None:
    query = f"SELECT * FROM reminders WHERE channel = 'telegram' AND due <= 0 AND {PENDING} ORDER BY due LIMIT 100"
    explain = "EXPLAIN QUERY PLAN" if await _is_sqlite(database) else "EXPLAIN"
    settings = "SELECT 1" if explain != "EXPLAIN" else "SET LOCAL enable_seqscan = off"

    def plan(connection: object) -> str:
        connection.execute(text(settings))  # type: ignore[attr-defined] # a Connection
        return str(connection.execute(text(f"{explain} {query}")).all())  # type: ignore[attr-defined]

    assert "reminders_due" in await database.run(plan)


async def _is_sqlite(database: Database) -> bool:
    return await database.run(lambda connection: connection.dialect.name == "sqlite")
