"""Phrases of a vocabulary, found in a message token by token, longest first.

Templates are never spelt out: `(a|b)` and `[x]` stand for thousands of phrases. They stay as they are written but for
their first word, and the tree of phrases grows along the words that messages hold.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from intents.reader import read_stretch, words
from intents.text import Opening

T = TypeVar("T")
_MARKS = re.compile(r"[\[\]()|]|[^\[\]()|]+")
_NO_WORDS = re.compile(r"[\[\]()|]")
#: A group that is a part of a word: « apprenti[e]s ».
_PART_OF_WORD = re.compile(r"[^\s(\[|][(\[]|[)\]][^\s)\]|]")
#: A template that opens with a word, or with a group that holds no other.
_OPENING_WORD = re.compile(r"\s*([^\s(\[]+)\s+(\S.*)")
_OPENING = ("(", "[")
_OPENING_GROUP = re.compile(r"\s*([(\[])([^()\[\]]*)[)\]]\s*(.*)")
#: What is read of a template: words, and groups of alternatives.
_Piece: TypeAlias = "str | list[list[_Piece]]"
#: Where a phrase goes on: a key, the word that it comes from and where it goes on then; several ways; words, or words
#: and where they go on then, that nobody has come to yet; None at its end.
_Place: TypeAlias = "tuple[str, str, _Place] | tuple[str, _Place] | list[_Place] | str | None"
#: What follows a key; under `_ENTRY`, what the phrase that ends there stands for, and the phrase. Until a message comes
#: that way there stands a list of the templates that begin with the key, or a tuple of what goes on after it.
_Node: TypeAlias = dict[str | None, Any]
_ENTRY = None


class Text(Protocol):
    """What phrases are found in: a message (`intents.text.Text`) or a long text (`intents.prose.Prose`)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What each token is found by."""

    def places(self, openings: set[Opening]) -> list[int]:
        """The tokens at which some openings stand, from left to right."""


def expand(template: str) -> Iterator[str]:
    """All phrases of a template: `[x]` may be left out, `(a|b)` is one or the other; groups may hold groups.

    « (visiter|voir) [une] usine » → visiter une usine, visiter usine, voir une usine, voir usine.
    """
    for phrase in dict.fromkeys(_spelt_out(_parsed(template))):
        yield " ".join(phrase.split())


def _parsed(template: str) -> list[list[_Piece]]:
    return _alternatives(iter(_MARKS.findall(template)))


def _alternatives(marks: Iterator[str]) -> list[list[_Piece]]:
    """The alternatives of a group, up to the mark that closes it."""
    found: list[list[_Piece]] = [[]]
    for mark in marks:
        if mark in ")]":
            break
        if mark == "|":
            found.append([])
        elif mark in "([":
            found[-1].append(_alternatives(marks) + ([[]] if mark == "[" else []))
        else:
            found[-1].append(mark)
    return found


def _spelt_out(alternatives: list[list[_Piece]]) -> Iterator[str]:
    for pieces in alternatives:
        begun = [""]
        for piece in pieces:
            ends = [piece] if isinstance(piece, str) else [*_spelt_out(piece)]
            begun = [left + right for left in begun for right in ends]
        yield from begun


class Match(Struct, Generic[T], frozen=True):
    """A phrase found at tokens first…last (half-open)."""

    first: int
    last: int
    value: T
    phrase: str


class PhraseTable(Generic[T]):
    """Phrases (templates of `expand`) and what each stands for; the first given wins when two are alike."""

    def __init__(self, entries: Iterable[tuple[str, T]], both: Callable[[T, T], T] = lambda first, _: first) -> None:
        """`both` tells what a phrase stands for that is given twice."""
        self._both = both
        self._phrases: list[str] = []
        self._root: _Node = {}
        for template, value in entries:
            for phrase in whole_words(template):
                self._phrases.append(phrase)
                for key in _first_keys(phrase):
                    self._root.setdefault(key, []).append((phrase, value))
        #: What phrases begin with: two keys, or one where it is the whole phrase or no message has had it yet.
        self._openings: set[Opening] = {key for key in self._root if key is not None}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every phrase, folded, as a corrector needs them."""
        return words_of(self._phrases)

    @classmethod
    def of_all(cls, entries: Iterable[tuple[str, T]]) -> "PhraseTable[tuple[T, ...]]":
        """A table that keeps all that a phrase stands for, in the order given."""
        return PhraseTable(((template, (value,)) for template, value in entries), _all)

    def _grown(self, begun: Iterable[tuple[_Place, str, T]]) -> _Node:
        """A node of the tree, of all that goes on there: the place, the phrase so far, what it stands for."""
        node: _Node = {}
        going_on: dict[str, dict[tuple[int, int], tuple[_Place, str, T]]] = {}
        for start, phrase, value in begun:
            for place in _ways(start):
                if place is not None:
                    key, word, after = place
                    # what is the same from there on is the same phrase, spelt otherwise: « visite », « visites »
                    same = id(after), id(value)
                    going_on.setdefault(key, {}).setdefault(same, (after, f"{phrase} {word}".strip(), value))
                elif phrase:
                    known = node.get(_ENTRY)
                    node[_ENTRY] = (self._both(known[0], value), known[1]) if known else (value, phrase)
        return node | {key: tuple(found.values()) for key, found in going_on.items()}

    def _begun(self, key: str, templates: Iterable[tuple[str, T]]) -> _Node:
        """The node after a first key that a message has for the first time, of the templates that begin with it."""
        steps = [(step, value) for template, value in templates for step in _ways(template)]
        node = self._grown([(step[2], step[1], value) for step, value in steps if step and step[0] == key])
        if _ENTRY not in node:
            self._openings.update((key, following) for following in node if following)
            self._openings.discard(key)
        return node

    def _ends(self, keys: Sequence[str], first: int) -> list[tuple[int, T, str]]:
        """What ends on the way of a message from a token on: the index after its last key, the value, the phrase."""
        node, found = self._root, []
        for i in range(first, len(keys)):
            following = node.get(keys[i])
            if following is None:
                break
            if not isinstance(following, dict):  # nobody came this way before
                following = self._begun(keys[i], following) if node is self._root else self._grown(following)
                node[keys[i]] = following
            node = following
            if _ENTRY in node:
                found.append((i + 1, *node[_ENTRY]))
        return found

    def at(self, text: Text, first: int) -> Match[T] | None:
        """The longest phrase that begins at a token, if any."""
        if text.keys[first] not in self._root or not (ends := self._ends(text.keys, first)):
            return None
        last, value, phrase = ends[-1]
        return Match(first, last, value, phrase)

    def ending(self, text: Text, last: int, reach: int) -> Match[T] | None:
        """The longest phrase that ends before a token and holds so many at most, if any."""
        keys = text.keys[:last]
        for first in range(max(0, last - reach), last):
            if keys[first] in self._root:
                for end, value, phrase in self._ends(keys, first):
                    if end == last:
                        return Match(first, last, value, phrase)
        return None

    def every(self, text: Text) -> list[Match[T]]:
        """All phrases of a message, those inside others too."""
        return [
            Match(first, last, value, phrase)
            for first in text.places(self._openings)
            for last, value, phrase in self._ends(text.keys, first)
        ]

    def find(self, text: Text, within: range | None = None) -> list[Match[T]]:
        """Phrases of a message from left to right, the longest at each place, none overlapping.

        `within` are the tokens that they may begin at, when not all.
        """
        found: list[Match[T]] = []
        end = 0
        for first in text.places(self._openings) if within is None else self._places(text.keys, within):
            if first >= end and (ends := self._ends(text.keys, first)):
                end, value, phrase = ends[-1]
                found.append(Match(first, end, value, phrase))
        return found

    def _places(self, keys: Sequence[str], within: range) -> list[int]:
        return [i for i in within if keys[i] in self._openings or keys[i : i + 2] in self._openings]


def whole_words(template: str) -> Iterable[str]:
    """The template itself, or all its phrases where a group is a part of a word: « soud(eur|euse) »."""
    return expand(template) if _has_groups(template) and _PART_OF_WORD.search(template) else (template,)


def words_of(templates: Iterable[str]) -> frozenset[str]:
    """Every word of templates without groups inside words, folded."""
    return frozenset(words(" ".join(set(_NO_WORDS.sub(" ", " ".join(templates)).split()))))


def _has_groups(template: str) -> bool:
    return "(" in template or "[" in template


def _first_keys(template: str) -> Collection[str]:
    """The keys that a template's phrases begin with, each once."""
    if template[:1] not in _OPENING:
        head = template.split(None, 1)[:1]
        if head and (found := read_stretch(head[0]).keys):
            return found[:1]
    elif group := _OPENING_GROUP.fullmatch(template):
        ways = [group[3], *group[2].split("|")] if group[1] == "[" else group[2].split("|")
        if all(ways):
            return {key for way in ways for key in _first_keys(way)}
    return {step[0] for step in _ways(template) if step}


def _begin(phrase: str) -> _Place:
    """Where a template, or what is left of one, begins."""
    if not _has_groups(phrase):
        return _first_word(phrase, None)
    if word := _OPENING_WORD.fullmatch(phrase):
        return _step(word[1], word[2])
    if group := _OPENING_GROUP.fullmatch(phrase):
        after = group[3] or None
        ways: list[_Place] = [(way, after) for way in group[2].split("|")]
        return [*ways, after] if group[1] == "[" else ways
    return _place(_parsed(phrase), None)


def _place(alternatives: list[list[_Piece]], after: _Place) -> _Place:
    """Where a group begins that goes on `after`."""
    ways: list[_Place] = []
    for pieces in alternatives:
        place = after
        for piece in reversed(pieces):
            place = (piece, place) if isinstance(piece, str) else _place(piece, place)
        ways.append(place)
    return ways[0] if len(ways) == 1 else ways


def _first_word(typed: str, after: _Place) -> _Place:
    """Where words begin that go on `after`; the second is left for who comes to it."""
    match typed.split(None, 1):
        case []:
            return after
        case [word]:
            return _step(word, after)
        case [word, rest]:
            return _step(word, rest if after is None else (rest, after))
    raise AssertionError(typed)


def _step(word: str, after: _Place) -> _Place:
    """Where a word begins that goes on `after`."""
    shown = word
    for key in reversed(read_stretch(word).keys):
        after, shown = (key, shown, after), ""  # « d'usine » is two keys and one word
    return after


def _ways(place: _Place) -> Sequence[tuple[str, str, _Place] | None]:
    """What may come next: keys, or None for the end."""
    if isinstance(place, list):
        return [step for way in place for step in _ways(way)]
    if isinstance(place, str):
        return _ways(_begin(place))
    return (place,) if place is None or len(place) == 3 else _ways(_first_word(*place))


def _all(known: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return known + tuple(value for value in more if value not in known)
