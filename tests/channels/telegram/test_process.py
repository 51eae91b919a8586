"""The real process, `python -m bot run`, against the test server."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.channels.telegram.commands import COMMANDS
from bot.conversation.deep_links import search_link
from bot.documents.map import WIDTH
from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PHRASES
from tests.conversation.guide import plain
from tests.documents.pages import read_pages

#: Seconds until the process answers its first message, on a slow machine.
START = 90
ROOT = Path(__file__).parents[3]

Log = Callable[[], str]
Running = Callable[..., AbstractAsyncContextManager[asyncio.subprocess.Process]]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """What the process has written, at the most talkative level."""
    return lambda: (tmp_path / "log").read_text(encoding="utf-8")


@pytest.fixture
def running(environment: dict[str, str], tmp_path: Path, log: Log, api: BotApi) -> Running:
    """Starts the process for the time of an `async with`, then checks that SIGTERM ends it well and what it wrote."""
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/guide.sqlite3",
        "EVENTS_FILE": str(ROOT / "data" / "events.yaml"),
        "LOG_LEVEL": "debug",
        "WEBHOOK_URL": "",
    }

    @asynccontextmanager
    async def run(now: str = "2021-11-15T09:00") -> AsyncIterator[asyncio.subprocess.Process]:
        command = (sys.executable, "-m", "bot", "run", *(("--now", now) if now else ()))
        with (tmp_path / "log").open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=env | environment, stdout=out, stderr=out
            )
        try:
            yield process
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 15) == 0, log()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert api.token.split(":")[1] not in log()

    return run


async def first_answer(person: Person, text: str) -> Shown:
    """The answer to the first message, once the process has started."""
    await person.says(text)
    return await person.reads(within=START)


async def test_a_conversation(running: Running, api: BotApi, person: Person, log: Log) -> None:
    async with running():
        hello = await first_answer(person, "/start")
        assert hello.text
        found = await person.asks("visites à Toulon")
        assert "Toulon" in found.text
        assert found.bold
        assert found.buttons
        for command in map("/{}".format, COMMANDS):
            assert (await person.asks(command)).text
        await person.sends("voice")
        assert (await person.reads()).text.split() == PHRASES.text("common.unreadable").split()  # « /simple » was said
        await person.shares(43.1244, 5.9284)
        assert (await person.reads()).text
        await person.taps(found.buttons[0], on=found)
        await person.reads()
    assert list(api.introduction.commands_in(1001)) == list(COMMANDS)
    assert api.waiting_buttons == set()
    assert "visites à Toulon" not in log()


async def test_links_open_an_event_and_ask_a_question(running: Running, person: Person) -> None:
    async with running():
        page = await first_answer(person, "/start e-iter-visite")
        assert page.text.startswith("Visite du site ITER\n")
        assert page.bold == ["Visite du site ITER"]
        code = search_link("conférences à Avignon")
        assert plain((await person.asks(f"/start {code}")).text).startswith("Conférences · Avignon\n\n1 conférence")
        assert plain((await person.asks("/start e-rien")).text) == PHRASES.text("common.event_gone")


async def test_pages_and_criteria_change_the_list_in_its_place(running: Running, api: BotApi, person: Person) -> None:
    async with running():
        first = await first_answer(person, "la liste des événements")
        await person.taps(first.buttons[5], on=first)
        second = await person.reads()
        assert (second.message_id, second.edits, len(person.sees)) == (first.message_id, 1, 1)
        assert "6 à 10 sur 12" in plain(second.text)
        narrowed = await person.asks("visites à Toulon")
        await person.taps(next(label for label in narrowed.buttons if label.endswith(": Toulon")), on=narrowed)
        changed = await person.reads()
        assert (changed.message_id, changed.edits) == (narrowed.message_id, 1)
    assert api.waiting_buttons == set()


async def test_a_map_is_a_venue(running: Running, person: Person) -> None:
    async with running():
        page = await first_answer(person, "/start e-agronovae-visite")
        await person.taps(PHRASES.text("event.button_map"), on=page)
        shown = await person.reads(2)
        assert shown.venue
        assert (shown.venue["title"], shown.venue["address"]) == ("Agronovae", "11 espace Saint-Pierre, Peyruis")


async def test_a_list_on_a_map(running: Running, person: Person) -> None:
    async with running():
        found = await first_answer(person, "visites dans le Var")
        await person.taps("Voir sur une carte", on=found)
        shown = await person.reads()
        assert shown.file
        assert (shown.file.kind, shown.file.name) == ("photo", "carte.png")
        assert Image.open(BytesIO(shown.file.data)).width == WIDTH
        assert [label for label in found.buttons if label[:2] in ("1.", "2.")] == shown.buttons[:2]
        assert "1. Découverte de Naval Group" in shown.text
        await person.taps(shown.buttons[0], on=shown)
        assert "Où" in (await person.reads()).text


async def test_a_sheet_for_a_class(running: Running, person: Person) -> None:
    async with running():
        await first_answer(person, "prof de SVT, 24 élèves de terminale à Aubagne, une visite dans la région")
        await person.asks("parle-moi de la visite d'ITER")
        await person.taps("Fiche pour la classe")
        shown = await person.reads()
        assert shown.file
        assert (shown.file.kind, shown.file.name) == ("document", "fiche-iter-visite.pdf")
        (page,) = read_pages(shown.file.data)
        assert all(text in page for text in ("Visite du site ITER", "de 14 h à 16 h 30", "Élèves 24", "d'Aubagne"))


async def test_a_class_visit_from_the_first_question_to_the_sheet(running: Running, person: Person) -> None:
    async with running():
        assert (
            plain((await first_answer(person, "une sortie pour ma classe")).text)
            == "En quelle classe sont vos élèves ?"
        )
        await person.taps("3e")
        assert (await person.reads(2)).text == PHRASES.text("telegram.location_invitation")
        await person.shares(43.1244, 5.9284)
        assert "Combien d'élèves" in (await person.reads()).text
        found = await person.asks("vingt-huit")
        assert "1 événement convient à votre classe." in plain(found.text)
        await person.taps("1. Forum des métiers de la mer", on=found)
        page = await person.reads()
        await person.taps(PHRASES.text("suggest_class_visit.button_message"), on=page)
        assert "une classe de 3e (28 élèves)" in plain((await person.reads()).text)
        await person.taps(PHRASES.text("suggest_class_visit.button_sheet"), on=page)
        sheet = (await person.reads()).file
        assert sheet
        assert (sheet.kind, sheet.name, sheet.data[:5]) == ("document", "fiche-forum-metiers-mer.pdf", b"%PDF-")


async def test_a_programme_that_is_over_can_be_looked_through(running: Running, person: Person) -> None:
    async with running(now=""):  # the present: years after the programme
        hello = await first_answer(person, "/start")
        assert "Ce programme est terminé" in plain(hello.text)
        assert hello.buttons[0] == PHRASES.text("listing.look_back")
        found = await person.asks("des visites dans le Var")
        assert plain(found.text).endswith(
            "Le programme est terminé depuis le 17 décembre 2021. Je peux vous montrer ce qui a eu lieu."
        )
        await person.taps(PHRASES.text("listing.look_back"), on=found)
        assert "lundi 22 novembre 2021" in plain((await person.reads()).text)


async def test_a_programmes_texts_are_shown_as_they_are(
    running: Running, environment: dict[str, str], person: Person, tmp_path: Path
) -> None:
    """Markup of any sort, emojis and length do no harm; nothing is interpreted."""
    title = "*Gras* _x_ [y](http://z) <b>&amp; {count} **fin** 👩‍🏭 " + "très long " * 30
    programme = {
        "programme": {
            "id": "essai",
            "name": "Essai <i>&</i> `code`",
            "start": "2021-11-22",
            "end": "2021-11-28",
            "timezone": "Europe/Paris",
            "region": "93",
        },
        "events": [
            {
                "id": "a" * 40,
                "title": title,
                "kind": "visite",
                "summary": "Résumé __long__ <script> " * 300,
                "sessions": [{"start": "2021-11-22T09:00", "end": "2021-11-22T10:00"}],
                "place": {"name": "Usine <n° 1>", "address": "1 rue [du] *Port*", "city": "Toulon"},
            }
        ],
    }
    path = tmp_path / "programme.json"
    path.write_text(json.dumps(programme, ensure_ascii=False), encoding="utf-8")
    environment["EVENTS_FILE"] = str(path)
    async with running():
        found = await first_answer(person, "visites à Toulon")
        assert title.strip() in found.text
        await person.taps(found.buttons[0], on=found)
        while not (await person.reads()).buttons:  # 7,500 characters of summary: several messages
            pass
        assert "".join(person.sees[1:]).count("<script>") == 300
        assert len(person.sees) > 2
        assert all(len(text.encode("utf-16-le")) // 2 <= 4096 for text in person.sees)


async def test_every_button_of_a_conversation_works(running: Running, api: BotApi, person: Person) -> None:
    async with running():
        shown = await first_answer(person, "que faire à Toulon ?")
        for label in shown.buttons:
            if "callback_data" in shown.button(label):
                await person.taps(label, on=shown)
                assert (await person.reads()).text != PHRASES.text("telegram.failure")
    assert api.waiting_buttons == set()


async def test_the_conversation_survives_a_restart(running: Running, person: Person) -> None:
    async with running():
        shown = await first_answer(person, "visites dans le Var")
    async with running():
        again = await first_answer(person, "et à Ollioules ?")
        assert "Ollioules" in again.text
        await person.taps(shown.buttons[0], on=shown)
        assert (await person.reads()).text != PHRASES.text("telegram.failure")


async def test_answers_begun_are_finished(running: Running, api: BotApi, person: Person) -> None:
    async with running() as process:
        await first_answer(person, "bonjour")
        others = [Person(api, 3000 + number) for number in range(20)]
        api.fail("sendMessage", *[Fault(delay=0.3)] * 20)
        for other in others:
            await other.says("visites à Toulon")
        await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
    unanswered = {update["message"]["chat"]["id"] for update in api.updates}
    assert {other.chat.id for other in others if not other.sees} == unanswered


async def test_telegram_is_ill(running: Running, api: BotApi, person: Person, log: Log) -> None:
    api.fail("getMe", Fault(status=500), Fault(drops=True))
    api.fail("getUpdates", Fault(status=502), Fault(status=429, retry_after=1), Fault(drops=True))
    api.fail("sendMessage", Fault(status=503), Fault(drops=True), Fault(status=429, retry_after=1))
    async with running():
        assert (await first_answer(person, "visites à Toulon")).text
    assert "WARNING" in log()


async def test_workers_answer(
    running: Running, api: BotApi, person: Person, environment: dict[str, str], log: Log
) -> None:
    environment["WORKERS"] = "1"
    async with running():
        assert "Toulon" in (await first_answer(person, "visites à Toulon")).text
        assert "Ollioules" in (await person.asks("et à Ollioules ?")).text
    assert "ERROR" not in log()


async def test_webhook(running: Running, api: BotApi, person: Person, environment: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/", "PORT": port, "WEBHOOK_SECRET": "le-bon-secret"}
    async with running():
        async with asyncio.timeout(START):
            await api.until_answered("setWebhook")
        assert await api.post({"update_id": 1}, secret="un-autre") == 403
        assert "Toulon" in (await person.asks("visites à Toulon")).text


async def test_a_token_that_telegram_refuses(
    running: Running, api: BotApi, environment: dict[str, str], log: Log
) -> None:
    environment["TELEGRAM_BOT_TOKEN"] = "700000002:AAE-tests_only-0123456789abcdefghij"
    with pytest.raises(AssertionError):
        async with running() as process:
            assert await asyncio.wait_for(process.wait(), START) != 0
    told = log()
    assert PHRASES.text("telegram.token_refused") in told
    assert not re.search(r"AAE-tests_only|Traceback", told)
