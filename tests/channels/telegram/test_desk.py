"""Organisers at work on Telegram: the real process, two organisers, and people of the public."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import held_import
from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.conversation.guide import plain
from tests.process import SOON, START, GuideProcess

BOSS, OTHER, ANNE, BOB = 1001, 1002, 2001, 2002


@pytest.fixture
async def guide(api: BotApi, tmp_path: Path) -> AsyncIterator[GuideProcess]:
    """The guide, with two organisers."""
    guide = GuideProcess(api, f"sqlite:///{tmp_path}/guide.sqlite3", tmp_path / "log", ADMIN_IDS=f"{BOSS},{OTHER}")
    await guide.start()
    yield guide
    await guide.stop()


async def asks(person: Person, text: str) -> str:
    """What is answered."""
    await person.says(text)
    return plain((await person.reads(within=START)).text)


async def taps(person: Person, label: str) -> Shown:
    """What a button of the newest message does."""
    found = next(b for m in reversed(person.chat.messages) for b in m.buttons if plain(b).startswith(label))
    await person.taps(found)
    return await person.reads(within=START)


async def test_an_event_is_changed_told_and_changed_back(api: BotApi, guide: GuideProcess) -> None:
    boss, anne = Person(api, BOSS), Person(api, ANNE)
    await asks(anne, "rappelle-moi la visite d'ITER")
    await asks(boss, "/admin")
    await taps(boss, "Modifier un événement")
    assert await asks(boss, "naval group") == "Lequel ?"
    await taps(boss, "Découverte de Naval Group à Toulon")
    assert "Personne n'a de rappel" in plain((await taps(boss, "Complet")).text)
    await asks(boss, "/admin")
    await taps(boss, "Modifier un événement")
    assert "Visite du site ITER" in await asks(boss, "iter")
    await taps(boss, "Autre date")
    assert "Il me faut un jour à venir" in await asks(boss, "bientôt")
    proposed = await asks(boss, "jeudi 25 novembre de 14h à 16h")
    assert "lundi 22 novembre, de 14 h à 16 h 30 → jeudi 25 novembre, de 14 h à 16 h" in proposed
    assert "1 personne a un rappel" in proposed
    await taps(boss, "Appliquer")
    news = plain((await anne.reads(within=SOON)).text)
    assert "jeudi 25 novembre, de 14 h à 16 h" in news
    assert "jeudi 25 novembre" in await asks(anne, "la visite d'ITER c'est quand ?")
    await taps(boss, "Annuler ce changement")
    assert "lundi 22 novembre" in plain((await anne.reads(within=SOON)).text)


async def test_an_event_moves_to_another_place_and_back(api: BotApi, guide: GuideProcess) -> None:
    boss, anne = Person(api, BOSS), Person(api, ANNE)
    await asks(anne, "rappelle-moi la visite d'ITER")
    await asks(boss, "/admin")
    await taps(boss, "Modifier un événement")
    await asks(boss, "iter")
    await taps(boss, "Autre lieu")
    assert "1 personne a un rappel" in await asks(boss, "Manosque, lycée des Iscles")
    await taps(boss, "Appliquer")
    assert "lycée des Iscles, Manosque" in plain((await anne.reads(within=SOON)).text)
    assert "lycée des Iscles" in await asks(anne, "la visite d'ITER c'est où ?")
    await taps(boss, "Annuler ce changement")
    assert "Saint-Paul-lez-Durance" in plain((await anne.reads(within=SOON)).text)


async def test_what_the_public_reports_comes_to_organisers(api: BotApi, guide: GuideProcess) -> None:
    boss, other, anne = (Person(api, number) for number in (BOSS, OTHER, ANNE))
    for one in (boss, other):
        await asks(one, "bonjour")
    await asks(anne, "parle-moi de la visite d'ITER")
    assert "transmise aux organisateurs" in plain((await taps(anne, "Une erreur ?")).text)
    assert (
        await asks(anne, "le bus part à 13h, appelez-moi au 06 12 34 56 78") == "Merci. Les organisateurs vont le lire."
    )
    for one in (boss, other):
        told = plain((await one.reads(within=SOON)).text)
        assert told == "Une erreur est signalée dans « Visite du site ITER »\n\nle bus part à 13h, appelez-moi au …"
    assert (await taps(boss, "Classer")).text == "C'est classé."
    assert "Erreurs signalées (0)" in [plain(b) for b in (await _desk(boss)).buttons]


async def test_an_announcement_reaches_everyone_once_and_can_be_refused(api: BotApi, guide: GuideProcess) -> None:
    boss, anne, bob = (Person(api, number) for number in (BOSS, ANNE, BOB))
    for one in (anne, bob):
        await asks(one, "je suis lycéen à Toulon")
    await asks(bob, "rappelle-moi la visite d'ITER")
    await _desk(boss)
    await taps(boss, "Faire une annonce")
    await taps(boss, "Ceux qui ont un rappel")
    await asks(boss, "ITER")
    preview = await asks(boss, "Prévoyez des chaussures fermées.")
    assert preview.startswith("Pour ceux qui ont un rappel pour « Visite du site ITER » : 1 personne.")
    assert "Prévoyez des chaussures fermées." in (await taps(boss, "M'envoyer un essai")).text
    await taps(boss, "Envoyer pour de bon")
    received = await bob.reads(within=SOON)
    assert plain(received.text) == "Annonce des organisateurs\n\nPrévoyez des chaussures fermées."
    await taps(bob, "Ne plus recevoir d'annonces")
    await _announce(boss, "Le forum ouvre à 9 h.")
    assert "Le forum ouvre à 9 h." in (await anne.reads(within=SOON)).text
    await asks(anne, "merci")  # what was on the wire has arrived
    await guide.kill()
    await guide.start()
    assert await asks(bob, "/rappels")
    await asyncio.sleep(3)
    assert sum("Le forum ouvre" in text for text in anne.sees) == 1
    assert not any("Le forum ouvre" in text for text in bob.sees)
    assert "L'envoi est fini : 1 personne" in plain((await taps(boss, "Où en est l'envoi ?")).text)


async def test_a_refresh_that_would_take_most_away_waits_for_an_organiser(api: BotApi, tmp_path: Path) -> None:
    programme, source = held_import.make(tmp_path)
    before = programme.read_text(encoding="utf-8")
    address, names = f"sqlite:///{tmp_path}/guide.sqlite3", {"EVENTS_FILE": str(programme), "SOURCES": str(source)}
    guide = GuideProcess(api, address, tmp_path / "log", ADMIN_IDS=f"{BOSS}", **names)
    await guide.start("2027-11-15T09:00")
    boss = Person(api, BOSS)
    told = plain((await boss.reads(within=START)).text)
    assert told.startswith(held_import.NOTICE)
    assert told.endswith(held_import.LOSS + held_import.WAITS)
    assert (await taps(boss, "Laisser le programme tel quel")).text.startswith("C'est noté.")
    await guide.stop()
    await guide.start("2027-11-15T09:00")  # the source is read again; what was told is not told anew
    shown = await asks(boss, "/admin")
    assert f"{held_import.LOSS}Vous avez laissé le programme tel qu'il est." in shown
    assert programme.read_text(encoding="utf-8") == before
    assert "Laisser le programme tel quel" not in [plain(b) for b in boss.chat.messages[-1].buttons]
    assert (await taps(boss, "Accepter l'importation")).text.startswith("C'est noté.")
    assert plain((await boss.reads(within=START)).text).startswith("C'est fait.")
    assert programme.read_text(encoding="utf-8").count("status: cancelled") == 3
    assert held_import.NOTICE not in await asks(boss, "/admin")
    assert sum(held_import.NOTICE in plain(text) for text in boss.sees) == 2
    await guide.stop()


async def test_what_a_source_changes_is_told_to_those_concerned(api: BotApi, tmp_path: Path) -> None:
    programme, source = held_import.make(tmp_path)
    held_import.write(source)
    address, names = f"sqlite:///{tmp_path}/guide.sqlite3", {"EVENTS_FILE": str(programme), "SOURCES": str(source)}
    guide = GuideProcess(api, address, tmp_path / "log", **names)
    await guide.start("2027-11-15T09:00")
    anne, bob = Person(api, ANNE), Person(api, BOB)
    await asks(anne, "rappelle-moi la visite du four")
    await asks(bob, "bonjour")
    await guide.stop()
    held_import.write(source, hours="14h;16h")
    await guide.start("2027-11-15T10:00")
    told = plain((await anne.reads(within=START)).text)
    assert "Visite du four" in told
    assert "de 14 h à 16 h" in told
    assert len(bob.sees) == 1
    await guide.stop()


async def test_a_file_that_lost_most_waits_for_an_organiser(api: BotApi, tmp_path: Path) -> None:
    """Someone took most of it away by hand."""
    programme, _ = held_import.make(tmp_path)
    address = f"sqlite:///{tmp_path}/guide.sqlite3"
    guide = GuideProcess(api, address, tmp_path / "log", ADMIN_IDS=f"{BOSS}", EVENTS_FILE=str(programme))
    await guide.start("2027-11-15T09:00")
    boss = Person(api, BOSS)
    await asks(boss, "bonjour")
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text[: text.index("  - id: e1")], encoding="utf-8")
    told = plain((await boss.reads(within=START)).text)
    assert told.startswith("Le fichier du programme a changé, et n'est pas encore servi (modifié le ")
    assert told.endswith(
        "\n• 3 seraient retirés\n" + held_import.NAMED + "Il attend votre accord : " + held_import.NOTHING
    )
    assert (await taps(boss, "Laisser le programme tel quel")).text.startswith("C'est noté.")
    assert "• 3 seraient retirés" in await asks(boss, "/admin")
    assert "Visite du sable" in await asks(boss, "visites du sable en novembre")
    assert (await taps(boss, "Accepter le fichier")).text.startswith("C'est fait.")
    async with asyncio.timeout(SOON):
        while "seraient retirés" in await asks(boss, "/admin"):
            pass  # each question is a second or so
    await guide.stop()


async def test_nobody_else_gets_in(api: BotApi, guide: GuideProcess) -> None:
    anne = Person(api, ANNE)
    assert "personnes ont parlé" not in await asks(anne, "/admin")
    shown = anne.chat.messages[-1]
    await anne.sends_action("ad:figures", shown)
    assert plain((await anne.reads(within=START)).text) == (
        "Ce bouton date d'une recherche que je n'ai plus. Posez-moi de nouveau votre question."
    )


async def _desk(person: Person) -> Shown:
    await asks(person, "/admin")
    return person.chat.messages[-1]


async def _announce(boss: Person, text: str) -> None:
    await _desk(boss)
    await taps(boss, "Faire une annonce")
    await taps(boss, "Tout le monde")
    await asks(boss, text)
    await taps(boss, "Envoyer à 1 personne")
