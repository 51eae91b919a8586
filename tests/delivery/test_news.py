"""The programme changes under the real process: those whom it concerns are told, whatever becomes of the process."""

import asyncio
import os
import sys
from pathlib import Path
from random import Random

import pytest

from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.conversation.guide import plain
from tests.delivery.test_kill import until
from tests.process import ROOT, START, GuideProcess
from tests.storage.folder import TEXT

ITER = 'start: "2021-11-22T14:00", end: "2021-11-22T16:30"'
LATER = ITER.replace("-22T", "-23T")
#: Seconds for a change to be noticed and told.
TOLD = 15


class World:
    """A programme file, and the process that serves it."""

    def __init__(self, api: BotApi, folder: Path, database: str = "") -> None:
        self.file, self.database = folder / "programme.yaml", database or f"sqlite:///{folder}/guide.sqlite3"
        self.write(TEXT)
        self.guide = GuideProcess(api, self.database, folder / "log", EVENTS_FILE=str(self.file))

    def write(self, text: str) -> None:
        """As an editor does: another file takes the place of the old one at once."""
        new = self.file.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(self.file)

    async def programme(self, *arguments: str) -> str:
        """What `python -m bot programme …` says."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "programme", *arguments),
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": self.database, "EVENTS_FILE": str(self.file)},
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await asyncio.wait_for(process.communicate(), START)
        assert process.returncode == 0
        return plain(said.decode())


@pytest.fixture
def world(api: BotApi, tmp_path: Path) -> World:
    return World(api, tmp_path)


async def asks(person: Person, text: str) -> str:
    """What someone is answered, once the process has started."""
    await person.says(text)
    return plain((await person.reads(within=START)).text)


async def reads(person: Person) -> str:
    """What someone is told by itself."""
    return plain((await person.reads(within=TOLD)).text)


async def test_a_change_is_told_and_what_is_told_can_be_answered(api: BotApi, world: World) -> None:
    ana, bo, cleo = (Person(api, number) for number in (1, 2, 3))
    await world.guide.start()
    assert "dès qu'il y aura du nouveau" in await asks(ana, "préviens-moi des visites")
    assert "C'est noté" in await asks(bo, "rappelle-moi la visite d'ITER la veille")
    assert await asks(cleo, "visites dans le 13")
    world.write(TEXT.replace(ITER, LATER))
    moved = "Nouvelle date : mardi 23 novembre, de 14 h à 16 h 30, et non plus lundi 22 novembre, de 14 h à 16 h 30."
    assert await reads(ana) == f"Du nouveau pour votre abonnement : Visites.\n\nVisite du site ITER\n{moved}"
    assert await reads(bo) == (
        "Du nouveau pour un événement dont vous avez demandé le rappel.\n\n"
        f"Visite du site ITER\n{moved}\nJe vous le rappellerai lundi 22 novembre à 18 h."
    )
    assert "Saint-Paul-lez-Durance" in await asks(bo, "c'est où ?")
    await ana.taps("Visite du site ITER")
    assert "mardi 23 novembre" in await reads(ana)
    await ana.taps("Arrêter cet abonnement")
    assert "C'est arrêté" in await reads(ana)
    world.write(TEXT.replace(ITER, LATER.replace("-23T", "-24T")))
    world.guide.hang_up()
    assert "mercredi 24 novembre" in await reads(bo)
    for person in (ana, cleo):
        await person.reads_nothing()
    await world.guide.stop()


async def test_a_broken_file_then_a_right_one_at_a_signal(api: BotApi, world: World) -> None:
    ana = Person(api, 1)
    await world.guide.start()
    await asks(ana, "préviens-moi des visites")
    world.write(TEXT.replace("kind: immersion", "kind: jeu"))
    world.guide.hang_up()
    await until(lambda: "its file does not load" in world.guide.log, TOLD)
    assert "Visite du site ITER" in await asks(ana, "visites")
    world.write(TEXT.replace("status: full", "status: cancelled"))
    world.guide.hang_up()
    assert "Annulé" in await reads(ana)
    await world.guide.stop()
    assert "« jeu »" in plain(world.guide.log)


async def test_what_changed_while_it_was_off_is_told_when_it_starts(api: BotApi, world: World) -> None:
    ana = Person(api, 1)
    await world.guide.start()
    await asks(ana, "préviens-moi des visites")
    await world.guide.stop()
    world.write(TEXT.replace("status: full", "status: cancelled"))
    await world.guide.start()
    assert "Annulé" in plain((await ana.reads(within=START)).text)
    await world.guide.stop()
    await world.guide.start()
    await asks(ana, "merci")
    await world.guide.stop()
    assert ["Annulé" in text for text in ana.sees] == [False, True, False]


async def test_an_import_that_takes_away_too_much_waits_for_someone(api: BotApi, world: World) -> None:
    ana = Person(api, 1)
    await world.guide.start()
    await asks(ana, "préviens-moi des visites")
    world.write(TEXT.split("  - id: confitures")[0])
    await until(lambda: "takes away 2 events of 3" in world.guide.log, TOLD)
    assert "elle retire 2 événements sur 3" in await world.programme()
    assert "Confitures" in await asks(ana, "visites")
    assert "C'est accepté" in await world.programme("accept")
    assert "Retiré du programme. Il était prévu du lundi 22 au vendredi 26 novembre" in await reads(ana)
    await world.guide.stop()
    assert await world.programme("status") == "Un événement est servi.\n"


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.soak)])
async def test_killed_in_the_middle(api: BotApi, world: World, kills: int) -> None:
    await check(api, world, kills)


@pytest.mark.soak
async def test_killed_in_the_middle_on_postgresql(api: BotApi, postgres_database: str, tmp_path: Path) -> None:
    await check(api, World(api, tmp_path, postgres_database), kills=15)


async def check(api: BotApi, world: World, kills: int) -> None:
    """The programme changes and the process is killed, so many times: each is told all, and little twice."""
    chance = Random(2021)
    people = [Person(api, 100 + number) for number in range(40)]
    states = {"full": "Complet", "confirmed": "Il y a de nouveau des places", "postponed": "Reporté"}
    await world.guide.start()
    for person in people:
        await person.says("préviens-moi des visites")
    await until(lambda: all(person.sees for person in people), START)
    state = "full"
    for _ in range(kills):
        state = chance.choice([other for other in states if other != state])
        world.write(TEXT.replace("status: full", f"status: {state}"))
        world.guide.hang_up()
        await asyncio.sleep(chance.uniform(0.5, 3.5))
        await world.guide.kill()
        polls = api.count("getUpdates")
        await world.guide.start()
        await until(lambda before=polls: api.count("getUpdates") > before, START)  # type: ignore[misc]
    await until(lambda: all(states[state] in person.sees[-1] for person in people), START + TOLD)
    await world.guide.stop()
    doubles = 0
    for person in people:
        told = [next(name for name, word in states.items() if word in text) for text in person.sees[1:]]
        assert told[-1] == state
        doubles += sum(one == other for one, other in zip(["full", *told], told, strict=False))
    print(f"{kills} kills: {doubles} doubled of {sum(len(person.sees) for person in people)} messages")
    assert doubles <= kills
    assert api.refused == 0
