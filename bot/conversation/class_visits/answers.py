"""What is known of a class, message after message: its level, where, how many; and what is still missing."""

from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from bot.conversation.criteria import group_of, with_profile
from bot.conversation.grounding import lacks_centre
from bot.conversation.session import NO_VISIT, ClassVisit, Session
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.visits.pupils import AUDIENCES, LEVELS, audiences_of, levels_of, pupils_of
from intents import Criteria, Understanding

#: What is asked, in this order.
QUESTIONS = ("level", "place", "number")
#: An answer that settles a question without saying anything.
ANY = "*"
#: Which criteria answer a question, the one that it is about first.
_ANSWERED_BY = {"level": ("audiences",), "place": ("places", "near", "radius_km"), "number": ("group_size",)}
#: Those who ask for a class, and do not go as one of it.
_STAFF = frozenset({"enseignants", "orientation"})
#: What is known of a class whatever is sought for it.
_OF_CLASS = tuple(chain.from_iterable(_ANSWERED_BY.values()))
_NOTHING = Criteria()


def missing(criteria: Criteria, visit: ClassVisit, session: Session) -> Iterator[str]:
    """The questions that are still to be asked."""
    where = criteria.places or criteria.online or session.profile.places or (criteria.near and session.location)
    known = {
        "level": visit.levels or pupils_of(criteria.audiences) or criteria.min_age_ok,
        "place": where and not lacks_centre(criteria, session),
        "number": criteria.group_size,
    }
    return (question for question in QUESTIONS if not known[question] and question not in visit.settled)


def told(turn: Turn, before: ClassVisit | None, criteria: Criteria) -> tuple[ClassVisit, Criteria]:
    """What is known after a message; `before`: what was, `criteria`: the search after the message."""
    said, before = turn.understanding, before or NO_VISIT
    question = turn.pending.question if turn.pending else ""
    if said.levels and not pupils_of(said.criteria.audiences):
        criteria = replace(criteria, audiences=audiences_of(said.levels))
    if question == "place":
        criteria = _around(criteria, said)
    levels = levels_of(said.levels or before.levels, criteria.audiences)
    half_day = before.half_day or "half_day" in asked("visit", turn.text)
    visit = replace(before, levels=levels, half_day=half_day)
    if "level" not in visit.settled:
        criteria = with_profile(criteria, turn.session.profile)
    for settled in _settled(turn, question):
        visit, criteria = answered(visit, criteria, settled, ANY)
    return visit, _for_pupils(criteria)


def answered(visit: ClassVisit, criteria: Criteria, question: str, value: str) -> tuple[ClassVisit, Criteria]:
    """What is known once a question has its answer: a level, a place (or one to be near), a number, ANY.

    Raises ValueError on any other.
    """
    if value == ANY:
        levels = () if question == "level" else visit.levels
        visit = replace(visit, levels=levels, settled=tuple(dict.fromkeys((*visit.settled, question))))
        unasked = {key: getattr(_NOTHING, key) for key in _ANSWERED_BY[question]}
        return visit, replace(criteria, **unasked)
    if question == "level" and value in LEVELS:
        return replace(visit, levels=(value,)), replace(criteria, audiences=audiences_of((value,)))
    if question == "level" and value in AUDIENCES:
        return replace(visit, levels=()), replace(criteria, audiences=(value,))
    if question in ("place", "near"):
        return visit, replace(criteria, places=(value,), near=question == "near", radius_km=None)
    if question == "number" and int(value) > 0:
        return visit, replace(criteria, group_size=int(value))
    raise ValueError(value)


def _settled(turn: Turn, question: str) -> Iterator[str]:
    """« peu importe » settles what was asked; « n'importe où » the place."""
    said = turn.understanding
    cleared = said.cleared - said.criteria.asked()
    named = [name for name, keys in _ANSWERED_BY.items() if keys[0] in cleared]
    yield from named
    if question and not named and "any" in asked("visit", turn.text):
        yield question


def _around(criteria: Criteria, said: Understanding) -> Criteria:
    """A commune that answers « autour de quelle commune ? » is a centre; an area is searched as it is."""
    places = said.criteria.places or said.told.places
    if not places:
        return criteria
    is_centre = criteria.radius_km is not None or not any(":" in code for code in places)
    return replace(criteria, places=places, near=is_centre)


def _for_pupils(criteria: Criteria) -> Criteria:
    """« je suis prof » tells who asks: the visit is for the pupils."""
    return replace(criteria, audiences=tuple(slug for slug in criteria.audiences if slug not in _STAFF))


def is_of_the_same_class(turn: Turn) -> bool:
    """« quelles visites pour eux le 13 ? » is asked for the class that was told; one of another level is another."""
    said = turn.understanding
    if visit_before(turn.session) is None or said.levels or pupils_of(said.criteria.audiences):
        return False
    return said.intent == "suggest_class_visit" or "them" in asked("visit", *turn.words)


def with_class(criteria: Criteria, before: Criteria) -> Criteria:
    """A new question with what is known of the class: who they are and, if it names no place, where they would go."""
    kept = [key for key in _OF_CLASS if not criteria.asked() & group_of(key)]
    return replace(criteria, **{key: getattr(before, key) for key in kept})


def visit_before(session: Session) -> ClassVisit | None:
    """What is known of the class, when the last search is for one."""
    listing = session.current
    return listing.visit if listing and listing.intent == "suggest_class_visit" else None
