"""What stands around the people that a message names: « je suis », « pour mes », a new clause."""

from bisect import bisect_right
from collections.abc import Sequence

from intents.model import Span
from intents.numbers import number_at
from intents.phrases import Match
from intents.scope import is_list
from intents.text import Text

#: « un petit boulot », and what work is of: « travail du bois », « emploi de conducteur ».
_SOME = frozenset({"un", "une", "du", "des", "petit", "petits", "vrai", "nouveau"})
_MATTER, _OF = frozenset({("du",), ("des",), ("de", "la"), ("de", "l")}), frozenset({("de",), ("d",), ("et",)})
#: How many words may stand between « je suis », « pour », « mes » and the audience they tell of.
_REACH = 3
#: A child is spoken of for longer: « ma fille qui se déplace en fauteuil prépare un bac techno ».
_CHILD_REACH = 12
#: « dans un petit collège ».
_INSIDE, _OF_A_SCHOOL = "dans", frozenset({"un", "une", "le", "la", "mon", "notre", "petit", "grand", "gros", "meme"})
_ENDS = frozenset({".", "?", "!", ";", ":", "…"})
_BREAKS = _ENDS | {",", "(", ")"}
#: Words that may stand before the asker's own name for themselves: « bonjour, lycéen à Nice, … ».
_GREETINGS = frozenset({"bonjour", "bonsoir", "salut", "hello", "coucou", "alors", "et", "voila", "petit", "jeune"})
#: Before that age, told so many words before at most, one seeks no work.
_OF_AGE, _AGE_REACH, _YEARS = 18, 12, frozenset({"an", "ans"})
#: Who seeks, by that name.
SEEKER = "demandeurs-emploi"


def nearest(
    text: Text, match: Match[tuple[str, str]], cues: Sequence[Match[str]], previous: Span | None
) -> Match[str] | None:
    """The cue that governs an audience: the last before it or in it, after any other audience."""
    floor = previous.last if previous else 0
    for i in range(bisect_right(cues, match.last, key=end_of) - 1, -1, -1):
        cue = cues[i]
        if cue.last <= floor or cue.last < match.first - _CHILD_REACH:
            return None
        if cue.value == "seek" and cue.first >= match.first and match.value[1] == SEEKER:  # « en recherche d'emploi »
            continue
        reach, breaks = (_CHILD_REACH, _ENDS) if cue.value == "child" else (_REACH, _BREAKS)
        if cue.value and _is_clear(text, cue.last, match.first, reach, breaks):
            return cue
    return None


def is_of_minor(text: Text, work: int) -> bool:
    """« ma fille de 15 ans veut travailler à l'usine »: the age told before that word is of one still at school."""
    i = max(0, work - _AGE_REACH)
    i = next((j + 1 for j in range(work - 1, i - 1, -1) if text.fixed[j] in _ENDS or text.fixed[j] == "je"), i)
    while i < work:
        age, last = number_at(text, i) or (_OF_AGE, i + 1)
        if age < _OF_AGE and last < work and text.fixed[last] in _YEARS:
            return True
        i = last
    return False


def is_of_ours(text: Text, alone: Match[bool]) -> bool:
    """« sans mes élèves », « sans la classe », not « sans les lycéens », which anybody may say."""
    return "les" not in text.fixed[alone.first : alone.last]


def end_of(match: Match[str]) -> int:
    """The index after its last token."""
    return match.last


def is_beside(text: Text, first: int, last: int) -> bool:
    """Few words and no break between two tokens."""
    return _is_clear(text, first, last, _REACH, _BREAKS)


def _is_clear(text: Text, first: int, last: int, reach: int, breaks: frozenset[str]) -> bool:
    return last - first <= reach and breaks.isdisjoint(text.fixed[first:last])


def is_wanted(text: Text, first: int, last: int) -> bool:
    """« du boulot à Gap », « job Gap » open what is asked; « travail du bois », « visite à Gap, travail à Aix » not."""
    some = first
    while some and text.fixed[some - 1] in _SOME:
        some -= 1
    begins = opens_clause(text, some) if some < first else not some
    matter = text.fixed[last : last + 2]
    return begins and matter[:1] not in _MATTER and matter not in _MATTER and (some < first or matter[:1] not in _OF)


def is_listed(text: Text, first: int, last: int) -> bool:
    """« pour les entreprises [et les] RH »."""
    return first < last <= first + _REACH and is_list(text.fixed[first:last])


def is_housing(text: Text, trade: int, school: int) -> bool:
    """« professeure à Embrun, dans un petit collège »: where one teaches, told a little later."""
    if school - trade > _CHILD_REACH or not _ENDS.isdisjoint(text.fixed[trade:school]):
        return False
    before = next((w for w in reversed(text.fixed[trade:school]) if w not in _OF_A_SCHOOL), "")
    return before == _INSIDE


def opens_clause(text: Text, first: int) -> bool:
    """Whether one speaks of oneself from a token on: « bonjour, [lycéen] à Nice »."""
    before = text.tokens[first - 1].fixed if first else ""
    return not first or before in _BREAKS or before in _GREETINGS
