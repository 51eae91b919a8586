"""When the event of a row is held: the columns of days and hours that sheets have, put together."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.events.editing.times import contradictions
from bot.events.intake.draft import Draft, Slot
from bot.events.intake.importer import Setting
from bot.events.intake.refusal import sentence
from bot.events.intake.tables.cells import text
from bot.events.intake.tables.moments import Hours, Said, length, pieces, said

#: Columns that say when, in the order in which they name the sessions of an event.
COLUMNS = (
    *("sessions.date", "sessions.start", "sessions.end", "sessions.start_time", "sessions.end_time"),
    *("sessions.hours", "sessions.length", "sessions"),
)
#: Those of the session that stands in columns of its own.
_OF_ONE = tuple(field for field in COLUMNS if field not in ("sessions", "sessions.length"))
#: Days without a year are looked for from that long before a programme on.
_BEFORE = timedelta(days=60)


def read_slots(draft: Draft, cells: Mapping[str, Any], setting: Setting) -> list[Slot]:
    """The sessions of a row; what cannot be read is told of."""
    reading = _Reading(draft, setting)
    found = [*reading.main(cells), *reading.listed("sessions", cells.get("sessions"))]
    for field in COLUMNS:
        cell = cells.get(field)
        for wrong in contradictions(cell, sorted({slot.start.year for slot in found})) if isinstance(cell, str) else ():
            draft.doubt(field, "weekday_contradicted", **wrong)
    lasting = cells.get("sessions.length")
    if lasting is None or all(slot.end for slot in found):
        return found
    duration = length(lasting)
    if duration is None:
        draft.doubt("sessions.length", "cell_unread", value=text(lasting), accepted=sentence("lengths_accepted"))
        return found
    return [replace(slot, end=slot.start + duration) if slot.end is None else slot for slot in found]


class _Reading:
    """Reads the cells of one row."""

    def __init__(self, draft: Draft, setting: Setting) -> None:
        self._draft, self._setting = draft, setting

    def main(self, cells: Mapping[str, Any]) -> Iterator[Slot]:
        """The session that stands in columns of its own."""
        hours = self._hours(cells)
        for field in ("sessions.date", "sessions.start"):
            if field in cells:
                first = said(cells[field])
                if first is None:
                    yield from self._with_hours(self.listed(field, cells[field]), hours)
                elif first.days:
                    yield from self._between(first, cells, hours)
                if first is None or first.days:
                    return
        if named := next((field for field in _OF_ONE if field in cells), None):
            self._draft.doubt(named, "no_day", value=text(cells[named]))

    def listed(self, field: str, value: Any) -> Iterator[Slot]:
        """The sessions of a cell that holds several, or tells one in words."""
        day: tuple[tuple[date, date], ...] = ()
        for piece in _pieces(value):
            if isinstance(piece, Slot):
                yield piece
                continue
            if isinstance(piece, dict):
                yield from self._recorded(field, piece)
                continue
            found = said(piece)
            if found is None:
                yield from self._in_words(field, text(piece))
            elif found.days or day:
                day = found.days or day
                yield from replace(found, days=day).slots()
            else:
                self._draft.doubt(field, "no_day", value=text(piece))

    def _recorded(self, field: str, record: Mapping[str, Any]) -> Iterator[Slot]:
        """A session as a programme file and exports have it: `start`, `end`, `all_day`."""
        try:
            start, end = (datetime.fromisoformat(text(record.get(name))) for name in ("start", "end"))
        except ValueError:
            value = f"{text(record.get('start'))} – {text(record.get('end'))}"
            self._draft.doubt(field, "moment_unread", value=value, accepted="2027-11-22T09:00")
        else:
            yield Slot(start=start, end=end, all_day=record.get("all_day") is True)

    def _hours(self, cells: Mapping[str, Any]) -> tuple[Hours, ...]:
        """What the columns of hours say."""
        columns = [name for name in ("hours", "start_time", "end_time") if f"sessions.{name}" in cells]
        told = {name: said(cells[f"sessions.{name}"]) for name in columns}
        for name, found in told.items():
            if found is None or not found.hours:
                value = text(cells[f"sessions.{name}"])
                accepted = sentence("hours_accepted")
                self._draft.doubt(f"sessions.{name}", "cell_unread", value=value, accepted=accepted)
        read = {name: found.hours for name, found in told.items() if found and found.hours}
        if "hours" in read:
            return read["hours"]
        start = read.get("start_time") or _times(cells.get("sessions.start"))
        end = read.get("end_time") or _times(cells.get("sessions.end"))
        return ((start[0][0], end[0][0] if end else start[0][1]),) if start else ()

    def _between(self, first: Said, cells: Mapping[str, Any], hours: tuple[Hours, ...]) -> Iterator[Slot]:
        """From the day that a column names to the one of the column of ends."""
        value = cells.get("sessions.end")
        last = said(value)
        if value is not None and last is None:
            accepted = sentence("moments_accepted")
            self._draft.doubt("sessions.end", "cell_unread", value=text(value), accepted=accepted)
        if last is None or not last.days:
            own = first.hours or hours
            if last and last.hours and len(own) == 1:
                own = ((own[0][0], last.hours[0][0]),)
            yield from replace(first, hours=own).slots()
            return
        days = ((first.days[0][0], last.days[0][1]),)
        if days[0][0] > days[0][1]:
            dates = f"{text(days[0][0])} – {text(days[0][1])}"
            self._draft.doubt("sessions.end", "end_first", value=dates)
        elif first.hours:
            start = datetime.combine(days[0][0], first.hours[0][0], first.zone)
            closes = last.hours[0][0] if last.hours else time(23, 59)
            is_open = not last.hours and days[0][0] == days[0][1]
            end = None if is_open else datetime.combine(days[0][1], closes, last.zone or first.zone)
            yield Slot(start=start, end=end, all_day=False)
        else:
            yield from Said(days=days, hours=hours).slots()

    def _with_hours(self, slots: Iterator[Slot], hours: tuple[Hours, ...]) -> Iterator[Slot]:
        """Days told in words take the hours of their own columns."""
        for slot in slots:
            if slot.all_day and hours:
                end = slot.end.date() if slot.end else slot.start.date()
                yield from Said(days=((slot.start.date(), end),), hours=hours).slots()
            else:
                yield slot

    def _in_words(self, field: str, piece: str) -> Iterator[Slot]:
        """« mardi 23 novembre de 9h à 12h »; without a year, the one of the programme."""
        start = self._setting.start
        now = datetime.combine(start - _BEFORE if start else date(2000, 1, 1), time())
        held = self._setting.reader.moments(piece, now)
        if not held:
            self._draft.doubt(field, "moment_unread", value=piece, accepted=sentence("moments_accepted"))
        elif held[0].has_year or start:
            if not held[0].has_year:
                self._draft.doubt(field, "no_year", "note", value=piece, taken=held[0].start.year)
            for moment in held:
                yield Slot(start=moment.start, end=moment.end, all_day=moment.whole_days)
        else:
            self._draft.doubt(field, "no_year_at_all", value=piece)


def _pieces(value: Any) -> list[Any]:
    """What a cell holds, one moment after the other."""
    if isinstance(value, str):
        return list(pieces(value))
    return value if isinstance(value, list) else [] if value is None else [value]


def _times(value: Any) -> tuple[Hours, ...]:
    """The hours of a column of beginnings or ends that holds no day."""
    found = said(value)
    return found.hours if found and not found.days else ()
