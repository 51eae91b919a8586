"""What people typed in chats and the guide once misread: what it takes each for, after what was said before."""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.ask import Asker
from intents import SURE
from tests.conversation.guide import plain

_LIST = "visites à Marseille"
#: The second and the third of that list.
_SECOND, _THIRD = "naval-group-toulon", "iter-visite"


@lru_cache(maxsize=1)
def _app() -> App:
    return App.build(Path("data/events.yaml"))


def _last(*lines: str) -> dict[str, Any]:
    """The answer to the last line of a conversation."""
    asker = Asker(_app().dialogue, _app().guide.phrases, datetime(2021, 11, 15, 9))
    *_, last = asker.json(json.dumps({"text": line, "session": "chat"}) for line in lines)
    return dict(json.loads(last))


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("il faut quoi comme papier pour les eleves", "event_conditions"),
        ("quels documents pour ma classe ?", "event_conditions"),
        ("yora des bus", "event_place"),
        ("partage le a mes potes", "event_details"),
        ("comment je le partage avec ma sœur", "event_details"),
        ("c'est annulé ?", "event_time"),
        ("c tjr d'actualité ?", "event_time"),
        ("il est maintenu", "event_time"),
        ("rapel moi la veil", "set_reminder"),
    ],
)
def test_after_an_event_it_is_about_that_event(said: str, intent: str) -> None:
    answer = _last(_LIST, "le 2", said)
    assert (answer["intent"], answer["events"]) == (intent, [_SECOND])


@pytest.mark.parametrize(
    ("said", "event"), [("le deux", _SECOND), ("la trois", _THIRD), ("agronovae", "agronovae-visite")]
)
def test_after_a_list_it_names_an_event(said: str, event: str) -> None:
    answer = _last(_LIST, said)
    assert (answer["intent"], answer["events"]) == ("event_details", [event])


def test_a_number_in_letters_is_a_day_where_no_list_was_shown() -> None:
    assert _last("des visites le deux décembre")["criteria"]["periods"][0]["start"] == "2021-12-02T00:00"


def test_all_events_are_of_all_kinds_everywhere() -> None:
    answer = _last(_LIST, "tous les événements")
    assert answer["reply"].startswith("Tout le programme")
    assert not any(answer["criteria"][key] for key in ("kinds", "places", "periods"))


def test_all_events_of_a_town_are_those_of_the_town() -> None:
    criteria = _last(_LIST, "tous les événements à Toulon")["criteria"]
    assert (criteria["places"], criteria["kinds"]) == (["83137"], [])


@pytest.mark.parametrize("said", ["ya une erreur lheure est fausse", "la date n'est pas bonne"])
def test_what_is_wrong_about_an_event_may_be_told(said: str) -> None:
    answer = _last(_LIST, "le 2", said)
    assert answer["intent"] == "contact_human"
    assert list(map(plain, answer["buttons"])) == ["Une erreur ?"]


def test_all_reminders_are_cancelled_long_after() -> None:
    answer = _last(_LIST, "rappelle-moi le 2", "rappelle-moi le 3", "job dating", "annul tout")
    assert "effacés" in answer["reply"]


def test_nonsense_repeats_no_search() -> None:
    answer = _last(_LIST, "blabla truc machin")
    assert not answer["events"]
    assert "Marseille" not in answer["reply"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("c koi lindustrie", "programme_info"),
        ("je veux devenir soudeur je fais koi", "search_events"),
        ("la liste de tous les événements", "search_events"),
        ("visites pas trop loin daubagne", "search_events"),
    ],
)
def test_a_first_message(said: str, intent: str) -> None:
    answer = _last(said)
    assert answer["intent"] == intent
    assert answer["confidence"] >= SURE
