"""A message as symbols, one a word.

« lundi » is wd0, « novembre » mo11, « seize » n16, « 2e » o2; other words are themselves.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from intents.numbers import WORDS, number_at
from intents.reader import PLAIN, norms
from intents.text import Text, stem
from intents.vocabulary import load

VOCABULARY: dict[str, Any] = load("dates")
#: What ends a stretch: no expression goes over it; and the symbol that stands for each.
_STOPS, STOP = frozenset(".?!;:…"), ";"
#: What may stand beside « 1er » that is a day, and no first thing.
_BEFORE_DAY, _AFTER_DAY = frozenset({"le", "du", "ce"}), frozenset({*".?!;,", "au", "matin", "soir", "apres", "vers"})
_DASHES = frozenset("-‐‑–—→")
#: Words of numbers, but for units of time and articles; « neuf » is one beside some words.
_NUMBERS = WORDS - {"un", "une", "quinzaine", "huitaine", "douzaine", "neuf"}


@dataclass(slots=True)
class Row:
    """A message as symbols, side by side."""

    texts: list[str] = field(default_factory=list)
    #: What rules look for: "wd", "mo", "n", "o", or the word.
    kinds: list[str] = field(default_factory=list)
    #: The tokens that each stands for, half-open.
    places: list[tuple[int, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, text: str, kind: str, first: int, last: int) -> None:
        """Add a symbol for these tokens."""
        self.texts.append(text)
        self.kinds.append(kind)
        self.places.append((first, last))

    def add_words(self, text: Text, first: int, last: int) -> None:
        """Add the words of these tokens, which stand for themselves."""
        words = text.fixed[first:last]
        self.texts += words
        self.kinds += words
        self.places += pairwise(range(first, last + 1))

    def put(self, text: str, kind: str, first: int, last: int) -> None:
        """Put a symbol in the place of some, half-open."""
        self.texts[first:last] = [text]
        self.kinds[first:last] = [kind]
        self.places[first:last] = [(self.places[first][0], self.places[last - 1][1])]

    def part(self, first: int, last: int) -> "Row":
        """Some of the symbols, half-open."""
        return Row(self.texts[first:last], self.kinds[first:last], self.places[first:last])


def _folded(words: str) -> tuple[str, ...]:
    return norms(words)


def _right(listed: Sequence[str]) -> list[str]:
    """The first of several spellings, and its forms."""
    return [word for word in listed if word.startswith(listed[0])]


def _named(table: dict[int, list[str]], kind: str) -> dict[str, tuple[str, str]]:
    return {_folded(word)[0]: (f"{kind}{value}", kind) for value, words in table.items() for word in words}


_NAMES = {
    **_named(VOCABULARY["weekdays"], "wd"),
    **_named(VOCABULARY["months"], "mo"),
    **_named(VOCABULARY["ordinals"], "o"),
}
_BEFORE_NUMBER = {word: (f"wd{day}", "wd") for word, day in VOCABULARY["weekdays_before_number"].items()}
_BESIDE_NUMBER = {word: (f"mo{month}", "mo") for word, month in VOCABULARY["months_beside_number"].items()}
_WEAK_NAMES = _BEFORE_NUMBER.keys() | _BESIDE_NUMBER.keys()
_SPELLINGS = {
    _folded(typed): _folded(word) for word, spellings in VOCABULARY["spellings"].items() for typed in (word, *spellings)
}
#: The only accents that tell two words of dates apart: « dès lundi », « passé 17 h ».
_ACCENTED = {"des": "dès", "passe": "passé"}
#: What may follow a weekday of three letters: « mer aprem ».
_PARTS = frozenset(map(_folded, ("matin", "soir", "après midi")))
#: What stands between two weekdays: « du mar au jeu », « mar, mer ou jeu ».
_TO = frozenset({"au", "a"})
_BETWEEN = _TO | {"ou", "et", ",", "/", "-"}
_DAYS = frozenset(word for word, (_, kind) in _NAMES.items() if kind == "wd")
#: « c », « ct » before one of these is « ce ».
_SHORT_THIS = frozenset({"c", "ct"})
_AFTER_THIS = _PARTS | frozenset(map(_folded, ("semaine", "week end")))
#: « neuf heures », « le neuf novembre » is a number, « du neuf » is none.
_AFTER_NINE = {"heure", "heures", "au", *(word for word, (_, kind) in _NAMES.items() if kind == "mo")} - {"mars"}
_SUFFIXES = frozenset(_folded(s)[0] for s in VOCABULARY["ordinal_suffixes"])
NOT_TYPOS = frozenset(VOCABULARY["not_typos"])
_ABBREVIATIONS = frozenset(_folded(a)[0] for a in VOCABULARY["abbreviations"])
_ARTICLES = frozenset({"la", "les", "en", "un", "de", "des"})
#: « jeudi 1 visite » is a visit on Thursday.
_AFTER_ONE = frozenset(stem(_folded(word)[0]) for word in VOCABULARY["after_one"])

#: What stands between the days of a list or a range, and how far such a list goes on (in tokens).
_BETWEEN_DAYS, _LISTED = frozenset({",", "-", "et", "ou", "puis", "a", "au", "jusque", "le", "les", "du"}), 12
#: Words of which `symbols` makes others, beside something or wherever they stand; those that do with a second one.
_TELLING = frozenset({*(typed[0] for typed in _SPELLINGS), *_NAMES, *_WEAK_NAMES, *_ACCENTED, *WORDS})
_IN_TWO = frozenset(typed[0] for typed in _SPELLINGS if len(typed) > 1)

#: Every word that stands for a symbol.
WORDS_OF_DATES = frozenset(_NAMES) | frozenset(w for typed in _SPELLINGS for w in typed) | WORDS
#: Words of dates as they are spelt right, which the speller prefers to others as near.
TELLING_WORDS = WORDS | frozenset(
    word
    for phrase in (
        *(
            w
            for name in ("weekdays", "months", "ordinals")
            for listed in VOCABULARY[name].values()
            for w in _right(listed)
        ),
        *(w for right, typed in VOCABULARY["spellings"].items() for w in _right([right, *typed])),
        *(w for part in VOCABULARY["parts"] for w in part["words"]),
        *(w for units in VOCABULARY["units"].values() for listed in units.values() for w in listed),
        *(w for name in VOCABULARY["telling"] for w in VOCABULARY["classes"][name]),
    )
    for word in _folded(phrase)
)


def symbols(text: Text) -> Row:
    """The symbols of a message. What was spelt in two words is one symbol a word, over the same tokens."""
    row, end = Row(), 0
    for i in _telling(text):
        if i > end:
            row.add_words(text, end, i)
        if i >= end:
            end = _read(text, i, row)
    row.add_words(text, end, len(text))
    return row


def words_for(kinds: Set[str]) -> frozenset[str]:
    """The words of messages of which `symbols` may make symbols of these kinds, but for numbers in digits."""
    spelt = [typed[0] for typed, word in _SPELLINGS.items() if typed != word and not kinds.isdisjoint(word)]
    accented = [plain for plain, word in _ACCENTED.items() if word in kinds]
    return frozenset([*kinds, *spelt, *accented, *_NAMES, *_WEAK_NAMES, *_NUMBERS, "neuf"])


def _telling(text: Text) -> list[int]:
    """Tokens that may not stand for themselves: words that say when or were corrected, numbers, marks."""
    return [
        i
        for i, (norm, word) in enumerate(zip(text.norms, text.fixed, strict=True))
        if word in _TELLING or norm != word or not word.isalpha()
    ]


def _shortens(text: Text, i: int) -> bool:
    """The full stop of « lun. »."""
    return i > 0 and text.norms[i] == "." and text.tokens[i].glued and text.norms[i - 1] in _ABBREVIATIONS


def words(phrase: str) -> list[str]:
    """The symbols of a phrase of the vocabulary or of a pattern."""
    typed = phrase.split()
    if all(map(str.isalpha, typed)):
        said = [norm for word in typed for norm in norms(word)]
        if _TELLING.isdisjoint(said):  # all of them stand for themselves
            return said
    return symbols(PLAIN.read(phrase)).texts


def _read(text: Text, i: int, row: Row) -> int:
    """Add the symbols that begin at a token to those before it; the token that comes next."""
    token = text.tokens[i]
    if token.is_number:
        return _read_number(text, i, row)
    if not token.is_word:
        return _read_mark(text, i, row)
    if _follows_this(text, i):
        row.put("ce", "ce", len(row) - 2, len(row))
    word = _word(text, i)
    after = i + 2 if i + 2 < len(text) and _shortens(text, i + 1) else i + 1
    if word in _IN_TWO and after < len(text) and (spelt := _SPELLINGS.get((word, _word(text, after)))):
        return _add_spelt(row, spelt, i, i + 2)
    if spelt := _SPELLINGS.get((word,)):
        return _add_spelt(row, spelt, i, i + 1)
    if named := _named_beside(text, i, after, word, row) if word in _WEAK_NAMES else _NAMES.get(word):
        row.add(*named, i, i + 1)
        return i + 1
    is_nine = word == "neuf" and (row.kinds[-1:] == ["wd"] or not _AFTER_NINE.isdisjoint(text.fixed[after : after + 1]))
    if (is_nine or word in _NUMBERS) and (number := number_at(text, i)):
        return _add_number(text, row, str(number[0]), i, number[1])
    row.add(word, word, i, i + 1)
    return i + 1


def _add_spelt(row: Row, spelt: Sequence[str], first: int, last: int) -> int:
    for word in spelt:
        row.add(word, word, first, last)
    return last


def _add_number(text: Text, row: Row, number: str, first: int, last: int) -> int:
    row.add(f"n{number}", "n", first, last)
    if last < len(text) and text.raw[text.starts[last] : text.ends[last] + 1].strip() in ("j", "J"):
        return _add_spelt(row, ["jours"], last, last + 1)  # « 15 j », not « j' »
    return last


def _named_beside(text: Text, i: int, after: int, word: str, row: Row) -> tuple[str, str] | None:
    """The weekday or the month that a word of its own is, by what stands around it."""
    before, kinds = row.texts[-1:], row.kinds[-2:]
    is_told = (word in _BEFORE_NUMBER and after < len(text)) and (
        text.tokens[after].is_number or _tells_part(text, i + 1) or _begins_range(text, i)
    )
    joins = kinds[:1] == ["wd"] and not _BETWEEN.isdisjoint(before)
    if kinds[-1:] == ["wd"] or joins or (is_told and kinds == ["wd", "n"]):  # « lun 16 mar 17 »
        return _BEFORE_NUMBER.get(word)
    if word in _BESIDE_NUMBER and kinds[-1:] in (["n"], ["o"]):
        return _BESIDE_NUMBER[word]
    return _BEFORE_NUMBER[word] if is_told and _ARTICLES.isdisjoint(before) else None


def _tells_part(text: Text, i: int) -> bool:
    """« aprem »"""
    spelt = text.fixed[i : i + 2]
    return spelt in _PARTS or _SPELLINGS.get(spelt[:1]) in _PARTS


def _begins_range(text: Text, i: int) -> bool:
    """« mar au jeu »"""
    after = text.fixed[i + 1 : i + 3]
    return len(after) == 2 and after[0] in _TO and (after[1] in _BEFORE_NUMBER or after[1] in _DAYS)


def _follows_this(text: Text, i: int) -> bool:
    """« c aprem », « ct semaine »: « c » is then no « c'est », of which it was made."""
    if i < 2 or text.starts[i - 2] != text.starts[i - 1]:
        return False
    after = text.fixed[i : i + 2]
    said = {after, after[:1], _SPELLINGS.get(after[:1])}
    return text.typed(i - 2, i - 1).lower() in _SHORT_THIS and not said.isdisjoint(_AFTER_THIS)


def _word(text: Text, i: int) -> str:
    """The corrected word, but as typed when the correction would be a mistake."""
    norm = text.norms[i]
    if norm in _ACCENTED and text.typed(i, i + 1).lower() == _ACCENTED[norm]:
        return _ACCENTED[norm]
    return norm if text.tokens[i].cost and norm in NOT_TYPOS else text.fixed[i]


def _read_number(text: Text, i: int, row: Row) -> int:
    norm, after = text.norms[i], text.fixed[i + 1 : i + 2]
    if not _SUFFIXES.isdisjoint(after) and (text.tokens[i + 1].glued or (norm, *after) == ("1", "er")):
        is_day = (norm, *after) == ("1", "er") and _is_said_of_day(text, i)
        number = "n1" if is_day else f"o{int(norm)}"  # « dispo le 1er », as « dispo le 2 »
        row.add(number, number[0], i, i + 2)
        return i + 2
    if norm == "1" and after and text.tokens[i + 1].key in _AFTER_ONE:
        row.add("un", "un", i, i + 1)
        return i + 1
    return _add_number(text, row, norm.lstrip("0") if _is_padded_day(text, i) else norm, i, i + 1)


def _is_padded_day(text: Text, i: int) -> bool:
    """« du 04 au 06 », « les 04, 05 et 07/12 », « jeudi 04 »; « le 04 et le 05 » are départements."""
    if text.norms[i][0] != "0" or not text.norms[i].strip("0"):
        return False
    before = text.fixed[max(0, i - 3) : i] or ("",)
    begins = before[-1] == "du" and text.fixed[i + 1 : i + 2] == ("au",)
    if begins or before[-1] in _DAYS or (before[-1] == "au" and before[0] == "du"):
        return True
    for j in range(i + 1, min(i + _LISTED, len(text))):
        if text.tokens[j].is_number:
            after = text.fixed[j + 1 : j + 2]
            if after == ("/",) or (after and _NAMES.get(after[0], ("", ""))[1] == "mo"):
                return True
        elif text.fixed[j] not in _BETWEEN_DAYS:
            return False
    return False


def _is_said_of_day(text: Text, i: int) -> bool:
    """« le 1er », « du 1er au matin », « le 1er à 14 h », not « le 1er atelier »."""
    before, after = text.norms[i - 1 : i], text.norms[i + 2 : i + 4]
    at_hour = len(after) > 1 and after[0] == "a" and after[1].isdecimal()
    return before != () and before[0] in _BEFORE_DAY and (at_hour or _AFTER_DAY.issuperset(after[:1]))


def _read_mark(text: Text, i: int, row: Row) -> int:
    mark = text.norms[i]
    if not _shortens(text, i):
        joins = text.tokens[i].glued and i + 1 < len(text) and text.tokens[i + 1].glued
        said = "-" if mark in _DASHES else STOP if mark in _STOPS and not joins else mark
        if mark == "/" and not joins and not any(token.is_number for token in text.tokens[i + 1 : i + 2]):
            said = ","  # « mardi 17 / visites », not « 17 / 11 »
        row.add(said, said, i, i + 1)
    return i + 1
