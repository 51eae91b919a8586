"""Reminders of events that one cannot attend both: it is said, and done all the same."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.conversation.handlers.set_reminder import remind
from bot.conversation.message import IncomingMessage
from bot.conversation.session import Session
from bot.conversation.turn import Turn
from bot.events.model import Session as Held
from tests.conversation.guide import NOW, guide, plain


def reminded(*hours: tuple[str, int, int]) -> tuple[str, int]:
    """What is said at the last of several reminders, of events held at these hours of one day; how many there are."""
    held = [
        replace(event, sessions=(Held(start=datetime(2021, 11, 23, start), end=datetime(2021, 11, 23, end)),))
        for event_id, start, end in hours
        if (event := guide().catalogue.event(event_id))
    ]
    here = replace(guide(), catalogue=guide().catalogue.of(held))
    session = Session()
    for event in held:
        turn = Turn(guide=here, message=IncomingMessage(), session=session, now=NOW)
        reply = remind(turn, event)
    return plain(str(reply.text)), len(session.reminders)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ((14, 15), "(mardi 23 novembre, de 9 h à 12 h), à 80 km à vol d'oiseau. Vous aurez 2 h entre les deux"),
        ((12, 14), "à 80 km à vol d'oiseau. L'un commence quand l'autre finit, et il faut 2 h 10 de trajet environ."),
        ((11, 14), "Haut fourneau, qui a lieu en même temps (mardi 23 novembre, de 9 h à 12 h)."),
    ],
)
def test_what_is_in_the_way_is_told(hours: tuple[int, int], told: str) -> None:
    text, reminders = reminded(("complet", 9, 12), ("fusion", *hours))
    assert told in text
    assert text.startswith("C'est noté.")
    assert reminders == 4


def test_what_is_not_in_the_way_is_not() -> None:
    assert "Attention" not in reminded(("complet", 9, 12), ("fusion", 17, 18))[0]
