"""The clauses of a message with their readings: who speaks in each, what its request takes up of what is told."""

from collections.abc import Sequence, Set
from functools import cached_property
from itertools import pairwise

from intents.clauses import Clause, says
from intents.model import Span
from intents.stories import Story
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: Who asks, among the subjects of clauses; owners are subjects too: « ma sœur se marie ».
ASKERS = frozenset({"je", "on", "nous"})
SUBJECTS = _WORDS["subjects"] | _WORDS["owners"]
#: What tells a taste.
TASTES = _WORDS["liking"] | _WORDS["tasting"]
#: « je me dirige vers la chimie ».
_TOWARDS = "vers"
_ELSE = ("quoi", "de", "autre")
#: « là-bas », « à moins de 40 km ».
_THERE = frozenset({"here", "radius"})


class Tale:
    """One message; without a story in it, nothing that is said here matters."""

    def __init__(self, text: Text, spans: Sequence[Span], clauses: Sequence[Clause], story: Story) -> None:
        """`spans` are the readings that the message does not refuse."""
        self.text, self.spans, self.clauses, self.story = text, spans, clauses, story
        #: The clause of each token.
        self.clause_of = [clause for clause in clauses for _ in range(clause.first, clause.last)]
        #: The families of the readings that begin at a token.
        self._begun: dict[int, list[str]] = {}
        for span in spans:
            self._begun.setdefault(span.first, []).append(span.family)

    def holds(self, clause: Clause, *families: str) -> bool:
        """Whether a reading of one of these families begins in a clause."""
        begun = (self._begun.get(i, ()) for i in range(clause.first, clause.last))
        return any(family in families for found in begun for family in found)

    def is_past(self, clause: Clause) -> bool:
        """« l'usine a fermé »."""
        return self.story.is_past(clause.first, clause.last)

    def main(self, clause: Clause) -> Clause:
        """The clause that one goes on with: « je les reçois, tous les trois, du 18 au 21 »."""
        before = self.clauses[: self.clauses.index(clause) + 1]
        return next((c for c in reversed(before) if not c.goes_on), clause)

    def led_to(self, clause: Clause) -> Clause:
        """The clause that one without a subject leads to: « le week-end du 21, je reçois une amie »."""
        after = self.clauses[self.clauses.index(clause) + 1 :][:1]
        bare = SUBJECTS.isdisjoint(self.text.fixed[clause.first : clause.last])
        return after[0] if bare and after and after[0].sentence == clause.sentence else clause

    def is_of_asker(self, clause: Clause) -> bool:
        """« nous serons en ville mardi », not « ma sœur se marie mardi »."""
        if self.is_past(clause):
            return False
        words = self.text.fixed[clause.first : clause.last]
        subject = next((word for word in words if word in SUBJECTS), "")
        return subject in ASKERS or any(word.endswith("ons") for word in words)  # « mon mari et moi séjournons »

    def considers(self, clause: Clause) -> bool:
        """« donc je regarde la chimie », « je pense au bois », not « je pense que le bois coûte cher »."""
        pairs = pairwise(self.text.fixed[clause.first : clause.last])
        return any(
            (word in _WORDS["considering"] and after in _WORDS["considered"])
            or (word in _WORDS["turning_to"] and after == _TOWARDS)
            for word, after in pairs
        )

    def tells_taste(self, clause: Clause) -> bool:
        """« ma fille ne jure que par la chimie »."""
        return not self.story.tastes.isdisjoint(range(clause.first, clause.last)) and not self.is_past(clause)

    def requests(self, words: frozenset[str]) -> bool:
        """Whether a request has one of these words."""
        return any(c.is_request and says(self.text, c, words) for c in self.clauses)

    def asks_for(self, family: str, role: str = "") -> bool:
        """Whether a request names a place; with a role, an audience that is that to the asker."""
        named = (s for s in self.spans if s.family == family and (not role or s.value.role == role))
        return any(self.clause_of[s.first].is_request for s in named)

    @cached_property
    def asker_is_told(self) -> bool:
        """« je suis étudiante »."""
        return any(s.family == "audience" and s.value.role == "self" for s in self.spans)

    @cached_property
    def kinds_liked(self) -> Set[int]:
        """Tokens at which kinds begin that a taste names and no question: « j'aime les forums. Vous avez quoi ? »."""
        kinds = [s for s in self.spans if s.family == "kind"]
        if not kinds or any(self.clause_of[s.first].asks for s in kinds):
            return frozenset()
        tastes = {c for c in self.clauses if says(self.text, c, TASTES) and not self.is_past(c)}
        tastes |= {c for c in self.clauses if self.tells_taste(c)}
        for before, clause in pairwise(self.clauses):  # « ma femme aime les visites, moi les débats »
            tastes |= {clause} if clause.goes_on and before in tastes else set()
        return {s.first for s in kinds if self.clause_of[s.first] in tastes}

    @cached_property
    def asks_for_others(self) -> bool:
        """« y en a-t-il d'autres ? », not « quoi d'autre ? »."""
        asking = [self.text.fixed[c.first : c.last] for c in self.clauses if c.asks]
        return any(
            not _WORDS["others_like_it"].isdisjoint(words)
            and _ELSE not in zip(words, words[1:], words[2:], strict=False)
            for words in asking
        )

    @cached_property
    def is_here(self) -> bool:
        """« là-bas »."""
        return any(s.family == "here" and self.clause_of[s.first].asks for s in self.spans)

    @cached_property
    def is_there(self) -> bool:
        """« là-bas », « à moins de 40 km »."""
        return any(s.family in _THERE and self.clause_of[s.first].asks for s in self.spans)

    @cached_property
    def takes_up_days(self) -> bool:
        """« ce jour-là »."""
        return any(self.clause_of[i].asks for i in self.story.days_taken_up)

    @cached_property
    def clause_of_days(self) -> Clause | None:
        """The last clause before « ce jour-là » that names days."""
        asking = (self.clause_of[i] for i in self.story.days_taken_up)
        first = min((clause.first for clause in asking if clause.asks), default=0)
        dated = [s for s in self.spans if s.family == "date" and s.first < first and s.value.periods]
        return self.clause_of[dated[-1].first] if dated else None

    @cached_property
    def clause_of_kind(self) -> Clause | None:
        """The clause whose kind a request takes up: « on m'a parlé de forums pour les jeunes. Où ont-ils lieu ? »."""
        requests = [self.clause_of[i] for i in self.story.kinds_taken_up]
        first = min((clause.first for clause in requests if clause.is_request), default=0)
        kinds = [s for s in self.spans if s.family == "kind"]
        if any(self.clause_of[s.first].is_request for s in kinds):
            return None
        before = [s for s in kinds if s.first < first]
        return self.clause_of[before[-1].first] if before else None
