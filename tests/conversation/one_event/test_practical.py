"""What one wants to know before going to an event."""

from dataclasses import replace

import pytest

from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.practical import practical_answers
from bot.conversation.topics import topics
from bot.events.model import Conditions, Event, Registration
from tests.conversation.guide import NOW, guide

EVENT = Event(id="visite", title="Visite", kind="visite")


def answers(event: Event, *asked: str) -> list[str]:
    return [str(line) for line in practical_answers(Facts(event, guide().phrases, NOW), asked)]


@pytest.mark.parametrize("topic", topics("practical"))
def test_of_each_topic_it_is_said_that_the_programme_says_nothing(topic: str) -> None:
    (answer,) = answers(EVENT, topic)
    assert answer.startswith("Le programme ne ")


def test_what_its_texts_say_is_quoted_as_it_stands() -> None:
    event = replace(
        EVENT, summary="On voit le four. Prévoir des chaussures fermées !", conditions=Conditions(note="Buffet à midi")
    )
    assert answers(event, "meals", "clothes") == [
        "Le programme en dit ceci\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}Buffet à midi\N{NO-BREAK SPACE}» "
        "«\N{NO-BREAK SPACE}Prévoir des chaussures fermées !\N{NO-BREAK SPACE}»"
    ]


@pytest.mark.parametrize(
    ("organiser", "email", "whom"),
    [
        ("La Forge", "a@forge.example", "Pour le savoir, demandez à l'organisateur, La Forge : a@forge.example."),
        (None, "a@forge.example", "Pour le savoir, demandez à l'organisateur : a@forge.example."),
        ("La Forge", None, "C'est l'organisateur qui le sait : La Forge."),
    ],
)
def test_who_knows_is_told(organiser: str | None, email: str | None, whom: str) -> None:
    event = replace(EVENT, organiser=organiser, registration=Registration(email=email))
    assert answers(event, "toilets")[1].replace("\N{NO-BREAK SPACE}", " ") == whom


def test_what_is_online_only_has_no_toilets_but_a_language() -> None:
    online = replace(EVENT, online=True)
    assert answers(online, "toilets", "language") == [
        "C'est en ligne\N{NO-BREAK SPACE}: il n'y a pas à se déplacer.",
        "Le programme ne parle ni de langue étrangère ni de traduction.",
    ]


def test_what_is_free_asks_for_no_card() -> None:
    assert answers(replace(EVENT, conditions=Conditions(price_eur=0)), "payment") == []
