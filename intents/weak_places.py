"""Names of towns that are everyday words too, and numbers that are days too: where they are a place, or none."""

from collections.abc import Iterable, Mapping

from intents.assemble import DOUBTFUL, WEAK
from intents.model import Context, Span
from intents.scope import CRITERIA, is_list
from intents.text import Text, stem
from intents.vocabulary import load

#: Words that ask for something, whatever it is.
_ASKING = frozenset(map(stem, load("scope")["asking"]))
#: The rules that read « du 13 » as a département and as a day.
_BY_NUMBER, _DAY = "departement-number-weak", "day-number"
#: What « du 13 » may say of several: « les visites du 13 ».
_THINGS, _MANY, _OR = frozenset({"kind", "generic"}), ("s", "dating"), frozenset({"et", "ou"})
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


def with_areas_by_number(text: Text, spans: list[Span], lost: list[Span]) -> tuple[list[Span], list[Span]]:
    """« les visites du 13 la semaine prochaine » is a département where the 13th is no day of the other date."""
    numbers = {(s.first, s.last): s for s in lost if s.family == "place" and s.rule == _BY_NUMBER}
    if not numbers or any(s.family == "place" for s in spans):
        return spans, lost
    days = [s for s in spans if s.family == "date" and s.rule == _DAY and (s.first, s.last) in numbers]
    dates = [s for s in spans if s.family == "date" and s.rule != _DAY and s.value.periods]
    if len(days) != 1 or not dates or not _are_of_it(text, spans, days[0]):
        return spans, lost
    (day,) = days
    if any(_is_joined(text, day, s) or _shares(day, s) for s in dates):
        return spans, lost
    area = numbers[day.first, day.last]
    return [area if s is day else s for s in spans], [*(s for s in lost if s is not area), day]


def _are_of_it(text: Text, spans: Iterable[Span], day: Span) -> bool:
    """« [les visites] du 13 »: several things stand before the number."""
    many = day.first > 0 and text.fixed[day.first] == "du" and text.tokens[day.first - 1].norm.endswith(_MANY)
    return many and any(s.family in _THINGS and s.last == day.first for s in spans)


def _is_joined(text: Text, one: Span, other: Span) -> bool:
    """« du 13 et de samedi », « du 13, samedi »: both are days."""
    between = text.fixed[min(one.last, other.last) : max(one.first, other.first)]
    return is_list(between) or not _OR.isdisjoint(between)


def _shares(one: Span, other: Span) -> bool:
    """Whether two dates have a moment in common."""
    return any(
        (a.start is None or b.end is None or a.start < b.end) and (b.start is None or a.end is None or b.start < a.end)
        for a in one.value.periods
        for b in other.value.periods
    )


def _is_quality(text: Text, place: Span, things: Mapping[int, int]) -> bool:
    """« une écharpe orange » is no town, « une usine Orange » may be; `things` has where each begins, by its end."""
    thing = things.get(place.first, 0)
    return thing > 0 and text.tokens[thing - 1].fixed in _ONE


def _bids(text: Text, place: Span) -> bool:
    """« lançon nous un défi » is a verb, whatever town is spelt like it."""
    after = [token.fixed for token in text.tokens[place.last : place.last + 2]]
    leads = place.first > 0 and text.tokens[place.first - 1].is_word
    return not leads and len(after) > 1 and after[0] in _WHOM and (after[1] in _WHAT or after[1].isdecimal())
