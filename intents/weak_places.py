"""Names of towns that are everyday words too: where they are no place."""

from collections.abc import Mapping

from intents.assemble import DOUBTFUL, WEAK
from intents.model import Context, Span
from intents.scope import CRITERIA
from intents.text import Text, stem
from intents.vocabulary import load

#: Words that ask for something, whatever it is.
_ASKING = frozenset(map(stem, load("scope")["asking"]))
#: What leads to one thing; its colour may follow.
_ONE = frozenset({"un", "une", "mon", "ma", "ton", "ta", "son", "sa", "cet", "ce", "cette"})
#: What a verb that bids is followed by: « lance-[nous un] défi ».
_WHOM, _WHAT = (
    frozenset({"moi", "toi", "nous", "vous", "lui"}),
    frozenset({"un", "une", "le", "la", "les", "des", "du"}),
)


def without_weak_places(
    text: Text, spans: list[Span], lost: list[Span], context: Context
) -> tuple[list[Span], list[Span]]:
    """A name that is an everyday word is no place beside a sure one, nor where nothing is asked (« un nice pull »)."""
    places = [s for s in spans if s.family == "place"]
    if not places:
        return spans, lost
    asked = any(s.family in CRITERIA and s.family != "place" for s in spans) or not _ASKING.isdisjoint(text.keys)
    asked = asked or context.has_search
    sure = any(s.score > WEAK for s in places)
    limit = WEAK if asked and sure else 0.0 if asked else DOUBTFUL
    things = {s.last: s.first for s in spans if s.family == "product"}
    weak = [
        s for s in places
        if s.score <= limit or (s.score <= DOUBTFUL and _is_quality(text, s, things)) or _bids(text, s)
    ]  # fmt: skip
    return [s for s in spans if s not in weak], [*lost, *weak]


def _is_quality(text: Text, place: Span, things: Mapping[int, int]) -> bool:
    """« une écharpe orange » is no town, « une usine Orange » may be; `things` has where each begins, by its end."""
    thing = things.get(place.first, 0)
    return thing > 0 and text.tokens[thing - 1].fixed in _ONE


def _bids(text: Text, place: Span) -> bool:
    """« lançon nous un défi » is a verb, whatever town is spelt like it."""
    after = [token.fixed for token in text.tokens[place.last : place.last + 2]]
    leads = place.first > 0 and text.tokens[place.first - 1].is_word
    return not leads and len(after) > 1 and after[0] in _WHOM and (after[1] in _WHAT or after[1].isdecimal())
