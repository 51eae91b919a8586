"""What an editor would see in events that load."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.events.communes import Communes
from bot.events.editing.review import Review
from bot.events.intake.text_reader import TextReader
from bot.events.model import Conditions, Event, Place, Registration, Session

_WEEK = (date(2025, 11, 17), date(2025, 11, 23))


def at(start: str, end: str, *, all_day: bool = False) -> tuple[Session, ...]:
    return (Session(start=datetime.fromisoformat(start), end=datetime.fromisoformat(end), all_day=all_day),)


_MORNING = at("2025-11-21T09:00", "2025-11-21T12:00")
_VALENCE = Place(
    name="Usine", address="1 rue Neuve", city="Valence", insee="26362", postal_code="26000", lat=44.93, lon=4.89
)


def event(**values: Any) -> Event:
    """An event in which there is nothing to see, but for these values."""
    usual = {"id": "usine", "title": "Visite de l'usine", "kind": "visite", "sessions": _MORNING, "place": _VALENCE}
    return Event(**{**usual, **values})


def seen(communes: Communes, reader: TextReader, *events: Event, label: bool = False) -> list[tuple[str, str, str]]:
    review = Review(communes, reader, days=_WEEK, label=label)
    return [(point.what, point.field, point.text) for one in events for point in review.of_file(one, "f.yaml")]


@pytest.mark.parametrize(
    ("values", "what", "field", "said"),
    [
        ({"sessions": at("2025-11-21T01:30", "2025-11-21T02:30")}, "night", "sessions", "01:30 est-il une durée"),
        ({"sessions": at("2025-11-18T08:00", "2025-11-20T20:00")}, "long", "sessions", "60 heures d'affilée"),
        ({"summary": "Le jeudi 21/11/2025 à 9h."}, "weekday", "summary", "le 21/11/2025 est un vendredi"),
        ({"title": "Visite du jeudi 21 novembre 2025"}, "weekday", "title", "« jeudi 21 novembre 2025 »"),
        ({"summary": "Le lundi 24 novembre 2025."}, "other_day", "summary", "a lieu le 21/11/2025"),
        ({"summary": "Vendredi 21 novembre, de 9h à 12h."}, "no_year", "summary", "sans l'année"),
        ({"summary": "Une visite <b>rare</b>."}, "debris", "summary", "« <b> »"),
        ({"title": "Visite &amp;eacute;tonnante"}, "debris", "title", "du texte simple"),
        ({"summary": "Écrire à visites@exemple.fr."}, "hidden_email", "summary", "registration.email"),
        ({"summary": "Réservez au 04 75 00 00 01."}, "hidden_phone", "summary", "(04 75 00 00 01)"),
        (
            {"summary": "Organisée par la chambre pour les Terminales du lycée Dupont."},
            "reserved",
            "reserved",
            "« Organisée par la chambre pour les Terminales »",
        ),
        ({"place": Place(address="1 rue Neuve", city="Valence")}, "no_postal_code", "place.postal_code", "1 rue Neuve"),
        (
            {"place": Place(address="1 rue Neuve, 26400 Crest", city="Valence", insee="26362", postal_code="26000")},
            "other_town",
            "place.city",
            "26400 Crest",
        ),
        (
            {"place": Place(city="Valence", insee="26362", postal_code="26000", lat=45.1, lon=4.9, approximate=False)},
            "far",
            "place.lat",
            "19 km du centre de Valence",
        ),
    ],
)
def test_each_fault_is_seen_alone(
    communes: Communes, reader: TextReader, values: dict[str, Any], what: str, field: str, said: str
) -> None:
    found = seen(communes, reader, event(**values))
    assert [(rule, where) for rule, where, _ in found if rule != "no_year" or what == "no_year"] == [(what, field)]
    assert any(said in text for _, _, text in found)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"sessions": at("2025-11-18T00:00", "2025-11-20T23:59", all_day=True)},
        {"sessions": at("2025-11-03T08:00", "2025-11-30T20:00"), "kind": "immersion"},
        {"summary": "Le vendredi 21/11/2025, ouvert 24/7, référence 04.75.1, 3 < 5 et A & B."},
        {"summary": "Les élèves de Terminale du lycée Dupont vous accueillent."},
        {"summary": "Forum ouvert aux lycéens et aux étudiants de la région."},
        {"summary": "Appelez le 04 75 00 00 01.", "registration": Registration(phone="+33 4 75 00 00 01")},
        {"summary": "Organisée pour les Terminales du lycée Dupont.", "reserved": True},
        {"place": None, "online": True},
    ],
)
def test_what_is_right_is_left_alone(communes: Communes, reader: TextReader, values: dict[str, Any]) -> None:
    assert seen(communes, reader, event(**values)) == []


def test_twins_are_told_once_each(communes: Communes, reader: TextReader) -> None:
    events = (
        event(),
        event(id="autre", title="Visite de l'Usine !"),
        event(id="presque", title="Visites de l'usine", sessions=at("2025-11-21T14:00", "2025-11-21T15:00")),
        event(id="lendemain", sessions=at("2025-11-22T14:00", "2025-11-22T15:00")),
        event(id="theatre", title="Visite du théâtre"),
    )
    assert [(what, text.partition(" : ")[0]) for what, _, text in seen(communes, reader, *events)] == [
        ("twin", "le même événement que usine"),
        ("near_twin", "presque le même titre que usine, le même jour dans la même commune"),
    ]


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"conditions": Conditions(price_eur=12)}, "label_paid"),
        ({}, "label_price_unknown"),
        ({"conditions": Conditions(price_eur=0), "reserved": True}, "label_closed"),
        ({"conditions": Conditions(price_eur=0), "audiences": ("rh",)}, "label_publics"),
        (
            {"conditions": Conditions(price_eur=0), "sessions": at("2025-12-20T09:00", "2025-12-20T10:00")},
            "label_window",
        ),
        ({"conditions": Conditions(price_eur=0), "title": "Concert de Noël"}, "label_industry"),
        ({"conditions": Conditions(price_eur=0)}, None),
    ],
)
def test_the_label_is_asked_for_only_when_switched_on(
    communes: Communes, reader: TextReader, values: dict[str, Any], what: str | None
) -> None:
    assert seen(communes, reader, event(**values)) == []
    assert [rule for rule, _, _ in seen(communes, reader, event(**values), label=True)] == ([what] if what else [])
