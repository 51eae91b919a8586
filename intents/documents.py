"""Texts of organisers: what kind of event they announce, about what, for whom. Read with the words of questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from intents.interests import InterestReader
from intents.text import PLAIN


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact that a text states."""

    #: Field of a programme file: "kind", "sectors"…
    field: str
    value: Any
    #: The words it was read from, as written.
    words: str
    is_sure: bool = True


class DocumentReader:
    """Reads facts out of the texts of one event."""

    def __init__(self) -> None:
        self._interests = InterestReader()

    def mentions(self, title: str, tags: str, text: str) -> Sequence[Mention]:
        """What title, key words and text of one event state, one mention a field or a value of a list."""
        return list(self._kinds(title))

    def _kinds(self, title: str) -> Iterator[Mention]:
        read = PLAIN.read(title)
        for span in self._interests.find(read):
            if span.family == "kind":
                yield Mention("kind", span.value[0], read.raw[span.start : span.end])
                return
