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
        (("que devrions-nous visiter à Gap ?",), {"places": ["05061"], "kinds": ["visite"], "keywords": []}),
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
        (("des visites à Nice", "et aux alentours ?"), {"kinds": ["visite"], "places": ["06088"], "near": True}),
        (
            ("je suis de Toulon", "un atelier à Gap", "et dans les environs ?", "plutôt mardi"),
            {"kinds": ["atelier"], "places": ["05061"], "near": True, "periods": _day("16", "17")},
        ),
        (("un forum près de Toulon", "un peu plus près ?"), {"places": ["83137"], "near": True, "radius_km": 15.0}),
        (("un forum à moins de 50 km de Toulon", "c trop loin"), {"places": ["83137"], "radius_km": 25.0}),
        (
            ("je suis de Toulon", "un forum dans le Var", "moins loin"),
            {"places": ["83137"], "near": True, "radius_km": None},
        ),
        (("un forum près de Toulon", "sauf Hyères, c'est trop loin"), {"radius_km": None}),
        (("un forum dans le Var", "plus loin ?"), {"places": ["dep:83"], "near": None, "radius_km": None}),
        (("un forum jeudi matin", "ah non pas jeudi vendredi"), {"periods": _day("19", "20"), "without": {}}),
        (
            ("des visites le 23", "et le 24 ?", "bon, les deux jours alors"),
            {"kinds": ["visite"], "periods": _day("23", "24") + _day("24", "25")},
        ),
        (("des visites le 23", "les deux jours"), {"periods": _day("23", "24")}),
        (("des visites le 23 au matin", "l'heure importe peu"), {"periods": _day("23", "24"), "hours": None}),
        (
            ("des visites le 23 au matin", "la journée entière alors"),
            {"kinds": ["visite"], "periods": _day("23", "24")},
        ),
        (("des visites le matin", "à n'importe quelle heure"), {"kinds": ["visite"], "hours": None}),
        (("des visites le 23", "et les jours suivants ?"), {"periods": [{"start": "2021-11-24T00:00", "end": None}]}),
        (("des visites le 23", "et le 24 ?", "ok pour les deux"), {"periods": _day("23", "24") + _day("24", "25")}),
        (
            ("un forum dans le Var le 23", "tous les thèmes et toutes sortes d'événements"),
            {"kinds": [], "places": ["dep:83"], "periods": _day("23", "24")},
        ),
        (
            ("une conférence à Toulon", "je suis prise ce soir-là, plutôt à Hyères"),
            {"kinds": ["conference"], "places": ["83069"], "periods": [], "without": {}},
        ),
        (("un atelier à Toulon", "j'ai cours mercredi, jeudi ça irait"), {"periods": _day("18", "19")}),
        (
            ("un atelier à Toulon vendredi", "et une conférence ce matin-là ?"),
            {"periods": [{"start": "2021-11-19T06:00", "end": "2021-11-19T12:00"}], "hours": None},
        ),
        (
            ("un atelier à Toulon jeudi et vendredi", "le jeudi on a répétition, donc pas ce jour-là"),
            {"without": {"periods": _day("18", "19")}},
        ),
        (("un atelier à Toulon", "pas la chimie, j'ai mal à la tête"), {"without": {"sectors": ["chimie"]}}),
    ],
)
def test_criteria(messages: tuple[str, ...], expected: dict[str, Any]) -> None:
    criteria = as_json(_last(*messages).criteria)
    assert {name: criteria[name] for name in expected} == expected


_NO_ONE: dict[str, Any] = {"audiences": [], "min_age_ok": None, "women_only": None}


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("des ateliers à Toulon pour mon neveu de 11 ans qui est en 6e", "et pour moi ?"), _NO_ONE),
        (
            ("mon fils a 9 ans, un atelier à Toulon le 23", "ok merci, et pour ma nièce de 13 ans ?"),
            _NO_ONE | {"min_age_ok": 13, "periods": _day("23", "24"), "places": ["83137"], "kinds": ["atelier"]},
        ),
        (("j'ai 16 ans, des visites", "et pour ma mère qui cherche du boulot ?"), {"min_age_ok": None}),
        # the profile still says who asks, and a child that comes too is not left out
        (("je suis étudiante, des visites", "et pour mon frère ?"), {"audiences": ["etudiants"]}),
        (("des ateliers pour mon fils de 9 ans", "le 23, pour lui et pour moi"), {"min_age_ok": 9}),
        (("des ateliers pour mon fils de 9 ans", "et pour moi aussi"), {"min_age_ok": 9}),
    ],
)
def test_another_person_is_of_another_age(messages: tuple[str, ...], expected: dict[str, Any]) -> None:
    criteria = as_json(_last(*messages).criteria)
    assert {name: criteria[name] for name in expected} == expected


def test_a_teacher_may_ask_for_himself_after_his_class() -> None:
    answer = _last("prof de maths, une visite pour mes 22 élèves de 4e dans le 04", "et pour moi ?")
    assert (answer.intent, answer.criteria.group_size, answer.criteria.places) == ("search_events", None, ("dep:04",))


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("yen a dautre apres le 24", "search_events"),
        ("d'autres conférences ?", "search_events"),
        ("t'en as d'autres vers Gap ?", "search_events"),
        ("il y en a d'autres à Toulon ?", "show_more"),
        ("d'autres visites ?", "show_more"),
        ("yen a dautres ?", "show_more"),
        ("montre la suite", "show_more"),
    ],
)
def test_others_that_meet_what_is_listed_are_the_rest_of_it(said: str, intent: str) -> None:
    assert _last("des visites à Toulon", said).intent == intent


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("un atelier avec eux le 24 ?", {"audiences": ["collegiens"], "group_size": 22, "places": ["dep:04"]}),
        (
            "des visites pour ma classe à Fos le 23",
            {"audiences": ["collegiens"], "group_size": 22, "places": ["13039"]},
        ),
        ("une visite pour mes terminales le 23", {"audiences": ["lyceens"], "group_size": None, "places": []}),
        ("et pour moi, une conférence le 23", {"audiences": ["enseignants"], "group_size": None}),
    ],
)
def test_a_class_that_was_told_is_remembered(said: str, expected: dict[str, Any]) -> None:
    criteria = as_json(_last("prof de maths, une visite pour mes 22 élèves de 4e dans le 04", said).criteria)
    assert {name: criteria[name] for name in expected} == expected


@pytest.mark.parametrize("said", ["celle de Fos, le chantier coûte combien ?", "il reste des places à Fos ?"])
def test_an_event_of_the_list_is_told_by_its_town(said: str) -> None:
    answer = _last("des visites", said)
    assert (answer.intent, answer.events) == ("event_conditions", ("complet",))


def test_an_event_told_by_its_town_is_none_of_another() -> None:
    assert _last("des ateliers", "celle de Fos, le chantier coûte combien ?").events == ("complet",)


def test_seats_are_sought_in_a_town_where_none_of_the_list_is() -> None:
    answer = _last("des visites", "il reste des places à Toulon ?")
    assert (answer.intent, answer.criteria.available) == ("search_events", True)


@pytest.mark.parametrize("said", ["bon, le 24 alors", "allez, dimanche"])
def test_a_day_said_in_few_words_is_no_goodbye(said: str) -> None:
    assert _last("des visites le 23", said).intent == "search_events"


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
        (("parle-moi du chantier de fusion", "ça tombe quelle semaine"), "event_time"),
        (("parle-moi du chantier de fusion", "à Manosque c'est quelle mairie ?"), "event_place"),
        (("parle-moi du chantier de fusion", "c'est pour quels métiers"), "event_details"),
        (("parle-moi du chantier de fusion", "c'est à combien de bornes de Gap"), "event_place"),
        (("parle-moi du chantier de fusion", "combien de temps pour y aller ?"), "event_place"),
        (("c'est quand le chantier de fusion ?", "vous pouvez m'en dire davantage ?"), "event_details"),
        (("des visites sur l'eau", "tous les thèmes finalement"), "search_events"),
        # a time before the event is no session of it
        (
            ("parle-moi du chantier de fusion", "mets ça dans mon agenda", "dis-le-moi la veille que j'oublie pas"),
            "set_reminder",
        ),
    ],
)
def test_what_was_just_shown_tells_what_few_words_mean(messages: tuple[str, ...], intent: str) -> None:
    assert _last(*messages).intent == intent


@pytest.mark.parametrize(
    ("said", "intent", "event"),
    [
        ("et l'autre ?", "event_time", "webinaire"),
        ("et l'autre, ça parle de quoi", "event_details", "webinaire"),
        ("c'est quoi le tarif de l'autre ?", "event_conditions", "webinaire"),
        ("l'autre jour je l'ai raté, il finit à quelle heure ?", "event_time", "filles"),
    ],
)
def test_the_other_of_two(said: str, intent: str, event: str) -> None:
    answer = _last("des ateliers ou des webinaires", "le premier, c'est quand ?", said)
    assert (answer.intent, answer.events) == (intent, (event,))


def test_of_many_no_other_is_meant() -> None:
    assert _last("des visites", "le premier, c'est quand ?", "et l'autre ?").events != ("fusion",)
