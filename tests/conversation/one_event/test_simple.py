"""Pages in easy French: what it is, when, where, for whom, how; a sentence a line, without abbreviations."""

import pytest

from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.simple import simple_heading, simple_page
from bot.replies.in_full import in_full
from tests.conversation.guide import NOW, guide, plain

PAGES = {
    "fusion": """\
Visite du chantier de fusion

C'est une visite.
Les sujets : nucléaire, transition écologique.
Voici ce que dit l'organisateur :
– Vue panoramique et visite, en 90 minutes.

C'est le lundi 22 novembre.
Cela commence à 14 heures.
Cela finit à 16 heures 30.
C'est ici : Chantier, 13115 Saint-Paul-lez-Durance.
On se retrouve ici : Manosque, départ en bus de la gare.

C'est pour :
– étudiants
– enseignants
Il faut avoir 16 ans, ou plus.
Il faut apporter sa carte d'identité.
Il y a 20 places.

L'organisateur : chambre de commerce et d'industrie d'essai.

Le programme ne dit pas :
– l'adresse exacte
– le prix
– s'il faut s'inscrire
– l'accessibilité""",
    "confitures": """\
Portes *ouvertes* : la confiture

C'est une journée portes ouvertes. Tout le monde peut entrer et regarder.
Le sujet : agroalimentaire.

C'est le lundi 22 novembre.
Cela commence à 9 heures 30.
Cela finit à 11 heures.
C'est le mardi 23 novembre.
Cela commence à 9 heures 30.
Cela finit à 11 heures.
C'est le mercredi 24 novembre.
Cela commence à 9 heures 30.
Cela finit à 11 heures.
C'est le jeudi 25 novembre.
Cela commence à 9 heures 30.
Cela finit à 11 heures.
C'est le vendredi 26 novembre.
Cela commence à 9 heures 30.
Cela finit à 11 heures.
C'est ici : Manufacture, 11 espace Saint-Pierre, 04310 Peyruis.

C'est pour tout le monde.
C'est adapté à ces handicaps : handicap moteur.

Cela coûte 5,50 euros.
Il faut s'inscrire.
On peut s'inscrire jusqu'au vendredi 19 novembre.
Pour s'inscrire : https://exemple.fr/confiture
Pour s'inscrire : 04 00 00 00 00""",
}


@pytest.mark.parametrize("event", PAGES)
def test_page(event: str) -> None:
    found = guide().catalogue.event(event)
    assert found
    assert plain(str(in_full(simple_page(Facts(found, guide().phrases, NOW), None)))) == PAGES[event]


def test_what_is_sought_is_said_without_marks() -> None:
    said = simple_heading("Visites · Toulon · samedi 20 novembre", guide().phrases)
    assert plain(str(said)) == "Vous cherchez : visites, Toulon, samedi 20 novembre."
