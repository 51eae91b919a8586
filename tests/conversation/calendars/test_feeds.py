"""Addresses that calendars follow: given once, listed, taken away; and what is at them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from icalendar import Calendar

from bot.conversation.actions import handle as act
from bot.conversation.calendars.addresses import Addresses, hash_of
from bot.conversation.calendars.feed_content import MOST, chosen_of, feed_file
from bot.conversation.handlers import add_to_calendar
from bot.conversation.message import IncomingMessage, Kind, Position, Reply
from bot.conversation.session import Feed, Listing, Session
from bot.conversation.turn import Guide, Turn
from bot.events.history import History
from bot.reminders.model import Remembered
from intents import Criteria, Period, Understanding
from tests.conversation.guide import NOW, ask, guide, labels, plain, read

SECRETS = (f"secret-{number}" for number in count())
PUBLIC = replace(guide(), addresses=Addresses(public_url="https://guide.exemple.fr", draw=SECRETS.__next__))
VISITS = Criteria(kinds=("visite",))


def says(session: Session, text: str, here: Guide = PUBLIC) -> Reply:
    """The answer to what is asked of calendars."""
    said = Understanding(text=text, intent="add_to_calendar", confidence=1.0)
    pending, session.pending = session.pending, None
    turn = Turn(
        guide=here,
        message=IncomingMessage(text=text),
        session=session,
        now=NOW,
        text=text,
        understanding=said,
        pending=pending,
    )
    return add_to_calendar.handle(turn)


def taps(session: Session, reply: Reply, label: str) -> Reply:
    """The answer to a button."""
    action = next(button.action for row in reply.buttons for button in row if plain(button.label) == label)
    message = IncomingMessage(kind=Kind.ACTION, text=action)
    return act(
        Turn(guide=PUBLIC, message=message, session=session, now=NOW),
        lambda turn, text, intent=None, **_: Reply(text=reply.text),
    )


def searched(criteria: Criteria = VISITS) -> Session:
    session = Session()
    session.remember(Listing(criteria=criteria), NOW)
    return session


def test_an_address_is_said_once_and_only_its_hash_is_kept() -> None:
    session = searched()
    reply = taps(session, says(session, "tous dans mon agenda"), "Suivre dans mon agenda")
    assert read(reply).startswith("**Visites** : donnez cette adresse à votre agenda")
    (address,) = [line for line in read(reply).splitlines() if line.startswith("https:")]
    secret = address.removeprefix("https://guide.exemple.fr/agenda/").removesuffix(".ics")
    (feed,) = session.feeds.values()
    assert feed == Feed(number=feed.number, hash=hash_of(secret), criteria=VISITS, since=NOW)
    assert "webcal" not in read(reply)
    assert labels(reply) == ["Retirer cette adresse"]


def test_secrets_cannot_be_guessed() -> None:
    draw = Addresses(public_url="").draw
    assert len({draw() for _ in range(100)}) == 100
    assert len(draw()) >= 32


def test_it_is_taken_away_by_a_button() -> None:
    session = searched()
    given = says(session, "une adresse pour suivre ça dans mon agenda")
    assert read(taps(session, given, "Retirer cette adresse")).startswith("L'adresse est retirée : **Visites**.")
    assert read(taps(session, given, "Retirer cette adresse")).startswith("Votre agenda ne suit aucune adresse.")
    assert not session.feeds


@pytest.mark.parametrize("text", ["retire l'adresse de mon agenda", "désactive le lien", "arrête"])
def test_it_is_taken_away_by_words(text: str) -> None:
    session = searched()
    says(session, "une adresse pour suivre ça dans mon agenda")
    assert read(says(session, text)).startswith("L'adresse est retirée")


def test_of_several_it_is_asked_which() -> None:
    session = searched()
    says(session, "un lien pour suivre ces visites dans mon agenda")
    says(session, "un lien pour mes rappels")
    session.pending = None
    listed = says(session, "retire l'adresse de mon agenda")
    assert read(listed) == "Quelle adresse voulez-vous retirer ?\n1. Visites\n2. Mes rappels"
    assert labels(listed) == ["1. Retirer", "2. Retirer", "Tout retirer"]
    assert read(taps(session, listed, "1. Retirer")).startswith("L'adresse est retirée : **Visites**.")
    assert read(says(session, "mes adresses d'agenda")) == "**Votre agenda suit une adresse.**\n1. Mes rappels"
    assert read(says(session, "retire toutes les adresses")).startswith("L'adresse est retirée")


def test_no_more_than_so_many() -> None:
    session = searched()
    for _ in range(10):
        says(session, "un lien pour suivre ces visites dans mon agenda")
    assert read(says(session, "encore un lien pour mon agenda")).startswith("Vous avez déjà 10 adresses")
    assert len(session.feeds) == 10


def test_without_a_public_address_there_is_the_file() -> None:
    session = searched()
    file = says(session, "tous dans mon agenda", guide())
    assert file.attachment
    assert labels(file) == []
    instead = says(session, "un lien pour suivre ces visites dans mon agenda", guide())
    assert read(instead).startswith("Je n'ai pas ici d'adresse que votre agenda puisse suivre")
    assert instead.attachment == file.attachment
    nothing = says(Session(), "abonne mon agenda au programme", guide())
    assert read(nothing).endswith("Faites une recherche, puis dites-moi « tous dans mon agenda ».")


def test_a_position_becomes_its_commune() -> None:
    session = searched(Criteria(near=True))
    session.location = Position(lat=43.1242, lon=5.928)
    says(session, "un lien pour suivre ces visites")
    assert [feed.criteria and feed.criteria.places for feed in session.feeds.values()] == [("83137",)]


def shown(
    feed: Feed,
    histories: Mapping[str, History] | None = None,
    remembered: tuple[Remembered, ...] = (),
    here: Guide = PUBLIC,
) -> dict[str, str]:
    """Names of the entries at an address, with how each stands."""
    raw = feed_file(feed, chosen_of(feed, remembered, here), here, histories or {}, NOW)
    found: list[Any] = Calendar.from_ical(raw).events
    return {str(event["UID"]).partition("@")[0]: str(event["STATUS"]) for event in found}


def followed(criteria: Criteria | None, since: datetime = NOW) -> Feed:
    return Feed(number=1, hash="", criteria=criteria, since=since)


def test_a_calendar_shows_what_meets_its_search() -> None:
    assert shown(followed(VISITS)) == {"fusion-20211122T140000": "CONFIRMED", "complet-20211123T090000": "CONFIRMED"}


def test_what_takes_place_stays_once_it_is_over() -> None:
    conferences = Criteria(kinds=("conference",))
    assert shown(followed(conferences)) == {}
    assert shown(followed(conferences, datetime(2021, 10, 1))) == {"passe-20211005T180000": "CONFIRMED"}


def test_what_is_cancelled_is_marked_when_it_was_known_before() -> None:
    history = {"annule": History(revision=1, at=datetime(2021, 11, 14, tzinfo=UTC))}
    assert shown(followed(VISITS), history)["annule-20211123T090000"] == "CANCELLED"
    assert "annule-20211123T090000" not in shown(followed(Criteria(kinds=("visite",), places=("83137",))), history)


def test_only_the_sessions_that_meet_the_search_are_shown() -> None:
    wednesday = Criteria(
        periods=(Period(start=datetime(2021, 11, 24), end=datetime(2021, 11, 25)),), kinds=("portes-ouvertes",)
    )
    assert list(shown(followed(wednesday))) == ["confitures-20211124T093000"]


def test_reminders() -> None:
    remembered = (
        Remembered(event="fusion", session=datetime(2021, 11, 22, 14)),
        Remembered(event="confitures", subject="deadline", session=datetime(2021, 11, 19, 23, 59)),
        Remembered(event="annule", session=datetime(2021, 11, 23, 9)),
        Remembered(event="gone", session=datetime(2021, 11, 23, 9)),
    )
    known = {"annule": History(revision=1, at=datetime(2021, 11, 14, tzinfo=UTC))}
    assert shown(followed(None), known, remembered) == {
        "confitures-inscription": "CONFIRMED",
        "fusion-20211122T140000": "CONFIRMED",
        "annule-20211123T090000": "CANCELLED",
    }


def test_a_calendar_has_a_bound() -> None:
    fusion = guide().catalogue.event("fusion")
    assert fusion
    many = guide().catalogue.of([replace(fusion, id=f"e{number}") for number in range(MOST + 1)])
    assert len(shown(followed(VISITS), here=replace(PUBLIC, catalogue=many))) == MOST


def test_a_link_for_one_event_is_its_file() -> None:
    session = searched()
    reply = ask(
        add_to_calendar.handle,
        "un lien agenda google pour la visite du chantier de fusion",
        event="fusion",
        session=session,
    )
    assert reply.attachment
    assert not session.feeds


@pytest.mark.parametrize("text", ["un lien pour suivre ces visites dans mon agenda", "mes rappels dans mon agenda"])
def test_in_a_group_it_goes_on_in_private(text: str) -> None:
    session = searched()
    session.is_shared = True
    assert labels(says(session, text)) == [guide().phrases.text("groups.button_private")]
    assert labels(says(session, "tous dans mon agenda")) == []
    assert not session.feeds
