"""Those the events are for, of all the people that a message names, and those who ask."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from intents.model import Span
from intents.scope import is_list
from intents.text import Opening, Text, stem
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: Roles of an audience that speak of the asker, not of those the events are for.
ASKER = frozenset({"self", "job"})
#: … and of those who are led, or only spoken of.
_LED = frozenset({"pupils", "for"})
#: Who goes to school, and no more at that age.
_SCHOOL, _SCHOOL_AGE = ("collegiens", "lyceens"), 25
#: « prof principal de 3e » names pupils, by a word for who leads them; who these may be.
_LEADING, _PUPILS = frozenset({"prof", "professeur", "professeure", "pp"}), frozenset({*_SCHOOL, "etudiants"})
#: « quelque chose pour nous, les conseillers »; teachers are one with their pupils, but for « pour nous, les profs ».
_FOR_US, _FOR_ME, _THE, _TEACHERS = ("pour", "nous"), ("pour", "moi"), "les", "enseignants"
_FOR_ONESELF: set[Opening] = {("pour", stem("nous")), ("pour", "moi")}
#: How far two numbers of pupils may stand that are added, and what adds them or makes one a part of the other.
_CLASS_REACH = 8
_ADDS, _PARTS = frozenset({"et", "+"}), frozenset({"dont", "ou", "soit", "."})
#: How soon after « nous » they are named, and what adds others.
_NAMED, _WITH = 2, frozenset({"et", "avec"})


def for_whom(
    text: Text, said: Sequence[Span], age: int | None, *, is_alone: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Slugs of those the events are for, and of who asks.

    Pupils come before their teacher and the school that speaks, but for what who leads them asks for themselves;
    `is_alone` tells that the asker comes without them.
    """
    if is_alone:
        said = _without_pupils(text, said)
    if (age or 0) > _SCHOOL_AGE:  # « j'ai 54 ans et un CAP »
        said = [s for s in said if s.value.role != "self" or set(s.value.slugs).isdisjoint(_SCHOOL)]
    if ours := _for_oneself(text, said):
        said = [s for s in said if s.value.role not in _LED or s.first > ours or not _is_over(text, s, ours)]
    others = [s for s in said if s.value.role != "job"]
    led = any(s.value.role == "pupils" for s in others)
    chosen = [s for s in others if not led or s.value.role != "self"] or said
    return _slugs(chosen), _slugs(s for s in said if s.value.role in ASKER)


def how_many(text: Text, sizes: Sequence[Span]) -> int | None:
    """« ma 4e A (27) et ma 4e B (25) » are 52; else what was said last."""
    size, end = None, 0
    for span in sizes:
        between = {*text.fixed[end : span.first]}
        adds = size is not None and span.first - end <= _CLASS_REACH and between & _ADDS and not between & _PARTS
        size, end = span.value + (size if adds and size else 0), span.last
    return size


def _without_pupils(text: Text, said: Sequence[Span]) -> Sequence[Span]:
    """« PP d'une 4e, je viens sans mes élèves »: their teacher stands for them."""
    said = [
        replace(s, value=replace(s.value, slugs=(_TEACHERS,), role="job")) if text.fixed[s.first] in _LEADING else s
        for s in said
    ]
    if all(s.value.role != "job" for s in said):
        return said
    return [s for s in said if not _PUPILS.issuperset(s.value.slugs)]


def _for_oneself(text: Text, said: Sequence[Span]) -> int:
    """Where those who lead pupils ask for themselves: « au CIO …, un webinaire pour les conseillers ? »; or 0."""
    trades = {slug for s in said if s.value.role == "job" for slug in s.value.slugs}
    if not trades:
        return 0
    named = [s.first for s in said if s.value.role == "for" and trades.issuperset(s.value.slugs)]
    return max([*named, *(i for i in text.places(_FOR_ONESELF) if _is_oneself(text, i, trades))], default=0)


def _is_oneself(text: Text, first: int, trades: set[str]) -> bool:
    pair = text.fixed[first : first + 2]
    if not _WITH.isdisjoint(text.fixed[first + 2 : first + 3]):
        return False  # « pour moi et ma classe »
    if pair == _FOR_US:
        return _TEACHERS not in trades or _THE in text.fixed[first + 2 : first + 2 + _NAMED]
    return pair == _FOR_ME


def _is_over(text: Text, pupils: Span, ours: int) -> bool:
    """« les lycéens défilent. Un webinaire pour les conseillers ? », not « pour mes lycéens et pour moi »."""
    between = text.fixed[pupils.last : ours]
    ends = pupils.value.role == "pupils" or not _WORDS["stops"].isdisjoint(between)
    return ends and not is_list(between)


def _slugs(audiences: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for s in audiences for slug in s.value.slugs))
