"""The page of an event and its line in a list, as people read them."""

import pytest

from bot.conversation.message import Position, Reply
from bot.conversation.one_event.render import event_line, event_page, event_reply
from bot.conversation.session import Profile, Session
from bot.events.query import Found
from tests.conversation.guide import NOW, ask, guide, labels, plain, read

PAGES = {
    "fusion": """\
**Visite du chantier de fusion**
Visite · nucléaire · transition écologique

Vue panoramique et visite, en 90 minutes.

Quand : lundi 22 novembre, de 14 h à 16 h 30
Où : Chantier, 13115 Saint-Paul-lez-Durance
Rendez-vous : Manosque, départ en bus de la gare
Pour : étudiants et enseignants
Conditions : à partir de 16 ans ; carte d'identité obligatoire ; 20 places
Organisateur : CCI d'essai

Le programme ne dit pas : l'adresse exacte, le prix, s'il faut s'inscrire, l'accessibilité.""",
    "confitures": """\
**Portes *ouvertes* : la confiture**
Journée portes ouvertes · agroalimentaire

Quand : du lundi 22 au vendredi 26 novembre, de 9 h 30 à 11 h
Où : Manufacture, 11 espace Saint-Pierre, 04310 Peyruis
Pour : tout public
Prix : 5,50 €
Inscription : obligatoire, jusqu'au vendredi 19 novembre (https://exemple.fr/confiture, 04 00 00 00 00)
Accessibilité : handicap moteur""",
    "filles": """\
**Coder un robot**
Atelier · robotique

Quand : mardi 16, mercredi 24 novembre et mercredi 1er décembre, de 14 h à 16 h
Où : 83330 Le Castellet
Pour : lycéennes
Conditions : réservé aux filles et aux femmes ; 1 place par séance
Prix : gratuit
Inscription : pas nécessaire

Le programme ne dit pas : l'adresse exacte, l'accessibilité.""",
    "webinaire": """\
**Financer sa décarbonation**
Webinaire

Quand : vendredi 26 novembre, de 11 h à 12 h
Où : en ligne
Pour : entreprises
Prix : gratuit
Inscription : obligatoire
En savoir plus : https://exemple.fr/direct

Le programme ne dit pas : comment s'inscrire.""",
    "complet": """\
**Haut fourneau**
Visite

**Complet** : il n'y a plus de place.

Quand : mardi 23 novembre, de 9 h à 12 h
Où : Fos-sur-Mer
Pour : tout public

Le programme ne dit pas : l'adresse exacte, le prix, s'il faut s'inscrire, l'accessibilité.""",
    "reporte": """\
**Canons à neige**
Visite

**Reporté** : la nouvelle date n'est pas encore annoncée.

Quand : nouvelle date pas encore annoncée
Où : Briançon
Pour : tout public

Le programme ne dit pas : l'adresse exacte, le prix, s'il faut s'inscrire, l'accessibilité.""",
    "passe": """\
**Débat d'octobre**
Conférence

**Terminé** : cet événement est passé.

Quand : mardi 5 octobre, de 18 h à 20 h
Où : Nice
Pour : tout public

Le programme ne dit pas : l'adresse exacte, le prix, s'il faut s'inscrire, l'accessibilité.""",
    "sans-rien": """\
**Semaine des collèges**
Événement

Quand : du lundi 22 au vendredi 26 novembre
Pour : tout public

Le programme ne dit pas : les horaires, le lieu, le prix, s'il faut s'inscrire, l'accessibilité.""",
}
LINES = {
    "fusion": "**1. Visite du chantier de fusion** — lundi 22 novembre, de 14 h à 16 h 30 · "
    "Saint-Paul-lez-Durance (12 km)",
    "confitures": "**1. Portes *ouvertes* : la confiture** — journée portes ouvertes · lundi 22 novembre, "
    "de 9 h 30 à 11 h (et 4 autres séances) · Peyruis (12 km)",
    "filles": "**1. Coder un robot** — atelier · mardi 16 novembre, de 14 h à 16 h (et 2 autres séances) · "
    "Le Castellet (12 km) · réservé aux filles et aux femmes",
    "webinaire": "**1. Financer sa décarbonation** — webinaire · vendredi 26 novembre, de 11 h à 12 h · en ligne",
    "complet": "**1. Haut fourneau** — visite · mardi 23 novembre, de 9 h à 12 h · Fos-sur-Mer (12 km) · complet",
    "reporte": "**1. Canons à neige** — visite · nouvelle date pas encore annoncée · Briançon (12 km) · reporté",
    "annule": "**1. Eau potable** — visite · mardi 23 novembre, de 9 h à 12 h · Nice (12 km) · annulé",
    "sans-rien": "**1. Semaine des collèges** — du lundi 22 au vendredi 26 novembre · lieu à préciser",
}


@pytest.mark.parametrize("event_id", PAGES)
def test_page(event_id: str) -> None:
    event = guide().catalogue.event(event_id)
    assert event
    assert read(Reply(text=event_page(event, now=NOW, phrases=guide().phrases))) == PAGES[event_id]


@pytest.mark.parametrize("event_id", LINES)
def test_line(event_id: str) -> None:
    event = guide().catalogue.event(event_id)
    assert event
    found = Found(event=event, session=next(iter(event.sessions), None), distance_km=12.2)
    assert read(Reply(text=event_line(1, found, now=NOW, phrases=guide().phrases))) == LINES[event_id]


def test_a_distance_from_the_asker_goes_before_one_from_the_town_asked_for() -> None:
    event = guide().catalogue.event("fusion")
    assert event
    found = Found(event=event, session=event.sessions[0], distance_km=12.2)
    line = event_line(1, found, now=NOW, phrases=guide().phrases, from_asker_km=61.7)
    assert "Saint-Paul-lez-Durance (à 62 km de vous)" in read(Reply(text=line))


def page_of(event_id: str, session: Session) -> Reply:
    event = guide().catalogue.event(event_id)
    assert event
    return ask(lambda turn: event_reply(turn, event), session=session)


def test_distance_is_told_from_the_position_shared_or_from_the_profile() -> None:
    at_toulon = page_of("filles", Session(profile=Profile(places=("83137",))))
    nearby = page_of("filles", Session(location=Position(lat=43.2031, lon=5.7766), profile=Profile(places=("83137",))))
    assert "Où : 83330 Le Castellet (à 16 km de vous)" in read(at_toulon)
    # The programme gives no position of the place: within its commune nothing more can be told.
    assert "Où : 83330 Le Castellet\n" in read(nearby)


def test_a_département_is_too_large_to_start_from() -> None:
    assert "(à " not in read(page_of("filles", Session(profile=Profile(places=("dep:83",)))))


def test_buttons_offer_what_can_still_be_done() -> None:
    offered = {event_id: labels(page_of(event_id, Session())) for event_id in PAGES | LINES}
    for buttons in offered.values():
        assert buttons[-2:] == ["Partager", "Une erreur ?"]
        del buttons[-2:]
    assert offered == {
        "fusion": ["Me le rappeler", "Agenda", "Itinéraire", "Voir sur la carte"],
        "confitures": ["S'inscrire", "Me le rappeler", "Agenda", "Itinéraire", "Voir sur la carte"],
        "filles": ["Me le rappeler", "Agenda", "Itinéraire", "Voir sur la carte"],
        "webinaire": ["Me le rappeler", "Agenda"],
        "complet": ["Me le rappeler", "Agenda", "Itinéraire", "Voir sur la carte"],
        "reporte": ["Itinéraire", "Voir sur la carte"],
        "annule": [],
        "passe": [],
        "sans-rien": ["Me le rappeler", "Agenda"],
    }


def test_the_route_goes_to_the_meeting_point() -> None:
    urls = [b.url for row in page_of("fusion", Session()).buttons for b in row if plain(b.label) == "Itinéraire"]
    assert urls == ["https://www.google.com/maps/dir/?api=1&travelmode=transit&destination=Manosque"]
