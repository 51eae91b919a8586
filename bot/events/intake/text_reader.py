"""What an import needs of whoever reads French: facts of an event, out of its free text."""

from collections.abc import Sequence
from typing import Any, Protocol


class Mention(Protocol):
    """A fact that a text states."""

    @property
    def field(self) -> str:
        """Field of the programme file: "kind", "sectors", "conditions.min_age"."""

    @property
    def value(self) -> Any:
        """One value of that field."""

    @property
    def words(self) -> str:
        """The words it was read from."""

    @property
    def is_sure(self) -> bool:
        """False when the words may mean something else, or contradict others."""


class TextReader(Protocol):
    """Reads facts out of free text; `intents.documents.DocumentReader` is one, unknowingly."""

    def mentions(self, *, title: str, tags: str, note: str, text: str) -> Sequence[Mention]:
        """What title, key words, conditions and text of one event state: a mention a field, or a value of a list."""
