"""What organisers see of the guide's days."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.app import App
from bot.clock import machine_ms
from bot.conversation.message import IncomingMessage
from bot.reporting import tell
from bot.service import converse
from bot.storage.conversations import SqlConversations
from bot.storage.engine import open_database
from tests.conversation.guide import NOW, plain

DAY = 24 * 3600 * 1000


@pytest.fixture(scope="module")
def app() -> App:
    """The guide to the programme of 2021."""
    return App.build(Path("data/events.yaml"))


@pytest.fixture
async def address(app: App, tmp_path: Path) -> str:
    """A database in which three people have asked something, one of them yesterday."""
    address = f"sqlite:///{tmp_path}/guide.sqlite3"
    database = await open_database(address)
    for ago, who, text in (
        (1, 1, "visites à Peyruis"),
        (0, 2, "un job dating à Gap le 24 novembre"),
        (0, 2, "rappelle-moi la visite d'ITER"),
        (0, 3, "je m'appelle kevin adresse inscription prix rappel calendrier"),
    ):
        talk = converse(app, SqlConversations(database, lambda ago=ago: machine_ms() - ago * DAY), lambda: NOW)  # type: ignore[misc] # given no argument
        await talk(f"telegram:{who}", IncomingMessage(text=text))
    await database.close()
    return address


async def test_the_report_in_french(app: App, address: str) -> None:
    told = plain(await tell(app, address, as_json=False, png=None))
    for line in (
        "3 questions aujourd'hui",
        "4 questions en 14 jours",
        "2 rappels prévus",
        "Lieux demandés où rien n'a été trouvé\n– Gap : 1",
        "Genres demandés et non trouvés\n– job dating : 1",
        "Jours demandés où rien n'a été trouvé\n– mercredi 24 novembre : 1",
        "Questions non comprises\n– « je m'appelle … inscription prix rappel calendrier »",
    ):
        assert line in told


async def test_the_report_as_json(app: App, address: str) -> None:
    told = json.loads(await tell(app, address, as_json=True, png=None))
    assert [count for _, count in told["questions"][-2:]] == [1, 3]
    assert (told["people"], told["reminders"], told["subscriptions"], told["errors"]) == (3, 2, 0, 0)
    assert told["missing"]["places"] == [["05061", 1]]
    assert "telegram" not in json.dumps(told)


async def test_the_report_as_a_picture(app: App, address: str, tmp_path: Path) -> None:
    file = tmp_path / "report.png"
    await tell(app, address, as_json=False, png=file)
    with Image.open(BytesIO(file.read_bytes())) as picture:
        assert (picture.format, picture.width) == ("PNG", 1240)
    assert file.stat().st_size < 200_000


async def test_nothing_asked_yet(app: App, tmp_path: Path) -> None:
    told = plain(await tell(app, f"sqlite:///{tmp_path}/empty.sqlite3", as_json=False, png=tmp_path / "empty.png"))
    assert "0 question aujourd'hui" in told
    assert "Événements les plus montrés" not in told
