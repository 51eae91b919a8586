"""Announcements: to each of those whom they are for, once, whatever restarts; the same on every database."""

from collections import Counter
from datetime import datetime

import msgspec
import pytest
from sqlalchemy import delete, insert, select

from bot.conversation.message import Reply
from bot.conversation.session import Session, Subscription
from bot.delivery.announcing import Announcer
from bot.delivery.model import Part
from bot.desk.announcing import announcement_notice
from bot.desk.records import Announcement
from bot.storage.chats import close
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.desk import SqlRecords
from bot.storage.schema import chats, outbox, sessions
from intents import Criteria
from tests.conversation.guide import guide
from tests.storage.examples import reminder, save
from tests.storage.town import Paper

#: More people than one batch has.
_PEOPLE = 420
_TEXT = Announcement(audience="all", text="Le forum ouvre à 9 h.")


async def _people(database: Database, count: int = _PEOPLE) -> None:
    for number in range(count):
        await save(SqlConversations(database), f"paper:{number:03}", Session(simple=True))


def _records(database: Database) -> SqlRecords:
    return SqlRecords(database, Paper.channel, lambda one, other: one == other, lambda: 5)


def _announcer(database: Database) -> Announcer:
    """The announcer of a process that has just started."""

    def notice(text: str, simple: bool) -> Reply:
        return announcement_notice(text, guide().phrases, simple=simple)

    parts, records = Paper().parts, _records(database)
    return Announcer(records, notice=notice, parts=parts, posted=lambda: None, machine_ms=lambda: 5)


async def _waiting(database: Database) -> Counter[str]:
    """How many letters wait for each person."""
    return Counter(await database.run(lambda connection: connection.scalars(select(outbox.c.key)).all()))


async def test_what_a_restart_breaks_off_goes_on_and_nobody_is_told_twice(database: Database) -> None:
    await _people(database)
    number = await _records(database).announce(_TEXT)
    await _announcer(database).go_on()
    assert len(await _waiting(database)) == 200
    batch = await _records(database).next_batch(200)
    assert batch
    await _announcer(database).go_on()
    await _records(database).post_batch(batch, [])  # as a process that died before it was told that this is done
    for _ in range(4):
        await _announcer(database).go_on()
    assert await _waiting(database) == Counter(f"paper:{number:03}" for number in range(_PEOPLE))
    assert await _records(database).progress(number) == (0, False)  # all of them still wait


async def test_a_stop_takes_back_what_has_not_left(database: Database) -> None:
    await _people(database)
    number = await _records(database).announce(_TEXT)
    await _announcer(database).go_on()
    assert await _records(database).stop(number) == 0
    for _ in range(2):
        await _announcer(database).go_on()
    assert not await _waiting(database)
    assert await _records(database).progress(number) == (0, True)


async def _keep(database: Database, key: str, session: Session) -> None:
    """All that is asked for, and no conversation: it may have begun afresh since."""
    await save(SqlConversations(database), key, session)
    await database.run(lambda connection: connection.execute(delete(sessions).where(sessions.c.key == key)))


@pytest.mark.parametrize("audience", ["all", "event", "search"])
async def test_whoever_only_has_a_reminder_or_a_subscription_gets_it(database: Database, audience: str) -> None:
    in_toulon = Criteria(places=("83137",))
    follows = Subscription(number=300, criteria=in_toulon, since=datetime(2021, 11, 15, 9))
    await _keep(database, "paper:001", Session(reminders={200_000_001: reminder(200_000_001)}))
    await _keep(database, "paper:002", Session(subscriptions={300: follows}))
    await _keep(database, "paper:003", Session(subscriptions={300: follows}))
    await database.run(lambda connection: connection.execute(delete(chats)))  # as they are a day later
    await database.run(lambda connection: close(connection, "paper:003", "blocked"))
    told = {"all": {"paper:001", "paper:002"}, "event": {"paper:001"}, "search": {"paper:002"}}[audience]
    announcement = Announcement(audience=audience, event="iter-visite", criteria=in_toulon, text="Prévoyez des bottes.")
    assert await _records(database).audience(announcement) == len(told)
    await _records(database).announce(announcement)
    await _announcer(database).go_on()
    assert set(await _waiting(database)) == told


async def test_more_people_than_are_looked_up_at_once(database: Database) -> None:
    """Those who have a reminder: the list goes on where it was."""
    for number in range(620):
        mine = {200_000_001: reminder(200_000_001)}
        await save(SqlConversations(database), f"paper:{number:03}", Session(reminders=mine, simple=number % 7 == 0))
    await _records(database).announce(Announcement(audience="event", event="iter-visite", text="Prévoyez des bottes."))
    for _ in range(5):
        await _announcer(database).go_on()
    assert await _waiting(database) == Counter(f"paper:{number:03}" for number in range(620))


async def test_whoever_had_all_erased_gets_none(database: Database) -> None:
    await save(SqlConversations(database), "paper:001", Session(simple=True))
    await save(SqlConversations(database), "paper:001", Session())
    await database.run(lambda connection: connection.execute(insert(chats).values(key="paper:001")))
    assert await _records(database).audience(_TEXT) == 0


async def test_those_who_follow_such_a_search_get_it(database: Database) -> None:
    in_toulon, in_gap = Criteria(places=("83137",)), Criteria(places=("05061",))
    for number, criteria in enumerate((in_toulon, in_gap, in_toulon)):
        mine = Subscription(number=300 + number, criteria=criteria, since=datetime(2021, 11, 15, 9))
        session = Session(subscriptions={mine.number: mine}, simple=True, refuses_announcements=number == 2)
        await save(SqlConversations(database), f"paper:{number:03}", session)
    announcement = Announcement(audience="search", criteria=in_toulon, text="Le parking est fermé.")
    assert await _records(database).audience(announcement) == 1
    await _records(database).announce(announcement)
    await _announcer(database).go_on()
    assert set(await _waiting(database)) == {"paper:000"}


@pytest.mark.parametrize(("audience", "told"), [("all", {"001", "002"}), ("event", {"002"})])
async def test_those_who_refuse_and_groups_get_none(database: Database, audience: str, told: set[str]) -> None:
    mine = {200_000_001: reminder(200_000_001)}
    sessions = {
        "paper:001": Session(simple=True),
        "paper:002": Session(reminders=mine, simple=True),
        "paper:003": Session(reminders=mine, simple=True, refuses_announcements=True),
        "paper:-7": Session(simple=True),
        "ink:001": Session(simple=True),
    }
    for key, session in sessions.items():
        await save(SqlConversations(database), key, session)
    announcement = Announcement(audience=audience, event="iter-visite", text="Prévoyez des bottes.")
    assert await _records(database).audience(announcement) == len(told)
    await _records(database).announce(announcement)
    await _announcer(database).go_on()
    assert set(await _waiting(database)) == {f"paper:{name}" for name in told}


async def test_who_reads_best_in_short_sentences_gets_it_so(database: Database) -> None:
    for name, session in (("001", Session(simple=True)), ("002", Session(keeps_questions=False))):
        await save(SqlConversations(database), f"paper:{name}", session)
    await _records(database).announce(Announcement(audience="all", text="Le forum ouvre à 9 h 30. Venez à l'heure !"))
    await _announcer(database).go_on()
    rows = await database.run(lambda connection: connection.execute(select(outbox.c.key, outbox.c.data)).all())
    told = {key: msgspec.json.decode(data, type=Part).params["text"].partition("\n\n")[2] for key, data in rows}
    assert told == {
        "paper:001": "Le forum ouvre à 9 heures 30.\nVenez à l'heure !",
        "paper:002": "Le forum ouvre à 9 h 30. Venez à l'heure !",
    }
