"""What every database does with votes: they outlive a restart, are found by their name, and end once."""

import pytest
from msgspec.structs import replace

from bot.conversation.session import OpenVote, Session
from bot.delivery.judging import judge
from bot.delivery.model import Ballot, Letter, Outcome, Part, Rank, Result, Sending, Turn, Update
from bot.delivery.pacing import Pace
from bot.storage.chats import move
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.outbox import SqlOutbox
from bot.storage.owned import forget, owned
from bot.storage.tidying import tidy
from tests.storage.examples import load

START, EIGHT_DAYS = 1_600_000_000_000, 8 * 24 * 3600 * 1000
TOPIC = "telegram:-1007:7"
VOTE = OpenVote(message=12, events=("iter-visite", "acri-st"), author="telegram:1002")


@pytest.fixture
async def conversations(database: Database) -> SqlConversations:
    """Conversations of a group in which a vote was sent."""
    part = Part(method="sendPoll", params={}, events=VOTE.events)
    sending = Sending(id=1, letter=Letter(key="telegram:-1007", part=part))
    ballot = Ballot(vote="v1", key=TOPIC, message=VOTE.message, events=VOTE.events, author=VOTE.author)
    verdict = judge(sending, Outcome(result=Result.SENT, opens=ballot), START)
    await SqlOutbox(database, "telegram", Pace(), lambda: START).turn_over([verdict, verdict], 0, tuple(Rank))
    return SqlConversations(database, lambda: START)


def ended(vote: str = "v1", number: int = 5) -> Update:
    """What tells the end of a vote."""
    return Update(number=number, key="telegram:0", data="{}", vote=vote)


async def test_it_is_known_where_it_was_sent(conversations: SqlConversations) -> None:
    assert (await load(conversations, TOPIC)).votes == {"v1": VOTE}
    assert await load(conversations, "telegram:-1007") == Session()


async def test_its_end_is_told_to_its_conversation(database: Database, conversations: SqlConversations) -> None:
    inbox, told = SqlInbox(database, "telegram"), Update(number=5, key=TOPIC, data="{}", vote="v1")
    assert await inbox.keep([ended("another", 4), ended()]) == [told]
    assert [update.key for update, _ in await inbox.left()] == [TOPIC]
    assert await inbox.keep([ended("another", 6)]) == []


async def test_once_it_has_ended_it_is_forgotten(database: Database, conversations: SqlConversations) -> None:
    before = await load(conversations, TOPIC)
    after = before.copy()
    del after.votes["v1"]
    assert before.votes
    await conversations.commit([Turn(key=TOPIC, before=before, after=after)])
    assert await load(conversations, TOPIC) == Session()
    assert await SqlInbox(database, "telegram").keep([ended()]) == []


async def test_its_author_is_shown_it_and_may_be_forgotten(database: Database, conversations: SqlConversations) -> None:
    kept = await database.run(lambda connection: owned(connection, VOTE.author))
    assert [row["vote"] for row in kept["votes"]] == ["v1"]
    await database.run(lambda connection: forget(connection, [VOTE.author]))
    assert (await load(conversations, TOPIC)).votes == {"v1": replace(VOTE, author="")}


async def test_it_moves_with_its_group(database: Database, conversations: SqlConversations) -> None:
    await database.run(lambda connection: move(connection, TOPIC, "telegram:-9"))
    assert (await load(conversations, "telegram:-9")).votes == {"v1": VOTE}


async def test_an_end_that_is_never_told_is_not_awaited_for_ever(
    database: Database, conversations: SqlConversations
) -> None:
    await database.run(lambda connection: tidy(connection, START + EIGHT_DAYS))
    assert await load(conversations, TOPIC) == Session()
