"""What a message is about, of all the topics that it names: those that are only told are not asked for."""

from collections.abc import Sequence, Set
from functools import cached_property
from itertools import pairwise

from intents.clauses import Clause, says
from intents.model import TOPICS, Span
from intents.scope import is_list, tokens_of
from intents.tale import ASKERS, TASTES, Tale
from intents.told_people import ASPIRING
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
_WISHING = _WORDS["wishing"] | TASTES
#: Audiences that study.
_PUPILS = frozenset({"etudiants", "lyceens", "collegiens"})
#: Those who look for work, and what leads to where.
_SEEKING, _IN = ("demandeurs-emploi",), "dans"
#: Families that say who asks.
_WHO = ("audience", "age", "class", "teacher")
#: How verbs of the past end, and those that say what one would like.
_ONCE, _WOULD = ("ait", "aient"), ("rait", "raient")
#: Tokens of a clause that names a thing and no more: « le rail, ».
_NAMING = 5
#: What names a thing, and before what: « la soudure ».
_NAMED, _THE_ONE = frozenset({*TOPICS, "kind"}), frozenset({("le",), ("la",), ("l",)})
#: « elle parle de mécanique ».
_THEY, _TALKING = frozenset({"il", "elle", "ils", "elles"}), frozenset({"parle", "parlent", "jure", "jurent"})
#: « qu'est-ce qui se visite » points back at nothing.
_WHAT = (("est", "ce"),)
#: « qu'y voit-on » asks what is there.
_SEEN_THERE = (("y", "voit"), ("y", "voir"))
#: « ce jour-là » points at no thing.
_THERE = "là"
#: How many words after « ça » and the like what is done with it may stand: « comment ça se fabrique ».
_REACH = 3


class ToldTopics:
    """Which topics of a message are only told."""

    def __init__(self, tale: Tale) -> None:
        self._tale, self._text, self._story = tale, tale.text, tale.story
        self._spans, self._clauses, self._of = tale.spans, tale.clauses, tale.clause_of

    def asked(self, spans: list[Span]) -> list[Span]:
        """« Du riz, j'en mange. Où le voit-on ? » asks for rice, by a word that stands for it."""
        topics = [s for s in spans if s.family in TOPICS]
        if not topics:
            return spans
        if self._story.is_told and any(self._of[s.first].is_request for s in topics):
            asks = next(c.first for c in self._clauses if c.asks)
            # « Dans la chimie de préférence. » may follow
            kept = {
                s.first for s in topics if self._of[s.first].asks or (s.first > asks and self._of[s.first].asks is None)
            }
            return [s for s in spans if s.family not in TOPICS or s.first in kept]
        wished = {c for c in self._clauses if c.asks or self._is_wish(c) or self._is_request_before(c)}
        for before, clause in pairwise(self._clauses):  # « mes élèves aiment la chimie, la robotique »
            wished |= {clause} if clause.goes_on and before in wished else set()
        wished |= self._named_first({self._of[s.first] for s in topics})
        # « avec ma classe on travaille sur le recyclage », « étudiante, je travaille sur la mixité »
        studied = {self._of[s.first].sentence for s in spans if s.family == "class" or studies(s)}
        wished |= {c for c in self._clauses if c.sentence in studied and self._is_studied(c)}
        told = [s for s in topics if self._of[s.first] not in wished or self._is_beside_request(s, topics)]
        if len(told) == len(topics):
            if self._points_back():
                return spans
            taken_up = [*self._taken_up(topics), *self._opening(topics), *filter(self._is_sought, topics)]
            told = [s for s in told if s not in taken_up and not self._is_their_talk(s)]
            told = [s for s in told if self._of[s.first].asks is False and not self._is_advice(self._of[s.first])]
        left = {s.first for s in told}
        return [s for s in spans if s.family not in TOPICS or s.first not in left]

    def _named_first(self, topical: Set[Clause]) -> set[Clause]:
        """« Les trains, le rail, je suis fan. » wishes for what stands before it."""
        found: set[Clause] = set()
        for before, clause in reversed(list(pairwise(self._clauses))):
            likes = clause not in topical and self._has(clause, _WORDS["liking"])
            if (
                (likes or clause in found)
                and before.sentence == clause.sentence
                and before.last - before.first <= _NAMING
            ):
                found |= {before} & topical
        return found

    def _is_beside_request(self, topic: Span, topics: Sequence[Span]) -> bool:
        """« mon fils aime les Lego, je cherche un atelier de couture »: what is liked, where another thing is asked."""
        is_thing = topic.family == "product" and not topic.value and not self._of[topic.first].asks
        return is_thing and any(self._of[s.first].asks for s in topics)

    def _taken_up(self, topics: Sequence[Span]) -> list[Span]:
        """Those of the clause that a request takes up: « je travaille sur l'eau : une conférence là-dessus ? »."""
        asking = (self._of[i] for i in self._story.topics_taken_up)
        first = min((clause.first for clause in asking if clause.asks), default=0)
        before = [s for s in topics if s.first < first]
        if not before:
            return [s for s in topics if self._of[s.first] is self._tale.clause_of_kind]
        return [s for s in before if self._of[s.first] is self._of[before[-1].first]]

    def _opening(self, topics: Sequence[Span]) -> list[Span]:
        """Those that stand before who asks: « Robotique ou chimie, je suis en BTS, des ateliers à Gap ? »."""
        words, end = self._text.fixed, 0
        found: list[Span] = []
        for topic in topics:
            between = words[end : topic.first]
            if not (is_list(between) if found else _WORDS["links"].issuperset(between)):
                break
            found, end = [*found, topic], topic.last
        if not found or _WORDS["stops"].isdisjoint(words[end : end + 1]) or end + 1 >= len(words):
            return []
        asker = self._of[end + 1]
        return found if self._tale.holds(asker, *_WHO) and not self._tale.is_past(asker) else []

    def _is_sought(self, topic: Span) -> bool:
        """« chercheuse d'emploi dans la chimie »: where one looks for work."""
        seekers = (s for s in self._spans if s.family == "audience" and s.value.slugs == _SEEKING)
        between = next((self._text.fixed[s.last : topic.first] for s in seekers if s.last <= topic.first), ())
        where = between.index(_IN) if _IN in between else len(between)
        return (
            where < len(between) and _WORDS["stops"].isdisjoint(between) and _WORDS["links"].issuperset(between[where:])
        )

    def _is_their_talk(self, topic: Span) -> bool:
        """« ma fille a 15 ans, elle parle de mécanique », not « mon oncle me parle de ses moteurs »."""
        words = self._text.fixed[self._of[topic.first].first : topic.first]
        return not _THEY.isdisjoint(words) and not _TALKING.isdisjoint(words) and "me" not in words

    def _is_studied(self, clause: Clause) -> bool:
        """« on travaille sur le recyclage », or what goes on with it."""
        main = self._tale.main(clause) if clause.goes_on else clause
        return self._has(main, _WORDS["studying"]) and not self._is_over_before(clause)

    def _is_over_before(self, clause: Clause) -> bool:
        """« il a trouvé un stage chez un garagiste », beside what is studied."""
        ours = self._has(clause, ASKERS) or any(
            s.family == "class" and self._of[s.first] is clause for s in self._spans
        )
        return self._story.is_past(clause.first, clause.last) and not (ours and self._has(clause, _WORDS["studying"]))

    def _is_advice(self, clause: Clause) -> bool:
        """« ma prof m'a dit d'aller voir l'agroalimentaire »."""
        return self._has(clause, _WORDS["advising"]) and self._has(clause, _WORDS["advised"])

    def _is_wish(self, clause: Clause) -> bool:
        """« ma sœur part visiter Airbus » is no wish of the asker's, « ma sœur rêve d'Airbus » may be."""
        if self._tries and not clause.asks and (self._tale.tells_taste(clause) or self._has(clause, TASTES)):
            return False
        if self._tale.tells_taste(clause):
            return True
        tokens = self._text.tokens[clause.first : clause.last]
        # « mon père m'emmenait voir les trains »
        tells = tokens[0].fixed in _WORDS["owners"] or any(
            t.norm.endswith(_ONCE) and not t.norm.endswith(_WOULD) and t.fixed not in _WORDS["no_past"] for t in tokens
        )
        return self._has(clause, ASPIRING) if tells else self._has(clause, _WISHING) or self._tale.considers(clause)

    @cached_property
    def _tries(self) -> bool:
        """« il adore les avions, je voudrais lui faire essayer la soudure » asks for that, and tells a taste."""
        words = self._text.fixed
        return any(
            clause.asks
            and any(words[i] in _WORDS["trying"] and self._is_named(i + 1) for i in range(clause.first, clause.last))
            for clause in self._clauses
        )

    def _is_named(self, i: int) -> bool:
        """« la soudure », « la réalité virtuelle », not « un atelier »."""
        named = self._text.fixed[i : i + 1] in _THE_ONE
        return named and any(s.first <= i + 1 < s.last and s.family in _NAMED for s in self._spans)

    def _is_request_before(self, clause: Clause) -> bool:
        """« je dois organiser une sortie autour de l'hydrogène. Y a-t-il un forum à Gap ? »."""
        requests = self._story.is_told and self._story.requests(clause.first, clause.last)
        return requests and not self._tale.is_past(clause)

    def _points_back(self) -> bool:
        """« ça se visite ? », « où le voit-on ? »."""
        words = self._text.fixed
        read = tokens_of(self._spans)  # « en ligne »
        return any(
            word in _WORDS["pointing"]
            and i not in read
            and words[i - 1 : i + 1] not in _WHAT
            and words[i : i + 2] not in _SEEN_THERE
            and self._text.typed(i, i + 1).lower() != _THERE
            and not _WORDS["said_of_things"].isdisjoint(words[i + 1 : i + 1 + _REACH])
            for i, word in enumerate(words)
            if self._of[i].asks
        )

    def _has(self, clause: Clause, words: frozenset[str]) -> bool:
        return says(self._text, clause, words)


def studies(span: Span) -> bool:
    """« je suis lycéenne », « mes étudiants »."""
    return span.family == "audience" and not _PUPILS.isdisjoint(span.value.slugs)
