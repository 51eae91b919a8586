"""Who asks and where they are: kept for the searches to come."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from bot.conversation.criteria import merge
from bot.conversation.grounding import lacks_centre
from bot.conversation.lists.listing import Lister
from bot.conversation.lists.summary import profile_summary
from bot.conversation.message import Button, Kind, Reply
from bot.conversation.minors import told_to_the_young
from bot.conversation.session import Listing, Profile
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join
from intents import Criteria, Told

#: Nothing said of oneself.
NOTHING = Told()


def handle(turn: Turn) -> Reply:
    """Note what was told and say back the profile; without anything told, say what is known.

    Who asks changes what suits them: the search under way is shown again. An age, a handicap, a boy are not kept: they
    make a search, which what is asked next goes on with.
    """
    told, before, topics = turn.understanding.told, turn.session.profile, asked("profile", turn.text)
    if is_forgetting(topics, told):
        return forget(turn, _forgotten(before, topics, (*(told.former or told.audiences), *told.places)), told)
    if "mine" in topics and not (told.audiences or told.places):
        return Reply(text=_known(turn, before), buttons=_forget_buttons(turn))
    after = Profile(audiences=told.audiences or before.audiences, places=told.places or before.places)
    turn.session.profile = after
    noted = _noted(turn) if told.audiences or told.places else Rich()
    current = turn.session.current.criteria if turn.session.current else Criteria()
    criteria = _search_for(turn, current)
    if criteria != current and (current or criteria.asked() - {"audiences"}):
        return _searching(turn, criteria, noted)
    return Reply(text=noted or _say_what_is_known(turn, before), buttons=_forget_buttons(turn))


def noted(turn: Turn) -> Reply:
    """The profile as it now is, said back."""
    return Reply(text=_noted(turn), buttons=_forget_buttons(turn))


def _noted(turn: Turn) -> Rich:
    return join("\n\n", (_say(turn, "noted", turn.session.profile), told_to_the_young(turn, "set_profile")))


def is_forgetting(topics: Collection[str], told: Told) -> bool:
    """« oublie ma ville », « je ne suis plus lycéen »: not all that is kept, which is the matter of privacy."""
    named = {"mine", "where", "who"} & set(topics)
    return bool("erase" in topics and named) or bool("no longer" in topics and told != NOTHING)


def forget(turn: Turn, values: Collection[str], told: Told = NOTHING) -> Reply:
    """Take values out of the profile; others that were told are noted: « je ne suis plus lycéen mais étudiant »."""
    before = turn.session.profile
    after = Profile(
        audiences=_less(told.audiences, before.audiences) or _less(before.audiences, values),
        places=_less(told.places, before.places) or _less(before.places, values),
    )
    turn.session.profile = after
    name = "unknown" if before == Profile() else "forgotten_all" if after == Profile() else "forgotten"
    return Reply(text=_say(turn, name, after), buttons=_forget_buttons(turn))


def _forgotten(profile: Profile, topics: Collection[str], told: Collection[str]) -> Collection[str]:
    """What is to be forgotten: what was named, where they are, who they are; else everything."""
    if told:
        return told
    if "where" in topics:
        return profile.places
    return profile.audiences if "who" in topics else (*profile.audiences, *profile.places)


def _less(values: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value not in others)


def _forget_buttons(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """One for each thing that is known, one for all."""
    profile, text = turn.session.profile, turn.guide.phrases.text
    labels = {slug: turn.guide.phrases.label("audiences", slug) for slug in profile.audiences}
    labels |= {code: turn.guide.gazetteer.name(code) for code in profile.places}
    rows = [
        (Button(label=text("set_profile.forget", what=label), action=f"o:{value}"),) for value, label in labels.items()
    ]
    if len(rows) > 1:
        rows.append((Button(label=text("set_profile.forget_all"), action="o:*"),))
    return tuple(rows)


def _say(turn: Turn, name: str, profile: Profile) -> Rich:
    say = turn.guide.phrases.say
    return say(f"set_profile.{name}", profile=profile_summary(profile, turn.guide.gazetteer, turn.guide.phrases))


def _say_what_is_known(turn: Turn, profile: Profile) -> Rich:
    if turn.message.kind is not Kind.COMMAND and turn.text:
        return _say(turn, "nothing_noted", profile)
    return _known(turn, profile)


def _known(turn: Turn, profile: Profile) -> Rich:
    return _say(turn, "known" if profile != Profile() else "unknown", profile)


def _search_for(turn: Turn, current: Criteria) -> Criteria:
    """The search under way, for who was told; a town told is where the asker is, not where to search."""
    said = turn.understanding
    criteria = merge(current, replace(said, mode="", criteria=replace(said.criteria, places=())))
    if said.told.places and lacks_centre(criteria, turn.session):  # « j'habite Toulon » answers « où êtes-vous ? »
        criteria = replace(criteria, places=said.told.places, near=True)
    return replace(criteria, audiences=said.told.audiences or criteria.audiences)


def _searching(turn: Turn, criteria: Criteria, noted: Rich) -> Reply:
    current = turn.session.current or Listing(criteria=criteria)
    lister = Lister(guide=turn.guide, session=turn.session, now=turn.now, intent=current.intent, visit=current.visit)
    reply = lister.search(criteria)
    confidence = turn.understanding.confidence
    told = turn.understanding.criteria
    answer = reply.answer and replace(reply.answer, intent="set_profile", confidence=confidence, criteria=told)
    return replace(reply, text=join("\n\n", (noted, reply.text)), answer=answer)
