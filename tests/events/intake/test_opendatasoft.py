"""Opendatasoft's data set, in the shapes it comes in."""

from datetime import datetime
from pathlib import Path

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
