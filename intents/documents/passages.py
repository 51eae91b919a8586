"""The texts of one event, and the words of vocabularies found in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from intents.phrases import PhraseTable
from intents.prose import Prose

#: What passages are called, the most telling first.
TITLE, TAGS, NOTE, TEXT = "title", "tags", "note", "text"


class Mention(NamedTuple):
    """A fact that a text states."""

    #: Field of a programme file: "kind", "sectors", "conditions.min_age".
    field: str
    value: Any
    #: The words it was read from, as written.
    words: str
    #: False when the words may mean something else, or others contradict them.
    is_sure: bool = True


@dataclass(frozen=True)
class Passage:
    """One of the texts of an event."""

    name: str
    prose: Prose


class Hit(NamedTuple):
    """Words of a vocabulary, found at tokens first…last (half-open) of a passage."""

    passage: Passage
    first: int
    last: int
    family: str
    value: Any

    @property
    def where(self) -> str:
        """Name of the passage."""
        return self.passage.name

    @property
    def keys(self) -> tuple[str, ...]:
        """What its tokens are found by."""
        return self.passage.prose.keys[self.first : self.last]

    @property
    def words(self) -> str:
        """As written."""
        return self.passage.prose.typed(self.first, self.last)

    def around(self, before: int, after: int) -> tuple[str, ...]:
        """The keys of so many tokens before it and after it."""
        keys = self.passage.prose.keys
        return keys[max(self.first - before, 0) : self.first] + keys[self.last : self.last + after]


def hits(table: PhraseTable[tuple[str, Any]], passages: Iterable[Passage]) -> list[Hit]:
    """All that a table finds, passage by passage, from left to right."""
    return [
        Hit(passage, match.first, match.last, *match.value)
        for passage in passages
        for match in table.find(passage.prose)
    ]
