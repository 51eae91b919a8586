"""Few words that ask a condition of one event, and by themselves would be a search: « pas gratuit ? »."""

from bot.conversation.one_event.meant import listed_there
from bot.conversation.turn import Turn
from intents import Criteria, Understanding

_CONDITIONS = frozenset({"free", "full", "available", "accessible", "accessibility"})
_FEW = 5
#: « il reste des places à Gap ? »
_SEATS_THERE = frozenset({"available", "places"})


def asks_of_the_last(turn: Turn, said: Understanding) -> bool:
    """« pas gratuit ? », « places libres ? » and nothing else, of the event last spoken of."""
    families = {s.family for s in said.spans}
    is_condition = bool(families & _CONDITIONS) and families <= _CONDITIONS | {"negation"}
    is_question = said.text.rstrip().endswith("?") and len(said.text.split()) <= _FEW
    is_search = said.intent in ("search_events", "out_of_scope") and not said.mode and not said.spelt.startswith("et ")
    return turn.session.event is not None and is_condition and is_question and is_search


def asks_of_one_there(turn: Turn, said: Understanding) -> bool:
    """« il reste des places à Gap ? » and nothing else, where one of the list is held in that town."""
    places = said.criteria.places
    is_seats = said.intent == "search_events" and not said.mode and said.criteria.asked() == _SEATS_THERE
    is_town = not any(":" in code for code in places)
    return is_seats and is_town and listed_there(turn, Criteria(places=places)) is not None
