"""Sessions and times of reminders in the actions of buttons, which hold 64 bytes."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.reminders.model import Asked, Occasion, Subject
from bot.reminders.times import MORNING

#: The end of the time to register, where a session's start would stand.
_DEADLINE = "i"
_EPOCH = datetime(1970, 1, 1)
_ASKED = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:@(\d\d)(\d\d)?)?")
#: Counted from when the button is tapped: « dans 1 h », « demain matin ».
IN_AN_HOUR, TOMORROW_MORNING = "~60", "~m"
_BYTES = 64


def code_of(occasion: Occasion) -> str:
    """A session by its start (minutes since 1970, in hexadecimal), or the deadline."""
    return _DEADLINE if occasion.subject == "deadline" else f"{_minutes(occasion.start):x}"


def read_code(code: str) -> tuple[Subject, datetime | None]:
    """What `code_of` wrote: the subject, and the start of the session."""
    return ("deadline", None) if code == _DEADLINE else ("session", _moment(code))


def write_asked(asked: Asked) -> str:
    """« 1d@18 » is the evening before, « 2h » two hours before, « t1a07f0c » a moment."""
    if asked.moment is not None:
        return f"t{_minutes(asked.moment):x}"
    at = f"@{asked.at:%H}" + (f"{asked.at:%M}" if asked.at.minute else "") if asked.at else ""
    counts = ((asked.days, "d"), (asked.hours, "h"), (asked.minutes, "m"))
    return "".join(f"{count}{unit}" for count, unit in counts if count) + at or "0d"


def read_asked(code: str, now: datetime) -> Asked:
    """What `write_asked` wrote, or a moment counted from `now`, local. Raises ValueError."""
    if code == IN_AN_HOUR:
        return Asked(moment=_to_the_minute(now) + timedelta(hours=1))
    if code == TOMORROW_MORNING:
        return Asked(moment=next_morning(now))
    if code.startswith("t"):
        return Asked(moment=_moment(code[1:]))
    match = _ASKED.fullmatch(code)
    if match is None or not code:
        raise ValueError(code)
    days, hours, minutes, hour, minute = (int(group or 0) for group in match.groups())
    at = time(hour, minute) if match[4] else None
    return Asked(days=days, hours=hours, minutes=minutes, at=at)


def action(head: str, times: Sequence[Asked]) -> str:
    """An action that ends with the times asked for; those that its 64 bytes cannot hold are left out."""
    text = head
    for asked in times:
        longer = text + (":" if text == head else "+") + write_asked(asked)
        if len(longer.encode()) <= _BYTES:
            text = longer
    return text


def next_morning(now: datetime) -> datetime:
    """« demain matin », or this morning when it is still night."""
    morning = datetime.combine(now.date(), MORNING)
    return morning if now < morning else morning + timedelta(days=1)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds()) // 60


def _moment(code: str) -> datetime:
    return _EPOCH + timedelta(minutes=int(code, 16))
