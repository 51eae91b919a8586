"""What a long message only tells: the readings of its story that are not asked for."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from intents.clauses import Clause, explains, says
from intents.horizon import Horizon
from intents.model import Span
from intents.online import ON_THE_SPOT
from intents.stories import Story
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: « rêver », « vouloir », not « chercher ».
ASPIRING = _WORDS["wishing"] - _WORDS["looking"]
TOPICS = frozenset({"sector", "theme", "interest", "product"})
#: Who asks, among the subjects of clauses; owners are subjects too: « ma sœur se marie ».
_ASKERS, _SUBJECTS = frozenset({"je", "on", "nous"}), _WORDS["subjects"] | _WORDS["owners"]
#: « nous serons à Gap », not « des amis de Gap »; « le bus va jusqu'à Gap ».
_FROM, _UP_TO = frozenset({"de", "du", "d"}), frozenset({"jusque", "jusqu"})
#: « je vous écris pour mon voisin », « de la part de mon voisin ».
_ON_BEHALF = frozenset({"pour", "part"})
#: « là-bas », « à moins de 40 km ».
_THERE = frozenset({"here", "radius"})
_THE = frozenset({"le", "la", "l"})
#: What a request takes up: « une expo pour lui ».
_HIM = frozenset(
    {
        "lui",
        "elle",
        "eux",
        "elles",
        "emmener",
        "emmene",
        "accompagner",
        "amener",
        "inscrire",
        "occuper",
        "distraire",
        "surprendre",
    }
)
_EVERY = frozenset({"tous", "toutes", "chaque"})
#: « veut », and what one may want to do.
_WANTING, _BECOMING = (("veut",), ("veulent",)), frozenset({"devenir", "travailler", "apprendre", "etre", "bosser"})
#: What a kind that is taken up brings along.
_BROUGHT = frozenset({"audience", "place"})
#: Whose relatives begin another story.
_OURS = frozenset({"mon", "ma", "mes", "notre", "nos"})
_HE = frozenset({"il", "ils", "lui", "leur"})
#: Words before a span that say whose it is, and for whom.
_REACH = 3


class Telling:
    """The story of a message around its request; without one, nothing is only told."""

    def __init__(
        self,
        text: Text,
        spans: Sequence[Span],
        now: datetime,
        clauses: Sequence[Clause],
        story: Story,
        horizon: Horizon,
    ) -> None:
        """`spans` are the readings that the message does not refuse; `now` is local."""
        self._text, self._spans, self._now, self._clauses, self._story = text, spans, now, clauses, story
        self._horizon = horizon
        #: The clause of each token.
        self.clause_of = [clause for clause in clauses for _ in range(clause.first, clause.last)]

    def outright(self, spans: list[Span]) -> list[Span]:
        """In a story, less what comes before the request and of which the request has its own.

        « il ne veut plus aller au lycée à Gap : y a-t-il des forums à Digne ? »
        """
        if not self._story.is_told:
            return spans
        start = next((c.first for c in self._clauses if c.is_request), 0)
        asked = {
            _kind_of(s) for s in spans if self.clause_of[s.first].is_request and (s.family != "date" or s.value.periods)
        }
        asked |= (
            {"place"}
            if any(s.family == "online" and s.value and self.clause_of[s.first].is_request for s in spans)
            else set()
        )
        return [
            s for s in spans if s.first >= start or _kind_of(s) not in asked - {""} or is_home(s) or self._is_free(s)
        ]

    def _is_free(self, span: Span) -> bool:
        """« je suis libre samedi », « je préfère le matin »."""
        clause = self.clause_of[span.first]
        is_hour = span.family == "date" and not span.value.periods
        return says(self._text, clause, _WORDS["available"]) or (is_hour and self._is_of_asker(clause))

    def is_only_told(self, span: Span) -> bool:
        """« j'ai eu un entretien à Gap », « mon mari est guide », in a message that asks for something else."""
        clause = self.clause_of[span.first]
        if self._story.is_told and span.family == "group_size" and not self._is_of_class(clause):
            return not self._leads_class or any(map(self._is_of_class, self._counted))
        if self._story.is_told and span.rule == ON_THE_SPOT and any(s.family == "place" for s in self._spans):
            return True  # « je dépose une classe à Orange, que voir sur place ? »
        if not self._story.is_told or clause.is_request:
            return False
        if span.family == "women":
            return span.value is False and not self._is_of_who_would_go(span, clause)
        if clause.asks is not False or (clause is self.clause_of_kind and span.family in _BROUGHT):
            return False
        if not (self._horizon.holds(span) or is_home(span) or (span.family == "date" and self.is_taken_up)):
            return True
        match span.family:
            case "place":
                if is_home(span):
                    return self._is_past_home(span, clause)
                if explains(self._text, clause.first):  # « pas mardi, car je serai à Gap »
                    return not self._is_here or self._story.is_past(clause.first, clause.last)
                if span.value.preposition in _FROM:
                    return True
                return not (self._is_there or self._is_stay(span, clause))
            case "date":
                if self._is_nowadays(span, clause) or self._is_habit(span, clause):
                    return True
                if is_planned(self._text, span) or says(self._text, clause, _WORDS["set_aside"]):
                    return False
                if self.is_taken_up:
                    return clause is not self._clause_taken_up
                if not span.value.periods and explains(self._text, clause.first):
                    return True  # « comme je vais chez le dentiste à 10 h »
                if self._is_of_another(span):
                    return True
                both = (clause, self.main(clause), self._led_to(clause))
                comes = any(self._story.comes(c.first, c.last) for c in both)
                return not (comes or self._is_of_outing(clause) or any(map(self._is_of_asker, both)))
            case "audience":
                if (
                    span.value.role == "pupils"
                ):  # « documentaliste au collège, … des webinaires pour les enseignants ? »
                    return self._asks_for_audience
                if span.value.role == "job":  # « mon patron, qui dirige une PME »
                    return self._text.fixed[clause.first] == "qui"
                if span.value.role == "child":  # « je suis au chômage, mon fils est étudiant »
                    return self._asker_is_told and not self._asks_for_him
                return span.value.role == "for" and not self._is_own(span) and not self._is_of_class(clause)
            case "whole-region":
                return not self._is_of_asker(clause)
            case "online":
                return self._story.is_past(clause.first, clause.last)
            case "radius":  # « il a plongé à 500 m »
                return not self._is_of_asker(clause)
            case "home-near":  # « je travaille juste à côté »
                return self._is_there or self._asks_for_place
            case "free":
                return self._story.is_past(clause.first, clause.last)
        return False

    def refuses(self, span: Span) -> bool:
        """Whether a reading that is negated is refused: « pas de forum », not « mon frère n'ira jamais à un forum »."""
        clause = self.clause_of[span.first]
        if not self._story.is_told or clause.asks is not False or span.family == "date":
            return True
        before = self._text.fixed[clause.first : span.first]
        denied = next((i for i, word in enumerate(before) if word in _WORDS["denying"]), len(before))
        if denied < len(before) and _SUBJECTS.isdisjoint(before[:denied]):
            return True  # « donc pas de forum »
        if span.family == "kind" and self._text.fixed[span.first - 1] in _THE:
            return False  # « je ne peux pas quitter l'atelier »
        return not self.is_only_told(span) and self._story.refuses(clause.first, clause.last)

    def _is_nowadays(self, date: Span, clause: Clause) -> bool:
        """« aujourd'hui je suis sans emploi », not « je suis à Gap aujourd'hui »."""
        periods = date.value.periods
        today = bool(periods) and all(p.start and p.start.date() == self._now.date() for p in periods)
        return today and not any(s.family == "place" and clause.first <= s.first < clause.last for s in self._spans)

    def main(self, clause: Clause) -> Clause:
        """The clause that one goes on with: « je les reçois, tous les trois, du 18 au 21 »."""
        before = self._clauses[: self._clauses.index(clause) + 1]
        return next((c for c in reversed(before) if not c.goes_on), clause)

    def _led_to(self, clause: Clause) -> Clause:
        """The clause that one without a subject leads to: « le week-end du 21, je reçois une amie »."""
        after = self._clauses[self._clauses.index(clause) + 1 :][:1]
        bare = _SUBJECTS.isdisjoint(self._text.fixed[clause.first : clause.last])
        return after[0] if bare and after and after[0].sentence == clause.sentence else clause

    def _is_past_home(self, place: Span, clause: Clause) -> bool:
        """« j'étais étudiante à Aix », where one lives elsewhere now."""
        others = (s for s in self._spans if is_home(s) and s is not place)
        now = any(not self._story.is_past(c.first, c.last) for c in (self.clause_of[s.first] for s in others))
        return now and self._story.is_past(clause.first, clause.last)

    def _is_habit(self, date: Span, clause: Clause) -> bool:
        """« j'anime un atelier tous les jeudis », not « je suis libre tous les jeudis »."""
        return self._text.fixed[date.first] in _EVERY and not says(self._text, clause, _WORDS["available"])

    def _is_of_outing(self, clause: Clause) -> bool:
        """« le club organise une sortie le 24 »."""
        past = self._story.is_past(clause.first, clause.last)
        return not past and any(s.family == "generic" and clause.first <= s.first < clause.last for s in self._spans)

    @cached_property
    def clause_of_kind(self) -> Clause | None:
        """The clause whose kind a request takes up: « on m'a parlé de forums pour les jeunes. Où ont-ils lieu ? »."""
        asking = [c for c in self._clauses if c.is_request and self._story.takes_up_kind(c.first, c.last)]
        named = (s.first for s in self._spans if s.family == "kind" and self.clause_of[s.first].asks)
        if not self._story.is_told or not asking or next(named, None) is not None:
            return None
        before = [s for s in self._spans if s.family == "kind" and s.first < asking[0].first]
        return self.clause_of[before[-1].first] if before else None

    @cached_property
    def _clause_taken_up(self) -> Clause | None:
        """The last clause before « ce jour-là » that names days."""
        first = next((c.first for c in self._clauses if c.asks and self._story.takes_up(c.first, c.last)), 0)
        dated = (s for s in self._spans if s.family == "date" and s.first < first and s.value.periods)
        return next((self.clause_of[s.first] for s in reversed([*dated])), None)

    @cached_property
    def _asker_is_told(self) -> bool:
        return any(s.family == "audience" and s.value.role == "self" for s in self._spans)

    @cached_property
    def _asks_for_him(self) -> bool:
        """« un atelier pour lui », « où l'emmener ? »."""
        return any(c.is_request and says(self._text, c, _HIM) for c in self._clauses)

    def _is_stay(self, place: Span, clause: Clause) -> bool:
        """« nous passons la semaine à Fréjus », not « je garde le fils d'amis de Fréjus »."""
        said = self._text.fixed[clause.first : place.first]
        before = set(said)
        if any(word == "et" and after in _WORDS["owners"] for word, after in pairwise(said)):
            return False  # « j'habite Gap et mes parents à Embrun »
        if _UP_TO & before or not _WORDS["available"].isdisjoint(before):
            return True
        return "qui" not in before and self._is_of_asker(clause)

    def _is_own(self, span: Span) -> bool:
        """« dans mon collège », « mon asso d'étudiants »."""
        return not _WORDS["owners"].isdisjoint(self._text.fixed[max(0, span.first - _REACH) : span.last])

    def _is_of_asker(self, clause: Clause) -> bool:
        """« nous serons en ville mardi », not « ma sœur se marie mardi »."""
        if self._story.is_past(clause.first, clause.last):
            return False
        words = self._text.fixed[clause.first : clause.last]
        subject = next((word for word in words if word in _SUBJECTS), "")
        return subject in _ASKERS or any(word.endswith("ons") for word in words)  # « mon mari et moi séjournons »

    def _is_of_another(self, date: Span) -> bool:
        """« l'oral du 4 décembre », not « la journée du 17 »."""
        before = self._text.fixed[max(0, date.first - 2) : date.first]
        return len(before) > 1 and before[1] in _FROM and before[0] not in _WORDS["stretches"]

    def _is_of_class(self, clause: Clause) -> bool:
        """« j'ai 19 élèves de troisième »."""
        return any(s.family == "class" and clause.first <= s.first < clause.last for s in self._spans)

    @cached_property
    def _counted(self) -> list[Clause]:
        """Where people are counted."""
        return [self.clause_of[s.first] for s in self._spans if s.family == "group_size"]

    @cached_property
    def _asks_for_place(self) -> bool:
        return any(s.family == "place" and self.clause_of[s.first].is_request for s in self._spans)

    @cached_property
    def _asks_for_audience(self) -> bool:
        """« … pour les enseignants ? »."""
        named = (s for s in self._spans if s.family == "audience" and s.value.role == "for")
        return any(self.clause_of[s.first].is_request for s in named)

    @cached_property
    def _leads_class(self) -> bool:
        return any(s.family in ("class", "teacher") for s in self._spans)

    @cached_property
    def is_taken_up(self) -> bool:
        """« ce jour-là »."""
        return any(c.asks and self._story.takes_up(c.first, c.last) for c in self._clauses)

    @cached_property
    def _is_here(self) -> bool:
        return any(s.family == "here" and self.clause_of[s.first].asks for s in self._spans)

    @cached_property
    def _is_there(self) -> bool:
        """« là-bas »."""
        return any(s.family in _THERE and self.clause_of[s.first].asks for s in self._spans)

    def _is_of_who_would_go(self, span: Span, clause: Clause) -> bool:
        """« mon fils a 12 ans », « j'écris pour mon neveu », not « mon fils a fait le gâteau »."""
        before = {*self._text.fixed[max(clause.first, span.first - _REACH) : span.first]}
        if before & _ON_BEHALF:
            return True
        if self._asker_is_told:
            return False  # « je suis en seconde, mon père veut que je sois médecin »
        if self._aspires(span, clause) or self._asks_for_him:
            return True
        if self._is_spoken_of(span):
            return True
        after = enumerate(self._text.fixed[span.last :], span.last)
        end = next((i for i, word in after if word in _OURS), len(self._text))
        theirs = (s for s in self._spans if clause.first <= s.first < end)
        return any(s.family == "age" or (s.family == "audience" and s.value.role == "child") for s in theirs)

    def _aspires(self, span: Span, clause: Clause) -> bool:
        """« mon mari rêve de… », « mon fils veut voir un chantier », not « mon mari veut le faire lui-même »."""
        words = self._text.fixed[span.last : clause.last]
        wish = next((i for i, word in enumerate(words, span.last) if word in ASPIRING), clause.last)
        if self._text.fixed[wish : wish + 1] not in _WANTING:
            return wish < clause.last
        after = self._text.fixed[wish : clause.last]
        return not _WORDS["looking"].union(_BECOMING).isdisjoint(after) or any(
            s.family in TOPICS | {"kind"} and wish < s.first < clause.last for s in self._spans
        )

    def _is_spoken_of(self, span: Span) -> bool:
        """« mon grand ne fait rien, il dort et quand je lui parle… »: the story is about him."""
        asks = next((c.first for c in self._clauses if c.is_request and c.first >= span.last), len(self._text))
        words = self._text.fixed[span.last : asks]
        end = next((i for i, word in enumerate(words) if word in _OURS), len(words))
        return sum(word in _HE for word in words[:end]) > 1


def _kind_of(span: Span) -> str:
    """What a request has of its own: a place, days, kinds, topics."""
    if span.family in TOPICS:
        return "topic"
    if span.family in ("whole-region", "anywhere"):
        return "place"
    return span.family if span.family in ("place", "kind", "date") else ""


def is_planned(text: Text, date: Span) -> bool:
    """« j'ai obtenu un car pour le mardi 17 »: a day is named, and what for."""
    return "pour" in text.fixed[max(0, date.first - 2) : date.first] and any(
        map(str.isdigit, text.fixed[date.first : date.last])
    )


def is_home(span: Span) -> bool:
    return span.family == "place" and span.value.role == "home"
