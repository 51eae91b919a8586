"""What the sheet for a class and the message to the organiser say of an event and a class."""

from dataclasses import replace

import msgspec
import pytest

from bot.conversation.attachment import Attachment, ClassSheet
from bot.conversation.class_visits.school_class import SchoolClass, group_sizes
from bot.conversation.class_visits.sheet import class_sheet, organiser_message, sheet_of
from bot.conversation.making import Maker
from bot.documents.sheet import Block, Sheet
from bot.events.model import Event
from tests.conversation.guide import NOW, guide, plain
from tests.documents.pages import read_pages
from tests.documents.scenes import OUTLINES

CLASS = SchoolClass(level="3e", pupils=28, town="13005")
UNKNOWN = SchoolClass()


def event(event_id: str) -> Event:
    """An event of the small programme."""
    found = guide().catalogue.event(event_id)
    assert found
    return found


def sheet(event_id: str, school_class: SchoolClass = CLASS, session: int | None = 0, groups: int = 1) -> Sheet:
    """The sheet for a class, for the first session unless told, or as many from it on as there are groups."""
    chosen = () if session is None else event(event_id).sessions[session : session + groups]
    return sheet_of(content_of(class_sheet(event(event_id), chosen, school_class, guide())), guide(), NOW)


def content_of(attachment: Attachment) -> ClassSheet:
    """Its description, as it comes out of the outbox."""
    content = msgspec.json.decode(msgspec.json.encode(attachment), type=Attachment).content
    assert isinstance(content, ClassSheet)
    return content


def told(blocks: tuple[Block, ...]) -> dict[str, list[str]]:
    """Lines by heading."""
    return {block.heading: [plain(line) for line in block.lines] for block in blocks if block.lines}


def test_the_facts_of_a_visit() -> None:
    page = sheet("fusion")
    assert (page.title, page.warning) == ("Visite du chantier de fusion", "")
    assert told(page.facts) == {
        "QUAND": ["Lundi 22 novembre, de 14 h à 16 h 30"],
        "OÙ": [
            "Chantier, 13115 Saint-Paul-lez-Durance",
            "Rendez-vous : Manosque, départ en bus de la gare",
            "À 49 km d'Aubagne, à vol d'oiseau",
        ],
        "QUOI": ["Vue panoramique et visite, en 90 minutes."],
        "POUR QUI": [
            "Étudiants et enseignants",
            "À partir de 16 ans",
            "20 places : la classe (28 élèves) vient en 2 groupes de 14. À convenir avec l'organisateur.",
        ],
        "CONDITIONS": ["Carte d'identité obligatoire"],
    }
    assert told(page.lists)["À EMPORTER"][0] == "Une pièce d'identité valide par personne"
    assert "L'âge des élèves : à partir de 16 ans" in told(page.lists)["À VÉRIFIER AUPRÈS DE L'ORGANISATEUR"]
    assert page.blanks[:2] == (("Classe", "3e"), ("Élèves", "28"))
    assert page.scene
    assert (page.scene.here_name, [pin.label for pin in page.scene.pins]) == ("Départ", [""])


def test_one_session_of_several_and_contacts_once() -> None:
    page = sheet("confitures", session=1)
    facts = told(page.facts)
    assert facts["QUAND"] == ["Mardi 23 novembre, de 9 h 30 à 11 h", "4 autres séances sont au programme."]
    assert facts["INSCRIPTION"] == ["Obligatoire, jusqu'au vendredi 19 novembre"]
    assert page.contacts
    assert page.contacts.lines == ("https://exemple.fr/confiture", "04 00 00 00 00")


def test_no_session_chosen_tells_all() -> None:
    assert told(sheet("confitures", session=None).facts)["QUAND"] == [
        "Du lundi 22 au vendredi 26 novembre, de 9 h 30 à 11 h"
    ]


def test_nobody_travels_to_a_webinar() -> None:
    page = sheet("webinaire", UNKNOWN)
    assert page.scene is None
    assert told(page.lists)["À FAIRE SIGNER"] == ["L'autorisation de prise de vue, si des photos sont faites"]
    assert [asked for asked, _ in page.blanks] == ["Classe", "Élèves", "Responsable", "Accompagnateurs"]


def test_what_stands_in_the_way_is_said_first() -> None:
    assert plain(sheet("annule").warning) == "Annulé : cet événement n'aura pas lieu."
    women = sheet("filles", session=1)
    assert (
        "L'ouverture à une classe mixte : réservé aux filles et aux femmes"
        in told(women.lists)["À VÉRIFIER AUPRÈS DE L'ORGANISATEUR"]
    )


def test_each_group_has_its_session() -> None:
    assert told(sheet("confitures", groups=2).facts)["QUAND"] == [
        "Lundi 22 et mardi 23 novembre, de 9 h 30 à 11 h",
        "3 autres séances sont au programme.",
    ]
    assert "(lundi 22 et mardi 23 novembre, de 9 h 30 à 11 h)" in message("confitures", CLASS, groups=2)


def test_a_class_that_the_event_is_not_for_is_to_be_asked_about() -> None:
    of_others, of_theirs = (replace(CLASS, audiences=(slug,)) for slug in ("lyceens", "etudiants"))
    check = "Le niveau, car le programme dit : étudiants et enseignants"
    assert check in told(sheet("fusion", of_others).lists)["À VÉRIFIER AUPRÈS DE L'ORGANISATEUR"]
    assert check not in told(sheet("fusion", of_theirs).lists)["À VÉRIFIER AUPRÈS DE L'ORGANISATEUR"]
    assert "Est-ce aussi ouvert à notre classe ?" in message("fusion", of_others)
    assert "notre classe" not in message("fusion", of_theirs)


@pytest.mark.parametrize("event_id", [event.id for event in guide().catalogue.events])
@pytest.mark.parametrize("school_class", [CLASS, UNKNOWN], ids=["known", "unknown"])
def test_every_event_has_a_sheet_of_one_page(event_id: str, school_class: SchoolClass) -> None:
    attachment = class_sheet(event(event_id), (), school_class, guide())
    pdf = Maker(OUTLINES).make(attachment, guide(), NOW)
    (page,) = read_pages(pdf)
    assert event(event_id).title.split()[0] in page


@pytest.mark.parametrize(
    ("pupils", "seats", "sizes"),
    [
        (28, 20, [14, 14]),
        (29, 20, [15, 14]),
        (30, 10, [10, 10, 10]),
        (31, 10, [8, 8, 8, 7]),
        (20, 20, [20]),
        (5, 1, [1] * 5),
    ],
)
def test_groups(pupils: int, seats: int, sizes: list[int]) -> None:
    assert group_sizes(pupils, seats) == sizes


def message(event_id: str, school_class: SchoolClass, session: int | None = 0, groups: int = 1) -> str:
    """The message to the organiser."""
    chosen = () if session is None else event(event_id).sessions[session : session + groups]
    return plain(str(organiser_message(event(event_id), chosen, school_class, guide(), NOW)))


def test_the_message_asks_what_the_programme_does_not_say() -> None:
    assert message("fusion", CLASS) == (
        "Bonjour,\n\n"
        "Je souhaite venir avec une classe de 3e (28 élèves) à « Visite du chantier de fusion » (lundi 22 novembre, de "
        "14 h à 16 h 30), au programme de « Semaine d'essai ». Le programme annonce 20 places : pourriez-vous nous "
        "recevoir en 2 groupes de 14 ? Pouvez-vous aussi me préciser l'adresse exacte, le prix, s'il faut s'inscrire "
        "et l'accessibilité ?\n\n"
        "Merci d'avance de votre réponse.\n[Nom, établissement, téléphone]"
    )


@pytest.mark.parametrize(
    ("school_class", "words"),
    [
        (UNKNOWN, "venir avec ma classe à"),
        (replace(UNKNOWN, level="terminale"), "avec une classe de terminale à"),
        (replace(UNKNOWN, pupils=24), "avec une classe de 24 élèves à"),
    ],
)
def test_the_message_says_what_is_known_of_the_class(school_class: SchoolClass, words: str) -> None:
    assert words in message("confitures", school_class)
    assert "(" not in message("confitures", school_class, None).partition("«")[0]
