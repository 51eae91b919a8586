"""What a database adds to the contract: restarts, migrations, stored texts of another age."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, select, text

from bot.conversation.session import Session
from bot.reminders.model import Asked, Reminder
from bot.storage.codec import from_text
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.engine import NewerSchemaError, open_database
from bot.storage.reminders import whole_row
from bot.storage.schema import metadata, reminders
from tests.storage.examples import TOULON, full_session, load, save

Open = Callable[[], Awaitable[Database]]


async def scalar(database: Database, statement: str) -> object:
    """The first value that a statement gives."""
    return await database.run(lambda connection: connection.scalar(text(statement)))


async def execute(database: Database, statement: str) -> None:
    """Run a statement."""
    await database.run(lambda connection: connection.execute(text(statement)) and None)


@pytest.fixture
async def start(address: str) -> AsyncIterator[Open]:
    """Opens the database as a start of the program does, any number of times."""
    opened = []

    async def start() -> Database:
        opened.append(await open_database(address))
        return opened[-1]

    yield start
    for database in opened:
        await database.close()


async def test_conversations_survive_a_restart_and_positions_do_not(start: Open) -> None:
    session = full_session()
    session.location = TOULON
    await save(SqlConversations(await start()), "telegram:1", session)
    assert await load(SqlConversations(await start()), "telegram:1") == full_session()


async def test_a_commit_waits_for_the_disk_unless_it_need_not_last(start: Open) -> None:
    database = await start()

    def waits(connection: Connection) -> str:
        is_sqlite = connection.dialect.name == "sqlite"
        return str(connection.scalar(text("PRAGMA synchronous" if is_sqlite else "SHOW synchronous_commit")))

    async def found(*lasting: bool) -> list[str]:
        return await asyncio.gather(*(database.run(waits, lasts=lasts) for lasts in lasting))

    alone = [(await found(lasts))[0] for lasts in (True, False, True)]
    assert alone in (["2", "1", "2"], ["on", "off", "on"])
    assert await found(False, False) == [alone[1]] * 2
    assert await found(False, True) == [alone[0]] * 2


async def test_a_position_is_never_stored(start: Open) -> None:
    database = await start()
    session = full_session()
    session.location = TOULON
    await save(SqlConversations(database), "telegram:1", session)
    stored = await scalar(database, "SELECT data FROM sessions")
    assert isinstance(stored, str)
    assert "43.1242" not in stored
    assert '"location":null' in stored


async def test_forgetting_leaves_no_row(start: Open) -> None:
    database = await start()
    await save(SqlConversations(database), "telegram:1", full_session())
    for name in ("news", "told"):
        await execute(database, f"INSERT INTO {name} (key, event, number) VALUES ('telegram:1', 'iter-visite', 1)")
    await save(SqlConversations(database), "telegram:1", Session())
    for table in metadata.sorted_tables:
        if "key" in table.c:
            assert await scalar(database, f"SELECT count(*) FROM {table.name}") == 0, table.name


async def test_an_unreadable_session_begins_afresh_and_says_so(start: Open, caplog: pytest.LogCaptureFixture) -> None:
    database = await start()
    await execute(database, "INSERT INTO sessions (key, data) VALUES ('telegram:1', '{\"version\": 0}')")
    with caplog.at_level(logging.WARNING, logger="bot"):
        assert await load(SqlConversations(database), "telegram:1") == Session()
    assert caplog.messages == [
        "a stored session cannot be read and begins afresh: Invalid enum value 0 - at `$.version`"
    ]


async def test_two_processes_that_start_at_once(start: Open) -> None:
    first, second = await asyncio.gather(start(), start())
    await save(SqlConversations(first), "telegram:1", full_session())
    assert await load(SqlConversations(second), "telegram:1") == full_session()


async def test_a_newer_schema_is_refused_and_left_alone(start: Open) -> None:
    database = await start()
    await save(SqlConversations(database), "telegram:1", full_session())
    await execute(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchemaError) as refusal:
        await start()
    assert refusal.value.revision == "9999"
    assert await load(SqlConversations(database), "telegram:1") == full_session()


async def test_reminders_that_were_rows_of_two_tables_become_rows_of_one(start: Open) -> None:
    database = await start()
    for statement in (
        "DROP TABLE reminders",
        "CREATE TABLE reminders (key VARCHAR, number BIGINT, channel VARCHAR, event VARCHAR, subject VARCHAR,"
        " session VARCHAR, asked TEXT, wall VARCHAR, zone VARCHAR, due BIGINT, paused BOOLEAN)",
        "CREATE TABLE reminded (key VARCHAR, event VARCHAR, at BIGINT, subject VARCHAR, session VARCHAR)",
        "INSERT INTO reminders VALUES ('telegram:1', 7, 'telegram', 'iter-visite', 'session', '2021-11-22T14:00:00',"
        r""" '{"days"\:0,"hours"\:2,"minutes"\:0,"at"\:null,"moment"\:null}',"""
        " '2021-11-22T12:00:00', 'Europe/Paris', 1637578800000, true)",
        "INSERT INTO reminded VALUES ('telegram:1', 'acri-st', 5, 'deadline', '2021-11-20T23:59:00')",
        "INSERT INTO reminded VALUES ('telegram:1', 'fusion', 6, null, null)",
        "UPDATE alembic_version SET version_num = '0012'",
    ):
        await execute(database, statement)
    database = await start()
    kept = Reminder(
        number=7,
        event="iter-visite",
        session=datetime(2021, 11, 22, 14),
        asked=Asked(hours=2),
        wall=datetime(2021, 11, 22, 12),
        zone="Europe/Paris",
        due=datetime(2021, 11, 22, 11, tzinfo=UTC),
    )
    assert (await load(SqlConversations(database), "telegram:1")).reminders == {7: kept}
    rows = await database.run(lambda connection: connection.execute(select(reminders)).all())
    assert [whole_row("telegram:1", kept) | {"paused": True}] == [row._asdict() for row in rows if row.sent is None]
    sent = [(row.sent, row.event, from_text(row.data, Reminder)) for row in rows if row.sent is not None]
    assert [(at, event, one.subject, one.session) for at, event, one in sent] == [
        (5, "acri-st", "deadline", datetime(2021, 11, 20, 23, 59)),
        (6, "fusion", "session", datetime(1970, 1, 1)),
    ]
    await test_migrations_end_at_the_schema_of_the_program(start)


async def test_migrations_end_at_the_schema_of_the_program(start: Open) -> None:
    database = await start()
    differences = await database.run(
        lambda connection: compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
    )
    assert differences == []


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("busy_timeout", 5000), ("synchronous", 2)])
async def test_sqlite_keeps_what_it_was_given(start: Open, pragma: str, value: object) -> None:
    database = await start()
    if await database.run(lambda connection: connection.dialect.name) == "sqlite":
        assert await scalar(database, f"PRAGMA {pragma}") == value
