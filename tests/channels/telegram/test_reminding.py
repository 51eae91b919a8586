"""Reminders and subscriptions on Telegram: the real process, its clock running fast, against the test server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.process import SOON, START, GuideProcess

#: Twenty minutes a second.
FAST = 1200


@asynccontextmanager
async def served(api: BotApi, folder: Path, now: str = "2021-11-15T09:00", speed: float = FAST) -> AsyncIterator[None]:
    """The process for the time of an `async with`; it finds its database again."""
    guide = GuideProcess(api, f"sqlite:///{folder}/guide.sqlite3", folder / "log")
    await guide.start(now, speed=speed)
    try:
        yield
    finally:
        await guide.stop()


async def asks_first(person: Person, text: str) -> Shown:
    """The answer to the first message of a process."""
    await person.says(text)
    return await person.reads(within=START)


def first_line(shown: Shown) -> str:
    """The first line, its spaces made ordinary."""
    return shown.text.partition("\n")[0].replace("\u00a0", " ")


async def test_a_reminder_comes_and_is_put_off(api: BotApi, person: Person, tmp_path: Path) -> None:
    async with served(api, tmp_path):
        noted = await asks_first(person, "rappelle-moi la visite d'ITER dans 30 minutes")
        assert first_line(noted).startswith("C'est noté. Je vous rappellerai Visite du site ITER")
        assert noted.buttons == ["Changer l'heure", "Annuler"]
        came = await person.reads(within=SOON)
        assert first_line(came) == "Rappel : Visite du site ITER, c'est lundi 22 novembre à 14 h."
        assert came.buttons[:2] == ["Dans 1 h", "Demain matin"]
        await person.taps("Dans 1 h", on=came)
        assert first_line(await person.reads()).startswith("C'est noté.")
        assert first_line(await person.reads(within=SOON)) == first_line(came)
        assert first_line(await person.asks("dans 20 minutes")).startswith("C'est noté.")
        assert first_line(await person.reads(within=SOON)) == first_line(came)
        assert first_line(await person.asks("/rappels")).startswith("Vous n'avez aucun rappel.")


async def test_what_came_due_while_the_machine_was_off(api: BotApi, person: Person, tmp_path: Path) -> None:
    late, other = Person(api, 2002), Person(api, 2003)
    async with served(api, tmp_path, speed=1):
        await asks_first(person, "rappelle-moi la visite d'ITER")
        await late.asks("rappelle-moi la visite de Naval Group à Ollioules 1 h avant")
        await other.asks("rappelle-moi la visite d'ITER le matin même")
        await other.asks("annule le rappel")
    async with served(api, tmp_path, "2021-11-22T13:20", speed=1):
        came = await person.reads(within=START)
        assert first_line(came).startswith("Rappel : Visite du site ITER commence dans ")
        assert "Ce rappel arrive plus tard que prévu." in came.text
        await late.reads_nothing(within=1)
        await other.reads_nothing()


async def test_a_chat_that_was_closed_is_told_when_it_is_back(api: BotApi, person: Person, tmp_path: Path) -> None:
    async with served(api, tmp_path):
        await asks_first(person, "rappelle-moi la visite d'ITER dans 30 minutes")
        person.chat.is_blocked = True
        await api.until_answered("sendMessage", 2, within=SOON)
        person.chat.is_blocked = False
        await person.reads_nothing(within=1)
        await person.unblocks()
        assert (
            first_line(await person.reads(within=SOON))
            == "Rappel : Visite du site ITER, c'est lundi 22 novembre à 14 h."
        )


async def test_subscriptions_are_asked_for_and_stopped(api: BotApi, person: Person, tmp_path: Path) -> None:
    async with served(api, tmp_path):
        noted = await asks_first(person, "préviens-moi des job datings dans le 84")
        assert "Job datings · Vaucluse" in noted.text
        await person.taps("Une fois par semaine", on=noted)
        assert "une fois par semaine" in (await person.reads()).text
        listed = await person.asks("/abonnements")
        assert "1. Job datings · Vaucluse" in listed.text
        await person.taps("1. Arrêter", on=listed)
        assert first_line(await person.reads()).startswith("C'est arrêté")
        assert first_line(await person.asks("/stop")).startswith("Vous n'avez aucun abonnement")


async def test_the_profile_is_seen_changed_and_erased(api: BotApi, person: Person, tmp_path: Path) -> None:
    async with served(api, tmp_path):
        told = await asks_first(person, "je suis en seconde à Hyères")
        assert "pour les lycéens, et vous êtes à Hyères" in told.text
        await person.taps(told.buttons[1], on=told)
        assert "Hyères" not in (await person.reads()).text
        assert "lycéens" in (await person.asks("/profil")).text
        assert (await person.asks("efface mon profil")).text == "C'est oublié. Je ne sais plus rien de vous."
