"""What has changed of one event, in sentences: as it now is, and as it no longer is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from bot.conversation.news.digest import News
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.render import short_facts
from bot.conversation.one_event.simple import simple_facts
from bot.events.changes import Change, Kind, added_and_dropped, upcoming
from bot.events.model import Session
from bot.events.query import Found
from bot.replies import dates
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, rich


def sentences(news: News, phrases: Phrases, now: datetime, *, simple: bool = False) -> list[Rich]:
    """A sentence for each thing that has changed; `now` is local; `simple`: short ones, a fact a line."""
    words = (_SimpleWords if simple else _Words)(news.change, phrases, now)
    return [_SENTENCES[kind](words) if kind in _SENTENCES else words.say(kind) for kind in news.kinds]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one change."""

    change: Change
    phrases: Phrases
    now: datetime

    #: The file of `replies` that they are in.
    book: ClassVar[str] = "news"

    def say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        """A phrase of that file."""
        return self.phrases.say(f"{self.book}.{key}", count=count, **values)

    @property
    def new(self) -> Facts:
        """The event as it is, or as it last was."""
        return Facts(self.change.event, self.phrases, self.now)

    @property
    def old(self) -> Facts:
        """The event as it was."""
        return Facts(self.change.before or self.change.event, self.phrases, self.now)

    def when(self, sessions: Sequence[Session]) -> str:
        """« lundi 22 novembre, de 14 h à 16 h 30 »."""
        return " ; ".join(dates.sessions(sessions, self.now))

    def dates_of(self, facts: Facts) -> str:
        """All that are to come, or that none is known."""
        return self.when(facts.upcoming) or facts.when

    @property
    def facts(self) -> Rich:
        """An event that is new."""
        found = Found(event=self.change.event, session=None, distance_km=None)
        return rich(short_facts(found, self.phrases, self.now))


@dataclass(frozen=True, slots=True)
class _SimpleWords(_Words):
    """The same for who reads best in short sentences."""

    book: ClassVar[str] = "simple_news"

    def when(self, sessions: Sequence[Session]) -> str:
        """One a line."""
        said = dates.sessions(sessions, self.now)
        return "\n".join(self.phrases.text("simple.item", what=when) for when in said)

    @property
    def facts(self) -> Rich:
        """A fact a line."""
        return simple_facts(self.change.event, self.phrases, self.now)


def _new(words: _Words) -> Rich:
    return words.say("new", facts=words.facts)


def _back(words: _Words) -> Rich:
    return words.say("back", when=words.dates_of(words.new))


def _cancelled(words: _Words) -> Rich:
    old = words.dates_of(words.old)
    return words.say("cancelled", old=old) if words.old.event.sessions else words.say("cancelled_undated")


def _removed(words: _Words) -> Rich:
    old = words.dates_of(words.old)
    return words.say("removed", old=old) if words.old.event.sessions else words.say("removed_undated")


def _postponed(words: _Words) -> Rich:
    added, dropped = added_and_dropped(words.change, words.now)
    old = words.when(dropped)
    if ahead := upcoming(words.new.event, words.now):
        new = words.when(added or ahead)
        return words.say("postponed_from", new=new, old=old) if dropped else words.say("postponed", new=new)
    return words.say("postponed_undated", old=old) if dropped else words.say("postponed_without_dates")


def _time(words: _Words) -> Rich:
    added, dropped = added_and_dropped(words.change, words.now)
    new, old = words.when(added), words.when(dropped)
    if added and dropped:
        if [s.start.date() for s in added] == [s.start.date() for s in dropped]:
            return words.say("hours", new=new, old=old)
        return words.say("date", count=len(added), new=new, old=old)
    if added:
        is_first = len(added) == len(upcoming(words.new.event, words.now))
        return words.say("date_known" if is_first else "date_added", count=len(added), new=new)
    if upcoming(words.new.event, words.now):
        return words.say("date_dropped", count=len(dropped), old=old)
    return words.say("date_unknown", old=old)


def _place(words: _Words) -> Rich:
    new, old = words.new.where, words.old.where
    if new and old:
        return words.say("place", new=new, old=old)
    return words.say("place_known", new=new) if new else words.say("place_unknown", old=old)


def _meeting(words: _Words) -> Rich:
    new, old = words.new.meeting_point, words.old.meeting_point
    if new and old:
        return words.say("meeting", new=new, old=old)
    return words.say("meeting_known", new=new) if new else words.say("meeting_dropped")


def _deadline(words: _Words) -> Rich:
    new, old = words.new.until, words.old.until
    return words.say("deadline_from", new=new, old=old) if old else words.say("deadline", new=new)


#: Changes that are told with their facts; the others have one sentence each, of their name.
_SENTENCES: dict[Kind, Callable[[_Words], Rich]] = {
    "new": _new,
    "back": _back,
    "cancelled": _cancelled,
    "removed": _removed,
    "postponed": _postponed,
    "time": _time,
    "place": _place,
    "meeting": _meeting,
    "deadline": _deadline,
}
