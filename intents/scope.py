"""Which readings stand, which are negated, and which only say who asks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from intents.model import Span
from intents.text import Text
from intents.vocabulary import load

#: Families that colour other readings and never compete with them for the same words.
OVERLAYS = frozenset({"negation", "mode", "teacher", "class", "generic", "clear"})
#: Families that a negation can turn into exclusions.
CRITERIA = frozenset(
    {
        "date",
        "place",
        "kind",
        "sector",
        "theme",
        "interest",
        "product",
        "audience",
        "online",
        "women",
        "free",
        "generic",
    }
)
_WORDS = {name: frozenset(words) for name, words in load("scope").items()}
#: « pas trop loin » is a place, not an idiom that says nothing, and refuses nothing.
_NOT_FAR = "home-near-weak"
#: How many words may stand between « pas » and what it negates: « pas envie de grandes conférences ».
_REACH = 4


def settle(readings: Sequence[Sequence[Span]]) -> tuple[list[Span], list[Span]]:
    """Readings of several readers, strongest reader first → those that stand, in order, and those that lost.

    Where two claim the same words the longer wins, then the surer, then the earlier reader's. What only says that a
    stretch is no date leaves it to whoever knows better (« 12 ans » is an age).
    """
    ranked = sorted(
        (
            (0 if s.family == "no-date" else len(s), s.rule == _NOT_FAR, s.score, -rank, s)
            for rank, spans in enumerate(readings)
            for s in spans
            if s.family not in OVERLAYS
        ),
        key=lambda item: item[:4],
        reverse=True,
    )
    kept, lost, taken = [], [], set[int]()
    for *_, span in ranked:
        words = range(span.first, span.last)
        if taken.isdisjoint(words):
            kept.append(span)
            taken.update(words)
        else:
            lost.append(span)
    masks = [s for s in kept if s.family == "none" or s.rule == _NOT_FAR]
    overlays = [
        s
        for spans in readings
        for s in spans
        if s.family in OVERLAYS and not any(m.first <= s.first and s.last <= m.last for m in masks)
    ]
    return sorted(kept + overlays, key=lambda s: (s.first, s.last)), lost


def negated(text: Text, spans: Sequence[Span]) -> set[int]:
    """Indices in `spans` of the readings that the message excludes."""
    out: set[int] = set()
    criteria = [(i, span) for i, span in enumerate(spans) if span.family in CRITERIA]
    for cue in (s for s in spans if s.family == "negation"):
        out |= _before(text, criteria, cue) if cue.value == "before" else _after(text, criteria, cue)
    return out


def _after(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> set[int]:
    """The first criterion after a cue, and those that a list joins to it; `criteria` with their indices, in order."""
    out: set[int] = set()
    waiting: set[int] = set()
    position, family = cue.last, ""
    for rank in range(bisect_left(criteria, cue.last, key=_first), len(criteria)):
        i, span = criteria[rank]
        if span.first < position:
            continue
        if not family and span.first - position > _REACH:
            break
        between = [t.fixed for t in text.tokens[position : span.first]]
        position = span.last
        if not family:
            if any(w in _WORDS["stops"] or w in _WORDS["turns"] for w in between):
                break
            if span.family != "generic":  # « pas de trucs en ligne »: the next word says what kind of thing
                out.add(i)
                family = span.family
        elif span.family != family or not _is_list(between):
            break
        else:
            waiting.add(i)
            if _is_joined(between):  # « sauf Nice, Cannes et Antibes »; « pas samedi, dimanche » is no list
                out |= waiting
    return out


def _before(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> set[int]:
    """The criterion just before a cue: « Marseille exclue »."""
    found: set[int] = set()
    position, family = cue.first, ""
    for rank in range(bisect_left(criteria, cue.first, key=_first) - 1, -1, -1):
        i, span = criteria[rank]
        if span.last > position or span.family == "generic":
            continue
        if not found and position - span.last > _REACH:
            break
        between = [t.fixed for t in text.tokens[span.last : position]]
        if not found and any(w in _WORDS["stops"] for w in between):
            break
        if found and (span.family != family or not _is_list(between) or "," in between):
            break
        found.add(i)
        position, family = span.first, span.family
    return found


def _first(criterion: tuple[int, Span]) -> int:
    return criterion[1].first


def _is_list(words: Iterable[str]) -> bool:
    words = list(words)
    joins, links = _WORDS["joins"], _WORDS["links"]
    return all(w in links or w in joins for w in words) and any(w in joins for w in words)


def _is_joined(words: Iterable[str]) -> bool:
    return any(w in _WORDS["joins"] and w != "," for w in words)


def clause_end(text: Text, first: int) -> int:
    """Index of the token that ends the clause that goes on at a token; a new subject begins a new one."""
    for i in range(first, len(text)):
        word = text.tokens[i].fixed
        if word in _WORDS["stops"] or word in _WORDS["turns"] or word in _WORDS["subjects"]:
            return i
    return len(text)


def sentence_ends(text: Text) -> list[int]:
    """Index after the last token of each sentence."""
    marks = {i for i, token in enumerate(text.tokens) if token.norm in _WORDS["full_stops"]}
    ends = [i + 1 for i in sorted(marks) if i + 1 not in marks]  # « ?! » is one end
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


def sentence_of(span: Span, ends: Sequence[int]) -> int:
    """Rank of the sentence that holds a span."""
    return bisect_right(ends, span.first)
