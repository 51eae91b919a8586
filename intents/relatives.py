"""The relatives and friends of whom a message speaks, and whether the events are for them."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from intents.entries import phrases, spelt
from intents.numbers import number_at
from intents.phrases import Match, PhraseTable
from intents.text import Text, fold
from intents.vocabulary import load, word_sets

#: How many words what is said right before a relative may have.
LEAD = 8
#: How many words further something may tell what a relative is to the message.
_REACH = 14
_ENDS = frozenset({".", "?", "!", ";", "…"})
#: Who else may be spoken of from there on.
_SPEAKERS = frozenset({"je", "moi", "on", "nous"})
_BREAKS = _ENDS | _SPEAKERS
_PRONOUNS = frozenset({"il", "elle", "ils", "elles"})
#: What joins two of them, and what may stand beside it.
_ADDS = frozenset({"et", "ou", "&", "avec"})
_JOINS = _ADDS | {","}
#: So many relatives before a pronoun may be meant by it.
_MEANT = 8
#: What may stand before the pronoun that takes them up.
_LINKS = frozenset({"et", "mais", "car", "or", "donc", "puis"})
#: « mon frère et ses deux fils »: theirs, not the asker's.
_THEIRS = frozenset({"son", "sa", "ses", "leur", "leurs"})
#: « ma coloc » is a woman.
_HERS = frozenset({"ma", "ta", "sa", "une", "la", "cette"})
#: What a relative is to the message.
_TOLD, _SPOKEN_OF, _ASKED = 0, 1, 2
_CLAIMS = {"tells": _TOLD, "is": _SPOKEN_OF, "asks": _ASKED, "only": _ASKED}
#: « pour mon fils », « c'est pour mon fils »: no other words take that back.
_FOR = frozenset({"asks", "only"})
#: What may stand between a relative and an age, and within how many words.
_AGED = frozenset(
    {",", "(", "a", "qui", "de", "d", "age", "agee", "aura", "va", "avoir", "fete", "ses", "sur", "bientot"}
)
_AGE_REACH, _YEARS = 6, frozenset({"an", "ans"})
_OWNERS = word_sets("scope")["owners"]
#: « est entré à l'usine », « est-ce que »; who has an age: « et a 14 ans », not « a commencé à 14 ans ».
_GONE = frozenset({*map(fold, phrases(load("stories")["gone"])), "ce"})
_ONESELF = frozenset({"s", "se"})
_HAVING = frozenset({",", "et", "qui", "il", "elle"})
_ONE = frozenset({"mon", "notre", "un", "ce", "son"})
_IMPERSONAL = frozenset({"y", "faut", "faudrait", "fait", "pleut", "reste", "existe", "neige", "parait"})

#: Between « moi » and its verb.
_SMALL = frozenset({",", "ne", "me", "en", "y"})


class Relative(Struct, frozen=True, kw_only=True):
    """« mon fils », as tokens first…last (half-open), and what is said of him, up to `end`."""

    first: int
    last: int
    end: int
    #: "male", "female", or "" for either or both.
    sex: str
    #: The events are for them; False: they are only spoken of.
    is_asked: bool

    def holds(self, index: int) -> bool:
        """What stands there is said of them."""
        return self.first <= index < self.end


class RelativeReader:
    """Finds relatives, and says of each whether the events are for them."""

    def __init__(self) -> None:
        data = load("interests/relatives")
        words = data["words"]
        kin = {f"{age} {sex}": listed for age in ("young", "grown") for sex, listed in data[age].items()}
        self._kin = _table(kin, words)
        men, women = ({k: v for k, v in kin.items() if k.endswith(f" {sex}")} for sex in ("male", "female"))
        #: Names of women alone: « cousine » is found as « cousin », its key.
        self._hers = _table(women, words).words - _table(men, words).words
        self._before, self._after, self._later = (_table(data[name], words) for name in ("before", "after", "later"))
        self._myself = _table({"myself": data["myself"]}, words)
        self._own = frozenset(map(fold, phrases(data["myself_verbs"])))
        self._goes_on = frozenset(map(fold, phrases(data["myself_before"])))
        #: Words (folded) that a speller should know.
        self.words = self._kin.words | self._before.words | self._after.words

    def find(self, text: Text) -> list[Relative]:
        """All relatives, from left to right."""
        kin = [self._sexed(text, match) for match in self._kin.find(text)]
        if not kin:
            return []
        before = {match.first: self._said_before(text, match.first) for match in kin}
        taken_up = self._taken_up(text, kin)
        groups = [g for g in _joined(text, kin) if before[g[0].first] != "self" or _is_owned(text, g[0].first)]
        alone = [group[0].first for group in groups if before[group[0].first] == "only"]
        myself = self._last_of_asker(text)
        found: list[Relative] = []
        for i, group in enumerate(groups):
            first, said = group[0].first, before[group[0].first].replace("self", "")
            claim = _CLAIMS[said] if said else self._claim(text, group)
            if _is_theirs(text, first, found[-1:]) or (said not in _FOR and (alone or myself >= group[-1].last)):
                claim = _TOLD
            if any(match.first in taken_up for match in group):
                claim = _ASKED
            following = groups[i + 1][0].first if i + 1 < len(groups) else len(text)
            end = _domain(text, group[-1].last, following)
            if claim == _TOLD and _is_told_something(text, first, group[-1].last):
                end = group[-1].last
            found += [
                Relative(
                    first=m.first, last=m.last, end=end, sex=_sex(m) or _heard(text, m, end), is_asked=claim > _TOLD
                )
                for m in group
            ]
        return found

    def _last_of_asker(self, text: Text) -> int:
        """Where « moi, je… » last sets the asker against the others; -1 when nowhere."""
        found = [match.first for match in self._myself.find(text)]
        for i in text.where.get("moi", ()):
            if text.fixed[i] == "moi":  # no month
                said = [t.fixed for t in text.tokens[i + 1 : i + 6] if t.fixed not in _SMALL]
                found += [i] if self._is_of_asker(said) else []
        return max(found, default=-1)

    def _is_of_asker(self, said: Sequence[str]) -> bool:
        """« moi, je cherche », not « moi je pense qu'il aimerait »."""
        if not said or said[0] not in self._goes_on:
            return False
        return said[0] != "je" or not self._own.isdisjoint(said[1:2])

    def _said_before(self, text: Text, first: int) -> str:
        """What the longest phrase right before a relative says of him; "" where none does."""
        cue = self._before.ending(text, first, LEAD)
        return cue.value if cue else ""

    def _claim(self, text: Text, group: Sequence[Match[str]]) -> int:
        """What the words after a relative make of him; children are spoken for, others only when something says so."""
        last = group[-1].last
        farthest = min(last + _REACH, len(text))
        end = next((i for i in range(last, farthest) if text.tokens[i].fixed in _BREAKS), farthest)
        cues = self._after.find(text, range(last, min(end + 1, len(text))))
        said = [_CLAIMS[cue.value] for cue in cues if cue.value != "is" or not _is_no_state(text, last, cue)]
        if not said:
            return _SPOKEN_OF if group[0].value.startswith("young") or _is_aged(text, last) else _TOLD
        is_apposition = text.tokens[last].fixed == ","  # « mon père, qui travaillait à la mine, aimerait revoir… »
        return max(said) if is_apposition else said[0]

    def _taken_up(self, text: Text, kin: Sequence[Match[str]]) -> set[int]:
        """Where those begin whom a pronoun takes up, the last before it that it fits: « mon mari … pour lui »."""
        found: set[int] = set()
        for cue in self._later.find(text):
            sex = cue.value.split()[1]
            before = kin[: bisect_right(kin, cue.first, key=attrgetter("last"))][-_MEANT:]
            fitting = [m.first for m in before if sex in ("any", _sex(m) or sex)]
            if fitting and not self._is_of_helper(text, cue):
                found.add(fitting[-1])
        return found

    def _is_of_helper(self, text: Text, cue: Match[str]) -> bool:
        """« il veut bien m'accompagner » asks nothing for him."""
        return any(other.value == "tells" for other in self._after.find(text, range(cue.first + 1, cue.last)))

    def _sexed(self, text: Text, match: Match[str]) -> Match[str]:
        is_hers = text.tokens[match.last - 1].fixed in self._hers or text.tokens[match.first].fixed in _HERS
        return replace(match, value=match.value.replace(" male", " female")) if is_hers else match


def _table(listed: Mapping[str, str], words: Mapping[str, str]) -> PhraseTable[str]:
    return PhraseTable((phrase, key) for key, entry in listed.items() for phrase in spelt(entry, words))


def _is_told_something(text: Text, first: int, last: int) -> bool:
    """« j'ai promis à ma mère de trouver du travail » speaks of the asker, « à mon frère, qui est au RSA » of him."""
    return first > 0 and text.tokens[first - 1].fixed == "a" and "qui" not in text.fixed[last : last + 2]


def _is_theirs(text: Text, first: int, previous: Sequence[Relative]) -> bool:
    """« mon frère et ses deux fils », when one only speaks of the brother."""
    return text.tokens[first].fixed in _THEIRS and any(not r.is_asked and r.end == first for r in previous)


def _sex(match: Match[str]) -> str:
    return match.value.partition(" ")[2]


def _heard(text: Text, match: Match[str], end: int) -> str:
    """« mon ado … il »: who is a boy; « il y a » says nothing."""
    said = text.fixed[match.last : end]
    if text.fixed[match.first] not in _ONE or "elle" in said:
        return ""
    return "male" if any(a == "il" and b not in _IMPERSONAL for a, b in pairwise(said)) else ""


def _joined(text: Text, kin: Sequence[Match[str]]) -> Iterator[list[Match[str]]]:
    """« mon fils et ma fille » share what is said of them."""
    group: list[Match[str]] = []
    for match in kin:
        between = {*text.fixed[group[-1].last : match.first]} if group else set()
        if not group or (between & _ADDS and between <= _JOINS):
            group.append(match)
        else:
            yield group
            group = [match]
    yield group


def _domain(text: Text, last: int, following: int) -> int:
    """Where one no longer speaks of a relative: at the end of the sentence, unless the next goes on with a pronoun.

    `following` is where one speaks of another.
    """
    for i in range(last, following):
        word = text.tokens[i].fixed
        if word in _SPEAKERS or (word == ":" and _counts_people(text, i + 1)):
            return i
        if word in _ENDS:
            after = [t.fixed for t in text.tokens[i + 1 : i + 3] if t.fixed not in _LINKS]
            if not after or after[0] not in _PRONOUNS:
                return i
    return following


def _counts_people(text: Text, i: int) -> bool:
    """« ma collègue est en congé : 22 collégiens », not « mon fils : 15 ans »."""
    number = number_at(text, i) if i < len(text) else None
    counted = text.fixed[number[1]] if number and number[1] < len(text) else ""
    return counted.endswith("s") and counted not in _YEARS


def _is_no_state(text: Text, last: int, cue: Match[str]) -> bool:
    """« est entré à l'usine », « a commencé à 14 ans », « est-ce que »; not « est en terminale », « a 14 ans »."""
    if text.fixed[cue.last - 1] not in _YEARS:
        been = text.fixed[cue.first - 1] in _ONESELF or not _GONE.isdisjoint(text.fixed[cue.last : cue.last + 1])
        return been or text.typed(cue.first, cue.first + 1).endswith("é")
    at = cue.first if text.fixed[cue.first] == "a" else cue.first - 1
    if text.fixed[at] != "a" or at == last:
        return False
    has = text.fixed[at - 1] in _HAVING or "a" not in text.fixed[last:at]
    return text.typed(at, at + 1).lower() == "à" or not has


def _is_aged(text: Text, last: int) -> bool:
    """« ma mère a 78 ans », « ma voisine Odette, 84 ans »: who tells an age speaks of who would come."""
    for i in range(last, min(last + _AGE_REACH, len(text) - 1)):
        number = number_at(text, i)
        if number:
            return number[1] < len(text) and text.tokens[number[1]].fixed in _YEARS
        if text.fixed[i] not in _AGED and not text.tokens[i].capital:
            return False
    return False


def _is_owned(text: Text, first: int) -> bool:
    """« parce que mon fils… », not « que des garçons »."""
    return text.fixed[first] in _OWNERS
