"""The rest of the last list."""

from msgspec.structs import replace

from bot.conversation.class_visits.answers import ANY
from bot.conversation.class_visits.visits import ClassVisits
from bot.conversation.lists.listing import Lister
from bot.conversation.message import Reply
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from intents import Criteria


def handle(turn: Turn) -> Reply:
    """The next page of the last list; without a list, the whole programme (« montre tout »), or what to ask."""
    listing, number = turn.session.current, turn.session.listing
    if turn.pending and turn.pending.question and number is not None:  # nothing was shown yet
        return _as_show_more(turn, ClassVisits(turn=turn).answer(f"{number}:{ANY}"))
    if listing is None or number is None:
        if asked("list", turn.text):
            return Lister(guide=turn.guide, session=turn.session, now=turn.now).search(Criteria())
        return Reply(text=turn.guide.phrases.say("show_more.no_list"))
    lister = Lister(guide=turn.guide, session=turn.session, now=turn.now, intent=listing.intent, visit=listing.visit)
    return _as_show_more(turn, lister.page(number, len(listing.events)))


def _as_show_more(turn: Turn, reply: Reply) -> Reply:
    answer = reply.answer and replace(reply.answer, intent="show_more", confidence=turn.understanding.confidence)
    return replace(reply, answer=answer)
