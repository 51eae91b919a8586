"""What `python -m bot check FILE` says: all errors of a programme file, or what it holds."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.events.communes import Communes
from bot.events.editing.report import counts
from bot.events.editing.review import Review
from bot.events.intake.draft import Doubt
from bot.events.intake.text_reader import TextReader
from bot.events.model import Event, Programme
from bot.events.problems import ProgrammeErrors
from bot.events.reading import parse_programme, read_text

#: Where an event begins.
_ID = re.compile(r"""^\s*(?:-\s+)?id:\s*["']?([a-z0-9-]{1,40})\b""", re.MULTILINE)
#: Events told by their ids in one line; the others are counted.
_TOLD = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What is wrong or doubtful in a file, and its summary in French; `str` gives both."""

    #: In the order of the lines. Those that are refused keep the file from being served.
    points: tuple[Doubt, ...]
    summary: str
    #: None when the file is refused.
    programme: Programme | None

    @property
    def is_refused(self) -> bool:
        """The file does not load."""
        return self.programme is None

    def __str__(self) -> str:
        return "\n".join([*map(str, self.points), self.summary])


def check(path: str | Path, communes: Communes, reader: TextReader, *, label: bool = False) -> Report:
    """Read a programme file whole and say what is wrong in it, or what it holds and what an editor would look at.

    `label`: what the label of the Semaine de l'Industrie asks for is looked at too.
    """
    try:
        text = read_text(path)
        programme = parse_programme(text, path, communes)
    except ProgrammeErrors as errors:
        count = len(errors.problems)
        sentence = _sentences()["errors"]["one" if count == 1 else "other"]
        return Report(points=tuple(_refused(errors)), summary=sentence.format(path=path, count=count), programme=None)
    points = tuple(
        _points(
            str(path), text, programme, Review(communes, reader, days=(programme.start, programme.end), label=label)
        )
    )
    summary = "\n".join([*_lines(str(path), programme, communes), _sentences()["points"].format(counts=counts(points))])
    return Report(points=points, summary=summary, programme=programme)


def _refused(errors: ProgrammeErrors) -> Iterator[Doubt]:
    for problem in errors.problems:
        yield Doubt(
            where=problem.where,
            event=problem.entry,
            field=problem.field,
            what=problem.what,
            level="refused",
            text=problem.text,
        )


def _points(path: str, text: str, programme: Programme, review: Review) -> Iterator[Doubt]:
    lines = _lines_of_ids(text)
    for event in programme.events:
        yield from review.of_file(event, f"{path}:{lines[event.id]}" if event.id in lines else path)


def _lines_of_ids(text: str) -> dict[str, int]:
    """The line of each id: the last, when the programme itself has that of an event."""
    found: dict[str, int] = {}
    line, at = 1, 0
    for match in _ID.finditer(text):
        line, at = line + text.count("\n", at, match.start(1)), match.start(1)
        found[match[1]] = line
    return found


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
