"""What every store of conversations does, whatever it is made of."""

import asyncio

import pytest
from msgspec import structs
from sqlalchemy import delete

from bot.conversation.session import Listing, Session
from bot.delivery.model import Detour, Turn, Update
from bot.delivery.ports import Conversations
from bot.storage.chats import close, move
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.schema import chats, reminders
from intents.model import Criteria
from tests.storage.examples import TOULON, full_session, load, reminder, save


@pytest.fixture
def conversations(database: Database) -> Conversations:
    """An empty store of conversations, of each kind in turn."""
    return SqlConversations(database)


async def test_an_unknown_key_begins_afresh(conversations: Conversations) -> None:
    assert await load(conversations, "telegram:1") == Session()


async def test_all_that_was_said_comes_back(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", full_session())
    assert await load(conversations, "telegram:1") == full_session()


async def test_the_last_save_counts(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", full_session())
    await save(conversations, "telegram:1", Session(event="acri-st"))
    assert await load(conversations, "telegram:1") == Session(event="acri-st")


async def test_each_person_has_their_own(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", Session(event="acri-st"))
    await save(conversations, "telegram:10", Session(event="iter-visite"))
    await save(conversations, "à l’atelier 'n° 1'; --", Session(event="agronovae"))
    keys = ("telegram:1", "telegram:10", "à l’atelier 'n° 1'; --", "telegram:2")
    found = [(await load(conversations, key)).event for key in keys]
    assert found == ["acri-st", "iter-visite", "agronovae", None]


async def test_changes_count_once_saved(conversations: Conversations) -> None:
    session = full_session()
    await save(conversations, "telegram:1", session)
    for changed in (session, await load(conversations, "telegram:1")):
        changed.event = None
        changed.listings[5] = Listing(criteria=Criteria(), events=())
        changed.doubts[1] = "visites"
    assert await load(conversations, "telegram:1") == full_session()


async def test_a_fresh_session_forgets_the_person(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", structs.replace(full_session(), location=TOULON))
    await save(conversations, "telegram:1", Session())
    await save(conversations, "telegram:2", Session())
    assert [await load(conversations, key) for key in ("telegram:1", "telegram:2")] == [Session(), Session()]


async def test_a_shared_position_lasts_as_long_as_the_process(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", Session(location=TOULON))
    await save(conversations, "telegram:2", Session(event="acri-st", location=TOULON))
    assert await load(conversations, "telegram:1") == Session(location=TOULON)
    await save(conversations, "telegram:2", Session(event="acri-st"))
    assert await load(conversations, "telegram:2") == Session(event="acri-st")


async def test_it_may_write_to_those_who_have_begun_and_have_not_left(
    conversations: Conversations, database: Database
) -> None:
    await save(conversations, "telegram:1", Session(event="acri-st"))
    await save(conversations, "telegram:2", Session(event="acri-st"))
    await save(conversations, "telegram:4", Session(reminders={200_000_001: reminder(200_000_001)}))
    await database.run(lambda connection: connection.execute(delete(chats)).close())
    await database.run(lambda connection: close(connection, "telegram:2", "blocked"))
    keys = [f"telegram:{number}" for number in range(1, 5)]
    assert await conversations.may_write(keys) == {"telegram:1", "telegram:4"}


async def test_what_is_asked_elsewhere_is_in_the_inbox(conversations: Conversations, database: Database) -> None:
    made = Update(number=-7, key="telegram:1", data="{}")
    turn = Turn(key="telegram:-5", before=Session(), after=Session(), detour=Detour(update=made, letters=()), update=7)
    await conversations.commit([turn])
    await conversations.commit([turn])  # its process died before it knew
    assert await SqlInbox(database, "telegram").left() == [(made, 0)]


async def test_many_at_once(conversations: Conversations) -> None:
    keys = [f"telegram:{number}" for number in range(50)]
    await asyncio.gather(*(save(conversations, key, Session(event=key)) for key in keys * 2))
    assert await conversations.load(keys) == {key: Session(event=key) for key in keys}


async def test_what_was_sent_meanwhile_does_not_come_back(conversations: Conversations, database: Database) -> None:
    session = full_session()
    await save(conversations, "telegram:1", session)
    before = await load(conversations, "telegram:1")
    await database.run(lambda connection: connection.execute(delete(reminders).where(reminders.c.event == "acri-st")))
    after = before.copy()
    after.reminders[200_000_004] = reminder(200_000_004)
    await conversations.commit([Turn(key="telegram:1", before=before, after=after)])
    assert list((await load(conversations, "telegram:1")).reminders) == [200_000_001, 200_000_004]


async def test_what_is_taken_away_is_gone(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", full_session())
    await save(conversations, "telegram:2", full_session())
    session = full_session()
    del session.reminders[200_000_001]
    session.subscriptions.clear()
    await save(conversations, "telegram:1", session)
    assert await load(conversations, "telegram:1") == session
    assert await load(conversations, "telegram:2") == full_session()


async def test_a_change_of_rhythm_is_kept(conversations: Conversations) -> None:
    await save(conversations, "telegram:1", full_session())
    session = full_session()
    session.subscriptions[200_000_002] = structs.replace(session.subscriptions[200_000_002], rhythm="daily")
    await save(conversations, "telegram:1", session)
    assert await load(conversations, "telegram:1") == session


async def test_a_chat_that_moves_is_followed(conversations: Conversations, database: Database) -> None:
    """With all that is its own: reminders and subscriptions too."""
    await save(conversations, "telegram:-1", full_session())
    await save(conversations, "telegram:2", Session(event="acri-st"))
    await database.run(lambda connection: move(connection, "telegram:-1", "telegram:-1001"))
    assert await load(conversations, "telegram:-1001") == full_session()
    assert await load(conversations, "telegram:-1") == Session()
    assert await load(conversations, "telegram:2") == Session(event="acri-st")
