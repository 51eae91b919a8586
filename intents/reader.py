"""Reads a message into tokens: case, accents, elisions, SMS spellings and wrong letters undone, original spans kept.

This is done once, whoever reads the tokens.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any
from weakref import proxy

from intents.fuzzy import Spelling
from intents.glued import ELISIONS, Glued
from intents.nearest import NearestWords
from intents.sound import respellings
from intents.text import Text, Token, fold, stem

#: A shorter word that is a word is no form of another: « moine », « moins ».
_LONG = 7
#: How much of a message is read (tokens): the longest that Telegram takes has some 850 in French.
_LONGEST = 900
#: How many words of a message that nothing knows are looked for among others: nobody who writes French misspells more.
_UNKNOWN = 50
#: How many marks in a row are read: « !!! », but not a screenful.
_MARKS = 8
_APOSTROPHES = "'’ʼ‘`´"
#: A run of letters and digits, with the apostrophe after it, or before a space where that was forgotten (« l usine »,
#: « c est »); or a mark. Other apostrophes, and accents too many, are passed over.
_PIECE = re.compile(
    rf"(?P<run>[^\W_]+)"
    rf"(?P<elided>[{_APOSTROPHES}]|(?<=\b[ldjmnsLDJMNS])(?= [aeiouyhéèêàâôî])|(?<=\b[cC])(?= e))?"
    rf"|[{_APOSTROPHES}\u0300-\u036f]+|(?P<mark>[^\w\s]|_)"
)
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
#: « l18 », « g16ans »; but « L3 » is a class.
_SAID_BEFORE_NUMBER = re.compile(r"[lg](?=\d\d|[4-9])")
_DOUBLED = re.compile(r"(.)\1")
#: A shorter word is none that has a letter too many.
_SHORT_WORD = 4
_STRETCHED = re.compile(r"(.)\1{2,}")


class Reader:
    """Turns messages into tokens, with a table of SMS spellings and a stock of known words."""

    def __init__(
        self,
        *,
        sms: Mapping[str, str] | None = None,
        abbreviations: Collection[str] = (),
        vocabulary: Collection[str] = (),
        wider: Collection[str] = (),
        known: Collection[str] = (),
        real: Collection[str] = (),
        preferred: Collection[str] = (),
        places: Collection[str] = (),
        openings: Collection[str] = (),
        pieces: Collection[str] = (),
        is_slip_for_name: Callable[[str], bool] = lambda word: False,
        mend: Callable[[Sequence[Token]], tuple[Token, ...]] = tuple,
    ) -> None:
        """Build a reader.

        `sms` maps a spelling to the words it stands for; `abbreviations` may take a full stop that ends nothing;
        `vocabulary` are the words (folded) that wrong spellings are corrected to; `wider` ones those that they are
        corrected to where none of `vocabulary` is as near; `known` words are left alone too;
        `real` words are corrected only to another form of themselves (« marcheront », « marchera »); `preferred` words
        of the vocabulary are meant where another is as near (« novmbre » is no « nombre »); `places` are words of
        names, `is_slip_for_name` tells which words misspell one; `openings` and `pieces` are little words that people
        write as one (« keskonpeu »); `mend` has the last word on all tokens of a message.
        """
        self._sms = {key: norms(value) for key, value in (sms or {}).items()}
        self._abbreviations = frozenset(abbreviations)
        self._vocabulary = frozenset(vocabulary)
        self._all_words = self._vocabulary | frozenset(wider)
        self._known = self._all_words | frozenset(known)
        self._real = frozenset(real)
        self._is_slip_for_name = is_slip_for_name
        self._mend = mend
        self._telling = frozenset(preferred)
        self._preferred = Spelling(preferred)
        self._words = NearestWords(self._vocabulary, self._all_words - self._vocabulary)
        self._nearest = lru_cache(maxsize=1024)(self._words.nearest)  # what parts words asks for it, then `correct`
        # By a proxy, so that no cycle keeps a reader that nobody uses any more.
        self._said = lru_cache(maxsize=65536)(partial(Reader._parts, proxy(self)))
        self._glued = Glued(
            vocabulary=self._vocabulary,
            words=self._all_words,
            names=places,
            telling=self._telling,
            sms=self._sms,
            openings=openings,
            pieces=pieces,
            known=self._known | self._real,
            speller=proxy(self),
        )

    def read(self, message: str) -> Text:
        """Tokens of a message."""
        raw = unicodedata.normalize("NFC", message)
        return Text(raw, self._mend(self._tokens(raw)))

    def _tokens(self, raw: str) -> list[Token]:
        tokens: list[Token] = []
        unknown = set[str]()
        before: re.Match[str] | None = None
        end, marks = -1, 0
        for piece in _PIECE.finditer(raw):
            kind, last_end = piece.lastgroup, end
            start, end = piece.span()
            glued = start == last_end
            if kind == "mark":
                if marks < _MARKS and not self._is_silent(raw, start, before if glued else None):
                    marks += 1
                    tokens.append(Token(piece[0], start, end, piece[0], glued=glued))
            elif kind:
                marks, run = 0, piece["run"]
                parts, was_unknown = self._said(run, kind == "elided", len(unknown) < _UNKNOWN)
                if was_unknown:
                    unknown.add(run)
                for norm, first, last, fixed, cost, stuck, capital, is_word, is_number in parts:
                    moved = norm, start + first, start + last, fixed, cost, glued or stuck, capital, is_word, is_number
                    tokens.append(_new(Token, moved))
            before = piece
            if len(tokens) >= _LONGEST:
                break
        return tokens

    def _is_silent(self, raw: str, at: int, before: re.Match[str] | None) -> bool:
        """A hyphen inside a word, the full stop of an abbreviation, an accent too many; `before` touches the mark."""
        mark = raw[at]
        if before and before.lastgroup == "run":
            if mark in "-‐‑":
                return raw[at - 1].isalpha() and raw[at + 1 : at + 2].isalpha()
            if mark == ".":
                return fold(before[0]) in self._abbreviations
        return unicodedata.combining(mark) > 0

    def _parts(self, run: str, is_elided: bool, corrects: bool) -> tuple[tuple[Token, ...], bool]:
        """The tokens of a run of letters and digits, which begins at 0, and whether it was looked for among others."""
        tokens = self._split(run, is_elided, corrects)
        return tokens, corrects and any(token.is_word and not self._is_known(token.norm) for token in tokens)

    def _split(self, run: str, is_elided: bool, corrects: bool) -> tuple[Token, ...]:
        lower, whole = run.lower(), (0, len(run), run[0].isupper())
        if is_elided and fold(run) in ELISIONS:
            return (_token(ELISIONS[fold(run)], *whole),)
        if lower in self._sms:
            return tuple(_token(word, *whole) for word in self._sms[lower])
        if run.isalpha():
            return self._word(fold(run), *whole, corrects)
        parts: list[Token] = []
        stuck = False
        for part in _LETTERS_OR_DIGITS.finditer(run):
            first, last = part.span()
            said = _SAID_BEFORE_NUMBER.match(lower, first)
            if part[0].isdecimal():
                found: tuple[Token, ...] = (_token(part[0], first, last, capital=False),)
            elif said:
                found = tuple(_token(word, first, last, capital=False) for word in self._sms.get(said[0], [said[0]]))
            else:
                found = self._word(fold(part[0]), first, last, part[0][0].isupper(), corrects)
            parts += [token._replace(glued=True) for token in found] if stuck else found
            stuck = not said
        return tuple(parts)

    def _word(self, norm: str, start: int, end: int, capital: bool, corrects: bool) -> tuple[Token, ...]:
        fixed, cost = self.correct(norm) if corrects else ((norm,), 0)
        if len(fixed) == 1:
            return (_token(norm, start, end, capital, fixed=fixed[0], cost=cost),)
        return tuple(_token(word, start, end, capital, cost=cost) for word in fixed)

    def correct(self, word: str) -> tuple[tuple[str, ...], int]:
        """Known words for a spelling, and how many letters were wrong."""
        if self._is_known(word):
            right = stem(word)  # « a partire de lundi », « des conferencees »
            is_other = right in self._telling or (stem(right) != right and word[:-1] not in self._known)
            return (right,) if is_other and word not in self._known else (word,), 0
        if respelt := self._respelt(word):
            return tuple(self._sms.get(respelt, [respelt])), 1
        plain = _STRETCHED.sub(r"\1", word)
        if plain != word and self._is_known(twice := _STRETCHED.sub(r"\1\1", word)):  # « fillles »
            return (twice,), 0
        if plain != word and (self._is_known(plain) or plain in self._sms):
            return tuple(self._sms.get(plain, [plain])), 0
        if not self._all_words:
            return (word,), 0
        single = _DOUBLED.sub(r"\1", word)
        if single != word and word not in self._real and len(single) >= _SHORT_WORD and single in self._vocabulary:
            return (single,), 1  # « luxxe »
        real = word in self._real
        if real and len(word) < _LONG:
            return (word,), 0
        if not real and (slip := self._preferred.slip(word)):
            return (slip,), 1
        if not real and not self._is_slip_for_name(word) and (parts := self._glued.parts(word)):
            return parts, 0
        found = self._nearest(word)
        if found is None or (real and _root(found[0]) != _root(word)):
            return (word,), 0
        return (found[0],), found[1]

    def near(self, word: str) -> str | None:
        """The word that one sounds like, or is but for a letter."""
        if (respelt := self._respelt(word)) in self._all_words:
            return respelt
        found = self._nearest(word)
        return found[0] if found and found[1] <= 1 else None

    def _respelt(self, word: str) -> str | None:
        return next((spelt for spelt in respellings(word) if spelt in self._sms or spelt in self._known), None)

    def is_slip(self, word: str) -> bool:
        """One letter of it is wrong."""
        return self._words.is_slip(word)

    def _is_known(self, word: str) -> bool:
        singular = word[:-1] if word[-1] in "sx" else word
        return len(word) < 4 or not self._known.isdisjoint((word, singular, stem(word)))


#: Makes a token of all its fields in half the time.
_new = tuple.__new__


def _token(norm: str, start: int, end: int, capital: bool, *, fixed: str = "", cost: int = 0) -> Token:
    return Token(
        norm, start, end, fixed or norm, cost, capital=capital, is_word=norm.isalpha(), is_number=norm.isdecimal()
    )


#: Reads phrases of vocabularies and names: no SMS, no correction.
PLAIN = Reader()


def _root(word: str) -> str:
    """What the forms of a word share: « marcheront » → "march"."""
    root: str = _stemmer().stemWord(word)
    return root


@cache
def _stemmer() -> Any:
    """Imported when it is needed: it comes with thirty languages, and few messages have such a word."""
    import snowballstemmer

    return snowballstemmer.stemmer("french")


def norms(phrase: str) -> tuple[str, ...]:
    """The words and marks of a phrase of a vocabulary, folded."""
    norm = fold(phrase)
    if phrase.isalpha() and not _STRETCHED.search(norm):  # as the reader would say, and ten times faster
        return (norm,)
    return PLAIN.read(phrase).norms


@lru_cache(maxsize=65536)
def _plain(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys and folded words of a stretch without spaces."""
    norm = fold(word)
    if word.isalpha() and not _STRETCHED.search(norm):  # as the reader would say, for most words and ten times faster
        return (stem(norm),), (norm,)
    text = PLAIN.read(word)
    return text.keys, tuple(token.norm for token in text.tokens if token.is_word)


@lru_cache(maxsize=65536)
def keys(phrase: str) -> tuple[str, ...]:
    """What a phrase of a vocabulary is found by: the keys of its tokens."""
    return tuple([key for word in phrase.split() for key in _plain(word)[0]])


def words(phrase: str) -> list[str]:
    """The words of a phrase of a vocabulary, folded, as a speller needs them."""
    return [norm for word in phrase.split() for norm in _plain(word)[1]]
