"""What every inbox does, whatever the database."""

import asyncio

import pytest
from sqlalchemy import select

from bot.conversation.session import Session
from bot.delivery.model import Letter, Part, Turn, Update
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.schema import inbox as table
from bot.storage.schema import outbox
from bot.storage.tidying import tidy

START, TWO_DAYS = 1_600_000_000_000, 2 * 24 * 3600 * 1000


@pytest.fixture
def inbox(database: Database) -> SqlInbox:
    """An empty inbox of each kind in turn."""
    return SqlInbox(database, "telegram")


@pytest.fixture
def conversations(database: Database) -> SqlConversations:
    """The conversations beside it."""
    return SqlConversations(database, lambda: START)


def update(number: int, key: str = "telegram:1") -> Update:
    """An update of a conversation."""
    return Update(number=number, key=key, data=f'{{"update_id": {number}, "text": "l’œuvre\\u0000"}}')


def turn(number: int, **fields: object) -> Turn:
    """A message handled, that nothing is answered to."""
    return Turn(key="telegram:1", before=Session(), after=Session(), update=number, **fields)  # type: ignore[arg-type]


async def test_what_is_kept_is_left_until_it_is_done(inbox: SqlInbox, conversations: SqlConversations) -> None:
    updates = [update(7), update(5), update(6, "telegram:2")]
    assert await inbox.keep(updates) == updates
    assert [update for update, _ in await inbox.left()] == [update(5), update(6, "telegram:2"), update(7)]
    await conversations.commit([turn(5)])
    assert [update for update, _ in await inbox.left()] == [update(6, "telegram:2"), update(7)]


async def test_an_update_that_comes_twice_is_one(inbox: SqlInbox, conversations: SqlConversations) -> None:
    assert await inbox.keep([update(1)]) == [update(1)]
    assert await inbox.keep([update(1), update(2)]) == [update(2)]
    await conversations.commit([turn(1)])
    assert await inbox.keep([update(1)]) == []
    assert await inbox.keep([update(3), update(3)]) == [update(3)]


async def test_nothing_to_keep(inbox: SqlInbox) -> None:
    assert await inbox.keep([]) == []


async def test_what_is_done_with_is_only_a_number(
    inbox: SqlInbox, conversations: SqlConversations, database: Database
) -> None:
    await inbox.keep([update(1), update(2)])
    await conversations.commit([turn(1), turn(2, failed="ValueError")])
    columns = select(table.c.number, table.c.key, table.c.data, table.c.failed).order_by(table.c.number)
    rows = await database.run(lambda connection: connection.execute(columns).all())
    assert [tuple(row) for row in rows] == [(1, "", "", None), (2, "", "", "ValueError")]


async def test_what_is_done_with_is_forgotten_when_it_cannot_come_again(
    inbox: SqlInbox, conversations: SqlConversations, database: Database
) -> None:
    await inbox.keep([update(1), update(2)])
    await conversations.commit([turn(1)])
    await database.run(lambda connection: tidy(connection, START + TWO_DAYS))
    assert await inbox.keep([update(1)]) == []
    await database.run(lambda connection: tidy(connection, START + TWO_DAYS + 1))
    assert await inbox.keep([update(1), update(2)]) == [update(1)]


async def test_tries_are_counted(inbox: SqlInbox) -> None:
    await inbox.keep([update(1), update(2)])
    assert [await inbox.trying([update(1)]) for _ in range(3)] == [[1], [2], [3]]
    assert await inbox.trying([update(2), update(1)]) == [1, 4]
    assert await inbox.left() == [(update(1), 4), (update(2), 1)]


async def test_channels_have_inboxes_of_their_own(inbox: SqlInbox, database: Database) -> None:
    other = SqlInbox(database, "autre")
    await inbox.keep([update(1)])
    assert await other.keep([update(1)]) == [update(1)]
    assert [update for update, _ in await other.left()] == [update(1)]


async def test_a_turn_is_kept_wholly_or_not_at_all(
    inbox: SqlInbox, conversations: SqlConversations, database: Database
) -> None:
    await inbox.keep([update(1)])
    unreadable = Part(method="sendMessage", params={"text": object()})
    letters = (Letter(key="telegram:1", part=unreadable),)
    with pytest.raises(TypeError):
        await conversations.commit(
            [Turn(key="telegram:1", before=Session(), after=Session(event="x"), letters=letters, update=1)]
        )
    assert [update for update, _ in await inbox.left()] == [update(1)]
    assert (await conversations.load(["telegram:1"]))["telegram:1"] == Session()
    assert await database.run(lambda connection: connection.execute(select(outbox.c.id)).all()) == []


async def test_many_at_once(inbox: SqlInbox, conversations: SqlConversations) -> None:
    kept = await asyncio.gather(*(inbox.keep([update(number)]) for number in range(100)))
    assert sorted(one.number for group in kept for one in group) == list(range(100))
    await asyncio.gather(*(conversations.commit([turn(number)]) for number in range(100)))
    assert [update for update, _ in await inbox.left()] == []
