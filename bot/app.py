"""What is built of a programme: all that answers questions. What serves it is wired in `service.py`."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.conversation.calendars.addresses import Addresses
from bot.conversation.dialogue import Dialogue
from bot.conversation.span import is_over
from bot.conversation.turn import Guide
from bot.events.catalogue import Catalogue, load
from bot.events.freshness import Freshness
from bot.events.reading import read_text
from bot.events.words import content_words
from bot.replies.phrases import Phrases
from intents import Gazetteer, Interpreter, Scene, school_zone

if TYPE_CHECKING:
    from bot.events.report import Report

COMMUNES, OUTLINES = Path("data/communes.csv"), Path("data/outlines.json")
#: When the terminal begins, when all of the programme lies in the past: a week before it, in the morning.
_BEFORE, _MORNING = timedelta(days=7), time(9)


@dataclass(frozen=True, kw_only=True)
class App:
    """The guide to one programme, ready to talk."""

    guide: Guide
    dialogue: Dialogue

    @classmethod
    def build(cls, events: Path, communes: Path = COMMUNES) -> "App":
        """Load the programme and what understands questions about it. Raises ProgrammeErrors."""
        text = read_text(events)
        return builder(events, communes)(text)

    def clock(self, at: datetime | None = None, speed: float = 1.0) -> Clock:
        """The time of the programme's zone, or a clock set to a local time that runs `speed` times as fast."""
        return Clock(self.guide.catalogue.programme.timezone, at=at, speed=speed)

    def demonstration_start(self, now: datetime) -> datetime | None:
        """A week before the programme, when all of it lies before `now` (local); else None."""
        programme = self.guide.catalogue.programme
        if not is_over(self.guide.catalogue, now):
            return None
        return datetime.combine(programme.start - _BEFORE, _MORNING)


def builder(
    events: Path, communes: Path = COMMUNES, public_url: str | None = None, sources: Sequence[str] = ()
) -> Callable[[str], App]:
    """What makes a guide of the text of a programme file, and raises ProgrammeErrors; the map is read once.

    `public_url`: where calendars are given, if anywhere; `sources`: what the programme is refreshed from.
    """
    freshness = Freshness(events, sources)
    addresses = Addresses(public_url=public_url) if public_url else None
    with _uncollected():
        gazetteer, phrases = Gazetteer.load(communes), Phrases.load()

    def build(text: str) -> App:
        with _uncollected():
            catalogue = load(events, gazetteer, text)
            interpreter = interpreter_of(catalogue, gazetteer)
            guide = Guide(
                catalogue=catalogue,
                gazetteer=gazetteer,
                phrases=phrases,
                sectors_of=interpreter.sectors_of,
                anonymous=interpreter.anonymous,
                addresses=addresses,
                read_at=freshness.read_at,
            )
            return App(guide=guide, dialogue=Dialogue(guide, interpreter))

    return build


@contextmanager
def _uncollected() -> Iterator[None]:
    """All that is built stays: looking for garbage in it only takes time, now and during questions."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def check_programme(path: Path, communes: Path = COMMUNES, *, label: bool = False) -> "Report":
    """What is wrong or doubtful in a programme file, and what it holds; `label`: what it asks for is looked at too."""
    from bot.events.report import check  # imported late: questions need none of it
    from intents.documents import DocumentReader

    return check(path, Gazetteer.load(communes), DocumentReader(), label=label)


def interpreter_of(catalogue: Catalogue, gazetteer: Gazetteer) -> Interpreter:
    """What understands questions about a programme."""
    programme = catalogue.programme
    scene = Scene(
        start=programme.start,
        end=programme.end,
        areas=programme.areas,
        school_zone=school_zone(area for code in programme.areas for area in gazetteer.areas(code)),
    )
    local = {event.place.insee for event in programme.events if event.place and event.place.insee}
    names = {
        word
        for event in programme.events
        for word in content_words(
            f"{event.title} {event.organiser or ''} {event.place.name or '' if event.place else ''}"
        )
    }
    return Interpreter(gazetteer, scene, local=local, names=names, frequency=catalogue.words.frequency)
