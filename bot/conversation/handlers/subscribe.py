"""To be told of what is new from now on: any search, at once, once a day or once a week."""

from datetime import timedelta

from msgspec.structs import replace

from bot.conversation.criteria import corrects, merge, with_profile
from bot.conversation.grounding import lacks_centre, with_fixed_centre
from bot.conversation.message import Reply
from bot.conversation.news.subscribing import Subscribing, rhythm_said
from bot.conversation.one_event.meant import stands_out
from bot.conversation.session import Pending, Profile, Subscription
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.events.naming import mentions
from intents import Criteria

#: A stretch as short as that is no day of an event: « préviens-moi tout de suite ».
_MOMENT = timedelta(minutes=5)
_OF_TIME = frozenset({"periods", "hours"})


def handle(turn: Turn) -> Reply:
    """Subscribe; or change a subscription, when one is meant and something else is wanted of it."""
    mine, rhythm = Subscribing(turn), rhythm_said(*turn.words)
    if event := _watched(turn):
        return _to(turn, Criteria(keywords=(event.title,)), "search_events")
    criteria = _completed(turn, _without_moments(turn.understanding.criteria))
    meant = _meant(turn, mine, criteria)
    if meant and rhythm:
        return mine.change(meant, rhythm=rhythm)
    if meant and (criteria if turn.pending else criteria.asked() - _OF_TIME and mine.ranked()):
        return mine.change(meant, criteria=merge(meant.criteria, turn.understanding))
    if meant:
        return mine.how_often(meant)
    if criteria:
        return _to(turn, criteria, "search_events")
    listing = turn.session.current
    if listing and listing.criteria:
        return _to(turn, listing.criteria, listing.intent)
    if "everything" in asked("subscription", *turn.words):
        return _to(turn, Criteria(), "search_events")
    return _ask(turn, "of_what", Criteria())


def subscribe_to(turn: Turn, criteria: Criteria, intent: str) -> Reply:
    """Keep a search; the surroundings of a position that was shared become those of its commune."""
    if lacks_centre(criteria, turn.session):
        return _ask(turn, "where_are_you", criteria)
    criteria = with_fixed_centre(criteria, turn.session, turn.guide.gazetteer)
    return Subscribing(turn).subscribe(criteria, intent, rhythm_said(*turn.words))


def _to(turn: Turn, criteria: Criteria, intent: str) -> Reply:
    """Who asks counts as in any search, and is noted when told in passing."""
    told, before = turn.understanding.told, turn.session.profile
    turn.session.profile = Profile(audiences=told.audiences or before.audiences, places=told.places or before.places)
    return subscribe_to(turn, with_profile(criteria, turn.session.profile), intent)


def _watched(turn: Turn) -> Event | None:
    """« préviens-moi si ITER est annulé »: one event, and whatever becomes of it."""
    catalogue, topics = turn.guide.catalogue, asked("subscription", *turn.words)
    if not {"tell", "altered"} <= set(topics):
        return None
    found = mentions(catalogue, turn.understanding.spelt)
    if stands_out(found):
        return catalogue.event(found[0].event)
    return catalogue.event(turn.session.event or "") if not turn.understanding.criteria else None


def _meant(turn: Turn, mine: Subscribing, criteria: Criteria) -> Subscription | None:
    """The subscription that is to be changed: the one just spoken of, or the one named with « change »."""
    is_of_rhythm = rhythm_said(*turn.words) is not None and criteria.asked() <= _OF_TIME  # « tous les soirs à 20 h »
    is_bare = not criteria or is_of_rhythm or corrects(turn.understanding)
    if turn.pending and turn.pending.subscription and is_bare:
        return turn.session.subscriptions.get(turn.pending.subscription)
    if ranked := mine.ranked():
        return ranked
    if "change" not in asked("reminder", *turn.words):
        return None
    found = mine.matching(criteria)
    return found[0] if len(found) == 1 else None


def _ask(turn: Turn, question: str, wanted: Criteria) -> Reply:
    """What is missing; the next message completes it."""
    turn.session.pending = Pending(wanted=wanted)
    return Reply(text=turn.guide.phrases.say(f"subscribe.{question}"))


def _completed(turn: Turn, criteria: Criteria) -> Criteria:
    """The search that was to be subscribed to, with what has been answered since."""
    wanted = turn.pending.wanted if turn.pending else None
    if wanted is None or not wanted:
        return criteria
    return replace(wanted, places=criteria.places or turn.understanding.told.places)


def _without_moments(criteria: Criteria) -> Criteria:
    periods = tuple(p for p in criteria.periods if not (p.start and p.end and p.end - p.start <= _MOMENT))
    return replace(criteria, periods=periods)
