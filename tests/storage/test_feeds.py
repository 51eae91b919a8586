"""Addresses of calendars, and what is at each: the same on every database."""

from datetime import datetime

from msgspec import structs

from bot.conversation.session import Feed, Session
from bot.delivery.model import Letter, Part, Rank
from bot.delivery.ticking import Due, Settled
from bot.reminders.model import Remembered
from bot.storage.agenda import SqlAgenda
from bot.storage.chats import move
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.feeds import SqlFeeds
from intents import Criteria
from tests.storage.examples import load, reminder, save

KEY, OTHER = "telegram:1", "telegram:2"
SINCE = datetime(2021, 11, 15, 9)
SEARCH = Feed(number=5, hash="aa", criteria=Criteria(kinds=("visite",)), intent="suggest_class_visit", since=SINCE)
MINE = Feed(number=6, hash="bb", since=SINCE)


async def test_what_is_at_an_address(database: Database) -> None:
    conversations, feeds = SqlConversations(database), SqlFeeds(database)
    await save(conversations, KEY, Session(feeds={5: SEARCH, 6: MINE}))
    await save(
        conversations, OTHER, Session(feeds={5: structs.replace(MINE, number=5, hash="cc")}, reminders={1: reminder(1)})
    )
    assert [
        (found and (found.feed, found.remembered)) for found in [await feeds.find(h) for h in ("aa", "bb", "dd")]
    ] == [
        (SEARCH, ()),
        (MINE, ()),
        None,
    ]
    assert (await load(conversations, KEY)).feeds == {5: SEARCH, 6: MINE}


async def test_an_address_that_is_taken_away_is_gone(database: Database) -> None:
    conversations, feeds = SqlConversations(database), SqlFeeds(database)
    await save(conversations, KEY, Session(feeds={5: SEARCH, 6: MINE}))
    await save(conversations, KEY, Session(feeds={6: MINE}))
    assert (await feeds.find("aa"), (await load(conversations, KEY)).feeds) == (None, {6: MINE})
    await save(conversations, KEY, Session())
    assert await feeds.find("bb") is None


async def test_reminders_that_were_sent_stay_in_the_calendar(database: Database) -> None:
    feeds, agenda = SqlFeeds(database), SqlAgenda(database, "telegram")
    first, second = reminder(1), reminder(2, event="acri-st", due=datetime(2021, 11, 22, 17))
    later = structs.replace(first, number=3, session=datetime(2021, 11, 23, 14))
    reminders = {r.number: r for r in (first, second, later)}
    await save(SqlConversations(database), KEY, Session(feeds={6: MINE}, reminders=reminders))
    letter = Letter(key=KEY, part=Part(method="say", params={}), rank=Rank.REMINDER)
    for sent in (first, later):
        assert await agenda.settle([Settled(due=Due(key=KEY, reminder=sent), letters=(letter,))], 0) == 1
    found = await feeds.find("bb")
    assert found
    assert set(found.remembered) == {
        Remembered(event="iter-visite", session=datetime(2021, 11, 23, 14)),
        Remembered(event="acri-st", session=datetime(2021, 11, 22, 14)),
    }


async def test_addresses_move_with_their_chat(database: Database) -> None:
    await save(SqlConversations(database), KEY, Session(feeds={6: MINE}, reminders={1: reminder(1)}))
    await database.run(lambda connection: move(connection, KEY, OTHER))
    found = await SqlFeeds(database).find("bb")
    assert found
    assert [one.event for one in found.remembered] == ["iter-visite"]
