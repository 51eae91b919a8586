"""Long messages that tell a story around what they ask: where the request begins, and which clauses tell."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from intents.entries import phrases
from intents.needless import is_denied
from intents.phrases import PhraseTable
from intents.text import Text, fold
from intents.vocabulary import load, word_sets

_SCOPE = word_sets("scope")
_STORIES = load("stories")
_SETS = {
    name: frozenset(map(fold, phrases(_STORIES[name])))
    for name in ("verbs", "relatives", "governing", "coming", "taking", "participles", "gone", "averse")
}
#: A shorter message (words) tells no story.
_LONG: int = _STORIES["words"]
#: How verbs of the past end, those that say what one would like, and participles as they are typed.
_ONCE, _WOULD, _PARTICIPLES = (
    ("ais", "ait", "aient", "ions"),
    ("rais", "rait", "raient", "rions"),
    ("é", "ée", "és", "ées"),
)
_DENYING = frozenset({"ne", "n"})
_REASONS = _SCOPE["reasons"] - _SCOPE["comparing"]
#: « sinon » gives a reason, and may also ask.
_ELSE = _SCOPE["turns"] - {"car"}
_BEFORE_COACH = _SCOPE["articles"] | {"camping", "en", "par", "au", "notre", "nos", "sans", "chaque"}
#: « nous étions », not « nous sommes amateurs d'expositions ».
_OURS = "ions"
#: How « j'en profiterais » ends, and what is no wish.
_WISHING, _NO_WISH = "erais", frozenset({"serais"})
_COMING = _SETS["coming"] | _SETS["taking"]
#: Who is taken somewhere: « ma mère m'emmène ».
_TAKEN = frozenset({"me", "nous", "le", "la", "les"})
_BEING = frozenset({"suis", "est", "sommes", "sont"})
#: Words before a participle.
_AUXILIARIES = _SCOPE["having"] | _BEING
_ASKERS = frozenset({"je", "on", "nous", "moi"})
_SUBJECTS = _SCOPE["subjects"] | _SCOPE["owners"]
#: What begins a clause about others: « mon père », « leur mère ».
_OF_OTHERS = _SCOPE["owners"] | {"leur", "leurs"}
_DONE = _SCOPE["done"] | _SETS["participles"]
#: A request does not begin after one of these: « un atelier que je cherche ».
_LEADING_ON = _SCOPE["leading_on"] - {"et", "mais", "donc", "alors"}
#: Lists of what takes up the end of days that are told, or their beginning.
_BOUNDS = ("taking_up_until", "taking_up_before")
#: A question has that many words.
_QUESTION = 4
_NOWHERE: frozenset[int] = frozenset()
#: How far after « avait » its participle may stand: « avait encore fait ».
_REACH = 3


class Story:
    """A message, if it is long and asks for something clearly; else `is_told` is False and only reasons matter."""

    def __init__(self, text: Text) -> None:
        self._text = text
        #: Where the phrases of each list begin, once they are looked for.
        self._found: dict[str, frozenset[int]] = {}
        #: Which stretches are past.
        self._past: dict[tuple[int, int], bool] = {}
        #: Tokens at which « vu que » and the like begin.
        self.causes = self._beginnings_of("causes")
        #: Whether what is asked stands in clauses that ask, and nowhere else.
        self.is_told = self._is_long() and bool(self._requests)
        #: Tokens at which a story begins a clause, also inside what looks like one.
        self.beginnings = self.openings.union(self._turns()) if self.is_told else _NOWHERE

    def _is_long(self) -> bool:
        tokens = self._text.tokens
        return len(tokens) >= _LONG and sum([token.is_word for token in tokens]) >= _LONG

    def says_why(self, first: int) -> bool:
        """Whether a clause that begins at a token is one of « parce que », « car »."""
        is_word = self._text.fixed[first] in _REASONS and not self.is_coach(first)
        return is_word or first in self.causes

    def explains(self, first: int) -> bool:
        """The same, but for « sinon », which may also ask."""
        return self.says_why(first) and self._text.fixed[first] not in _ELSE

    def is_coach(self, i: int) -> bool:
        """« on part en car »."""
        return self._text.fixed[i] == "car" and i > 0 and self._text.fixed[i - 1] in _BEFORE_COACH

    @cached_property
    def openings(self) -> frozenset[int]:
        """Tokens at which a request begins, also inside what looks like one clause."""
        return frozenset(i for i in self._beginnings_of("openings") if not i or self._opens(i))

    def _opens(self, i: int) -> bool:
        """« où voir un tour », not « un atelier que je cherche », « le toucher ou voir un tour »."""
        before = self._text.fixed[i - 1]
        return before not in _LEADING_ON and (self._text.typed(i, i + 1).lower() != "ou" or before in _SCOPE["stops"])

    @cached_property
    def tastes(self) -> frozenset[int]:
        """Tokens at which « ne jure que par », « est à fond dans » and the like begin."""
        return self._beginnings_of("tastes")

    @cached_property
    def _requests(self) -> frozenset[int]:
        """Tokens at which a request begins, or a wish, which may stand inside a clause."""
        after = {i for je in self._text.where.get("je", ()) for i in (je + 1, je + 2) if i < len(self._text)}
        would = [i for i in after if self._text.fixed[i].endswith(_WISHING) and self._would(i)]
        return self.openings.union(self._beginnings_of("wishes"), self._questions(), would)

    def _questions(self) -> Iterator[int]:
        """Where the last clause of each question begins, but for reasons; « vraiment ? » is none."""
        first = clause = 0
        for i, token in enumerate(self._text.tokens):
            if token.norm == "?" and i - first >= _QUESTION:
                yield clause
            if token.norm in _SCOPE["full_stops"]:
                first = clause = i + 1
            elif token.fixed in _SCOPE["stops"] and not self._leads_to_reason(i):
                clause = i + 1

    def _leads_to_reason(self, i: int) -> bool:
        return not _SCOPE["reasons"].isdisjoint(self._text.fixed[i + 1 : i + 2]) or i + 1 in self.causes

    def _would(self, i: int) -> bool:
        """« j'en profiterais bien », not « j'espérais », « je serais licencié »."""
        if self._text.fixed[i] in _NO_WISH or "je" not in self._text.fixed[max(0, i - 2) : i]:
            return False
        return self._text.typed(i, i + 1).lower().endswith(_WISHING)

    def requests(self, first: int, last: int) -> bool:
        """Whether a request begins between two tokens (half-open)."""
        return not self._requests.isdisjoint(range(first, last))

    def parts(self, i: int, j: int) -> bool:
        """Whether a request that begins between two tokens leaves behind what is told at the first.

        « leur père est mort en mars, je cherche un atelier le samedi » asks for no Saturday of March.
        """
        if not self.is_told or not i < min(self._requests, default=i) <= j:
            return False
        tokens, stops = self._text.tokens, _SCOPE["stops"]
        first = next((k + 1 for k in range(i - 1, -1, -1) if tokens[k].fixed in stops), 0)
        last = next((k for k in range(i, len(tokens)) if tokens[k].fixed in stops), len(tokens))
        if self.is_past(first, last):
            return True
        words = self._text.fixed[first:last]
        asker = not _ASKERS.isdisjoint(words)
        if _DENYING.intersection(words[: i - first]) and _ASKERS.isdisjoint(words[: i - first]):
            return True  # « la station n'ouvre qu'en décembre et entre les deux je n'ai rien »
        others = words[0] in _SCOPE["owners"] or self.tells(first, last)
        return others and not asker and not self.comes(first, last)

    def comes(self, first: int, last: int) -> bool:
        """« ma sœur vient me voir mardi »: a day to go out with her."""
        return not _COMING.isdisjoint(self._text.fixed[first:last])

    def takes_there(self, first: int, last: int) -> bool:
        """« nos amis nous conduiront dans le Var », « sa mère peut l'emmener à Gap »."""
        pairs = pairwise(self._text.fixed[first:last])
        return any(whom in _TAKEN and verb in _SETS["taking"] for whom, verb in pairs)

    @property
    def days_taken_up(self) -> frozenset[int]:
        """Tokens at which « ce jour-là », « d'ici là » begin, not those of « donc pas ce jour-là »."""
        found = frozenset().union(*map(self._beginnings_of, ("taking_up", *_BOUNDS)))
        return frozenset(i for i in found if not is_denied(self._text, i))

    @property
    def reaches(self) -> frozenset[int]:
        """Tokens at which « pas plus loin » begins."""
        return self._beginnings_of("reaching")

    @property
    def kinds_taken_up(self) -> frozenset[int]:
        """Tokens at which « y en a-t-il à Gap ? », « lesquels sont prévus ? » begin."""
        return self._beginnings_of("taking_up_kinds")

    @property
    def topics_taken_up(self) -> frozenset[int]:
        """Tokens at which « là-dessus » begins."""
        return self._beginnings_of("taking_up_topics")

    def takes_up_until(self, first: int, last: int) -> str:
        """« d'ici là », or « avant cela »: the name of what takes up; "" where nothing does."""
        stretch = range(first, last)
        return next((name for name in _BOUNDS if not self._beginnings_of(name).isdisjoint(stretch)), "")

    def _beginnings_of(self, name: str) -> frozenset[int]:
        """Tokens at which a phrase of a list begins."""
        if name not in self._found:
            self._found[name] = frozenset([match.first for match in _table(name).find(self._text)])
        return self._found[name]

    def refuses(self, first: int, last: int) -> bool:
        """« j'ai horreur des forums », « mon fils déteste ça », not « il n'ira jamais à un forum »."""
        words = self._text.fixed[first:last]
        subject = next((word for word in words if word in _SUBJECTS), "")
        return subject in _ASKERS or not subject or not (_ASKERS | {"me"} | _SETS["averse"]).isdisjoint(words)

    def _turns(self) -> Iterator[int]:
        """Where it begins to speak of others."""
        return (i for i, word in enumerate(self._text.fixed) if word in _OF_OTHERS and self._turns_to_others(i))

    def _turns_to_others(self, i: int) -> bool:
        """« je cherche un atelier [leur mère bosse à Nice] », not « un atelier que ma sœur aime »."""
        words = self._text.fixed
        before = words[i - 1]
        if before in _SETS["relatives"] or before in _SETS["governing"] or before in _SCOPE["requesting"]:
            return False
        return any(word in _SETS["verbs"] or _is_imperfect(word) for word in words[i + 2 : i + 2 + _REACH])

    def tells(self, first: int, last: int) -> bool:
        """« l'usine a fermé », « leur mère bosse à Nice », « j'étais coiffeuse »; not « je peux venir jeudi »."""
        words = self._text.fixed[first:last]
        return self.is_past(first, last) or (self._has_verb(first, last) and _SCOPE["requesting"].isdisjoint(words))

    def is_past(self, first: int, last: int) -> bool:
        """« j'ai raté le salon », « on travaillait »; « je pensais à un atelier » is only polite."""
        if (first, last) not in self._past:
            self._past[first, last] = self._tells_of_past(first, last)
        return self._past[first, last]

    def _tells_of_past(self, first: int, last: int) -> bool:
        words = self._text.fixed[first:last]
        if any(_is_imperfect(word) for word in _SCOPE["requesting"].intersection(words)):
            return False
        return _imperfects(words) > 0 or any(
            self._is_perfect(i, last) for i, word in enumerate(words, first) if word in _AUXILIARIES
        )

    def _is_perfect(self, i: int, last: int) -> bool:
        """« a fêté », « ont encore perdu », « s'est désisté »."""
        tokens = self._text.tokens
        if tokens[i].fixed in _BEING and i + 1 < last and tokens[i + 1].fixed in _SETS["gone"]:
            return True
        if tokens[i].fixed not in _SCOPE["having"] and not self._is_reflexive(i):
            return False
        if self._text.typed(i, i + 1).lower() == "à":
            return False
        for j in range(i + 1, min(i + 1 + _REACH, last)):
            if tokens[j].fixed in _SCOPE["articles"]:  # « y a des journées »
                return False
            if tokens[j].fixed in _DONE:
                return True
            if self._text.typed(j, j + 1).lower().endswith(_PARTICIPLES):
                return True
        return False

    def _is_reflexive(self, i: int) -> bool:
        tokens = self._text.tokens
        return i > 0 and tokens[i].fixed in _BEING and tokens[i - 1].fixed in ("s", "se", "me")

    def _has_verb(self, first: int, last: int) -> bool:
        """More finite verbs than clauses inside the clause."""
        words = self._text.fixed[first:last]
        verbs = sum([word in _SETS["verbs"] for word in words]) + _imperfects(words)
        relatives = sum([word in _SETS["relatives"] for word in words])
        places = [i for i, word in enumerate(words, first) if word == "ou"]
        return verbs > relatives + sum([self._text.typed(i, i + 1).lower() == "où" for i in places])


@cache
def _table(name: str) -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in phrases(_STORIES[name]))


def _imperfects(words: Sequence[str]) -> int:
    """How many verbs of the past there are: « nous étions » is one, « deux stations » are none."""
    once = [i for i, word in enumerate(words) if _is_imperfect(word)]
    return sum([not words[i].endswith(_OURS) or "nous" in words[max(0, i - 2) : i] for i in once])


@lru_cache(maxsize=8192)
def _is_imperfect(word: str) -> bool:
    return len(word) > 4 and word.endswith(_ONCE) and not word.endswith(_WOULD) and word not in _SCOPE["no_past"]
