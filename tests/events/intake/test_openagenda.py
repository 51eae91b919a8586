"""OpenAgenda's own answers."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.events.intake.own_fields import read_own_fields
from bot.events.intake.refusal import Refused
from bot.events.intake.run import Intake
from bot.events.model import Event
from tests.events.intake.conftest import Importing

_EVENT: dict[str, Any] = {
    "uid": 7,
    "slug": "forum-du-bois",
    "title": {"en": "Wood fair", "fr": "Forum du bois"},
    "timings": [{"begin": "2025-11-18T09:00:00+01:00", "end": "2025-11-18T12:00:00+01:00"}],
    "location": {"name": "Halle", "city": "Valence", "postalCode": "26000", "insee": "26362", "countryCode": "FR"},
    "originAgenda": {"uid": 1, "slug": "industrie"},
}


def test_pages_of_a_list(imported: Importing, files: Path) -> None:
    outcome, catalogue = imported(files / "sources" / "openagenda_pages.json")

    assert (outcome.written, outcome.refused) == (8, 0)
    first = catalogue.events[0]
    assert (first.id, first.title) == ("oa-38889590", "Visite libre du musée Pierre Corneille")
    assert (first.kind, first.place and first.place.city) == ("visite", "Petit-Couronne")
    assert first.sessions[0].start == datetime(2022, 9, 17, 10)


def one(imported: Importing, folder: Path, **values: Any) -> Event:
    source = folder / "event.json"
    source.write_text(json.dumps({"success": True, "event": {**_EVENT, **values}}), encoding="utf-8")
    _, catalogue = imported(source)
    return catalogue.events[0]


def test_one_event_in_french(imported: Importing, tmp_path: Path) -> None:
    event = one(imported, tmp_path, longDescription={"fr": "**Le mélèze**\n\nde la forêt au meuble"})
    assert (event.title, event.summary) == ("Forum du bois", "Le mélèze de la forêt au meuble")
    assert event.url == "https://openagenda.com/industrie/events/forum-du-bois"


@pytest.mark.parametrize(
    ("code", "status", "sessions"),
    [
        (1, "confirmed", 1),
        (2, "postponed", 1),
        (3, "moved-online", 1),
        (4, "postponed", 0),
        (5, "full", 1),
        (6, "cancelled", 1),
    ],
)
def test_statuses(imported: Importing, tmp_path: Path, code: int, status: str, sessions: int) -> None:
    event = one(imported, tmp_path, status=code)
    assert (event.status, len(event.sessions)) == (status, sessions)


def test_conditions(imported: Importing, tmp_path: Path) -> None:
    event = one(
        imported,
        tmp_path,
        age={"min": 15, "max": 99},
        accessibility={"hi": True, "vi": False, "pi": True, "mi": True, "ii": True},
        registration=[
            {"type": "email", "value": "bois@exemple.fr"},
            {"type": "phone", "value": "04 00 00 00 01"},
            {"type": "link", "value": "https://exemple.fr/bois"},
        ],
        conditions={"fr": "Entrée libre"},
    )
    assert (event.conditions.min_age, event.conditions.price_eur, event.conditions.note) == (15, 0, "Entrée libre")
    assert event.accessibility == ("auditif", "psychique", "moteur", "intellectuel")
    registration = event.registration
    assert (registration.email, registration.phone) == ("bois@exemple.fr", "04 00 00 00 01")
    assert registration.url == "https://exemple.fr/bois"


@pytest.mark.parametrize(("mode", "online", "is_placed"), [(1, False, True), (2, True, False), (3, True, True)])
def test_attendance(imported: Importing, tmp_path: Path, mode: int, online: bool, is_placed: bool) -> None:
    event = one(imported, tmp_path, attendanceMode=mode, onlineAccessLink="https://exemple.fr/direct")
    assert (event.online, event.place is not None) == (online, is_placed)
    assert (event.url == "https://exemple.fr/direct") == online


def test_what_the_agenda_does_not_publish_is_no_event(imported: Importing, tmp_path: Path) -> None:
    source = tmp_path / "events.json"
    hidden = [{**_EVENT, "uid": uid, **said} for uid, said in enumerate(({"state": 1}, {"draft": 1}, {"private": 1}))]
    source.write_text(json.dumps({"events": [*hidden, _EVENT]}), encoding="utf-8")
    outcome, catalogue = imported(source)
    assert [event.id for event in catalogue.events] == ["oa-7"]
    assert not outcome.refused


def test_what_was_removed_is_told(imported: Importing, tmp_path: Path) -> None:
    source = tmp_path / "events.json"
    source.write_text(json.dumps({"events": [_EVENT, {"uid": 8, "removed": True}]}), encoding="utf-8")
    outcome, _ = imported(source)
    assert outcome.removed == ["oa-8"]


_FIELDS = """\
types-de-publics:
  audiences: {19: grand-public, 16: [collegiens, lyceens]}
categorie:
  kind: {7: conference}
tarif:
  conditions.price_eur: {1: 0}
entreprise: organiser
"""


def test_fields_of_one_agenda(intake: Intake, tmp_path: Path) -> None:
    source, fields, into = (tmp_path / name for name in ("events.json", "champs.yaml", "programme.yaml"))
    own = {"types-de-publics": [16, 19, 99], "categorie": 7, "tarif": "1", "entreprise": "Scierie d'essai"}
    source.write_text(json.dumps([{**_EVENT, **own}]), encoding="utf-8")
    fields.write_text(_FIELDS, encoding="utf-8")
    outcome = intake.run([str(source)], into, own_fields=read_own_fields(fields))
    written = into.read_text(encoding="utf-8")
    assert "    kind: conference\n" in written
    assert "    audiences: [collegiens, lyceens, grand-public]\n" in written
    assert "    organiser: Scierie d'essai\n" in written
    assert "      price_eur: 0\n" in written
    assert [doubt.text for doubt in outcome.doubts if doubt.what == "unknown_code"] == [
        "« Publics » : valeur « types-de-publics : 99 » inconnue ; connues : 19, 16"
    ]


@pytest.mark.parametrize("text", ["", "- a", "a: [b]", "a: {b: [c]", "a: 1"])
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "champs.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="n'est pas une table de correspondance"):
        read_own_fields(path)
