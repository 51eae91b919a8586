"""What changes is told to those whom it concerns, once, when they want it: the same on every database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import func, insert, select, update

from bot.conversation.news.edition import Edition
from bot.conversation.session import Pending
from bot.delivery.model import Letter
from bot.delivery.telling import Due, Newsroom
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.schema import changes, chats
from bot.storage.tidying import tidy
from intents import Criteria
from tests.conversation.guide import NOW
from tests.storage.folder import TEXT
from tests.storage.town import TWO_HOURS, Town

VISITS, JOBS = Criteria(kinds=("visite",)), Criteria(kinds=("job-dating",))
NOON, EVENING, NIGHT, MORNING = (
    NOW.replace(hour=12),
    NOW.replace(hour=18),
    NOW.replace(hour=23),
    datetime(2021, 11, 16, 8),
)
NEXT_MONDAY = datetime(2021, 11, 22, 9)
#: A visit on 22 November, at 14:00.
ITER = 'start: "2021-11-22T14:00", end: "2021-11-22T16:30"'
LATER, STILL_LATER = ITER.replace("-22T", "-23T"), ITER.replace("-22T", "-24T")
NEW = """
  - id: nouveau
    title: Nouvelle visite
    kind: visite
    sessions: [{start: "2021-11-26T14:00", end: "2021-11-26T16:30"}]
"""
LAST = "Plateforme en ligne"


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> Town:
    town = Town(database, tmp_path)
    town.folder.write(TEXT.rstrip("\n") + "\n")
    return await town.open()


async def test_those_whom_it_concerns_are_told_once(town: Town) -> None:
    await town.follow("Ana", VISITS)
    await town.follow("Bo", JOBS)
    await town.change("status: full", "status: cancelled")
    told = await town.tell()
    assert list(told) == ["Ana"]
    assert told["Ana"] == [
        "Du nouveau pour votre abonnement : Visites.\n\n"
        "Visite du site ITER\n"
        "Annulé : cet événement n'aura pas lieu. Il était prévu lundi 22 novembre, de 14 h à 16 h 30."
    ]
    assert await town.tell() == {}


async def test_several_changes_make_one_message(town: Town) -> None:
    await town.follow("Ana")
    await town.change("status: full", "status: confirmed")
    await town.change(ITER, LATER)
    await town.change("\n  - id: confitures", NEW + "  - id: confitures")
    (message,) = (await town.tell())["Ana"]
    assert message.split("\n\n")[1:] == [
        "Visite du site ITER\n"
        "Nouvelle date : mardi 23 novembre, de 14 h à 16 h 30, et non plus lundi 22 novembre, de 14 h à 16 h 30.\n"
        "Il y a de nouveau des places.",
        "Nouvelle visite\nNouveau : vendredi 26 novembre, de 14 h à 16 h 30 · lieu à préciser",
    ]


async def test_what_is_undone_before_it_is_told_is_not_told(town: Town) -> None:
    await town.follow("Ana")
    await town.remind("Bo", "iter-visite")
    await town.change("status: full", "status: cancelled", NIGHT)
    assert await town.tell(NIGHT) == {}
    await town.change("status: cancelled", "status: full", NIGHT)
    assert await town.tell(MORNING) == {}
    assert await town.times("Bo") == ["21 18:00"]


async def test_what_is_told_tells_how_things_then_are(town: Town) -> None:
    await town.follow("Ana")
    await town.change(ITER, LATER, NIGHT)
    await town.change(LATER, STILL_LATER, NIGHT)
    (message,) = (await town.tell(MORNING))["Ana"]
    assert "Nouvelle date : mercredi 24 novembre, de 14 h à 16 h 30, et non plus lundi 22" in message


async def test_nothing_is_told_by_night(town: Town) -> None:
    await town.follow("Ana")
    await town.change(ITER, LATER)
    for quiet in (NOW.replace(hour=21), NIGHT, MORNING - timedelta(minutes=1)):
        assert await town.tell(quiet) == {}
    assert list(await town.tell(MORNING)) == ["Ana"]


async def test_once_a_day_and_once_a_week(town: Town) -> None:
    await town.follow("Ana", rhythm="daily")
    await town.follow("Bo", rhythm="weekly")
    await town.change(ITER, LATER, NOON)  # NOW is a Monday at 9:00
    assert await town.tell(NOON) == {}
    assert await town.tell(EVENING - timedelta(minutes=1)) == {}
    assert list(await town.tell(EVENING)) == ["Ana"]
    await town.change("Plateforme en ligne", "Plateforme 3D", EVENING)
    assert await town.tell(EVENING + timedelta(days=1)) == {}  # a title alone is no news
    assert await town.tell(NEXT_MONDAY - timedelta(minutes=1)) == {}
    assert list(await town.tell(NEXT_MONDAY)) == ["Bo"]
    assert await town.tell(NEXT_MONDAY + timedelta(days=7)) == {}


async def test_a_digest_that_no_machine_was_there_for_comes_later(town: Town) -> None:
    await town.follow("Ana", rhythm="daily")
    await town.change(ITER, LATER)
    assert list(await town.tell(MORNING + timedelta(hours=3))) == ["Ana"]


async def test_an_event_told_by_one_subscription_is_not_told_by_another(town: Town) -> None:
    await town.follow("Ana", VISITS)
    await town.follow("Ana", rhythm="daily")
    await town.change(ITER, LATER)
    assert "abonnement : Visites" in (await town.tell())["Ana"][0]
    assert await town.tell(EVENING) == {}


async def test_what_has_changed_since_another_told_it_is_told(town: Town) -> None:
    await town.follow("Ana", Criteria(periods=()), rhythm="weekly")
    await town.follow("Ana", replace(VISITS, available=True))
    await town.change("status: full", "status: confirmed")
    assert "de nouveau des places" in (await town.tell())["Ana"][0]
    await town.change("- id: confitures", NEW[3:] + "  - id: confitures", EVENING)
    await town.tell(EVENING)
    await town.change("status: confirmed\n", "status: full\n", EVENING)
    (message,) = (await town.tell(EVENING))["Ana"]
    assert message.endswith("Visite du site ITER\nComplet : il n'y a plus de place.")
    assert await town.tell(NEXT_MONDAY) == {}


async def test_a_subscription_is_told_of_nothing_before_it(town: Town) -> None:
    await town.change(ITER, LATER)
    await town.follow("Ana")
    assert await town.tell() == {}
    await town.change(LATER, STILL_LATER)
    (message,) = (await town.tell())["Ana"]
    assert "et non plus mardi 23 novembre" in message


async def test_who_waits_for_reminders_is_told_and_they_are_counted_anew(town: Town) -> None:
    await town.remind("Ana", "iter-visite")
    await town.remind("Bo", "iter-visite", TWO_HOURS)
    await town.change(ITER, LATER)
    told = await town.tell()
    assert sorted(told) == ["Ana", "Bo"]
    assert told["Ana"] == [
        "Du nouveau pour un événement dont vous avez demandé le rappel.\n\n"
        "Visite du site ITER\n"
        "Nouvelle date : mardi 23 novembre, de 14 h à 16 h 30, et non plus lundi 22 novembre, de 14 h à 16 h 30.\n"
        "Je vous le rappellerai lundi 22 novembre à 18 h."
    ]
    assert [await town.times(name) for name in ("Ana", "Bo")] == [["22 18:00"], ["23 12:00"]]
    assert await town.tell() == {}


async def test_reminders_of_what_is_cancelled_go_when_that_is_told(town: Town) -> None:
    await town.remind("Ana", "iter-visite")
    await town.change("status: full", "status: cancelled", NIGHT)
    assert await town.times("Ana") == ["21 18:00"]
    (message,) = (await town.tell(MORNING))["Ana"]
    assert message.endswith("Je supprime votre rappel.")
    assert await town.times("Ana") == []


async def test_what_is_put_off_is_reminded_once_its_date_is_known(town: Town) -> None:
    await town.remind("Ana", "iter-visite")
    sessions = f"sessions:\n      - {{{ITER}}}"
    await town.change(sessions, "sessions: []")
    (message,) = (await town.tell())["Ana"]
    assert message.endswith("Je vous le rappellerai quand la nouvelle date sera connue.")
    assert await town.times("Ana") == ["21 18:00"]
    await town.change("sessions: []", f"sessions: [{{{STILL_LATER}}}]")
    (message,) = (await town.tell())["Ana"]
    assert message.endswith("Je vous le rappellerai mardi 23 novembre à 18 h.")
    assert await town.times("Ana") == ["23 18:00"]


async def test_who_has_been_reminded_relies_on_it(town: Town) -> None:
    await town.remind("Ana", "iter-visite")
    evening, morning = datetime(2021, 11, 21, 18), datetime(2021, 11, 22, 9)
    assert list(await town.tick(evening)) == ["Ana"]
    assert await town.times("Ana") == []
    await town.change("status: full", "status: cancelled", morning)
    (message,) = (await town.tell(morning))["Ana"]
    assert message.splitlines()[-1].startswith("Annulé : cet événement n'aura pas lieu.")
    assert await town.tell(morning) == {}
    await town.change("status: cancelled", "status: full", morning)
    assert list(await town.tell(morning)) == ["Ana"]  # whom it was told that it does not take place
    assert await town.times("Ana") == []


async def test_one_message_for_reminders_and_subscriptions(town: Town) -> None:
    await town.remind("Ana", "iter-visite")
    await town.follow("Ana")
    await town.change(ITER, LATER)
    await town.change("\n  - id: confitures", NEW + "  - id: confitures")
    (message,) = (await town.tell())["Ana"]
    assert [part.split("\n")[0] for part in message.split("\n\n")] == [
        "Du nouveau pour un événement dont vous avez demandé le rappel.",
        "Visite du site ITER",
        "Du nouveau dans le programme.",
        "Nouvelle visite",
    ]


async def test_what_changed_while_nothing_ran_is_told_at_the_start(town: Town) -> None:
    await town.follow("Ana")
    await town.remind("Bo", "iter-visite")
    town.folder.write(TEXT.replace(ITER, LATER))
    await town.open()
    assert sorted(await town.tell()) == ["Ana", "Bo"]
    await town.open()
    assert await town.tell() == {}


async def test_a_closed_chat_is_told_when_it_opens(town: Town) -> None:
    await town.follow("Ana")
    await town.remind("Ana", "iter-visite")
    await close(town, "paper:Ana")
    await town.change(ITER, LATER)
    assert await town.tell() == {}
    await town.database.run(lambda connection: connection.execute(update(chats).values(closed=None)) and None)
    assert list(await town.tell()) == ["Ana"]


async def close(town: Town, key: str) -> None:
    row = insert(chats).values(key=key, closed="blocked")
    await town.database.run(lambda connection: connection.execute(row) and None)


async def test_another_channel_tells_its_own_people(town: Town) -> None:
    session = await town.session("Ana")
    await town.follow("Ana")
    assert session.subscriptions == {}
    other = Town(town.database, town.folder.file.parent)
    other.newsroom = type(town.newsroom)(town.database, "pape")  # type: ignore[call-arg]
    await other.open()
    await town.change(ITER, LATER)
    await other.serving.check(NOW, at_once=True)
    assert await other.tell() == {}
    assert list(await town.tell()) == ["Ana"]


async def test_nothing_is_told_by_a_guide_to_an_older_programme(town: Town) -> None:
    await town.follow("Ana")
    other = await Town(town.database, town.folder.file.parent).open()
    await town.change(ITER, LATER)
    assert await other.tell() == {}
    assert list(await town.tell()) == ["Ana"]


async def test_what_is_told_is_what_is_spoken_of_next(town: Town) -> None:
    await town.follow("Ana", VISITS)
    await town.remind("Bo", "iter-visite")
    await town.change(ITER, LATER)
    await town.tell()
    (subscription,) = (await town.session("Ana")).subscriptions
    (reminder,) = (await town.session("Bo")).reminders
    for name, pending in (
        ("Ana", Pending(event="iter-visite", subscription=subscription)),
        ("Bo", Pending(event="iter-visite", session=datetime(2021, 11, 23, 14), reminders=(reminder,))),
    ):
        session = await town.session(name)
        assert (session.event, session.pending) == ("iter-visite", pending)


async def test_changes_are_forgotten_once_all_have_come_to_them(town: Town) -> None:
    await town.follow("Ana")
    await town.follow("Bo", rhythm="daily")
    await town.change(ITER, LATER)
    await town.change("status: full", "status: confirmed")
    assert await count_after_tidying(town) == 2
    await town.tell()
    assert await count_after_tidying(town) == 2
    await town.change(LATER, STILL_LATER)
    assert list(await town.tell(EVENING)) == ["Ana", "Bo"]
    assert await count_after_tidying(town) == 0
    await town.change(STILL_LATER, ITER)
    assert list(await town.tell()) == ["Ana"]


async def test_who_does_not_come_back_is_not_waited_for(town: Town) -> None:
    await town.follow("Ana")
    await close(town, "paper:Ana")
    await town.change(ITER, LATER)
    await town.change(LATER, STILL_LATER, NOW + timedelta(days=31))
    assert await count_after_tidying(town) == 1


async def count_after_tidying(town: Town) -> int:
    await town.database.run(lambda connection: tidy(connection, 0))
    count = select(func.count()).select_from(changes)
    return await town.database.run(lambda connection: connection.scalar(count)) or 0


async def test_no_more_is_told_than_may_leave_soon(town: Town) -> None:
    for number in range(600):
        await town.follow(f"n° {number}")
    await town.change(ITER, LATER)
    rounds = [await town.tell() for _ in range(4)]
    assert [len(told) for told in rounds] == [250, 250, 100, 0]
    assert len({name for told in rounds for name in told}) == 600


async def test_two_processes_that_tell_at_once_tell_each_once(address: str, tmp_path: Path) -> None:
    databases = [await open_database(address) for _ in range(2)]
    towns = [Town(database, tmp_path) for database in databases]
    towns[0].folder.write(TEXT)
    for town in towns:
        await town.open()
    for number in range(40):
        await towns[0].follow(f"n° {number}")
    towns[0].folder.write(TEXT.replace(ITER, LATER))
    await asyncio.gather(*(town.serving.check(NOW, at_once=True) for town in towns))
    await asyncio.gather(*(town.tell_only() for town in towns))
    assert [len(messages) for messages in (await towns[0].post()).values()] == [1] * 40
    for database in databases:
        await database.close()


async def test_who_stops_while_they_are_about_to_be_told_is_not_told(town: Town) -> None:
    await town.follow("Ana")
    await town.follow("Bo")
    await town.change(ITER, LATER)
    town.newsroom = Slow(town.newsroom, lambda: town.stop("Ana"))
    assert list(await town.tell()) == ["Bo"]
    assert await town.tell() == {}


class Slow:
    """A newsroom where something happens between reading and writing."""

    def __init__(self, newsroom: Newsroom, happens: Callable[[], Awaitable[None]]) -> None:
        self._newsroom, self._happens = newsroom, happens

    def __getattr__(self, name: str) -> Any:
        return getattr(self._newsroom, name)

    async def settle(self, editions: Sequence[tuple[Edition, Sequence[Letter]]], due: Due) -> int:
        await self._happens()
        return await self._newsroom.settle(editions, due)


async def test_who_reads_best_in_short_sentences_is_told_so(town: Town) -> None:
    for name in ("Ana", "Bo"):
        await town.follow(name, VISITS)
        await town.remind(name, "iter-visite")
    await town.reads_easily("Ana")
    await town.change(ITER, LATER)
    told = await town.tell()
    assert told["Ana"] == [
        "Il y a du nouveau.\nVous avez demandé un rappel de cet événement.\n\n"
        "Visite du site ITER\n"
        "La date a changé.\nMaintenant, c'est :\n– mardi 23 novembre, de 14 heures à 16 heures 30\n"
        "Ce n'est plus :\n– lundi 22 novembre, de 14 heures à 16 heures 30\n"
        "Je vous enverrai un rappel lundi 22 novembre à 18 heures."
    ]
    assert told["Bo"][0].startswith("Du nouveau pour un événement")
    reminded = await town.tick(datetime(2021, 11, 22, 18))
    assert reminded["Ana"][0].startswith("C'est un rappel.\nVisite du site ITER\nC'est demain à 14 heures.")
    assert reminded["Bo"][0].startswith("Rappel : Visite du site ITER, c'est demain à 14 h.")
