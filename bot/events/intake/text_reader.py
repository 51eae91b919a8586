"""What an import needs of whoever reads French: facts of an event, out of its free text."""

from collections.abc import Hashable, Sequence
from datetime import datetime
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


class Held(Protocol):
    """A time at which a text says that something is held."""

    @property
    def start(self) -> datetime:
        """Local."""

    @property
    def end(self) -> datetime | None:
        """Local; None when the text only says when it begins."""

    @property
    def whole_days(self) -> bool:
        """The text names days, and no hours."""

    @property
    def has_year(self) -> bool:
        """False when the year is the next one in which there is such a day."""


class TextReader(Hashable, Protocol):
    """Reads facts out of free text; `intents.documents.DocumentReader` is one, unknowingly."""

    def mentions(self, *, title: str, tags: str, note: str, text: str) -> Sequence[Mention]:
        """What title, key words, conditions and text of one event state: a mention a field, or a value of a list."""

    def reserved(self, text: str) -> Sequence[Mention]:
        """What says that an event is kept for a named class or group: one mention at most."""

    def moments(self, text: str, now: datetime) -> Sequence[Held]:
        """When something is held: « mardi 23 novembre de 9h à 12h ». Days without a year are the next after `now`."""
