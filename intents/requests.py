"""Which clauses of a message ask and which tell a story: « je descends en plaine le 19 : quelles conférences ? »."""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from msgspec import structs

from intents.clauses import Clause, ClauseReader, says
from intents.dates import on_whole_days, until
from intents.dates.parts import both
from intents.horizon import Horizon
from intents.model import TOPICS, Span
from intents.scope import tokens_of
from intents.stories import Story
from intents.tale import ASKERS, TASTES, Tale
from intents.text import Text
from intents.told import Telling, is_home, is_planned
from intents.told_people import ASPIRING
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
_WISHING = _WORDS["wishing"] | TASTES
#: What a clause that asks for events names.
_THINGS = frozenset({"kind", "generic", "anywhere", "whole-region"})
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
_DAY = timedelta(days=1)
#: Tokens of a clause that names a thing and no more: « le rail, ».
_NAMING = 5
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
#: Rules of dates that tell from or until when the asker is free.
_FREE = frozenset({"free-after", "free-before"})


class Requests:
    """What one message asks for, less what its other clauses tell."""

    def __init__(self, text: Text, spans: Sequence[Span], story: Story, horizon: Horizon, now: datetime) -> None:
        """`spans` are the readings that the message does not refuse; `now` is local."""
        self._text, self._spans, self._story, self._horizon, self._now = text, spans, story, horizon, now
        self._reader = ClauseReader(text, story)
        self._stretches = self._reader.stretches()
        #: Whether some of it asks and some may not; a message of one clause asks for all that it says.
        self._is_mixed = len(self._stretches) > 1 and self._asks_and_tells()

    def _asks_and_tells(self) -> bool:
        asks = {clause.asks for clause in self._clauses}
        return True in asks and (len(asks) > 1 or self._story.is_told)

    @cached_property
    def _clauses(self) -> list[Clause]:
        things = {s.first for s in self._spans if s.family in _THINGS}
        askers = {s.first for s in self._spans if s.family == "audience" and s.value.role in _ASKER}
        return self._reader.read(self._stretches, things, askers)

    @cached_property
    def _tale(self) -> Tale:
        return Tale(self._text, self._spans, self._clauses, self._story)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._tale, self._horizon, self._now)

    @cached_property
    def _of(self) -> Sequence[Clause]:
        """The clause of each token."""
        return self._tale.clause_of

    @property
    def told(self) -> list[tuple[int, int]]:
        """Stretches that only tell, where others ask (token indices, half-open)."""
        return [(c.first, c.last) for c in self._clauses if c.asks is False] if self._is_mixed else []

    @property
    def opening(self) -> int:
        """How many tokens the sentences hold that only tell, before one asks: « J'ai raté le salon. Un autre ? ».

        None where they tell of people: these are asked for.
        """
        if not self._is_mixed:
            return 0
        asks = next(clause.first for clause in self._clauses if clause.asks)
        first = next((i for i in range(asks, 0, -1) if self._text.norms[i - 1] in _ENDS), 0)
        return 0 if any(s.family in _PEOPLE and s.first < first for s in self._spans) else first

    def asked(self, spans: Sequence[Span]) -> Sequence[Span]:
        """The readings less those that are only told.

        A place or a date that is told stands where nothing else gives one: « Nous serons à Valréas : que voir ? ».
        """
        if not self._is_mixed:
            return spans
        asking = {c for c in self._clauses if c.asks}
        sentences = {c.sentence for c in asking}
        beside = {c for c in self._clauses if c.sentence in sentences}
        leading = {c.sentence for c, after in pairwise(self._clauses) if after.sentence in sentences and self._opens(c)}
        spans = [s for s in spans if not self._is_over(s, sentences | leading)]
        spans = self._telling.outright([s for s in spans if not self._telling.is_only_told(s)])
        spans = [s for s in spans if s.family != "online" or self._is_beside(s, sentences | leading)]
        # « j'ai aimé la chimie au lycée »
        spans = [s for s in spans if not (_studies(s) and s.value.role in ("self", "for") and self._is_past(s))]
        told = {c for c in self._clauses if c.asks or not self._story.says_why(c.first)}
        for near in (asking, beside, beside | {c for c in self._clauses if c.sentence in leading}, told):
            spans = self._without_circumstances(spans, near)
        if any(s.family == "online" and s.value and self._of[s.first].asks for s in spans):  # from wherever one is
            spans = [s for s in spans if s.family != "place" or is_home(s) or self._of[s.first].asks is not False]
        if not (self._counts_again(spans) or self._tale.asks_for_others):
            liked = self._tale.kinds_liked
            spans = [s for s in spans if s.family != "kind" or self._of[s.first].asks is not False or s.first in liked]
        return self._without_topics(self._on_days_taken_up(spans))

    def _on_days_taken_up(self, spans: list[Span]) -> list[Span]:
        """« je témoigne le 17 au matin : que voir ce jour-là après 14 h ? » asks for hours of its own."""
        dates = [s for s in spans if s.family == "date"]
        taken_up = [self._of[i] for i in sorted(self._story.days_taken_up)]
        bounds = (self._story.takes_up_until(c.first, c.last) for c in taken_up if c.asks)
        if bound := next(filter(None, bounds), ""):
            told = [s for s in dates if self._of[s.first].asks is False and s.value.periods][-1:]
            is_held = bound == "taking_up_until"
            return [
                structs.replace(s, value=until(s.value, self._now, is_held=is_held)) if s in told else s for s in spans
            ]
        timed = any(_has_hours(s) and self._of[s.first].asks for s in dates)
        if not (timed and self._story.is_told and self._tale.takes_up_days):
            return spans
        told = [s for s in dates if self._of[s.first].asks is False]
        return [structs.replace(s, value=on_whole_days(s.value)) if s in told else s for s in spans]

    def is_meant(self, refused: Span) -> bool:
        """Whether a day on which one is busy is asked for: « je garde ma nièce à Gap demain, que voir là-bas ? »."""
        clause = self._of[refused.first]
        if refused.family != "date" or clause.asks is not False or self._has(clause, _WORDS["denying"]):
            return False
        asked = [s for s in self._spans if self._of[s.first].asks and s.first > refused.last]
        dated = any(s.family == "date" and s.value.periods for s in asked)
        if self._story.is_told and self._tale.takes_up_days:
            return bool(refused.value.periods) and not dated
        whole = all(p.start and p.end and p.start.hour == p.end.hour for p in refused.value.periods)
        taken_up = any(s.family in ("here", "date") or s.rule == "anaphora" for s in asked)
        return bool(refused.value.periods) and whole and taken_up and not dated

    def refuses(self, span: Span) -> bool:
        """Whether what is negated is refused, and not only told."""
        return self._telling.refuses(span)

    def _is_over(self, span: Span, asking: Set[int]) -> bool:
        """« hier encore j'y étais », « l'usine a coulé en mai », « je me lève à 2 h. »: told, and no time to go.

        `asking` are the ranks of the sentences that do not only tell.
        """
        clause = self._of[span.first]
        if span.family != "date" or clause.asks is not False:
            return False
        if self._is_free_hour(span) or is_planned(self._text, span):
            return False
        if self._has_been(clause) or (not span.value.periods and clause.sentence not in asking):
            return True
        return bool(span.value.periods) and all(p.end is not None and p.end <= self._now for p in span.value.periods)

    def _counts_again(self, spans: Sequence[Span]) -> bool:
        """« j'aime les forums. Y en a-t-il à Gap ? »."""
        if any(s.family == "kind" and self._of[s.first].asks for s in spans):
            return False
        return any(self._of[i].asks for i in self._story.kinds_taken_up)

    def _is_past(self, span: Span) -> bool:
        """« j'ai aimé la chimie au lycée », not « je suis au lycée et on m'a dit de venir »."""
        clause = self._of[span.first]
        return clause.asks is False and self._has_been(structs.replace(clause, last=span.first))

    def explains(self, span: Span) -> bool:
        """« pas en soirée, parce qu'il ne conduit plus la nuit »: it only says why."""
        return self._story.says_why(self._of[span.first].first)

    def _without_circumstances(self, spans: list[Span], asking: Set[Clause]) -> list[Span]:
        out = spans
        for family in _CIRCUMSTANCES:
            here = [s for s in spans if s.family == family and not is_home(s)]
            asked = [s for s in here if self._of[s.first] in asking]
            told = [s for s in here if self._of[s.first] not in asking and not self._is_free_hour(s)]
            # « je suis à Vienne mardi. Que faire de ma matinée ? » asks for Tuesday
            if not any(family != "date" or s.value.periods for s in asked):
                told = [s for s in told if asked and _is_elsewhere(s, asked)]
            left = {s.first for s in told} if asked else set()
            out = [s for s in out if s.family != family or s.first not in left]
        return out

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

    def _is_beside(self, span: Span, asking: Set[int]) -> bool:
        """In a sentence that asks, or that says nothing else: « En présentiel bien sûr »."""
        return self._of[span.first].sentence in asking or self._of[span.first].asks is None

    def _is_free_hour(self, span: Span) -> bool:
        """« je suis libre après 14 h : quelles visites mardi ? », « je finis à 17 h, une visite mardi ? »."""
        if span.family != "date" or span.value.periods:
            return False
        if span.rule not in _FREE and not self._has(self._of[span.first], _WORDS["available"]):
            return False
        return not any(s.family == "date" and _has_hours(s) and self._of[s.first].asks for s in self._spans)

    def _without_topics(self, spans: list[Span]) -> list[Span]:
        """« Du riz, j'en mange. Où le voit-on ? » asks for rice, by a word that stands for it."""
        topics = [s for s in spans if s.family in TOPICS]
        if self._story.is_told and any(self._of[s.first].asks for s in topics):
            asks = next(c.first for c in self._clauses if c.asks)
            # « Dans la chimie de préférence. » may follow
            kept = {
                s.first for s in topics if self._of[s.first].asks or (s.first > asks and self._of[s.first].asks is None)
            }
            return [s for s in spans if s.family not in TOPICS or s.first in kept]
        wished = {c for c in self._clauses if c.asks or self._is_wish(c)}
        for before, clause in pairwise(self._clauses):  # « mes élèves aiment la chimie, la robotique »
            wished |= {clause} if clause.goes_on and before in wished else set()
        wished |= self._named_first({self._of[s.first] for s in topics})
        # « avec ma classe on travaille sur le recyclage », « étudiante, je travaille sur la mixité »
        studied = {self._of[s.first].sentence for s in spans if s.family == "class" or _studies(s)}
        wished |= {c for c in self._clauses if c.sentence in studied and self._is_studied(c)}
        told = [s for s in topics if self._of[s.first] not in wished]
        if len(told) == len(topics):
            if self._points_back():
                return spans
            taken_up = self._taken_up(topics)
            told = [s for s in told if s not in taken_up and not self._is_their_talk(s)]
            told = [s for s in told if self._of[s.first].asks is False and not self._is_advice(self._of[s.first])]
        left = {s.first for s in told}
        return [s for s in spans if s.family not in TOPICS or s.first not in left]

    def _taken_up(self, topics: Sequence[Span]) -> list[Span]:
        """Those of the clause that a request takes up: « je travaille sur l'eau : une conférence là-dessus ? »."""
        asking = (self._of[i] for i in self._story.topics_taken_up)
        first = min((clause.first for clause in asking if clause.asks), default=0)
        before = [s for s in topics if s.first < first]
        if not before:
            return [s for s in topics if self._of[s.first] is self._tale.clause_of_kind]
        return [s for s in before if self._of[s.first] is self._of[before[-1].first]]

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
        if self._tale.tells_taste(clause):
            return True
        tokens = self._text.tokens[clause.first : clause.last]
        # « mon père m'emmenait voir les trains »
        tells = tokens[0].fixed in _WORDS["owners"] or any(
            t.norm.endswith(_ONCE) and not t.norm.endswith(_WOULD) and t.fixed not in _WORDS["no_past"] for t in tokens
        )
        return self._has(clause, ASPIRING) if tells else self._has(clause, _WISHING) or self._tale.considers(clause)

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

    def _has_been(self, clause: Clause) -> bool:
        """« l'usine a coulé en mai », not « j'ai posé mon vendredi »."""
        words = self._text.fixed
        return any(
            words[i] in _WORDS["having"] and not _WORDS["done"].isdisjoint(words[i + 1 : i + 3])
            for i in range(clause.first, clause.last)
        )

    def _has(self, clause: Clause, words: frozenset[str]) -> bool:
        return says(self._text, clause, words)

    def _opens(self, clause: Clause) -> bool:
        return self._text.tokens[clause.last - 1].norm in _OPENING


def _has_hours(date: Span) -> bool:
    """« après 17 h », « mercredi soir »."""
    periods = date.value.periods
    return date.value.hours is not None or any(p.start and p.end and p.end - p.start < _DAY for p in periods)


def _is_elsewhere(told: Span, asked: Sequence[Span]) -> bool:
    """« le soir, je dors : des visites le matin »: hours of a day that share nothing with those that are asked."""
    hours = None if told.value.periods else told.value.hours
    return hours is not None and all(s.value.hours and both(hours, s.value.hours) is None for s in asked)


def _studies(span: Span) -> bool:
    return span.family == "audience" and not _PUPILS.isdisjoint(span.value.slugs)
