"""Events in French that is easy to read: short sentences, one fact a line, no abbreviations (« /simple »)."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.conversation.message import Reply
from bot.conversation.one_event.facts import Facts
from bot.conversation.turn import Turn
from bot.events.model import Event, Session
from bot.events.query import Found
from bot.replies import dates
from bot.replies.french import capital
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, bold, join, rich

#: Sessions and topics that a page tells, and lines of what the organiser says.
_SESSIONS, _TOPICS, _LINES = 5, 4, 4
#: Where a long sentence may be parted: its end, a colon, a semicolon.
_PARTS = re.compile(r"(?<=[.!?…])\s+(?=\W*[A-ZÀ-Ý0-9])|\s+[:;]\s+")


def switch(turn: Turn) -> Reply:
    """`/simple`: from now on in easy French, or no longer."""
    turn.session.simple = not turn.session.simple
    return Reply(text=turn.guide.phrases.say("simple.on" if turn.session.simple else "simple.off"))


def simple_heading(understood: str, phrases: Phrases) -> Rich:
    """What was understood of a search, without marks to be read aloud."""
    return phrases.say("simple.heading", understood=read_aloud(understood))


def read_aloud(understood: str) -> str:
    """« visites, Toulon, samedi 20 novembre »: what was understood, as a part of a sentence."""
    return understood[:1].lower() + understood[1:].replace(" · ", ", ")


def simple_line(number: int, found: Found, facts: Facts, away_km: float | None, *, of_asker: bool = False) -> Rich:
    """An event of a list, a sentence a line; the distance is that of the asker, or of what was sought."""
    session = found.session or next(iter(facts.upcoming), None)
    told = [*times_lines(facts, [session] if session else []), *place_lines(facts, away_km, of_asker=of_asker)]
    lines = [*status_lines(facts), _say(facts, f"kind_{facts.event.kind}"), *told]
    return join("\n", (bold(f"{number}. {facts.event.title}"), *lines))


def simple_facts(event: Event, phrases: Phrases, now: datetime) -> Rich:
    """What one must know of an event that one has not seen: what, when and where."""
    facts = Facts(event, phrases, now)
    lines = [*status_lines(facts), _say(facts, f"kind_{event.kind}")]
    return join("\n", [*lines, *times_lines(facts, facts.upcoming[:1]), *place_lines(facts)])


def simple_page(facts: Facts, away_km: float | None) -> Rich:
    """All about an event, a sentence a line."""
    when = [*times_lines(facts, facts.upcoming[:_SESSIONS])]
    if (more := len(facts.upcoming) - _SESSIONS) > 0:
        when.append(_say(facts, "more", count=more))
    parts = (
        [bold(facts.event.title)],
        [*status_lines(facts), *_what_lines(facts)],
        [*when, *place_lines(facts, away_km)],
        [*who_lines(facts)],
        [*how_lines(facts)],
        _items(facts, "unknown", facts.unknown),
    )
    return join("\n\n", (join("\n", lines) for lines in parts))


def _say(facts: Facts, name: str, **values: object) -> Rich:
    return facts.phrases.say(f"simple.{name}", **values)  # type: ignore[arg-type] # counts are numbers


def _items(facts: Facts, name: str, items: Sequence[str]) -> list[Rich]:
    """A sentence and what it announces, one a line; nothing when there is none."""
    return [_say(facts, name), *(_say(facts, "item", what=item) for item in items)] if items else []


def status_lines(facts: Facts) -> Iterator[Rich]:
    """Whether it still takes place, and for whom there is room."""
    yield from (facts.phrases.say(f"event.status_{name}") for name in facts.statuses)


def _what_lines(facts: Facts) -> Iterator[Rich]:
    """Its kind, what it is about, and the organiser's own words, as short as these can be parted."""
    event, label = facts.event, facts.phrases.label
    yield _say(facts, f"kind_{event.kind}")
    topics = [label("sectors", slug) for slug in event.sectors] + [label("themes", slug) for slug in event.themes]
    if topics := list(dict.fromkeys(topics)):
        name = "topics" if len(topics) <= _TOPICS else "more_topics"
        yield _say(facts, name, topics=", ".join(topics[:_TOPICS]), count=len(topics))
    said = [part.strip(" \n–-") for part in _PARTS.split(event.summary or "")]
    yield from _items(facts, "summary", [capital(part) for part in said if part][:_LINES])


def times_lines(facts: Facts, sessions: Sequence[Session]) -> Iterator[Rich]:
    """The day and the hours of each session."""
    if not sessions:
        yield _say(facts, "no_date")
    for session in sessions:
        day = dates.day(session.start.date(), facts.now.date())
        if not session.has_hours:
            briefly = dates.briefly(session, facts.now)
            yield _say(facts, "day", day=day) if briefly == day else _say(facts, "days", days=briefly)
            continue
        yield _say(facts, "day", day=day)
        if session.start == session.end:
            yield _say(facts, "begins", start=dates.hour(session.start))
        else:
            yield _say(facts, "hours", start=dates.hour(session.start), end=dates.hour(session.end))


def place_lines(facts: Facts, away_km: float | None = None, *, of_asker: bool = True) -> Iterator[Rich]:
    """Where it is, where people meet, how far that is."""
    if facts.is_online_only:
        yield _say(facts, "online")
    elif facts.address:
        yield _say(facts, "place", place=facts.address)
        if facts.meeting_point:
            yield _say(facts, "meeting", place=facts.meeting_point)
        if away_km is not None:
            yield _say(facts, "away" if of_asker else "away_from_sought", count=max(1, round(away_km)))
        if facts.event.online:
            yield _say(facts, "also_online")
    else:
        yield _say(facts, "no_place")


def who_lines(facts: Facts) -> Iterator[Rich]:
    """Who may come, and what they must bring."""
    event, asked = facts.event, facts.event.conditions
    if asked.women_only:
        yield _say(facts, "women_only")
    if event.audiences and "grand-public" not in event.audiences:
        who = [_audience(facts, slug) for slug in event.audiences]
        yield from _items(facts, "who", who) if len(who) > 1 else (_say(facts, "who_one", who=who[0]),)
    elif not asked.women_only:
        yield _say(facts, "who_everyone")
    yield from needed_lines(facts)
    if asked.capacity:
        yield _say(facts, "capacity", count=asked.capacity)
    if facts.accessibility:
        yield _say(facts, "accessible", what=facts.accessibility)
    yield from (rich(capital(part)) for part in _PARTS.split(asked.note or "") if part)


def needed_lines(facts: Facts) -> Iterator[Rich]:
    """What one must be, and bring."""
    asked = facts.event.conditions
    if asked.min_age:
        yield _say(facts, "min_age", count=asked.min_age)
    if asked.id_required:
        yield _say(facts, "id")


def _audience(facts: Facts, slug: str) -> str:
    """In words of every day, where the label has others."""
    if f"simple.who_{slug}" in facts.phrases.keys:
        return facts.phrases.text(f"simple.who_{slug}")
    return (facts.phrases.feminine if facts.event.conditions.women_only else facts.phrases.label)("audiences", slug)


def how_lines(facts: Facts) -> Iterator[Rich]:
    """What it costs, how to register, whom to ask."""
    event, asked = facts.event, facts.event.conditions
    if asked.price_eur is not None:
        yield _say(facts, "price", price=facts.price) if asked.price_eur else _say(facts, "free")
    yield from register_lines(facts)
    if event.organiser:
        yield _say(facts, "organiser", organiser=event.organiser)
    if event.url:
        yield _say(facts, "more_at", url=event.url)


def register_lines(facts: Facts) -> Iterator[Rich]:
    """Whether, until when and where to register."""
    asked = facts.event.conditions
    if facts.is_registration_closed:
        yield _say(facts, "closed")
        return
    if asked.registration_required is not None:
        yield _say(facts, "required" if asked.registration_required else "not_required")
    if facts.until:
        yield _say(facts, "until", until=facts.until)
    yield from (_say(facts, "contact", contact=contact) for contact in facts.contacts)
