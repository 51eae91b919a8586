"""Answers about one event, about the programme and in small talk: whole texts, as people read them."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest

from bot.conversation.handlers import (
    contact_human,
    event_conditions,
    event_details,
    event_place,
    event_registration,
    event_time,
    goodbye,
    greet,
    help,
    out_of_scope,
    privacy,
    programme_info,
    thank,
)
from bot.conversation.message import Kind, Position, Reply
from bot.conversation.session import Listing, Profile, Session
from bot.conversation.turn import Turn
from intents import Criteria, Period
from tests.conversation.guide import NOW, ask, guide, labels, read

ABOUT_ONE = [h.handle for h in (event_details, event_time, event_place, event_conditions, event_registration)]


def test_with_nothing_spoken_of_the_question_may_be_about_the_programme() -> None:
    assert read(ask(event_time.handle, "ça commence quand ?")) == (
        "Dates : du lundi 22 au dimanche 28 novembre.\n\n"
        "Pour un événement précis, donnez-moi un mot de son titre, sa ville, ou son numéro dans une liste."
    )


def test_events_that_may_be_meant_are_offered() -> None:
    reply = ask(event_details.handle, "la confiture ou la fusion ?")
    assert read(reply) == "De quel événement parlez-vous ?"
    assert sorted(labels(reply)) == ["Portes *ouvertes* : la confiture", "Visite du chantier de fusion"]


@pytest.mark.parametrize("place", ["04149", "dep:04"])
def test_events_of_the_place_that_is_named_are_offered_before_others(place: str) -> None:
    criteria = Criteria(places=(place,), kinds=("forum",))
    reply = ask(event_conditions.handle, "le forum sur la fusion est ouvert à tous ?", criteria=criteria)
    assert labels(reply) == ["Portes *ouvertes* : la confiture"]


def test_without_a_list_events_of_the_day_that_is_named_are_offered() -> None:
    wednesday = Period(start=datetime(2021, 11, 24), end=datetime(2021, 11, 25))
    reply = ask(event_time.handle, "ça commence à quelle heure mercredi ?", criteria=Criteria(periods=(wednesday,)))
    assert sorted(labels(reply)) == ["Coder un robot", "Portes *ouvertes* : la confiture", "Semaine des collèges"]


@pytest.mark.parametrize("handle", ABOUT_ONE)
def test_without_an_event_the_last_list_is_offered(handle: Callable[[Turn], Reply]) -> None:
    session = Session()
    session.remember(Listing(criteria=Criteria(), events=("fusion", "confitures")), NOW)
    reply = ask(handle, session=session)
    assert read(reply) == "De quel événement parlez-vous ?"
    assert [button.action for row in reply.buttons for button in row] == ["e:fusion", "e:confitures"]
    assert labels(reply) == ["1. Visite du chantier de fusion", "2. Portes *ouvertes* : la confiture"]


@pytest.mark.parametrize("handle", ABOUT_ONE)
def test_without_an_event_nor_a_list_it_says_how_to_name_one(handle: Callable[[Turn], Reply]) -> None:
    assert read(ask(handle)) == (
        "De quel événement parlez-vous ? Donnez-moi un mot de son titre, sa ville, ou son numéro dans une liste."
    )


@pytest.mark.parametrize(
    ("event", "question", "answer"),
    [
        ("fusion", "c'est quand ?", "C'est lundi 22 novembre, de 14 h à 16 h 30."),
        ("fusion", "combien de temps ça dure ?", "C'est lundi 22 novembre, de 14 h à 16 h 30.\nDurée : 2 h 30."),
        ("confitures", "quels jours ?", "C'est du lundi 22 au vendredi 26 novembre, de 9 h 30 à 11 h."),
        (
            "filles",
            "quand ?",
            "C'est mardi 16, mercredi 24 novembre et mercredi 1er décembre, de 14 h à 16 h.\n"
            "La prochaine séance est demain.",
        ),
        (
            "complet",
            "à quelle heure",
            "C'est mardi 23 novembre, de 9 h à 12 h.\n**Complet** : il n'y a plus de place.",
        ),
        (
            "fusion",
            "c'est maintenu ?",
            "C'est lundi 22 novembre, de 14 h à 16 h 30.\nLe programme n'annonce pas d'annulation.",
        ),
        ("reporte", "quand ?", "C'est reporté, et la nouvelle date n'est pas encore annoncée."),
        ("annule", "quand ?", "C'est annulé. Date qui était prévue : mardi 23 novembre, de 9 h à 12 h."),
        ("passe", "quand ?", "C'est terminé. Date : mardi 5 octobre, de 18 h à 20 h."),
        (
            "sans-rien",
            "quand ?",
            "C'est du lundi 22 au vendredi 26 novembre.\nLe programme ne donne pas les horaires.",
        ),
    ],
)
def test_event_time(event: str, question: str, answer: str) -> None:
    title = guide().catalogue.programme.events[guide().catalogue.numbers[event]].title
    assert read(ask(event_time.handle, question, event=event)) == f"**{title}**\n{answer}"


def test_sessions_that_are_over_are_left_out() -> None:
    reply = ask(event_time.handle, "quand ?", event="filles", now=datetime(2021, 11, 25))
    assert read(reply) == "**Coder un robot**\nC'est mercredi 1er décembre, de 14 h à 16 h."


@pytest.mark.parametrize(
    ("event", "question", "answer"),
    [
        (
            "fusion",
            "d'où part le bus ?",
            "Rendez-vous : Manosque, départ en bus de la gare.\nEnsuite : Chantier, 13115 Saint-Paul-lez-Durance.",
        ),
        ("confitures", "où ?", "C'est à Peyruis (04310) : Manufacture, 11 espace Saint-Pierre."),
        ("filles", "où ?", "C'est au Castellet. Le programme ne donne pas l'adresse exacte."),
        (
            "filles",
            "il y a un parking ?",
            "C'est au Castellet. Le programme ne donne pas l'adresse exacte.\n"
            "Le programme ne parle pas du stationnement.",
        ),
        (
            "filles",
            "j'y vais en train ?",
            "C'est au Castellet. Le programme ne donne pas l'adresse exacte.\n"
            "Le programme ne parle pas des transports.",
        ),
        ("webinaire", "où ?", "C'est en ligne : il n'y a pas à se déplacer.\nLe lien : https://exemple.fr/direct"),
        ("annule", "où ?", "C'est annulé : cet événement n'aura pas lieu."),
        ("sans-rien", "où ?", "Le programme ne dit pas où cela a lieu."),
    ],
)
def test_event_place(event: str, question: str, answer: str) -> None:
    title = guide().catalogue.programme.events[guide().catalogue.numbers[event]].title
    assert read(ask(event_place.handle, question, event=event)) == f"**{title}**\n{answer}"


def test_event_place_tells_how_far_it_is_from_the_town_that_is_named() -> None:
    away = Criteria(places=("83137", "83035"))  # Toulon; Le Castellet is where it is
    reply = ask(event_place.handle, "c'est loin de Toulon ?", event="filles", criteria=away)
    assert read(reply).endswith("\nC'est à 16 km de Toulon, à vol d'oiseau.")


def test_event_place_tells_the_distance() -> None:
    reply = ask(event_place.handle, event="filles", session=Session(location=Position(lat=43.1245, lon=5.9281)))
    assert read(reply).endswith("C'est à 15 km de vous, à vol d'oiseau.")


FUSION = "\n\nPour : étudiants et enseignants\nConditions : "
REST = "\n\nLe programme ne dit pas : le prix, l'accessibilité."


@pytest.mark.parametrize(
    ("question", "criteria", "answer"),
    [
        (
            "les conditions ?",
            Criteria(),
            "\nVoici tout ce que le programme dit des conditions."
            f"{FUSION}à partir de 16 ans ; carte d'identité obligatoire ; 20 places{REST}",
        ),
        (
            "faut quel age ?",
            Criteria(),
            f"\nIl faut avoir au moins 16 ans.{FUSION}carte d'identité obligatoire ; 20 places{REST}",
        ),
        (
            "à 15 ans c'est possible ?",
            Criteria(min_age_ok=15),
            "\nÀ 15 ans, c'est trop tôt : il faut avoir au moins 16 ans."
            f"{FUSION}carte d'identité obligatoire ; 20 places{REST}",
        ),
        (
            "mon fils a 17 ans",
            Criteria(min_age_ok=17),
            "\nÀ 17 ans, c'est possible : l'âge minimum est de 16 ans."
            f"{FUSION}carte d'identité obligatoire ; 20 places{REST}",
        ),
        (
            "c'est gratuit ? en fauteuil ça va ?",
            Criteria(),
            "\nLe programme ne dit pas le prix.\nLe programme ne dit pas si l'accès est adapté à un handicap."
            f"{FUSION}à partir de 16 ans ; carte d'identité obligatoire ; 20 places",
        ),
        (
            "il reste des places ? il faut une pièce d'identité ?",
            Criteria(),
            "\nIl faut une carte d'identité en cours de validité."
            "\nIl y a 20 places ; le programme ne dit pas combien sont encore libres."
            f"{FUSION}à partir de 16 ans{REST}",
        ),
        (
            "c'est pour les étudiants ?",
            Criteria(audiences=("etudiants",)),
            "\nOui. C'est pour : étudiants et enseignants."
            f"\n\nConditions : à partir de 16 ans ; carte d'identité obligatoire ; 20 places{REST}",
        ),
        (
            "et pour les collégiens ?",
            Criteria(audiences=("collegiens",)),
            "\nLe programme ne le prévoit pas. C'est pour : étudiants et enseignants."
            f"\n\nConditions : à partir de 16 ans ; carte d'identité obligatoire ; 20 places{REST}",
        ),
    ],
)
def test_event_conditions(question: str, criteria: Criteria, answer: str) -> None:
    reply = ask(event_conditions.handle, question, event="fusion", criteria=criteria)
    assert read(reply) == "**Visite du chantier de fusion**" + answer


def test_a_handicap_that_is_not_named_is_not_promised() -> None:
    reply = ask(event_conditions.handle, event="confitures", criteria=Criteria(accessibility=("auditif",)))
    assert read(reply).splitlines()[:3] == [
        "**Portes *ouvertes* : la confiture**",
        "Accessibilité annoncée : handicap moteur.",
        "Le programme ne dit rien de ceci : handicap auditif.",
    ]


def test_a_handicap_that_is_named_is_confirmed_once() -> None:
    told = read(ask(event_conditions.handle, event="confitures", criteria=Criteria(accessibility=("moteur",))))
    assert told.splitlines()[1] == "Oui. Accessibilité annoncée : handicap moteur."
    assert told.count("handicap moteur") == 1


@pytest.mark.parametrize(
    ("event", "answer"),
    [
        (
            "confitures",
            "L'inscription est obligatoire, jusqu'au vendredi 19 novembre.\n"
            "En ligne : https://exemple.fr/confiture\n"
            "Par téléphone : 04 00 00 00 00",
        ),
        ("fusion", "Le programme ne dit pas s'il faut s'inscrire.\nOrganisateur : CCI d'essai"),
        ("filles", "Il n'y a pas besoin de s'inscrire."),
        (
            "webinaire",
            "L'inscription est obligatoire.\nLe programme ne dit pas comment s'inscrire.\n"
            "Page de l'événement : https://exemple.fr/direct",
        ),
        ("complet", "C'est complet : il n'y a plus de place."),
        ("annule", "Cet événement est annulé."),
        ("passe", "Cet événement est terminé."),
    ],
)
def test_event_registration(event: str, answer: str) -> None:
    title = guide().catalogue.programme.events[guide().catalogue.numbers[event]].title
    assert read(ask(event_registration.handle, event=event)) == f"**{title}**\n{answer}"


def test_registration_that_has_closed_is_not_offered() -> None:
    reply = ask(event_registration.handle, event="confitures", now=datetime(2021, 11, 20))
    assert "Les inscriptions sont closes depuis le vendredi 19 novembre." in read(reply)
    assert "S'inscrire" not in labels(reply)


OVERVIEW = """\
**Semaine d'essai**

Dates : du lundi 22 au dimanche 28 novembre.
Les événements ont lieu en Provence-Alpes-Côte d'Azur.
Le thème est « Essayer ».
Le site du programme : https://exemple.fr/
Organisateur : Chambre d'essai.
Je connais 9 événements de ce programme."""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("c'est quoi la DREETS ?", "La DREETS est une direction régionale de l'État."),
        ("combien de postes à pourvoir ?", "Plus de 70 000 offres d'emploi sont à pourvoir."),
        ("c koi le theme cette année", "Le thème est « Essayer »."),
        ("quel est le thème cette année ?", "Le thème est « Essayer »."),
        ("ça se passe quand ?", "Dates : du lundi 22 au dimanche 28 novembre."),
        ("vous avez un site internet ?", "Le site du programme : https://exemple.fr/"),
        ("qui organise tout ça ?", "Organisateur : Chambre d'essai."),
        ("combien d'événements en tout ?", "Je connais 9 événements de ce programme."),
        ("dans quelle région ?", "Les événements ont lieu en Provence-Alpes-Côte d'Azur."),
        (
            "quelle est la couleur du logo ?",
            f"Le programme ne le dit pas. Voici ce que je sais de lui :\n\n{OVERVIEW}",
        ),
        ("c'est payant ?", f"Le programme ne le dit pas. Voici ce que je sais de lui :\n\n{OVERVIEW}"),
    ],
)
def test_programme_info(question: str, answer: str) -> None:
    assert read(ask(programme_info.handle, question)) == answer


def test_the_command_tells_all_of_the_programme() -> None:
    assert read(ask(programme_info.handle, "programme", kind=Kind.COMMAND)) == OVERVIEW


@pytest.mark.parametrize(
    "question",
    ["efface mes données", "Supprimez tout svp", "oublie-moi", "je veux que vous effaciez tout", "droit à l'oubli"],
)
def test_privacy_erases_when_asked_and_confirmed(question: str) -> None:
    session = Session(profile=Profile(audiences=("lyceens",)), location=Position(lat=43.0, lon=5.0), event="fusion")
    session.remember(Listing(criteria=Criteria(free=True), events=("fusion",)), NOW)
    session.wonder("??", NOW)
    asked = ask(privacy.handle, question, session=session)
    assert read(asked).startswith("Dois-je tout effacer ?")
    buttons = [(b.label, b.action) for row in asked.buttons for b in row]
    assert buttons == [("Oui, tout effacer", "fg:1"), ("Non, ne rien effacer", "fg:0")]
    assert session.profile == Profile(audiences=("lyceens",))
    reply = ask(privacy.erase, session=session)
    assert read(reply) == "C'est effacé. Je ne garde plus rien de vous ni de nos échanges."
    assert session == Session()


@pytest.mark.parametrize(
    "question", ["que gardez-vous sur moi ?", "comment effacer mes données ?", "n'efface pas mes données", ""]
)
def test_privacy_explains_and_erases_nothing_unasked(question: str) -> None:
    session = Session(profile=Profile(audiences=("lyceens",)))
    reply = ask(privacy.handle, question, session=session)
    assert read(reply).startswith("**Ce que je garde, et pourquoi**\n\n– vos dernières recherches")
    assert [(b.label, b.action) for row in reply.buttons for b in row] == [
        ("Voir tout ce que vous gardez", "my"),
        ("Ne plus garder mes questions", "kq:0"),
        ("Effacer mes données", "fg"),
    ]
    assert session.profile == Profile(audiences=("lyceens",))


def test_out_of_scope_never_says_the_same_twice_in_a_row() -> None:
    session = Session()
    said = [read(ask(out_of_scope.handle, "la météo ?", session=session)) for _ in range(6)]
    assert said[0] == "Je ne connais que le programme « Semaine d'essai ». Là-dessus, posez-moi toutes vos questions."
    assert all(one != following for one, following in pairwise(said))
    assert all(text.count("\n– ") == 3 for text in said[1:])


def test_contact_human() -> None:
    programme = (
        "Je suis un assistant automatique. Pour parler à une personne, adressez-vous à l'organisateur :\n"
        "– Chambre d'essai\n– site : https://exemple.fr/"
    )
    assert read(ask(contact_human.handle)) == programme
    assert read(ask(contact_human.handle, session=Session(event="confitures"))) == (
        "Je suis un assistant automatique. Pour parler à une personne de « **Portes *ouvertes* : la confiture** » :\n"
        f"– 04 00 00 00 00\n– https://exemple.fr/confiture\n\n{programme}"
    )


def test_greet_and_help_give_examples_as_buttons() -> None:
    questions = [
        "Des journées portes ouvertes à Peyruis ?",
        "Que se passe-t-il lundi 22 novembre ?",
        "Des événements dans la robotique ?",
    ]
    hello, what = ask(greet.handle, "bonjour"), ask(help.handle, "aide")
    assert labels(hello) == [*questions, "Près de moi", "Près d'une ville", "Je suis…"]
    assert labels(what) == questions
    assert read(hello).startswith("Bonjour. Je suis le guide de « Semaine d'essai ».\nDites-moi ce que vous cherchez")
    assert read(hello).endswith("Par exemple :\n– " + "\n– ".join(questions))
    assert read(what).endswith("Par exemple :\n– " + "\n– ".join(questions))
    assert all(len(b.action.encode()) <= 64 for row in hello.buttons for b in row)


def test_a_greeting_amid_a_conversation_is_short() -> None:
    session = Session()
    session.remember(Listing(criteria=Criteria()), NOW)
    assert read(ask(greet.handle, "re bonjour", session=session)) == "Bonjour. Que cherchez-vous ?"


def test_once_the_programme_is_over_it_says_so() -> None:
    reply = ask(greet.handle, now=datetime(2022, 1, 10))
    assert read(reply).startswith(
        "Bonjour. Je suis le guide de « Semaine d'essai ». Ce programme est terminé ; je peux vous montrer ce qui a eu"
        " lieu, et répondre par exemple à :\n– C'est quoi, le programme ?"
    )
    assert labels(reply) == [
        "Voir ce qui a eu lieu",
        "C'est quoi, le programme ?",
        "Quel est le thème ?",
        "Où est le site officiel ?",
    ]


def test_thanks_and_farewells() -> None:
    assert read(ask(thank.handle, "merci")) == "De rien. Je reste là si vous avez d'autres questions."
    assert read(ask(goodbye.handle, "au revoir")) == "Au revoir, et bonnes découvertes."
