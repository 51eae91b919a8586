"""Places in a message: communes, areas, numbers of départements, and how they are meant.

Names are found by `search` and `misspelt`, numbers by `numbers`, « près de » and its kin by `cues`; `qualifiers` tells
what places say of each other.
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from intents.gazetteer import Gazetteer
from intents.model import Scene, Span
from intents.phrases import PhraseTable
from intents.places.asker import Asker, AskerReader
from intents.places.cues import Cue, CueReader, span_of
from intents.places.listed import OR, ListedNames
from intents.places.message import Around, Found, Message
from intents.places.misspelt import MisspeltNames
from intents.places.name import ARTICLES, CONTRACTED, LINKS
from intents.places.names import PlaceNames
from intents.places.numbers import Numbered, NumberReader
from intents.places.qualifiers import Qualifiers
from intents.places.search import NameSearch
from intents.places.spellings import PlaceSpellings
from intents.places.words import WordReader
from intents.text import Text
from intents.vocabulary import load, word_sets

#: Words before a place that its preposition is found behind; « 2 » is « de » to some.
_BETWEEN = frozenset({*ARTICLES, *CONTRACTED, "de", "d", "2", "a", "ce", "cet", "cette"})
_THIS = frozenset({"ce", "cet", "cette", "ces"})
#: So many of them, and names of parts of a town, may stand between « près » and its place.
_CUE_REACH = 5
#: How many words may stand between a distance and its place: « à 20 km de la gare d'Avignon ».
_RADIUS_REACH = 4
#: How many may stand between a place and the next of a list, or what corrects it: « vers Brest, euh pardon, Quimper ».
_FOLLOW_REACH = 4
_HESITATING = word_sets("scope")["hesitating"]
#: After one of these comes what one is, and no place.
_BEING = frozenset({"suis", "sommes", "jsuis", "chuis", "jsui", "sui"})
#: A message of so many tokens may be a day, a town and a question, and nothing else.
_FEW = 9
#: What joins a département and another.
_OR = frozenset({"ou", "et", "ni"})
#: How surely two départements of the region that make a list are meant.
_SURE = 0.9
#: « du savon à Marseille » is made there, « du savon de Marseille » is not.
_AT = frozenset({"a", "au", "aux"})
#: Prepositions in short, and what they stand for.
_PLAIN_PREPOSITIONS = {
    "de": "de", "d": "de", "du": "de", "des": "de", "au": "a", "aux": "a", "en": "en", "dans": "dans", "ds": "dans",
}  # fmt: skip


class PlaceValue(Struct, frozen=True, kw_only=True):
    """A place that was named."""

    #: INSEE code: "13055", "dep:13", "reg:93", "epci:<SIREN>".
    code: str
    #: More places that the same words mean: « Côte d'Azur » is two départements.
    also: tuple[str, ...] = ()
    #: Other communes of the same name, those of the region first.
    homonyms: tuple[str, ...] = ()
    #: Its surroundings are wanted too.
    near: bool = False
    #: "home": where the asker lives or works, told in passing; "stay": where they are, which is asked when no other
    #: place is; "origin": where they start from; "life": where something of a life happens, and nobody asks to go.
    role: str | None = None
    #: The word that leads to it, folded: "a", "sur", "de"…
    preposition: str | None = None
    #: Its name is an ordinary word too, or misspelt.
    is_word: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """All that the words mean."""
        return (self.code, *self.also)


class PlaceReader:
    """Finds the places of messages about one programme. Built once; keeps nothing of the messages."""

    def __init__(
        self, gazetteer: Gazetteer, scene: Scene, local: Collection[str] = (), ordinary: Collection[str] = ()
    ) -> None:
        """`local` are codes or names of the communes that the programme names, outside its region too.

        `ordinary` are words (folded) that mean something else where they are spelt right.
        """
        data = load("places")
        self._gazetteer = gazetteer
        self._names = PlaceNames(gazetteer, scene.areas, local, data)
        self._cues = CueReader(data)
        self._askers = AskerReader(data)
        self._numbers = NumberReader(gazetteer, self._names, data)
        self._around = Around(data)
        spellings = PlaceSpellings(self._names)
        self._words = WordReader(gazetteer, self._names, spellings, ordinary)
        self._search = NameSearch(gazetteer, self._names, self._numbers, self._around)
        self._misspelt = MisspeltNames(gazetteer, self._names, spellings, self._numbers, self._around)
        self._listed = ListedNames(gazetteer, spellings, self._around)
        self._prepositions = frozenset(data["prepositions"])
        self._joins = frozenset(data["joins"])
        self._streets = frozenset(data["streets"])
        self._products = PhraseTable((p, p) for p in data["products"])
        self._hides = {word: frozenset(names) for word, names in data["hides"].items()}
        self._qualifiers = Qualifiers(gazetteer, data)
        #: Words of names, which the spelling corrector must leave alone.
        self.words = self._names.words
        #: Words around names (« alentours », « habite »), which wrong spellings may be corrected to.
        self.cue_words = self._cues.words | self._askers.spelt

    def is_slip(self, word: str) -> bool:
        """One letter of the word is wrong for a name of the region: « vitroles » is no « vit rôles »."""
        return self._misspelt.is_slip(word)

    def find(self, text: Text) -> list[Span]:
        """Everything a message says of where, in order.

        Families: "place" (a `PlaceValue`), "radius" (km), "near" (the words that say so), "no-place" (« rue de Lyon »),
        "home-near", "here", "whole-region", "anywhere", "elsewhere", "farther", "closer".
        """
        message = self._around.message(text, self._words.read(text), self._cues)
        self._search.exact(message)
        self._misspelt.add(message)
        if not text.where.keys().isdisjoint(OR):
            self._listed.add(message)
        if len(message.words) <= _FEW and "a" in text.where:
            self._listed.add_dated(message)
        self._numbered(message)
        radii = self._cues.radii(text)
        spans = [*radii]
        if message.found:
            self._search.confirm(message)
            self._qualifiers.apply(message)
            spans += self._spans(message, radii)
        spans += self._cues.alone(text, radii, spans)
        return sorted(spans, key=lambda s: (s.first, s.last))

    def _numbered(self, message: Message) -> None:
        begins = self._numbers.may_begin(message.text)
        if not begins:
            return
        covered = {i for f in message.found for i in range(f.first, f.last)}
        numbered: list[Numbered] = []
        for i in begins:
            previous = numbered[-1] if numbered else None
            listed = self._departement_before(message, i) or previous
            found = None if i in covered else self._numbers.at(message.text, i, listed)
            if found:
                if previous and self._numbers.are_bare_list(message.text, previous, found):  # « 35 ou 56 »
                    numbered[-1], found = replace(previous, score=_SURE), replace(found, score=_SURE)
                if earlier := self._numbers.before_in_list(message.text, found, covered):
                    numbered.append(earlier)  # « 29 ou 56 »
                if previous and previous.score < found.score and self._numbers.is_list(message.text, previous, i):
                    numbered[-1] = replace(previous, score=found.score, rule=found.rule)  # « le 13 ou le 84 »
                numbered.append(found)
        message.found += [
            Found(first=n.first, last=n.last, codes=(n.code,), rule=n.rule, score=n.score, homonyms=n.homonyms)
            for n in numbered
        ]
        message.found.sort(key=lambda f: f.first)

    def _departement_before(self, message: Message, i: int) -> Numbered | None:
        """The Vaucluse of « dans le Vaucluse ou le 13 », before the number of a département of the region."""
        number, joint = self._numbers.departement_at(message.text, i), i - 1 - (message.word(i - 1) == "le")
        if number is None or not self._names.is_regional(number[0]) or message.word(joint) not in _OR:
            return None
        named = (f for f in message.found if f.last == joint and f.codes and f.codes[0].startswith("dep:"))
        return next(
            (Numbered(first=f.first, last=f.last, code=f.codes[0], rule=f.rule, score=f.score) for f in named), None
        )

    def _spans(self, message: Message, radii: Sequence[Span]) -> Iterator[Span]:
        near, role = False, None
        previous: Found | None = None
        asker = self._askers.read(message.text)
        for found in message.found:
            cue = self._cue(message, found.first)
            if not found.codes or (hidden := self._hiding(message, found, cue)) is not None:
                first = hidden if found.codes and hidden is not None else found.first
                yield span_of(message.text, first, found.last, "no-place", None, found.rule, 1.0)
                continue
            listed = previous is not None and self._follows(message, previous, found)
            if cue is not None and cue.kind == "land" and ":" in found.codes[0]:
                cue = None
            near = cue is not None or (near and listed and not self._is_own_preposition(message, found))
            after = self._cues.after(message.text, found.last)
            home = previous if role == "home" else None
            role = self._role(message, asker, found, cue, home, listed=listed)
            if cue is not None:
                yield span_of(message.text, cue.first, cue.last, "near", True, cue.kind, found.score)
            if after is not None:
                yield span_of(message.text, found.last, after, "near", True, "near_after", found.score)
            value = PlaceValue(
                code=found.codes[0],
                also=found.codes[1:],
                homonyms=found.homonyms,
                near=near or after is not None or any(_beside(radius, found) for radius in radii),
                role=role,
                preposition=self._preposition(message, found.first),
                is_word=found.is_word,
            )
            yield span_of(message.text, found.first, found.last, "place", value, found.rule, found.score)
            previous = found

    def _role(
        self, message: Message, asker: Asker, found: Found, cue: Cue | None, home: Found | None, *, listed: bool
    ) -> str | None:
        """How a place is meant; `home` is the one before it when that is the asker's."""
        if cue is not None and cue.kind == "origin":
            return "origin"
        first = found.first
        if message.word(first - 1) in _BEING:  # « je suis marseillais »
            return "home"
        if asker.is_memory(found.last) or asker.is_told(first, since=home.last if home else 0):
            return "home"
        if home and asker.is_told(first):  # « je viens de Lyon voir une usine à Nice » asks for Nice
            listed = listed and not self._joins.isdisjoint(message.words[home.last : first])
            return (
                "home" if listed or self._is_one(home, found) or not self._is_own_preposition(message, found) else None
            )
        if ":" not in found.codes[0] and asker.is_of_life(first) and not self._around.is_dated(message, found.last):
            return "life"
        return "stay" if asker.is_stay(first) else None

    def _is_one(self, one: Found, other: Found) -> bool:
        """One of two places lies in the other: « j'habite dans le Var, à Toulon »."""
        codes = one.codes[0], other.codes[0]
        return any(a in self._gazetteer.areas(b) for a, b in (codes, codes[::-1]))

    def _follows(self, message: Message, previous: Found, found: Found) -> bool:
        between = message.words[previous.last : found.first]
        beside = (w in self._joins or w in LINKS or w == "vers" or w in _HESITATING for w in between)
        return len(between) <= _FOLLOW_REACH and all(beside)

    def _is_own_preposition(self, message: Message, found: Found) -> bool:
        return message.word(found.first - 1) in ("a", "sur", "dans", "en")

    def _cue(self, message: Message, first: int) -> Cue | None:
        """The longest phrase of nearness that leads to a token, articles left aside."""
        if not message.cues:
            return None
        i = first
        while True:
            if usable := [cue for cue in message.cues.get(i, ()) if _leads(message, cue)]:
                return min(usable, key=lambda c: c.first)
            between = i > 0 and (message.words[i - 1] in _BETWEEN or message.words[i - 1] in self._around.kinds)
            if not between or first - i >= _CUE_REACH:  # « près de la gare d'Avignon »
                return None
            i -= 1

    def _preposition(self, message: Message, first: int) -> str | None:
        word = message.word(first)
        if word in CONTRACTED:
            return "a" if word in _AT else "de"
        i = first - 1
        while i > 0 and message.words[i] in ARTICLES:
            i -= 1
        word = message.word(i)
        return _PLAIN_PREPOSITIONS.get(word, word if word in self._prepositions else None)

    def _hiding(self, message: Message, found: Found, cue: Cue | None) -> int | None:
        """Where « rue de Lyon » or the « de Marseille » of « savon de Marseille » begins; None elsewhere."""
        if cue is not None and cue.kind == "travel":  # « à une heure de route de Gap »
            return None
        i = found.first
        while i > 0 and message.words[i - 1] in _BETWEEN:
            i -= 1
        before = message.word(i - 1)
        named = i < found.first or before not in ("place", "cours")
        if before in self._streets and named and _AT.isdisjoint(message.words[i : found.first]):  # « de passage à Gap »
            return i - 2 if i > 1 and message.text.tokens[i - 2].is_number else i - 1
        if i == found.first:
            return None
        for start in range(max(0, i - 3), i):
            match = self._products.at(message.text, start)
            if match and match.last >= i and _AT.isdisjoint(message.words[match.last : found.first]):
                name = "".join(message.words[found.first : found.last])
                only = self._hides.get(message.text.fixed[i - 1])
                if only is None or name.removeprefix("de") in only:
                    return i
        return None


def _leads(message: Message, cue: Cue) -> bool:
    """Not « dans ce secteur à Marseille », nor « une heure de route »."""
    is_whole = cue.kind != "travel" or message.word(cue.last) in ("de", "d", "du")
    return is_whole and message.word(cue.first - 1) not in _THIS


def _beside(radius: Span, found: Found) -> bool:
    """« à moins de 20 km [d'Avignon] », « Avignon, dans un rayon de 20 km »."""
    return 0 <= found.first - radius.last <= _RADIUS_REACH or 0 <= radius.first - found.last <= _RADIUS_REACH
