"""Which readings stand, which are negated, and which only say who asks."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise
from operator import attrgetter

from msgspec.structs import replace

from intents.model import TOPICS, Span
from intents.needless import (
    ends_clause,
    is_of_a_quality,
    of_another_thing,
    of_one_sort,
    refuses_nothing,
)
from intents.text import Text
from intents.vocabulary import word_sets

#: Families that colour other readings and never compete with them for the same words.
OVERLAYS = frozenset({"negation", "correction", "mode", "teacher", "class", "generic", "clear"})
#: Families in which no overlay stands: « sans mes élèves » refuses nothing and is no class.
_MASKS = frozenset({"none", "alone"})
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
        "full",
        "generic",
    }
)
#: Families of what a bare « non » after it refuses: « la chimie non ».
_TOPICS = TOPICS | {"kind"}
#: « mes garçons s'ennuient » refuses no boys.
FOR_A_BOY = "for a boy or a man"
_WORDS = word_sets("scope")
_JOINS_AND_LINKS = _WORDS["joins"] | _WORDS["links"]
_ENDS = _WORDS["stops"] | _WORDS["turns"] | _WORDS["subjects"]
#: « je suis lycéenne [y a quoi à Gap] », « [vous avez quoi] » begin a clause too.
_THERE_IS = frozenset({("y", "a"), ("vous", "avez"), ("avez", "vous"), ("tu", "as"), ("as", "tu")})
#: Without one of these, or a reading that negates, nothing is refused.
_AGAINST = _WORDS["preferring"] | _WORDS["refusing"]
_IN_ORDER = attrgetter("first", "last")
#: « pas trop loin » is a place, not an idiom that says nothing, and refuses nothing.
_NOT_FAR = "home-near-weak"
#: Words that may belong to what negates and to what it refuses.
_HELD = _WORDS["articles"] | {"tous", "toutes", "chaque"}
#: « sauf Gap », but « excepté Gap » and « Gap excepté ».
_EXCEPTED = "excepte"
_NOTHING = Span(first=0, last=0, start=0, end=0, family="negation", value="before", rule="non")
#: What may begin with a word that negates, and is no less wanted: « Pas-de-Calais », « pas plus de 15 km ».
_WHOLE = frozenset({"place", "radius"})
_AND = ("et",)
#: Nobody writes longer clauses (in tokens), nor refuses more things at once.
_CLAUSE, _LISTED = 80, 40
#: How many words may stand between « pas » and what it negates: « pas envie de grandes conférences ».
_REACH = 4


def settle(readings: Sequence[Sequence[Span]]) -> tuple[list[Span], list[Span]]:
    """Readings of several readers, strongest reader first → those that stand, in order, and those that lost.

    Where two claim the same words the longer wins, then the surer, then the earlier reader's. What only says that a
    stretch is no date leaves it to whoever knows better (« 12 ans » is an age).
    """
    found = list(chain.from_iterable(readings))
    kept: list[Span] = []
    lost: list[Span] = []
    taken: set[int] = set()
    for span in sorted([s for s in found if s.family not in OVERLAYS], key=_strength, reverse=True):
        words = range(span.first, span.last)
        if taken.isdisjoint(words):
            kept.append(span)
            taken.update(words)
        else:
            lost.append(span)
    overlays = [s for s in found if s.family in OVERLAYS]
    if overlays:
        masks = [s for s in kept if s.family in _MASKS or s.rule == _NOT_FAR]
        kept += [s for s in overlays if not any(m.first <= s.first and s.last <= m.last for m in masks)]
    return sorted(kept, key=_IN_ORDER), lost


def _strength(span: Span) -> tuple[int, bool, float]:
    return 0 if span.family == "no-date" else span.last - span.first, span.rule == _NOT_FAR, span.score


def by_family(spans: Iterable[Span]) -> Mapping[str, Sequence[Span]]:
    """The readings of each family that has any, in their order."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.family, []).append(span)
    return found


def tokens_of(spans: Iterable[Span]) -> set[int]:
    """The tokens that readings hold."""
    return set().union(*[range(span.first, span.last) for span in spans])


def negated(text: Text, spans: Sequence[Span], families: Mapping[str, Sequence[Span]]) -> Set[int]:
    """Indices in `spans` of the readings that the message excludes; `families` has those of each."""
    out: set[int] = set()
    cues = families.get("negation", ())
    if not cues and _AGAINST.isdisjoint(text.fixed):
        return out
    criteria = [(i, span) for i, span in enumerate(spans) if span.family in CRITERIA and span.rule != FOR_A_BOY]
    held = {i for s in spans if s.family not in OVERLAYS for i in range(s.first + (s.family not in _WHOLE), s.last)}
    for cue in (s for s in cues if s.first not in held):
        side, *only = cue.value.split()  # « je suis pris » speaks of dates, « trop loin » of places
        if refuses_nothing(text, cue, only):
            continue
        if side == "closing":
            if not ends_clause(text, cue.last):  # « je passe mon scanner »
                continue
            side = "before"
        if side == "unasked":
            if text.fixed[-1] == "?" and not any(span.first < cue.first for _, span in criteria):
                continue
            side = "after"
        follows = len(cue) > 1 or text.fixed[cue.first] == _EXCEPTED
        if side == "after" and follows and ends_clause(text, cue.last):  # « la chimie, pas question »
            side = "before"
        meant = [c for c in criteria if c[1].family in only] if only else criteria
        if "date" in only:  # « pas avant lundi, je travaille » tells why it is not before
            meant = [c for c in meant if text.fixed[c[1].first] not in _WORDS["denying"]]
        if side == "beside":
            if len(meant) == 1:
                continue
            side = "around"
        if side != "after":  # « je suis intérimaire, j'en ai marre » refuses no event
            meant = [c for c in meant if not _is_of_oneself(c[1])]
        before = side == "before" or (side == "around" and not _follows_at_once(text, meant, cue))
        found = _before(text, meant, cue) if before else set()
        out |= found if found or side == "before" else _after(text, meant, cue)
        if text.tokens[cue.first].fixed == "ni":
            out |= _nor(text, criteria, cue)
    for i in _preferences(text, criteria):
        out |= _after(text, criteria, replace(_NOTHING, first=i, last=i + 1))
    if not _WORDS["refusing"].isdisjoint(text.fixed):
        agrees = not _WORDS["agreeing"].isdisjoint(text.fixed)
        topics = {span.last for _, span in criteria if span.family in _TOPICS}
        for i, token in enumerate(text.tokens):
            if token.fixed in _WORDS["refusing"] and ends_clause(text, i + 1) and (agrees or i in topics):
                out |= _before(text, criteria, replace(_NOTHING, first=i, last=i + 1))
    return of_one_sort(text, spans, out) - of_another_thing(text, spans, families) if out else out


def _preferences(text: Text, criteria: Sequence[tuple[int, Span]]) -> list[int]:
    """Where each « que » of « plutôt Lorient que Vannes » is, and « aux » of « je préfère les ateliers aux débats »."""
    words = text.fixed
    if _WORDS["preferring"].isdisjoint(words):
        return []
    first = next(i for i, word in enumerate(words) if word in _WORDS["preferring"])
    found: list[int] = []
    for (_, span), (_, after) in pairwise([*criteria, (0, _NOTHING)]):
        word = words[span.last] if first < span.last < len(words) else ""
        is_topic = span.family == after.family in _TOPICS and after.first - span.last <= _REACH
        if word in ("que", "qu") or (word in ("a", "au", "aux") and is_topic):
            found.append(span.last)
    return found


def _after(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> set[int]:
    """The first criterion after a cue, and those that a list joins to it; `criteria` with their indices, in order."""
    out: set[int] = set()
    waiting: set[int] = set()
    if is_of_a_quality(text, criteria, cue):
        return out
    position, family, things = cue.last, "", False
    begins = bisect_left(criteria, cue.first + 1, key=_first)
    for i, span in criteria[begins : begins + _LISTED]:
        inside = text.fixed[span.first : cue.last]  # « je travaille tous » holds a word of « tous les lundis »
        if span.last <= cue.last or (family and span.first < position) or not _HELD.issuperset(inside):
            continue
        if not family and span.first - position > _REACH:
            break
        between = text.fixed[position : span.first]
        position = span.last
        if not family:
            if not (_WORDS["stops"].isdisjoint(between) and _WORDS["turns"].isdisjoint(between)):
                break
            if _begins_anew(between):
                break
            if things and span.family in ("place", "date"):
                break
            if span.family != "generic":  # « pas de trucs en ligne »: the next word says what kind of thing
                out.add(i)
                family = span.family
        elif span.family == "generic" and is_list(between) and _is_joined(between):
            family, things = "", True  # « sauf les débats et les trucs en ligne »
        elif span.family != family or not is_list(between):
            break
        else:
            waiting.add(i)
            listed = text.fixed[span.last : span.last + 1]  # « ni les forums, les débats et autres parlotes »
            # « sauf Nice, Cannes et Antibes »; « pas samedi, dimanche » is no list
            if _is_joined(between) or _is_joined(listed):
                out |= waiting
    return out


def _is_of_oneself(span: Span) -> bool:
    if span.family == "place":
        return bool(span.value.role == "home")
    return bool(span.family == "audience" and span.value.role != "for")


def _begins_anew(words: Sequence[str]) -> bool:
    """« sans virgule [je suis conseillère] », not « sauf si je suis à Gap »."""
    return any(w == "je" and i and words[i - 1] not in _WORDS["leading_on"] for i, w in enumerate(words))


def _follows_at_once(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> bool:
    """« je déteste [les] forums », not « les forums, je déteste »."""
    after = bisect_left(criteria, cue.last, key=_first)
    links = _WORDS["links"]
    return after < len(criteria) and links.issuperset(text.fixed[cue.last : criteria[after][1].first])


def _before(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> set[int]:
    """The criterion just before a cue: « Marseille exclue », « les débats, très peu pour moi »."""
    found: set[int] = set()
    position, family = cue.first, ""
    for rank in range(bisect_left(criteria, cue.first, key=_first) - 1, -1, -1):
        i, span = criteria[rank]
        if span.last > position or span.family == "generic":
            continue
        if not found and position - span.last > _REACH:
            break
        between = text.fixed[span.last : position]
        if not found and not (between == (",",) or _hesitates(between)) and not _WORDS["stops"].isdisjoint(between):
            break
        if not _WORDS["reasons"].isdisjoint(between) or _goes_on_to_another(between):
            break
        if between == _AND and span.family != "date":  # « j'ai un bac de chimie et je refuse de rester seul »
            break
        if found and (span.family != family or not is_list(between) or "," in between):
            break
        found.add(i)
        position, family = span.first, span.family
    return found


def _hesitates(words: Sequence[str]) -> bool:
    """« samedi [… ah non] je peux pas »."""
    return not _WORDS["hesitating"].isdisjoint(words) and (_WORDS["hesitating"] | {",", ".", "…"}).issuperset(words)


def _goes_on_to_another(words: Sequence[str]) -> bool:
    """« il adore les motos [et l'école l'] ennuie »: something else is refused."""
    return "et" in words and not is_list(words) and bool(set(words[words.index("et") :]) & _WORDS["articles"])


def _nor(text: Text, criteria: Sequence[tuple[int, Span]], cue: Span) -> set[int]:
    """What « ni » adds to where « rien » stands before: « rien dans le 63 ni le 43 », « je ne veux ni … ni … »."""
    rank = bisect_left(criteria, cue.first, key=_first) - 1
    after = criteria[rank + 1][1] if rank + 1 < len(criteria) else None
    if rank < 0 or after is None or criteria[rank][1].family != after.family:
        return set()
    i, span = criteria[rank]
    joined = _WORDS["links"].issuperset(text.fixed[span.last : cue.first])
    before = text.fixed[max(0, span.first - _REACH) : span.first]
    return {i} if joined and not _WORDS["refusing_all"].isdisjoint(before) else set()


def _first(criterion: tuple[int, Span]) -> int:
    return criterion[1].first


def is_list(words: Iterable[str]) -> bool:
    """Words that join the items of one list, and nothing else: « et les », « , de la »."""
    words = list(words)
    return not _WORDS["joins"].isdisjoint(words) and _JOINS_AND_LINKS.issuperset(words)


def _is_joined(words: Iterable[str]) -> bool:
    return any(w in _WORDS["joins"] and w != "," for w in words)


def clause_end(text: Text, first: int) -> int:
    """Index of the token that ends the clause that goes on at a token; a new subject or « y a » begins a new one."""
    words, last = text.fixed, min(first + _CLAUSE, len(text))
    return next((i for i in range(first, last) if words[i] in _ENDS or words[i : i + 2] in _THERE_IS), last)


def clause_start(text: Text, last: int) -> int:
    """Index of the first token of the clause that a token stands in."""
    first = max(last - _CLAUSE, 0)
    return next((i + 1 for i in range(last - 1, first - 1, -1) if text.fixed[i] in _WORDS["stops"]), first)
