"""Which reminders an event may have, and what becomes of one when its time has come."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from bot.events.model import Conditions, Event, Session
from bot.reminders.model import Asked, Occasion, Reminder
from bot.reminders.planning import (
    Drop,
    Hold,
    Move,
    Send,
    deadline,
    in_time,
    offered,
    plan,
    rearmed,
    sessions_ahead,
    usual,
    verdict,
)
from bot.reminders.times import instant

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2021, 11, 15, 9)
START = datetime(2021, 11, 22, 14)
EVENING, TWO_HOURS = Asked(days=1, at=time(18)), Asked(hours=2)


def session(start: datetime, hours: float = 2) -> Session:
    """A session that lasts so long."""
    return Session(start=start, end=start + timedelta(hours=hours))


EVENT = Event(id="iter", title="ITER", kind="visite", sessions=(session(START),))


def reminder(asked: Asked = EVENING, event: Event = EVENT, rank: int = 0) -> Reminder:
    """A reminder of one of the sessions of an event."""
    return plan(7, event.id, sessions_ahead(event, NOW)[rank], asked, PARIS)


def moved(**changes: float) -> Event:
    """The event at another time."""
    return replace(EVENT, sessions=(session(START + timedelta(**changes)),))


def test_the_evening_before_and_two_hours_before() -> None:
    (occasion,) = sessions_ahead(EVENT, NOW)
    assert [plan(1, "iter", occasion, asked, PARIS).wall for asked in usual(occasion)] == [
        datetime(2021, 11, 21, 18),
        datetime(2021, 11, 22, 12),
    ]


def test_a_day_without_hours_has_no_two_hours_before() -> None:
    day = Session(start=datetime(2021, 11, 22), end=datetime(2021, 11, 22, 23, 59), all_day=True)
    (occasion,) = sessions_ahead(replace(EVENT, sessions=(day,)), NOW)
    assert usual(occasion) == (EVENING, Asked(at=time(8)))
    assert all(not (asked.hours or asked.minutes) for asked in offered(occasion))


def test_sessions_that_have_begun_are_not_ahead() -> None:
    event = replace(EVENT, sessions=(session(START), session(START + timedelta(days=1))))
    assert [o.start.day for o in sessions_ahead(event, START)] == [23]
    assert [o.start.day for o in sessions_ahead(event, START - timedelta(minutes=1))] == [22, 23]
    assert sessions_ahead(replace(event, status="cancelled"), NOW) == []


def test_an_opening_range_is_ahead_until_it_is_over() -> None:
    event = replace(EVENT, sessions=(session(START, hours=24 * 20),))
    assert len(sessions_ahead(event, START + timedelta(days=19))) == 1
    assert sessions_ahead(event, START + timedelta(days=20)) == []


def test_the_end_of_the_time_to_register() -> None:
    until = replace(EVENT, conditions=Conditions(registration_until=date(2021, 11, 19)))
    end = deadline(until, NOW)
    assert end == Occasion(
        subject="deadline", start=datetime(2021, 11, 19, 23, 59), limit=datetime(2021, 11, 19, 23, 59)
    )
    assert usual(end) == (EVENING,)
    assert deadline(until, datetime(2021, 11, 20)) is None
    assert deadline(EVENT, NOW) is None
    assert deadline(replace(until, status="full"), NOW) is None
    exact = replace(EVENT, conditions=Conditions(registration_until=datetime(2021, 11, 19, 12)))
    found = deadline(exact, NOW)
    assert found
    assert found.start == datetime(2021, 11, 19, 12)


def test_times_that_are_past_or_too_near_are_left_out() -> None:
    (occasion,) = sessions_ahead(EVENT, NOW)
    late = datetime(2021, 11, 21, 18)
    assert in_time((EVENING, TWO_HOURS), occasion, late, PARIS) == [TWO_HOURS]
    assert in_time((Asked(at=time(15)), Asked(moment=START)), occasion, NOW, PARIS) == []


def test_of_two_at_the_same_minute_one_is_kept() -> None:
    (occasion,) = sessions_ahead(EVENT, NOW)
    assert in_time((TWO_HOURS, Asked(at=time(12)), EVENING), occasion, NOW, PARIS) == [TWO_HOURS, EVENING]


DUE, MORNING = datetime(2021, 11, 21, 18), datetime(2021, 11, 22, 8)


@pytest.mark.parametrize(
    ("event", "now", "becomes"),
    [
        (EVENT, DUE, Send(reminder())),
        # However late, as long as it has not begun.
        (EVENT, START - timedelta(minutes=1), Send(reminder())),
        (EVENT, START, Drop("begun")),
        (replace(EVENT, status="full"), DUE, Send(reminder())),
        (replace(EVENT, status="cancelled"), DUE, Drop("cancelled")),
        (None, DUE, Drop("gone")),
        (replace(EVENT, status="postponed", sessions=()), DUE, Hold()),
        # Moved since: reminded of at its new time.
        (moved(days=7), DUE, Move(reminder(event=moved(days=7)))),
        (moved(hours=-2), DUE, Send(reminder(event=moved(hours=-2)))),
        (moved(days=-7), DUE, Drop("begun")),
        # Late, and it is night: in the morning when that is before the event, else at once.
        (EVENT, DUE.replace(hour=23), Move(structs.replace(reminder(), wall=MORNING, due=instant(MORNING, PARIS)))),
        (EVENT, MORNING.replace(hour=3), Move(structs.replace(reminder(), wall=MORNING, due=instant(MORNING, PARIS)))),
        (moved(hours=-7), MORNING.replace(hour=3), Send(reminder(event=moved(hours=-7)))),
    ],
)
def test_what_becomes_of_a_reminder_that_is_due(
    event: Event | None, now: datetime, becomes: Send | Move | Hold | Drop
) -> None:
    assert verdict(reminder(), event, now) == becomes


def test_a_deadline_that_has_gone_by() -> None:
    event = replace(EVENT, conditions=Conditions(registration_until=date(2021, 11, 19)))
    end = deadline(event, NOW)
    assert end
    asked = plan(7, event.id, end, EVENING, PARIS)
    assert asked.wall == datetime(2021, 11, 18, 18)
    assert verdict(asked, event, datetime(2021, 11, 18, 18)) == Send(asked)
    assert verdict(asked, event, datetime(2021, 11, 20)) == Drop("closed")
    assert verdict(asked, replace(event, status="full"), datetime(2021, 11, 18, 18)) == Drop("closed")
    later = replace(EVENT, conditions=Conditions(registration_until=date(2021, 11, 20)))
    assert isinstance(verdict(asked, later, datetime(2021, 11, 18, 18)), Move)


def test_a_session_that_has_moved_is_the_nearest() -> None:
    three = replace(EVENT, sessions=tuple(session(START + timedelta(days=day)) for day in (0, 2, 4)))
    second = reminder(event=three, rank=1)
    without = replace(
        three, sessions=(three.sessions[0], session(START + timedelta(days=2, hours=1)), three.sessions[2])
    )
    found = rearmed(second, without, NOW)
    assert found
    assert found.session == START + timedelta(days=2, hours=1)
    assert found.number == second.number
    assert rearmed(second, three, NOW) == second


def test_a_moment_does_not_follow_the_event() -> None:
    asked = Asked(moment=datetime(2021, 11, 18, 8))
    found = rearmed(reminder(asked), moved(days=7), NOW)
    assert found
    assert found.wall == datetime(2021, 11, 18, 8)
    assert found.session == START + timedelta(days=7)
    assert rearmed(reminder(asked), moved(days=-5), NOW) is None


def test_what_was_asked_for_at_night_comes_at_night() -> None:
    asked = reminder(Asked(days=1, at=time(23)))
    assert verdict(asked, EVENT, datetime(2021, 11, 21, 23)) == Send(asked)
    assert verdict(asked, EVENT, datetime(2021, 11, 21, 23, 9)) == Send(asked)
    assert isinstance(verdict(asked, EVENT, datetime(2021, 11, 22, 0, 30)), Move)
