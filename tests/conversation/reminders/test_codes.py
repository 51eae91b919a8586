"""Times and sessions in the actions of buttons: 64 bytes, and the same meaning for ever."""

from datetime import datetime, time

import pytest

from bot.conversation.reminders.codes import (
    IN_AN_HOUR,
    TOMORROW_MORNING,
    action,
    code_of,
    read_asked,
    read_code,
    write_asked,
)
from bot.reminders.model import Asked, Occasion

NOW = datetime(2021, 11, 15, 9, 0, 40)
START = datetime(2021, 11, 22, 14)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked(days=1, at=time(18)), "1d@18"),
        (Asked(days=1, at=time(18, 30)), "1d@1830"),
        (Asked(days=3), "3d"),
        (Asked(hours=2), "2h"),
        (Asked(hours=1, minutes=30), "1h30m"),
        (Asked(at=time(8)), "@08"),
        (Asked(at=time(0)), "@00"),
        (Asked(), "0d"),
        (Asked(moment=datetime(2021, 11, 16, 8)), "t1a052c0"),
    ],
)
def test_a_time_is_written_and_read(asked: Asked, code: str) -> None:
    assert write_asked(asked) == code
    assert read_asked(code, NOW) == asked


def test_times_counted_from_the_tap() -> None:
    assert read_asked(IN_AN_HOUR, NOW) == Asked(moment=datetime(2021, 11, 15, 10))
    assert read_asked(TOMORROW_MORNING, NOW) == Asked(moment=datetime(2021, 11, 16, 8))
    assert read_asked(TOMORROW_MORNING, datetime(2021, 11, 15, 1)) == Asked(moment=datetime(2021, 11, 15, 8))


@pytest.mark.parametrize("code", ["", "x", "1d@", "1d@25", "2h2h", "t"])
def test_anything_else_is_no_time(code: str) -> None:
    with pytest.raises(ValueError, match=r"hour|invalid literal|^\S*$"):
        read_asked(code, NOW)


def test_a_session_is_written_and_read() -> None:
    assert read_code(code_of(Occasion(start=START, limit=START))) == ("session", START)
    assert read_code(code_of(Occasion(subject="deadline", start=START, limit=START))) == ("deadline", None)


def test_an_action_holds_64_bytes() -> None:
    head = f"r:{'e' * 40}:{code_of(Occasion(start=START, limit=START))}"
    times = [Asked(hours=1), Asked(days=1, at=time(18)), Asked(days=7, at=time(18, 30))]
    assert action(head, times) == f"{head}:1h+1d@18"
    assert len(action(head, times).encode()) <= 64
    assert action(head, []) == head
