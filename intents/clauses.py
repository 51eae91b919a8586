"""The clauses of a message, and what each does: it asks, it tells, or it goes on with what stands before it."""

from collections.abc import Sequence, Set
from itertools import groupby, pairwise

from msgspec import Struct

from intents.stories import Story
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: What ends a clause.
_STOPS = _WORDS["stops"] | _WORDS["full_stops"]
#: Words that may begin a clause inside what looks like one, when no story is told.
_BEGINNING = _WORDS["turns"] | _WORDS["reasons"] | {"et", "ou", "je", "on"}
_BUT_US = _WORDS["subjects"] - {"nous"}
#: How verbs end that say what one would like, and those of the past.
_CONDITIONAL = ("erais", "erait", "erions", "eraient")
_IMPERFECT = ("ais", "ait", "ions")
#: Once accents are folded, « où » and « ou » are the same word.
_WHERE = "où"
#: Words of « mon fils, » and the like, which tell nothing.
_SHORT = 4
#: « mon directeur de recherche », « aide-soignante » seek nothing.
_NOUNS = (("de", "recherche"), ("aide", "soignante"), ("aide", "soignant"), ("aide", "menagere"), ("aide", "comptable"))
#: What goes on with a subject that stands before an aside: « mon chef, qui est à Gap, [me demande…] ».
_OBJECTS = frozenset({"me", "m", "se", "s", "lui", "leur"})
_OF_ASKER = frozenset({"je", "nous", "moi"})
#: How far back a question goes on.
_FAR = 30
#: « y a-t-il », « il y aura »: words of questions without a word that asks.
_WORDS_THAT_INVERT, _THERE_IS = frozenset({"t", "te", "y"}), (("a",), ("aura",), ("aurait",))
_HYPHENS = ("-", "‐", "‑")


class Clause(Struct, kw_only=True, eq=False):
    """A stretch of a message; token indices, half-open."""

    first: int
    last: int
    #: Rank of its sentence.
    sentence: int
    #: It asks, or says what one can and wants; False: it tells; None: it does neither (« Cannes, samedi »).
    asks: bool | None
    #: It neither asks nor tells by itself: what stands before it goes on.
    goes_on: bool = False
    #: In a story: it asks outright, or goes on with what does.
    is_request: bool = False


class ClauseReader:
    """Finds the clauses of one message."""

    def __init__(self, text: Text, story: Story) -> None:
        self._text, self._story = text, story

    def stretches(self) -> list[tuple[int, int]]:
        """The tokens of each clause, in order (half-open)."""
        words, beginnings = self._text.fixed, self._story.causes | self._story.beginnings
        if _STOPS.isdisjoint(words[:-1]) and _BEGINNING.isdisjoint(words[1:]) and not beginnings:
            return [(0, len(words))] if words else []
        found: list[tuple[int, int]] = []
        first = 0
        for i in range(1, len(words)):
            may_begin = words[i] in _BEGINNING or i in beginnings
            if words[i - 1] in _STOPS or (may_begin and self._begins(first, i)):
                found.append((first, i))
                first = i
        return [*found, (first, len(words))]

    def read(self, stretches: Sequence[tuple[int, int]], things: Set[int], askers: Set[int]) -> list[Clause]:
        """The clauses, in order; `things` and `askers` are tokens that name what is asked for, and who asks."""
        found: list[Clause] = []
        sentence = 0
        for first, last in stretches:
            end = self._text.norms[last - 1]
            asks = self._asks_in_story(first, last, things)
            if asks is None and (self._is_aside(first) or not askers.isdisjoint(range(first, last))):
                asks = False  # « DRH d'une scierie, … »
            outright = self._story.is_told and bool(asks) and (end == "?" or self._story.requests(first, last))
            found.append(Clause(first=first, last=last, sentence=sentence, asks=asks, is_request=outright))
            sentence += end in _WORDS["full_stops"]
        for _, group in groupby(found, key=lambda c: c.sentence):
            self._join(list(group))
        self._demote(found, things)
        if not any(clause.asks for clause in found):  # « Je suis en cure. La chimie, à Gap. »
            for clause in found:
                clause.asks = clause.asks is None or _names(clause, things)
        return found

    def _demote(self, clauses: Sequence[Clause], things: Set[int]) -> None:
        """Wishes before a request that names what is asked for tell why, in a story.

        « je voudrais changer de vie. Y a-t-il des ateliers à Gap ? », « … Des ateliers à Gap. »
        """
        if not self._story.is_told:
            return
        naming = [c for c in clauses if c.asks and _names(c, things)]
        named = {c.sentence for c in naming}
        kinds = self._story.kinds_taken_up
        if any(c.is_request and c.sentence not in named and _names(c, kinds) for c in clauses):
            return  # « on m'a parlé de forums, j'aimerais voir ça. Quand ont-ils lieu ? »
        bare = (c.sentence for c in naming[:1] if self._is_bare(c))
        first = next((c.sentence for c in naming if c.is_request), next(bare, 0))
        first -= self._leads_to(clauses, first)
        past = False
        for clause in (c for c in clauses if c.sentence < first):
            goes_on = past and self._text.norms[clause.first - 1] not in _WORDS["full_stops"]
            past = self._story.is_past(clause.first, clause.last) or (goes_on and self._is_bare(clause))
            is_own = says(self._text, clause, _WORDS["available"]) or self._is_bare(clause)
            clause.is_request = False
            clause.asks = clause.asks if is_own and not past else False

    def _leads_to(self, clauses: Sequence[Clause], sentence: int) -> bool:
        """« je cherche de quoi les occuper ces deux jours : un atelier »: both are one request."""
        return any(c.sentence == sentence - 1 and self._text.norms[c.last - 1] == ":" for c in clauses)

    def _join(self, sentence: list[Clause]) -> None:
        """What neither asks nor tells goes with what stands before it, or else with what it leads to."""
        main: Clause | None = None
        for before, clause in pairwise(sentence):
            # « je cherche un atelier, ils sont 18, à Gap »
            stays = self._story.is_told and main is not None and main.asks and not before.is_request
            main = before if main is None or not (stays or self._story.says_why(before.first)) else main
            if clause.asks is None:  # « le soir, car je travaille, dans le Var » asks for the Var
                clause.asks, clause.goes_on, clause.is_request = main.asks, True, main.is_request
        leads_to = next((clause for clause in sentence if clause.asks is not None), None)
        if leads_to is None or self._text.tokens[leads_to.first].fixed in _WORDS["reasons"]:
            return  # « la chimie, parce que … »
        for clause in sentence:
            if clause.asks is None:  # « vendredi, pourrions-nous … »
                clause.asks, clause.is_request = leads_to.asks, leads_to.is_request
        self._ask_whole(sentence)
        if sentence[-1].is_request:  # « des visites le matin, dans le Var, vous en avez ? »
            for clause in sentence:
                clause.is_request = clause.is_request or (bool(clause.asks) and self._is_bare(clause))

    def _ask_whole(self, sentence: list[Clause]) -> None:
        """« est-il possible de voir un atelier jeudi, à Gap ? »: its end says when and where, and all of it asks."""
        end = len(sentence)
        while end and self._is_bare(sentence[end - 1]) and not self._opens(sentence[end - 1]):
            end -= 1
        if not 0 < end < len(sentence) or self._text.norms[sentence[-1].last - 1] != "?":
            return
        main = sentence[end - 1]
        words = self._text.fixed[main.first : main.last]
        if not (self._story.explains(main.first) or words[0] in _WORDS["owners"] or not _OF_ASKER.isdisjoint(words)):
            for clause in sentence[end - 1 :]:
                clause.asks = clause.is_request = True

    def _opens(self, clause: Clause) -> bool:
        return not self._story.openings.isdisjoint(range(clause.first, clause.last))

    def _is_bare(self, clause: Clause) -> bool:
        """« des visites à Gap »: nobody does anything."""
        words = self._text.fixed[clause.first : clause.last]
        return _WORDS["subjects"].isdisjoint(words) and words[0] not in _WORDS["owners"]

    def _is_aside(self, first: int) -> bool:
        """« ma colocataire, qui photographie les cheminées, … »."""
        if not 1 < first < len(self._text) or self._text.tokens[first].fixed != "qui":
            return False
        before = self._text.fixed[max(0, first - _SHORT) : first]
        return self._text.tokens[first - 1].norm == "," and not _WORDS["owners"].isdisjoint(before)

    def _begins(self, first: int, i: int) -> bool:
        """« … mais », « … parce que », « … et je » begin a clause after the one that goes on from a token."""
        words = self._text.fixed[i : i + 2]
        if i in self._story.beginnings:
            return _WORDS["interrogative"].isdisjoint(self._text.fixed[first:i])  # « quels ateliers peut-on voir »
        if words[0] in ("et", "ou"):
            return len(words) > 1 and (words[1] in _WORDS["subjects"] or self._turns_to_wish(first, i))
        if words[0] in ("je", "on"):  # « je suis soudeur je cherche un poste », not « quelles usines on peut voir »
            said = self._text.fixed[max(first, i - _FAR) : i]
            turns = said[0] in _WORDS["turns"] and len(said) <= _SHORT
            if (turns or self._story.says_why(first)) and _WORDS["subjects"].isdisjoint(said):
                return False  # « mais le soir je suis libre », « vu que la journée je travaille »
            if said[0] in _WORDS["articles"] and len(said) <= _SHORT and _WORDS["subjects"].isdisjoint(said):
                return False  # « les canots on voit ça où ? »
            bare = said[-1].isalpha() and said[-1] not in _WORDS["leading_on"] and not self._is_hyphened(i)
            return bare and _WORDS["interrogative"].isdisjoint(said)
        if self._story.is_coach(i):
            return False
        return words[0] in _WORDS["turns"] or words[0] in _WORDS["reasons"] or self._story.says_why(i)

    def _turns_to_wish(self, first: int, i: int) -> bool:
        """« ils étaient ingénieurs [et voudraient voir une usine] »."""
        return self._story.is_told and self._story.requests(i + 1, i + 2) and self._story.is_past(first, i)

    def _asks_in_story(self, first: int, last: int, things: Set[int]) -> bool | None:
        """The same; what a story tells asks for nothing, though it has words that often ask."""
        if not self._story.is_told:
            return self._asks(first, last, things)
        if not _WORDS["news"].isdisjoint(self._text.fixed[first:last]):
            return True
        if self._story.explains(first):  # « … car je serai à Gap ? »
            return self._story.requests(first, last)
        if self._text.tokens[last - 1].norm == "?":
            return self._asks(first, last, things)
        if self._is_where(first) and not self._opens_sentence(first):
            return False if self._story.is_past(first, last) else None
        if self._story.requests(first, last):
            return True
        words = self._text.fixed[first:last]
        if self._ends_with_where(first, last):
            return True
        if self._story.is_past(first, last) or (words[0] in _OBJECTS and not _requests(words)):
            return False
        if self._story.tells(first, last) and not _inverts(words):
            return False
        return False if _cannot(words) else self._asks(first, last, things)

    def _asks(self, first: int, last: int, things: Set[int]) -> bool | None:
        """True: it asks; False: it tells; None: neither."""
        words = self._text.fixed[first:last]
        if words[-1] == "?" or words[:3] == ("est", "ce", "que") or _requests(words):
            return True
        if self._is_where(first):
            if self._opens_sentence(first) or _WORDS["subjects"].isdisjoint(words[1:2]):
                return True
            return False if any(word.endswith(_IMPERFECT) for word in words[2:4]) else None  # « où je bossais »
        if words[0] == "sinon" and self._opens_sentence(first) and _WORDS["subjects"].isdisjoint(words):
            return True  # « Rien demain ? Sinon jeudi »
        if words[0] == "ou" and words[1:2] and words[1] in _WORDS["subjects"]:  # « un truc ou on touche »
            return None if things.isdisjoint(range(first, last)) else True
        if words[0] == "que" or _inverts(words) or self._ends_with_where(first, last):
            return True
        if any(word.endswith(_CONDITIONAL) and self._would(i) for i, word in enumerate(words, first)):
            return True
        subject = next(
            (first + i for i, word in enumerate(words) if word in _WORDS["subjects"] and _is_subject(words, i)), last
        )
        if words[0] in _WORDS["owners"] and len(words) > _SHORT:
            subject = first  # « mon voisin m'a parlé d'un forum »
        if not things.isdisjoint(range(first, subject)):
            return True
        tells = subject < last and _WORDS["available"].isdisjoint(words)
        return False if tells or self._story.explains(first) else None

    def _would(self, i: int) -> bool:
        """« lui ferait du bien », not « gérait »."""
        return self._text.typed(i, i + 1).lower().endswith(_CONDITIONAL)

    def _is_where(self, i: int) -> bool:
        return self._text.norms[i] == "ou" and self._text.typed(i, i + 1).lower() == _WHERE

    def _opens_sentence(self, i: int) -> bool:
        """« Où je peux voir ça ? », not « Gap, où je me perds »."""
        return i == 0 or self._text.tokens[i - 1].norm in _WORDS["full_stops"]

    def _ends_with_where(self, first: int, last: int) -> bool:
        """« on voit ça où, à Gap ? »."""
        last -= self._text.tokens[last - 1].norm in _WORDS["stops"]
        if last <= first or self._text.norms[last - 1] != "ou":
            return False
        return self._is_where(last - 1) or self._text.norms[last : last + 1] in ((), ("?",))

    def _is_hyphened(self, i: int) -> bool:
        """« puis-je »."""
        return self._text.raw[self._text.ends[i - 1] : self._text.starts[i]].strip() in _HYPHENS


def _names(clause: Clause, things: Set[int]) -> bool:
    return not things.isdisjoint(range(clause.first, clause.last))


def says(text: Text, clause: Clause, words: frozenset[str]) -> bool:
    """Whether any of these words stands in a clause."""
    return not words.isdisjoint(text.fixed[clause.first : clause.last])


def _requests(words: Sequence[str]) -> bool:
    """« propose-moi », not « j'organise », « on m'a proposé »."""
    if _WORDS["requesting"].isdisjoint(words):
        return False
    return any(word in _WORDS["requesting"] and _is_own_request(words, i) for i, word in enumerate(words))


def _is_own_request(words: Sequence[str], i: int) -> bool:
    before = [word for word in words[max(0, i - 2) : i] if word not in ("me", "en", "y", "le", "la", "les")]
    if words[i - 1 : i + 1] in _NOUNS or words[i : i + 2] in _NOUNS:
        return False
    return words[i] not in _WORDS["of_others"] or not before or before[-1] not in _BUT_US


def _is_subject(words: tuple[str, ...], i: int) -> bool:
    """« il », but for « s'il te plaît »."""
    return words[i + 2 : i + 3] != ("plait",)


def _cannot(words: Sequence[str]) -> bool:
    """« je ne peux pas quitter la maison »."""
    pairs = list(pairwise(words))
    return ("personne", "pour") in pairs or any(a in _WORDS["available"] and b in ("pas", "plus") for a, b in pairs)


def _inverts(words: tuple[str, ...]) -> bool:
    """« reste-t-il », « s'il y a », not « il y a deux ans » nor « il n'y a rien »."""
    if _WORDS_THAT_INVERT.isdisjoint(words):
        return False
    for i, word in enumerate(words):
        if word in ("t", "te") and not _WORDS["subjects"].isdisjoint(words[i + 1 : i + 2]):
            return True
        if word == "y" and words[i + 1 : i + 2] in _THERE_IS and words[i - 1 : i] != ("ne",):
            after = words[i + 2 : i + 3]
            if not after or not (after[0].isdigit() or after[0] in _WORDS["lengths"]):
                return True
    return False
