"""OpenAgenda's own answers."""

from datetime import datetime
from pathlib import Path

from tests.events.intake.conftest import Importing


def test_pages_of_a_list(imported: Importing, files: Path) -> None:
    outcome, catalogue = imported(files / "sources" / "openagenda_pages.json")

    assert (outcome.written, outcome.refused) == (8, 0)
    first = catalogue.events[0]
    assert (first.id, first.title) == ("oa-38889590", "Visite libre du musée Pierre Corneille")
    assert (first.kind, first.place and first.place.city) == ("visite", "Petit-Couronne")
    assert first.sessions[0].start == datetime(2022, 9, 17, 10)
