"""Rows written one after the other by a statement that is kept, on each database."""

from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.storage.database import Database
from bot.storage.dialects import execute_each, insert_new, upsert
from bot.storage.schema import chats

_CLOSE = update(chats).where(chats.c.key == bindparam("its")).values(closed="403", free=bindparam("until"))


async def known(database: Database) -> list[tuple[Any, ...]]:
    """All chats."""
    query = select(chats.c.key, chats.c.free, chats.c.closed).order_by(chats.c.key)
    return await database.run(lambda connection: [tuple(row) for row in connection.execute(query)])


async def test_a_row_is_written_for_each(database: Database) -> None:
    rows = [{"key": "telegram:1", "free": 5}, {"key": "telegram:2", "free": 6}]
    await database.run(lambda connection: execute_each(connection, insert_new(connection, chats), rows))
    assert await known(database) == [("telegram:1", 5, None), ("telegram:2", 6, None)]


async def test_what_a_statement_says_itself_is_the_same_for_all(database: Database) -> None:
    def work(connection: Connection) -> None:
        execute_each(connection, insert_new(connection, chats), ({"key": f"telegram:{n}"} for n in range(3)))
        execute_each(connection, _CLOSE, [{"until": 7, "its": "telegram:2"}, {"until": 8, "its": "telegram:0"}])

    await database.run(work)
    assert await known(database) == [("telegram:0", 8, "403"), ("telegram:1", 0, None), ("telegram:2", 7, "403")]


async def test_what_is_there_is_left_or_changed(database: Database) -> None:
    def work(connection: Connection) -> None:
        execute_each(connection, insert_new(connection, chats), [{"key": "telegram:1", "free": 5, "closed": "403"}])
        execute_each(connection, insert_new(connection, chats), [{"key": "telegram:1", "free": 6, "closed": "404"}])
        execute_each(connection, upsert(connection, chats, "free"), [{"key": "telegram:1", "free": 7}])

    await database.run(work)
    assert await known(database) == [("telegram:1", 7, "403")]


async def test_nothing_is_done_for_nothing(database: Database) -> None:
    await database.run(lambda connection: execute_each(connection, insert_new(connection, chats), []))
    assert await known(database) == []
