"""Topics that a message names beside each other, and which of them it asks for."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from intents.model import TOPICS, Span
from intents.scope import clause_start, is_list
from intents.text import Text
from intents.vocabulary import word_sets

#: « Qui recrute », « offres ».
HIRING = ("job-dating", "recrutement")
#: What who wants to see a plant asks for.
_SEEING = ("visite",)
#: Who wants to talk with those of a trade, and what they ask for.
_TALKING, _MEETING = ("talk",), ("rencontre",)
#: Those that are a whole field.
_FIELDS = frozenset({"sector", "interest"})
#: « … ou qui recrutent » adds to the kind named before it; without these words it only describes it.
_JOINS = frozenset({"ou", "et", "ni", ",", ";", "/"})
#: « un salon ou y a des boîtes qui recrutent » is « où ».
_AFTER_WHERE = frozenset({"y", "on", "il", "ils", "elles"})
#: How far back a kind may stand that « qui recrute » describes: « visites d'usines du 13 qui recrutent ».
_REACH = 5
_WORDS = word_sets("scope")
#: Where a sentence ends.
_FULL_STOPS = _WORDS["full_stops"]
#: Who says where they work, by which words, and what would ask beside them: « je voudrais aller dans une usine ».
_ASKERS, _AT_WORK, _INSIDE = frozenset({"je", "on", "nous"}), _WORDS["at_work"], "dans"
_ASKING = _WORDS["requesting"] | _WORDS["tasting"] | _WORDS["liking"] | _WORDS["looking"] | {"y", "aller", "entrer"}


def without_wishes(topics: list[Span]) -> list[Span]:
    """« Rencontrer des ouvriers » asks for a kind where no other is named, « voir une usine » where nothing else is."""
    if all(s.family != "wish" for s in topics):
        return topics
    kinds = any(s.family == "kind" for s in topics)
    named = kinds or any(s.family in TOPICS for s in topics)
    things = {s.first for s in topics if s.family in TOPICS}
    topics = [
        replace(s, value=_MEETING) if s.family == "wish" and s.value == _TALKING else s
        for s in topics
        if s.family != "wish" or s.value != _TALKING or s.last in things
    ]
    return [
        replace(s, family="kind") if s.family == "wish" else s
        for s in topics
        if s.family != "wish" or not (named if s.value == _SEEING else kinds)
    ]


def without_workplaces(text: Text, topics: list[Span]) -> list[Span]:
    """« Je suis comptable dans une usine », « je travaille dans un atelier » ask for nothing."""
    return [s for s in topics if s.family not in ("kind", "wish") or not _is_workplace(text, s.first)]


def _is_workplace(text: Text, first: int) -> bool:
    inside = next((i for i in (first, first - 1, first - 2) if i > 0 and text.fixed[i] == _INSIDE), 0)
    if not inside:
        return False
    said = text.fixed[clause_start(text, inside) : inside]
    works = any(subject in _ASKERS and verb in _AT_WORK for subject, verb in pairwise(said))
    return works and _ASKING.isdisjoint(said)


def as_fields(text: Text, topics: list[Span]) -> list[Span]:
    """A thing in a list with a field stands for its own field: « la robotique et les automatismes »."""
    fields = [s for s in topics if s.family in _FIELDS] if len(topics) > 1 else []
    if not fields:
        return topics
    return [
        replace(s, family="sector")
        if s.family == "product" and s.value and any(_are_listed(text, s, f) for f in fields)
        else s
        for s in topics
    ]


def _are_listed(text: Text, one: Span, other: Span) -> bool:
    """« la robotique et les automatismes », not « le plastique dans l'automobile »."""
    first, last = (one.last, other.first) if one.last <= other.first else (other.last, one.first)
    between = text.fixed[first:last]
    return len(between) <= _REACH and is_list(between)


def without_descriptions(text: Text, spans: list[Span]) -> list[Span]:
    """A kind that is named stands alone: « des visites d'usines qui recrutent » asks for visits."""
    named = [s for s in spans if s.family == "kind" and s.value != HIRING]
    if not named:
        return spans
    return [
        s
        for s in spans
        if s.family != "kind"
        or s.value != HIRING
        or all(_is_told_before(text, s, other) for other in named)
        or any(_are_joined(text, s, other) for other in _beside(s, named))
    ]


def _is_told_before(text: Text, hiring: Span, other: Span) -> bool:
    """« j'ai visité l'usine. Qui recrute ? » names two things."""
    return not _FULL_STOPS.isdisjoint(text.norms[other.first : hiring.first])


def _beside(span: Span, others: Sequence[Span]) -> list[Span]:
    """The last of the others that stands before a span, and the first after it."""
    before, after = ([s for s in others if s.last <= span.first], [s for s in others if s.first >= span.last])
    return before[-1:] + after[:1]


def _are_joined(text: Text, hiring: Span, named: Span) -> bool:
    """« des visites ou des offres d'emploi »: both are asked for."""
    first, last = (named.last, hiring.first) if named.last <= hiring.first else (hiring.last, named.first)
    between = text.fixed[first:last]
    is_where = "ou" in between[:-1] and between[between.index("ou") + 1] in _AFTER_WHERE
    return len(between) <= _REACH and not is_where and not _JOINS.isdisjoint(between)
