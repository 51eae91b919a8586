"""An organiser's page: all that they propose. Links and posters lead to it; at a fair, so does the code on a stand."""

import re
from collections.abc import Sequence

from bot.conversation.deep_links import LONGEST
from bot.conversation.lists.buttons import event_buttons
from bot.conversation.message import Reply
from bot.conversation.one_event.render import event_line
from bot.conversation.session import Listing
from bot.conversation.turn import Turn
from bot.events.catalogue import Catalogue
from bot.events.model import Event
from bot.events.query import Found
from bot.events.words import fold
from bot.replies.rich import join
from intents import Criteria

#: What a link to one begins with, and events on a page.
LINK, _SHOWN = "o-", 10


def organiser_link(name: str) -> str:
    """« o-elles-bougent » of « Elles bougent »; "" when nothing of the name can stand in a link."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[: LONGEST - len(LINK)]
    return f"{LINK}{slug}" if slug else ""


def organiser_links(catalogue: Catalogue) -> dict[str, str]:
    """The organisers of a programme by their links."""
    names = dict.fromkeys(event.organiser for event in catalogue.events if event.organiser)
    return {link: name for name in names if (link := organiser_link(name))}


def events_of(catalogue: Catalogue, name: str) -> Sequence[Event]:
    """Their events, in the file's order."""
    return [event for event in catalogue.events if event.organiser == name]


def organiser_page(turn: Turn, link: str) -> Reply:
    """What they propose, the first to come first; what is past comes last."""
    guide, name = turn.guide, organiser_links(turn.guide.catalogue).get(link)
    if name is None:
        return Reply(text=guide.phrases.say("organisers.gone"))
    events = sorted(events_of(guide.catalogue, name), key=lambda event: _next(event, turn))
    shown = [Found(event=event, session=None, distance_km=None) for event in events[:_SHOWN]]
    number = turn.session.remember(_listing(name, shown), turn.now)
    turn.session.listing, turn.session.event = number, shown[0].event.id if len(shown) == 1 else None
    heading = guide.phrases.say("organisers.heading", name=name, count=len(events))
    lines = (event_line(rank, one, now=turn.now, phrases=guide.phrases) for rank, one in enumerate(shown, 1))
    more = guide.phrases.say("organisers.more", count=len(events) - _SHOWN) if len(events) > _SHOWN else ""
    return Reply(text=join("\n\n", (heading, join("\n", lines), more)), buttons=event_buttons(shown, 0))


def _listing(name: str, shown: Sequence[Found]) -> Listing:
    """« le 2e », « plutôt à Nice »: the list goes on as a search for the organiser's name."""
    ids = tuple(found.event.id for found in shown)
    return Listing(criteria=Criteria(keywords=(fold(name),)), events=ids, fitting=len(ids))


def _next(event: Event, turn: Turn) -> tuple[bool, str]:
    """Whether all is past, and when it begins next."""
    ahead = [session.start for session in event.sessions if session.end > turn.now]
    begins = min(ahead, default=event.sessions[-1].start if event.sessions else None)
    return not ahead and bool(event.sessions), begins.isoformat() if begins else "9999"
