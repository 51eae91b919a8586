"""Who asks and who the events are for: classes, situations, trades, ages, sizes of groups."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from msgspec import Struct, structs
from msgspec.structs import replace

from intents.beside_people import (
    SEEKER,
    end_of,
    is_beside,
    is_housing,
    is_listed,
    is_of_minor,
    is_of_ours,
    is_wanted,
    nearest,
    opens_clause,
)
from intents.entries import phrases, span_at, span_of, spelt
from intents.lost_work import LostWork
from intents.model import Span
from intents.numbers import number_at
from intents.phrases import Match, PhraseTable
from intents.reader import words
from intents.relatives import Relative
from intents.text import Text, fold, stem
from intents.vocabulary import load

T = TypeVar("T")
#: Groups of phrases that say who asks only after a cue of seeking.
_ONE_DAY = "working"
_WORK = frozenset({"work", _ONE_DAY})

#: Cues before what the asker is not: « j'ai un BTS », « je veux devenir prof », « agent dans un lycée ».
_NOT_NOW = {
    "has": ("pupils",),
    "past": ("pupils", "jobs"),
    "no_more": ("pupils", "jobs", "seeking"),
    "hoped": ("pupils", "jobs"),
    "lacks": ("pupils",),
    "works": ("pupils",),
}
_BEFORE_NOW = frozenset({"past", "no_more"})
#: Those who lead firms, and what makes one of them somebody else.
_FIRMS, _THE = "entreprises", frozenset({"le", "la"})
#: What one is no more.
_FORMER = "former"
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
_OWNERS = frozenset({"mon", "ma", "mes", "son", "sa", "ses", "notre", "nos"})


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
    for a class; pupils do not come), "women" (True: reserved to them), "former" (slugs: what the asker is no more).
    """

    def __init__(self) -> None:
        data = load("interests/audiences")
        self._audiences = PhraseTable(audience_entries())
        self._cues = PhraseTable(_roles(data))
        self._reserved = PhraseTable(_valued(data["reserved"], data, True))
        self._dreams = PhraseTable(_valued(data["dreams"], data, True))
        self._alone = PhraseTable(_valued(data["alone"], data, True))
        self._staff = frozenset(stem(fold(word)) for word in phrases(data["staff"]))
        self._diplomas = frozenset(stem(fold(word)) for word in phrases(data["diplomas"]))
        self._over = {
            "jobs": PhraseTable(_valued(data["retired"], data, True)),
            "pupils": PhraseTable(_valued(data["done"], data, True)),
        }
        self._lost = LostWork(_valued(data["ends"], data, True))
        self._links = frozenset(fold(word) for listed in phrases(data["seek_links"]) for word in words(listed)) | {"1"}
        self._women, self._only = (frozenset(map(fold, phrases(data[name]))) for name in ("women", "only"))
        #: Words (folded) that a speller should know.
        self.words = frozenset(self._audiences.words | self._cues.words | self._women)

    def find(self, text: Text, relatives: Sequence[Relative] = ()) -> list[Span]:
        """All readings, in no order; what is said of `relatives` who are only spoken of asks for nothing."""
        cues = self._cues.find(text)
        found = [span_of(text, cue, "class", True) for cue in cues if cue.value == "pupils"]
        found += self._reservations(text)
        matches = self._audiences.find(text)
        leads = any(match.value[0] == "jobs" for match in matches)
        alone = (match for match in self._alone.find(text) if leads or is_of_ours(text, match))
        found += [span_of(text, match, "alone", True) for match in alone]
        if not matches:
            return found
        children = [Match(r.first, r.last, "child" if r.is_asked else "met", "") for r in relatives]
        for span in self._people(text, matches, sorted([*cues, *children], key=end_of)):
            of = [r for r in relatives if r.holds(span.first)]
            if not of:
                found.append(span)
            elif of[-1].is_asked:  # « mon gendre voudrait changer de métier »
                is_theirs = span.family == "audience" and span.value.role == "self"
                found.append(structs.replace(span, value=replace(span.value, role="child")) if is_theirs else span)
        return found

    def _reservations(self, text: Text) -> Iterator[Span]:
        """« réservé aux lycéennes », « lycéennes uniquement », where the audience itself is another reading."""
        if self._women.isdisjoint(text.fixed):
            return
        for i in range(1, len(text)):
            if text.fixed[i] in self._only and text.fixed[i - 1] in self._women:
                yield span_at(text, i, i + 1, "women", True, rule=text.fixed[i])
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
            if self._lost.is_named(text, match):
                match = replace(match, value=("seeking", SEEKER))
                group, slug = match.value
            elif group == "contracts":
                continue
            cue = nearest(text, match, cues, found[-1] if found else None)
            if group == _ONE_DAY and is_of_minor(text, match.first):
                continue
            if group in _WORK:
                seeks = cue and cue.value == "seek" and self._are_links(text, cue.last, match.first)
                if seeks or (group == "work" and is_wanted(text, match.first, match.last)):
                    wanted = found if group == "work" else hopes
                    wanted.append(span_of(text, match, "audience", AudienceValue(slugs=(slug,), role="self")))
            elif role := self._role(text, match, cue, found[-1] if found else None):
                found.append(span_of(text, match, "audience", AudienceValue(slugs=(slug,), role=role)))
        found = self._without_diplomas(text, found)
        yield from (_as_former(span) for span in found if span.value.slugs != _LEADERS)
        is_asker = any(span.value.role in ("self", "child", "pupils") for span in found)
        if hopes and not is_asker and not self._dreams.find(text):
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
                return _FORMER if said == "no_more" else None
            said = ""
        if group in self._over and self._is_over(text, match.last, self._over[group]):
            return None
        if group == "heads":
            return "job" if said == "self" or opens_clause(text, match.first) else None
        if group == "firms":
            return "job" if self._is_firm_of_asker(text, match) else None
        if group == "jobs" and (said == "beside" or (said != "self" and self._is_counted(text, match.first))):
            return None
        if group == "jobs" and said != "for" and match.first and text.tokens[match.first - 1].fixed in _OWNERS:
            return None  # « notre chef d'atelier »
        is_other = match.first > 0 and text.fixed[match.first - 1] in _THE
        if group == "jobs" and not said and match.value[1] == _FIRMS and is_other:
            return None  # « le patron d'une boîte m'a dit »
        if group == "jobs":
            # « pour les entreprises et les RH »
            listed = (
                previous is not None and previous.value.role == "for" and is_listed(text, previous.last, match.first)
            )
            return "for" if said == "for" or listed else "job"
        if group == "everyone":
            return "for"
        if group == "seeking":
            return said if said in ("for", "pupils", "child") else "self"
        if said in ("self", "pupils", "child", "for"):
            return said
        if previous and previous.value.role == "job" and is_housing(text, previous.last, match.first):
            return "pupils"  # « professeure à Embrun, dans un petit collège »
        if previous and is_beside(text, previous.last, match.first):
            if previous.value.role == _FORMER and "mais" in text.fixed[previous.last : match.first]:
                return "self"  # « plus lycéen mais étudiant »
            # « en prépa au lycée Thiers »
            is_housed = previous.value.slugs == _STUDENTS and "lycee" in text.keys[match.first : match.last]
            return None if is_housed else _following(previous.value.role)
        if cue and said == "seek" and self._are_links(text, cue.last, match.first):
            return "self" if match.value[1] == _LOOKED_FOR else None  # « je cherche une école d'ingénieurs »
        return "self" if opens_clause(text, match.first) else "for"

    def _is_not_now(self, text: Text, match: Match[tuple[str, str]], cue: Match[str]) -> bool:
        """« j'ai un BTS », « j'ai quitté le lycée », « je veux devenir prof », « agent dans un lycée »."""
        if match.first - cue.last > 1 or match.first <= cue.first:
            return False
        if cue.value == "has":
            said = text.keys[cue.last : match.last]
            return said[0] in _OWN and not self._diplomas.isdisjoint(said)
        if cue.value == "lacks":  # « sans le bac », not « sans les lycéens »
            return not self._diplomas.isdisjoint(text.keys[match.first : match.last])
        return cue.value in _BEFORE_NOW or match.value[1] != _LOOKED_FOR

    def _is_firm_of_asker(self, text: Text, match: Match[tuple[str, str]]) -> bool:
        """« PME de 15 salariés, nous cherchons… », « on a un atelier de 6 personnes »."""
        number = number_at(text, match.last + 1) if text.fixed[match.last : match.last + 1] == ("de",) else None
        counted = number is not None and not self._staff.isdisjoint(text.keys[number[1] : number[1] + 1])
        return counted and opens_clause(text, match.first)

    @staticmethod
    def _is_counted(text: Text, first: int) -> bool:
        """« 28 élèves et 3 profs »."""
        number = number_at(text, first - 1) if first > 1 else None
        return number is not None and number[0] > 1 and text.keys[first - 2] in _BESIDE

    @staticmethod
    def _is_over(text: Text, last: int, table: PhraseTable[bool]) -> bool:
        """« prof de maths à la retraite », « le bac en poche »."""
        ahead = range(last, len(text))
        return any(table.at(text, i) for i in takewhile(lambda i: is_beside(text, last, i), ahead))

    def _are_links(self, text: Text, first: int, last: int) -> bool:
        """« cherche [vite un petit] boulot »."""
        return self._links.issuperset(text.fixed[first:last])


def audience_entries() -> Iterator[tuple[str, tuple[str, str]]]:
    """Phrases that name people: the group of audiences.yaml that holds each, and the slug; no slug for no people."""
    data = load("interests/audiences")
    yield from _valued(data["not_seeking"], data, ("", ""))
    yield from _valued(data["refusing"], data, ("refusing", ""))
    for group in ("seeking", "work", "working", "contracts", "firms", "heads", "jobs", "everyone", "pupils"):
        for slug, listed in data[group].items():
            yield from _valued(listed, data, (group, slug))


def _roles(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _valued(data["not_class"], data, "")
    for role, listed in data["cues"].items():
        yield from _valued(listed, data, role)


def _valued(listed: str, data: dict[str, Any], value: T) -> Iterator[tuple[str, T]]:
    for phrase in spelt(listed, data["words"]):
        yield phrase, value


def _as_former(span: Span) -> Span:
    """What the asker is no more is no audience."""
    return structs.replace(span, family=_FORMER, value=span.value.slugs) if span.value.role == _FORMER else span


def _following(role: str) -> str:
    """An audience that follows another: « étudiante en BUT », « prof en lycée »."""
    return "pupils" if role == "job" else role
