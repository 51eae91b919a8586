"""What becomes of sessions: each keeps the start under which it was first known."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.changes import Change
from bot.events.history import UNCHANGED, History, revised, slots
from bot.events.model import Event, Session
from tests.events.invented import day_at, event_of, session_of

AT = datetime(2021, 11, 15, 8, tzinfo=UTC)


def after(*states: Event | None) -> tuple[Event | None, History]:
    """The last of several states of an event, with its history."""
    history = UNCHANGED
    for before, now in pairwise(states):
        history = revised(history, Change(before=before, after=now), AT)
    return states[-1], history


def told(*states: Event | None) -> list[str]:
    """Each session: the day on which it was first known, and where it stands."""
    event, history = after(*states)
    found = slots(event.sessions if event else (), history)
    return [f"{slot.first.day}→{'–' if slot.dropped else slot.session.start.day}" for slot in found]


def on(*days: int) -> Event:
    return event_of("visite", *(session_of(day) for day in days))


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([on(22)], ["22→22"]),
        ([on(22), on(24)], ["22→24"]),
        ([on(22), on(24), on(25)], ["22→25"]),
        ([on(22), on(24), on(22)], ["22→22"]),
        ([on(22, 23), on(23)], ["23→23", "22→–"]),
        ([on(22, 23), on(23, 25)], ["23→23", "22→25"]),
        ([on(22, 29), on(23, 28)], ["22→23", "29→28"]),
        ([on(22), on(22, 24)], ["22→22", "24→24"]),
        ([on(22), on()], ["22→–"]),
        ([on(22), on(), on(24)], ["24→24", "22→–"]),
        ([on(22), on(), on(22)], ["22→22"]),
        ([on(22), None], ["22→–"]),
        ([on(22), None, on(22)], ["22→22"]),
    ],
)
def test_sessions_that_move_and_go(states: list[Event | None], expected: list[str]) -> None:
    assert told(*states) == expected


def test_every_change_counts() -> None:
    full = replace(on(22), status="full")
    assert after(on(22), full, on(22))[1] == History(revision=2, at=AT)


def test_an_hour_that_changes_is_no_other_session() -> None:
    longer = event_of("visite", Session(start=day_at(22, 9), end=day_at(22, 17)))
    assert told(on(22), longer) == ["22→22"]


_states = st.lists(st.sets(st.integers(1, 28), max_size=4).map(lambda days: on(*sorted(days))), min_size=1, max_size=6)


@given(_states)
def test_no_two_sessions_have_one_name(states: list[Event]) -> None:
    event, history = after(*states)
    assert event
    found = slots(event.sessions, history)
    assert len({slot.first for slot in found}) == len(found)
    assert [slot.session for slot in found if not slot.dropped] == list(event.sessions)


@given(_states)
def test_what_does_not_change_keeps_its_names(states: list[Event]) -> None:
    event, history = after(*states)
    assert event
    again = revised(history, Change(before=event, after=replace(event, status="full")), AT)
    assert slots(event.sessions, again) == slots(event.sessions, history)
