"""« pas » that refuses nothing: « pas forcément à Gap », « une visite pas trop longue à Gap »."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

from intents.model import Span
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
_NEEDLESS = _WORDS["only"] | _WORDS["needless"]
#: Without one of these beside it nothing is said to be needless.
SAID_OF = frozenset({"pas", "que"})
#: What may stand between « pas forcément » and what is not needed, and how many words.
_LEADING, _REACH = _WORDS["links"] - {"pas", "non", "plus"}, 4
#: « pas trop bouger samedi » refuses the day.
_INFINITIVE = ("er", "ir", "dre", "ire", "tre")


def ends_clause(text: Text, i: int) -> bool:
    """Whether a clause that asks nothing ends before a token."""
    return i >= len(text) or (text.tokens[i].fixed in _WORDS["stops"] and text.tokens[i].fixed != "?")


def needless(text: Text, spans: Sequence[Span], families: Collection[str]) -> set[int]:
    """What is neither asked nor refused.

    « pas que les visites », « pas forcément à Gap », « gratuit, pas obligatoire »,
    « vous n'avez que des forums ? Un atelier… ».
    """
    out: set[int] = set()
    count = Counter(span.family for span in spans)
    for i, span in enumerate(spans):
        start = max(0, span.first - _REACH)
        if span.family not in families or SAID_OF.isdisjoint(text.fixed[start : span.last + 2]):
            continue
        before = [w for w in text.fixed[start : span.first] if w not in _LEADING]
        comma = text.fixed[span.last : span.last + 1] == (",",)
        after = text.fixed[span.last + comma : span.last + comma + 2]
        if count[span.family] > 1:  # « pas que les visites, les ateliers » asks for both
            out |= {i} if before[-1:] == ["que"] and not _WORDS["offering"].isdisjoint(before[-2:-1]) else set()
        elif before[-2:-1] == ["pas"] and before[-1] in _NEEDLESS:
            out.add(i)
        elif after[:1] == ("pas",) and not _WORDS["needless"].isdisjoint(after[1:2]):
            out |= {i} if ends_clause(text, span.last + comma + 2) else set()
    return out


def is_of_a_quality(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> bool:
    """« une visite pas trop longue à Gap », « pas chère samedi »: what it shall not be, not where or when."""
    if text.fixed[cue.first : cue.last] != ("pas",):
        return False
    graded = not _WORDS["degrees"].isdisjoint(text.fixed[cue.last : cue.last + 1])
    quality = cue.last + graded
    if not _WORDS["qualities"].isdisjoint(text.fixed[quality : quality + 1]):
        return True
    after = bisect_left(criteria, quality + 1, key=lambda criterion: criterion[1].first)
    said = text.fixed[quality] if graded and after < len(criteria) else ""
    is_one = said not in _WORDS["links"] and not said.endswith(_INFINITIVE)
    return bool(said) and is_one and criteria[after][1].family in ("place", "date") and not _holds(criteria, quality)


def _holds(criteria: Sequence[tuple[int, Span]], token: int) -> bool:
    return any(span.first <= token < span.last for _, span in criteria)
