"""schema.org events, in pages and in files."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.events.model import Event, Session
from tests.events.intake.conftest import Importing


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 11, day, hour, minute)


@pytest.fixture
def page(files: Path) -> Path:
    return files / "sources" / "page.html"


def test_a_page(imported: Importing, page: Path) -> None:
    """A script that is broken costs no other; sub-events with names of their own are events."""
    outcome, catalogue = imported(page)
    assert [event.title for event in catalogue.events] == [
        "Visite de la verrerie",
        "Conférence sur l'hydrogène",
        "Atelier robotique",
        "Portes ouvertes",
        "Forum des métiers",
        "Job dating",
    ]
    visit, talk, workshop, doors, forum, jobs = catalogue.events
    assert visit.place is not None
    assert (visit.place.name, visit.place.city, visit.place.lat) == ("Verrerie d'essai", "Aubagne", 43.29)
    assert (visit.organiser, visit.status) == ("Verrerie d'essai", "full")
    assert visit.sessions == (Session(start=at(18, 9), end=at(18, 11)),)
    assert (visit.conditions.price_eur, visit.conditions.capacity, visit.conditions.min_age) == (0, 20, 12)
    assert visit.registration.url == "https://exemple.fr/billets"
    assert (talk.status, talk.online, talk.place and talk.place.city) == ("moved-online", True, "Avignon")
    assert talk.conditions.price_eur is None
    assert [session.start for session in workshop.sessions] == [at(17, 14), at(20, 14), at(27, 14)]
    assert workshop.conditions.price_eur == 0
    assert (doors.place and doors.place.city, forum.status) == ("Valence", "cancelled")
    assert [session.start for session in jobs.sessions] == [at(18, 9), at(19, 9)]
    assert [doubt.what for doubt in outcome.doubts] == ["several_prices", "no_postal_code"]


def one(imported: Importing, folder: Path, **values: Any) -> Event:
    source = folder / "event.json"
    event = {"@context": "https://schema.org", "@type": "Event", "name": "Visite", "startDate": "2025-11-18T09:00"}
    source.write_text(json.dumps({**event, **values}), encoding="utf-8")
    return imported(source)[1].events[0]


@pytest.mark.parametrize(
    ("values", "session"),
    [
        ({"startDate": "2025-11-18"}, Session(start=at(18, 0), end=at(18, 23, 59), all_day=True)),
        (
            {"startDate": "2025-11-18", "endDate": "2025-11-20"},
            Session(start=at(18, 0), end=at(20, 23, 59), all_day=True),
        ),
        (
            {"startDate": "2025-11-18T08:00:00Z", "endDate": "2025-11-18T10:00"},
            Session(start=at(18, 9), end=at(18, 11)),
        ),
    ],
)
def test_when_it_is_held(imported: Importing, tmp_path: Path, values: dict[str, str], session: Session) -> None:
    assert one(imported, tmp_path, **values).sessions == (session,)


@pytest.mark.parametrize(
    ("status", "ours"),
    [("EventCancelled", "cancelled"), ("EventPostponed", "postponed"), ("EventRescheduled", "postponed")],
)
def test_statuses(imported: Importing, tmp_path: Path, status: str, ours: str) -> None:
    assert one(imported, tmp_path, eventStatus=f"https://schema.org/{status}").status == ours


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        ({"price": "12,50", "priceCurrency": "EUR"}, 12.5),
        ({"lowPrice": 5, "highPrice": 10}, None),
        ([{"price": 5, "priceCurrency": "CHF"}], None),
        ([], None),
    ],
)
def test_prices(imported: Importing, tmp_path: Path, offers: Any, price: float | None) -> None:
    assert one(imported, tmp_path, offers=offers).conditions.price_eur == price


def test_an_online_event_has_no_place(imported: Importing, tmp_path: Path) -> None:
    event = one(imported, tmp_path, location={"@type": "VirtualLocation", "url": "https://exemple.fr/salle"})
    assert (event.online, event.place, event.url) == (True, None, "https://exemple.fr/salle")


def test_events_of_a_list(imported: Importing, tmp_path: Path) -> None:
    event = {"@type": "Event", "name": "Visite", "startDate": "2025-11-18T09:00", "endDate": "2025-11-18T10:00"}
    listed = [{"@type": "ListItem", "item": {**event, "@id": f"https://exemple.fr/{n}"}} for n in range(3)]
    source = tmp_path / "list.json"
    source.write_text(json.dumps({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": listed}))
    assert imported(source)[0].written == 3
