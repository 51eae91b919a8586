"""Who asks and who the events are for: classes, situations, trades, ages, sizes of groups."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct, structs
from msgspec.structs import replace

from intents.entries import phrases, span_of, spelt
from intents.model import Span
from intents.numbers import number_at
from intents.phrases import Match, PhraseTable
from intents.reader import words
from intents.relatives import Relative
from intents.scope import is_list
from intents.text import Text, fold, stem
from intents.vocabulary import load

T = TypeVar("T")
#: Groups of phrases that say who asks only after a cue of seeking.
_WORK = frozenset({"work", "working"})

#: Cues before what the asker is not: « j'ai un BTS », « je veux devenir prof », « agent dans un lycée ».
_NOT_NOW = {"has": ("pupils",), "past": ("pupils", "jobs"), "hoped": ("pupils", "jobs"), "works": ("pupils",)}
#: What adds grown-ups to a number of pupils.
_BESIDE = frozenset({"et", "+", "plus", "avec", "dont"})
_STUDENTS = ("etudiants",)
#: Those who lead young people without teaching; they are no audience.
_LEADERS = ("animateurs",)
_TEACHING = frozenset({("enseignants",), _LEADERS})
#: Roles of one person.
_ONES = ("self", "child")
_OWN = frozenset({"un", "une", "mon", "ma", "son", "sa"})
#: « je veux faire un apprentissage » asks for one.
_LOOKED_FOR = "apprentis"

#: « y a des boîtes » is no « à des boîtes ».
_THERE_ARE = ("y", "a")
#: « un petit boulot », and what work is of: « travail du bois », « emploi de conducteur ».
_SOME = frozenset({"un", "une", "du", "des", "petit", "petits", "vrai", "nouveau"})
_MATTER, _OF = frozenset({("du",), ("des",), ("de", "la"), ("de", "l")}), frozenset({("de",), ("d",), ("et",)})
#: Who seeks, by that name.
_SEEKING = frozenset({"demandeurs-emploi"})
#: How many words may stand between « je suis », « pour », « mes » and the audience they tell of.
_REACH = 3
#: A child is spoken of for longer: « ma fille qui se déplace en fauteuil prépare un bac techno ».
_CHILD_REACH = 12
_ENDS = frozenset({".", "?", "!", ";", ":", "…"})
_BREAKS = _ENDS | {",", "(", ")"}
_OWNERS = frozenset({"mon", "ma", "mes", "son", "sa", "ses", "notre", "nos"})
#: Words that may stand before the asker's own name for themselves: « bonjour, lycéen à Nice, … ».
_GREETINGS = frozenset({"bonjour", "bonsoir", "salut", "hello", "coucou", "alors", "et", "voila", "petit", "jeune"})


class AudienceValue(Struct, frozen=True, kw_only=True):
    """An audience that was named, and what it is to the asker."""

    #: Slugs of audiences.
    slugs: tuple[str, ...]
    #: "self": the asker's own; "job": the asker's trade; "child": their child's or another's whom they speak for;
    #: "pupils": those they lead; "for": those the events are open to.
    role: str


class PeopleReader:
    """Finds people.

    Families and values: "audience" (AudienceValue), "teacher", "class" and "alone" (True: the asker leads pupils; it is
    for a class; pupils do not come), "women" (True: reserved to them).
    """

    def __init__(self) -> None:
        data = load("interests/audiences")
        self._audiences = PhraseTable(audience_entries())
        self._cues = PhraseTable(_roles(data))
        self._reserved = PhraseTable(_valued(data["reserved"], data, True))
        self._alone = PhraseTable(_valued(data["alone"], data, True))
        self._staff = frozenset(stem(fold(word)) for word in phrases(data["staff"]))
        self._diplomas = frozenset(stem(fold(word)) for word in phrases(data["diplomas"]))
        self._over = {
            "jobs": PhraseTable(_valued(data["retired"], data, True)),
            "pupils": PhraseTable(_valued(data["done"], data, True)),
        }
        self._links = frozenset(fold(word) for listed in phrases(data["seek_links"]) for word in words(listed)) | {"1"}
        self._women = frozenset(map(fold, phrases(data["women"])))
        #: Words (folded) that a speller should know.
        self.words = frozenset(self._audiences.words | self._cues.words | self._women)

    def find(self, text: Text, relatives: Sequence[Relative] = ()) -> list[Span]:
        """All readings, in no order; what is said of `relatives` who are only spoken of asks for nothing."""
        cues = self._cues.find(text)
        found = [span_of(text, cue, "class", True) for cue in cues if cue.value == "pupils"]
        found += self._reservations(text)
        found += [span_of(text, match, "alone", True) for match in self._alone.find(text)]
        matches = self._audiences.find(text)
        if not matches:
            return found
        children = [Match(r.first, r.last, "child" if r.is_asked else "met", "") for r in relatives]
        for span in self._people(text, matches, sorted([*cues, *children], key=_end)):
            of = [r for r in relatives if r.holds(span.first)]
            if not of:
                found.append(span)
            elif of[-1].is_asked:  # « mon gendre voudrait changer de métier »
                is_theirs = span.family == "audience" and span.value.role == "self"
                found.append(structs.replace(span, value=replace(span.value, role="child")) if is_theirs else span)
        return found

    def _reservations(self, text: Text) -> Iterator[Span]:
        """« réservé aux lycéennes », where the audience itself is another reading."""
        for match in self._reserved.find(text):
            if match.last < len(text) and text.tokens[match.last].fixed in self._women:
                yield span_of(text, match, "women", True)

    def _people(
        self, text: Text, matches: Sequence[Match[tuple[str, str]]], cues: Sequence[Match[str]]
    ) -> Iterator[Span]:
        """Audiences, and teachers among them."""
        found: list[Span] = []
        hopes: list[Span] = []
        refuses = any(match.value[0] == "refusing" for match in matches)
        for match in matches:
            group, slug = match.value
            if match.first and text.fixed[match.first - 1 : match.first + 1] == _THERE_ARE:
                continue
            if not slug or (refuses and group == "seeking"):  # « je ne cherche pas d'emploi »
                continue
            cue = _nearest(text, match, cues, found[-1] if found else None)
            if group in _WORK:
                seeks = cue and cue.value == "seek" and self._are_links(text, cue.last, match.first)
                if seeks or (group == "work" and _is_wanted(text, match.first, match.last)):
                    wanted = found if group == "work" else hopes
                    wanted.append(span_of(text, match, "audience", AudienceValue(slugs=(slug,), role="self")))
            elif role := self._role(text, match, cue, found[-1] if found else None):
                found.append(span_of(text, match, "audience", AudienceValue(slugs=(slug,), role=role)))
        found = self._without_diplomas(text, found)
        yield from (span for span in found if span.value.slugs != _LEADERS)
        if not any(span.value.role in ("self", "child", "pupils") for span in found):
            yield from hopes
        for span in found:
            if span.value.role == "job" and span.value.slugs in _TEACHING:
                yield structs.replace(span, family="teacher", value=True)

    def _without_diplomas(self, text: Text, found: list[Span]) -> list[Span]:
        """« un apprentissage en CAP » makes no other pupil."""
        if not any(s.value.slugs == (_LOOKED_FOR,) and s.value.role in _ONES for s in found):
            return found
        return [
            s
            for s in found
            if s.value.slugs == (_LOOKED_FOR,)
            or s.value.role not in (*_ONES, "for")
            or self._diplomas.isdisjoint(text.keys[s.first : s.last])
        ]

    def _role(
        self, text: Text, match: Match[tuple[str, str]], cue: Match[str] | None, previous: Span | None
    ) -> str | None:
        """What an audience is to the asker, told by the nearest cue; None when it is only someone to meet."""
        group, said = match.value[0], cue.value if cue else ""
        if said == "met":  # « notre prof » and « rencontrer des apprentis » do not ask
            return None
        if cue and said in _NOT_NOW:
            if group in _NOT_NOW[said] and self._is_not_now(text, match, cue):
                return None
            said = ""
        if group in self._over and self._is_over(text, match.last, self._over[group]):
            return None
        if group == "firms":
            return "job" if self._is_firm_of_asker(text, match) else None
        if group == "jobs" and (said == "beside" or (said != "self" and self._is_counted(text, match.first))):
            return None
        if group == "jobs" and said != "for" and match.first and text.tokens[match.first - 1].fixed in _OWNERS:
            return None  # « notre chef d'atelier »
        if group == "jobs":
            # « pour les entreprises et les RH »
            listed = (
                previous is not None and previous.value.role == "for" and _is_listed(text, previous.last, match.first)
            )
            return "for" if said == "for" or listed else "job"
        if group == "everyone":
            return "for"
        if group == "seeking":
            return said if said in ("for", "pupils", "child") else "self"
        if said in ("self", "pupils", "child", "for"):
            return said
        if previous and _is_clear(text, previous.last, match.first, _REACH, _BREAKS):
            # « en prépa au lycée Thiers »
            is_housed = previous.value.slugs == _STUDENTS and "lycee" in text.keys[match.first : match.last]
            return None if is_housed else _following(previous.value.role)
        if cue and said == "seek" and self._are_links(text, cue.last, match.first):
            return "self" if match.value[1] == _LOOKED_FOR else None  # « je cherche une école d'ingénieurs »
        return "self" if _opens_clause(text, match.first) else "for"

    def _is_not_now(self, text: Text, match: Match[tuple[str, str]], cue: Match[str]) -> bool:
        """« j'ai un BTS », « j'ai quitté le lycée », « je veux devenir prof », « agent dans un lycée »."""
        if match.first - cue.last > 1 or match.first <= cue.first:
            return False
        if cue.value == "has":
            said = text.keys[cue.last : match.last]
            return said[0] in _OWN and not self._diplomas.isdisjoint(said)
        return cue.value == "past" or match.value[1] != _LOOKED_FOR

    def _is_firm_of_asker(self, text: Text, match: Match[tuple[str, str]]) -> bool:
        """« PME de 15 salariés, nous cherchons… », « on a un atelier de 6 personnes »."""
        number = number_at(text, match.last + 1) if text.fixed[match.last : match.last + 1] == ("de",) else None
        counted = number is not None and not self._staff.isdisjoint(text.keys[number[1] : number[1] + 1])
        return counted and _opens_clause(text, match.first)

    @staticmethod
    def _is_counted(text: Text, first: int) -> bool:
        """« 28 élèves et 3 profs »."""
        number = number_at(text, first - 1) if first > 1 else None
        return number is not None and number[0] > 1 and text.keys[first - 2] in _BESIDE

    @staticmethod
    def _is_over(text: Text, last: int, table: PhraseTable[bool]) -> bool:
        """« prof de maths à la retraite », « le bac en poche »."""
        ahead = range(last, min(last + _REACH + 1, len(text)))
        return any(table.at(text, i) and _is_clear(text, last, i, _REACH, _BREAKS) for i in ahead)

    def _are_links(self, text: Text, first: int, last: int) -> bool:
        """« cherche [vite un petit] boulot »."""
        return self._links.issuperset(text.fixed[first:last])


def audience_entries() -> Iterator[tuple[str, tuple[str, str]]]:
    """Phrases that name people: the group of audiences.yaml that holds each, and the slug; no slug for no people."""
    data = load("interests/audiences")
    yield from _valued(data["not_seeking"], data, ("", ""))
    yield from _valued(data["refusing"], data, ("refusing", ""))
    for group in ("seeking", "work", "working", "firms", "jobs", "everyone", "pupils"):
        for slug, listed in data[group].items():
            yield from _valued(listed, data, (group, slug))


def _roles(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _valued(data["not_class"], data, "")
    for role, listed in data["cues"].items():
        yield from _valued(listed, data, role)


def _valued(listed: str, data: dict[str, Any], value: T) -> Iterator[tuple[str, T]]:
    for phrase in spelt(listed, data["words"]):
        yield phrase, value


def _nearest(
    text: Text, match: Match[tuple[str, str]], cues: Sequence[Match[str]], previous: Span | None
) -> Match[str] | None:
    """The cue that governs an audience: the last before it or in it, after any other audience."""
    floor = previous.last if previous else 0
    for i in range(bisect_right(cues, match.last, key=_end) - 1, -1, -1):
        cue = cues[i]
        if cue.last <= floor or cue.last < match.first - _CHILD_REACH:
            return None
        if cue.value == "seek" and cue.first >= match.first and match.value[1] in _SEEKING:  # « en recherche d'emploi »
            continue
        reach, breaks = (_CHILD_REACH, _ENDS) if cue.value == "child" else (_REACH, _BREAKS)
        if cue.value and _is_clear(text, cue.last, match.first, reach, breaks):
            return cue
    return None


def _end(match: Match[str]) -> int:
    return match.last


def _is_clear(text: Text, first: int, last: int, reach: int, breaks: frozenset[str]) -> bool:
    """Few words and no break between two tokens."""
    return last - first <= reach and breaks.isdisjoint(text.fixed[first:last])


def _is_wanted(text: Text, first: int, last: int) -> bool:
    """« du boulot à Gap », « job Gap » open what is asked; « travail du bois », « visite à Gap, travail à Aix » not."""
    some = first
    while some and text.fixed[some - 1] in _SOME:
        some -= 1
    begins = _opens_clause(text, some) if some < first else not some
    matter = text.fixed[last : last + 2]
    return begins and matter[:1] not in _MATTER and matter not in _MATTER and (some < first or matter[:1] not in _OF)


def _is_listed(text: Text, first: int, last: int) -> bool:
    return first < last <= first + _REACH and is_list(text.fixed[first:last])


def _following(role: str) -> str:
    """An audience that follows another: « étudiante en BUT », « prof en lycée »."""
    return "pupils" if role == "job" else role


def _opens_clause(text: Text, first: int) -> bool:
    before = text.tokens[first - 1].fixed if first else ""
    return not first or before in _BREAKS or before in _GREETINGS
