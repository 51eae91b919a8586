"""What a message takes back in the same breath: « mardi, non pardon mercredi », « samedi… ah non, dimanche »."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, pairwise

from intents.dates.combine import is_within
from intents.model import Span
from intents.needless import SAID_OF, needless, of_another_thing, of_one_refused, of_who_gains
from intents.scope import CRITERIA, is_list, tokens_of
from intents.text import Text
from intents.vocabulary import word_sets

#: Families that one may correct.
_CORRECTED = CRITERIA - {"generic"} | {"group_size", "age", "radius"}
_BESIDE = word_sets("scope")["beside_corrections"]
#: What was planned once: « je devais venir jeudi, mais mon congé est vendredi ».
_PLANNED, _TURNING = word_sets("scope")["planned_once"], frozenset({"mais", "finalement", "puis", "coup"})
#: « on avait prévu », not « c'est prévu mardi, mais aussi mercredi ? ».
_HAD = frozenset({"avais", "avait", "avions", "avaient", "etait"})
_ENDS = word_sets("scope")["full_stops"]


def taken_back(
    text: Text, spans: Sequence[Span], families: Mapping[str, Sequence[Span]], excluded: Collection[int]
) -> set[int]:
    """Indices in `spans` of the readings that the message corrects at once: « mardi, non pardon mercredi ».

    Those that are `excluded` (also indices) correct nothing: « oui à la chimie, non au nucléaire ».
    """
    cues = families.get("correction", ())
    out = of_one_refused(text, spans, excluded) | of_another_thing(text, spans, families) | of_who_gains(text, spans)
    if len(families.get("date", ())) > 1:
        out |= _days(text, spans, excluded, cues)
    said = [(i, s) for i, s in enumerate(spans) if s.family in _CORRECTED and i not in excluded] if cues else []
    beside = tokens_of([*cues, *(span for _, span in said)]) if cues else set[int]()
    for cue in cues:
        after = bisect_left(said, cue.last, key=lambda criterion: criterion[1].first)
        if after == len(said):
            continue
        new = said[after][1]
        alike = (c for c in reversed(said[:after]) if c[1].last <= cue.first and _is_alike(c[1], new))
        if (found := next(alike, None)) is None:
            continue
        i, old = found
        between = chain(range(old.last, cue.first), range(cue.last, new.first))
        others = {j for j in between if text.fixed[j] not in _BESIDE}
        if others <= beside:
            out.add(i)
    return out | needless(text, spans, _CORRECTED) if not SAID_OF.isdisjoint(text.fixed) else out


def _days(text: Text, spans: Sequence[Span], excluded: Collection[int], cues: Sequence[Span]) -> set[int]:
    """« jeudi, ah non je travaille jeudi, vendredi », « jeudi… zut, jeudi j'ai danse, vendredi »: no Thursday.

    Nor is it that of « je devais venir jeudi, mais mon congé est vendredi ».
    """
    out: set[int] = set()
    days = [i for i, span in enumerate(spans) if span.family == "date" and span.value.periods]
    for rank, (i, j) in enumerate(pairwise(days), 2):
        old, again = spans[i], spans[j]
        if j not in excluded and _is_off(text, old, again):
            out.add(i)
        after = next((spans[k] for k in days[rank:] if k not in excluded), None)
        if i in excluded or after is None or not is_within(old.value, again.value):
            continue
        if j in excluded:
            out.add(i)
        elif any(old.last <= cue.first and cue.last <= again.first for cue in cues):
            out |= set() if is_list(text.fixed[again.last : after.first]) else {i, j}
    return out


def _is_off(text: Text, old: Span, new: Span) -> bool:
    """« nous avions prévu de venir le 17, et finalement ce sera le 18 »."""
    words = text.fixed
    if _PLANNED.isdisjoint(words) or _TURNING.isdisjoint(words[old.last : new.first]):
        return False
    first = next((i + 1 for i in range(old.first - 1, -1, -1) if words[i] in _ENDS), 0)
    said = pairwise(("", *words[first : old.first]))
    return any(word in _PLANNED and (not word.startswith("prevu") or before in _HAD) for before, word in said)


def _is_alike(old: Span, new: Span) -> bool:
    """One may stand for the other; « samedi, plutôt le matin » only adds to the day."""
    return old.family == new.family and (old.family != "date" or bool(old.value.periods) == bool(new.value.periods))
