"""All that is kept about someone can be shown, and is forgotten when it is time: on every database."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import Executable, insert, select, update

from bot.conversation.own_data import as_file
from bot.conversation.session import Session
from bot.replies.phrases import Phrases
from bot.replies.source import load
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.owned import OWNED, owned
from bot.storage.reminders import whole_row
from bot.storage.schema import metadata, missed, reminders, sessions, traces
from bot.storage.tidying import expire, tidy
from tests.storage.examples import commit, full_session, reminder, save
from tests.storage.examples import load as load_session

ME, OTHER = "telegram:1", "telegram:10"
NOW = datetime(2021, 12, 29, 12, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)


async def execute(database: Database, statement: Executable) -> None:
    """One statement."""
    await database.run(lambda connection: connection.execute(statement))


def test_every_table_about_people_has_a_name() -> None:
    assert set(load("labels")["tables"]) == {table.name for table in OWNED}
    assert {"missed", "known_events"} <= set(metadata.tables) - {table.name for table in OWNED}


async def test_the_file_holds_all_that_is_kept_of_one_person(database: Database) -> None:
    conversations = SqlConversations(database)
    for key in (ME, OTHER):
        await save(conversations, key, full_session())
        traced = insert(traces).values(key=key, subject="reminder:iter-visite", reason="403", at=NOW_MS)
        await execute(database, traced)
    kept = await database.run(lambda connection: owned(connection, ME))
    file = as_file(kept, Phrases.load())
    told = json.loads(file)
    kept_of_me = {"conversation", "rappels", "abonnements", "adresses données à votre agenda"}
    assert set(told) == {*kept_of_me, "messages qui n'ont pas pu être remis"}
    assert len(told["rappels"]) == 2
    assert told["messages qui n'ont pas pu être remis"][0]["at"] == "2021-12-29T12:00:00+00:00"
    assert told["conversation"][0]["data"]["session"]["profile"] == {"audiences": ["lyceens"], "places": ["83069"]}
    assert OTHER not in file.decode()


async def test_nothing_that_was_typed_is_kept(database: Database) -> None:
    conversations = SqlConversations(database)
    await save(conversations, ME, Session(event="iter-visite", doubts={1: "mon numéro est le 06 12 34 56 78"}))
    kept = await database.run(lambda connection: owned(connection, ME))
    assert "06 12" not in str(kept)
    assert (await load_session(conversations, ME)).doubts == {1: "mon numéro est le 06 12 34 56 78"}
    assert (await load_session(SqlConversations(database), ME)).doubts == {}  # after a restart


async def test_a_question_is_kept_without_who_asked_it(database: Database) -> None:
    await commit(SqlConversations(database, lambda: NOW_MS), ME, Session(event="iter-visite"), missed="… koi ?")
    rows = await database.run(lambda connection: connection.execute(select(missed.c.text, missed.c.day)).all())
    assert [tuple(row) for row in rows] == [("… koi ?", NOW_MS - NOW_MS % (24 * 3600 * 1000))]


async def test_what_was_sent_is_forgotten_after_ninety_days(database: Database) -> None:
    day = 24 * 3600 * 1000
    for number, sent in ((1, None), (2, NOW_MS - 91 * day), (3, NOW_MS - 89 * day)):
        await execute(database, insert(reminders).values(whole_row(ME, reminder(number)) | {"sent": sent}))
    await database.run(lambda connection: tidy(connection, NOW_MS))
    kept = await database.run(lambda connection: owned(connection, ME))
    assert [row["number"] for row in kept["reminders"]] == [1, 3]
    assert [*(await load_session(SqlConversations(database), ME)).reminders] == [1]


async def test_after_the_programme_only_who_still_talks_is_known(database: Database) -> None:
    conversations = SqlConversations(database)
    for key in (ME, OTHER):
        await save(conversations, key, full_session())
        await execute(database, insert(reminders).values(whole_row(key, reminder(9)) | {"sent": NOW_MS}))
    long_ago = update(sessions).where(sessions.c.key == ME).values(updated=NOW - timedelta(days=2))
    today = update(sessions).where(sessions.c.key == OTHER).values(updated=NOW - timedelta(hours=2))
    for change in (long_ago, today):
        await execute(database, change)
    await database.run(lambda connection: expire(connection, NOW_MS))
    assert await database.run(lambda connection: owned(connection, ME)) == {}
    assert set(await database.run(lambda connection: owned(connection, OTHER))) >= {"sessions", "reminders"}
