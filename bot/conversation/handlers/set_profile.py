"""Who asks and where they are: kept for the searches to come."""

from dataclasses import replace

from bot.conversation.criteria import merge
from bot.conversation.grounding import lacks_centre
from bot.conversation.listing import Lister
from bot.conversation.message import Kind, Reply
from bot.conversation.session import Profile
from bot.conversation.summary import profile_summary
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join
from intents import Criteria


def handle(turn: Turn) -> Reply:
    """Note what was told and say back the profile; without anything told, say what is known.

    Who asks changes what suits them: the search under way is shown again. An age, a handicap, a boy are not kept: they
    make a search, which what is asked next goes on with.
    """
    told, before = turn.understanding.told, turn.session.profile
    after = Profile(audiences=told.audiences or before.audiences, places=told.places or before.places)
    turn.session.profile = after
    noted = _say(turn, "noted", after) if told.audiences or told.places else Rich()
    current = turn.session.current.criteria if turn.session.current else Criteria()
    criteria = _search_for(turn, current)
    if criteria != current and (current or criteria.asked() - {"audiences"}):
        return _searching(turn, criteria, noted)
    return Reply(text=noted or _say_what_is_known(turn, before))


def _say(turn: Turn, name: str, profile: Profile) -> Rich:
    say = turn.guide.phrases.say
    return say(f"set_profile.{name}", profile=profile_summary(profile, turn.guide.gazetteer, turn.guide.phrases))


def _say_what_is_known(turn: Turn, profile: Profile) -> Rich:
    if turn.message.kind is not Kind.COMMAND and turn.text:
        return _say(turn, "nothing_noted", profile)
    return _say(turn, "known" if profile != Profile() else "unknown", profile)


def _search_for(turn: Turn, current: Criteria) -> Criteria:
    """The search under way, for who was told; a town told is where the asker is, not where to search."""
    said = turn.understanding
    criteria = merge(current, replace(said, mode="", criteria=replace(said.criteria, places=())))
    if said.told.places and lacks_centre(criteria, turn.session):  # « j'habite Toulon » answers « où êtes-vous ? »
        criteria = replace(criteria, places=said.told.places, near=True)
    return replace(criteria, audiences=said.told.audiences or criteria.audiences)


def _searching(turn: Turn, criteria: Criteria, noted: Rich) -> Reply:
    intent = turn.session.current.intent if turn.session.current else "search_events"
    reply = Lister(guide=turn.guide, session=turn.session, now=turn.now, intent=intent).search(criteria)
    confidence = turn.understanding.confidence
    answer = reply.answer and replace(reply.answer, intent="set_profile", confidence=confidence)
    return replace(reply, text=join("\n\n", (noted, reply.text)), answer=answer)
