"""A message as symbols, one a word.

« lundi » is wd0, « novembre » mo11, « seize » n16, « 2e » o2; other words are themselves.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from intents.numbers import WORDS, number_at
from intents.reader import PLAIN, norms
from intents.text import Text, Token
from intents.vocabulary import load

VOCABULARY: dict[str, Any] = load("dates")
#: What ends a stretch: no expression goes over it; and the symbol that stands for each.
_STOPS, STOP = frozenset(".?!;:…"), ";"
_DASHES = frozenset("-‐‑–—→")
#: Numbers that are units of time here, or articles.
_NO_NUMBERS = frozenset({"un", "une", "quinzaine", "huitaine", "douzaine", "neuf"})


class Symbol(NamedTuple):
    """A word of a pattern's language; `kind` is what rules look for: "wd", "mo", "n", "o", or the word."""

    text: str
    kind: str
    #: Token indices, half-open.
    first: int
    last: int


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
_SPELLINGS = {
    _folded(typed): _folded(word) for word, spellings in VOCABULARY["spellings"].items() for typed in (word, *spellings)
}
#: The only accents that tell two words of dates apart: « dès lundi », « passé 17 h ».
_ACCENTED = {"des": "dès", "passe": "passé"}
#: What may follow a weekday of three letters: « mer aprem ».
_PARTS = frozenset(map(_folded, ("matin", "soir", "après midi")))
#: What joins two weekdays of a range, and their names: « du mar au jeu ».
_TO = frozenset({"au", "a"})
_DAYS = frozenset(word for word, (_, kind) in _NAMES.items() if kind == "wd")
#: « c », « ct » before one of these is « ce ».
_SHORT_THIS = frozenset({"c", "ct"})
_AFTER_THIS = _PARTS | frozenset(map(_folded, ("semaine", "week end")))
#: « neuf heures », « le neuf novembre » is a number, « du neuf » is none.
_AFTER_NINE = frozenset({"heure", "heures", *(word for word, (_, kind) in _NAMES.items() if kind == "mo")}) - {"mars"}
_SUFFIXES = frozenset(_folded(s)[0] for s in VOCABULARY["ordinal_suffixes"])
NOT_TYPOS = frozenset(VOCABULARY["not_typos"])
_ABBREVIATIONS = frozenset(_folded(a)[0] for a in VOCABULARY["abbreviations"])
_JOINS = frozenset({"ou", "et", ",", "/", "-"})
_ARTICLES = frozenset({"la", "les", "en", "un", "de", "des"})

#: Words of which `symbols` makes others, beside something or wherever they stand.
_TELLING = frozenset({*(typed[0] for typed in _SPELLINGS), *_NAMES, *_BEFORE_NUMBER, *_BESIDE_NUMBER, *WORDS})
#: « c », « ct » and « j » have meanings of their own; they have so many letters at most.
_INITIALS, _SHORT = _SHORT_THIS | {"j"}, 2

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


def symbols(text: Text) -> list[Symbol]:
    """The symbols of a message. What was spelt in two words is one symbol a word, over the same tokens."""
    found: list[Symbol] = []
    i, end = 0, len(text.tokens)
    while i < end:
        token = text.tokens[i]
        if token.is_word and token.fixed not in _TELLING and _is_plain(text, token):
            found.append(Symbol(token.fixed, token.fixed, i, i + 1))
            i += 1
        else:
            found += _at(text, i, found)
            i = found[-1].last
        if i < end and text.norms[i] == "." and _shortens(text, i):
            i += 1
    return found


def _is_plain(text: Text, token: Token) -> bool:
    """It stands for itself, unless it is a word that says when."""
    if token.cost or token.norm in _ACCENTED:
        return False
    return token.end > token.start + _SHORT or text.raw[token.start : token.end].lower() not in _INITIALS


def _shortens(text: Text, i: int) -> bool:
    """The full stop of « lun. »."""
    return text.tokens[i].glued and text.tokens[i - 1].norm in _ABBREVIATIONS


def words(phrase: str) -> list[str]:
    """The symbols of a phrase of the vocabulary or of a pattern."""
    typed = phrase.split()
    if all(len(word) > _SHORT and word.isalpha() for word in typed):
        said = [norm for word in typed for norm in norms(word)]
        if _TELLING.isdisjoint(said) and _ACCENTED.keys().isdisjoint(said):  # all of them stand for themselves
            return said
    return [s.text for s in symbols(PLAIN.read(phrase))]


def _at(text: Text, i: int, found: Sequence[Symbol]) -> list[Symbol]:
    """The symbols that begin at a token, after those found before it."""
    token, before = text.tokens[i], found[-1] if found else None
    if not token.is_word:
        return [_number(text, i) if token.is_number else _mark(text, i)]
    if (
        before and before.kind == "n" and text.raw[token.start : token.end + 1].strip() in ("j", "J")
    ):  # « 15 j », not « j' »
        return [Symbol("jours", "jours", i, i + 1)]
    if _is_this(text, i):
        return [Symbol("ce", "ce", i, i + 2)]
    word = _word(text, token)
    after = text.tokens[i + 1] if i + 1 < len(text.tokens) else None
    if after and after.norm == "." and i + 2 < len(text.tokens) and _shortens(text, i + 1):
        after = text.tokens[i + 2]
    if after and (spelt := _SPELLINGS.get((word, _word(text, after)))):
        return [Symbol(w, w, i, i + 2) for w in spelt]
    if spelt := _SPELLINGS.get((word,)):
        return [Symbol(w, w, i, i + 1) for w in spelt]
    listed = len(found) > 1 and found[-1].text in _JOINS and found[-2].kind == "wd"  # « lun, mar ou mer »
    if named := (_BEFORE_NUMBER.get(word) if listed else None) or _named_at(
        word, found, bool(after and (after.is_number or _tells_part(text, i + 1) or _begins_range(text, i)))
    ):
        return [Symbol(*named, i, i + 1)]
    beside = (before is not None and before.kind == "wd") or (after is not None and after.fixed in _AFTER_NINE)
    is_number = word not in _NO_NUMBERS or (word == "neuf" and beside)
    if word in WORDS and is_number and (number := number_at(text, i)):
        return [Symbol(f"n{number[0]}", "n", i, number[1])]
    return [Symbol(word, word, i, i + 1)]


def _named_at(word: str, found: Sequence[Symbol], is_told: bool) -> tuple[str, str] | None:
    before = found[-1] if found else None
    if before and before.kind == "wd" and word in _BEFORE_NUMBER:
        return _BEFORE_NUMBER[word]
    if before and word in _BEFORE_NUMBER and before.text in _TO and found[-2:][0].kind == "wd":  # « du mar au jeu »
        return _BEFORE_NUMBER[word]
    if is_told and word in _BEFORE_NUMBER and [s.kind for s in found[-2:]] == ["wd", "n"]:  # « lun 16 mar 17 »
        return _BEFORE_NUMBER[word]
    beside = before is not None and before.kind in ("n", "o")
    if beside and word in _BESIDE_NUMBER:
        return _BESIDE_NUMBER[word]
    if is_told and word in _BEFORE_NUMBER and not (before and before.text in _ARTICLES):
        return _BEFORE_NUMBER[word]
    return _NAMES.get(word)


def _tells_part(text: Text, i: int) -> bool:
    """« aprem »"""
    spelt = text.fixed[i : i + 2]
    return spelt in _PARTS or _SPELLINGS.get(spelt[:1]) in _PARTS


def _begins_range(text: Text, i: int) -> bool:
    """« mar au jeu »"""
    after = text.fixed[i + 1 : i + 3]
    return len(after) == 2 and after[0] in _TO and (after[1] in _BEFORE_NUMBER or after[1] in _DAYS)


def _is_this(text: Text, i: int) -> bool:
    """« c aprem », « ct semaine »: « c » is then no « c'est »."""
    token = text.tokens[i]
    if text.raw[token.start : token.end].lower() not in _SHORT_THIS or i + 2 >= len(text.tokens):
        return False
    after = text.fixed[i + 2 : i + 4]
    said = {after, after[:1], _SPELLINGS.get(after[:1])}
    return text.tokens[i + 1].start == token.start and not said.isdisjoint(_AFTER_THIS)


def _word(text: Text, token: Token) -> str:
    """The corrected word, but as typed when the correction would be a mistake."""
    accented = _ACCENTED.get(token.norm)
    if accented and text.raw[token.start : token.end].lower() == accented:
        return accented
    if token.cost and token.norm in NOT_TYPOS:
        return token.norm
    return token.fixed


def _number(text: Text, i: int) -> Symbol:
    token, after = text.tokens[i], text.tokens[i + 1] if i + 1 < len(text.tokens) else None
    is_suffix = after and after.fixed in _SUFFIXES and (after.glued or (token.norm, after.fixed) == ("1", "er"))
    if after and is_suffix:
        return Symbol(f"o{int(token.norm)}", "o", i, i + 2)
    return Symbol(f"n{token.norm}", "n", i, i + 1)


def _mark(text: Text, i: int) -> Symbol:
    mark = text.tokens[i].norm
    if mark in _DASHES:
        return Symbol("-", "-", i, i + 1)
    joins = text.tokens[i].glued and i + 1 < len(text.tokens) and text.tokens[i + 1].glued
    if mark in _STOPS and not joins:
        return Symbol(STOP, STOP, i, i + 1)
    return Symbol(mark, mark, i, i + 1)
