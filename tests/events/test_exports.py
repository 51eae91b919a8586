"""A programme that goes out comes back the same, whatever the format."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.events import vocabularies as words
from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.intake.run import Intake
from bot.events.model import Conditions, Event, MeetingPoint, Place, Programme, Registration, Session
from bot.exporting import FORMATS, export
from tests.events.intake.conftest import HEAD, intake

__all__ = ["intake"]

_NOW = datetime(2025, 11, 1, 9)
#: Imports events of a file into a programme without any.
Back = Callable[[Programme, str], tuple[Event, ...]]


@pytest.fixture
def back(intake: Intake, communes: Communes) -> Back:
    def run(programme: Programme, form: str) -> tuple[Event, ...]:
        with TemporaryDirectory() as folder:
            path, into = Path(folder) / f"export.{form}", Path(folder) / "programme.yaml"
            region = programme.areas[0].partition(":")[2]
            into.write_text(f"{HEAD.replace('84', region)}events: []\n", encoding="utf-8")
            export(programme, form, path, _NOW)
            outcome = intake.run([str(path)], into)
            assert [str(doubt) for doubt in outcome.doubts] == []
            return load(into, communes).programme.events

    return run


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["data/events.yaml", "tests/files/class_visits.yaml", "tests/files/programme.yaml"])
def test_programmes_come_back(back: Back, communes: Communes, files: Path, name: str, form: str) -> None:
    programme = load(files.parents[1] / name, communes).programme
    assert back(programme, form) == programme.events


@pytest.fixture(scope="session")
def none(files: Path, communes: Communes) -> Programme:
    """A programme without events."""
    return replace(load(files / "programme.yaml", communes).programme, events=())


_letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ")
#: Without spaces around and twice: what calendars cannot carry.
_line = st.text(_letters, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
_words = st.sampled_from(
    ["Visite dès 16 ans", "gratuit", "=SOMME(A1)", "+33 4", "-", "oui", "1e5", "2027-11-22", "a;b,c\\n", "« Où ? »"]
)
_text = st.one_of(_line, _words)
_maybe = st.none() | _text
_flag = st.none() | st.booleans()


def _some(slugs: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(slugs), max_size=3, unique=True).map(tuple)


@st.composite
def _sessions(draw: st.DrawFn) -> Session:
    start = draw(st.datetimes(datetime(2021, 11, 1), datetime(2021, 12, 1))).replace(second=0, microsecond=0)
    if draw(st.booleans()):
        last = start.date() + timedelta(days=draw(st.integers(0, 3)))
        midnight = datetime.combine(start.date(), datetime.min.time())
        return Session(
            start=midnight, end=datetime.combine(last, datetime.max.time().replace(23, 59, 0, 0)), all_day=True
        )
    return Session(start=start, end=start + timedelta(minutes=draw(st.integers(1, 4000))))


_places = st.sampled_from([("Aubagne", "13005", "13400"), ("Manosque", "04112", "04100"), ("Arles", "13004", None)])


@st.composite
def _place(draw: st.DrawFn) -> Place:
    city, insee, postal_code = draw(_places)
    return Place(name=draw(_maybe), address=draw(_maybe), city=city, insee=insee, postal_code=postal_code)


@st.composite
def _meeting_point(draw: st.DrawFn) -> MeetingPoint:
    city, insee, postal_code = draw(_places)
    return MeetingPoint(name=draw(_maybe), city=city, insee=insee, postal_code=postal_code, note=draw(_maybe))


_conditions = st.builds(
    Conditions,
    min_age=st.none() | st.integers(0, 120),
    id_required=_flag,
    capacity=st.none() | st.integers(1, 1000),
    women_only=st.booleans(),
    registration_required=_flag,
    registration_until=st.sampled_from([None, date(2021, 11, 19), datetime(2021, 11, 19, 18, 30)]),
    price_eur=st.sampled_from([None, 0.0, 5.0, 12.5]),
    note=_maybe,
)
_registration = st.builds(
    Registration,
    url=st.sampled_from([None, "https://exemple.fr/a?b=c,d;e"]),
    email=st.sampled_from([None, "nom@exemple.fr"]),
    phone=st.sampled_from([None, "+33 4 00 00 00 01", "0400000001"]),
)
_events = st.builds(
    Event,
    id=st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True).filter(lambda name: name != "exemple"),
    title=_text,
    summary=_maybe,
    kind=st.sampled_from(words.KINDS),
    sectors=_some(words.SECTORS),
    themes=_some(words.THEMES),
    audiences=_some(words.AUDIENCES),
    sessions=st.lists(_sessions(), max_size=4, unique=True).map(lambda found: tuple(sorted(found))),
    place=st.none() | _place(),
    meeting_point=st.none() | _meeting_point(),
    online=st.booleans(),
    organiser=_maybe,
    conditions=_conditions,
    registration=_registration,
    accessibility=_some(words.ACCESSIBILITY),
    url=st.sampled_from([None, "https://exemple.fr/"]),
    status=st.sampled_from([status for status in words.STATUSES if status != "moved-online"]),
    reserved=st.booleans(),
)


@pytest.mark.parametrize("form", FORMATS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(events=st.lists(_events, min_size=1, max_size=3, unique_by=lambda event: event.id))
def test_any_programme_comes_back(
    back: Back, communes: Communes, none: Programme, form: str, events: list[Event]
) -> None:
    found = tuple(_located(event, communes) for event in events)
    assert back(replace(none, events=found), form) == found


def _located(event: Event, communes: Communes) -> Event:
    """An event as it is once it is read from a file: its place has its commune's position."""
    if event.place is None or event.place.insee is None:
        return event
    lat, lon = communes.position(event.place.insee) or (None, None)
    return replace(event, place=replace(event.place, lat=lat, lon=lon))


def test_what_is_changed_in_a_calendar_is_believed(
    intake: Intake, communes: Communes, files: Path, tmp_path: Path
) -> None:
    programme = load(files / "class_visits.yaml", communes).programme
    path, into = tmp_path / "a.ics", tmp_path / "programme.yaml"
    export(programme, "ics", path, _NOW)
    event = next(event for event in programme.events if event.place and event.place.name and event.sessions)
    text = path.read_text(encoding="utf-8").replace("\r\n ", "")
    text = text.replace(f"SUMMARY:{event.title}", "SUMMARY:Visite déplacée")
    before = text.index("LOCATION:", text.index("SUMMARY:Visite déplacée"))
    text = f"{text[:before]}LOCATION:Halle d'essai\\, 04100 Manosque{text[text.index(chr(10), before) :]}"
    path.write_text(text, encoding="utf-8")
    into.write_text(f"{HEAD.replace('84', '93')}events: []\n", encoding="utf-8")
    intake.run([str(path)], into)
    moved = load(into, communes).event(event.id)
    assert moved is not None
    assert (moved.title, moved.place and moved.place.city) == ("Visite déplacée", "Manosque")
    assert (moved.kind, moved.conditions) == (event.kind, event.conditions)


def test_a_calendar_tells_its_zone_by_rules(none: Programme, tmp_path: Path) -> None:
    """Outlook ignores lists of dates, and Google Agenda loses the letters of what comes after long ones."""
    path, event = tmp_path / "a.ics", Event(id="a", title="Visite", kind="visite")
    export(replace(none, events=(event,)), "ics", path, _NOW)
    head = path.read_text(encoding="utf-8").partition("BEGIN:VEVENT")[0]
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in head
    assert "RDATE" not in head
    assert head.count("\n") < 30


def test_an_end_that_is_not_known_is_none(none: Programme, tmp_path: Path) -> None:
    start = datetime(2021, 11, 22, 14)
    event = Event(id="a", title="Visite", kind="visite", sessions=(Session(start=start, end=start),))
    export(replace(none, events=(event,)), "ics", tmp_path / "a.ics", _NOW)
    assert "DTEND" not in (tmp_path / "a.ics").read_text(encoding="utf-8")
