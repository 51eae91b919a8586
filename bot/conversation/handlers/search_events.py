"""Events by any criteria: the search is merged with the conversation so far."""

from bot.conversation.criteria import follows, merge, with_profile
from bot.conversation.examples import example_buttons, examples
from bot.conversation.listing import Lister
from bot.conversation.message import Reply
from bot.conversation.session import Profile
from bot.conversation.turn import Turn
from intents import Criteria


def handle(turn: Turn) -> Reply:
    """The events that fit, with what was understood said back."""
    return answer(turn, "search_events")


def answer(turn: Turn, intent: str) -> Reply:
    """A search of either sort; what was told in passing is kept in the profile."""
    session, said = turn.session, turn.understanding
    before = session.current.criteria if session.current else Criteria()
    criteria = merge(before, said)
    if session.current and before and follows(said):  # « plutôt le 24 » still seeks a visit for the class
        intent = session.current.intent
    session.profile = Profile(
        audiences=said.told.audiences or session.profile.audiences,
        places=said.told.places or session.profile.places,
    )
    criteria = with_profile(criteria, session.profile)
    lister = Lister(guide=turn.guide, session=session, now=turn.now, confidence=said.confidence, intent=intent)
    if said.mode == "reset" and not said.criteria:
        return _afresh(turn, lister, criteria)
    return lister.search(criteria, homonyms=said.homonyms)


def _afresh(turn: Turn, lister: Lister, criteria: Criteria) -> Reply:
    """« Laisse tomber »: what was sought is forgotten, and the guide asks what is."""
    turn.session.listing = turn.session.event = None
    return Reply(
        text=turn.guide.phrases.say("listing.afresh"),
        buttons=example_buttons(examples(turn.guide, turn.now)),
        answer=lister.record(criteria),
    )
