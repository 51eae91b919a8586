"""How a message goes on from what was said before it: « plutôt 40 », « le lendemain », « ou Gardanne »."""

from collections.abc import Collection, Mapping, Sequence

from intents.entries import span_at
from intents.model import Hours, Span
from intents.scope import CRITERIA, tokens_of
from intents.text import Text, stem
from intents.vocabulary import load

#: A message of that many words may change a distance by a number alone; nobody goes farther (km).
_SHORT, _FARTHEST = 6, 300
#: « dimanche », and what would say which one.
_WEEKDAYS = frozenset(map(stem, load("scope")["weekdays"]))
_WEEKS = frozenset(map(stem, load("scope")["which_week"]))
#: Rules of dates that count from the date spoken of, and what follows it.
_ANAPHORA = {
    "next-day": "day",
    "week-after": "week",
    "week-end-after": "week-end",
    "day-before": "day-before",
    "both-days": "both",
    "days-after": "days",
    "whole-day": "whole",
    "part-of-that-day": "that-day",
}


def distance_again(text: Text, spans: list[Span]) -> list[Span]:
    """« plutôt 40 », after « dans un rayon de 20 km »: a number that means nothing else in a short message."""
    taken = tokens_of(spans)
    numbers = [i for i, token in enumerate(text.tokens) if token.is_number and i not in taken]
    if len(numbers) != 1 or len(text) > _SHORT or not 0 < int(text.tokens[numbers[0]].norm) <= _FARTHEST:
        return []
    (i,) = numbers
    return [span_at(text, i, i + 1, "radius", float(text.tokens[i].norm), rule="distance again")]


def mode(text: Text, spans: Collection[Span], families: Mapping[str, Collection[Span]]) -> str:
    """« Laisse tomber, je cherche plutôt un forum » begins anew, whatever follows; « ou Gardanne » adds."""
    if modes := [s.value for s in families.get("mode", ())]:
        return "reset" if "reset" in modes else str(modes[-1])
    opens_with_or = text.norms[:1] == ("ou",) and text.typed(0, 1).lower() == "ou"  # not « où »
    return "add" if opens_with_or and any(s.first == 1 and s.family in CRITERIA for s in spans) else ""


def time_of_day(dates: Sequence[Span]) -> Hours | None:
    """« le matin », and no day."""
    times = [s.value.alone for s in dates]
    return times[0] if times and all(times) else None


def following(families: Mapping[str, Collection[Span]]) -> str:
    """What it says that follows the date spoken of, by its name in `Understanding`: « le lendemain » is "day"."""
    dates = [*families.get("date", ()), *families.get("offset", ())] or [*families.get("no-date", ())]
    return _ANAPHORA.get(dates[0].rule, "") if len(dates) == 1 else ""


def is_bare_weekday(text: Text, dates: Sequence[Span]) -> bool:
    """« dimanche », and nothing that says which one."""
    if not dates:
        return False
    said = [text.keys[s.first : s.last] for s in dates]
    return all(
        not _WEEKDAYS.isdisjoint(keys) and not any(key.isdigit() or key in _WEEKS for key in keys) for keys in said
    )
