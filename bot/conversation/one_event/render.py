"""An event as people read it: its page, its line in a list."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.asker import distance_from_asker, telling_distance
from bot.conversation.class_visits.papers import paper_buttons
from bot.conversation.message import Reply
from bot.conversation.one_event.buttons import event_buttons
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.simple import simple_page
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.events.query import Found
from bot.events.words import fold
from bot.replies import dates
from bot.replies.french import capital, kilometres
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, bold, join, moment


def event_reply(turn: Turn, event: Event) -> Reply:
    """All about an event, with what one can do about it."""
    away = distance_from_asker(event, turn.session, turn.guide.gazetteer)
    if turn.session.simple:
        text = simple_page(Facts(event, turn.guide.phrases, turn.now), away)
        return Reply(text=text, buttons=event_buttons(Facts(event, turn.guide.phrases, turn.now)))
    zone = turn.guide.catalogue.programme.timezone
    text = event_page(event, now=turn.now, phrases=turn.guide.phrases, distance_km=away, zone=zone)
    buttons = event_buttons(Facts(event, turn.guide.phrases, turn.now))
    return Reply(text=text, buttons=(*buttons, *paper_buttons(turn, event)))


def event_page(
    event: Event, *, now: datetime, phrases: Phrases, distance_km: float | None = None, zone: ZoneInfo | None = None
) -> Rich:
    """All that is needed to go; `distance_km` from the asker, when it is known; `zone`: that of its times."""
    facts = Facts(event, phrases, now)
    heading = join("\n", (bold(event.title), _kind_and_sectors(event, phrases)))
    status = join("\n", (phrases.say(f"event.status_{name}") for name in facts.statuses))
    unknown = phrases.say("event.unknown", unknown=", ".join(facts.unknown)) if facts.unknown else ""
    parts = (heading, status, event.summary or "", join("\n", _lines(facts, distance_km, zone=zone)), unknown)
    return join("\n\n", parts)


def event_notes(facts: Facts) -> str:
    """All but its title and its dates, as plain text: what a calendar keeps beside those."""
    told = [facts.phrases.text(f"event.status_{name}") for name in facts.statuses if name != "past"]
    lines = [str(line) for line in _lines(facts, None, with_dates=False)]
    unknown = facts.say("unknown", unknown=", ".join(facts.unknown)) if facts.unknown else ""
    parts = ("\n".join(told), facts.event.summary or "", "\n".join(lines), unknown)
    return "\n\n".join(filter(None, parts))


def event_line(
    number: int, found: Found, *, now: datetime, phrases: Phrases, from_asker_km: float | None = None
) -> Rich:
    """« **2. Visite du site ITER** — lundi 22 novembre, de 14 h à 16 h 30 · Saint-Paul-lez-Durance (12 km) ».

    The distance is from the asker when `from_asker_km` is given, else from what was sought.
    """
    facts = short_facts(found, phrases, now, from_asker_km)
    return phrases.say("event.line", number=number, title=found.event.title, facts=facts)


def short_facts(found: Found, phrases: Phrases, now: datetime, from_asker_km: float | None = None) -> str:
    """« visite · lundi 22 novembre, de 14 h à 16 h 30 · Toulon »: what a list tells of an event beside its title."""
    event = found.event
    facts = Facts(event, phrases, now)
    kind = phrases.label("kinds", event.kind)
    told = (
        "" if _is_told_by_title(event, kind) else kind,
        _next_session(facts, found),
        _short_place(facts, _away(facts, found.distance_km, from_asker_km)),
        *(phrases.label("status", status) for status in [event.status] if status not in ("confirmed", "moved-online")),
        facts.say("women_only") if event.conditions.women_only else "",
    )
    return " · ".join(filter(None, told))


def _is_told_by_title(event: Event, kind: str) -> bool:
    """The title names the kind already, or « événement » would say nothing."""
    title, names = fold(event.title), (kind, event.kind.replace("-", " "))
    return event.kind == "evenement" or any(fold(name) in title for name in names)


def _kind_and_sectors(event: Event, phrases: Phrases) -> str:
    labels = [phrases.label("kinds", event.kind)]
    labels += [phrases.label("sectors", slug) for slug in event.sectors]
    labels += [phrases.label("themes", slug) for slug in event.themes]
    return capital(" · ".join(dict.fromkeys(labels)))


def _lines(
    facts: Facts, distance_km: float | None, *, with_dates: bool = True, zone: ZoneInfo | None = None
) -> Iterator[Rich | str]:
    """The facts, each on its line under its name; those the programme does not say are left out."""
    event, say = facts.event, facts.phrases.say
    if with_dates:
        yield say("event.when", when=_when(facts, zone))
    if where := facts.where:
        if distance_km is not None and not facts.is_online_only:
            where = facts.say("away", place=where, km=kilometres(distance_km))
        yield say("event.where", where=where)
    if facts.meeting_point and not facts.is_online_only:
        yield say("event.meeting_point", meeting_point=facts.meeting_point)
    yield say("event.for", audiences=facts.audiences)
    if facts.conditions:
        yield say("event.conditions", conditions=" ; ".join(facts.conditions))
    named: dict[str, Any] = {
        "price": facts.price,
        "registration": facts.registration,
        "accessibility": facts.accessibility,
        "organiser": event.organiser,
    }
    yield from (say(f"event.{name}", **{name: value}) for name, value in named.items() if value)
    if event.url:
        yield say("event.more", url=event.url)


def _when(facts: Facts, zone: ZoneInfo | None) -> Rich | str:
    """When it is; of one session with hours, as a moment that those elsewhere may see in their own time."""
    sessions = facts.upcoming
    if zone is None or len(sessions) != 1 or not sessions[0].has_hours:
        return facts.when
    return moment(facts.when, int(sessions[0].start.replace(tzinfo=zone).timestamp()))


def _next_session(facts: Facts, found: Found) -> str:
    """When to go, and how many other times there are."""
    upcoming = facts.upcoming
    session = found.session or next(iter(upcoming), None)
    if session is None:
        return facts.when
    when = dates.briefly(session, facts.now)
    others = sum(other != session for other in upcoming)
    return facts.say("more_sessions", when=when, count=others) if others else when


def _away(facts: Facts, distance_km: float | None, from_asker_km: float | None) -> str:
    """« à 12 km de vous », « 12 km »; "" when it is not known, or is too little to tell."""
    if from_asker_km is not None:
        return facts.say("from_you", km=kilometres(from_asker_km))
    distance_km = telling_distance(facts.event, distance_km)
    return "" if distance_km is None else kilometres(distance_km)


def _short_place(facts: Facts, away: str) -> str:
    """Town and distance, « en ligne », or both."""
    place = facts.event.place
    if facts.is_online_only:
        return (
            facts.phrases.label("status", "moved-online")
            if facts.event.status == "moved-online"
            else facts.say("online")
        )
    town = (place.city or place.name or "") if place else ""
    if not town:
        return facts.say("place_unknown")
    if away:
        town = facts.say("line_away", place=town, away=away)
    return facts.say("place_and_online", place=town) if facts.event.online else town
