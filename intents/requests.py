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
from intents.model import Span
from intents.needless import is_denied
from intents.stories import Story
from intents.tale import Tale
from intents.text import Text
from intents.told import Telling, is_home, is_planned
from intents.told_topics import ToldTopics, studies
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: What a clause that asks for events names.
_THINGS = frozenset({"kind", "generic", "anywhere", "whole-region"})
#: Roles of an audience that say who asks.
_ASKER = frozenset({"self", "job"})
#: What stories are full of.
_CIRCUMSTANCES = ("place", "date")
#: What leads to a question.
_OPENING = frozenset({":", ";"})
#: Families that tell of those who would go.
_PEOPLE = frozenset({"audience", "teacher", "class", "group_size", "women", "age", "accessible", "accessibility"})
#: What ends a sentence for good.
_ENDS = frozenset({".", "?", "!", "…"})
_ENDS_AND_COLON = _ENDS | {":"}
_DAY = timedelta(days=1)
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
        #: Whether some of it may tell when the asker reads: « je lis mes mails le soir ».
        self._reads = len(self._stretches) > 1 and not _WORDS["reading"].isdisjoint(text.fixed)

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

    def opening(self, *, of_event: bool = False) -> int:
        """How many tokens the sentences hold that only tell, before one asks: « J'ai raté le salon. Un autre ? ».

        None where they tell of people: these are asked for. In a story `of_event`, what leads to its question only
        tells as well: « on a tenu un bar, alors les forges, on y sera : elle finit à quelle heure ? ».
        """
        if not self._is_mixed:
            return 0
        asks, ends = next(clause.first for clause in self._clauses if clause.asks), _ENDS
        if of_event and self._story.is_told:
            asks = next((clause.first for clause in self._clauses if clause.is_request), asks)
            ends = _ENDS_AND_COLON
        first = next((i for i in range(asks, 0, -1) if self._text.norms[i - 1] in ends), 0)
        return 0 if any(s.family in _PEOPLE and s.first < first for s in self._spans) else first

    def asked(self, spans: Sequence[Span]) -> Sequence[Span]:
        """The readings less those that are only told.

        A place or a date that is told stands where nothing else gives one: « Nous serons à Valréas : que voir ? ».
        """
        if self._reads:
            spans = [s for s in spans if not self._telling.is_of_reading(s)]
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
        spans = [s for s in spans if not (studies(s) and s.value.role in ("self", "for") and self._is_past(s))]
        told = {c for c in self._clauses if c.asks or not self._story.says_why(c.first)}
        for near in (asking, beside, beside | {c for c in self._clauses if c.sentence in leading}, told):
            spans = self._without_circumstances(spans, near)
        if any(s.family == "online" and s.value and self._of[s.first].asks for s in spans):  # from wherever one is
            spans = [s for s in spans if s.family != "place" or is_home(s) or self._of[s.first].asks is not False]
        if (taken_up := self._tale.clause_of_kind) is not None:
            spans = [s for s in spans if s.family != "kind" or self._is_with(s, taken_up)]
        elif not (self._counts_again(spans) or self._tale.asks_for_others):
            liked = self._tale.kinds_liked
            spans = [s for s in spans if s.family != "kind" or self._of[s.first].asks is not False or s.first in liked]
        return ToldTopics(self._tale).asked(self._on_days_taken_up(spans))

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
        taken_up = any(
            s.family in ("here", "date") or (s.rule == "anaphora" and not is_denied(self._text, s.first)) for s in asked
        )
        return bool(refused.value.periods) and whole and taken_up and not dated

    def refuses(self, span: Span) -> bool:
        """Whether what is negated is refused, and not only told."""
        return self._telling.refuses(span) and not (self._reads and self._telling.is_of_reading(span))

    def _is_over(self, span: Span, asking: Set[int]) -> bool:
        """« hier encore j'y étais », « l'usine a coulé en mai », « je me lève à 2 h. »: told, and no time to go.

        `asking` are the ranks of the sentences that do not only tell.
        """
        clause = self._of[span.first]
        if span.family != "date" or clause.asks is not False:
            return False
        if self._is_free_hour(span) or is_planned(self._text, span):
            return False
        taken_up = self._tale.takes_up_days and clause is self._tale.clause_of_days
        # « on a loué à Gap le 21 et le 22, que voir ces deux jours ? »
        has_been = self._has_been(clause) and not taken_up
        if has_been or (not span.value.periods and clause.sentence not in asking):
            return True
        return bool(span.value.periods) and all(p.end is not None and p.end <= self._now for p in span.value.periods)

    def _counts_again(self, spans: Sequence[Span]) -> bool:
        """« j'aime les forums. Y en a-t-il à Gap ? »."""
        if any(s.family == "kind" and self._of[s.first].asks for s in spans):
            return False
        return any(self._of[i].asks for i in self._story.kinds_taken_up)

    def _is_with(self, span: Span, clause: Clause) -> bool:
        """In a request, or in a clause that it takes up, or in what goes on with that."""
        own = self._of[span.first]
        return own.is_request or clause in (own, self._tale.main(own))

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
            if asked and (left := {s.first for s in told}):
                out = [s for s in out if s.family != family or s.first not in left]
        return out

    def _is_beside(self, span: Span, asking: Set[int]) -> bool:
        """In a sentence that asks, or that says nothing else: « En présentiel bien sûr »."""
        return self._of[span.first].sentence in asking or self._of[span.first].asks is None

    def _is_free_hour(self, span: Span) -> bool:
        """« après 14 h : quelles visites mardi ? », « je suis libre le soir », « je finis à 17 h, une visite ? »."""
        if span.family != "date" or span.value.periods:
            return False
        clause = self._of[span.first]
        leads = clause.asks is None and self._opens(clause)
        if span.rule not in _FREE and not leads and not self._has(clause, _WORDS["available"]):
            return False
        return not any(s.family == "date" and _has_hours(s) and self._of[s.first].asks for s in self._spans)

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
