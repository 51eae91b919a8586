"""`python -m bot ask`: a line is a question, a line answers it."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.ask import Asker
from tests.conversation.guide import plain

NOW = datetime(2021, 11, 15, 9)
#: The keys of an answer, as docs/contract.md lists them.
KEYS = ["intent", "confidence", "criteria", "events", "alternatives", "relaxed", "reply", "buttons"]
TOULON = {"lat": 43.1242, "lon": 5.928}


@lru_cache(maxsize=1)
def app() -> App:
    """The guide to the real programme."""
    return App.build(Path("data/events.yaml"))


@pytest.fixture
def asker() -> Asker:
    return Asker(app().dialogue, app().guide.phrases, NOW)


def answers(asker: Asker, *lines: object) -> list[dict[str, Any]]:
    """The objects that answer lines; those that are no texts are written as JSON first."""
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return [json.loads(plain(answer)) for answer in asker.json(written)]


def periods(answer: dict[str, Any]) -> list[str]:
    return [period["start"] for period in answer["criteria"]["periods"]]


def test_an_answer_has_the_keys_of_the_contract(asker: Asker) -> None:
    (answer,) = answers(asker, {"text": "visites à Toulon le 23"})
    assert list(answer) == KEYS
    assert (answer["intent"], answer["events"]) == ("search_events", ["naval-group-toulon"])
    assert answer["criteria"]["kinds"] == ["visite"]
    assert answer["criteria"]["places"] == ["83137"]
    assert answer["relaxed"] == ["places"]
    assert answer["reply"].startswith(
        "Visites · Toulon · mardi 23 novembre\n\n1 visite\n\n1. Découverte de Naval Group"
    )
    assert answer["buttons"][0] == "1. Découverte de Naval Group à Toulon"


def test_an_answer_is_one_line_and_keeps_its_accents(asker: Asker) -> None:
    (line,) = asker.json(['{"text": "visites à Toulon"}\n'])
    assert "\n" not in line
    assert "Découverte" in line


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('{"text": "visites"', "ligne illisible : ce n'est pas du JSON (vers le caractère 19)"),
        ("visites", "ligne illisible : ce n'est pas du JSON (vers le caractère 1)"),
        ("[" * 100_000, "ligne illisible : ce n'est pas du JSON"),
        ('{"text": "a", "n": ' + "1" * 5000 + "}", "ligne illisible : ce n'est pas du JSON"),
        ("[]", "il manque « text » : attendu un objet avec la question"),
        ({"texte": "visites"}, "il manque « text »"),
        ({"text": 3}, "il manque « text »"),
        ({"text": "visites", "now": "hier"}, "« now » vaut « hier » : attendu une date et une heure locales"),
        ({"text": "visites", "now": 20211115}, "« now » vaut « 20211115 »"),
        ({"text": "visites", "now": "2021-11-31T09:00"}, "« now » vaut"),
        ({"text": "visites", "now": "2021-11-15T09:00+01:00"}, "« now » vaut"),
        ({"text": "demain", "now": "9999-12-31T23:59"}, "« now » vaut"),
        ({"text": "visites", "location": {"lat": 143, "lon": 5}}, "« location » : attendu"),
        ({"text": "visites", "location": "Toulon"}, "« location » : attendu"),
        ('{"text": "visites", "location": {"lat": NaN, "lon": 5}}', "« location » : attendu"),
        ({"text": "visites", "session": ["a"]}, "« session » : attendu un texte ou un nombre"),
    ],
)
def test_a_line_that_is_no_question(asker: Asker, line: object, error: str) -> None:
    bad, good = answers(asker, line, {"text": "visites"})
    assert list(bad) == ["error"]
    assert bad["error"].startswith(error)
    assert good["intent"] == "search_events"
    assert asker.bad == 1


def test_lines_without_anything_are_no_questions(asker: Asker) -> None:
    assert len(answers(asker, "", "  ", {"text": "visites"})) == 1
    assert asker.bad == 0


@pytest.mark.parametrize("text", ["", " ", "?!", "🏭"])
def test_a_question_without_a_word_is_not_understood(asker: Asker, text: str) -> None:
    (answer,) = answers(asker, {"text": text})
    assert (answer["intent"], answer["confidence"]) == ("out_of_scope", 0)
    assert len(answer["buttons"]) == 3


def test_now_is_the_lines_own(asker: Asker) -> None:
    found = answers(
        asker,
        {"text": "demain"},
        {"text": "demain", "now": "2021-12-01T18:00"},
        {"text": "demain", "now": "2021-12-24"},
    )
    assert [periods(answer) for answer in found] == [["2021-11-16T00:00"], ["2021-12-02T00:00"], ["2021-12-25T00:00"]]


def test_a_position_is_where_the_asker_is(asker: Asker) -> None:
    near, unknown = answers(asker, {"text": "visites près de moi", "location": TOULON}, {"text": "visites près de moi"})
    assert near["criteria"]["near"]
    assert near["events"] == ["naval-group-toulon", "naval-group-ollioules"]
    assert "Où êtes-vous ?" in unknown["reply"]


@pytest.mark.parametrize("names", [("a", "b"), (0, 1), ("", "a")])
def test_lines_of_one_session_are_a_conversation(asker: Asker, names: tuple[object, object]) -> None:
    one, other = names
    found = answers(
        asker,
        {"text": "visites à Toulon", "session": one},
        {"text": "conférences à Avignon", "session": other},
        {"text": "le 23", "session": one},
        {"text": "c'est quand le 1er ?", "session": other},
        {"text": "le 23"},
    )
    assert [answer["events"] for answer in found[2:4]] == [["naval-group-toulon"], ["hydrogene-debat"]]
    assert found[4]["criteria"]["kinds"] == []


def test_a_position_stays_with_its_session(asker: Asker) -> None:
    _, bad, later = answers(
        asker,
        {"text": "bonjour", "session": 1, "location": TOULON},
        {"text": "bonjour", "session": 1, "location": {"lat": 48.8, "lon": 2.3}, "now": "hier"},
        {"text": "visites près de moi", "session": 1},
    )
    assert "error" in bad
    assert later["events"][0] == "naval-group-toulon"


def test_each_line_is_answered_before_the_next_is_read(asker: Asker) -> None:
    read: list[str] = []

    def lines() -> Iterator[str]:
        for line in ('{"text": "visites"}', "non", '{"text": "bonjour"}'):
            read.append(line)
            yield line

    for count, _ in enumerate(asker.json(lines()), start=1):
        assert len(read) == count


def test_texts_are_answered_each_by_itself_as_people_read_them(asker: Asker) -> None:
    first, second = map(plain, asker.text(["conférences à Avignon\n", "\n", "visites\n"]))
    assert first.startswith("Conférences · Avignon\n\n1 conférence\n\n1. L'hydrogène")
    assert second.startswith("Visites\n\n4 visites\n\n1. ")
