"""What a message is for: phrases and structure → intents, each with a score and its reasons.

Three kinds of evidence add up, and all of it is data. Phrases of `vocabulary/intents/<intent>.yaml` weigh for their
intent or against it; rules there join facts (« stop reminder »: both notions are in the message, of
`vocabulary/notions.yaml` or of the structure); `vocabulary/examples/` tell how usual each word is with each intent.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from math import exp
from operator import itemgetter
from typing import NamedTuple

from intents.examples import Features, features, telling, weigh
from intents.model import INTENTS, Span
from intents.numbers import numbers
from intents.phrases import Match, PhraseTable
from intents.text import Text, words
from intents.vocabulary import load

#: What a phrase adds to the score of its intent.
_WEIGHTS = {"cues": 3.0, "hints": 1.0, "blocks": -3.0}
#: Each phrase after the strongest of its intent counts that much less.
_FURTHER = 0.4
#: What phrases and rules weigh beside examples, and the farthest that they put one intent behind another.
_RULES, _FARTHEST = 0.4, -9.0
#: Best scores become confidences through a softmax; the larger, the more cautious.
_TEMPERATURE = 1.0
#: Families whose spans are the thing asked for.
_TOPICS = frozenset({"kind", "sector", "theme", "interest", "product"})
#: Families whose spans are circumstances of it.
_CIRCUMSTANCES = frozenset(
    {"date", "place", "audience", "age", "women", "free", "available", "accessible", "accessibility", "online"}
    | {"radius", "home-near", "whole-region", "anywhere", "offset", "here"}
)
#: A message that names an event this well is about it.
_NAMED = 0.6
_HINTED = 0.35
_NO_WORD = re.compile(r"[][()|,]")
#: The notions of what belongs to other guides.
_FOREIGN = frozenset({"foreign", "errand", "chore"})
#: Notions of words of other fields, and the families that make them ours: « le recyclage des batteries », « une
#: traduction en langue des signes ».
_STRANGE, _OURS = (
    ("foreign", "chore"),
    frozenset({"kind", "sector", "theme", "interest", "accessible", "accessibility", "online", "date", "place"}),
)
#: The notion that names pupils by their class or diploma, and how many of them come with a teacher.
_PUPILS, _FEWEST_PUPILS = "pupils", 8
#: The notion that names the programme as a whole.
_PROGRAMME = "programme"
#: Rules that read days of it.
_ITS_DAYS = "programme-"
_DEFINITE = frozenset({"le", "la", "ce", "cet", "cette", "du", "au"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Signals:
    """What the other readers found, and where the conversation stands."""

    #: Families of the spans that stand, and marks such as "mode:add".
    families: frozenset[str] = frozenset()
    #: The spans that stand; examples see their families instead of their words.
    spans: tuple[Span, ...] = ()
    #: How well the message names one event of the programme, 0 to 1.
    mention: float = 0.0
    #: « le 2e », « celui de Grasse », « ça » can refer to a list or an event.
    reference: bool = False
    #: A list was shown.
    has_list: bool = False
    #: An event was last spoken of.
    has_event: bool = False
    #: Content words that no reading explains.
    content_left: int = 0
    #: How many of them the programme's own texts hold.
    familiar: int = 0
    #: Tokens of the message; 0 when not counted.
    tokens: int = 0


class Scored(NamedTuple):
    """An intent, how sure it is (0 to 1; all of a message's add up to 1), and why, when it was asked for."""

    intent: str
    score: float
    why: tuple[str, ...] = ()


class _Rule(NamedTuple):
    intent: str
    needs: frozenset[str]
    forbids: frozenset[str]
    weight: float
    #: « +3 stop reminder ».
    why: str


class _Rules:
    """Rules, of which a message looks only at those that one of its facts may make hold."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        names = sorted({name for rule in rules for name in rule.needs | rule.forbids})
        #: A bit for each fact that rules speak of.
        self._bits = {name: 1 << place for place, name in enumerate(names)}
        count = Counter(need for rule in rules for need in rule.needs)
        #: By the fact they need that fewest rules do ("" where none is needed): all bits that a rule looks at, those of
        #: them that must be set, its place.
        self._by_need: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for place, rule in enumerate(rules):
            rarest = min(rule.needs, key=lambda need: (count[need], need), default="")
            needs = self._mask(rule.needs)
            self._by_need[rarest].append((needs | self._mask(rule.forbids), needs, place))
        self._rules = rules

    def _mask(self, facts: Iterable[str]) -> int:
        return sum([self._bits.get(fact, 0) for fact in facts])

    def that_hold(self, facts: Set[str]) -> list[_Rule]:
        """Rules whose needs are all facts and whose forbidden facts are none, in their order."""
        mask = self._mask(facts)
        near = chain.from_iterable([self._by_need.get(need, ()) for need in ("", *facts)])
        return [self._rules[place] for place in sorted([place for bits, needs, place in near if mask & bits == needs])]


class _Effect(NamedTuple):
    """What a phrase does: it weighs on an intent, or states a notion (weight 0)."""

    name: str
    weight: float


class Classifier:
    """Tells what a message is for."""

    def __init__(self) -> None:
        vocabularies = {intent: load(f"intents/{intent}") for intent in INTENTS}
        notions: Mapping[str, Sequence[str]] = load("notions")
        self._phrases = _phrase_table(vocabularies, notions)
        self._rules = _Rules([r for intent, data in vocabularies.items() for r in _rules(intent, data.get("when", {}))])
        #: Words that a speller may correct to; those of other fields it should only leave alone.
        self.words, self.known = _stock(vocabularies, notions)

    def classify(self, text: Text, signals: Signals, *, explains: bool = False) -> list[Scored]:
        """All intents, best first; why, when it is to be explained."""
        phrases = self._phrases.every(text)
        scores = defaultdict[str, float](float)
        for intent, share, _ in _weighed(phrases):
            scores[intent] += share
        facts = self._facts(text, signals, _notions(phrases))
        held = self._rules.that_hold(facts)
        for rule in held:
            scores[rule.intent] += rule.weight
        ranked = _ranked(scores, weigh(text, signals.spans, facts))
        if not explains:
            return ranked
        seen = features(text, signals.spans, facts)
        return [s._replace(why=_why(s.intent, phrases, held, seen)) for s in ranked]

    def features(self, text: Text, signals: Signals) -> Features:
        """What the weights of examples are learnt from."""
        return features(text, signals.spans, self._facts(text, signals, _notions(self._phrases.every(text))))

    @staticmethod
    def _facts(text: Text, signals: Signals, notions: Mapping[str, Set[int]]) -> Set[str]:
        """The facts that rules join; `notions` with the tokens that state them."""
        if any(
            s.family == "date" and s.rule.startswith(_ITS_DAYS) for s in signals.spans
        ):  # « le jeudi de la Semaine de l'Industrie »
            notions = {name: tokens for name, tokens in notions.items() if name != _PROGRAMME}
        facts = notions.keys() | _facts(text, signals, inside=notions.get(_PROGRAMME, frozenset()))
        facts -= {strange for strange in _STRANGE if _are_ours(signals.spans, notions.get(strange, frozenset()))}
        return facts | {"pupils-counted"} if _are_counted(text, notions.get(_PUPILS, frozenset())) else facts


def _weighed(phrases: Iterable[Match[tuple[_Effect, ...]]]) -> Iterator[tuple[str, float, str]]:
    """What phrases weigh: the intent, how much, the phrase; the strongest first, and each once."""
    found = dict.fromkeys((e, match.phrase) for match in phrases for e in match.value if e.weight)
    best = defaultdict[str, float](float)
    for (intent, weight), phrase in sorted(found, key=_strength):
        yield intent, weight if weight < 0 or not best[intent] else weight * _FURTHER, phrase
        best[intent] = max(best[intent], weight)


def _strength(weighed: tuple[_Effect, str]) -> float:
    return -abs(weighed[0].weight)


def _notions(phrases: Iterable[Match[tuple[_Effect, ...]]]) -> Mapping[str, Set[int]]:
    """The notions that phrases state, and the tokens that state each."""
    notions = defaultdict[str, set[int]](set)
    for match in phrases:
        for name, weight in match.value:
            if not weight:
                notions[name].update(range(match.first, match.last))
    return notions


def _why(
    intent: str, phrases: Iterable[Match[tuple[_Effect, ...]]], rules: Iterable[_Rule], seen: Features
) -> tuple[str, ...]:
    """What spoke for an intent, and against it."""
    said = [f"{share:+g} « {phrase} »" for name, share, phrase in _weighed(phrases) if name == intent]
    return (*said, *(rule.why for rule in rules if rule.intent == intent), *telling(seen, intent))


def _phrase_table(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]], notions: Mapping[str, Sequence[str]]
) -> PhraseTable[tuple[_Effect, ...]]:
    """One table of all phrases: the same phrase may weigh on several intents and state notions."""
    weighed = [
        (t, _Effect(i, w)) for i, data in vocabularies.items() for p, w in _WEIGHTS.items() for t in data.get(p, ())
    ]
    stated = [(t, _Effect(notion, 0.0)) for notion, templates in notions.items() for t in templates]
    return PhraseTable.of_all([*weighed, *stated])


def _stock(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]], notions: Mapping[str, Sequence[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Words of our own field, and all words."""
    ours, all_words = set[str](), set[str]()
    lists = [(i == "out_of_scope", data.get(part, ())) for i, data in vocabularies.items() for part in _WEIGHTS]
    for is_foreign, templates in [*lists, *((name in _FOREIGN, templates) for name, templates in notions.items())]:
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
            float(weight),
            f"{float(weight):+g} {name}",
        )


def _facts(text: Text, signals: Signals, inside: Set[int]) -> set[str]:
    """The structure of a message, in the words that rules use.

    Readings of the tokens `inside` the programme's name (« Semaine de l'Industrie ») are neither date nor sector.
    """
    spans = [s for s in signals.spans if inside.isdisjoint(range(s.first, s.last))]
    families = signals.families - {s.family for s in signals.spans} | {s.family for s in spans}
    words = sum(t.is_word or t.is_number for t in text.tokens)
    facts = {
        "topic": bool(families & _TOPICS),
        "circumstance": bool(families & _CIRCUMSTANCES),
        "named": signals.mention >= _NAMED,
        "hinted": signals.mention >= _HINTED,
        "reference": signals.reference,
        "list": signals.has_list,
        "event": signals.has_event,
        "compound": any(s.family == "product" and len(s) > 1 for s in spans),
        "definite": _has_definite_kind(text, spans),
        "opens-self": _opens_with_asker(text, spans),
        "left:0": signals.content_left == 0,
        "left:1": signals.content_left == 1,
        "left:2": signals.content_left == 2,
        "left:many": signals.content_left > 2,
        "familiar": signals.familiar > 0,
        "asks": "?" in text.keys,
        "tiny": words <= 2,
        "short": words <= 5,
        "long": words > 12,
    }
    out = {name for name, is_true in facts.items() if is_true} | families
    if facts["named"] or facts["reference"]:
        out.add("target")
    return out


def _are_ours(spans: Iterable[Span], strange: Set[int]) -> bool:
    """Whether the topics that the message names hold every word of another field."""
    return bool(strange) and strange <= {i for s in spans if s.family in _OURS for i in range(s.first, s.last)}


def _are_counted(text: Text, pupils: Set[int]) -> bool:
    """« mes 32 terminales », « une vingtaine d'internes »; `pupils` are the tokens that name them."""
    large = [last for _, last, number in numbers(text) if number >= _FEWEST_PUPILS] if pupils else []
    return any(last + (last < len(text) and text.tokens[last].fixed == "de") in pupils for last in large)


def _has_definite_kind(text: Text, spans: Iterable[Span]) -> bool:
    """« la visite », « ce forum », « la brasserie », not « les visites »."""
    return any(
        s.family in ("kind", "product") and s.first > 0 and text.tokens[s.first - 1].fixed in _DEFINITE
        and text.tokens[s.first].norm[-1:] not in ("s", "x")
        for s in spans
    )  # fmt: skip


def _opens_with_asker(text: Text, spans: Iterable[Span]) -> bool:
    """« apprenti tourneur à Carros », not « lycéens à Carros »."""
    return any(s.family == "audience" and s.first == 0 and text.tokens[s.last - 1].norm[-1] not in "sx" for s in spans)


def _ranked(scores: Mapping[str, float], shares: Sequence[float]) -> list[Scored]:
    """Phrases and rules beside examples → confidences that add up to 1, best first.

    What phrases and rules say against an intent has its bounds too.
    """
    highest = max(scores.values(), default=0.0)
    said = [_RULES * max(_FARTHEST, scores.get(intent, 0.0) - highest) for intent in INTENTS]
    odds = [exp((share + said) / _TEMPERATURE) for share, said in zip(shares, said, strict=True)]
    total = sum(odds)
    best = sorted(zip(odds, INTENTS, strict=True), key=itemgetter(0), reverse=True)
    return [Scored(intent, each / total) for each, intent in best]
