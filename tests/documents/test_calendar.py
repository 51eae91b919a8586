"""Calendar files as other programs read them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.documents.calendar import Entry, calendar_file

PARIS = ZoneInfo("Europe/Paris")
STAMP = datetime(2021, 11, 1, 8, tzinfo=UTC)


def entry(**values: object) -> Entry:
    """A visit of two hours and a half, unless said."""
    usual = {
        "uid": "iter-1@essai",
        "revision": 0,
        "stamp": STAMP,
        "start": datetime(2021, 11, 22, 14),
        "end": datetime(2021, 11, 22, 16, 30),
        "title": "Visite d'ITER",
    }
    return Entry(**usual | values)  # type: ignore[arg-type]  # what tests vary


def read(*entries: Entry, zone: ZoneInfo = PARIS, **values: object) -> Any:
    """The file of entries, read again."""
    return Calendar.from_ical(calendar_file(entries, zone, **values))  # type: ignore[arg-type]  # what tests vary


def test_a_visit() -> None:
    (found,) = read(
        entry(location="ITER, Manosque", position=(43.7085, 5.7702), url="https://exemple.fr/?a=1,2")
    ).events
    assert (found.start, found.end) == (
        datetime(2021, 11, 22, 14, tzinfo=PARIS),
        datetime(2021, 11, 22, 16, 30, tzinfo=PARIS),
    )
    assert {name: str(found[name]) for name in ("UID", "SUMMARY", "LOCATION", "URL", "STATUS", "TRANSP")} == {
        "UID": "iter-1@essai",
        "SUMMARY": "Visite d'ITER",
        "LOCATION": "ITER, Manosque",
        "URL": "https://exemple.fr/?a=1,2",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
    }
    assert (found["SEQUENCE"], found["GEO"].latitude, found["GEO"].longitude, found["DTSTAMP"].dt) == (
        0,
        43.7085,
        5.7702,
        STAMP,
    )


def test_a_cancelled_one_takes_no_time_any_more() -> None:
    (found,) = read(entry(revision=3, is_cancelled=True)).events
    assert (found["SEQUENCE"], found["STATUS"], found["TRANSP"]) == (3, "CANCELLED", "TRANSPARENT")


def test_days_include_the_last_one() -> None:
    (found,) = read(entry(start=date(2021, 11, 22), end=date(2021, 11, 26), is_busy=False)).events
    assert (found["DTSTART"].dt, found["DTEND"].dt, found["TRANSP"]) == (
        date(2021, 11, 22),
        date(2021, 11, 27),
        "TRANSPARENT",
    )


def test_a_moment_has_no_end() -> None:
    assert "DTEND" not in read(entry(end=None)).events[0]


def test_a_file_to_open_has_neither_method_nor_name() -> None:
    calendar = read(entry())
    assert not {"METHOD", "X-WR-CALNAME", "NAME", "REFRESH-INTERVAL"} & calendar.keys()
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")


def test_a_calendar_to_subscribe_to_says_its_name_and_when_to_look_again() -> None:
    raw = calendar_file([], PARIS, name="Visites · Var", refresh=timedelta(hours=4)).decode()
    assert "\r\nX-WR-CALNAME:Visites · Var\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\nX-PUBLISHED-TTL:PT4H\r\n" in raw
    assert "BEGIN:VTIMEZONE" in raw, "a calendar needs something in it"


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("Europe/Paris", {"DAYLIGHT": "-1SU 3 +0100 +0200 02:00", "STANDARD": "-1SU 10 +0200 +0100 03:00"}),
        ("America/Miquelon", {"DAYLIGHT": "2SU 3 -0300 -0200 02:00", "STANDARD": "1SU 11 -0200 -0300 02:00"}),
        ("Indian/Reunion", {"STANDARD": "always +0400 +0400 00:00"}),
    ],
)
def test_a_zone_is_told_by_yearly_rules(zone: str, rules: dict[str, str]) -> None:
    (found,) = read(entry(), zone=ZoneInfo(zone)).walk("VTIMEZONE")
    assert found["TZID"] == zone
    told = {}
    for part in found.subcomponents:
        rule = part.get("RRULE")
        when = f"{rule['BYDAY'][0]} {rule['BYMONTH'][0]}" if rule else "always"
        offsets = (part[name].to_ical() for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        told[part.name] = " ".join((when, *offsets, f"{part['DTSTART'].dt:%H:%M}"))
    assert told == rules


@pytest.mark.parametrize(
    "day", [datetime(2021, 3, 27, 9), datetime(2021, 3, 28, 9), datetime(2021, 10, 31, 9), datetime(2024, 7, 1, 9)]
)
def test_the_zone_of_a_file_says_what_the_hour_is(day: datetime) -> None:
    """Programs that know no zones but the file's own get the same instant."""
    raw = calendar_file([entry(start=day, end=None), entry(start=datetime(2021, 2, 1, 9), end=None)], PARIS)
    zone: Any = Calendar.from_ical(raw.replace(b"Europe/Paris", b"Somewhere")).walk("VTIMEZONE")[0]
    assert day.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset() == day.replace(tzinfo=PARIS).utcoffset()


def test_others_find_it_on_its_day() -> None:
    calendar = read(entry(), entry(uid="2@essai", start=date(2021, 11, 22), end=date(2021, 11, 26)))
    on = {day: len(recurring_ical_events.of(calendar).at((2021, 11, day))) for day in (21, 22, 23, 26, 27)}
    assert on == {21: 0, 22: 2, 23: 1, 26: 1, 27: 0}


def test_the_same_entries_give_the_same_file() -> None:
    assert calendar_file([entry()], PARIS) == calendar_file([entry()], PARIS)


@given(st.text(), st.text())
def test_any_text_is_read_again_in_short_lines(title: str, notes: str) -> None:
    raw = calendar_file([entry(title=title, description=notes, location=notes)], PARIS)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert [line.decode() for line in lines], "no character is cut in two"
    (found,) = Calendar.from_ical(raw).events
    kept = "".join(c for c in title if (c >= " " and c != "\x7f") or c == "\n")
    assert "\n" not in str(found["SUMMARY"])
    assert str(found["SUMMARY"]).split() == kept.split()


class TestWhatProgramsAreKnownToNeed:
    """Byte by byte, what docs/calendars.md says of Google Agenda, Apple's Calendar and Outlook."""

    RAW = calendar_file(
        [
            entry(
                title="Découverte ; visite, atelier\\", description="Première ligne\nSeconde", location="ITER\nManosque"
            ),
            entry(uid="2@essai", start=date(2021, 11, 22), end=date(2021, 11, 22), is_busy=False),
            entry(uid="3@essai", end=None),
        ],
        PARIS,
    )
    LINES = RAW.replace(b"\r\n ", b"").decode().split("\r\n")

    def test_it_begins_and_ends_as_such(self) -> None:
        assert self.RAW.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        assert self.RAW.endswith(b"END:VCALENDAR\r\n")

    def test_each_line_ends_alike_and_is_short(self) -> None:
        assert self.RAW.count(b"\n") == self.RAW.count(b"\r\n") == self.RAW.count(b"\r")
        assert max(map(len, self.RAW.split(b"\r\n"))) <= 75

    def test_its_zone_comes_first_and_is_short(self) -> None:
        zone, first = self.RAW.index(b"BEGIN:VTIMEZONE"), self.RAW.index(b"BEGIN:VEVENT")
        assert zone < first
        assert self.RAW[:first].count(b"\n") < 30
        assert b"RDATE" not in self.RAW

    def test_each_zone_that_is_named_is_told_by_its_common_name(self) -> None:
        named = {line.partition("TZID=")[2].partition(":")[0] for line in self.LINES if "TZID=" in line}
        assert named == {line.removeprefix("TZID:") for line in self.LINES if line.startswith("TZID:")}
        assert named == {"Europe/Paris"}

    def test_no_moment_floats(self) -> None:
        moments = [
            line for line in self.LINES[self.LINES.index("BEGIN:VEVENT") :] if line.startswith(("DTSTART", "DTEND"))
        ]
        assert all(";TZID=Europe/Paris:" in line or ";VALUE=DATE:" in line for line in moments)

    def test_each_entry_has_what_it_must(self) -> None:
        for name in ("UID:", "DTSTAMP:", "DTSTART;", "SUMMARY:", "SEQUENCE:", "STATUS:"):
            assert sum(line.startswith(name) for line in self.LINES) == 3, name
        assert all(line.endswith("Z") for line in self.LINES if line.startswith("DTSTAMP:"))

    def test_a_day_ends_the_day_after(self) -> None:
        assert "DTSTART;VALUE=DATE:20211122" in self.LINES
        assert "DTEND;VALUE=DATE:20211123" in self.LINES

    def test_texts_are_escaped(self) -> None:
        assert "SUMMARY:Découverte \\; visite\\, atelier\\\\" in self.LINES
        assert "DESCRIPTION:Première ligne\\nSeconde" in self.LINES

    def test_titles_and_places_are_lines(self) -> None:
        assert "LOCATION:ITER Manosque" in self.LINES

    def test_it_is_no_invitation_and_rings_no_bell(self) -> None:
        assert not {"METHOD", "ORGANIZER", "ATTENDEE", "X-WR-CALNAME"} & {line.split(":")[0] for line in self.LINES}
        assert "BEGIN:VALARM" not in self.LINES


def test_what_ends_as_it_starts_has_no_end() -> None:
    """An end that is not known is written so; RFC 5545 wants DTEND to be later."""
    assert "DTEND" not in read(entry(end=datetime(2021, 11, 22, 14))).events[0]
