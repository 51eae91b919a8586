"""Reads a programme file whole, as `docs/events-format.md` has it, and collects all that is wrong in it."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml

from bot.events import vocabularies as words
from bot.events.communes import Communes
from bot.events.fields import Entry, Fields
from bot.events.model import Conditions, Event, Fact, Programme, Registration
from bot.events.places import PlaceReader
from bot.events.problems import Problems, ProgrammeErrors, guess, nth_event
from bot.events.sessions import read_sessions
from bot.events.source import Source

_PROGRAMME = (
    *("id", "name", "theme", "start", "end", "timezone", "region", "departements"),
    *("website", "organiser", "facts"),
)
_EVENT = (
    *("id", "title", "summary", "kind", "sectors", "themes", "audiences", "sessions", "place", "meeting_point"),
    *("online", "organiser", "conditions", "registration", "accessibility", "url", "status", "reserved"),
)
_CONDITIONS = (
    *("min_age", "id_required", "capacity", "women_only", "registration_required", "registration_until"),
    *("price_eur", "note"),
)
_ID = re.compile(r"[a-z0-9-]{1,40}")
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
URL = re.compile(r"https?://[^\s/?#.]+(\.[^\s/?#.]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
PHONE = re.compile(r"\+?(?=(?:\D*\d){4})[\d .()/-]{4,25}")
#: What a zone is supposed to be until the file says.
_PARIS = ZoneInfo("Europe/Paris")


def read_programme(path: str | Path, communes: Communes) -> Programme:
    """The programme of a file. Raises ProgrammeErrors, which holds all errors of the file."""
    return parse_programme(read_text(path), path, communes)


def parse_programme(text: str, path: str | Path, communes: Communes) -> Programme:
    """The programme that a text holds; `path` names it in errors. Raises ProgrammeErrors, which holds all of them."""
    problems = Problems(str(path))
    with _no_collection():
        programme = _Reader(text, problems, communes).programme()
    if problems.found or programme is None:
        raise ProgrammeErrors(problems.found)
    return programme


def read_text(path: str | Path) -> str:
    """The text of a programme file. Raises ProgrammeErrors."""
    problems = Problems(str(path))
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.add(None, "", "absent" if isinstance(error, FileNotFoundError) else "unreadable")
    except UnicodeDecodeError:
        problems.add(None, "", "not_utf8")
    raise ProgrammeErrors(problems.found)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cycle collector, which would walk all events again and again: nothing read here makes cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Reader:
    """Reads one file."""

    def __init__(self, text: str, problems: Problems, communes: Communes) -> None:
        self._problems = problems
        self._communes = communes
        self._source = Source(text, lambda line, error: problems.add(line, "", "not_yaml", value=_said(error)))
        #: Lines of the ids met so far.
        self._lines: dict[str, int] = {}
        self._conditions = lru_cache(maxsize=10_000)(Conditions)
        self._registration = lru_cache(maxsize=10_000)(Registration)

    def programme(self) -> Programme | None:
        """The programme, or None when its head is unreadable; errors of the events are noted all the same."""
        root = self._source.root()
        if root is None:
            self._events(iter(self._source.events()), frozenset())
            if not self._problems.found:
                self._problems.add(1, "", "not_programme")
            return None
        top = Fields(Entry(self._problems, "", 1), root, ("programme", "events"))
        if not isinstance(root, yaml.MappingNode):
            return None
        top.require("programme")
        if top.node_of("events") is root:  # not even an empty list
            top.refuse("events", "missing")
        head = top["programme"]
        fields = Fields(Entry(self._problems, "programme", 1), head, _PROGRAMME) if head else None
        if not isinstance(head, yaml.MappingNode):
            fields = None
        areas = self._areas(fields) if fields else ()
        inline = ((1, node) for node in top.items("events"))
        listed = self._source.events()
        events = self._events((pair for group in (inline, listed) for pair in group), frozenset(areas))
        return self._head(fields, areas, events) if fields else None

    def _head(self, fields: Fields, areas: tuple[str, ...], events: tuple[Event, ...]) -> Programme | None:
        fields.require("id", "name", "start", "end", "timezone")
        start, end = fields.day("start"), fields.day("end")
        if start and end and end < start:
            fields.refuse("end", "end_first", value=end, other=start)
        values = {
            "id": fields.matching("id", _ID, "not_id"),
            "name": fields.text("name"),
            "theme": fields.text("theme"),
            "website": fields.matching("website", URL, "not_url"),
            "organiser": fields.text("organiser"),
            "timezone": self._timezone(fields),
            "facts": self._facts(fields),
        }
        if start is None or end is None or values["id"] is None or values["name"] is None:
            return None
        return Programme(start=start, end=end, areas=areas, events=events, **values)  # type: ignore[arg-type]

    def _areas(self, fields: Fields) -> tuple[str, ...]:
        """The place codes that the programme covers."""
        if (fields["region"] is None) == (fields["departements"] is None):
            fields.refuse("region", "no_area")
            return ()
        if fields["region"] is not None:
            region = fields.text("region")
            codes = [(fields.node_of("region"), "region", f"reg:{region}")] if region else []
        else:
            codes = [(n, "departements", f"dep:{n.value}") for n in fields.items("departements")]
        for node, name, code in codes:
            if not node.tag.endswith(":str") or code not in self._communes:
                what = "not_region" if name == "region" else "not_departement"
                fields.entry.refuse(node, what, field=name, value=node.value)
        return tuple(code for _, _, code in codes)

    def _timezone(self, fields: Fields) -> ZoneInfo:
        name = fields.text("timezone")
        if name is None:
            return _PARIS
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, ZoneInfoNotFoundError):  # OSError: a folder of zones, such as "Europe"
            fields.refuse("timezone", "not_timezone", value=name, guess=guess(name, available_timezones()))
            return _PARIS

    def _facts(self, programme: Fields) -> tuple[Fact, ...]:
        facts = []
        for rank, node in enumerate(programme.items("facts"), start=1):
            fields = Fields(programme.entry, node, ("topic", "text"), f"facts[{rank}].")
            fields.require("topic", "text")
            topic, text = fields.matching("topic", _TOPIC, "not_topic"), fields.text("text")
            if topic and text:
                facts.append(Fact(topic=topic, text=text))
        return tuple(facts)

    def _events(self, entries: Iterator[tuple[int, yaml.Node]], areas: frozenset[str]) -> tuple[Event, ...]:
        places = PlaceReader(self._communes, areas)
        events = (self._event(node, line, rank, places) for rank, (line, node) in enumerate(entries, start=1))
        return tuple(event for event in events if event)

    def _event(self, node: yaml.Node, line: int, rank: int, places: PlaceReader) -> Event | None:
        entry = Entry(self._problems, _id_of(node) or nth_event(rank), line)
        fields = Fields(entry, node, _EVENT)
        if not isinstance(node, yaml.MappingNode):
            return None
        fields.require("id", "title", "kind")
        status = fields.slug("status", words.STATUSES) or "confirmed"
        event_id, title, kind = self._id(fields), fields.text("title"), fields.slug("kind", words.KINDS)
        values = {
            "summary": fields.text("summary"),
            "sectors": fields.slugs("sectors", words.SECTORS),
            "themes": fields.slugs("themes", words.THEMES),
            "audiences": fields.slugs("audiences", words.AUDIENCES),
            "accessibility": fields.slugs("accessibility", words.ACCESSIBILITY),
            "sessions": read_sessions(fields),
            "place": places.place(fields),
            "meeting_point": places.meeting_point(fields),
            "online": bool(fields.flag("online")) or status == "moved-online",
            "organiser": fields.text("organiser"),
            "conditions": self._read_conditions(fields),
            "registration": self._read_registration(fields),
            "url": fields.matching("url", URL, "not_url"),
            "reserved": fields.flag("reserved") or False,
        }
        if event_id is None or title is None or kind is None:
            return None
        return Event(id=event_id, title=title, kind=kind, status=status, **values)  # type: ignore[arg-type]

    def _id(self, fields: Fields) -> str | None:
        value = fields.matching("id", _ID, "not_id")
        if value in self._lines:
            fields.refuse("id", "repeated_id", value=value, other=self._lines[value])
            return None
        if value:
            self._lines[value] = fields.entry.line + fields.node_of("id").start_mark.line
        return value

    def _read_conditions(self, event: Fields) -> Conditions:
        fields = event.mapping("conditions", _CONDITIONS)
        if fields is None:
            return self._conditions()
        return self._conditions(
            min_age=fields.whole("min_age", 0, 120),
            id_required=fields.flag("id_required"),
            capacity=fields.whole("capacity", 1, 1_000_000),
            women_only=fields.flag("women_only") or False,
            registration_required=fields.flag("registration_required"),
            registration_until=fields.day_or_moment("registration_until"),
            price_eur=fields.number("price_eur", 0, 100_000),
            note=fields.text("note"),
        )

    def _read_registration(self, event: Fields) -> Registration:
        fields = event.mapping("registration", ("url", "email", "phone"))
        if fields is None:
            return self._registration()
        return self._registration(
            url=fields.matching("url", URL, "not_url"),
            email=fields.matching("email", EMAIL, "not_email"),
            phone=fields.matching("phone", PHONE, "not_phone"),
        )


def _id_of(node: yaml.Node) -> str | None:
    """The id of an event as written, to tell its errors with."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "id" and isinstance(value, yaml.ScalarNode) and value.value:
                return str(value.value)
    return None


def _said(error: yaml.YAMLError) -> str:
    """What the parser says, without its marks."""
    return str(getattr(error, "problem", None) or error).splitlines()[0]
