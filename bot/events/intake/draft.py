"""One event on its way in: values, each with where it was read, and what a person should look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from bot.events.intake.tables.columns import label_of

#: The origin of values that were read out of free text.
TEXT = "texte"
#: What a line begins with that only tells.
NOTE = "note"


class Found(NamedTuple):
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
    #: None when the source does not tell it: from the first minute of a day to the last then means it.
    all_day: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a sheet calls a field, and where it stands there."""

    #: As it is written in the sheet, or what the sheet should call it.
    text: str
    #: The column, counted from 0; None without one.
    place: int | None = None

    @property
    def column(self) -> str:
        """What sheets call the column: 0 → « A », 26 → « AA »; "" without one."""
        name, rest = "", 0 if self.place is None else self.place + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("A") + letter) + name
        return name

    def __str__(self) -> str:
        return f"colonne {self.column} « {self.text} »" if self.column else f"« {self.text} »"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a person should look at."""

    #: Where in the source: « fichier.csv, ligne 12, colonne F « Commune » ».
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
        note = NOTE if self.level == "note" else ""
        return " : ".join(part for part in (self.where, self.event, note, self.text) if part)


class Draft:
    """An event as one source tells it. Importers fill it, `settling.py` makes an entry of a programme of it."""

    __slots__ = (
        *("columns", "doubts", "is_complete", "key", "refusal", "removed", "source", "tags", "text", "updated"),
        *("values", "where"),
    )

    def __init__(self, *, source: str, key: str, where: str) -> None:
        """`key` is what the source itself calls the event: its id is made of `source` and it.

        Without a `source`, `key` is an id already.
        """
        self.source, self.key, self.where = source, key, where
        #: By path of the programme file: "title", "place.city", "conditions.min_age".
        self.values: dict[str, Found] = {}
        #: What a person should look at: field, key of intake.yaml, level, values of its sentence.
        self.doubts: list[tuple[str, str, str, dict[str, object]]] = []
        #: Free text and key words beside title and summary, out of which facts are read.
        self.text, self.tags = "", ""
        #: The source has a place for all that a programme holds: what it leaves empty is not read out of texts, and
        #: these are taken as they stand.
        self.is_complete = False
        #: What the source, when it is a sheet, calls the fields, by path.
        self.columns: Mapping[str, Heading] = {}
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

    def place_of(self, field: str) -> str:
        """Where a field stands in the source, or the event when it is not known."""
        heading = self.columns.get(field)
        return f"{self.where}, {heading}" if heading and heading.column else self.where

    def name_of(self, field: str) -> str:
        """What people who know the source call a field, or sheets, when it is none."""
        return self.columns[field].text if field in self.columns else label_of(field)

    def __iter__(self) -> Iterator[tuple[str, Found]]:
        return iter(self.values.items())
