"""What a calendar at an address shows, as the programme now is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.attachment import Chosen
from bot.conversation.calendars.choice import of_reminders, of_search
from bot.conversation.calendars.entries import entries_of
from bot.conversation.calendars.feeds import feed_name
from bot.conversation.session import Feed
from bot.conversation.turn import Guide
from bot.documents.calendar import calendar_file
from bot.events.history import History
from bot.reminders.model import Remembered

#: Events of one calendar.
MOST = 500
#: How often it is worth looking again; programs look when they want to.
REFRESH = timedelta(hours=4)


def chosen_of(feed: Feed, remembered: Sequence[Remembered], guide: Guide) -> list[Chosen]:
    """The sessions that a calendar shows; of events that are cancelled too, when they would else be there."""
    if feed.criteria is None:
        return of_reminders(remembered)
    off = [replace(event, status="confirmed") for event in guide.catalogue.events if event.status == "cancelled"]
    without_off = replace(guide, catalogue=guide.catalogue.of(off))
    found = [
        chosen
        for one in (guide, without_off)
        for chosen in of_search(one, feed.criteria, feed.intent, None, feed.since)
        if chosen.sessions
    ]
    return found[:MOST]


def feed_file(
    feed: Feed, chosen: Sequence[Chosen], guide: Guide, histories: Mapping[str, History], now: datetime
) -> bytes:
    """The calendar. What was cancelled before anyone knew of it is left out, as it is from lists."""
    known = [one for one in chosen if one.event in histories or not _is_off(guide, one.event)]
    entries = entries_of(known, guide, histories, now)
    name = f"{feed_name(feed, guide, now)} – {guide.catalogue.programme.name}"
    return calendar_file(entries, guide.catalogue.programme.timezone, name=name, refresh=REFRESH)


def _is_off(guide: Guide, event_id: str) -> bool:
    event = guide.catalogue.event(event_id)
    return event is not None and event.status == "cancelled"
