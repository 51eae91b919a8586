"""Misspelt names of places: those of the programme's region, where no exact name says more."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from intents.gazetteer import Gazetteer
from intents.places.message import MISSPELT, REACH, Around, Found, Message
from intents.places.name import ARTICLES, CONTRACTED, LINKS, TOWN, Doubt, Name
from intents.places.names import PlaceNames
from intents.places.numbers import NumberReader
from intents.places.spellings import PlaceSpellings

#: A name holds at most so many words.
_MOST_WORDS = 9
#: So many of them may be words of no name: two letters may be wrong in all.
_MOST_WRONG = 2
#: Words written as one that are this long are near a name by no accident (letters).
_SURE_LENGTH = 10
#: How many words that are none are looked for among names: nobody misspells more towns in one message.
_MOST_ODD = 50
#: In a bare name that is an ordinary word too, only a town this large is thought of.
_CITY = 15000
#: A smaller place is not meant by an ordinary word that nothing leads to.
_KNOWN = 2000
#: A word this long in capitals is no acronym (letters).
_NO_ACRONYM = 7
#: With « le » between, what leads into a département: « dans le Vra ».
_INSIDE = frozenset({"dans", "ds", "sur", "tout"})
#: « à » and the article that the name after it begins with.
_TO_THE = frozenset({"au", "aux"})
#: Before a word, these say that it may well be a name.
_LED = frozenset({"de", "d", "du", "le", "la", "dans", "en"})


class _Known(Struct, frozen=True, kw_only=True):
    """What is known of a message before its misspelt names are looked for."""

    message: Message
    #: The exact name that holds a token.
    exact: Mapping[int, Found]
    #: The tokens that are no ordinary word at all, nor a part of an exact name.
    odd: Collection[int]
    #: For each token: a misspelt name may end with it, which is such a word, or the last one of a name.
    ends: Sequence[bool]

    def starts(self) -> list[int]:
        """The tokens at which a misspelt name may begin, or an exact one that a misspelt one holds."""
        return [
            i for i, word in enumerate(self.message.known)
            if i in self.exact or (word.opens_misspelt and (True in self.ends[i : i + _MOST_WORDS] or word.short))
        ]  # fmt: skip

    def may_end(self, first: int, i: int) -> bool:
        """A name from `first` on may end at a token: it cuts no exact name, and is longer than one."""
        held = self.exact.get(i)
        return held is None or (held.last <= i + 1 and held.first > first)

    def begins_behind(self, last: int, reach: int) -> int | None:
        """Where the next exact name begins, so many tokens after one at most."""
        return next((i for i in range(last, last + reach + 1) if i in self.exact and self.exact[i].first == i), None)

    def are_several(self, first: int, i: int) -> bool:
        """From a token to another there is more than one exact name."""
        return len({self.exact[j].first for j in range(first, i + 1) if j in self.exact}) > 1


class MisspeltNames:
    """Finds misspelt names. Built once; keeps nothing of the messages."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        names: PlaceNames,
        spellings: PlaceSpellings,
        numbers: NumberReader,
        around: Around,
    ) -> None:
        self._gazetteer, self._numbers, self._around = gazetteer, numbers, around
        self._spellings, self._words = spellings, names.words
        self._nearest = lru_cache(maxsize=4096)(self._spellings.nearest)

    def is_slip(self, word: str) -> bool:
        """One letter of the word is wrong for a name."""
        name = self._nearest(word, first_letter=False)
        return name is not None and name.cost == 1

    def add(self, message: Message) -> None:
        """Misspelt names replace the exact ones that they hold: « sait martin du var » is not the Var."""
        likely = [i for i, word in enumerate(message.known) if word.may_end_misspelt]
        if not likely:
            return
        known, end = self._known(message, likely), 0
        for i in known.starts():
            if i < end:
                continue
            found, inside = self._at(known, i), known.exact.get(i)
            if found:
                if any(j in known.exact for j in range(found.first, found.last)):
                    message.found = [f for f in message.found if f.last <= found.first or f.first >= found.last]
                message.found.append(found)
            end = found.last if found else inside.last if inside else end
        message.found.sort(key=lambda f: f.first)

    def _at(self, known: _Known, i: int) -> Found | None:
        """The misspelt name that begins at a token, or behind the article there: « les alpes marritimes »."""
        found = self._longest(known, i) or self._short(known, i)
        if found is None and i and (before := known.message.words[i - 1]) in _TO_THE:  # « au thornet »
            found = self._longest(known, i, CONTRACTED[before])
        held = found or known.exact.get(i)
        if held is None or known.message.words[i] not in ARTICLES:
            return found
        behind = self._longest(known, i + 1)
        return behind if behind and behind.last > held.last else found

    def _short(self, known: _Known, i: int) -> Found | None:
        """A name of a few letters, where a place is asked for: « a nis », « Oraison ou Appt »."""
        message, name = known.message, known.message.known[i].short
        if name is None or i in known.exact or message.is_acronym(i):
            return None
        led = self._around.leads(message, i) or i in message.cues or self._around.is_listed(message, i)
        is_inside = message.word(i - 1) == "le" and message.word(i - 2) in _INSIDE
        if not led and not (is_inside and name.is_area):
            return None
        known_enough = name.doubt <= Doubt.SOME and self._gazetteer.population(name.codes[0]) >= _KNOWN
        return self._found(message, i, i + 1, name) if known_enough else None

    def _known(self, message: Message, likely: Sequence[int]) -> _Known:
        """What is known of a message; `likely` are the tokens that a misspelt name may end with."""
        exact = {i: f for f in message.found for i in range(f.first, f.last)}
        may_be = [i for i in likely if message.known[i].odd_if_led and i not in exact]
        odd = frozenset(islice((i for i in may_be if self._is_odd(message, i)), _MOST_ODD))
        ends = [False] * len(message.known)
        for i in likely:
            ends[i] = message.known[i].ends or i in odd
        return _Known(message=message, exact=exact, odd=odd, ends=ends)

    def _is_odd(self, message: Message, i: int) -> bool:
        """No ordinary word, nor an acronym."""
        word = message.known[i]
        if len(word.norm) < _NO_ACRONYM and message.is_acronym(i):
            return False
        is_sms = message.text.norms[i] != word.norm  # « les otres »
        return (word.odd and not is_sms) or self._around.leads(message, i)

    def _longest(self, known: _Known, first: int, article: str = "") -> Found | None:
        """The longest misspelt name that begins at a token, longer than any exact name in it.

        `article` is the one of the name that « au » before it stands for.
        """
        message = known.message
        if not message.known[first].opens_misspelt:
            return None
        reach = message.going_on(first, _MOST_WORDS)
        ends = known.ends[first:reach]
        if True not in ends:
            return None
        end = reach - ends[::-1].index(True)
        best, spelling, odd, wrong, start = None, article, False, 0, first - bool(article)
        for i in range(first, end):
            word = message.words[i]
            spelling += message.known[i].spelt
            if len(spelling) > self._spellings.longest:
                break
            if word in LINKS:
                continue
            if self._around.joins_any(message, first, i) and known.are_several(first, i):  # « Aix et Marseille »
                break
            if i in known.odd:
                odd, wrong = True, wrong + (word not in self._words)
                if wrong > _MOST_WRONG:
                    break
            if not known.ends[i] or not known.may_end(first, i):
                continue
            likely = odd or (i - first > 1 and len(spelling) >= _SURE_LENGTH) or self._spellings.is_saint(spelling)
            if likely:
                name = self._corrected(known, start, i + 1, spelling)
                if name and (odd or name.cost <= 1 or len(spelling) > _SURE_LENGTH + 2):
                    best = self._found(message, start, i + 1, name)
        return best

    def _found(self, message: Message, first: int, last: int, name: Name) -> Found:
        code, end = self._numbers.suffix(message.text, last, name.codes[0], name.homonyms)
        score = 0.9 if name.cost <= 1 else 0.8
        codes = (code, *name.codes[1:])
        return Found(
            first=first, last=end, codes=codes, rule=name.rule + MISSPELT, score=score,
            homonyms=name.others(code), is_word=True,
        )  # fmt: skip

    def _corrected(self, known: _Known, first: int, last: int, spelling: str) -> Name | None:
        """The name that words, written as one, misspell."""
        message = known.message
        if self._nearest(spelling, first_letter=True) is None:
            return None
        leads = self._around.leads(message, first)
        said = leads or self._is_said(known, first, last)
        name = self._nearest(spelling, first_letter=said)
        if name is None or name.doubt is Doubt.STRONG:
            return None
        population = self._gazetteer.population(name.codes[0])
        is_city = population >= _CITY
        aside = population >= _KNOWN and message.marks[first - 1]  # « 12 élèves, embrin le 24 »
        dated = (is_city or aside) and self._is_before_day(message, first, last)
        if name.doubt and not (said or dated or self._is_led(message, first, name, is_city=is_city)):
            return None
        token = message.text.tokens[first]
        is_other = token.cost and token.cost < name.cost + (not said) and not self._spellings.holds(token.fixed)
        if last == first + 1 and is_other:
            return None  # « avignion » is nearer to Avignon than to « aviation »
        if population < TOWN and self._around.dwells(message, first):
            return None  # « j'habite campagn »: what follows is often no town
        if name.doubt is Doubt.WORD and population < _KNOWN and not leads:
            return None
        if name.cost > 1:
            return name if len(spelling) >= 11 or (said and is_city) else None
        led = leads or message.word(first - 1) in _LED
        least = 7 if led or population >= _CITY / 5 else 8
        return name if said or dated or len(spelling) >= least - is_city else None

    def _is_before_day(self, message: Message, first: int, last: int) -> bool:
        """« job dating roane jeudi », « visite vichi le 12 », not « le dentis jeudi »."""
        if message.word(first - 1) in self._around.determiners:
            return False
        led = message.word(last) == "le"
        return self._around.is_dated(message, last + led) or (led and message.word(last + 1).isdecimal())

    def _is_led(self, message: Message, first: int, name: Name, *, is_city: bool) -> bool:
        """« en breetagne », « visites de loriant »."""
        if message.word(first - 1) not in _LED:
            return False
        return name.is_area or (name.doubt is Doubt.SOME and is_city and message.known[first].odd)

    def _is_said(self, known: _Known, first: int, last: int) -> bool:
        """Something else than « à » says that words are a place."""
        message = known.message
        if first in message.cues or any(message.capital(i) for i in range(first, last)):
            return True
        if self._around.is_listed(message, first) or self._around.is_alone(message, first, last):
            return True
        return self._opens_list(known, last)

    def _opens_list(self, known: _Known, last: int) -> bool:
        """What ends there is joined to a place: « taraskon ou Arles »."""
        after = known.begins_behind(last, REACH)
        return after is not None and self._around.is_list(known.message, last, after)
