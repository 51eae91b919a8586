"""Events by any criteria: the search is merged with the conversation so far."""

from collections.abc import Iterator

from msgspec.structs import replace

from bot.conversation.class_visits.answers import is_of_the_same_class, told, visit_before, with_class
from bot.conversation.class_visits.visits import ClassVisits
from bot.conversation.criteria import follows, is_for_another, is_new_question, merge, with_profile
from bot.conversation.examples import example_buttons, examples
from bot.conversation.lists.called_off import called_off
from bot.conversation.lists.listing import Lister
from bot.conversation.message import Reply
from bot.conversation.minors import told_to_the_young
from bot.conversation.session import Profile
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join
from intents import Criteria, Understanding


def handle(turn: Turn) -> Reply:
    """The events that fit, with what was understood said back."""
    return called_off(turn) or answer(turn, "search_events")


def answer(turn: Turn, intent: str) -> Reply:
    """A search of either sort; what was told in passing is kept in the profile."""
    session, said = turn.session, turn.understanding
    before = session.current.criteria if session.current and not _is_of_everything(said) else Criteria()
    criteria = merge(before, said)
    visit = visit_before(session) if follows(said) and not is_for_another(said) else None
    if is_new_question(said) and is_of_the_same_class(turn):
        visit, criteria = visit_before(session), with_class(criteria, before)
    places, session.profile = session.profile.places, _profile(turn)
    if visit or intent == "suggest_class_visit":  # « plutôt le 24 » still seeks a visit for the class
        known, criteria = told(turn, visit, criteria)
        return ClassVisits(turn=turn, confidence=said.confidence).go_on(known, criteria, said.homonyms)
    criteria = with_profile(criteria, session.profile)
    lister = Lister(guide=turn.guide, session=session, now=turn.now, confidence=said.confidence)
    if said.mode == "reset" and not said.criteria:
        return _afresh(turn, lister, criteria)
    found = lister.search(criteria, homonyms=said.homonyms)
    is_new = session.profile.places != places and not session.is_shared
    kept = told_to_the_young(turn, "set_profile") if is_new else Rich()
    beyond = tuple(_beyond(turn))
    return replace(found, text=join("\n\n", (*beyond, found.text, kept))) if beyond or kept else found


def _is_of_everything(said: Understanding) -> bool:
    """« tous les événements », and nothing else: wherever and whenever; not « tous les types et tous les thèmes »."""
    return not said.criteria and any(s.family == "clear" and {"kinds", "sectors"} <= {*s.value} for s in said.spans)


def _beyond(turn: Turn) -> Iterator[Rich]:
    """« un stage » is no event: what the programme does not hold is said before what it does."""
    if not turn.understanding.criteria.kinds:
        yield from (turn.guide.phrases.say(f"search_events.{topic}") for topic in asked("beyond", turn.text))


def _profile(turn: Turn) -> Profile:
    """Who asks and where they are; « 3e » that answers the guide tells of the pupils."""
    told, before = turn.understanding.told, turn.session.profile
    is_answer = turn.pending is not None and bool(turn.pending.question)
    audiences = () if is_answer else told.audiences
    return Profile(audiences=audiences or before.audiences, places=told.places or before.places)


def _afresh(turn: Turn, lister: Lister, criteria: Criteria) -> Reply:
    """« Laisse tomber »: what was sought is forgotten, and the guide asks what is."""
    turn.session.listing = turn.session.event = None
    return Reply(
        text=turn.guide.phrases.say("listing.afresh"),
        buttons=example_buttons(examples(turn.guide, turn.now)),
        answer=lister.record(criteria),
    )
