"""« pas » that refuses nothing: « pas forcément à Gap », « une visite pas trop longue à Gap »."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import timedelta
from itertools import pairwise

from intents.model import TOPICS, Span
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
_NEEDLESS = _WORDS["only"] | _WORDS["needless"]
#: Without one of these beside it nothing is said to be needless.
SAID_OF = frozenset({"pas", "que"})
#: What may stand between « pas forcément » and what is not needed, and how many words.
_LEADING, _REACH = _WORDS["links"] - {"pas", "non", "plus"}, 4
#: « rien ne lui plaît sauf … », and how far before « sauf » that stands.
_LIKING, _EXCEPT, _FAR = (
    _WORDS["liking"] | {"aime", "interesse", "amuse"},
    frozenset({"sauf", "part", "hormis", "excepte"}),
    7,
)
#: « pas ce jour-là », not « rien ce jour-là ? ».
_NOT_THAT = frozenset({"pas", "sauf", "ni", "hormis", "excepte", "hors"})
#: « ces jours-là »: as many were told one by one, most often.
_BOTH = 2
_OTHER_DAYS, _DAY = ("autres", "jours"), timedelta(days=1)
_THE, _THIS = frozenset({"le", "la", "l"}), frozenset({"ce", "cet", "cette"})
#: « lui ferait du bien, et à nous aussi »: what one gains, and what leads to who else does.
_GAIN, _AND_TO = frozenset({"bien", "plaisir", "service", "vacances"}), (("et", "a"), ("et", "au"), ("et", "aux"))
#: How far from « je bosse » its own time may stand: « en journée ».
_OWN_REACH = 3
_WHOLLY = frozenset({"toute", "tout"})
#: What tells of which sort a visit is: « une visite pour collégiens », « une visite en ligne ».
_SORTS = frozenset({"audience", "online", "women"})
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


def of_no_asker(text: Text, spans: Sequence[Span], excluded: Collection[int]) -> set[int]:
    """« je suis CPE, pas prof » says what one is not, and refuses no teachers; `excluded` are indices in `spans`."""
    return {
        i
        for i in excluded
        if spans[i].family == "audience"
        and spans[i].value.role == "job"
        and text.fixed[max(0, spans[i].first - 1)] in SAID_OF
        and not text.norms[spans[i].last - 1].endswith("s")
    }


def refuses_nothing(text: Text, cue: Span, only: Sequence[str]) -> bool:
    """Whether a word that refuses (only those families, or any) is there for another reason."""
    return (
        (only == ["date"] and _has_own_time(text, cue))
        or _is_all_one_likes(text, cue)
        or not _WORDS["unable"].isdisjoint(text.fixed[cue.last : cue.last + 1])  # « je peux pas payer »
        or _is_asked(text, cue)
        or _answers(text, cue)
    )


def _is_asked(text: Text, cue: Span) -> bool:
    """« ce soir c'est mort ou il reste une visite ? », « une visite ce soir, ou c'est trop tard ? »"""
    if cue.value.startswith("after"):
        return False
    before, after = text.fixed[max(0, cue.first - 1) : cue.first], text.fixed[cue.last : cue.last + 2]
    return before == ("ou",) or (after[:1] == ("ou",) and not _WORDS["or_asking"].isdisjoint(after[1:]))


def _has_own_time(text: Text, cue: Span) -> bool:
    """« je bosse en journée », « le reste du temps j'ai cours » tell why; « toute la journée » refuses its day."""
    beside = text.fixed[max(0, cue.first - _OWN_REACH) : cue.last + _OWN_REACH]
    return not _WORDS["own_times"].isdisjoint(beside) and _WHOLLY.isdisjoint(beside)


def _is_all_one_likes(text: Text, cue: Span) -> bool:
    """« rien ne l'intéresse à part les trains » refuses no trains."""
    before = text.fixed[max(0, cue.first - _FAR) : cue.first]
    return "rien" in before and not (_LIKING.isdisjoint(before) or _EXCEPT.isdisjoint(text.fixed[cue.first : cue.last]))


def _answers(text: Text, cue: Span) -> bool:
    """« non le samedi plutôt » answers, and asks for Saturday."""
    after = text.fixed[cue.last :]
    return (
        text.fixed[cue.first] == "non" and "plutot" in after and ends_clause(text, cue.last + after.index("plutot") + 1)
    )


def of_one_refused(text: Text, spans: Sequence[Span], refused: Collection[int]) -> set[int]:
    """« sauf l'expo sur les sardines »: sardines are neither asked nor refused (indices, as in `refused`)."""
    return {
        i + 1
        for i in refused
        if spans[i].family == "kind"
        and spans[i + 1 : i + 2]
        and spans[i + 1].family in TOPICS
        and text.fixed[spans[i].first - 1] in _THE
        and _LEADING.issuperset(text.fixed[spans[i].last : spans[i + 1].first])
    }


def of_that_time(text: Text, spans: Sequence[Span], refused: Iterable[int]) -> Set[int]:
    """« je travaille ce soir-là » is busy when what was spoken of takes place, and refuses no tonight (indices)."""
    return {i for i in refused if spans[i].family == "date" and is_pointed_at(text, spans[i].first, spans[i].last)}


def is_pointed_at(text: Text, first: int, last: int) -> bool:
    """« ce soir-là », not « ce soir la visite… », of the tokens of « ce soir »."""
    if text.fixed[first] not in _THIS or text.fixed[last : last + 1] != ("la",):
        return False
    return text.typed(last, last + 1) != "la" or ends_clause(text, last + 1)


def is_denied(text: Text, first: int) -> bool:
    """« donc pas ce jour-là », of the token at which « ce jour-là » begins."""
    return text.fixed[first - 1] in _NOT_THAT


def of_day_denied(text: Text, spans: Sequence[Span]) -> Set[int]:
    """« la semaine du 16, mais le mercredi on a chorale, donc pas ce jour-là »: the day told just before (indices).

    « … ces deux jours-là c'est non » are two of them.
    """
    out: set[int] = set()
    for i, span in enumerate(spans):
        if span.rule == "anaphora":
            told = [j for j in range(i) if spans[j].family == "date" and spans[j].value.periods]
            refused = len(told) > 1 and any(s.family == "negation" and s.first == span.last for s in spans[i:])
            count = _BOTH if text.fixed[span.first] == "ces" and told and len(spans[told[-1]].value.periods) == 1 else 1
            out |= set(told[-count:]) if refused or is_denied(text, span.first) else set()
    return out


def of_other_days(text: Text, spans: Sequence[Span]) -> Set[int]:
    """« jusqu'à vendredi, mais mardi on va à Gap. Une visite les autres jours ? »: days told before that (indices)."""
    if _OTHER_DAYS[0] not in text.fixed:
        return frozenset()
    found = (i for i, pair in enumerate(pairwise(text.fixed)) if pair == _OTHER_DAYS)
    # not « … le 17, car les autres jours je travaille »
    end = next((i for i in found if text.fixed[i + 2 : i + 3] in ((), ("?",)) or ends_clause(text, i + 2)), 0)
    told = ((i, s.value.periods) for i, s in enumerate(spans) if s.family == "date" and s.last <= end)
    return {i for i, days in told if days and all(d.start and d.end and d.end - d.start <= _DAY for d in days)}


def of_one_sort(text: Text, spans: Sequence[Span], refused: Set[int]) -> Set[int]:
    """« un atelier mais pas un atelier pour collégiens »: of what is asked too, what follows is refused (indices)."""
    out = set(refused)
    for i in refused:
        after = spans[i + 1] if i + 1 < len(spans) else None
        if spans[i].family != "kind" or after is None or after.family not in _SORTS:
            continue
        asked = any(s.family == "kind" and s.value == spans[i].value for j, s in enumerate(spans) if j not in refused)
        if asked and _WORDS["stops"].isdisjoint(text.fixed[spans[i].last : after.first]):
            out = out - {i} | {i + 1}
    return out


def of_another_thing(text: Text, spans: Sequence[Span], families: Mapping[str, Sequence[Span]]) -> set[int]:
    """« marre des arnaques sur internet. Qui recrute ? »: what one is tired of elsewhere asks and refuses nothing."""
    out: set[int] = set()
    cues = [s for s in families.get("negation", ()) if s.value == "around"] if "online" in families else ()
    if not cues:
        return out
    for i, span in enumerate(spans):
        if span.family != "online" or text.fixed[span.last : span.last + 1] not in ((".",), ("!",)):
            continue
        before = [cue for cue in cues if cue.last <= span.first]
        if not before or span.last + 1 >= len(text) or _holds_any(spans, before[-1].last, span.first):
            continue
        between = set(text.fixed[before[-1].last : span.first]) - _LEADING
        if between and between.isdisjoint(_WORDS["stops"] | _WORDS["taking_part"]):
            out.add(i)
    return out


def of_who_gains(text: Text, spans: Sequence[Span]) -> set[int]:
    """« un atelier lui ferait du bien, et à la facture d'électricité aussi »: a joke asks for no electricity."""
    words = text.fixed
    if "aussi" not in words or _GAIN.isdisjoint(words):
        return set()
    stops = [*(i for i, word in enumerate(words) if word in _WORDS["stops"]), len(words)]
    jokes = [
        range(first, last)
        for first, last in pairwise(stops)
        if words[first + 1 : first + 3] in _AND_TO
        and words[last - 1] == "aussi"
        and not _GAIN.isdisjoint(words[:first])
    ]
    return {i for i, span in enumerate(spans) if span.family in TOPICS and any(span.first in joke for joke in jokes)}


def _holds_any(spans: Sequence[Span], first: int, last: int) -> bool:
    return any(first <= s.first < last for s in spans)


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
