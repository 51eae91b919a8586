"""Events pointed at rather than named: « le 2e », « celui de Grasse », « ça »."""

import re

from intents.model import Context, Reference, Span
from intents.phrases import PhraseTable
from intents.text import Text, fold
from intents.vocabulary import load

#: Lists of phrases that point.
_POINTING = ("among_listed", "pronouns", "next", "previous", "other", "no_other")
#: A number that stands alone is a rank only in a message this short (in tokens).
_BARE = 3
#: « dans le 4 » is no event of a list.
_INSIDE = frozenset({("dans", "le"), ("hors", "le"), ("dans", "la")})


#: « le 1 et le 3 », « 1, 2 et 4 »: ranks, one after the other.
_RANK = re.compile(r"(\d+)(?:er|re|e|eme)?")
_RANKS = re.compile(rf"\b{_RANK.pattern}(?:(?:,| et| puis)*(?: l[ea])? {_RANK.pattern})+\b(?! ?h)")
#: « les deux premiers », « les 3 dernières »; as many as this may be written in letters.
_FEW = 5
_COUNTS = {word: count for count, words in load("references")["numerals"].items() for word in words if count <= _FEW}
_ENDS = re.compile(rf"\bles ([2-9]|{'|'.join(_COUNTS)}) (premi|derni)[eè]re?s\b")


def ranks_said(spelt: str, listed: int) -> list[int]:
    """The ranks of several things that a message names, its spelling corrected; none when it names one, or none.

    « le 1 et le 3 »; « les deux derniers », of as many as are `listed`.
    """
    if ends := _ENDS.search(spelt):
        count = min(_COUNTS.get(ends[1]) or int(ends[1]), listed)
        return [*range(1, count + 1)] if ends[2] == "premi" else [*range(listed - count + 1, listed + 1)]
    said = _RANKS.search(spelt)
    return [int(rank) for rank in _RANK.findall(said[0]) if rank != "0"] if said else []


class ReferenceReader:
    """Finds what a message points at."""

    def __init__(self) -> None:
        data = load("references")
        self._before = frozenset(map(fold, data["before_rank"]))
        self._asked_of = frozenset(map(fold, data["asked_of"]))
        self._ordinals = {fold(word): rank for rank, words in data["ordinals"].items() for word in words}
        self._numerals = {fold(word): rank for rank, words in data["numerals"].items() for word in words}
        self._suffixes = frozenset(data["suffixes"])
        self._not_after = frozenset(data["not_after"])
        self._phrases = PhraseTable([(p, name) for name in _POINTING for p in data[name]])
        #: Words that a speller should know.
        self.words = frozenset(self._phrases.words | set(self._ordinals))

    def find(self, text: Text, context: Context) -> tuple[Reference | None, Span | None]:
        """What the message points at, and the stretch that gives a rank (a date may claim it too)."""
        if not (context.listed or context.has_event):
            return None, None
        said = {match.value for match in self._phrases.find(text)}
        span = self._rank(text, context.listed) if context.listed else None
        reference = Reference(
            rank=span.value if span else None,
            among_listed="among_listed" in said and context.listed > 0,
            pronoun="pronouns" in said and context.has_event,
            step=("next" in said) - ("previous" in said) if context.has_event and context.listed else 0,
            other="other" in said and context.has_other,
        )
        return (None, None) if reference == Reference() else (reference, span)

    def _is_of(self, text: Text, i: int) -> bool:
        """« parle-moi du 4 », « l'adresse du 2 »: what one asks of an event, no day."""
        return i > 1 and text.fixed[i - 1] == "du" and text.fixed[i - 2] in self._asked_of

    def _rank(self, text: Text, listed: int) -> Span | None:
        for i, token in enumerate(text.tokens):
            ordinal = self._ordinals.get(token.fixed)
            introduced = i > 0 and (text.tokens[i - 1].fixed in self._before or self._is_of(text, i))
            numeral = self._numerals.get(token.fixed) if introduced else None
            rank = int(token.norm) if token.is_number and len(token.norm) < 4 else ordinal or numeral
            if rank is None or token.norm.startswith("0") or text.fixed[i - 2 : i] in _INSIDE:
                continue
            last = i + 1
            suffixed = ordinal is not None
            if last < len(text) and text.tokens[last].glued and text.tokens[last].norm in self._suffixes:
                last, suffixed = last + 1, True
            bare = len([t for t in text.tokens if t.is_word or t.is_number]) <= _BARE and not token.glued
            followed = last < len(text) and text.tokens[last].fixed in self._not_after
            # « le 2e » of a list of one is still a rank, of no event; « le 22 » is a day.
            beyond = rank > listed and not (introduced and suffixed)
            if followed or beyond or not (introduced or suffixed or bare):
                continue
            first = i - 1 if introduced else i
            start, end = text.starts[first], text.ends[last - 1]
            return Span(first=first, last=last, start=start, end=end, family="rank", value=rank, rule="rank", score=0.9)
        return None
