"""Interests: kinds, sectors, themes and conditions, and the words that say how the rest is meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from intents.asked import is_introduced, is_own_trade
from intents.counts import CountReader
from intents.entries import (
    GROUPS,
    Reading,
    entries,
    listed_entries,
    phrases,
    sector_entries,
    span_at,
    span_of,
    structure_entries,
    topic_entries,
)
from intents.model import TOPICS, Span
from intents.numbers import number_at
from intents.people import PeopleReader
from intents.phrases import Match, PhraseTable, whole_words, words_of
from intents.relatives import Relative, RelativeReader
from intents.scope import FOR_A_BOY, clause_end
from intents.text import Text, fold
from intents.topics import as_fields, without_descriptions, without_wishes, without_workplaces
from intents.vocabulary import load

#: Who looks for work in their trade asks for it.
_FOR_WORK = frozenset({"job-dating", "recrutement"})
#: Audiences that are no pupils: their number is no size of a class.
_GROWN_UP = frozenset({"demandeurs-emploi", "rh", "entreprises", "orientation"})
#: A reach of no word at all: « ceux qui bossent dans le cuir » tell of no career.
_NONE = -2
#: How many words may stand between what tells of a career, or of a course, and its field.
_REACHES = {"careers": 5, "courses": 0, "of_many": _NONE}

#: Families that tell that pupils come with who asks.
_LED = frozenset({"class", "teacher"})

#: Once accents are folded, « où le 19 ? » and « ou le 19 » are the same words.
_WHERE = "où"


class InterestReader:
    """Finds all in a message that is neither a date, a place nor the intent.

    Families and values: "kind", "sector", "theme", "interest" (sector or theme) and "accessibility" hold tuples of
    slugs; "product" the sectors of a thing that is better looked for by its own word; "clear" names of criteria;
    "free", "available", "full", "accessible" hold True; "online" and "women" True or False; "generic" and "none" say
    nothing; "negation" holds "before" or "after" and the families that it may exclude; "correction" nothing; "mode"
    "add", "replace", "narrow" or "reset". Those of `PeopleReader` and `CountReader` too.
    """

    def __init__(self) -> None:
        structure = load("structure")
        self._topics = PhraseTable(topic_entries(), both=_of_both)
        #: Things and trades that people also speak of when they ask for something else.
        self._everyday = PhraseTable(sector_entries("everyday", "product"))
        self._trades = PhraseTable(sector_entries("trades", "product"))
        self._structure = PhraseTable(structure_entries(structure))
        self._careers = PhraseTable(
            (phrase, reach) for name, reach in _REACHES.items() for phrase in phrases(structure[name])
        )
        self._fields = PhraseTable((phrase, True) for phrase in phrases(structure["own_field"]))
        self._opening = PhraseTable(listed_entries("mode", structure["opening"]))
        self._corrections = PhraseTable(entries("correction", None, structure["correction"]))
        self._relatives = RelativeReader()
        self._women = PhraseTable(
            (phrase, True) for phrase in phrases(load("interests/conditions")["women_after_kind"])
        )
        self._people = PeopleReader()
        self._counts = CountReader()
        #: Words (folded) that a speller should correct to, …
        self.words = frozenset(
            words_of(spelt for phrase, _ in topic_entries(GROUPS[:1]) for spelt in whole_words(phrase))
            | self._structure.words
            | self._corrections.words
            | self._opening.words
            | self._relatives.words
            | self._people.words
            | self._counts.words
        )
        #: … and those that it should only where none of these is as near: « vistes » is no jacket.
        self.things = self._topics.words - self.words - self._everyday.words
        #: Words for the kinds of events, which are meant where another is as near: « visige » is no face.
        self.kinds = frozenset(
            fold(phrase) for phrase, (family, _) in topic_entries(()) if family == "kind" and phrase.isalpha()
        )
        #: Words that it should leave alone.
        self.known = self._everyday.words | {f"{word}s" for word in self._everyday.words}

    def find(self, text: Text) -> list[Span]:
        """All readings; they may overlap, and `intents.scope.settle` says which stand."""
        structure = self._structured(text)
        people, counts = self._who(text)
        topics = self._named(text, [*people, *counts])
        people += self._for_women(text, topics)
        refusals = [s for s in structure if s.family == "negation"]
        topics = _not_inside(as_fields(text, topics), refusals)  # « j'en ai soupé » is no soup
        found = [*topics, *people, *counts]
        return [*found, *_not_inside(structure, found)]

    def _structured(self, text: Text) -> list[Span]:
        """The words that say how the rest is meant."""
        matches = [*self._structure.find(text), *self._corrections.find(text)]
        opening = self._opening.at(text, 0) if text.tokens else None
        if opening and text.typed(0, 1).lower() != _WHERE:
            matches.append(opening)
        return [span_of(text, match, *match.value) for match in matches]

    def _named(self, text: Text, people: Iterable[Span]) -> list[Span]:
        """What is asked for of all that a message names, by and for some people."""
        topics = [span_of(text, match, *match.value) for match in self._topics.find(text)]
        if not topics:
            return topics
        topics = self._without_careers(text, self._asked(text, topics), people)
        return without_wishes(without_descriptions(text, without_workplaces(text, topics)))

    def _who(self, text: Text) -> tuple[list[Span], list[Span]]:
        """Who asks and for whom; then ages and numbers, those of relatives who are only spoken of aside."""
        relatives = self._relatives.find(text)
        people = self._people.find(text, relatives)
        people += [
            span_at(text, *_names(text, r), "women", False, rule=FOR_A_BOY)
            for r in relatives
            if r.is_asked and r.sex == "male"
        ]
        grown_up = any(s.family == "audience" and not _GROWN_UP.isdisjoint(s.value.slugs) for s in people)
        told = [r for r in relatives if not r.is_asked]
        counts = [
            s
            for s in self._counts.find(text, relatives)
            if not (grown_up and s.family == "group_size")
            and not (s.family in ("age", "women") and any(r.holds(s.first) for r in told))
        ]
        return people, counts

    def _asked(self, text: Text, topics: Sequence[Span]) -> list[Span]:
        """Topics without what is only spoken of: « soudeur au chômage, je vise la pharma », « après mon thé »."""
        trades = [s for s in topics if _is_in(self._trades, text, s) and is_own_trade(text, s.first, s.last)]
        others = [s for s in topics if s not in trades]
        if any(s.family in TOPICS or (s.family == "kind" and _FOR_WORK.isdisjoint(s.value)) for s in others):
            topics = others
        asked: list[Span] = []
        for span in topics:
            if not _is_in(self._everyday, text, span) or is_introduced(text, span.first, span.last, asked):
                asked.append(span)
        return asked

    def _for_women(self, text: Text, topics: Iterable[Span]) -> Iterator[Span]:
        """« job dating femmes »."""
        for span in topics:
            if span.family == "kind" and span.last < len(text) and (found := self._women.at(text, span.last)):
                yield span_of(text, found, "women", True)

    def _without_careers(self, text: Text, topics: list[Span], people: Iterable[Span]) -> list[Span]:
        """What the asker worked in for years is told, not asked: « trente ans à la filature ».

        So is the field of a class, unless it is taken up: « mes BTS électrotechnique ».
        """
        careers = [c for c in self._careers.find(text) if not _is_age(text, c.first)]
        if not careers:
            return topics
        told = [
            s
            for s in topics
            if s.family in TOPICS
            and any(
                c.first < s.first
                and c.last - 1 <= s.first <= c.last + _reach(c)
                and _is_one_clause(text, c.last, s.first)
                for c in careers
            )
        ]
        if any(s.family in TOPICS and s not in told for s in topics):
            return [s for s in topics if s not in told]
        fields = {c.last for c in careers if not _reach(c)} if any(s.family in _LED for s in people) else set()
        if fields and self._fields.find(text):
            fields = set()
        return [s for s in topics if s not in told or not (s.family == "product" or s.first in fields)]


def _names(text: Text, relative: Relative) -> tuple[int, int]:
    """The words that name him, without how many they are or how old he is: « mon grand [de 15 ans] »."""
    first = relative.last - 1 if number_at(text, relative.first) else relative.first
    of = range(first, relative.last)
    return first, next((i for i in of if text.tokens[i].fixed == "de"), relative.last)


def _is_age(text: Text, first: int) -> bool:
    """« ma fille de 11 ans », not « vingt ans d'usine »."""
    return first > 1 and text.fixed[first] == "ans" and text.fixed[first - 2] == "de"


def _reach(career: Match[int]) -> int:
    """« 52 ans, maçon » is told by the very next word, « trente ans passés dans un garage » by a few."""
    return career.value if career.last - career.first > 1 else 0


def _is_one_clause(text: Text, first: int, last: int) -> bool:
    return last <= clause_end(text, first)


def _is_in(table: PhraseTable[Reading], text: Text, span: Span) -> bool:
    """Whether a topic is one of a table's."""
    match = table.at(text, span.first) if span.family in TOPICS else None
    return match is not None and match.last == span.last


def _of_both(first: Reading, second: Reading) -> Reading:
    """A thing of two sectors; else the first given."""
    (family, slugs), (other, more) = first, second
    return (family, tuple(dict.fromkeys((*slugs, *more)))) if family == other == "product" else first


def _not_inside(spans: list[Span], others: Sequence[Span]) -> list[Span]:
    """Spans that no longer span of the others holds."""
    if not spans or not others:
        return spans
    covering: dict[int, list[Span]] = defaultdict(list)
    for other in others:
        for i in range(other.first, other.last):
            covering[i].append(other)
    return [
        span
        for span in spans
        if not any(s.first <= span.first and span.last <= s.last and len(s) > len(span) for s in covering[span.first])
    ]
