"""What the rules of `classify.py` join: notions that phrases state, and the structure of a message."""

from collections.abc import Iterable, Sequence, Set
from itertools import compress, pairwise
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from intents.asked import heads
from intents.deeds import deed
from intents.model import TOPICS, Span
from intents.numbers import numbers
from intents.phrases import Match
from intents.scope import tokens_of
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: The notions of what belongs to other guides.
FOREIGN = frozenset({"foreign", "errand", "chore"})
#: What a phrase that is sure of its intent weighs, in hundredths.
CUE = 300
#: Families whose spans are the thing asked for.
ASKED_FOR = TOPICS | {"kind"}
#: Families whose spans are circumstances of it.
_CIRCUMSTANCES = frozenset(
    {"date", "place", "audience", "age", "women", "free", "available", "accessible", "accessibility", "online"}
    | {"radius", "home-near", "whole-region", "anywhere", "offset", "here"}
)
#: Those, and what is at home, are none of it where they are part of an event.
_OTHERS = FOREIGN | {"home"}
#: A message that names an event this well is about it.
NAMED = 0.6
_HINTED = 0.35
#: Notions of words of other fields, and the families that make them ours: « le recyclage des batteries », « une
#: traduction en langue des signes ».
_STRANGE, _OURS = (
    ("foreign", "chore"),
    frozenset({"kind", "sector", "theme", "interest", "accessible", "accessibility", "online", "date", "place"}),
)
#: What leads to what one travels in.
_HOW = frozenset({"en", "avec"})
#: The notion that names pupils by their class or diploma, and how many of them come with a teacher.
_PUPILS, _FEWEST_PUPILS = "pupils", 8
#: What is asked of us, or belongs to others: no deed that events offer.
_NO_DEED = FOREIGN | {"stop", "alert", "reminder", "tell_me", "calendar", "human", "registration_question"}
#: Facts that tell of one event.
_OF_ONE = frozenset({"named", "hinted", "target"})
#: « on peut manger sur place ? » asks of an event that is pointed at or was spoken of, as « c'est payant ? » does;
#: « y a des toilettes à Gap ? » does not, and is no fact.
PRACTICAL, _CONDITION = "practical", "condition_question"
#: Notions of a class that comes.
_CLASS = (_PUPILS, "class_words")
#: The notion of what people make.
_MADE = "made"
#: The notion that names the programme as a whole.
_PROGRAMME = "programme"
#: What the names of rules begin with that read days of it.
_ITS_DAYS = ("programme-", "nth-day")
#: So many words that nothing explains are many.
_MANY = 3
#: What leads to a whole field.
_FIELDS = frozenset({"dans", "sur", "pour"})
#: With « ou » so many words may stand between two things to choose from.
_NEAR = 3
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

    def may_be_of_event(self, has_place: bool) -> bool:
        """An event is named or pointed at, or was spoken of before; a place that is said may be that of another."""
        is_before = self.has_event or self.has_list
        if has_place:
            return is_before and (self.reference or self.mention >= _HINTED)
        return is_before or self.reference or self.mention >= NAMED

    def until(self, last: int) -> "Signals":
        """What is read before a token."""
        spans = tuple([s for s in self.spans if s.last <= last])
        families = self.families - {s.family for s in self.spans} | {s.family for s in spans}
        return replace(self, spans=spans, families=families)


class Effect(NamedTuple):
    """What a phrase does: it weighs on an intent, or states a notion (weight 0)."""

    name: str
    weight: int


#: Phrases of a message, with all that each does.
Phrases: TypeAlias = Sequence[Match[tuple[Effect, ...]]]


def facts_of(text: Text, signals: Signals, phrases: Phrases) -> Set[str]:
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
            inside = tokens_stating(phrases, _PROGRAMME)
            spans = tuple(s for s in spans if inside.isdisjoint(range(s.first, s.last)))
            families = families - {s.family for s in signals.spans} | {s.family for s in spans}
    facts |= families
    left = signals.content_left
    if PRACTICAL in facts and signals.may_be_of_event("place" in facts) and "something" not in facts:
        facts.add(_CONDITION)
        left = 0
    else:
        facts.discard(PRACTICAL)
    facts.add(f"left:{left}" if left < _MANY else "left:many")
    words = len([token for token in text.tokens if token.is_word or token.is_number])
    structure = {
        "topic": not families.isdisjoint(ASKED_FOR),
        "circumstance": not families.isdisjoint(_CIRCUMSTANCES),
        "named": signals.mention >= NAMED,
        "hinted": signals.mention >= _HINTED,
        "reference": signals.reference,
        "target": signals.reference or signals.mention >= NAMED,
        "list": signals.has_list,
        "event": signals.has_event,
        "familiar": signals.familiar,
        "asks": "?" in text.keys,
        "tiny": words <= 2,
        "short": words <= 5,
        "long": words > 12,
    }
    facts.update(compress(structure, structure.values()))
    for span in spans:
        if span.family in ("kind", "product") and _is_definite(text, span):
            facts.add("definite")
        if span.family == "product" and len(span) > 1:
            facts.add("compound")
        if span.family == "audience" and _opens_with_asker(text, span):
            facts.add("opens-self")
    if _CONDITION in facts and any(heads(text, span) for span in spans):
        facts.add("definite")
    practical = tokens_stating(phrases, PRACTICAL) if PRACTICAL in facts else set()
    for strange in facts & _OTHERS:
        ours = [s for s in signals.spans if s.family in _OURS] if strange in _STRANGE else []
        if tokens_stating(phrases, strange) <= tokens_of([*ours, *_travel(text, spans)]) | practical:
            facts.remove(strange)
    if "alone" in facts:  # « une visite pour moi, sans mes élèves »
        absent = tokens_of(s for s in signals.spans if s.family == "alone")
        facts -= {notion for notion in _CLASS if tokens_stating(phrases, notion) <= absent}
    if "for_counsellors" in facts:  # who may speak of pupils, and bring none
        facts -= {*_CLASS, "class"}
    if "pupil_side" in facts:  # « on est cinq de la même promo de BTS » tells of no class
        facts.discard(_PUPILS)
    if "long" not in facts and _NO_DEED.isdisjoint(facts) and deed(text, spans) is not None:
        facts.add("deed")
    if _MADE in facts and next((word for word in reversed(text.fixed) if word.isalnum()), "") == "ou":
        facts.add("how_made")  # « on fabrique ça où ? »
    is_deed = "deed" in facts and "asks" not in facts
    names_one = not _OF_ONE.isdisjoint(facts)
    if names_one and ("how_made" in facts or is_deed or _are_alternatives(text, spans)):  # words of a title only
        facts -= _OF_ONE if not signals.reference else _OF_ONE - {"target"}
    if _PUPILS in facts and _are_counted(text, tokens_stating(phrases, _PUPILS)):
        facts.add("pupils-counted")
    return facts


def _travel(text: Text, spans: Iterable[Span]) -> list[Span]:
    """« en camping-car », « avec notre caravane » tell how one comes, and ask for no pitch."""
    return [s for s in spans if s.family == "none" and text.fixed[s.first] in _HOW]


def _are_counted(text: Text, pupils: Set[int]) -> bool:
    """« mes 32 terminales », « une vingtaine d'internes »; `pupils` are the tokens that name them."""
    large = [last for _, last, number in numbers(text) if number >= _FEWEST_PUPILS]
    return any(last + (last < len(text) and text.tokens[last].fixed == "de") in pupils for last in large)


def _are_alternatives(text: Text, spans: Iterable[Span]) -> bool:
    """« immersion ou réalité virtuelle à Marseille ? » asks for either, « la visite ou l'atelier » speaks of them."""
    things = [s for s in spans if s.family in ASKED_FOR]
    return any(
        b.first - a.last <= _NEAR and "ou" in text.fixed[a.last : b.first] and not _is_definite(text, a)
        for a, b in pairwise(things)
    )


def _is_definite(text: Text, thing: Span) -> bool:
    """« la visite », « ce forum », « la brasserie », not « les visites », nor « [embaucher] dans le cuir »."""
    led = thing.first > 0 and text.tokens[thing.first - 1].fixed in _DEFINITE
    if led and thing.family == "product" and text.fixed[max(0, thing.first - 2)] in _FIELDS:
        return False
    return led and text.tokens[thing.first].norm[-1:] not in ("s", "x")


def _opens_with_asker(text: Text, audience: Span) -> bool:
    """« apprenti tourneur à Carros », not « lycéens à Carros », nor « boulot à Carros »."""
    is_one = text.tokens[audience.last - 1].norm[-1] not in "sx"
    return audience.first == 0 and is_one and text.fixed[0] not in _WORDS["work"]


def with_practical(spans: Sequence[Span], facts: Set[str], phrases: Phrases) -> Sequence[Span]:
    """And what is practical, as a reading: examples of the same words without an event say nothing of it."""
    if PRACTICAL not in facts:
        return spans
    found = [m for m in phrases if any(name == PRACTICAL for name, _ in m.value)]
    return [
        *spans,
        *(Span(first=m.first, last=m.last, start=0, end=0, family=PRACTICAL, value=None, rule=m.phrase) for m in found),
    ]


def tokens_stating(phrases: Phrases, notion: str) -> set[int]:
    """The tokens that state a notion."""
    states = Effect(notion, 0)
    return set().union(*[range(match.first, match.last) for match in phrases if states in match.value])
