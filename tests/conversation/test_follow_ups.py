"""Few words after a search, or after an event: what they change, and what they keep."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.conversation.criteria import as_json
from bot.conversation.dialogue import Dialogue
from bot.conversation.message import Answer, IncomingMessage
from bot.conversation.session import Session
from tests.conversation.guide import NOW


@cache
def _dialogue() -> Dialogue:
    return App.build(Path(__file__).with_name("small_programme.yaml")).dialogue


def _last(*messages: str) -> Answer:
    """What the last message of a conversation was understood to say."""
    session = Session()
    replies = [_dialogue().handle(IncomingMessage(text=text), session, NOW) for text in messages]
    answer = replies[-1].answer
    assert answer is not None
    return answer


def _day(first: str, last: str) -> list[dict[str, str]]:
    return [{"start": f"2021-11-{first}T00:00", "end": f"2021-11-{last}T00:00"}]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("des visites", "et plutôt dans le 04 ?"), {"places": ["dep:04"], "kinds": ["visite"]}),
        (("des visites", "dans le 05 ?"), {"places": ["dep:05"], "kinds": ["visite"]}),
        (("des visites mardi 23", "oups nn pas mardi, mercredi"), {"periods": _day("24", "25"), "without": {}}),
        (
            ("près de Gap mais pas à Gap même",),
            {"places": ["05061"], "near": True, "without": {"places": ["05061"]}},
        ),
        (("des ateliers mardi 23", "et la veille ?"), {"kinds": ["atelier"], "periods": _day("22", "23")}),
        (
            ("un forum à Toulon", "plutôt le soir"),
            {"places": ["83137"], "periods": [], "hours": {"start": "18:00", "end": "24:00"}},
        ),
        (("un forum à Toulon", "et à côté ?"), {"places": ["83137"], "near": True}),
        (
            ("des forums près de Toulon", "je suis prof à Gap, une visite à moins de 30 km"),
            {"places": ["05061"], "near": True, "radius_km": 30.0, "kinds": ["visite"]},
        ),
        (("un forum à Toulon", "à moins de 30 km"), {"places": ["83137"], "radius_km": 30.0}),
        (("un forum près de Toulon", "et plus loin ?"), {"places": ["83137"], "near": True, "radius_km": 60.0}),
        (("un forum à Toulon", "elargis un peu"), {"places": ["83137"], "near": True, "radius_km": None}),
        (("un forum près de Toulon", "mais pas plus loin"), {"places": ["83137"], "near": True, "radius_km": None}),
        (("un forum près de Toulon", "un peu plus près ?"), {"places": ["83137"], "near": True, "radius_km": 15.0}),
        (("un forum à moins de 50 km de Toulon", "c trop loin"), {"places": ["83137"], "radius_km": 25.0}),
        (
            ("je suis de Toulon", "un forum dans le Var", "moins loin"),
            {"places": ["83137"], "near": True, "radius_km": None},
        ),
        (("un forum près de Toulon", "sauf Hyères, c'est trop loin"), {"radius_km": None}),
        (("un forum dans le Var", "plus loin ?"), {"places": ["dep:83"], "near": None, "radius_km": None}),
        (("un forum jeudi matin", "ah non pas jeudi vendredi"), {"periods": _day("19", "20"), "without": {}}),
    ],
)
def test_criteria(messages: tuple[str, ...], expected: dict[str, Any]) -> None:
    criteria = as_json(_last(*messages).criteria)
    assert {name: criteria[name] for name in expected} == expected


@pytest.mark.parametrize("question", ["pa gratui ?", "accessible ?", "ya dla place ?"])
def test_a_condition_alone_is_asked_of_the_event_spoken_of(question: str) -> None:
    answer = _last("parle-moi de la visite du chantier de fusion", question)
    assert answer.intent == "event_conditions"
    assert len(answer.events) == 1


def test_the_eve_of_an_event_is_when_to_be_reminded() -> None:
    assert _last("c'est quand la visite du chantier de fusion ?", "rappelle-moi la veille").intent == "set_reminder"


@pytest.mark.parametrize(
    ("messages", "intent"),
    [
        # « annule ça » is of the only one
        (("préviens-moi des forums dans le Var", "mes abonnements", "non annule ça"), "unsubscribe"),
        # a time before the event is no session of it
        (
            ("parle-moi du chantier de fusion", "mets ça dans mon agenda", "dis-le-moi la veille que j'oublie pas"),
            "set_reminder",
        ),
    ],
)
def test_what_was_just_shown_tells_what_few_words_mean(messages: tuple[str, ...], intent: str) -> None:
    assert _last(*messages).intent == intent
