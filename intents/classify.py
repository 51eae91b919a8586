"""What a message is for: phrases and structure → intents, each with a score and its reasons.

Three kinds of evidence add up, and all of it is data. Phrases of `vocabulary/intents/<intent>.yaml` weigh for their
intent or against it; rules there join facts (« stop reminder »: both notions are in the message, of
`vocabulary/notions.yaml` or of the structure); `vocabulary/examples/` tell how usual each word is with each intent.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import exp
from operator import itemgetter
from typing import NamedTuple

from intents.aside import BESIDE, end_of_request
from intents.examples import Features, features, telling, weigh
from intents.facts import CUE, FOREIGN, Effect, Phrases, Signals, facts_of, with_practical
from intents.model import INTENTS
from intents.phrases import PhraseTable
from intents.reader import words
from intents.sums import ONE, UNIT, by_intent
from intents.text import Text
from intents.vocabulary import load

#: Scores are counted in hundredths, of `UNIT` each: whole numbers add up to the same in any order.
_HUNDREDTHS = 100
#: What a phrase adds to the score of its intent.
_WEIGHTS = {"cues": CUE, "hints": 100, "blocks": -CUE}
#: Each phrase after the strongest of its intent counts that much less.
_FURTHER = 0.4
#: How far behind another phrases and rules put an intent at most, and examples.
_FARTHEST, _FARTHEST_SHOWN = 9 * _HUNDREDTHS, 20 * _HUNDREDTHS
#: So many intents are told of a message.
_LIKELIEST = 4
_NO_WORD = re.compile(r"[][()|,]")


class _Rule(NamedTuple):
    intent: str
    needs: frozenset[str]
    forbids: frozenset[str]
    weight: int
    #: « +3 stop reminder ».
    why: str

    def holds(self, facts: Set[str]) -> bool:
        """Whether its needs are all facts, and none that it forbids."""
        return self.needs <= facts and self.forbids.isdisjoint(facts)


class _Rules:
    """Rules, of which a message looks only at those that one of its facts may make hold."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self.all = list(rules)
        count = Counter(need for rule in self.all for need in rule.needs)
        weights = Counter[tuple[frozenset[str], frozenset[str]]]()  # of all rules that the same facts make hold
        for rule in self.all:
            weights[rule.needs, rule.forbids] += rule.weight * ONE[rule.intent]
        #: By the fact needed that fewest rules do ("" where none is needed): the others needed, those forbidden, and
        #: what that weighs (`sums.py`).
        self._by_need: dict[str, list[tuple[frozenset[str], frozenset[str], int]]] = defaultdict(list)
        for (needs, forbids), weight in weights.items():
            rarest = min(needs, key=lambda need: (count[need], need), default="")
            self._by_need[rarest].append((needs - {rarest}, forbids, weight))

    def weigh(self, facts: Set[str]) -> int:
        """What the rules that hold weigh (`sums.py`)."""
        near = filter(None, map(self._by_need.get, ("", *facts)))
        return sum(
            [
                weight
                for rows in near
                for needs, forbids, weight in rows
                if (not needs or needs <= facts) and forbids.isdisjoint(facts)  # most need nothing else
            ]
        )


class Classifier:
    """Tells what a message is for."""

    def __init__(self) -> None:
        vocabularies = {intent: load(f"intents/{intent}") for intent in INTENTS}
        notions: Mapping[str, Sequence[str]] = load("notions")
        self._phrases = _phrase_table(vocabularies, notions)
        self._rules = _Rules(r for intent, data in vocabularies.items() for r in _rules(intent, data.get("when", {})))
        #: Words that a speller may correct to; those of other fields it should only leave alone.
        self.words, self.known = _stock(vocabularies, notions)

    def classify(self, text: Text, signals: Signals) -> list[tuple[str, float]]:
        """The likeliest intents, best first, each with how sure it is: 0 to 1, and all that there are add up to 1."""
        phrases, facts = self._stated(text, signals)
        if not BESIDE.isdisjoint(facts) and (end := end_of_request(text, signals, facts, phrases)):
            text, signals = text.until(end), signals.until(end)
            phrases, facts = self._stated(text, signals)
        said = sum([weight * ONE[intent] for intent, weight, _ in _weighed(phrases)])
        spans = with_practical(signals.spans, facts, phrases)
        return _ranked(by_intent(said + self._rules.weigh(facts)), weigh(text, spans, facts))

    def reasons(self, text: Text, signals: Signals, intent: str) -> tuple[str, ...]:
        """What spoke for an intent, and against it."""
        phrases, facts = self._stated(text, signals)
        said = [
            f"{weight / _HUNDREDTHS:+g} « {phrase} »" for name, weight, phrase in _weighed(phrases) if name == intent
        ]
        ruled = [rule.why for rule in self._rules.all if rule.intent == intent and rule.holds(facts)]
        spans = with_practical(signals.spans, facts, phrases)
        return (*said, *ruled, *telling(features(text, spans, facts), intent))

    def features(self, text: Text, signals: Signals) -> Features:
        """What the weights of examples are learnt from."""
        phrases, facts = self._stated(text, signals)
        return features(text, with_practical(signals.spans, facts, phrases), facts)

    def _stated(self, text: Text, signals: Signals) -> tuple[Phrases, Set[str]]:
        """The phrases of a message, and the facts that rules join."""
        phrases = self._phrases.every(text)
        return phrases, facts_of(text, signals, phrases)


def _weighed(phrases: Phrases) -> Iterator[tuple[str, int, str]]:
    """What phrases weigh: the intent, how much, the phrase; the strongest first, and each once."""
    found = [(abs(weight), name, weight, m.phrase) for m in phrases for name, weight in m.value if weight]
    begun: set[str] = set()
    for _, intent, weight, phrase in sorted(dict.fromkeys(found), key=itemgetter(0), reverse=True):
        yield intent, round(weight * _FURTHER) if weight > 0 and intent in begun else weight, phrase
        if weight > 0:
            begun.add(intent)


def _phrase_table(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]], notions: Mapping[str, Sequence[str]]
) -> PhraseTable[tuple[Effect, ...]]:
    """One table of all phrases: the same phrase may weigh on several intents and state notions."""
    weighed = [
        (template, Effect(intent, weight))
        for intent, data in vocabularies.items()
        for part, weight in _WEIGHTS.items()
        for template in data.get(part, ())
    ]
    stated = [(t, Effect(notion, 0)) for notion, templates in notions.items() for t in templates]
    return PhraseTable.of_all([*weighed, *stated])


def _stock(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]], notions: Mapping[str, Sequence[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Words of our own field, and all words."""
    ours, all_words = set[str](), set[str]()
    lists = [(i == "out_of_scope", data.get(part, ())) for i, data in vocabularies.items() for part in _WEIGHTS]
    for is_foreign, templates in [*lists, *((name in FOREIGN, templates) for name, templates in notions.items())]:
        found = {word for template in templates for word in words(_NO_WORD.sub(" ", template))}
        all_words |= found
        ours |= set() if is_foreign else found
    return frozenset(ours), frozenset(all_words)


def _rules(intent: str, when: Mapping[str, float]) -> Iterable[_Rule]:
    for name, weight in when.items():
        words = name.split()
        yield _Rule(
            intent,
            frozenset(w for w in words if not w.startswith("!")),
            frozenset(w[1:] for w in words if w.startswith("!")),
            round(float(weight) * _HUNDREDTHS),
            f"{float(weight):+g} {name}",
        )


def _ranked(ruled: Sequence[int], shown: Sequence[int]) -> list[tuple[str, float]]:
    """Phrases and rules beside examples → confidences, of which all would add up to 1; the best few, best first.

    What either says against an intent has its bounds.
    """
    best = max(shown)
    least, fewest = max(ruled) - _FARTHEST, best - _FARTHEST_SHOWN
    odds = [
        exp(UNIT * ((rules if rules > least else least) + (told if told > fewest else fewest) - best))
        for rules, told in zip(ruled, shown, strict=True)
    ]
    total = sum(odds)
    likeliest = sorted(range(len(odds)), key=odds.__getitem__, reverse=True)[:_LIKELIEST]
    return [(INTENTS[i], odds[i] / total) for i in likeliest]
