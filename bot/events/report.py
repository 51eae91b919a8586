"""What `python -m bot check FILE` says: all errors of a programme file, or what it holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.events.communes import Communes
from bot.events.model import Event, Programme
from bot.events.problems import Problem, ProgrammeErrors
from bot.events.reading import read_programme

#: Events told by their ids in one line; the others are counted.
_TOLD = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The errors of a file, and its summary in French; `str` gives both."""

    #: In the order of the lines; none when the file is right.
    problems: tuple[Problem, ...]
    summary: str

    def __str__(self) -> str:
        return "\n".join([*map(str, self.problems), self.summary])


def check(path: str | Path, communes: Communes) -> Report:
    """Read a programme file whole and say what is wrong in it, or what it holds."""
    try:
        programme = read_programme(path, communes)
    except ProgrammeErrors as errors:
        count = len(errors.problems)
        sentence = _sentences()["errors"]["one" if count == 1 else "other"]
        return Report(problems=errors.problems, summary=sentence.format(path=path, count=count))
    return Report(problems=(), summary="\n".join(_lines(str(path), programme, communes)))


@lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    text = files("bot.events").joinpath("report.yaml").read_text(encoding="utf-8")
    sentences: dict[str, Any] = yaml.safe_load(text)
    return sentences


def _lines(path: str, programme: Programme, communes: Communes) -> Iterable[str]:
    say, events = _sentences(), programme.events
    days = [session.start.date() for event in events for session in event.sessions]
    ends = [session.end.date() for event in events for session in event.sessions]
    listed = sum(event.status != "cancelled" and not event.reserved for event in events)
    prices = [event.conditions.price_eur for event in events]
    free, unknown = sum(p == 0 for p in prices), sum(p is None for p in prices)
    start, end = _day(programme.start), _day(programme.end)
    yield say["title"].format(path=path, name=programme.name, start=start, end=end)
    yield say["events"].format(count=len(events), listed=listed)
    if days:
        yield say["dates"].format(count=len(days), first=_day(min(days)), last=_day(max(ends)))
    else:
        yield say["no_dates"]
    yield say["kinds"].format(counts=_counted(event.kind for event in events))
    yield say["departements"].format(counts=_counted(_departements(events, communes)))
    yield say["statuses"].format(counts=_counted(event.status for event in events))
    yield say["prices"].format(free=free, paying=len(prices) - free - unknown, unknown=unknown)
    yield say["undated"].format(ids=_told(event.id for event in events if not event.sessions))
    yield say["online"].format(count=sum(event.online and event.place is None for event in events))
    yield say["nowhere"].format(ids=_told(event.id for event in events if not event.online and not event.place))
    yield say["outside"].format(ids=_told(event.id for event in events if _is_outside(event, programme, communes)))
    yield say["approximate"].format(count=sum(event.place is not None and event.place.approximate for event in events))
    yield say["facts"].format(topics=", ".join(fact.topic for fact in programme.facts) or say["none"])


def _departements(events: Iterable[Event], communes: Communes) -> Iterable[str]:
    for event in events:
        if event.place and event.place.insee:
            codes = communes.areas(event.place.insee)
            yield from (communes.name(code) for code in codes if code.startswith("dep:"))


def _is_outside(event: Event, programme: Programme, communes: Communes) -> bool:
    if not event.place or not event.place.insee:
        return False
    return not communes.areas(event.place.insee).intersection(programme.areas)


def _counted(values: Iterable[str]) -> str:
    """« visite 32, conference 9 », the most frequent first."""
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{value} {count}" for value, count in counts) or _sentences()["none"]


def _told(ids: Iterable[str]) -> str:
    found = list(ids)
    more = [_sentences()["more"].format(count=len(found) - _TOLD)] if len(found) > _TOLD else []
    return ", ".join([*found[:_TOLD], *more]) or _sentences()["none"]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
