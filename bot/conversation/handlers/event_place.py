"""Where one event is, and how to get there."""

from collections.abc import Iterator

from bot.conversation.asker import distance_from, distance_from_asker
from bot.conversation.message import Reply
from bot.conversation.one_event.buttons import event_buttons
from bot.conversation.one_event.facts import Facts, spot
from bot.conversation.one_event.which import event_of, which_event
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.replies.french import kilometres
from bot.replies.places import at_town, of_town
from bot.replies.rich import Rich, join


def handle(turn: Turn) -> Reply:
    """Where to go, the meeting point first when there is one, and how far it is."""
    event = event_of(turn)
    if event is None:
        return which_event(turn)
    facts = Facts(event, turn.guide.phrases, turn.now)
    return Reply(text=join("\n", _sentences(turn, facts)), buttons=event_buttons(facts, details=True))


def _sentences(turn: Turn, facts: Facts) -> Iterator[Rich]:
    event, say = facts.event, facts.phrases.say
    yield say("event_place.title", title=event.title)
    if event.status == "cancelled":
        yield say("event_place.cancelled")
    elif facts.is_online_only:
        yield say("event_place.online")
        if event.url:
            yield say("event_place.link", url=event.url)
    else:
        yield from _where(facts)
        if event.online:
            yield say("event_place.online_too")
        yield from _distances(turn, facts)
        told = asked("place", f"{event.summary} {event.conditions.note} {facts.meeting_point}")
        yield from (say(f"event_place.{topic}") for topic in asked("place", turn.text) if topic not in told)


def _distances(turn: Turn, facts: Facts) -> Iterator[Rich]:
    """How far it is from the towns that are named, else from the asker, else from those of the last search."""
    gazetteer, event, say = turn.guide.gazetteer, facts.event, facts.phrases.say
    own = event.place.insee if event.place else None
    from_asker, listing = distance_from_asker(event, turn.session, gazetteer), turn.session.current
    named = turn.understanding.criteria.places
    sought = listing.criteria.places if listing and from_asker is None else ()
    towns = [code for code in named or sought if ":" not in code and code != own]
    for code in towns:
        if away := distance_from(gazetteer.position(code), event):
            yield say("event_place.away_from", away=kilometres(away), town=of_town(gazetteer.name(code)))
    if not towns and from_asker:
        yield say("event_place.away", away=kilometres(from_asker))


def _where(facts: Facts) -> Iterator[Rich]:
    """The meeting point, then the address, as far as they are known."""
    place, say = facts.event.place, facts.phrases.say
    if facts.meeting_point:
        yield say("event_place.meeting_point", meeting_point=facts.meeting_point)
        if facts.address:
            yield say("event_place.then", address=facts.address)
    elif place is None or not facts.address:
        yield say("event_place.unknown")
    elif not place.city:
        yield say("event_place.at_place", spot=facts.address)
    elif not spot(place):
        yield say("event_place.at_town", at=at_town(place.city))
    else:
        name = "at_address_code" if place.postal_code else "at_address"
        yield say(f"event_place.{name}", at=at_town(place.city), code=place.postal_code, spot=spot(place))
