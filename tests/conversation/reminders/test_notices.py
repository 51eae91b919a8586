"""Reminders as they are sent to who reads best in short sentences (« /simple »)."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from bot.conversation.reminders.notices import reminder_notice
from bot.events.model import Conditions, Event, MeetingPoint, Place, Registration, Session
from bot.reminders.model import Asked, Occasion
from bot.reminders.planning import plan
from tests.conversation.guide import guide, labels, read

ZONE = ZoneInfo("Europe/Paris")
START = datetime(2021, 11, 22, 14)
EVENT = Event(
    id="fusion",
    title="Fusion",
    kind="visite",
    sessions=(Session(start=START, end=START.replace(hour=16, minute=30)),),
    place=Place(name="Chantier", address="12 av. du Port", city="Cadarache", postal_code="13115"),
    meeting_point=MeetingPoint(city="Manosque", note="devant la gare"),
    conditions=Conditions(min_age=16, id_required=True, registration_required=True),
    registration=Registration(email="visites@exemple.fr"),
)
OCCASION = Occasion(start=START, limit=START)


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (datetime(2021, 11, 15, 9), ""),
        (datetime(2021, 11, 21, 18), "C'est demain à 14 heures.\n"),
        (START.replace(hour=9), "C'est aujourd'hui à 14 heures.\n"),
        (START.replace(hour=12), "Cela commence dans 2 heures.\n"),
    ],
)
def test_a_fact_a_line_without_abbreviations(now: datetime, opening: str) -> None:
    planned = plan(1, "fusion", OCCASION, Asked(days=1, at=time(18)), ZONE)
    reminder = structs.replace(planned, due=now.replace(tzinfo=ZONE))
    reply = reminder_notice(guide(), reminder, EVENT, now, simple=True)
    assert read(reply) == (
        f"C'est un rappel.\n**Fusion**\n{opening}\n"
        "C'est le lundi 22 novembre.\nCela commence à 14 heures.\nCela finit à 16 heures 30.\n"
        "C'est ici : Chantier, 12 avenue du Port, 13115 Cadarache.\nOn se retrouve ici : Manosque, devant la gare.\n"
        "Il faut avoir 16 ans, ou plus.\nIl faut apporter sa carte d'identité."
    )
    assert labels(reply)[0] == "Dans 1 heure"


def test_the_end_of_the_time_to_register() -> None:
    until = datetime(2021, 11, 15, 12)
    event = replace(EVENT, conditions=Conditions(registration_required=True, registration_until=until))
    occasion = Occasion(subject="deadline", start=until, limit=until)
    reminder = plan(1, "fusion", occasion, Asked(hours=2), ZONE)
    reply = reminder_notice(guide(), reminder, event, until.replace(hour=10), simple=True)
    assert read(reply) == (
        "C'est un rappel.\n**Fusion**\nLes inscriptions finissent dans 2 heures.\n\n"
        "C'est le lundi 22 novembre.\nCela commence à 14 heures.\nCela finit à 16 heures 30.\n"
        "Il faut s'inscrire.\nOn peut s'inscrire jusqu'au lundi 15 novembre à 12 heures.\n"
        "Pour s'inscrire : visites@exemple.fr"
    )
