"""Which clauses of a message ask and which tell a story: « je descends en plaine le 19 : quelles conférences ? »."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from intents.model import Span
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
#: Once accents are folded, « où » and « ou » are the same word.
_WHERE = "où"
#: Words of « mon fils, » and the like, which tell nothing.
_SHORT = 4
#: How many words after « ça » and the like what is done with it may stand: « comment ça se fabrique ».
_REACH = 3


@dataclass(kw_only=True, slots=True)
class _Clause:
    """A stretch of a message; token indices, half-open."""

    first: int
    last: int
    #: Rank of its sentence.
    sentence: int
    #: It asks, or says what one can and wants; False: it tells; None: it does neither (« Cannes, samedi »).
    asks: bool | None


class Requests:
    """What one message asks for, less what its other clauses tell."""

    def __init__(self, text: Text, spans: Sequence[Span]) -> None:
        """`spans` are the readings that the message does not refuse."""
        self._text, self._spans = text, spans
        things = [s.first for s in spans if s.family in _THINGS]
        askers = [s.first for s in spans if s.family == "audience" and s.value.role in _ASKER]
        self._clauses = self._split(things, askers)
        self._of = [clause for clause in self._clauses for _ in range(clause.first, clause.last)]
        self._asking = any(c.asks for c in self._clauses)

    @property
    def told(self) -> list[tuple[int, int]]:
        """Stretches that only tell, where others ask (token indices, half-open)."""
        return [(c.first, c.last) for c in self._clauses if c.asks is False] if self._asking else []

    def asked(self, spans: list[Span]) -> list[Span]:
        """The readings less those that are only told.

        A place or a date that is told stands where nothing else gives one: « Nous serons à Valréas : que voir ? ».
        """
        if not self._asking or len(self._clauses) < 2:
            return spans
        asking = {id(c) for c in self._clauses if c.asks}
        sentences = {c.sentence for c in self._clauses if c.asks}
        beside = asking | {id(c) for c in self._clauses if c.sentence in sentences}
        leading = {c.sentence for c, after in pairwise(self._clauses) if after.sentence in sentences and self._opens(c)}
        for near in (asking, beside, beside | {id(c) for c in self._clauses if c.sentence in leading}):
            spans = self._without_circumstances(spans, near)
        if any(s.family == "online" and s.value and self._of[s.first].asks for s in spans):  # from wherever one is
            spans = [s for s in spans if s.family != "place" or _is_home(s) or self._of[s.first].asks is not False]
        if not any(c.asks and self._has(c, _WORDS["others_like_it"]) for c in self._clauses):
            spans = [s for s in spans if s.family != "kind" or self._of[s.first].asks is not False]
        return self._without_topics(spans)

    def is_meant(self, refused: Span) -> bool:
        """Whether a day on which one is busy is asked for: « je garde ma nièce à Gap demain, que voir là-bas ? »."""
        clause = self._of[refused.first]
        if refused.family != "date" or clause.asks is not False or self._has(clause, _WORDS["denying"]):
            return False
        asked = [s for s in self._spans if self._of[s.first].asks and s.first > refused.last]
        dated = any(s.family == "date" and s.value.periods for s in asked)
        whole = all(p.start and p.end and p.start.hour == p.end.hour for p in refused.value.periods)
        taken_up = any(s.family in ("here", "date") or s.rule == "anaphora" for s in asked)
        return bool(refused.value.periods) and whole and taken_up and not dated

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
        wished = {c.sentence for c in self._clauses if self._has(c, self._wishes(c))}
        # « avec ma classe on travaille sur le recyclage »
        studied = {c.sentence for c in self._clauses if self._has(c, _WORDS["studying"])}
        wished |= studied & {self._of[s.first].sentence for s in spans if s.family == "class"}
        told = [s for s in topics if not self._of[s.first].asks and self._of[s.first].sentence not in wished]
        if len(told) == len(topics):
            if self._points_back():
                return spans
            told = [s for s in told if self._of[s.first].asks is False]
        return [s for s in spans if s not in told]

    def _wishes(self, clause: _Clause) -> frozenset[str]:
        """« ma sœur part visiter Airbus » is no wish of the asker's, « ma sœur rêve d'Airbus » may be."""
        others = self._text.tokens[clause.first].fixed in _WORDS["owners"]
        return _WORDS["wishing"] - _WORDS["looking"] if others else _WORDS["wishing"]

    def _points_back(self) -> bool:
        """« ça se visite ? », « où le voit-on ? »."""
        words = [token.fixed for token in self._text.tokens]
        return any(
            word in _WORDS["pointing"] and not _WORDS["said_of_things"].isdisjoint(words[i + 1 : i + 1 + _REACH])
            for i, word in enumerate(words)
            if self._of[i].asks
        )

    def _split(self, things: Sequence[int], askers: Sequence[int]) -> list[_Clause]:
        found: list[_Clause] = []
        first = sentence = 0
        for i, token in enumerate(self._text.tokens):
            ends = token.fixed in _WORDS["stops"] or token.norm in _WORDS["full_stops"]
            if ends or self._begins(i + 1) or i + 1 == len(self._text):
                asks = self._asks(first, i + 1, things)
                if asks is None and any(first <= asker <= i for asker in askers):
                    asks = False  # « DRH d'une scierie, … »
                found.append(_Clause(first=first, last=i + 1, sentence=sentence, asks=asks))
                first = i + 1
                sentence += token.norm in _WORDS["full_stops"]
        for _, group in groupby(found, key=lambda c: c.sentence):
            self._join(list(group))
        if not any(clause.asks for clause in found):  # « Je suis en cure. La chimie, à Gap. »
            for clause in found:
                clause.asks = clause.asks is None or any(clause.first <= thing < clause.last for thing in things)
        return found

    def _join(self, sentence: list[_Clause]) -> None:
        """What neither asks nor tells goes with what stands before it, or else with what it leads to."""
        for before, clause in pairwise(sentence):
            if clause.asks is None:
                clause.asks = before.asks
        leads_to = next((clause for clause in sentence if clause.asks is not None), None)
        if leads_to is None or self._text.tokens[leads_to.first].fixed in _WORDS["reasons"]:
            return  # « la chimie, parce que … »
        for clause in sentence:
            if clause.asks is None:
                clause.asks = leads_to.asks

    def _begins(self, i: int) -> bool:
        """« … mais », « … parce que », « … et je » begin a clause."""
        words = [token.fixed for token in self._text.tokens[i : i + 2]]
        if not words:
            return False
        if words[0] in ("et", "ou"):
            return len(words) > 1 and words[1] in _WORDS["subjects"]
        return words[0] in _WORDS["turns"] or words[0] in _WORDS["reasons"]

    def _asks(self, first: int, last: int, things: Sequence[int]) -> bool | None:
        words = [token.fixed for token in self._text.tokens[first:last]]
        if words[-1] == "?" or not _WORDS["requesting"].isdisjoint(words):
            return True
        if words[0] == "que" or self._text.typed(first, last).lower().startswith(_WHERE) or _inverts(words):
            return True
        subject = next((first + i for i, word in enumerate(words) if word in _WORDS["subjects"]), last)
        if words[0] in _WORDS["owners"] and len(words) > _SHORT:
            subject = first  # « mon voisin m'a parlé d'un forum »
        if any(first <= thing < subject for thing in things):
            return True
        return False if subject < last and _WORDS["available"].isdisjoint(words) else None

    def _has(self, clause: _Clause, words: frozenset[str]) -> bool:
        return any(token.fixed in words for token in self._text.tokens[clause.first : clause.last])

    def _opens(self, clause: _Clause) -> bool:
        return self._text.tokens[clause.last - 1].norm in _OPENING


def _inverts(words: Sequence[str]) -> bool:
    """« reste-t-il », « s'il y a », not « il y a deux ans »."""
    for i, word in enumerate(words):
        if word in ("t", "te") and not _WORDS["subjects"].isdisjoint(words[i + 1 : i + 2]):
            return True
        if word == "y" and words[i + 1 : i + 2] in (["a"], ["aura"], ["aurait"]):
            after = words[i + 2 : i + 3]
            if not after or not (after[0].isdigit() or after[0] in _WORDS["lengths"]):
                return True
    return False


def _is_home(span: Span) -> bool:
    return span.family == "place" and span.value.role == "home"
