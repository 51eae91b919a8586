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
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from intents.examples import Features, features, telling, weigh
from intents.model import INTENTS, Span
from intents.numbers import numbers
from intents.phrases import Match, PhraseTable
from intents.reader import words
from intents.sums import ONE, by_intent
from intents.text import Text
from intents.vocabulary import load

#: What a phrase adds to the score of its intent.
_WEIGHTS = {"cues": 3.0, "hints": 1.0, "blocks": -3.0}
#: Scores are counted in hundredths: whole numbers add up to the same in any order.
_HUNDREDTHS = 100
#: Each phrase after the strongest of its intent counts that much less.
_FURTHER = 0.4
#: What a hundredth of phrases and rules weighs beside examples, and how far behind another they put an intent at most.
_RULES, _FARTHEST = 0.4 / _HUNDREDTHS, 9 * _HUNDREDTHS
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
#: So many words that nothing explains are many.
_MANY = 3
_DEFINITE = frozenset({"le", "la", "ce", "cet", "cette", "du", "au"})


class Signals(Struct, frozen=True, kw_only=True):
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
    #: The programme's own texts hold one of them.
    familiar: bool = False


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
        near = [self._by_need[fact] for fact in ("", *facts) if fact in self._by_need]
        return sum([weight for rows in near for needs, no, weight in rows if needs <= facts and no.isdisjoint(facts)])


class _Effect(NamedTuple):
    """What a phrase does: it weighs on an intent, or states a notion (weight 0)."""

    name: str
    weight: int


#: Phrases of a message, with all that each does.
_Phrases: TypeAlias = Sequence[Match[tuple[_Effect, ...]]]


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
        """All intents, best first, each with how sure it is: 0 to 1, and all of them add up to 1."""
        phrases = self._phrases.every(text)
        facts = _facts(text, signals, phrases)
        said = sum([weight * ONE[intent] for intent, weight, _ in _weighed(phrases)])
        return _ranked(by_intent(said + self._rules.weigh(facts)), weigh(text, signals.spans, facts))

    def reasons(self, text: Text, signals: Signals, intent: str) -> tuple[str, ...]:
        """What spoke for an intent, and against it."""
        phrases = self._phrases.every(text)
        facts = _facts(text, signals, phrases)
        said = [
            f"{weight / _HUNDREDTHS:+g} « {phrase} »" for name, weight, phrase in _weighed(phrases) if name == intent
        ]
        ruled = [rule.why for rule in self._rules.all if rule.intent == intent and rule.holds(facts)]
        return (*said, *ruled, *telling(features(text, signals.spans, facts), intent))

    def features(self, text: Text, signals: Signals) -> Features:
        """What the weights of examples are learnt from."""
        return features(text, signals.spans, _facts(text, signals, self._phrases.every(text)))


def _weighed(phrases: _Phrases) -> Iterator[tuple[str, int, str]]:
    """What phrases weigh: the intent, how much, the phrase; the strongest first, and each once."""
    found = [(abs(weight), name, weight, m.phrase) for m in phrases for name, weight in m.value if weight]
    begun = set[str]()
    for _, intent, weight, phrase in sorted(dict.fromkeys(found), key=itemgetter(0), reverse=True):
        yield intent, round(weight * _FURTHER) if weight > 0 and intent in begun else weight, phrase
        if weight > 0:
            begun.add(intent)


def _tokens(phrases: _Phrases, notion: str) -> set[int]:
    """The tokens that state a notion."""
    return {
        i for m in phrases for name, weight in m.value if name == notion and not weight for i in range(m.first, m.last)
    }


def _phrase_table(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]], notions: Mapping[str, Sequence[str]]
) -> PhraseTable[tuple[_Effect, ...]]:
    """One table of all phrases: the same phrase may weigh on several intents and state notions."""
    weighed = [
        (template, _Effect(intent, round(weight * _HUNDREDTHS)))
        for intent, data in vocabularies.items()
        for part, weight in _WEIGHTS.items()
        for template in data.get(part, ())
    ]
    stated = [(t, _Effect(notion, 0)) for notion, templates in notions.items() for t in templates]
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
            round(float(weight) * _HUNDREDTHS),
            f"{float(weight):+g} {name}",
        )


def _facts(text: Text, signals: Signals, phrases: _Phrases) -> Set[str]:
    """What rules join: the notions that phrases state, and the structure of the message.

    Readings inside the programme's name (« Semaine de l'Industrie ») are neither date nor sector.
    """
    facts = {name for match in phrases for name, weight in match.value if not weight}
    spans, families = signals.spans, signals.families
    if "bill" in facts and "date" not in families:
        facts.add(_PROGRAMME)
    if _PROGRAMME in facts:
        if any(s.family == "date" and s.rule.startswith(_ITS_DAYS) for s in spans):
            facts.remove(_PROGRAMME)  # « le jeudi de la Semaine de l'Industrie »
        else:
            inside = _tokens(phrases, _PROGRAMME)
            spans = tuple(s for s in spans if inside.isdisjoint(range(s.first, s.last)))
            families = families - {s.family for s in signals.spans} | {s.family for s in spans}
    facts |= families
    facts.add(f"left:{signals.content_left}" if signals.content_left < _MANY else "left:many")
    words = len([token for token in text.tokens if token.is_word or token.is_number])
    structure = (
        ("topic", not families.isdisjoint(_TOPICS)),
        ("circumstance", not families.isdisjoint(_CIRCUMSTANCES)),
        ("named", signals.mention >= _NAMED),
        ("hinted", signals.mention >= _HINTED),
        ("reference", signals.reference),
        ("target", signals.reference or signals.mention >= _NAMED),
        ("list", signals.has_list),
        ("event", signals.has_event),
        ("familiar", signals.familiar),
        ("asks", "?" in text.keys),
        ("tiny", words <= 2),
        ("short", words <= 5),
        ("long", words > 12),
    )
    facts.update([name for name, is_true in structure if is_true])
    for span in spans:
        if span.family in ("kind", "product") and _is_definite(text, span):
            facts.add("definite")
        if span.family == "product" and len(span) > 1:
            facts.add("compound")
        if span.family == "audience" and _opens_with_asker(text, span):
            facts.add("opens-self")
    for strange in _STRANGE:
        if strange in facts and _are_ours(signals.spans, _tokens(phrases, strange)):
            facts.remove(strange)
    if _PUPILS in facts and _are_counted(text, _tokens(phrases, _PUPILS)):
        facts.add("pupils-counted")
    return facts


def _are_ours(spans: Iterable[Span], strange: Set[int]) -> bool:
    """Whether the topics that the message names hold every word of another field."""
    return strange <= {i for s in spans if s.family in _OURS for i in range(s.first, s.last)}


def _are_counted(text: Text, pupils: Set[int]) -> bool:
    """« mes 32 terminales », « une vingtaine d'internes »; `pupils` are the tokens that name them."""
    large = [last for _, last, number in numbers(text) if number >= _FEWEST_PUPILS]
    return any(last + (last < len(text) and text.tokens[last].fixed == "de") in pupils for last in large)


def _is_definite(text: Text, thing: Span) -> bool:
    """« la visite », « ce forum », « la brasserie », not « les visites »."""
    led = thing.first > 0 and text.tokens[thing.first - 1].fixed in _DEFINITE
    return led and text.tokens[thing.first].norm[-1:] not in ("s", "x")


def _opens_with_asker(text: Text, audience: Span) -> bool:
    """« apprenti tourneur à Carros », not « lycéens à Carros »."""
    return audience.first == 0 and text.tokens[audience.last - 1].norm[-1] not in "sx"


def _ranked(scores: Sequence[int], shares: Sequence[float]) -> list[tuple[str, float]]:
    """Phrases and rules beside examples → confidences that add up to 1, best first.

    What phrases and rules say against an intent has its bounds too.
    """
    least = max(scores) - _FARTHEST
    odds = [
        exp(share + _RULES * (score if score > least else least)) for share, score in zip(shares, scores, strict=True)
    ]
    total = sum(odds)
    confidences = zip(INTENTS, [each / total for each in odds], strict=True)
    return sorted(confidences, key=itemgetter(1), reverse=True)
