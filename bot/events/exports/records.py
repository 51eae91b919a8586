"""Events by the fields of sheets: what tables, JSON and calendars are written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.events.intake.tables.cells import names
from bot.events.intake.tables.columns import Column, columns
from bot.events.intake.writing import IN_A_ROW, runs
from bot.events.model import Event, Programme, Session

#: Fields that the format knows only when something is read out of a text.
_READ_ONLY = frozenset({"text", "tags", "position", "registration"})
#: What a field that is not written means.
_DEFAULTS = {"online": False, "reserved": False, "conditions.women_only": False, "status": "confirmed"}
_GROUPS = ("place", "meeting_point", "conditions", "registration")


def exported() -> tuple[Column, ...]:
    """The columns of an export: one for each field that an event may have."""
    return tuple(c for c in columns() if c.field not in _READ_ONLY and not c.field.startswith("sessions."))


def fields_of(event: Event) -> dict[str, Any]:
    """The fields of an event that say something, by their paths; `sessions` holds them as they are."""
    found: dict[str, Any] = {}
    for name, value in ((name, getattr(event, name)) for name in Event.__slots__):
        if name in _GROUPS:
            found |= {f"{name}.{key}": inner for key, inner in (asdict(value) if value else {}).items()}
        else:
            found[name] = list(value) if isinstance(value, tuple) else value
    if found.pop("place.approximate", True):  # the commune's own position comes back with its name
        found.pop("place.lat", None)
        found.pop("place.lon", None)
    kept = {path: value for path, value in found.items() if value not in (None, []) and value != _DEFAULTS.get(path)}
    return {**kept, "read_texts": False}


def record_of(event: Event) -> dict[str, Any]:
    """An event as a programme file nests it, of values that JSON has."""
    record: dict[str, Any] = {}
    for path, value in fields_of(event).items():
        group, _, name = path.rpartition(".")
        (record.setdefault(group, {}) if group else record)[name] = plain(value)
    return record


def programme_record(programme: Programme) -> dict[str, Any]:
    """What a programme file says of the programme itself."""
    found = {name: getattr(programme, name) for name in ("id", "name", "theme", "start", "end", "website", "organiser")}
    found |= {"timezone": str(programme.timezone), "facts": [asdict(fact) for fact in programme.facts]}
    codes = [area.partition(":")[2] for area in programme.areas]
    is_region = any(area.startswith("reg:") for area in programme.areas)
    found |= {"region": codes[0]} if is_region else {"departements": codes}
    return {name: plain(value) for name, value in found.items() if value not in (None, [])}


def plain(value: Any) -> Any:
    """A value of an event as JSON has it."""
    if isinstance(value, Session):
        found = {"start": plain(value.start), "end": plain(value.end)}
        return {**found, "all_day": True} if value.all_day else found
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return [plain(item) for item in value] if isinstance(value, list) else value


def cells_of(event: Event) -> dict[str, str | int | float]:
    """The cells of an event by the fields of their columns, in words that people read."""
    return {path: _cell(path, value) for path, value in fields_of(event).items()}


def _cell(path: str, value: Any) -> str | int | float:
    if path == "sessions":
        return " ; ".join(_moments(value))
    if isinstance(value, bool):
        return names("flags")["true" if value else "false"][0]
    if isinstance(value, list):
        return ", ".join(_label(path, slug) for slug in value)
    if path in ("kind", "status"):
        return _label(path, value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, int | float) else str(value)


def _label(path: str, slug: str) -> str:
    """What a slug is called; those of a vocabulary that sheets do not know stay as they are."""
    known: Mapping[str, Sequence[str]] = names(path)
    return known[slug][0] if slug in known else slug


def _moments(sessions: Sequence[Session]) -> Iterator[str]:
    """Sessions as people write them; those of a daily slot together."""
    for run in sorted(runs(sessions), key=lambda run: run[0].start):
        first, last = run[0], run[-1]
        if len(run) >= IN_A_ROW:
            yield f"du {first.start:%d/%m/%Y} au {last.start:%d/%m/%Y} {first.start:%H:%M}-{first.end:%H:%M}"
        else:
            yield from map(_moment, run)


def _moment(session: Session) -> str:
    start, end = session.start, session.end
    is_one_day = start.date() == end.date()
    if session.all_day:
        return f"{start:%d/%m/%Y}" if is_one_day else f"du {start:%d/%m/%Y} au {end:%d/%m/%Y}"
    if is_one_day:
        return f"{start:%d/%m/%Y %H:%M}-{end:%H:%M}"
    return f"{start:%d/%m/%Y %H:%M} - {end:%d/%m/%Y %H:%M}"
