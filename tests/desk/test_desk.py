"""The organisers' desk, over a database in memory."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
import pytest

from bot.conversation.message import IncomingMessage, Kind, Reply
from bot.delivery.waiting import HeldText
from bot.desk.announcing import Announcing
from bot.desk.changing import Changing
from bot.desk.desk import Desk
from bot.desk.holding import Holding, Waiting
from bot.events.catalogue import load
from bot.events.corrections import Correction, fingerprint_of, with_corrections, write_corrections
from bot.events.intake.holding import HeldImport
from bot.events.intake.provenance import SourceState
from bot.storage.desk import SqlRecords
from bot.storage.engine import open_database
from intents import Criteria
from tests.conversation.guide import NOW, guide, plain
from tests.events.test_corrections import FILE, GAZETTEER, MOVED, TEXT

ADMIN = IncomingMessage(kind=Kind.COMMAND, text="admin")


@pytest.fixture
async def records() -> AsyncIterator[SqlRecords]:
    """What the desk keeps."""
    database = await open_database("sqlite://")
    yield SqlRecords(database, "telegram", lambda one, other: one == other, lambda: 5)
    await database.close()


async def tell(organiser: str, reply: Reply) -> None:
    """What is written to organisers by itself goes nowhere."""


def desk(
    records: SqlRecords,
    sources: Sequence[SourceState] = (),
    corrected: Correction | None = None,
    waiting: Sequence[Waiting[Any]] = (),
) -> Desk:
    """The desk of a programme with these sources, served with a correction."""
    text = with_corrections(TEXT, write_corrections([corrected] if corrected else []))
    here = replace(guide(), catalogue=load(FILE, GAZETTEER, text))
    changing = Changing(records=records, guide=lambda: here, now=lambda: NOW, read=lambda text, now: ())
    announcing = Announcing(records=records, guide=lambda: here, now=lambda: NOW, read=lambda text: Criteria())
    holding = Holding(waiting=waiting, guide=lambda: here, now=lambda: NOW, tell=tell)
    return Desk(
        records=records,
        guide=lambda: here,
        now=lambda: NOW,
        changing=changing,
        announcing=announcing,
        holding=holding,
        sources=lambda: sources,
    )


async def test_the_age_of_sources_is_told(records: SqlRecords) -> None:
    read = SourceState(name="feuille.csv", count=2, read=datetime(2021, 11, 13, 7, 30))
    never = SourceState(name="https://exemple.fr/agenda", failure="« exemple.fr » ne répond pas")
    reply = await desk(records, (read, never)).reply("telegram:1", ADMIN)
    assert reply
    assert """Sources du programme
– feuille.csv : 2 événements, lue le samedi 13 novembre à 7 h 30
– https://exemple.fr/agenda : jamais lue
  n'a pas pu être relue : « exemple.fr » ne répond pas. Ses événements restent tels quels ; le guide réessaie toutes \
les heures.""" in plain(str(reply.text))


async def test_a_programme_without_sources_has_no_age(records: SqlRecords) -> None:
    reply = await desk(records).reply("telegram:1", ADMIN)
    assert reply
    assert "Sources" not in str(reply.text)


async def test_what_is_no_matter_of_the_desk_is_a_question_as_anyone_s(records: SqlRecords) -> None:
    assert await desk(records).reply("telegram:1", IncomingMessage(text="visites à Toulon")) is None


@pytest.mark.parametrize(
    "action", ["ad:", "ad:nothing", "ad:status:fusion:nothing", "ad:settled:x", "ad:event:nowhere"]
)
async def test_forged_buttons_do_nothing(records: SqlRecords, action: str) -> None:
    reply = await desk(records).reply("telegram:1", IncomingMessage(kind=Kind.ACTION, text=action))
    assert reply
    assert await records.corrections() == ()


async def says(here: Desk, text: str, kind: Kind = Kind.ACTION) -> str:
    """What the desk answers."""
    reply = await here.reply("telegram:1", IncomingMessage(kind=kind, text=text))
    assert reply
    return plain(str(reply.text))


async def test_an_event_is_full_then_noted_and_each_is_undone_in_its_turn(records: SqlRecords) -> None:
    here = desk(records)
    assert "Visite du site ITER\nconfirmé → complet" in await says(here, "ad:status:iter-visite:full")
    assert "Personne n'a de rappel" in await says(here, "ad:status:iter-visite:full")
    assert await records.corrections() == ()
    assert (await says(here, "ad:apply")).startswith("C'est fait.")
    await says(here, "ad:note:iter-visite")
    assert "Note : Entrée par le nord" in await says(here, "Entrée par le nord", Kind.TEXT)
    await says(here, "ad:apply")
    (both,) = await records.corrections()
    assert (both.status, both.note) == ("full", "Entrée par le nord")
    await says(here, "ad:undo:iter-visite")
    (first,) = await records.corrections()
    assert (first.status, first.note) == ("full", None)
    await says(here, "ad:undo:iter-visite")
    assert await records.corrections() == ()


async def test_an_event_goes_to_another_place_town_first(records: SqlRecords) -> None:
    here = desk(records)
    assert "puis le nom du lieu" in await says(here, "ad:place:iter-visite")
    assert "Je ne connais pas cette commune" in await says(here, "Trifouilly, mairie", Kind.TEXT)
    assert "l'un de 05110, 13127" in await says(here, "Vitrolles, mairie", Kind.TEXT)
    assert "n'a pas le code postal 05110" in await says(here, "05110 Manosque, mairie", Kind.TEXT)
    assert "→ mairie, Vitrolles" in await says(here, "Vitrolles 05110, mairie", Kind.TEXT)
    await says(here, "ad:place:iter-visite")
    told = await says(here, "manosque, Lycée des Iscles, 116 boulevard Régis-Ryckebusch", Kind.TEXT)
    assert "→ Lycée des Iscles, 116 boulevard Régis-Ryckebusch, Manosque" in told
    await says(here, "ad:apply")
    (correction,) = await records.corrections()
    text = with_corrections(TEXT, write_corrections([correction]))
    event = load(FILE, GAZETTEER, text).event("iter-visite")
    assert event
    assert event.place
    assert event.meeting_point is None
    assert (event.place.insee, event.place.name, event.status) == ("04112", "Lycée des Iscles", "confirmed")
    assert event.place.lat == pytest.approx(43.83, abs=0.05)
    await says(here, "ad:undo:iter-visite")
    assert await records.corrections() == ()


async def test_a_correction_under_which_the_source_changes_is_shown(records: SqlRecords) -> None:
    told = "« Visite du site ITER » a changé dans sa source depuis votre correction : c'est la vôtre qui est montrée."
    event = load(FILE, GAZETTEER).event("iter-visite")
    assert event
    for source, is_told in ((fingerprint_of(event), False), ("another", True)):
        correction = msgspec.structs.replace(MOVED, source=source)
        await records.correct("iter-visite", correction)
        assert (told in await says(desk(records, corrected=correction), "admin", Kind.COMMAND)) is is_told


class Held:
    """One thing that is held."""

    def __init__(self, held: HeldImport | HeldText) -> None:
        self._held = held
        self.accepted: list[str] = []

    async def held(self) -> Sequence[HeldImport | HeldText]:
        return [self._held]

    async def accept(self, held: HeldImport | HeldText) -> bool:
        self.accepted.append(held.mark)
        return True

    async def note(self, held: HeldImport | HeldText, *, left: bool | None = None) -> None:
        held.told, held.left = True, held.left if left is None else left


_WHEN = datetime(2021, 11, 15, 8, 30)
_EMPTY = HeldImport(source="feuille.csv", read=_WHEN, gone=1, known=5, mark="1", titles=["Le bois"], is_empty=True)
_FILE = HeldText(fingerprint="-", read=_WHEN, gone=2, known=3, mark="2", titles=["Le cuir"])


async def test_a_source_that_is_empty_is_shown_with_what_can_be_done(records: SqlRecords) -> None:
    held = Held(_EMPTY)
    here = desk(records, waiting=[held])
    told = """Une importation est retenue (feuille.csv, lue le lundi 15 novembre à 8 h 30).
La source n'a plus aucun événement : ce peut être une panne.
Sur 5 événements à venir :
• 1 serait annulé : sa source ne l'a plus
– Le bois
Elle attend votre accord : rien n'est changé tant que vous n'avez pas choisi."""
    assert told in await says(here, "admin", Kind.COMMAND)
    assert (await says(here, "ad:accept:1")).startswith("C'est noté. La source est relue")
    assert (await says(here, "ad:accept:2")).startswith("Ce bouton date")
    await asyncio.sleep(0)  # the source is read while others are answered
    assert held.accepted == ["1"]


async def test_a_file_that_is_held_is_shown_with_what_can_be_done(records: SqlRecords) -> None:
    held = Held(_FILE)
    here = desk(records, waiting=[held])
    told = """Le fichier du programme a changé, et n'est pas encore servi (modifié le lundi 15 novembre à 8 h 30).
Sur les 3 événements du programme :
• 2 seraient retirés
– Le cuir
– et 1 autre
Il attend votre accord : rien n'est changé tant que vous n'avez pas choisi."""
    assert told in await says(here, "admin", Kind.COMMAND)
    assert (await says(here, "ad:leave:2")).startswith("C'est noté. Le programme reste tel qu'il est, jusqu'à")
    assert "Vous avez laissé le programme tel qu'il est." in await says(here, "admin", Kind.COMMAND)
    assert (await says(here, "ad:accept:2")).startswith("C'est fait. Le fichier est servi")
    assert held.accepted == ["2"]


async def test_of_two_things_that_are_held_each_has_its_buttons(records: SqlRecords) -> None:
    here = desk(
        records,
        waiting=[Held(msgspec.structs.replace(_EMPTY, left=False)), Held(msgspec.structs.replace(_FILE, left=False))],
    )
    reply = await here.reply("telegram:1", ADMIN)
    assert reply
    held = [(plain(b.label), b.action) for row in reply.buttons for b in row if b.action and b.action[-1].isdigit()]
    assert held == [
        ("Accepter : feuille.csv", "ad:accept:1"),
        ("Laisser : feuille.csv", "ad:leave:1"),
        ("Accepter : le fichier", "ad:accept:2"),
        ("Laisser : le fichier", "ad:leave:2"),
    ]
