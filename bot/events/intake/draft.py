"""One event on its way in: values, each with where it was read, and what a person should look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: The origin of values that were read out of free text.
TEXT = "texte"


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it comes from."""

    #: As `docs/events-format.md` has it; of `sessions`, a list of `Slot`.
    value: Any
    #: The source's own name of the field: "location.city", « colonne « Commune » ».
    origin: str
    #: The words it was read from, when it is not the field as it stands.
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One time at which an event is held, as a source gives it: aware, or local to the programme."""

    start: datetime
    #: None when the source does not tell it.
    end: datetime | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a person should look at."""

    #: Where in the source: « fichier.csv, ligne 12 ».
    where: str
    #: Id of the event, "" before it has one.
    event: str
    #: Field of the programme file: "place.city".
    field: str
    #: A key of intake.yaml: what is wrong or doubtful.
    what: str
    #: "refused": the event is left out; "doubtful": the field is left empty, or as near as can be; "note": mended.
    level: str
    #: French sentence: what is wrong, what is accepted, how it was mended if it was.
    text: str

    def __str__(self) -> str:
        return " : ".join(part for part in (self.where, self.event, self.text) if part)


class Draft:
    """An event as one source tells it. Importers fill it, `settling.py` makes an entry of a programme of it."""

    __slots__ = ("doubts", "key", "refusal", "removed", "source", "tags", "text", "updated", "values", "where")

    def __init__(self, *, source: str, key: str, where: str) -> None:
        """`key` is what the source itself calls the event: its id is made of `source` and it."""
        self.source, self.key, self.where = source, key, where
        #: By path of the programme file: "title", "place.city", "conditions.min_age".
        self.values: dict[str, Found] = {}
        #: What a person should look at: field, key of intake.yaml, level, values of its sentence.
        self.doubts: list[tuple[str, str, str, dict[str, object]]] = []
        #: Free text and key words beside title and summary, out of which facts are read.
        self.text, self.tags = "", ""
        #: When the source last changed it.
        self.updated: datetime | None = None
        #: The source says that the event is no more.
        self.removed = False
        #: Why it makes no event, a key of intake.yaml and the values of its sentence; None when it does.
        self.refusal: tuple[str, dict[str, object]] | None = None

    def put(self, field: str, value: Any, origin: str, words: str = "") -> None:
        """Note a value; what is empty is none."""
        if value is not None and value != "" and value != []:
            self.values[field] = Found(value, origin, words)

    def get(self, field: str) -> Any:
        """The value of a field, None without one."""
        found = self.values.get(field)
        return found.value if found else None

    def drop(self, field: str, what: str, level: str = "doubtful", /, **values: object) -> None:
        """Leave a field empty, and say why."""
        found = self.values.pop(field, None)
        self.doubt(field, what, level, **{"value": found.value if found else "", **values})

    def doubt(self, field: str, what: str, level: str = "doubtful", /, **values: object) -> None:
        """Say what a person should look at: a key of intake.yaml, and what fills its places (besides `field`)."""
        self.doubts.append((field, what, level, values))

    def refuse(self, what: str, /, **values: object) -> None:
        """Leave the event out, and say why."""
        self.refusal = what, values

    def __iter__(self) -> Iterator[tuple[str, Found]]:
        return iter(self.values.items())
