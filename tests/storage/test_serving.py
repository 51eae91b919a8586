"""A programme file that changes while it is served, and while it is not."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.session import Session
from bot.delivery.reloading import Serving
from bot.delivery.waiting import HeldFile
from bot.events.problems import ProgrammeErrors
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from tests.conversation.guide import NOW
from tests.storage.examples import load, reminder, save
from tests.storage.folder import TEXT, Folder, Guided
from tests.storage.test_programme import told

ALL = ["iter-visite", "confitures", "plateforme"]


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Folder:
    found = Folder(database, tmp_path)
    found.write(TEXT)
    return found


def served(serving: Serving[Guided]) -> list[str]:
    return [event.id for event in serving.current.guide.catalogue.events]


def status(serving: Serving[Guided]) -> str:
    event = serving.current.guide.catalogue.event("iter-visite")
    assert event
    return event.status


def without(*ids: str) -> str:
    head, *events = TEXT.split("  - id: ")
    return "  - id: ".join([head, *(event for event in events if event.split("\n")[0] not in ids)])


async def test_the_first_programme_is_no_news(folder: Folder, database: Database) -> None:
    serving = await folder.started()
    assert served(serving) == ALL
    assert await told(database) == []


async def test_a_change_is_served_and_written_down_once(folder: Folder, database: Database) -> None:
    serving = await folder.started()
    folder.write(TEXT.replace("status: full", "status: cancelled"))
    await serving.check(NOW)
    assert status(serving) == "full"  # it may still be being written
    for _ in range(3):
        await serving.check(NOW)
    assert status(serving) == "cancelled"
    assert await told(database) == [("iter-visite", "full")]


async def test_a_signal_does_not_wait(folder: Folder) -> None:
    serving = await folder.started()
    folder.write(TEXT.replace("status: full", "status: cancelled"))
    await serving.check(NOW, at_once=True)
    assert status(serving) == "cancelled"


async def test_a_change_made_while_nothing_ran_is_found_at_the_start(folder: Folder, database: Database) -> None:
    await folder.started()
    folder.write(TEXT.replace("status: full", "status: cancelled"))
    serving = await folder.started()
    assert status(serving) == "cancelled"
    assert await told(database) == [("iter-visite", "full")]
    await folder.started()
    assert len(await told(database)) == 1


async def test_a_process_that_dies_before_it_has_written_leaves_it_to_the_next(
    folder: Folder, database: Database
) -> None:
    await folder.started()
    folder.write(TEXT.replace("status: full", "status: cancelled"))
    await folder.serving().start()
    assert await told(database) == []
    await folder.started()
    assert await told(database) == [("iter-visite", "full")]


async def test_a_file_that_does_not_load_replaces_nothing(
    folder: Folder, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    serving = await folder.started()
    for text in (TEXT.replace("kind: immersion", "kind: jeu"), "- ", ""):
        folder.write(text)
        await serving.check(NOW, at_once=True)
        assert served(serving) == ALL
    assert "« jeu »" in caplog.text
    assert served(await folder.started()) == ALL  # nor at the next start
    assert await told(database) == []


async def test_a_first_file_that_does_not_load_is_refused(folder: Folder) -> None:
    folder.write(TEXT.replace("kind: immersion", "kind: jeu"))
    with pytest.raises(ProgrammeErrors):
        await folder.serving().start()


async def test_what_takes_away_more_than_half_is_held(
    folder: Folder, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    serving = await folder.started()
    folder.write(without("iter-visite", "confitures"))
    await serving.check(NOW, at_once=True)
    assert served(serving) == ALL
    assert "takes away 2 events of 3" in caplog.text
    assert "python -m bot programme accept" in caplog.text
    again = await folder.started()
    assert served(again) == ALL
    assert await told(database) == []
    await folder.ledger.write({"allowed": await held(folder)})
    await again.check(NOW)
    assert served(again) == ["plateforme"]
    assert sorted(await told(database)) == [("confitures", "confirmed"), ("iter-visite", "full")]
    assert [await folder.ledger.note(name) for name in ("held", "allowed")] == [None, None]


async def test_what_is_held_is_decided_by_organisers(folder: Folder) -> None:
    serving, waiting = await folder.started(), HeldFile(folder.ledger)
    folder.write(without("iter-visite", "confitures"))
    await serving.check(NOW, at_once=True)
    (loss,) = await waiting.held()
    assert (loss.gone, loss.known, loss.told) == (2, 3, False)
    assert loss.titles == ["Confitures à l'ancienne", "Visite du site ITER"]
    await waiting.note(loss, left=True)
    again = await folder.started()
    (loss,) = await waiting.held()
    assert loss.left
    folder.write(without(*ALL))
    await again.check(NOW, at_once=True)
    (greater,) = await waiting.held()
    assert (greater.gone, greater.told, greater.left) == (3, False, False)
    assert await waiting.accept(greater)
    await again.check(NOW)
    assert not served(again)
    assert not await waiting.held()


async def held(folder: Folder) -> str:
    note = await folder.ledger.note("held")
    assert note
    return str(json.loads(note)["fingerprint"])


async def test_an_acceptance_is_for_one_text_only(folder: Folder) -> None:
    serving = await folder.started()
    folder.write(without("iter-visite", "confitures"))
    await serving.check(NOW, at_once=True)
    await folder.ledger.write({"allowed": await held(folder)})
    folder.write(without("iter-visite", "plateforme"))
    await serving.check(NOW, at_once=True)
    assert served(serving) == ALL


async def test_what_was_held_may_be_put_right(folder: Folder, database: Database) -> None:
    serving = await folder.started()
    folder.write(without("iter-visite", "confitures"))
    await serving.check(NOW, at_once=True)
    folder.write(TEXT)
    await serving.check(NOW, at_once=True)
    assert await folder.ledger.note("held") is None
    folder.write(without("confitures"))
    await serving.check(NOW, at_once=True)
    assert served(serving) == ["iter-visite", "plateforme"]
    assert await told(database) == [("confitures", "confirmed")]


async def test_where_nobody_else_is_concerned_nothing_is_held(folder: Folder) -> None:
    serving = await folder.started(holds=False)
    folder.write(without("iter-visite", "confitures"))
    await serving.check(NOW, at_once=True)
    assert served(serving) == ["plateforme"]


async def test_another_zone_leaves_clock_times_as_they_were(folder: Folder, database: Database) -> None:
    """Noon in Paris is noon in Cayenne, four hours later in winter."""
    conversations, asked = SqlConversations(database), reminder(1)
    await save(conversations, "telegram:1", Session(reminders={1: asked}))
    serving = await folder.started()
    folder.write(TEXT.replace("Europe/Paris", "America/Cayenne"))
    await serving.check(NOW, at_once=True)
    (kept,) = (await load(conversations, "telegram:1")).reminders.values()
    assert (kept.wall, kept.zone) == (asked.wall, "America/Cayenne")
    assert kept.due == asked.due + timedelta(hours=4)
