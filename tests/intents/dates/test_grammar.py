"""Which rules a message is spared: none that would have read something in it, and nearly all of the others."""

from datetime import date, datetime
from typing import Any

import pytest

from intents.dates import RULES
from intents.dates.grammar import Grammar, Reading
from intents.dates.lexicon import symbols
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
        reading.apply(rule, _MOMENT)
    return reading.values()


def _shown(found: list[Any]) -> list[Any]:
    """Places, values and rules; numbers that symbols bear for what was made are not compared."""
    return [(symbol.first, symbol.last, value, rule) for symbol, value, rule in found]


def test_no_rule_is_left_out_that_reads_something() -> None:
    for phrase in _PHRASES:
        found = _GRAMMAR.read(symbols(_READER.read(phrase)), _MOMENT)
        assert _shown(found) == _shown(_of_all_rules(phrase)), phrase


def test_long_messages_are_read_as_whole_ones_would_be() -> None:
    for phrase in _PHRASES[::20]:
        message = f"{phrase}.{_LONG * 6}"
        found = _GRAMMAR.read(symbols(_READER.read(message)), _MOMENT)
        assert _shown(found) == _shown(_of_all_rules(message)), phrase


def test_few_rules_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Rule] = []
    rewrite = Reading._rewrite

    def counted(reading: Reading, rule: Rule, moment: Moment) -> bool:
        tried.append(rule)
        return rewrite(reading, rule, moment)

    monkeypatch.setattr(Reading, "_rewrite", counted)
    for phrase in _PHRASES:
        _GRAMMAR.read(symbols(_READER.read(phrase)), _MOMENT)
    assert len(tried) < 12 * len(_PHRASES), "of some 500 rules"
