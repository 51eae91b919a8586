"""What buttons and deep links do. An action means the same for ever, whatever was said since."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from msgspec.structs import replace

from bot.conversation import onboarding
from bot.conversation.criteria import without_one
from bot.conversation.deep_links import search_of
from bot.conversation.groups import groups, votes
from bot.conversation.handlers import set_profile
from bot.conversation.lists.listing import Lister
from bot.conversation.message import Position, Reply, Venue
from bot.conversation.one_event.render import event_reply
from bot.conversation.organisers import LINK, organiser_page
from bot.conversation.own_actions import OWN_ACTIONS
from bot.conversation.session import Listing
from bot.conversation.turn import Turn
from intents import Criteria

#: No intent stands for another.
NOTHING: Mapping[str, str] = MappingProxyType({})
#: Links can be sent to anyone by anyone: what one would undo at a tap is shown instead.
_SHOWN_INSTEAD = {"cancel_reminder": "list_reminders", "unsubscribe": "list_subscriptions"}


class Asker(Protocol):
    """Whoever answers a question as if it had been typed."""

    def __call__(
        self, turn: Turn, text: str, intent: str | None = None, *, instead: Mapping[str, str] = NOTHING
    ) -> Reply: ...


#: What links may do.
_LINKED = frozenset({"e", "s", "r", "er", "l"})


def handle(turn: Turn, ask: Asker) -> Reply:
    """The reply to an action, or to a link (« e-iter-visite »); one that cannot be read or is too old says so."""
    if turn.message.text.startswith(LINK):  # « o: » is another
        return organiser_page(turn, turn.message.text)
    if ":" not in turn.message.text and "-" in turn.message.text:
        name, _, rest = turn.message.text.partition("-")
        if name not in _LINKED:
            return _unknown(turn)
        turn = replace(turn, message=replace(turn.message, text=f"{name}:{rest}"))
    if turn.session.is_shared and (reply := groups.tapped(turn)):
        return reply
    name, _, rest = turn.message.text.partition(":")
    try:
        if name in OWN_ACTIONS:
            return OWN_ACTIONS[name](turn, rest)
        return ACTIONS[name](turn, rest, ask)
    except (KeyError, ValueError, IndexError, AttributeError):
        return _unknown(turn)


def _unknown(turn: Turn) -> Reply:
    return Reply(text=turn.guide.phrases.say("common.old_button"))


def _event(turn: Turn, event_id: str, ask: Asker) -> Reply:
    """`e:<event>`: all about an event."""
    event = turn.guide.catalogue.event(event_id)
    if event is None:
        return Reply(text=turn.guide.phrases.say("common.event_gone"))
    turn.session.event = event_id
    return event_reply(turn, event)


def _map(turn: Turn, event_id: str, ask: Asker) -> Reply:
    """`m:<event>`: its place on a map."""
    event = turn.guide.catalogue.event(event_id)
    if event is None or event.place is None or event.place.lat is None or event.place.lon is None:
        return Reply(text=turn.guide.phrases.say("common.event_gone"))
    turn.session.event = event_id
    where = ", ".join(filter(None, (event.place.address, event.place.city)))
    position = Position(lat=event.place.lat, lon=event.place.lon)
    name = "common.on_the_map_about" if event.place.approximate else "common.on_the_map"
    return Reply(
        text=turn.guide.phrases.say(name, title=event.title),
        venue=Venue(title=event.place.name or event.title, address=where, position=position),
    )


def _lister(turn: Turn, number: int | None) -> Lister:
    """What shows a list again, or the searches of no list."""
    listing = Listing(criteria=Criteria()) if number is None else turn.session.listings[number]
    return Lister(guide=turn.guide, session=turn.session, now=turn.now, intent=listing.intent, visit=listing.visit)


def _page(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`p:<list>:<offset>`: a page of a list, in place of the one shown."""
    number, offset = map(int, rest.split(":"))
    return _lister(turn, number).page(number, offset, replaces=True)


def _list_map(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`v:<list>:<offset>`: a page of a list on a map."""
    number, offset = map(int, rest.split(":"))
    return _lister(turn, number).on_map(number, offset)


def _remove(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`x:<list>:<criterion>:<index>`: the search of a list less one criterion."""
    number, key, index = rest.split(":")
    criteria = without_one(turn.session.listings[int(number)].criteria, key, int(index))
    lister = _lister(turn, int(number))
    if key == "audiences":  # and with it the class of those pupils
        lister = replace(lister, visit=replace(lister.visit, levels=()))
    return lister.search(criteria, replaces=True)


def _homonym(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`h:<list>:<commune>:<other>`: the search of a list in another commune of the same name."""
    number, code, other = rest.split(":")
    criteria = turn.session.listings[int(number)].criteria
    places = tuple(other if place == code else place for place in criteria.places)
    changed = replace(criteria, places=places)
    return _lister(turn, int(number)).search(changed, homonyms={other: (code,)}, replaces=True)


def _look_back(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`d:<list>`: the search of a list on the programme's own days; `d:`: all that took place then."""
    number = int(rest) if rest else None
    return _lister(turn, number).look_back(number)


def _question(turn: Turn, text: str, ask: Asker, *, instead: Mapping[str, str] = NOTHING) -> Reply:
    """`q:<text>`: as if it had been typed first; what was sought before does not change what it means."""
    session = turn.session
    before, session.listing = session.listing, None
    reply = ask(turn, text, instead=instead)
    if session.listing is None and before in session.listings:
        session.listing = before
    return reply


def _meant(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`i:<doubt>:<intent>`: what a question that was not understood meant."""
    number, intent = rest.split(":")
    return ask(turn, turn.session.doubts[int(number)], intent)


def _search_link(turn: Turn, code: str, ask: Asker) -> Reply:
    """`s-<code>`: a deep link to a question; the code is its text in URL-safe base64. It undoes nothing."""
    return _question(turn, search_of(code), ask, instead=_SHOWN_INSTEAD)


def _vote(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`w:<list>`: a vote on the events of a list."""
    return votes.begin(turn, turn.session.listings[int(rest)])


def _end_vote(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`we:`: the vote under which it stands ends."""
    return votes.end(turn)


def _begin(turn: Turn, rest: str, ask: Asker) -> Reply:
    """`n:here`, `n:town`, `n:who[:<audience>]`: what the first message offers to tell."""
    name, _, slug = rest.partition(":")
    if name == "here":
        return _question(turn, turn.guide.phrases.text("common.near_me"), ask)
    if name == "town":
        return onboarding.ask_town(turn)
    if name != "who":
        raise ValueError(rest)
    if not slug:
        return onboarding.ask_who(turn)
    onboarding.choose_who(turn, slug)
    return set_profile.noted(turn)


ACTIONS: dict[str, Callable[[Turn, str, Asker], Reply]] = {
    "e": _event,
    "m": _map,
    "p": _page,
    "v": _list_map,
    "x": _remove,
    "h": _homonym,
    "d": _look_back,
    "q": _question,
    "i": _meant,
    "s": _search_link,
    "n": _begin,
    "w": _vote,
    "we": _end_vote,
}
