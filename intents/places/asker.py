"""Who asks, by the words before a place: « j'habite à », « je suis prof à », « je suis à Fréjus »."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from intents.phrases import PhraseTable, expand, whole_words, words_of
from intents.text import Text, fold

_SECTIONS = ("home", "selves", "firm_of_asker", "own", "stay")
_STOPS = frozenset(".,;:?!()")
_JOINS = frozenset({"et", "ou", "comme"})
#: How many words may stand between « j'habite » and the place, and between « je suis à » and « à ».
_REACH, _STAY_REACH = 22, 6
#: How many words behind « notre » and « entreprise » its place may stand.
_OWN_REACH = 3
#: How many words may stand between « j'habite un village » and the comma before its name.
_APPOSED = 10
#: How far before its place « passe son bafa » may begin.
_LIFE_REACH = 9
#: Who is beside what happens in a life is where it happens.
_BESIDE = ("here", "home_near", "there")
#: How many words a name may hold.
_NAME_REACH = 6
#: How verbs of the past end, and those of what one would like.
_IMPERFECT, _CONDITIONAL = ("ais", "ait", "ions"), ("rais", "rait", "rions")
_WE = frozenset({"nous", "on"})
_AT = frozenset({"a", "au", "aux", "en", "dans", "sur"})

#: What leads to a town: « elle passe son bafa à Gap, » a visit « dans le 05 » is asked.
_IN_TOWN = frozenset({"a", "au", "aux"})


class AskerReader:
    """Finds what a message says of who asks. Built once; keeps nothing of the messages."""

    def __init__(self, data: Any) -> None:
        """`data` is the vocabulary « places »."""
        self._phrases = PhraseTable.of_all((fold(phrase), name) for name in _SECTIONS for phrase in data[name])
        self.persons = frozenset(data["persons"])
        self.life = PhraseTable((fold(phrase), True) for phrase in data["life"])
        #: What each of these phrases ends with.
        self.life_ends = frozenset(said.split()[-1] for phrase in data["life"] for said in expand(fold(phrase)))
        self.beside = PhraseTable((fold(phrase), True) for name in _BESIDE for phrase in data[name])
        #: Words that wrong spellings may be corrected to.
        self.spelt = self.persons | _words(*data["home"], *data["stay"])
        self.occupied = self.persons | frozenset(data["studies"])
        self._firms, self._firm_endings = frozenset(data["firms"]), tuple(data["firm_endings"])
        self._seeking = frozenset(data["seeking"])
        self.settlements = frozenset(data["settlements"])
        self.living = frozenset(data["living"])
        self.trades, self._no_trades = tuple(data["trade_endings"]), frozenset(data["no_trades"])
        self.asking = frozenset(data["asking"])
        self.subjects = frozenset(data["subjects"])
        #: Behind a firm, these say that somebody goes to the place that follows.
        self.moves = self.subjects.union(data["going"])
        self.ends = frozenset(data["turns"]) | _STOPS
        self.breaks = self.ends | _JOINS

    def read(self, text: Text) -> "Asker":
        """Where a message may say something of who asks."""
        found: Mapping[str, dict[int, int]] = defaultdict(dict)
        for match in self._phrases.every(text):  # the longest from each token on
            for name in match.value:
                found[name][match.first] = match.last
        stays = frozenset(last for first, last in found["stay"].items() if last - first <= _STAY_REACH)
        firms = self._firms_in(text, found)
        tells = bool(found["home"] or found["selves"] or firms) or not self.persons.isdisjoint(text.fixed)
        tells = tells or self.is_trade(text)
        return Asker(
            words=self, text=text, homes=found["home"], selves=found["selves"], firms=firms, stays=stays, tells=tells
        )  # fmt: skip

    def _firms_in(self, text: Text, found: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
        """How far the place of a firm may stand, by where the words that tell of it begin."""
        reaches = (("firm_of_asker", _REACH), ("own", _OWN_REACH))
        firms = {
            first: last + reach
            for name, reach in reaches
            for first, last in found[name].items()
            if self._is_firm(text, last)
        }
        if self._is_firm(text, 0) and "," in text.norms:  # « Garage à Apt, nous cherchons… »
            comma = text.norms.index(",")
            we, verb = (*text.fixed[comma + 1 : comma + 3], "", "")[:2]
            if we in _WE and verb in self._seeking:
                firms[0] = comma
        return firms

    def _is_firm(self, text: Text, i: int) -> bool:
        """« nous sommes une [PME] », « mon [garage] »."""
        word = text.fixed[i] if i < len(text) else ""
        return word in self._firms or word.endswith(self._firm_endings)

    def is_trade(self, text: Text) -> bool:
        """It begins with what seems to be a trade: « Fleuriste »."""
        return text.norms[0].endswith(self.trades) and text.norms[0] not in self._no_trades


def _words(*templates: str) -> frozenset[str]:
    phrases = (phrase for template in templates for phrase in whole_words(fold(template)))
    return frozenset(word for word in words_of(phrases) if word.isalpha())


class Asker(Struct, frozen=True, kw_only=True):
    """What one message says of who asks."""

    words: AskerReader
    text: Text
    #: Where « j'habite » and « je suis » end, by where they begin.
    homes: Mapping[int, int]
    selves: Mapping[int, int]
    #: How far the place of a firm may stand, by where « nous sommes une » and « notre » before it begin.
    firms: Mapping[int, int]
    #: Where « je suis à » ends.
    stays: frozenset[int]
    #: Some of its words may say where the asker lives or works.
    tells: bool

    def is_stay(self, first: int) -> bool:
        """« je suis à Fréjus »: the asker is at the place that begins at a token."""
        return first in self.stays

    def is_of_life(self, first: int) -> bool:
        """« elle passe son bafa à Gap »: nobody asks to go to the place that begins at a token."""
        norms, begins = self.text.norms, max(0, first - _LIFE_REACH)
        if self.words.life_ends.isdisjoint(norms[begins:first]) or _IN_TOWN.isdisjoint(norms[first - 1 : first + 1]):
            return False
        said = self.words.life.find(self.text, range(begins, first))
        if not said or not self.words.ends.isdisjoint(norms[said[-1].last : first]):
            return False
        return not self.words.beside.find(self.text)

    def is_memory(self, last: int) -> bool:
        """« la boîte de Feurs où je soudais »: what follows a place says that one worked or lived there."""
        after = self.text.tokens[last : last + 4]
        if len(after) < 3 or after[0].norm != "ou" or after[1].norm not in self.words.subjects:
            return False
        verb = after[2].fixed
        return verb in self.words.living or (verb.endswith(_IMPERFECT) and not verb.endswith(_CONDITIONAL))

    def is_told(self, first: int, since: int = 0) -> bool:
        """True when the place that begins at a token is where the asker lives or works: « je suis prof à … ».

        Words before the token `since` say nothing of it.
        """
        if not self.tells:
            return False
        start = max(self._clause_start(first), since)
        if start and start == first and self.text.norms[start - 1] == ",":
            return self._is_apposed(start - 1)
        fixed = self.text.fixed
        if self._is_firm_apposed(start, first):
            return True
        for i in range(first - 1, start - 1, -1):
            if i in self.homes and self.homes[i] <= first:
                return True
            if i in self.firms and first <= self.firms[i] and self.words.moves.isdisjoint(fixed[i + 1 : first]):
                return True
            if fixed[i] in self.words.asking:
                return False
            if i in self.selves and not self.words.occupied.isdisjoint(fixed[self.selves[i] : first]):
                return True
        return start < first and (fixed[start] in self.words.persons or self._is_trade(start, first))

    def _is_apposed(self, comma: int) -> bool:
        """« j'habite une commune sans gare, Saint-Bonnet »: a home that its name only follows."""
        for i in range(comma - 1, max(-1, comma - _APPOSED), -1):
            if i in self.homes and not self.words.settlements.isdisjoint(self.text.fixed[self.homes[i] : comma]):
                return True
            if self.text.norms[i] in _STOPS:
                return False
        return False

    def _is_firm_apposed(self, start: int, first: int) -> bool:
        """« nous sommes une PME du bois, à Gap, et … »: between two commas, where it is."""
        norms = self.text.norms
        if not self.firms or not 1 < start == first - 1 or norms[start] not in _AT or norms[start - 1] != ",":
            return False
        before = max(0, start - _APPOSED)
        told = any(i in self.firms and _STOPS.isdisjoint(norms[i : start - 1]) for i in range(before, start - 1))
        return told and "," in norms[first : first + _NAME_REACH]

    def _is_trade(self, start: int, first: int) -> bool:
        """A message begins with a trade, a place and a comma: « Fleuriste à Apt, je cherche… »."""
        if start or not 0 < first - 1 <= 2 or not self.words.is_trade(self.text):
            return False
        return self.text.fixed[1] in _AT and "," in self.text.norms[first : first + _NAME_REACH]

    def _clause_start(self, first: int) -> int:
        """Where the clause of a place begins: « j'habite à Cavaillon mais [je peux aller à Apt] »."""
        norms, earliest = self.text.norms, max(0, first - _REACH)
        for i in range(first - 1, earliest - 1, -1):
            if norms[i] not in self.words.breaks:
                continue
            if norms[i] in self.words.ends or (i + 1 < first and norms[i + 1] in self.words.subjects):
                return i + 1
        return earliest
