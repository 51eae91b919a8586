"""Opendatasoft's data set, in the shapes it comes in."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.intake.run import Intake
from tests.events.intake.conftest import Importing


def test_flat_records(imported: Importing, files: Path) -> None:
    _, catalogue = imported(files / "sources" / "opendatasoft_v21.json")
    visit, webinar = catalogue.events

    assert visit.id == "oa-10000001"
    assert visit.title == "Visite de la fonderie d'essai"
    assert visit.summary == (
        "La coulée, les moules et les métiers : deux heures dans l'atelier. Prévoir des chaussures fermées."
    )
    assert [(s.start, s.end) for s in visit.sessions] == [
        (datetime(2025, 11, 18, 9), datetime(2025, 11, 18, 11)),
        (datetime(2025, 11, 20, 9), datetime(2025, 11, 20, 11)),
    ]
    assert visit.place is not None
    assert (visit.place.insee, visit.place.lat, visit.place.approximate) == ("26362", 44.9334, False)
    assert visit.accessibility == ("auditif", "moteur")
    assert (visit.status, visit.conditions.min_age) == ("full", 15)
    assert (visit.registration.url, visit.registration.phone) == ("https://exemple.fr/inscription", "04 00 00 00 01")

    assert (webinar.online, webinar.place, webinar.url) == (True, None, "https://exemple.fr/direct")


@pytest.mark.parametrize("shape", ["records", "export"])
def test_other_shapes_say_the_same(
    intake: Intake, imported: Importing, files: Path, tmp_path: Path, shape: str
) -> None:
    flat = files / "sources" / "opendatasoft_v21.json"
    records = json.loads(flat.read_text(encoding="utf-8"))["results"]
    for record in records:
        if position := record.get("location_coordinates"):
            record["location_coordinates"] = [position["lat"], position["lon"]]
    whole = {"nhits": 2, "records": [{"fields": record} for record in records]} if shape == "records" else records
    (tmp_path / "other.json").write_text(json.dumps(whole), encoding="utf-8")
    assert imported(tmp_path / "other.json")[1].events == imported(flat)[1].events


def test_a_derived_set_only_tells_when_events_begin(imported: Importing, tmp_path: Path) -> None:
    record = {
        "uid": "1",
        "title": "Visite",
        "long_description": "Rendez-vous à 14h. De 14h à 16h30, visite de l'atelier.",
        "first_date": "2025-11-18T13:00:00+00:00",
        "last_date": "2025-11-18T13:00:00+00:00",
        "location_city": "Valence",
        "latitude": 44.93,
        "longitude": 4.89,
    }
    (tmp_path / "set.json").write_text(json.dumps([record]), encoding="utf-8")
    event = imported(tmp_path / "set.json")[1].events[0]
    assert [(s.start, s.end) for s in event.sessions] == [(datetime(2025, 11, 18, 14), datetime(2025, 11, 18, 16, 30))]
    assert event.place is not None
    assert (event.place.insee, event.place.lat) == ("26362", 44.93)


def test_a_new_programme_is_guessed_of_its_events(
    intake: Intake, communes: Communes, files: Path, tmp_path: Path
) -> None:
    into = tmp_path / "semaine-2025.yaml"
    outcome = intake.run([str(files / "sources" / "opendatasoft_v21.json")], into)
    programme = load(into, communes).programme
    assert (programme.id, programme.name, programme.areas) == ("semaine-2025", "Semaine 2025", ("dep:26",))
    assert (programme.start, programme.end) == (date(2025, 11, 18), date(2025, 11, 20))
    assert "head_guessed" in [doubt.what for doubt in outcome.doubts]
