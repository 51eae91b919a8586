"""What organisers correct stands over what the file says, and goes with its text."""

from datetime import datetime
from pathlib import Path

from bot.events.catalogue import load
from bot.events.corrections import Correction, corrections_in, fingerprint_of, with_corrections, write_corrections
from intents import Gazetteer

GAZETTEER = Gazetteer.load(Path("data/communes.csv"))
FILE = Path("data/events.yaml")
TEXT = FILE.read_text(encoding="utf-8")
NEW = (datetime(2021, 11, 25, 14), datetime(2021, 11, 25, 16))
MOVED = Correction(event="iter-visite", status="postponed", sessions=(NEW,), note="Entrée par le nord")
FULL = Correction(event="agronovae-visite", status="full")
GONE = Correction(event="nulle-part", status="full")


def test_a_text_carries_its_corrections() -> None:
    text = with_corrections(TEXT, write_corrections([MOVED, FULL, GONE]))
    assert corrections_in(text) == (MOVED, FULL, GONE)
    assert corrections_in(TEXT) == ()
    assert with_corrections(TEXT, write_corrections([])) == TEXT


def test_events_are_as_corrected_and_the_file_is_remembered() -> None:
    plain = load(FILE, GAZETTEER, TEXT)
    catalogue = load(FILE, GAZETTEER, with_corrections(TEXT, write_corrections([MOVED, FULL, GONE])))
    iter_visite, before = catalogue.event("iter-visite"), plain.event("iter-visite")
    assert iter_visite
    assert before
    assert [(session.start, session.end) for session in iter_visite.sessions] == [NEW]
    assert (iter_visite.status, iter_visite.conditions.note) == ("postponed", "Entrée par le nord")
    assert iter_visite.conditions.min_age == before.conditions.min_age == 16
    full = catalogue.event("agronovae-visite")
    assert full
    assert full.status == "full"
    assert full.sessions == catalogue.originals["agronovae-visite"].sessions
    assert set(catalogue.originals) == {"iter-visite", "agronovae-visite"}
    assert fingerprint_of(catalogue.originals["iter-visite"]) == fingerprint_of(before)
    others = {event.id for event in plain.events} - {"iter-visite", "agronovae-visite"}
    assert all(catalogue.event(one) == plain.event(one) for one in others)
