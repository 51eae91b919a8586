"""Events as cards, for what is typed after the guide's name in any chat. Nothing of it is kept."""

from msgspec.structs import replace

from bot.conversation.asker import distance_from_asker
from bot.conversation.criteria import with_profile
from bot.conversation.deep_links import LONGEST, search_link
from bot.conversation.lists.finding import find
from bot.conversation.message import Card, Cards, Reply
from bot.conversation.one_event.meant import event_named
from bot.conversation.one_event.render import event_page, short_facts
from bot.conversation.session import Profile
from bot.conversation.span import is_over, own_days
from bot.conversation.turn import Turn
from bot.events.query import Found, Results
from bot.replies.rich import Rich
from intents import Criteria

#: Cards at a time; Telegram takes 50.
PAGE = 20
#: Kilometres: with the position, all that has a place comes, the nearest first.
_EVERYWHERE = 20_000.0


def cards(turn: Turn) -> Reply:
    """The events that fit what is typed so far, with a profile's audiences and the position, when these are known."""
    phrases, text, offset = turn.guide.phrases, turn.message.text.strip(), turn.message.offset
    named = turn.guide.catalogue.event(event_named(turn, text) or "")
    found = _found(turn, bool(text))
    page = [*found[offset : offset + PAGE]] if found else []
    if named and not offset:
        page = [Found(event=named, session=None, distance_km=None), *(f for f in page if f.event.id != named.id)]
    link = search_link(text) if text else "cmd-start"
    answer = Cards(
        cards=tuple(_card(turn, one) for one in page),
        open=phrases.text("cards.open"),
        ask=phrases.text("cards.ask" if page else "cards.none"),
        link=link if len(link) <= LONGEST else "cmd-start",
        next=offset + PAGE if found and len(found) > offset + PAGE else None,
        is_personal=turn.message.location is not None or turn.session.profile != Profile(),
    )
    return Reply(text=Rich(), cards=answer)


def _found(turn: Turn, is_asked: bool) -> Results | None:
    """What fits; None when something was typed that says nothing yet."""
    criteria = turn.understanding.criteria
    if is_asked and not criteria:
        return None
    criteria = with_profile(criteria, turn.session.profile)
    if not criteria.periods and is_over(turn.guide.catalogue, turn.now):
        criteria = replace(criteria, periods=(own_days(turn.guide.catalogue),))
    here = turn.message.location
    if criteria.places or not here:
        return find(turn.guide, _without_centre(criteria), None, turn.now).found
    near = find(turn.guide, replace(criteria, near=True, radius_km=criteria.radius_km or _EVERYWHERE), here, turn.now)
    if criteria.near or criteria.radius_km:
        return near.found
    rest = find(turn.guide, criteria, here, turn.now).found  # what has no place, online, comes last
    return near.found.plus(rest.less(near.found))


def _without_centre(criteria: Criteria) -> Criteria:
    """« près de moi » of someone whose position nobody knows is no criterion."""
    return criteria if criteria.places else replace(criteria, near=False, radius_km=None)


def _card(turn: Turn, found: Found) -> Card:
    event, phrases = found.event, turn.guide.phrases
    away = distance_from_asker(event, turn.session, turn.guide.gazetteer)
    return Card(
        id=event.id,
        title=event.title,
        told=short_facts(found, phrases, turn.now, away),
        text=event_page(event, now=turn.now, phrases=phrases),
        link=f"e-{event.id}",
    )
