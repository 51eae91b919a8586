"""Events in French that is easy to read: short sentences, one fact a line, no abbreviations (« /simple »)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.conversation.facts import Facts
from bot.conversation.message import Reply
from bot.conversation.turn import Turn
from bot.events.model import Session
from bot.events.query import Found
from bot.replies import dates
from bot.replies.french import capital
from bot.replies.rich import Rich, bold, join

#: Sessions that a page tells.
_SESSIONS = 5
#: « 14 h 30 », « 12 km » as they are typeset.
_HOUR, _KM = re.compile(r"\b(\d{1,2})\s?h\b"), re.compile(r"\s?\bkm\b")


def switch(turn: Turn) -> Reply:
    """`/simple`: from now on in easy French, or no longer."""
    turn.session.simple = not turn.session.simple
    return Reply(text=turn.guide.phrases.say("simple.on" if turn.session.simple else "simple.off"))


def simple_line(number: int, found: Found, facts: Facts, away_km: float | None) -> Rich:
    """An event of a list: its title, then a sentence a line."""
    session = found.session or next(iter(facts.upcoming), None)
    lines = [*_status(facts), _kind(facts), *_times(facts, [session] if session else []), *_place(facts, away_km)]
    return _in_full(join("\n", (bold(f"{number}. {facts.event.title}"), *lines)))


def simple_page(facts: Facts, away_km: float | None) -> Rich:
    """All about an event, a sentence a line."""
    lines = [*_status(facts), _kind(facts), *_times(facts, facts.upcoming[:_SESSIONS]), *_place(facts, away_km)]
    more = len(facts.upcoming) - _SESSIONS
    if more > 0:
        lines.append(_say(facts, "more", count=more))
    parts = (bold(facts.event.title), join("\n", lines), join("\n", _who(facts)), join("\n", _how(facts)))
    return _in_full(join("\n\n", parts))


def _in_full(text: Rich) -> Rich:
    """Hours and distances in words that are written out."""
    runs = []
    for run in text.runs:
        told = _HOUR.sub(lambda hour: f"{hour[1]} heure{'s' * (int(hour[1]) > 1)}", run.text)
        runs.append(replace(run, text=_KM.sub(" kilomètres", told)))
    return Rich(tuple(runs))


def _say(facts: Facts, name: str, **values: object) -> Rich:
    return facts.phrases.say(f"simple.{name}", **values)  # type: ignore[arg-type] # counts are numbers


def _status(facts: Facts) -> Iterator[Rich]:
    yield from (facts.phrases.say(f"event.status_{name}") for name in facts.statuses)


def _kind(facts: Facts) -> Rich:
    return _say(facts, f"kind_{facts.event.kind}")


def _times(facts: Facts, sessions: Sequence[Session]) -> Iterator[Rich]:
    if not sessions:
        yield _say(facts, "no_date")
    for session in sessions:
        if not session.has_hours:
            yield _say(facts, "days", days=dates.briefly(session, facts.now))
            continue
        yield _say(facts, "day", day=dates.day(session.start.date(), facts.now.date()))
        if session.start == session.end:
            yield _say(facts, "begins", start=dates.hour(session.start))
        else:
            yield _say(facts, "hours", start=dates.hour(session.start), end=dates.hour(session.end))


def _place(facts: Facts, away_km: float | None) -> Iterator[Rich]:
    if facts.is_online_only:
        yield _say(facts, "online")
    elif facts.where:
        yield _say(facts, "place", place=facts.where)
        if facts.meeting_point:
            yield _say(facts, "meeting", place=facts.meeting_point)
        if away_km is not None:
            yield _say(facts, "away", count=max(1, round(away_km)))
    else:
        yield _say(facts, "no_place")


def _who(facts: Facts) -> Iterator[Rich]:
    yield _say(facts, "who", who=facts.audiences)
    for condition in facts.conditions:
        yield _say(facts, "condition", condition=capital(condition))


def _how(facts: Facts) -> Iterator[Rich]:
    if facts.price:
        yield _say(facts, "price", price=facts.price)
    if facts.registration:
        yield _say(facts, "registration", registration=facts.registration)
    if facts.unknown:
        yield _say(facts, "unknown", unknown=", ".join(facts.unknown))
