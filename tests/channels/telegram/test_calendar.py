"""Calendars on Telegram: the real process, files read as a calendar would."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from icalendar import Calendar

from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.process import ROOT, START, GuideProcess

#: Seconds until a programme that has changed is served.
SOON = 20
_NOTED = "events of the programme that have changed"
ITER = '{start: "2021-11-22T14:00", end: "2021-11-22T16:30"}'
LATER = '{start: "2021-11-24T14:00", end: "2021-11-24T16:30"}'


@asynccontextmanager
async def served(api: BotApi, folder: Path, **environment: str) -> AsyncIterator[GuideProcess]:
    """The process for the time of an `async with`, on a programme that may be changed (`folder/events.yaml`)."""
    programme = folder / "events.yaml"
    programme.write_text((ROOT / "data" / "events.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    database = f"sqlite:///{folder}/guide.sqlite3"
    guide = GuideProcess(api, database, folder / "log", EVENTS_FILE=str(programme), **environment)
    await guide.start()
    try:
        yield guide
    finally:
        await guide.stop()


async def change(guide: GuideProcess, folder: Path, old: str, new: str) -> None:
    """Write the programme anew, and wait until the guide has taken note of it."""
    told = guide.log.count(_NOTED)
    programme = folder / "events.yaml"
    text = programme.read_text(encoding="utf-8")
    assert old in text
    programme.write_text(text.replace(old, new, 1), encoding="utf-8")
    guide.hang_up()
    async with asyncio.timeout(SOON):
        while guide.log.count(_NOTED) == told:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.1)


def entries(data: bytes) -> list[Any]:
    """What a calendar makes of a file."""
    found: list[Any] = Calendar.from_ical(data).events
    return found


def entry(shown: Shown) -> Any:
    """The one entry of a file that was sent."""
    assert shown.file
    assert shown.file.name.endswith(".ics")
    assert (shown.file.kind, shown.file.media_type) == ("document", "text/calendar")
    (found,) = entries(shown.file.data)
    return found


async def test_an_event_a_list_and_reminders(api: BotApi, person: Person, tmp_path: Path) -> None:
    async with served(api, tmp_path):
        await person.says("ajoute la visite d'ITER à mon agenda")
        first = entry(await person.reads(within=START))
        assert (first["SUMMARY"], first["SEQUENCE"]) == ("Visite du site ITER", 0)
        assert first.start.isoformat() == "2021-11-22T14:00:00+01:00"
        found = await person.asks("visites dans le Var")
        await person.taps("Dans mon agenda", on=found)
        listed = (await person.reads()).file
        assert listed
        assert sorted(e["SUMMARY"] for e in entries(listed.data)) == [
            "Découverte de Naval Group à Ollioules",
            "Découverte de Naval Group à Toulon",
        ]
        await person.asks("rappelle-moi la visite d'ITER")
        assert entry(await person.asks("mets mes rappels dans mon agenda"))["UID"] == first["UID"]


async def test_what_has_changed_is_the_same_entry(api: BotApi, person: Person, tmp_path: Path) -> None:
    async with served(api, tmp_path) as guide:
        await person.says("ajoute la visite d'ITER à mon agenda")
        first = entry(await person.reads(within=START))
        await change(guide, tmp_path, ITER, LATER)
        moved = entry(await person.asks("ajoute la visite d'ITER à mon agenda"))
        assert (moved["UID"], moved["SEQUENCE"], moved.start.day) == (first["UID"], 1, 24)
