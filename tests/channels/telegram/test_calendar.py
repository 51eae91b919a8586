"""Calendars on Telegram: the real process, files read as a calendar would."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.process import ROOT, SOON, START, GuideProcess

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
    async with served(api, tmp_path) as guide:
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
        # What has changed is the same entry.
        await change(guide, tmp_path, ITER, LATER)
        moved = entry(await Person(api, 2002).asks("ajoute la visite d'ITER à mon agenda"))
        assert (moved["UID"], moved["SEQUENCE"], moved.start.day) == (first["UID"], 1, 24)


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Subscriber:
    """The calendar of someone who has been told an address; a proxy that ends TLS stands between."""

    def __init__(self, port: str, shown: Shown) -> None:
        address = next(line for line in shown.text.splitlines() if line.startswith("https://"))
        assert address.startswith(PUBLIC)
        self._url = f"http://127.0.0.1:{port}/guide{address.removeprefix(PUBLIC)}"
        self.secret = address.rpartition("/")[2].removesuffix(".ics")

    async def gets(self, **headers: str) -> httpx.Response:
        """What is there."""
        async with httpx.AsyncClient() as client:
            return await client.get(self._url, headers=headers)

    async def sees(self) -> dict[str, tuple[int, str]]:
        """Titles, with how many times each has changed and how it stands."""
        response = await self.gets()
        assert response.status_code == 200
        return {str(e["SUMMARY"]): (e["SEQUENCE"], e["STATUS"]) for e in entries(response.content)}


PUBLIC = "https://guide.example.org/guide"
OLLIOULES, TOULON = "Découverte de Naval Group à Ollioules", "Découverte de Naval Group à Toulon"


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_an_address_that_a_calendar_follows(api: BotApi, person: Person, tmp_path: Path, mode: str) -> None:
    port = free_port()
    environment = {"PUBLIC_URL": PUBLIC, "PORT": port}
    if mode == "webhook":
        environment |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "WORKERS": "1"}
    async with served(api, tmp_path, **environment) as guide:
        if mode == "webhook":
            await api.until_answered("setWebhook", within=START)
        await person.says("visites dans le Var")
        await person.reads(within=START)
        await person.asks("tous dans mon agenda")
        await person.taps("Suivre dans mon agenda")
        given = await person.reads()
        calendar = Subscriber(port, given)
        assert await calendar.sees() == {OLLIOULES: (0, "CONFIRMED"), TOULON: (0, "CONFIRMED")}
        first = await calendar.gets()
        assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert first.headers["Cache-Control"] == "private, max-age=900"
        assert "X-WR-CALNAME:Visites · Var – Semaine de l'Industrie" in first.text
        again = await calendar.gets(**{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])

        # One is cancelled, the other moves, the feed follows; what was known is out of date.
        off = "  - id: naval-group-toulon\n"
        await change(guide, tmp_path, off, f"{off}    status: cancelled\n")
        await change(
            guide,
            tmp_path,
            '"2021-11-22T09:00", end: "2021-11-22T12:00"',
            '"2021-11-22T10:00", end: "2021-11-22T12:00"',
        )
        changed = {OLLIOULES: (1, "CONFIRMED"), f"Annulé\N{NO-BREAK SPACE}: {TOULON}": (1, "CANCELLED")}
        assert await calendar.sees() == changed
        assert (await calendar.gets(**{"If-None-Match": first.headers["ETag"]})).status_code == 200
        assert {e["UID"] for e in entries(first.content)} == {
            e["UID"] for e in entries((await calendar.gets()).content)
        }

        await person.taps("Retirer cette adresse", on=given)
        assert (await person.reads()).text.startswith("L'adresse est retirée")
        gone = await calendar.gets()
        assert (gone.status_code, gone.content) == (404, b"")
        assert calendar.secret not in guide.log


async def test_an_address_of_reminders_goes_with_all_that_is_kept(api: BotApi, person: Person, tmp_path: Path) -> None:
    port = free_port()
    async with served(api, tmp_path, PUBLIC_URL=PUBLIC, PORT=port):
        await person.says("rappelle-moi la visite d'ITER")
        await person.reads(within=START)
        await person.asks("mes rappels dans mon agenda")
        await person.taps("Suivre dans mon agenda")
        calendar = Subscriber(port, await person.reads())
        iter_ = {"Visite du site ITER": (0, "CONFIRMED")}
        assert await calendar.sees() == iter_
        noted = await person.asks("rappelle-moi la visite de Naval Group à Toulon")
        assert await calendar.sees() == iter_ | {TOULON: (0, "CONFIRMED")}
        await person.taps("Annuler", on=noted)
        await person.reads()
        assert await calendar.sees() == iter_
        await person.taps("Oui, tout effacer", on=await person.asks("efface mes données"))
        await person.reads()
        assert (await calendar.gets()).status_code == 404
