"""Calendars: recurrences, exceptions, zones, days without hours."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.events.intake.refusal import Refused
from bot.events.model import Event, Session
from tests.events.intake.conftest import Importing


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 11, day, hour, minute)


@pytest.fixture
def events(imported: Importing, files: Path) -> dict[str, Event]:
    _, catalogue = imported(files / "sources" / "calendar.ics")
    return {event.title: event for event in catalogue.events}


def test_an_event_and_what_its_text_says(events: dict[str, Event]) -> None:
    visit = events["Visite de la verrerie"]
    assert visit.id == "ics-visite-1"
    assert visit.summary == "Deux heures devant les fours. Inscription obligatoire, dès 12 ans."
    assert visit.sessions == (Session(start=at(18, 9), end=at(18, 11)),)
    assert visit.place is not None
    assert (visit.place.name, visit.place.city, visit.place.insee) == ("Verrerie d'essai", "Aubagne", "13005")
    assert (visit.conditions.min_age, visit.conditions.registration_required) == (12, True)
    assert visit.organiser == "Chambre d'essai"


def test_a_series_has_its_exceptions_moved_and_cancelled_instances(events: dict[str, Event]) -> None:
    assert events["Atelier soudure"].sessions == (
        Session(start=at(17, 14), end=at(17, 16)),
        Session(start=at(18, 10), end=at(18, 12)),
        Session(start=at(21, 14), end=at(21, 16)),
    )


def test_a_town_that_ends_the_address_is_found(events: dict[str, Event]) -> None:
    place = events["Atelier soudure"].place
    assert place is not None
    assert (place.name, place.city) == ("Lycée d'essai", "Digne-les-Bains")


def test_days_without_hours(events: dict[str, Event]) -> None:
    assert events["Portes ouvertes du chantier"].sessions == (
        Session(start=at(21, 0), end=at(22, 23, 59), all_day=True),
    )


def test_times_without_a_zone_are_the_programme_s(events: dict[str, Event]) -> None:
    talk = events["Conférence en ligne"]
    assert talk.sessions == (Session(start=at(20, 18, 30), end=at(20, 20)),)
    assert (talk.online, talk.place, talk.url) == (True, None, "https://exemple.fr/salle")


def test_a_zone_that_the_file_defines(events: dict[str, Event]) -> None:
    forum = events["Forum de l'hydrogène"]
    assert forum.sessions == (Session(start=at(20, 11), end=at(20, 13)),)
    assert forum.status == "cancelled"


def test_what_never_ends_is_held_once(events: dict[str, Event]) -> None:
    assert len(events["Rencontre sans cesse"].sessions) == 1


def test_a_broken_event_costs_no_other(imported: Importing, files: Path) -> None:
    outcome, _ = imported(files / "sources" / "calendar.ics")
    assert outcome.written == 6
    assert [(doubt.what, doubt.where) for doubt in outcome.doubts if doubt.level == "refused"] == [
        ("bad_component", "calendar.ics, n° 8")
    ]


def test_nobody_s_address_is_kept(imported: Importing, files: Path, tmp_path: Path) -> None:
    imported(files / "sources" / "calendar.ics")
    assert "personne@" not in (tmp_path / "programme.yaml").read_text(encoding="utf-8")


def test_a_calendar_that_breaks_off_is_refused(imported: Importing, files: Path, tmp_path: Path) -> None:
    whole = (files / "sources" / "calendar.ics").read_bytes()
    for length in (len(whole) // 3, len(whole) // 2, len(whole) - 20):
        (tmp_path / "short.ics").write_bytes(whole[:length])
        with pytest.raises(Refused, match="n'est pas un calendrier iCalendar complet"):
            imported(tmp_path / "short.ics")


def test_what_recurs_only_at_another_time_is_left_out(imported: Importing, tmp_path: Path) -> None:
    series = "UID:{0}\r\nSUMMARY:Forum {0}\r\nDTSTART:{1}T090000\r\nDTEND:{1}T100000\r\nRRULE:FREQ=WEEKLY{2}\r\n"
    events = [series.format("a", "20240102", ""), series.format("b", "20240103", ";COUNT=3")]
    body = "".join(f"BEGIN:VEVENT\r\n{event}END:VEVENT\r\n" for event in events)
    (tmp_path / "c.ics").write_text(f"BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n", encoding="utf-8")
    outcome, catalogue = imported(tmp_path / "c.ics")
    assert [event.id for event in catalogue.events] == ["ics-a"]
    days = [session.start.date() for session in catalogue.events[0].sessions]
    assert (str(days[0]), str(days[-1]), len(days)) == ("2025-10-21", "2025-12-16", 9)
    assert [doubt.what for doubt in outcome.doubts if doubt.level == "refused"] == ["no_instance"]
