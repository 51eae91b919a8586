"""What a database adds to the contract: restarts, migrations, stored texts of another age."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.session import Session
from bot.storage.engine import NewerSchemaError, open_database
from bot.storage.schema import metadata
from bot.storage.sessions import SqlSessions
from tests.storage.examples import TOULON, full_session

Open = Callable[[], Awaitable[AsyncEngine]]


@pytest.fixture
async def start(address: str) -> AsyncIterator[Open]:
    """Opens the database as a start of the program does, any number of times."""
    engines = []

    async def start() -> AsyncEngine:
        engines.append(await open_database(address))
        return engines[-1]

    yield start
    for engine in engines:
        await engine.dispose()


async def test_conversations_survive_a_restart_and_positions_do_not(start: Open) -> None:
    session = full_session()
    session.location = TOULON
    await SqlSessions(await start()).save("telegram:1", session)
    assert await SqlSessions(await start()).load("telegram:1") == full_session()


async def test_a_position_is_never_stored(start: Open) -> None:
    engine = await start()
    session = full_session()
    session.location = TOULON
    await SqlSessions(engine).save("telegram:1", session)
    async with engine.connect() as connection:
        stored = await connection.scalar(text("SELECT data FROM sessions"))
    assert "43.1242" not in stored
    assert '"location":null' in stored


async def test_forgetting_leaves_no_row(start: Open) -> None:
    engine = await start()
    await SqlSessions(engine).save("telegram:1", full_session())
    await SqlSessions(engine).save("telegram:1", Session())
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM sessions")) == 0


async def test_an_unreadable_session_begins_afresh_and_says_so(start: Open, caplog: pytest.LogCaptureFixture) -> None:
    engine = await start()
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO sessions (key, data) VALUES ('telegram:1', '{\"version\": 0}')"))
    with caplog.at_level(logging.WARNING, logger="bot"):
        assert await SqlSessions(engine).load("telegram:1") == Session()
    assert caplog.messages == [
        "a stored session cannot be read and begins afresh: Invalid enum value 0 - at `$.version`"
    ]


async def test_two_processes_that_start_at_once(start: Open) -> None:
    first, second = await asyncio.gather(start(), start())
    await SqlSessions(first).save("telegram:1", full_session())
    assert await SqlSessions(second).load("telegram:1") == full_session()


async def test_a_newer_schema_is_refused_and_left_alone(start: Open) -> None:
    engine = await start()
    await SqlSessions(engine).save("telegram:1", full_session())
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchemaError) as refusal:
        await start()
    assert refusal.value.revision == "9999"
    assert await SqlSessions(engine).load("telegram:1") == full_session()


async def test_migrations_end_at_the_schema_of_the_program(start: Open) -> None:
    engine = await start()
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), metadata)
        )
    assert differences == []


async def test_sqlite_lets_readers_read_while_one_writes(start: Open) -> None:
    engine = await start()
    if engine.dialect.name == "sqlite":
        async with engine.connect() as connection:
            assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert await connection.scalar(text("PRAGMA busy_timeout")) == 5000
