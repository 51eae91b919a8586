"""A row of a sheet, by the fields that its columns name, as the draft of an event."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.events.intake.draft import Draft, Heading
from bot.events.intake.ids import ID
from bot.events.intake.importer import Setting
from bot.events.intake.refusal import sentence
from bot.events.intake.tables import cells as cell
from bot.events.intake.tables.columns import columns
from bot.events.intake.tables.moments import said
from bot.events.intake.tables.times import COLUMNS, read_slots
from bot.events.reading import EMAIL, URL

#: Ids of events of sheets that have none are made of what names them, after this word.
SOURCE = "feuille"
_TEXTS = (
    *("title", "summary", "organiser", "url", "registration.url", "registration.email", "registration.phone"),
    *(f"place.{name}" for name in ("name", "address", "city")),
    *(f"meeting_point.{name}" for name in ("name", "address", "city", "note")),
    "conditions.note",
)
_CODES = tuple(f"{place}.{name}" for place in ("place", "meeting_point") for name in ("postal_code", "insee"))
_CODE_LENGTH, _PHONE_LENGTH = 5, 10
_LISTS = ("sectors", "themes", "audiences", "accessibility")
_SLUGS = ("kind", "status")
_FLAGS = (
    *("online", "reserved", "conditions.id_required", "conditions.women_only", "conditions.registration_required"),
)
_NUMBERS: Mapping[str, Callable[[Any], float | int]] = {
    "conditions.min_age": cell.number,
    "conditions.capacity": cell.number,
    "conditions.price_eur": cell.price,
    "place.lat": cell.number,
    "place.lon": cell.number,
}
_NAMES = ("title", "place.city", "place.name", "organiser")
_POSITION = re.compile(r"\s*(-?\d+[.,]\d+)\s*[,; ]\s*(-?\d+[.,]\d+)\s*")
#: « Port du Korejou, 29880 Plouguerneau » in a column of towns is an address.
_ADDRESS = re.compile(r"\d.*,|,.*\d|\b\d{5}\b|,.*,")
_WITHIN = {
    "registration.email": re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.\w+"),
    "registration.url": re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE),
    "registration.phone": re.compile(r"(?:\+33\s?|0)\d(?:[ .-]?\d\d){4}"),
}


class RowReader:
    """Reads the rows of one material."""

    def __init__(self, setting: Setting, headings: Mapping[str, Heading], unknown: Sequence[Heading] = ()) -> None:
        """`headings`: what the source calls the fields it has; `unknown`: what it calls the others."""
        self._setting = setting
        labels = {column.field: Heading(text=column.label) for column in columns()}
        when = next((headings[field] for field in COLUMNS if field in headings), labels["sessions"])
        self._unknown = unknown
        self._headings = {**labels, "sessions": when, **headings, **{heading.text: heading for heading in unknown}}
        self._origins = {field: str(heading) for field, heading in self._headings.items()}
        self._keys = set[str]()
        self._readers = {**_NUMBERS, **dict.fromkeys(_FLAGS, cell.flag), "conditions.registration_until": self._until}

    def drafts(self, rows: Iterator[tuple[str, Mapping[str, Any]]]) -> Iterator[Draft]:
        """Rows, each with where it stands, as drafts: one that only says when goes on with the event above it."""
        above: Draft | None = None
        for where, row in rows:
            is_complete = cell.text(row.get("read_texts")).strip().lower() in cell.names("flags")["false"]
            is_none = cell.is_empty if is_complete else cell.is_nothing
            filled = {field: value for field, value in row.items() if not is_none(value)}
            if not filled or self._is_example(filled):
                continue
            if above and filled.keys() <= set(COLUMNS):
                slots = read_slots(above, filled, self._setting)
                above.put("sessions", [*(above.get("sessions") or []), *slots], self._origins["sessions"])
                continue
            if above:
                yield self._named(above)
            above = self._draft(where, filled, is_complete)
            for heading in self._unknown:
                above.doubt(heading.text, "column_unknown", "note")
            self._unknown = ()
        if above:
            yield self._named(above)

    def _is_example(self, filled: Mapping[str, Any]) -> bool:
        """The row of the template that shows how to fill it, or a header that is repeated."""
        title = cell.text(filled.get("title")).strip()
        is_header = title == self._headings["title"].text and len(filled) > 1
        return is_header or cell.text(filled.get("id")).strip().lower() == cell.table_names()["example"]

    def _draft(self, where: str, filled: Mapping[str, Any], is_complete: bool) -> Draft:
        key = cell.text(filled.get("id")).strip()
        draft = Draft(source="" if ID.fullmatch(key) else SOURCE, key=key, where=where)
        draft.columns = self._headings
        draft.is_complete = is_complete
        if filled.keys() == {"title"}:
            draft.refuse("only_title")
        self._put_texts(draft, filled)
        self._put_words(draft, filled)
        self._put_facts(draft, filled)
        self._put_contacts(draft, filled)
        draft.put("sessions", read_slots(draft, filled, self._setting), self._origins["sessions"])
        return draft

    def _named(self, draft: Draft) -> Draft:
        """A draft with a key: its own, else what names it, with its first moment when another has that name."""
        if draft.key:
            return draft
        names = [cell.text(draft.get(field)).strip().lower() for field in _NAMES]
        if any(names):
            slots = draft.get("sessions") or []
            draft.key = _digest(names)
            if draft.key in self._keys:
                draft.key = _digest([*names, *(f"{slot.start:%Y-%m-%dT%H:%M}" for slot in slots)])
            self._keys.add(draft.key)
        return draft

    def _put_texts(self, draft: Draft, filled: Mapping[str, Any]) -> None:
        for field in _TEXTS:
            if field in filled:
                said_ = cell.text(filled[field])
                draft.put(field, said_ if draft.is_complete else said_.strip(), self._origins[field])
        for field in _CODES:
            if field in filled:
                draft.put(field, cell.digits(filled[field], _CODE_LENGTH), self._origins[field])
        draft.text, draft.tags = cell.text(filled.get("text")), cell.text(filled.get("tags"))
        city = draft.get("place.city") or ""
        if not draft.is_complete and _ADDRESS.search(city):
            address = ", ".join(filter(None, (draft.get("place.address"), city)))
            draft.put("place.address", address, self._origins["place.city"])
            del draft.values["place.city"]

    def _put_words(self, draft: Draft, filled: Mapping[str, Any]) -> None:
        for field in (*_LISTS, *_SLUGS):
            if field not in filled:
                continue
            known, unknown = cell.slugs(field, filled[field], self._setting.reader)
            for part in unknown:
                draft.doubt(field, "cell_unread", value=part, accepted=cell.accepted(field))
            if field in _SLUGS and len(known) > 1:
                draft.doubt(field, "one_only", value=cell.text(filled[field]), taken=known[0])
            value = known if field in _LISTS else known[0] if known else None
            draft.put(field, value, self._origins[field], cell.text(filled[field]))

    def _put_facts(self, draft: Draft, filled: Mapping[str, Any]) -> None:
        for field, read in self._readers.items():
            if field not in filled:
                continue
            try:
                draft.put(field, read(filled[field]), self._origins[field])
            except cell.Unread as error:
                if not self._put_within(draft, field, filled[field]):
                    draft.doubt(field, "cell_unread", value=cell.text(filled[field]), accepted=str(error))
        if found := _POSITION.fullmatch(cell.text(filled.get("position"))):
            for name, part in zip(("lat", "lon"), found.groups(), strict=True):
                draft.put(f"place.{name}", float(part.replace(",", ".")), self._origins["position"])

    def _until(self, value: Any) -> date | datetime:
        """The last day to register, or the last moment. Raises Unread."""
        found = said(value)
        if found and found.days and not found.is_span:
            day = found.days[0][1]
            return datetime.combine(day, found.hours[0][0]) if found.hours else day
        held = self._setting.reader.moments(cell.text(value), datetime(2000, 1, 1))
        if len(held) == 1 and held[0].has_year:
            return held[0].start.date() if held[0].whole_days else held[0].start
        raise cell.Unread(sentence("days_accepted"))

    def _put_contacts(self, draft: Draft, filled: Mapping[str, Any]) -> None:
        """A column of contacts may hold a name, an address and a number; the name is nobody's business."""
        if "registration" in filled and not self._put_within(draft, "registration", filled["registration"]):
            accepted = "https://exemple.fr/, nom@exemple.fr, 04 00 00 00 01"
            draft.doubt("registration", "cell_unread", value=cell.text(filled["registration"]), accepted=accepted)
        phone = draft.values.get("registration.phone")
        if phone and isinstance(filled.get("registration.phone"), int | float):
            draft.put("registration.phone", str(phone.value).zfill(_PHONE_LENGTH), phone.origin)
        for field, pattern in (("registration.email", EMAIL), ("registration.url", URL)):
            found = draft.values.pop(field, None)
            if found and (pattern.fullmatch(found.value) or not self._put_within(draft, field, found.value)):
                draft.values[field] = found

    def _put_within(self, draft: Draft, field: str, value: Any) -> bool:
        """Put the addresses and numbers that stand in a text; False when there are none."""
        is_any = False
        if field.startswith(("registration", "conditions.registration_required")):
            for name, pattern in _WITHIN.items():
                if found := pattern.search(cell.text(value)):
                    is_any = True
                    if name == field or draft.get(name) is None:
                        draft.put(name, found[0].rstrip(".,;"), self._origins[field], cell.text(value))
        return is_any


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
