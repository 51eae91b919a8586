"""`python -m bot qr`: posters of events, and what is said when they cannot be made."""

import asyncio
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from bot.conversation.message import IncomingMessage, Kind
from bot.conversation.organisers import organiser_link
from bot.conversation.session import Session
from bot.posters import PosterError, Posters, bot_name, event_link
from bot.replies.phrases import Phrases
from bot.settings import Settings
from tests.bot_api.server import TOKEN, BotApi
from tests.conversation.guide import guide, plain
from tests.documents.pages import read_pages
from tests.test_command_line import bot
from tests.test_stories import app_of_file

NOW = datetime(2021, 11, 15, 9)
POSTERS = Posters(catalogue=guide().catalogue, phrases=Phrases.load(), bot="GuideTestBot", now=NOW)


def lines(event_id: str) -> list[str]:
    """When and where, as an event's poster says it."""
    event = guide().catalogue.event(event_id)
    assert event
    return [plain(line) for line in POSTERS.poster(event).lines]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (
            "fusion",
            [
                "Lundi 22 novembre, de 14 h à 16 h 30",
                "Chantier, 13115 Saint-Paul-lez-Durance",
                "Rendez-vous : Manosque, départ en bus de la gare",
            ],
        ),
        (
            "confitures",
            [
                "Du lundi 22 au vendredi 26 novembre, de 9 h 30 à 11 h",
                "Manufacture, 11 espace Saint-Pierre, 04310 Peyruis",
            ],
        ),
        ("filles", ["Mardi 16, mercredi 24 novembre et mercredi 1er décembre, de 14 h à 16 h", "83330 Le Castellet"]),
        ("webinaire", ["Vendredi 26 novembre, de 11 h à 12 h", "En ligne"]),
        ("complet", ["Mardi 23 novembre, de 9 h à 12 h", "Complet : il n'y a plus de place.", "Fos-sur-Mer"]),
        (
            "reporte",
            ["Nouvelle date pas encore annoncée", "Reporté : la nouvelle date n'est pas encore annoncée.", "Briançon"],
        ),
        ("passe", ["Mardi 5 octobre, de 18 h à 20 h", "Nice"]),
    ],
)
def test_when_and_where(event: str, told: list[str]) -> None:
    assert lines(event) == told


def test_both_files_of_each_event(tmp_path: Path) -> None:
    done = bot("qr", "iter-visite", "agronovae-visite", "--bot", "@GuideTestBot", "--into", tmp_path / "affiches")
    assert (done.returncode, done.stderr) == (0, "")
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in paths] == [
        "affiche-iter-visite.pdf",
        "affiche-iter-visite.png",
        "affiche-agronovae-visite.pdf",
        "affiche-agronovae-visite.png",
    ]
    assert "Visite du site ITER" in read_pages(paths[0].read_bytes())[0]
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(paths[1].read_bytes())))
    assert code.text == "https://t.me/GuideTestBot?start=e-iter-visite"


def test_the_link_opens_the_event() -> None:
    payload = event_link("GuideTestBot", "iter-visite").partition("=")[2]
    assert len(payload) <= 64
    opened = IncomingMessage(kind=Kind.ACTION, text=payload)
    reply = app_of_file("data/events.yaml").dialogue.handle(opened, Session(), NOW)
    assert str(reply.text).startswith("Visite du site ITER")


def test_an_organiser_has_a_poster_and_a_page(tmp_path: Path) -> None:
    done = bot("qr", "o-elles-bougent", "--bot", "GuideTestBot", "--into", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    pdf, png = (Path(line) for line in done.stdout.splitlines())
    (page,) = read_pages(pdf.read_bytes())
    assert all(told in page for told in ("Elles bougent", "2 événements du programme", "Du 22 au 28 novembre"))
    (code,) = zxingcpp.read_barcodes(Image.open(png))
    opened = IncomingMessage(kind=Kind.ACTION, text=code.text.partition("?start=")[2])
    session = Session()
    dialogue = app_of_file("data/events.yaml").dialogue
    reply = dialogue.handle(opened, session, NOW)
    assert plain(str(reply.text)).startswith("Elles bougent\n2 événements\n\n1. Découverte de Naval Group à Ollioules")
    assert "23 novembre" in plain(str(dialogue.handle(IncomingMessage(text="le 2e, c'est quand ?"), session, NOW).text))


def test_an_organiser_who_is_gone() -> None:
    opened = IncomingMessage(kind=Kind.ACTION, text="o-personne")
    reply = app_of_file("data/events.yaml").dialogue.handle(opened, Session(), NOW)
    assert "n'est plus dans le programme" in str(reply.text)


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("CCI du Vaucluse", "o-cci-du-vaucluse"),
        ("Cité des Métiers de Marseille et de Provence-Alpes-Côte d'Azur", None),
        ("L'Œuvre & Cie", "o-l-oeuvre-cie"),
        ("北京", ""),
    ],
)
def test_links_of_organisers(name: str, link: str | None) -> None:
    made = organiser_link(name)
    assert len(made) <= 64
    assert made == link if link is not None else made.startswith("o-cite-des-metiers-de-marseille")


def test_an_event_that_is_not_in_the_programme(tmp_path: Path) -> None:
    done = bot("qr", "agronovae-visite", "iter-visit", "--bot", "GuideTestBot", "--into", tmp_path / "affiches")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "« iter-visit » n'est ni un événement ni un organisateur de ce programme ; "
        "vouliez-vous dire « iter-visite » ?\n"
    )
    assert not (tmp_path / "affiches").exists()


def test_without_a_bot_it_says_what_is_missing() -> None:
    done = bot("qr", "iter-visite")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--bot NomDuRobot" in done.stderr


@pytest.mark.parametrize("name", ["a b", "été_bot", "abcd", "x" * 33, "https://t.me/x"])
def test_what_is_no_name_of_a_bot(name: str) -> None:
    with pytest.raises(PosterError, match="n'est pas un nom de robot"):
        bot_name(name, Settings(), Phrases.load())


async def test_telegram_is_asked_for_the_name() -> None:
    async with BotApi() as api:
        settings = Settings(telegram_bot_token=TOKEN, telegram_api_url=api.url)
        assert await asyncio.to_thread(bot_name, None, settings, Phrases.load()) == api.username
        wrong = Settings(telegram_bot_token=TOKEN + "x", telegram_api_url=api.url)
        with pytest.raises(PosterError, match="Unauthorized"):
            await asyncio.to_thread(bot_name, None, wrong, Phrases.load())
