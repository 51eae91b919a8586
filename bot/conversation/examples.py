"""Questions that have an answer in the loaded programme now, as a person would ask them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from bot.conversation.message import Button
from bot.conversation.turn import Guide
from bot.events.model import Event, Programme
from bot.replies.dates import day
from bot.replies.phrases import Phrases
from bot.replies.places import at_town

_WANTED = 3
#: Events looked at; programmes may hold 100,000.
_LOOKED_AT = 300
#: A button's action holds 64 bytes, « q: » included.
_BYTES = 62


def examples(guide: Guide, now: datetime, turn: int = 0) -> tuple[str, ...]:
    """Three questions, of different sorts and about different events; others at each `turn`. `now` is local."""
    programme, phrases = guide.catalogue.programme, guide.phrases
    events = sorted(islice(_coming(programme.events, now), _LOOKED_AT), key=_is_for_few)
    shift = turn * _WANTED % max(1, sum(not _is_for_few(event) for event in events))
    events = events[shift:] + events[:shift]
    found: list[str] = []
    sorts = (_by_kind, _by_date, _by_sector, _online)
    first = turn % len(sorts)
    for sort in sorts[first:] + sorts[:first]:
        for event in events:
            question = sort(event, phrases, now)
            if question and len(question.encode()) <= _BYTES:
                found.append(question)
                events = [other for other in events if other.kind != event.kind]
                break
    return tuple([*found, *_about_programme(programme, phrases)][:_WANTED])


def example_buttons(questions: Iterable[str]) -> tuple[tuple[Button, ...], ...]:
    """A button a question; it asks it."""
    return tuple((Button(label=question, action=f"q:{question}"),) for question in questions)


def _coming(events: Iterable[Event], now: datetime) -> Iterator[Event]:
    """Events that a search may find: to come, and neither cancelled nor reserved."""
    for event in events:
        if event.sessions and event.sessions[-1].start > now and event.status != "cancelled" and not event.reserved:
            yield event


def _is_for_few(event: Event) -> bool:
    """The asker may not be one of those the event is for."""
    return bool(set(event.audiences) - {"grand-public"}) or event.conditions.women_only or event.status == "full"


def _by_kind(event: Event, phrases: Phrases, now: datetime) -> str:
    if event.kind == "evenement" or not (event.place and event.place.city) or event.status == "moved-online":
        return ""
    return phrases.text("examples.kind", kinds=phrases.label("kinds", event.kind, 2), at=at_town(event.place.city))


def _by_date(event: Event, phrases: Phrases, now: datetime) -> str:
    session = event.sessions[-1]
    if session.end.date() != session.start.date():
        return ""
    return phrases.text("examples.date", date=day(session.start.date(), now.date()))


def _by_sector(event: Event, phrases: Phrases, now: datetime) -> str:
    if not event.sectors:
        return ""
    return phrases.text("examples.sector", sector=phrases.definite("sectors", event.sectors[0]))


def _online(event: Event, phrases: Phrases, now: datetime) -> str:
    return phrases.text("examples.online") if event.online else ""


def _about_programme(programme: Programme, phrases: Phrases) -> Iterator[str]:
    yield phrases.text("examples.programme")
    if programme.theme:
        yield phrases.text("examples.theme")
    if programme.website:
        yield phrases.text("examples.where")
