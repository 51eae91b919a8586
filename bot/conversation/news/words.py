"""What has changed of one event, in sentences: as it now is, and as it no longer is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.news.digest import News
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.render import short_facts
from bot.events.changes import Change, Kind, added_and_dropped, upcoming
from bot.events.model import Session
from bot.events.query import Found
from bot.replies import dates
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich


def sentences(news: News, phrases: Phrases, now: datetime) -> list[Rich]:
    """A sentence for each thing that has changed; `now` is local."""
    words = _Words(news.change, phrases, now)
    return [_SENTENCES[kind](words) if kind in _SENTENCES else words.say(kind) for kind in news.kinds]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one change."""

    change: Change
    phrases: Phrases
    now: datetime

    def say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        """A phrase of news.yaml."""
        return self.phrases.say(f"news.{key}", count=count, **values)

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


def _new(words: _Words) -> Rich:
    found = Found(event=words.change.event, session=None, distance_km=None)
    return words.say("new", facts=short_facts(found, words.phrases, words.now))


def _back(words: _Words) -> Rich:
    return words.say("back", when=words.new.when)


def _cancelled(words: _Words) -> Rich:
    return words.say("cancelled", old=words.old.when) if words.old.event.sessions else words.say("cancelled_undated")


def _removed(words: _Words) -> Rich:
    return words.say("removed", old=words.old.when) if words.old.event.sessions else words.say("removed_undated")


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
