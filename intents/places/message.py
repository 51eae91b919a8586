"""A message as names of places are looked for in it, and what the words around a name say of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec import Struct

from intents.places.cues import Cue, CueReader
from intents.places.name import LINKS
from intents.places.words import Word
from intents.text import Text

#: What may stand between two places of a list, in words.
REACH = 3
#: After these marks a capital letter merely begins a sentence.
_BEGINNINGS = frozenset({".", "?", "!", ":", "«", '"', "(", "-"})


#: Begins a question: « y a quoi », « c'est quoi ».
_ASKING = frozenset({"y", "c", "ce", "quoi", "que", "qu"})
#: What the rules of misspelt names end with.
MISSPELT = "~"


class Found(Struct, frozen=True, kw_only=True):
    """A stretch that names places; token indices, half-open."""

    first: int
    last: int
    codes: tuple[str, ...]
    rule: str
    score: float
    homonyms: tuple[str, ...] = ()
    #: The name is an ordinary word too, or misspelt.
    is_word: bool = False


@dataclass
class Message:
    """A message as names are looked for in it."""

    text: Text
    #: What is known of each token as a word, …
    known: Sequence[Word]
    #: … and, of these, the words and the stems.
    words: list[str]
    stems: list[str]
    #: True for punctuation, where names end.
    marks: list[bool]
    cue_reader: CueReader
    #: Capitals mean something: not everything is in capitals.
    mixed: bool
    #: How many words and marks merely open it: « et », « sinon ».
    opening: int
    found: list[Found] = field(default_factory=list)
    #: Names that are ordinary words too, where nothing around them says that they are places.
    doubtful: list[Found] = field(default_factory=list)

    @cached_property
    def cues(self) -> dict[int, list[Cue]]:
        """The phrases of nearness, by the token after them; many messages have no place that they may lead to."""
        return self.cue_reader.before(self.text)

    def word(self, i: int) -> str:
        """The word at an index; empty outside the message."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def going_on(self, first: int, most: int) -> int:
        """Where the words end that go on from an index without a mark; so many at most."""
        marks = self.marks[first : first + most]
        return first + (marks.index(True) if True in marks else len(marks))

    def capital(self, i: int) -> bool:
        """Typed with a capital letter that does not merely begin a sentence."""
        if not self.mixed or not self.text.tokens[i].capital:
            return False
        return i > 0 and self.words[i - 1] not in _BEGINNINGS

    def is_acronym(self, i: int) -> bool:
        """Typed in capitals where the rest is not."""
        typed = self.text.typed(i, i + 1)
        return self.mixed and len(typed) > 2 and typed.isupper()


class Around:
    """What the words around a name say, by the vocabulary « places »."""

    def __init__(self, data: Any) -> None:
        self.prepositions = frozenset(data["prepositions"])
        #: Words that « de » and a place follow: « près de Digne », « à 20 km de Digne », « on vient de Digne », « le
        #: forum de Digne ».
        self._before_de = self.prepositions.union(data["distance_units"], data["coming"], data["held"])
        self._dwelling = frozenset(data["dwelling"])
        self.kinds = frozenset(data["kinds_of_place"])
        self.determiners = frozenset(data["determiners"])
        self.adjectives = frozenset(data["adjectives"])
        self._months, self._before_months = frozenset(data["months"]), frozenset(data["before_months"])
        self.first_names = frozenset(data["first_names"])
        self._joins = frozenset(data["joins"])
        self._openings = frozenset(data["openings"])
        self._times = frozenset(data["times"])
        self._dating = self._times | {"le"}

    def message(self, text: Text, known: Sequence[Word], cue_reader: CueReader) -> Message:
        """A message of these words, in which `cue_reader` finds what leads to places."""
        words = [word.norm for word in known]
        marks = [word.is_mark for word in known]
        others = (i for i, word in enumerate(words) if not marks[i] and word not in self._openings)
        return Message(
            text=text,
            known=known,
            words=words,
            stems=[word.stem for word in known],
            marks=marks,
            cue_reader=cue_reader,
            mixed=not text.raw.isupper(),
            opening=next(others, len(words)),
        )

    def leads(self, message: Message, first: int) -> bool:
        """« à », « sur », « près de », « habite » stand before it."""
        if message.word(first) in ("au", "aux"):
            return True
        before = message.word(first - 1)
        if before in ("de", "d"):
            said = message.text.fixed[first - 2] if first > 1 else ""  # « job datting de vane »
            return said in self._before_de or (first - 1) in message.cues
        if before == "a":
            return message.word(first - 2) != "y"
        return before in self.prepositions or self.dwells(message, first)

    def dwells(self, message: Message, first: int) -> bool:
        """« j'habite » stands right before it."""
        return first > 0 and message.text.fixed[first - 1] in self._dwelling

    def is_month(self, message: Message, i: int) -> bool:
        """« le 28 mars dans le 13 », « fin mars » are no Marseille, which people call so too."""
        if message.words[i] not in self._months:
            return False
        before = message.word(i - 1)
        return before.isdigit() or before in self._before_months

    def is_dated(self, message: Message, last: int) -> bool:
        """A day follows: « à Gap mardi », not « à Gap le mardi »."""
        return message.word(last) in self._times

    def is_dated_question(self, message: Message, i: int) -> bool:
        """« samedi 21 à … y a quoi ? »: a day before « à », and nothing but a question after one word."""
        words, after = message.text.fixed, i + 2
        if after < len(words) and not (message.marks[after] or words[after] in _ASKING):
            return False
        before = words[i - 1]
        return i > 0 and (before in self._times or (before.isdigit() and words[i - 2] in self._dating))

    def is_alone(self, message: Message, first: int, last: int) -> bool:
        """The name is all there is before a comma, a day or the end: « Signes, dimanche », « et Orange ? »."""
        closed = last >= len(message.words) or message.words[last] in self._times
        closed = closed or (message.marks[last] and message.words[last] not in "'-")
        return first <= message.opening and closed

    def is_listed(self, message: Message, first: int) -> bool:
        """It follows another place in a list: « Bollène ou Orange »."""
        return bool(message.found) and self.is_list(message, message.found[-1].last, first)

    def joins_any(self, message: Message, first: int, last: int) -> bool:
        """« et », « ou » stand between two tokens."""
        return not self._joins.isdisjoint(message.words[first:last])

    def is_list(self, message: Message, first: int, last: int) -> bool:
        """The words between two names, « ou » among them, join them."""
        between = message.words[first:last]
        joined = 0 < len(between) <= REACH and not self._joins.isdisjoint(between)
        return joined and all(w in self._joins or w in LINKS for w in between)
