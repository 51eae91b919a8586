"""Processes that answer beside this one."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from bot.app import App
from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.writing import Writer
from bot.conversation.message import IncomingMessage, Position, Reply
from bot.conversation.session import Session
from bot.delivery.handling import Handling
from bot.delivery.model import Update
from bot.delivery.workers import Programme, WorkerDiedError, Workers
from tests.storage.examples import full_session

ECHO = (sys.executable, "-m", "tests.delivery.echo_worker")
NOW = datetime(2021, 11, 15, 9)


class Served:
    """A programme that may change."""

    def __init__(self) -> None:
        self.text = "un"

    def __call__(self) -> Programme:
        return Programme("p.yaml", self.text)


@pytest.fixture
def served() -> Served:
    """What is served."""
    return Served()


@pytest.fixture
async def workers(served: Served) -> AsyncIterator[Workers]:
    """Two processes that echo."""
    async with Workers(ECHO, 2, programme=served, scene=lambda: (NOW, "GuideBot")) as two:
        await two.renew()
        yield two


def update(text: str, key: str = "telegram:1") -> Update:
    """Something said."""
    return Update(number=1, key=key, data=text)


async def said(workers: Workers, *texts: str) -> list[str]:
    """What is answered to people who say these things."""
    updates = [update(text, f"telegram:{number}") for number, text in enumerate(texts)]
    turns = await workers(updates, {one.key: Session() for one in updates})
    return [letter.part.params["text"] for turn in turns for letter in turn.letters]


async def test_groups_are_answered_side_by_side(workers: Workers) -> None:
    groups = [[f"{group}.{number}" for number in range(20)] for group in range(10)]
    answered = await asyncio.gather(*(said(workers, *texts) for texts in groups))
    assert answered == [[f"un: {text}" for text in texts] for texts in groups]


async def test_they_have_begun_before_there_is_a_programme(served: Served) -> None:
    async with Workers(ECHO, 1, programme=served, scene=lambda: (NOW, "GuideBot")) as workers:
        served.text = "deux"  # what is read while they begin
        await workers.renew()
        assert await said(workers, "a") == ["deux: a"]


async def test_they_end_when_no_programme_could_be_read(served: Served) -> None:
    async with asyncio.timeout(60), Workers(ECHO, 1, programme=served, scene=lambda: (NOW, "GuideBot")):
        pass


async def test_a_session_goes_and_comes_back_whole(workers: Workers) -> None:
    before = structs.replace(full_session(), location=Position(lat=43.1, lon=5.9))
    (turn,) = await workers([update("bonjour")], {"telegram:1": before})
    assert turn.before is before
    assert turn.after == structs.replace(before, misses=before.misses + 1)


@pytest.mark.parametrize("poison", ["poison", "sleep"])
async def test_one_that_dies_is_replaced(workers: Workers, poison: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.workers._PATIENCE", 0.5)
    for _ in range(3):
        with pytest.raises(WorkerDiedError):
            await said(workers, poison)
    monkeypatch.undo()
    assert await asyncio.gather(*(said(workers, str(number)) for number in range(4))) == [
        [f"un: {number}"] for number in range(4)
    ]


async def test_another_programme(workers: Workers, served: Served) -> None:
    begun = asyncio.create_task(said(workers, *map(str, range(50))))
    await asyncio.sleep(0)
    served.text = "deux"
    await workers.renew()
    assert await said(workers, "a") == ["deux: a"]
    assert (await begun)[0] in ("un: 0", "deux: 0")
    assert await asyncio.gather(*(said(workers, "a") for _ in range(10))) == [["deux: a"]] * 10


async def test_they_end_with_the_one_who_asks() -> None:
    """Also when that one is killed: nothing is left of it."""
    code = (
        "import asyncio, os, sys\n"
        "from bot.delivery.workers import Programme, Workers\n"
        "async def main():\n"
        f"    workers = Workers({ECHO!r}, 1, programme=lambda: Programme('p', 'un'), scene=None)\n"
        "    await workers.renew()\n"
        "    print(next(iter(workers._current))._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    worker = Path("/proc") / out.decode().strip()
    async with asyncio.timeout(5):
        while worker.exists():  # noqa: ASYNC110 — another process ends
            await asyncio.sleep(0.05)


PROGRAMME = Path("tests/conversation/small_programme.yaml")
TEXT = PROGRAMME.read_text(encoding="utf-8")


async def test_the_real_one_answers_as_this_process_does() -> None:
    app = App.build(PROGRAMME)
    writer = Writer(app.guide.phrases)
    writer.bot_name = "GuideBot"

    def answer(message: IncomingMessage, session: Session) -> Reply:
        return app.dialogue.handle(message, session, NOW)

    def data(number: int, text: str) -> str:
        chat = {"id": number, "type": "private"}
        return msgspec.json.encode({"update_id": number, "message": {"chat": chat, "text": text}}).decode()

    texts = ["visites à Toulon", "/start", "/aide@GuideBot", "/aide@AutreBot", "rappelle-moi ITER", "le 2e"]
    updates = [
        Update(number=number, key=f"telegram:{number}", data=data(number, text)) for number, text in enumerate(texts, 1)
    ]
    updates.append(Update(number=9, key="telegram:9", data='{"message": {}}'))
    handling = Handling(read=lambda data: read_update(data, "GuideBot"), answer=answer, write=writer.answer)
    sessions = {one.key: Session() for one in updates}
    command = (sys.executable, "-m", "bot.worker")
    async with Workers(
        command, 1, programme=lambda: Programme(str(PROGRAMME), TEXT), scene=lambda: (NOW, "GuideBot")
    ) as workers:
        await workers.renew()
        assert await workers(updates, sessions) == await handling(updates, sessions)
