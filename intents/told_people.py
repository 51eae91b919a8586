"""Those of whom a long message tells, and whether they would go: « mon fils a 12 ans », « j'écris pour mon voisin »."""

from functools import cached_property

from intents.clauses import Clause, says
from intents.model import TOPICS, Span
from intents.tale import Tale
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: « rêver », « vouloir », not « chercher ».
ASPIRING = _WORDS["wishing"] - _WORDS["looking"]
#: « je vous écris pour mon voisin », « de la part de mon voisin ».
_ON_BEHALF = frozenset({"pour", "part"})
#: « veut », and what one may want to do.
_WANTING = (("veut",), ("veulent",))
_DOING = _WORDS["looking"] | {"devenir", "travailler", "apprendre", "etre", "bosser"}
#: Whose relatives begin another story.
_OURS = frozenset({"mon", "ma", "mes", "notre", "nos"})
_HE = frozenset({"il", "ils", "lui", "leur"})
#: « on arrive jeudi, en famille ».
_ALL = ("grand-public",)
#: Words before a reading that say whose it is, and for whom.
_REACH = 3


class ToldPeople:
    """Who of the people of a story is only told of."""

    def __init__(self, tale: Tale) -> None:
        self._tale = tale

    def is_only_told(self, audience: Span, clause: Clause) -> bool:
        """« mon patron, qui dirige une PME », in a clause that tells."""
        match audience.value.role:
            case "pupils":  # « documentaliste au collège, … des webinaires pour les enseignants ? »
                return self._tale.asks_for("audience", "for")
            case "job":
                return self._tale.text.fixed[clause.first] == "qui"
            case "child":  # « je suis au chômage, mon fils est étudiant »
                return self._tale.asker_is_told and not self._tale.requests(_WORDS["to_others"])
            case "for":
                with_us = (
                    audience.value.slugs == _ALL and clause.goes_on and self._tale.is_of_asker(self._tale.main(clause))
                )
                return not (with_us or self._is_own(audience) or self._is_of_class(clause) or self._is_led(clause))
        return False

    def is_only_counted(self, clause: Clause) -> bool:
        """Whether a number in a clause is none of pupils: « le car a 53 places », « notre club, 15 personnes »."""
        if self._is_of_class(clause):
            return False
        return not self._leads_class or any(map(self._is_of_class, self._counted))

    def would_go(self, him: Span, clause: Clause) -> bool:
        """« mon fils a 12 ans », « j'écris pour mon neveu », not « mon fils a fait le gâteau »."""
        before = {*self._tale.text.fixed[max(clause.first, him.first - _REACH) : him.first]}
        if before & _ON_BEHALF:
            return True
        if self._tale.asker_is_told:
            return False  # « je suis en seconde, mon père veut que je sois médecin »
        if self._aspires(him, clause) or self._tale.requests(_WORDS["to_others"]) or self._is_spoken_of(him):
            return True
        after = enumerate(self._tale.text.fixed[him.last :], him.last)
        end = next((i for i, word in after if word in _OURS), len(self._tale.text))
        theirs = (s for s in self._tale.spans if clause.first <= s.first < end)
        return any(s.family == "age" or (s.family == "audience" and s.value.role == "child") for s in theirs)

    def _aspires(self, him: Span, clause: Clause) -> bool:
        """« mon mari rêve de… », « mon fils veut voir un chantier », not « mon mari veut le faire lui-même »."""
        fixed = self._tale.text.fixed
        words = enumerate(fixed[him.last : clause.last], him.last)
        wish = next((i for i, word in words if word in ASPIRING), clause.last)
        if fixed[wish : wish + 1] not in _WANTING:
            return wish < clause.last
        return not _DOING.isdisjoint(fixed[wish : clause.last]) or any(
            s.family in TOPICS | {"kind"} and wish < s.first < clause.last for s in self._tale.spans
        )

    def _is_spoken_of(self, him: Span) -> bool:
        """« mon grand ne fait rien, il dort et quand je lui parle… »: the story is about him."""
        asking = (c.first for c in self._tale.clauses if c.is_request and c.first >= him.last)
        words = self._tale.text.fixed[him.last : next(asking, len(self._tale.text))]
        end = next((i for i, word in enumerate(words) if word in _OURS), len(words))
        return sum(word in _HE for word in words[:end]) > 1

    def _is_own(self, span: Span) -> bool:
        """« dans mon collège », « mon asso d'étudiants »."""
        return not _WORDS["owners"].isdisjoint(self._tale.text.fixed[max(0, span.first - _REACH) : span.last])

    def _is_led(self, clause: Clause) -> bool:
        """« je m'occupe de jeunes demandeurs d'emploi »."""
        return self._tale.is_of_asker(clause) and says(self._tale.text, clause, _WORDS["in_charge"])

    def _is_of_class(self, clause: Clause) -> bool:
        """« j'ai 19 élèves de troisième »."""
        return self._tale.holds(clause, "class")

    @cached_property
    def _counted(self) -> list[Clause]:
        """Where people are counted."""
        return [self._tale.clause_of[s.first] for s in self._tale.spans if s.family == "group_size"]

    @cached_property
    def _leads_class(self) -> bool:
        return any(s.family in ("class", "teacher") for s in self._tale.spans)
