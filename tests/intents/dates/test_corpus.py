"""What phrases say of time: `tests/corpus/dates.yaml`, each phrase alone and as a reader would type it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents.dates import DateReader, DateValue, Offset, combine
from intents.model import Hours, Period, Scene
from intents.reader import Reader

CORPUS: dict[str, Any] = yaml.safe_load(Path("tests/corpus/dates.yaml").read_text(encoding="utf-8"))


@cache
def _readers(days: tuple[str, ...]) -> tuple[Reader, DateReader]:
    """Readers for a programme of these days, both included."""
    dates = DateReader(Scene(start=date.fromisoformat(days[0]), end=date.fromisoformat(days[1])) if days else Scene())
    return Reader(sms=CORPUS["sms"], vocabulary=dates.words, preferred=dates.telling), dates


def _cases() -> Iterator[Any]:
    for group in CORPUS["groups"]:
        for expected, phrases in group["expect"].items():
            for phrase in phrases:
                days, now = tuple(group["programme"]), datetime.fromisoformat(group["now"])
                yield pytest.param(days, now, str(phrase), expected, id=f"{group['now'][:10]} {phrase}")


def _hours(hours: Hours) -> str:
    return f"{hours.start:%H:%M}-{f'{hours.end:%H:%M}' if hours.end else '24:00'}"


def _period(period: Period, now: datetime) -> str:
    """A period as the corpus writes it."""
    start, end = period.start, period.end
    if start is None or end is None:
        return f"{start:%Y-%m-%d}.." if start else f"..{end:%Y-%m-%d}"
    last = end - timedelta(minutes=1)
    if start == now and end - start > timedelta(hours=2):
        return f"now..{last:%Y-%m-%d}"
    if (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0):
        return f"{start:%Y-%m-%d}" if last.date() == start.date() else f"{start:%Y-%m-%d}..{last:%Y-%m-%d}"
    return f"{start:%Y-%m-%d %H:%M}-{'24:00' if end.hour == end.minute == 0 else f'{end:%H:%M}'}"


def said(days: tuple[str, ...], now: datetime, phrase: str) -> str:
    """What a phrase says, as the corpus writes it."""
    reader, dates = _readers(days)
    spans = dates.find(reader.read(phrase), now)
    offsets = [s.value for s in spans if isinstance(s.value, Offset)]
    if offsets:
        at = f" {offsets[0].at:%H:%M}" if offsets[0].at else ""
        return f"offset {offsets[0].days}d {offsets[0].hours}:{offsets[0].minutes:02}{at}"
    value = combine([s.value for s in spans if isinstance(s.value, DateValue)])
    hours = f" @ {_hours(value.hours)}" if value.hours else ""
    return (", ".join(_period(p, now) for p in value.periods) + hours).strip() or "-"


@pytest.mark.parametrize(("days", "now", "phrase", "expected"), list(_cases()))
def test_phrase(days: tuple[str, ...], now: datetime, phrase: str, expected: str) -> None:
    assert said(days, now, phrase) == expected
