"""Which clauses of a message ask and which tell a story: « je descends en plaine le 19 : quelles conférences ? »."""

from collections.abc import Sequence, Set
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from intents.clauses import Clause, ClauseReader, says_why
from intents.model import Span
from intents.stories import Story
from intents.text import Text
from intents.vocabulary import load

_WORDS = {name: frozenset(words) for name, words in load("scope").items()}
_TOPICS = frozenset({"sector", "theme", "interest", "product"})
#: What a clause that asks for events names.
_THINGS = frozenset({"kind", "generic"})
#: Roles of an audience that say who asks.
_ASKER = frozenset({"self", "job"})
#: What stories are full of.
_CIRCUMSTANCES = ("place", "date")
#: What leads to a question.
_OPENING = frozenset({":", ";"})
#: Audiences that study.
_PUPILS = frozenset({"etudiants", "lyceens", "collegiens"})
#: How verbs of the past end, and those that say what one would like.
_ONCE, _WOULD = ("ait", "aient"), ("rait", "raient")
#: Families that tell of those who would go.
_PEOPLE = frozenset({"audience", "teacher", "class", "group_size", "women", "age", "accessible", "accessibility"})
#: What ends a sentence for good.
_ENDS = frozenset({".", "?", "!", "…"})
#: Who asks, among the subjects of clauses; owners are subjects too: « ma sœur se marie ».
_ASKERS, _SUBJECTS = frozenset({"je", "on", "nous"}), _WORDS["subjects"] | _WORDS["owners"]
#: « nous serons à Gap », not « des amis de Gap »; « le bus va jusqu'à Gap ».
_FROM, _UP_TO = frozenset({"de", "du", "d"}), frozenset({"jusque", "jusqu"})
#: « je vous écris pour mon voisin », « de la part de mon voisin ».
_ON_BEHALF = frozenset({"pour", "part"})
#: How many words after « ça » and the like what is done with it may stand: « comment ça se fabrique ».
_REACH = 3


class Requests:
    """What one message asks for, less what its other clauses tell."""

    def __init__(self, text: Text, spans: Sequence[Span], now: datetime) -> None:
        """`spans` are the readings that the message does not refuse; `now` is local."""
        self._text, self._spans, self._now = text, spans, now
        things = [s.first for s in spans if s.family in _THINGS]
        askers = [s.first for s in spans if s.family == "audience" and s.value.role in _ASKER]
        self._story = Story(text)
        self._clauses = ClauseReader(text, self._story).read(things, askers)
        self._of = [clause for clause in self._clauses for _ in range(clause.first, clause.last)]
        #: Ranks of the sentences that ask.
        self._sentences = {c.sentence for c in self._clauses if c.asks}

    @property
    def told(self) -> list[tuple[int, int]]:
        """Stretches that only tell, where others ask (token indices, half-open)."""
        return [(c.first, c.last) for c in self._clauses if c.asks is False] if self._sentences else []

    @property
    def opening(self) -> int:
        """How many tokens the sentences hold that only tell, before one asks: « J'ai raté le salon. Un autre ? ».

        None where they tell of people: these are asked for.
        """
        asks = next((clause.first for clause in self._clauses if clause.asks), 0)
        first = next((i for i in range(asks, 0, -1) if self._text.tokens[i - 1].norm in _ENDS), 0)
        return 0 if any(s.family in _PEOPLE and s.first < first for s in self._spans) else first

    def asked(self, spans: list[Span]) -> list[Span]:
        """The readings less those that are only told.

        A place or a date that is told stands where nothing else gives one: « Nous serons à Valréas : que voir ? ».
        """
        if not self._sentences or len(self._clauses) < 2:
            return spans
        asking = {id(c) for c in self._clauses if c.asks}
        sentences = self._sentences
        beside = asking | {id(c) for c in self._clauses if c.sentence in sentences}
        leading = {c.sentence for c, after in pairwise(self._clauses) if after.sentence in sentences and self._opens(c)}
        spans = [s for s in spans if not self._is_over(s, sentences | leading)]
        spans = self._outright([s for s in spans if not self.is_only_told(s)])
        spans = [s for s in spans if s.family != "online" or self._of[s.first].sentence in sentences | leading]
        # « j'ai aimé la chimie au lycée »
        spans = [s for s in spans if not (_studies(s) and s.value.role in ("self", "for") and self._is_past(s))]
        told = {id(c) for c in self._clauses if not says_why(self._text, c.first)}
        for near in (asking, beside, beside | {id(c) for c in self._clauses if c.sentence in leading}, told):
            spans = self._without_circumstances(spans, near)
        if any(s.family == "online" and s.value and self._of[s.first].asks for s in spans):  # from wherever one is
            spans = [s for s in spans if s.family != "place" or _is_home(s) or self._of[s.first].asks is not False]
        if not (
            self._counts_again(spans) or any(c.asks and self._has(c, _WORDS["others_like_it"]) for c in self._clauses)
        ):
            spans = [s for s in spans if s.family != "kind" or self._of[s.first].asks is not False]
        return self._without_topics(spans)

    def is_meant(self, refused: Span) -> bool:
        """Whether a day on which one is busy is asked for: « je garde ma nièce à Gap demain, que voir là-bas ? »."""
        clause = self._of[refused.first]
        if refused.family != "date" or clause.asks is not False or self._has(clause, _WORDS["denying"]):
            return False
        asked = [s for s in self._spans if self._of[s.first].asks and s.first > refused.last]
        dated = any(s.family == "date" and s.value.periods for s in asked)
        if self._story.is_told and self._is_taken_up:
            return bool(refused.value.periods) and not dated
        whole = all(p.start and p.end and p.start.hour == p.end.hour for p in refused.value.periods)
        taken_up = any(s.family in ("here", "date") or s.rule == "anaphora" for s in asked)
        return bool(refused.value.periods) and whole and taken_up and not dated

    def _is_over(self, span: Span, asking: Set[int]) -> bool:
        """« hier encore j'y étais », « l'usine a coulé en mai », « je me lève à 2 h. »: told, and no time to go.

        `asking` are the ranks of the sentences that do not only tell.
        """
        clause = self._of[span.first]
        if span.family != "date" or clause.asks is not False:
            return False
        if self._has_been(clause) or (not span.value.periods and clause.sentence not in asking):
            return True
        return bool(span.value.periods) and all(p.end is not None and p.end <= self._now for p in span.value.periods)

    def _counts_again(self, spans: Sequence[Span]) -> bool:
        """« j'aime les forums. Y en a-t-il à Gap ? »."""
        asking = [self._text.tokens[c.first : c.last] for c in self._clauses if c.asks]
        named = any(s.family == "kind" and self._of[s.first].asks for s in spans)
        return not named and any((a.fixed, b.fixed) == ("y", "en") for said in asking for a, b in pairwise(said))

    def _outright(self, spans: list[Span]) -> list[Span]:
        """In a story, less what comes before the request and of which the request has its own.

        « il ne veut plus aller au lycée à Gap : y a-t-il des forums à Digne ? »
        """
        if not self._story.is_told:
            return spans
        start = next((c.first for c in self._clauses if c.is_request), 0)
        asked = {_kind_of(s) for s in spans if self._of[s.first].is_request and (s.family != "date" or s.value.periods)}
        asked |= (
            {"place"}
            if any(s.family == "online" and s.value and self._of[s.first].is_request for s in spans)
            else set()
        )
        return [
            s for s in spans if s.first >= start or _kind_of(s) not in asked - {""} or _is_home(s) or self._is_free(s)
        ]

    def _is_free(self, span: Span) -> bool:
        """« je suis libre samedi », « je préfère le matin »."""
        clause = self._of[span.first]
        is_hour = span.family == "date" and not span.value.periods
        return self._has(clause, _WORDS["available"]) or (is_hour and self._is_of_asker(clause))

    def is_only_told(self, span: Span) -> bool:
        """« j'ai eu un entretien à Gap », « mon mari est guide », in a message that asks for something else."""
        clause = self._of[span.first]
        if not self._story.is_told or clause.is_request:
            return False
        if span.family == "women":
            return span.value is False and not self._is_of_who_would_go(span, clause)
        if clause.asks is not False:
            return False
        match span.family:
            case "place":
                if span.value.preposition in _FROM:
                    return self._is_theirs(span) or not _is_home(span)
                return not (_is_home(span) or self._is_there or self._is_stay(span, clause))
            case "date":
                if self._is_nowadays(span, clause):
                    return True
                both = (clause, self._main(clause))
                comes = any(self._story.comes(c.first, c.last) for c in both)
                return not (self._is_taken_up or comes or any(map(self._is_of_asker, both)))
            case "audience":
                return span.value.role == "for" and not self._is_own(span)
            case "whole-region":
                return not self._is_of_asker(clause)
            case "free":
                return self._story.is_past(clause.first, clause.last)
        return False

    def _is_nowadays(self, date: Span, clause: Clause) -> bool:
        """« aujourd'hui je suis sans emploi », not « je suis à Gap aujourd'hui »."""
        periods = date.value.periods
        today = bool(periods) and all(p.start and p.start.date() == self._now.date() for p in periods)
        return today and not any(s.family == "place" and clause.first <= s.first < clause.last for s in self._spans)

    def _main(self, clause: Clause) -> Clause:
        """The clause that one goes on with: « je les reçois, tous les trois, du 18 au 21 »."""
        before = self._clauses[: self._clauses.index(clause) + 1]
        return next((c for c in reversed(before) if not c.goes_on), clause)

    def _is_theirs(self, place: Span) -> bool:
        """« nos amis de Lille », « mon oncle de Gap »: nobody's home that matters."""
        before = self._text.tokens[max(0, place.first - _REACH) : place.first]
        return any(token.fixed in _WORDS["owners"] for token in before)

    def _is_stay(self, place: Span, clause: Clause) -> bool:
        """« nous passons la semaine à Fréjus », not « je garde le fils d'amis de Fréjus »."""
        said = [token.fixed for token in self._text.tokens[clause.first : place.first]]
        before = set(said)
        if any(word == "et" and after in _WORDS["owners"] for word, after in pairwise(said)):
            return False  # « j'habite Gap et mes parents à Embrun »
        if _UP_TO & before or not _WORDS["available"].isdisjoint(before):
            return True
        return "qui" not in before and self._is_of_asker(clause)

    def _is_own(self, span: Span) -> bool:
        """« dans mon collège »."""
        said = self._text.tokens[max(0, span.first - 1) : span.last]
        return not _WORDS["owners"].isdisjoint(token.fixed for token in said)

    def _is_of_asker(self, clause: Clause) -> bool:
        """« nous serons en ville mardi », not « ma sœur se marie mardi »."""
        if self._story.is_past(clause.first, clause.last):
            return False
        words = [token.fixed for token in self._text.tokens[clause.first : clause.last]]
        subject = next((word for word in words if word in _SUBJECTS), "")
        return subject in _ASKERS or any(word.endswith("ons") for word in words)  # « mon mari et moi séjournons »

    @cached_property
    def _is_taken_up(self) -> bool:
        """« ce jour-là »."""
        return any(c.asks and self._story.takes_up(c.first, c.last) for c in self._clauses)

    @cached_property
    def _is_there(self) -> bool:
        """« là-bas »."""
        return any(s.family == "here" and self._of[s.first].asks for s in self._spans)

    def _is_of_who_would_go(self, span: Span, clause: Clause) -> bool:
        """« mon fils a 12 ans », « j'écris pour mon neveu », not « mon fils a fait le gâteau »."""
        before = {token.fixed for token in self._text.tokens[max(clause.first, span.first - _REACH) : span.first]}
        if before & _ON_BEHALF:
            return True
        if any(s.family == "audience" and s.value.role == "self" for s in self._spans):
            return False  # « je suis en seconde, mon père veut que je sois médecin »
        if self._has(clause, _WORDS["wishing"] - _WORDS["looking"]):
            return True
        after = enumerate(self._text.tokens[span.last :], span.last)
        end = next((i for i, token in after if token.fixed in _WORDS["owners"]), len(self._text))
        theirs = (s for s in self._spans if clause.first <= s.first < end)
        return any(s.family == "age" or (s.family == "audience" and s.value.role == "child") for s in theirs)

    def _is_past(self, span: Span) -> bool:
        clause = self._of[span.first]
        return clause.asks is False and self._has_been(clause)

    def explains(self, span: Span) -> bool:
        """« pas en soirée, parce qu'il ne conduit plus la nuit »: it only says why."""
        return says_why(self._text, self._of[span.first].first)

    def _without_circumstances(self, spans: list[Span], asking: set[int]) -> list[Span]:
        out = spans
        for family in _CIRCUMSTANCES:
            here = [s for s in spans if s.family == family and not _is_home(s)]
            told = [s for s in here if id(self._of[s.first]) not in asking]
            # « je suis à Vienne mardi. Que faire de ma matinée ? » asks for Tuesday
            if any(s not in told and (family != "date" or s.value.periods) for s in here):
                out = [s for s in out if s not in told]
        return out

    def _without_topics(self, spans: list[Span]) -> list[Span]:
        """« Du riz, j'en mange. Où le voit-on ? » asks for rice, by a word that stands for it."""
        topics = [s for s in spans if s.family in _TOPICS]
        if self._story.is_told and any(self._of[s.first].asks for s in topics):
            asks = next(c.first for c in self._clauses if c.asks)
            told = [s for s in topics if not self._of[s.first].asks]  # « Dans la chimie de préférence. » may follow
            return [s for s in spans if s not in told or (s.first > asks and self._of[s.first].asks is None)]
        wished = {id(c) for c in self._clauses if c.asks or self._has(c, self._wishes(c))}
        for before, clause in pairwise(self._clauses):  # « mes élèves aiment la chimie, la robotique »
            wished |= {id(clause)} if clause.goes_on and id(before) in wished else set()
        # « avec ma classe on travaille sur le recyclage », « étudiante, je travaille sur la mixité »
        studied = {c.sentence for c in self._clauses if self._has(c, _WORDS["studying"])}
        studied &= {self._of[s.first].sentence for s in spans if s.family == "class" or _studies(s)}
        wished |= {id(c) for c in self._clauses if c.sentence in studied}
        told = [s for s in topics if id(self._of[s.first]) not in wished]
        if len(told) == len(topics):
            if self._points_back():
                return spans
            told = [s for s in told if self._of[s.first].asks is False and not self._is_advice(self._of[s.first])]
        return [s for s in spans if s not in told]

    def _is_advice(self, clause: Clause) -> bool:
        """« ma prof m'a dit d'aller voir l'agroalimentaire »."""
        return self._has(clause, _WORDS["advising"]) and self._has(clause, _WORDS["advised"])

    def _wishes(self, clause: Clause) -> frozenset[str]:
        """« ma sœur part visiter Airbus » is no wish of the asker's, « ma sœur rêve d'Airbus » may be."""
        tokens = self._text.tokens[clause.first : clause.last]
        # « mon père m'emmenait voir les trains »
        tells = tokens[0].fixed in _WORDS["owners"] or any(
            t.norm.endswith(_ONCE) and not t.norm.endswith(_WOULD) and t.fixed not in _WORDS["no_past"] for t in tokens
        )
        return _WORDS["wishing"] - _WORDS["looking"] if tells else _WORDS["wishing"]

    def _points_back(self) -> bool:
        """« ça se visite ? », « où le voit-on ? »."""
        words = [token.fixed for token in self._text.tokens]
        return any(
            word in _WORDS["pointing"] and not _WORDS["said_of_things"].isdisjoint(words[i + 1 : i + 1 + _REACH])
            for i, word in enumerate(words)
            if self._of[i].asks
        )

    def _has_been(self, clause: Clause) -> bool:
        """« l'usine a coulé en mai », not « j'ai posé mon vendredi »."""
        tokens = self._text.tokens
        return any(
            tokens[i].fixed in _WORDS["having"]
            and not _WORDS["done"].isdisjoint(t.fixed for t in tokens[i + 1 : i + 3])
            for i in range(clause.first, clause.last)
        )

    def _has(self, clause: Clause, words: frozenset[str]) -> bool:
        return any(token.fixed in words for token in self._text.tokens[clause.first : clause.last])

    def _opens(self, clause: Clause) -> bool:
        return self._text.tokens[clause.last - 1].norm in _OPENING


def _kind_of(span: Span) -> str:
    """What a request has of its own: a place, days, kinds, topics."""
    if span.family in _TOPICS:
        return "topic"
    return span.family if span.family in ("place", "kind", "date") else ""


def _studies(span: Span) -> bool:
    return span.family == "audience" and not _PUPILS.isdisjoint(span.value.slugs)


def _is_home(span: Span) -> bool:
    return span.family == "place" and span.value.role == "home"
