"""Which rules a message is spared: none that would have read something in it, and nearly all of the others."""

from datetime import date, datetime
from typing import Any

import pytest

from intents import dates
from intents.dates import RULES
from intents.dates.grammar import Grammar, Reading
from intents.dates.lexicon import symbols
from intents.dates.pattern import compile_pattern
from intents.dates.rule import Moment, Rule
from intents.model import Scene
from intents.reader import Reader
from tests.intents.dates.test_corpus import CORPUS

_GRAMMAR = Grammar(RULES)
_MOMENT = Moment(datetime(2021, 11, 15, 9), Scene(start=date(2021, 11, 22), end=date(2021, 11, 28)))
_READER = Reader(sms=CORPUS["sms"])
_PHRASES = [str(phrase) for group in CORPUS["groups"] for said in group["expect"].values() for phrase in said]
_LONG = " Sinon, mardi 23 à 14 h ou la semaine prochaine ?"


def _of_all_rules(phrase: str) -> list[Any]:
    reading = Reading(symbols(_READER.read(phrase)))
    for rule in RULES:
        while reading.apply(rule, _MOMENT):
            pass
    return reading.values()


def test_no_rule_is_left_out_that_reads_something() -> None:
    for phrase in _PHRASES:
        found = _GRAMMAR.read(symbols(_READER.read(phrase)), _MOMENT)
        assert found == _of_all_rules(phrase), phrase


def test_long_messages_are_read_as_whole_ones_would_be() -> None:
    for phrase in _PHRASES[::20]:
        message = f"{phrase}.{_LONG * 6}"
        found = _GRAMMAR.read(symbols(_READER.read(message)), _MOMENT)
        assert found == _of_all_rules(message), phrase


def test_few_rules_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Rule] = []
    apply = Reading.apply

    def counted(reading: Reading, rule: Rule, moment: Moment) -> list[int]:
        tried.append(rule)
        return apply(reading, rule, moment)

    monkeypatch.setattr(Reading, "apply", counted)
    for phrase in _PHRASES:
        _GRAMMAR.read(symbols(_READER.read(phrase)), _MOMENT)
    assert len(tried) < 4 * len(_PHRASES), (len(tried) / len(_PHRASES), "of some 500 rules")


def test_a_rule_that_joins_two_dates_is_tried_where_there_are_two() -> None:
    rule = Rule("both", "{D} et {D}", lambda moment, one, other: one)
    assert not rule.may_match(["@D", "et", "moi"], {"@D", "et", "moi"})
    assert rule.may_match(["@D", "et", "@D"], {"@D", "et"})


def test_a_rule_is_not_tried_where_what_it_needs_stands_too_far() -> None:
    rule = Rule("far", "le {wd} [qui vient] prochain", lambda moment, weekday: None)
    assert rule.may_begin(["le", "wd", "qui", "vient", "prochain"], [0])
    assert not rule.may_begin(["le", "wd", "a", "gap", "et", "prochain"], [0])


def test_what_other_rules_make_may_have_been_any_number_of_words() -> None:
    rule = Rule("far", "{D} [ou|et] ensuite", lambda moment, day: None)
    assert rule.may_begin(["wd", "n", "mo", "n", "ou", "ensuite"], [0])


@pytest.mark.parametrize(
    ("pattern", "rarest"),
    [("le {wd} prochain", {"wd"}), ("dans la journée", {"journee"}), ("(à|en) tout temps", {"temps"})],
)
def test_what_few_messages_have_is_looked_for_first(pattern: str, rarest: set[str]) -> None:
    assert compile_pattern(pattern).needs[0] == rarest


def test_a_message_that_says_nothing_of_time_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "symbols", None)
    reader = dates.DateReader(_MOMENT.scene)
    for message in ("des visites d'usines à Marseille", "comment on y va ?", "je voudrais un atelier dans le Var"):
        assert reader.find(_READER.read(message), _MOMENT.now) == []
