"""Names of places in a message, as they stand.

A name that is also an ordinary word counts where the words around it say that it is a place.
"""

from itertools import accumulate

from msgspec.structs import replace

from intents.gazetteer import Gazetteer
from intents.places.message import MISSPELT, Around, Found, Message
from intents.places.name import ARTICLES, CONTRACTED, LEADING, LINKS, Doubt, Name
from intents.places.names import PlaceNames
from intents.places.numbers import NumberReader

#: A name holds at most so many words.
_LONGEST = 9
#: Words between a commune and the département that says which it is.
WITHIN = frozenset({*ARTICLES, "dans", "ds", "en", "du", "des", "de", "celui", "(", "-", ","})
_FAR = 3
#: A name after one of these, which is none of its own words, is an ordinary word with a capital.
_TITLES = frozenset(
    {*ARTICLES, "un", "une", "mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "ce", "cette", "ces"}
)
#: What leads into a département.
_INSIDE = frozenset({"dans", "ds", "dan", "sur", "hors", "tout", "toute", "sauf"})
#: No name ends so.
_NO_ENDS = LINKS | {"ou", "ni"}
#: Links that say that what follows belongs to the sentence.
_LEADING = LINKS - {"et"}
#: After « et », « ou » they follow a place.
_AROUND = frozenset({"environs", "environ", "alentours", "alentour", "abords", "peripherie"})
#: In a bare name that is an ordinary word too, only a town this large is thought of.
_CITY = 15000
#: A capital alone does not make a smaller place of an ordinary word: it may be a first name.
_KNOWN = 2000


class NameSearch:
    """Finds names. Built once; keeps nothing of the messages."""

    def __init__(self, gazetteer: Gazetteer, names: PlaceNames, numbers: NumberReader, around: Around) -> None:
        self._gazetteer, self._names, self._numbers, self._around = gazetteer, names, numbers, around

    def exact(self, message: Message) -> None:
        """Add the names that stand in a message, the longest at each place."""
        end = 0
        for i in [i for i, word in enumerate(message.known) if word.opens and not message.marks[i]]:
            found = self._longest(message, i) if i >= end else None
            if found and message.words[i] in LEADING:  # « des Alpes » of « Alpes-Maritimes »
                inner = self._longest(message, i + 1)
                found = inner if inner and inner.last > found.last else found
            if found:
                message.found.append(found)
                end = found.last

    def _longest(self, message: Message, first: int) -> Found | None:
        word = message.words[first]
        if not message.known[first].opens or (word in LEADING and not self._goes_on(message, first)):
            return None
        keys = [*accumulate(message.stems[first : message.going_on(first, _LONGEST)])]
        for size in self._names.may_name(word, keys):
            if message.words[first + size - 1] in _NO_ENDS:  # « lavande ou » has the letters of Lavandou
                continue
            name = self._names.exact(word, keys[size - 1] if size > 1 else word, size)
            if name is None:
                continue
            last, score = first + size, self._score(message, first, first + size, name)
            code, end = ("", last)
            if name.codes:
                code, end = self._numbers.suffix(message.text, last, name.codes[0], name.homonyms)
            codes = (code, *name.codes[1:]) if name.codes else ()
            if codes and code != name.codes[0]:
                more, end = self._numbers.more_arrondissements(message.text, end, name.codes[0])
                codes += more
            homonyms = name.others(code)
            found = Found(
                first=first, last=end, codes=codes, rule=name.rule, score=score,
                homonyms=homonyms, is_word=bool(name.doubt),
            )  # fmt: skip
            if score < name.score and not self._is_other(message, first):
                message.doubtful.append(replace(found, score=name.score))
            if score:
                return found
        return None

    @staticmethod
    def _goes_on(message: Message, article: int) -> bool:
        """Some name has the word after an article there."""
        return article + 1 < len(message.known) and message.known[article + 1].follows_article

    def _is_other(self, message: Message, first: int) -> bool:
        """What stands before a name makes an ordinary word of it, whatever follows."""
        return message.word(first - 1) in self._around.determiners or self._around.is_month(message, first)

    def confirm(self, message: Message) -> None:
        """Doubtful names beside sure places are places: « Riez ou Valensole », « La Motte, dans le 83 »."""
        for name in reversed(message.doubtful):
            if name.codes and (self._is_listed(message, name) or self._is_led(message, name)):
                others = [f for f in message.found if f.last <= name.first or f.first >= name.last]
                if name.rule == "commune-elsewhere" and len(others) < len(message.found):
                    continue  # « à fougere ou à Vitré » is the misspelt town of the region
                message.found = sorted([*others, name], key=lambda f: f.first)

    def _is_listed(self, message: Message, name: Found) -> bool:
        """A list goes on with it from a place that was found misspelt: « la ciota ou Cassis »."""
        before = next((f for f in reversed(message.found) if f.last <= name.first and f.codes), None)
        if before is None or not before.rule.endswith(MISSPELT) or name.rule == "commune-elsewhere":
            return False
        return self._around.is_list(message, before.last, name.first)

    def _is_led(self, message: Message, name: Found) -> bool:
        """What follows it is a place of the same list, or one that it lies in."""
        after = next((f for f in message.found if f.first >= name.last and f.codes), None)
        if after is None:
            return False
        between = message.words[name.last : after.first]
        held = after.codes[0] in self._gazetteer.areas(name.codes[0]) and len(between) <= _FAR
        listed = ":" not in name.codes[0] and self._around.is_list(message, name.last, after.first)
        listed = listed or (not between and self._are_neighbours(message, name, after))  # « serres laragne veynes »
        return listed or (held and all(w in WITHIN for w in between))

    def _are_neighbours(self, message: Message, name: Found, other: Found) -> bool:
        """Communes of one département; « vers » leads to a place and is none beside one."""
        if message.word(name.first) in self._around.prepositions:
            return False
        codes = name.codes[0], other.codes[0]
        return not any(":" in c for c in codes) and len({self._gazetteer.departement(c) for c in codes}) == 1

    def _score(self, message: Message, first: int, last: int, name: Name) -> float:
        """How surely these words are that place here; 0 when they are not."""
        before = message.word(first - 1)
        if before in self._around.first_names and message.capital(first):  # « Maria Callas »
            return 0.0
        if name.doubt is Doubt.NONE:
            return name.score
        if name.rule == "alias" and message.words[first] in self._around.first_names:  # « mon mari René », « à rene »
            return name.score if self._around.leads(message, first) else 0.0
        if not name.codes:  # « je descends de Liège », but « des bouchons de liège »
            return name.score if message.capital(first) or self._around.leads(message, first) else 0.0
        if name.doubt is Doubt.WORD and (before.isdigit() or self._around.is_month(message, first)):
            return 0.0  # « depuis le 15 mars »
        if self._is_said(message, first, last, name):
            return name.score
        if before in self._around.adjectives:  # « un gros gap »
            before = message.word(first - 2)
        if name.is_area or before in self._around.determiners or before in _LEADING:
            return 0.0
        if name.rule == "commune-elsewhere":
            return 0.0
        if name.doubt is Doubt.SOME:
            return 0.7
        large = self._gazetteer.population(name.codes[0]) >= _CITY
        return 0.5 if name.doubt is Doubt.WORD and large else 0.0

    def _is_said(self, message: Message, first: int, last: int, name: Name) -> bool:
        """The words around a name say that it is a place."""
        capital = any(message.capital(i) for i in range(first, last) if message.words[i] not in LINKS)
        if self._numbers.suffix(message.text, last, name.codes[0], name.homonyms)[1] > last:
            return True
        if message.word(last) in ("et", "ou") and not _AROUND.isdisjoint(message.words[last + 1 : last + 4]):
            return True  # « Sophia et ses environs »
        if name.is_area:
            return self._is_area(message, first, last, name, capital)
        before = message.word(first - 1)
        strong = name.doubt is Doubt.STRONG
        led = self._around.leads(message, first)
        population = self._gazetteer.population(name.codes[0])
        rare = strong or (name.rule == "commune-elsewhere" and name.doubt is Doubt.WORD and population < _CITY)
        if rare:
            return capital and led
        if before in self._around.adjectives:
            before = message.word(first - 2)
        if name.doubt is Doubt.WORD and before in _TITLES:  # « Les Contes du chat perché »
            return False
        known = population >= _KNOWN or name.doubt is Doubt.SOME or message.word(first - 1) in ("de", "d")
        if capital and (known or self._has_own_article(message, first)):
            return True
        if led:
            return True
        if message.word(first - 1) in ("de", "d"):
            return name.doubt is Doubt.SOME or message.word(first - 2) in self._around.kinds
        if message.word(first) in ("du", "des"):
            return name.doubt is Doubt.SOME or message.word(first - 1) in self._around.kinds
        return self._around.is_alone(message, first, last) or self._around.is_listed(message, first)

    @staticmethod
    def _has_own_article(message: Message, first: int) -> bool:
        """« ma tante habite La Martre »: both words have a capital."""
        return message.words[first] in ARTICLES and message.capital(first) and message.capital(first + 1)

    def _is_area(self, message: Message, first: int, last: int, name: Name, capital: bool) -> bool:
        before, further = message.word(first - 1), message.word(first - 2)
        if self._around.is_alone(message, first, last) and (
            name.doubt is not Doubt.STRONG or message.text.tokens[first].capital
        ):
            return True
        if before in ("departement", "region") or further in ("departement", "region"):
            return True
        if name.doubt is Doubt.STRONG:
            own = self._names.is_regional(name.codes[0]) and message.word(last) not in ("de", "d", "du", "des")
            if own and before in ARTICLES and further in _INSIDE:  # « dans le nord », where the Nord is
                return True
            if message.is_acronym(first):
                return True
            return capital and before in (*ARTICLES, *CONTRACTED, "en")
        if message.word(last) in ("de", "du", "d", "des"):  # « le sud du Var »
            return False
        return capital or before in (*ARTICLES, "du", "en", "dans", "ds") or self._around.is_listed(message, first)
