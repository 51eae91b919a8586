"""Who asks and where they are: kept for the searches to come."""

from dataclasses import replace

from bot.conversation.grounding import lacks_centre
from bot.conversation.listing import Lister
from bot.conversation.message import Reply
from bot.conversation.session import Profile
from bot.conversation.summary import profile_summary
from bot.conversation.turn import Turn
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """Note what was told and say back the profile; without anything told, say what is known.

    Who asks changes what suits them: the search under way is shown again.
    """
    told, before, phrases = turn.understanding.told, turn.session.profile, turn.guide.phrases
    if not (told.audiences or told.places):
        name = "set_profile.known" if before != Profile() else "set_profile.unknown"
        return Reply(text=phrases.say(name, profile=profile_summary(before, turn.guide.gazetteer, phrases)))
    after = Profile(audiences=told.audiences or before.audiences, places=told.places or before.places)
    turn.session.profile = after
    noted = phrases.say("set_profile.noted", profile=profile_summary(after, turn.guide.gazetteer, phrases))
    current = turn.session.current
    if current is None or not current.criteria:
        return Reply(text=noted)
    criteria = current.criteria
    if told.places and lacks_centre(criteria, turn.session):  # « j'habite Toulon » answers « où êtes-vous ? »
        criteria = replace(criteria, places=told.places, near=True)
    criteria = replace(criteria, audiences=told.audiences or criteria.audiences)
    if criteria == current.criteria:
        return Reply(text=noted)
    lister = Lister(guide=turn.guide, session=turn.session, now=turn.now, intent=current.intent)
    reply = lister.search(criteria)
    answer = reply.answer and replace(reply.answer, intent="set_profile", confidence=turn.understanding.confidence)
    return replace(reply, text=join("\n\n", (noted, reply.text)), answer=answer)
