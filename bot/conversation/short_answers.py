"""A short answer, read in a sentence.

To a question about a class: « 3e », « vingt-huit », « le 13 »; after a subscription: « finalement pas le 13 ».
"""

from collections.abc import Callable

from msgspec.structs import replace

from bot.conversation.turn import Guide, Turn
from bot.visits.pupils import pupils_of
from intents import Understanding

#: An answer of more words stands by itself.
_SHORT = 6
#: The sentences in which an answer to each question is tried, what was asked first: answers come in any order.
_FRAMES = {"level": ("level", "number"), "place": ("place", "level", "number"), "number": ("number", "level")}


def read_answer(turn: Turn, text: str, understand: Callable[[str], Understanding]) -> Understanding | None:
    """What a short answer says in the first sentence where it tells of the class; None when it does in none."""
    question = turn.pending.question if turn.pending else ""
    if not question or len(text.split()) > _SHORT:
        return None
    for frame in _FRAMES[question]:
        framed = understand(turn.guide.phrases.text(f"suggest_class_visit.framed_{frame}", answer=text))
        tells = _tells_where(turn.guide, framed) if frame == "place" else _tells_who(framed)
        if tells:
            return replace(framed, text=text)
    return None


def read_area(turn: Turn, said: Understanding, understand: Callable[[str], Understanding]) -> Understanding | None:
    """« finalement pas le 13 » after a subscription: a département, when the programme is over on such a day."""
    if turn.pending is None or turn.pending.subscription is None:
        return None
    programme, words = turn.guide.catalogue.programme, said.text.split()
    days = (*said.criteria.periods, *said.criteria.without.periods)
    is_over = all(period.start and period.start.date() > programme.end for period in days)
    at = next((i for i, word in enumerate(words) if _is_area(turn.guide, word.strip(".,;:?"))), 0)
    if not (days and is_over and at > 0 and len(words) <= _SHORT):
        return None
    before, after = " ".join(words[: at - 1]), " ".join(words[at - 1 :])
    framed = understand(turn.guide.phrases.text("subscribe.framed_area", before=before, area=after))
    tells = framed.criteria.places or framed.criteria.without.places
    return replace(framed, text=said.text) if tells else None


def _is_area(guide: Guide, number: str) -> bool:
    code = f"dep:{number}"
    return code in guide.gazetteer and bool(set(guide.catalogue.programme.areas) & guide.gazetteer.areas(code))


def _tells_where(guide: Guide, framed: Understanding) -> bool:
    """A place of the programme: « 13 » may be a département, « 28 » is a number of pupils in Provence."""
    areas, places = set(guide.catalogue.programme.areas), framed.criteria.places
    return bool(places) and all(areas & guide.gazetteer.areas(code) for code in places)


def _tells_who(framed: Understanding) -> bool:
    tells = framed.levels or framed.criteria.group_size or pupils_of(framed.criteria.audiences)
    return bool(tells) and not framed.criteria.places
