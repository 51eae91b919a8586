"""Phrases of a vocabulary, found in a message token by token, longest first."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from intents.text import Text, keys, words

T = TypeVar("T")
_MARKS = re.compile(r"[\[\]()|]|[^\[\]()|]+")
_CLOSING = {"[": "]", "(": ")"}


def expand(template: str) -> Iterator[str]:
    """All phrases of a template: `[x]` may be left out, `(a|b)` is one or the other; groups may hold groups.

    « (visiter|voir) [une] usine » → visiter une usine, visiter usine, voir une usine, voir usine.
    """
    marks = _MARKS.findall(template)
    if len(marks) < 2:  # nothing to choose from
        yield " ".join(template.split())
        return
    for phrase in dict.fromkeys(_choices(marks, "")):
        yield " ".join(phrase.split())


def _choices(marks: list[str], closing: str) -> list[str]:
    """The phrases of all that stands before a closing mark; `marks` loses what was read."""
    done: list[str] = []
    begun = [""]
    while marks and marks[0] != closing:
        mark = marks.pop(0)
        if mark == "|":
            done, begun = done + begun, [""]
        elif mark in _CLOSING:
            inner = _choices(marks, _CLOSING[mark]) + ([""] if mark == "[" else [])
            begun = [left + right for left in begun for right in inner]
        else:
            begun = [left + mark for left in begun]
    if marks:
        marks.pop(0)
    return done + begun


class Match(NamedTuple, Generic[T]):
    """A phrase found at tokens first…last (half-open). `cost` counts letters corrected in it."""

    first: int
    last: int
    value: T
    phrase: str
    cost: int


#: What follows a key; under `_ENTRY`, the phrase that ends there and what it stands for.
_Node = dict[str | None, Any]
_ENTRY = None


class PhraseTable(Generic[T]):
    """Phrases (templates of `expand`) and what each stands for; the first given wins when two are alike."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node = {}
        typed: set[str] = set()
        for template, value in entries:
            for phrase in expand(template):
                typed.update(phrase.split())
                if (node := self._node(phrase)) is not None:
                    node.setdefault(_ENTRY, (phrase, value))
        #: Every word of every phrase, folded, as a corrector needs them.
        self.words: set[str] = set(words(" ".join(typed)))

    @classmethod
    def of_all(cls, entries: Iterable[tuple[str, T]]) -> "PhraseTable[tuple[T, ...]]":
        """A table that keeps all that a phrase stands for, in the order given."""
        table: PhraseTable[tuple[T, ...]] = PhraseTable(())
        for template, value in entries:
            for phrase in expand(template):
                if (node := table._node(phrase)) is not None:
                    known, values = node.get(_ENTRY, (phrase, ()))
                    node[_ENTRY] = known, values if value in values else (*values, value)
        return table

    def _node(self, phrase: str) -> _Node | None:
        """Where a phrase ends in the tree, made when it is new; None for no words at all."""
        node = self._root
        for key in keys(phrase):
            node = node.setdefault(key, {})
        return None if node is self._root else node

    def at(self, text: Text, first: int) -> Match[T] | None:
        """The longest phrase that begins at a token, if any."""
        best = None
        node = self._root
        for i in range(first, len(text.keys)):
            if text.keys[i] not in node:
                break
            node = node[text.keys[i]]
            if _ENTRY in node:
                best = i + 1, node[_ENTRY]
        return _match(text, first, *best) if best else None

    def every(self, text: Text) -> Iterator[Match[T]]:
        """All phrases of a message, those inside others too."""
        for first in range(len(text.keys)):
            node = self._root
            for i in range(first, len(text.keys)):
                if text.keys[i] not in node:
                    break
                node = node[text.keys[i]]
                if _ENTRY in node:
                    yield _match(text, first, i + 1, node[_ENTRY])

    def find(self, text: Text) -> list[Match[T]]:
        """Phrases of a message from left to right, the longest at each place, none overlapping."""
        found, i = [], 0
        while i < len(text.keys):
            match = self.at(text, i) if text.keys[i] in self._root else None
            if match:
                found.append(match)
            i = match.last if match else i + 1
        return found


def _match(text: Text, first: int, last: int, entry: tuple[str, T]) -> Match[T]:
    phrase, value = entry
    return Match(first, last, value, phrase, sum([t.cost for t in text.tokens[first:last]]))
