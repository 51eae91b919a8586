"""Reads a message into tokens: case, accents, elisions, SMS spellings and wrong letters undone, original spans kept.

This is done once, whoever reads the tokens.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias
from weakref import proxy

import Stemmer

from intents.fuzzy import Spelling
from intents.glued import ELISIONS, Glued
from intents.nearest import NearestWords
from intents.sound import respellings
from intents.text import Heard, Text, Token, fold, stem

_STEMMER = Stemmer.Stemmer("french")
#: A shorter word that is a word is no form of another: « moine », « moins ».
_LONG = 7
#: How much of a message is read (tokens): the longest that Telegram takes has some 850 in French.
_LONGEST = 900
#: How many words of a message that nothing knows are read: nobody who writes French misspells more.
_UNKNOWN = 50
#: A longer stretch without a space (characters) is not remembered: nobody types it twice; nor is it a known word.
_SHORT = 40
#: How many marks in a row are read: « !!! », but not a screenful.
_MARKS = 8
_APOSTROPHES = "'’ʼ‘`´"
#: A run of letters and digits, with the apostrophe after it; or a mark. Other apostrophes, and accents too many, are
#: passed over.
_PIECE = re.compile(
    rf"(?P<run>[^\W_]+)(?P<elided>[{_APOSTROPHES}])?|[{_APOSTROPHES}\u0300-\u036f]+|(?P<mark>[^\w\s]|_)"
)
#: Letters before a space where an apostrophe was forgotten: « l usine », « c est ».
_ELIDED = "ldjmnscLDJMNSC"
_FORGOTTEN = frozenset(
    [f"{letter} {vowel}" for letter in _ELIDED for vowel in ("e" if letter in "cC" else "aeiouyhéèêàâôî")]
)
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
#: « l18 », « g16ans »; but « L3 » is a class.
_SAID_BEFORE_NUMBER = re.compile(r"[lg](?=\d\d|[4-9])")
_DOUBLED = re.compile(r"(.)\1")
#: A shorter word is none that has a letter too many.
_SHORT_WORD = 4
_SINGLE_N = re.compile(r"(?<=o)n(?=e)")  # « passioné »
_BETWEEN_VOWELS = re.compile(r"(?<=[aeiouy])[bcdfglmnprst](?=[aeiouy])")
_STRETCHED = re.compile(r"(.)\1{2,}")

#: A token of a run of letters and digits, and where it begins and ends in it.
_Part: TypeAlias = tuple[Token, int, int]


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
        mend: Callable[[Sequence[Token]], Sequence[Heard]] = lambda tokens: (),
    ) -> None:
        """Build a reader.

        `sms` maps a spelling to the words it stands for; `abbreviations` may take a full stop that ends nothing;
        `vocabulary` are the words (folded) that wrong spellings are corrected to; `wider` ones those that they are
        corrected to where none of `vocabulary` is as near; `known` words are left alone too;
        `real` words are corrected only to another form of themselves (« marcheront », « marchera »); `preferred` words
        of the vocabulary are meant where another is as near (« novmbre » is no « nombre »); `places` are words of
        names, `is_slip_for_name` tells which words misspell one; `openings` and `pieces` are little words that people
        write as one (« keskonpeu »); `mend` tells which tokens of a message are others by their neighbours.
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
        self._known_stretch = lru_cache(maxsize=65536)(partial(Reader._stretch, proxy(self)))
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
        tokens, starts, ends = self._tokens(raw)
        for first, last, meant in reversed(self._mend(tokens)):
            tokens[first:last] = meant
            starts[first:last] = [starts[first]] * len(meant)
            ends[first:last] = [ends[last - 1]] * len(meant)
        return Text(raw, tokens, starts, ends)

    def _tokens(self, raw: str) -> tuple[list[Token], list[int], list[int]]:
        """The tokens, where each begins and where each ends."""
        tokens: list[Token] = []
        starts: list[int] = []
        ends: list[int] = []
        unknown: set[str] = set()
        end = marks = 0
        for stretch in raw.split():
            start = raw.index(stretch, end)
            end = start + len(stretch)
            is_letter = stretch[-1] in _ELIDED and not stretch[-2:-1].isalnum()
            read = self._known_stretch if len(stretch) <= _SHORT else self._stretch
            parts, missed = read(stretch, raw[end : end + 2] if is_letter else "", len(unknown) < _UNKNOWN)
            if missed:
                unknown.update(missed)
            for token, first, last in parts:
                marks = 0 if token.is_word or token.is_number else marks + 1
                if marks <= _MARKS:
                    tokens.append(token)
                    starts.append(start + first)
                    ends.append(start + last)
            if len(tokens) >= _LONGEST:
                return tokens[:_LONGEST], starts[:_LONGEST], ends[:_LONGEST]
        return tokens, starts, ends

    def _stretch(self, stretch: str, after: str, corrects: bool) -> tuple[Sequence[_Part], Set[str]]:
        """The tokens of what no space parts, and what was looked for among other words; `after` are two characters."""
        parts: list[_Part] = []
        unknown: set[str] = set()
        before = ""
        for piece in _PIECE.finditer(stretch):
            start, glued = piece.start(), piece.start() > 0
            if run := piece["run"]:
                is_elided = bool(piece["elided"]) or (piece.end() == len(stretch) and run + after in _FORGOTTEN)
                said = self._split(run, is_elided, glued, corrects and len(unknown) < _UNKNOWN)
                if not corrects and self._known:
                    said = [part for part in said if not part[0].is_word or self._is_known(part[0].norm)]
                parts += [(token, start + first, start + last) for token, first, last in said]
                if corrects and any(token.is_word and not self._is_known(token.norm) for token, *_ in said):
                    unknown.add(run)
            elif piece["mark"] and not self._is_silent(stretch, start, before):
                parts.append((Token.of(piece[0], glued=glued), start, start + 1))
            before = run if run == piece[0] else ""
        return parts, unknown

    def _is_silent(self, stretch: str, at: int, run: str) -> bool:
        """A hyphen inside a word, the full stop of an abbreviation, an accent too many; `run` stands before it."""
        mark = stretch[at]
        if run and mark in "-‐‑":
            return run[-1].isalpha() and stretch[at + 1 : at + 2].isalpha()
        if run and mark == ".":
            return fold(run) in self._abbreviations
        return unicodedata.combining(mark) > 0

    def _split(self, run: str, is_elided: bool, glued: bool, corrects: bool) -> Sequence[_Part]:
        lower, capital, length = run.lower(), run[0].isupper(), len(run)
        if is_elided and fold(run) in ELISIONS:
            return [(Token.of(ELISIONS[fold(run)], glued=glued, capital=capital), 0, length)]
        if lower in self._sms:
            return [(Token.of(word, glued=glued, capital=capital), 0, length) for word in self._sms[lower]]
        if run.isalpha():
            return [(token, 0, length) for token in self._word(fold(run), glued, capital, corrects)]
        parts: list[_Part] = []
        stuck = glued
        for part in _LETTERS_OR_DIGITS.finditer(run):
            first, last = part.span()
            said = _SAID_BEFORE_NUMBER.match(lower, first)
            if part[0].isdecimal():
                found = [Token.of(part[0], glued=stuck)]
            elif said:
                found = [Token.of(word, glued=stuck) for word in self._sms.get(said[0], [said[0]])]
            else:
                found = self._word(fold(part[0]), stuck, part[0][0].isupper(), corrects)
            parts += [(token, first, last) for token in found]
            stuck = glued or not said
        return parts

    def _word(self, norm: str, glued: bool, capital: bool, corrects: bool) -> list[Token]:
        fixed, cost = self.correct(norm) if corrects else ((norm,), 0)
        if len(fixed) == 1:
            return [Token.of(norm, fixed[0], cost=cost, glued=glued, capital=capital)]
        return [Token.of(word, cost=cost, glued=glued, capital=capital) for word in fixed]

    def correct(self, word: str) -> tuple[tuple[str, ...], int]:
        """Known words for a spelling, and how many letters were wrong."""
        if word not in self._known and (doubled := _SINGLE_N.sub("nn", word)) != word and doubled in self._known:
            return (doubled,), 1
        if self._is_known(word):
            right = stem(word)  # « a partire de lundi », « des conferencees »
            is_other = right in self._telling or (stem(right) != right and word[:-1] not in self._known)
            return (right,) if is_other and word not in self._known else (word,), 0
        if len(word) <= _SHORT and word not in self._real and (twice := self._doubled(word)):
            return (twice,), 1
        if respelt := self._respelt(word):
            return tuple(self._sms.get(respelt, [respelt])), 1
        plain = _STRETCHED.sub(r"\1", word)
        if plain != word and self._is_known(pair := _STRETCHED.sub(r"\1\1", word)):  # « fillles »
            return (pair,), 0
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
        if not real and (slip := self._preferred.slip(word)) and not word.endswith(slip):  # « latelier » is two words
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

    def _doubled(self, word: str) -> str | None:
        """The known word of which one letter should be written twice: « recete »."""
        doubled = (word[: m.end()] + word[m.start() :] for m in _BETWEEN_VOWELS.finditer(word))
        return next((spelt for spelt in doubled if spelt in self._known), None)

    def _respelt(self, word: str) -> str | None:
        return next((spelt for spelt in respellings(word) if spelt in self._sms or spelt in self._known), None)

    def is_slip(self, word: str) -> bool:
        """One letter of it is wrong."""
        return self._words.is_slip(word)

    def _is_known(self, word: str) -> bool:
        singular = word[:-1] if word[-1] in "sx" else word
        return len(word) < 4 or not self._known.isdisjoint((word, singular, stem(word)))


#: Reads phrases of vocabularies and names: no SMS, no correction.
PLAIN = Reader()


def _root(word: str) -> str:
    """What the forms of a word share: « marcheront » → "march"."""
    root: str = _STEMMER.stemWord(word)
    return root


class Stretch(NamedTuple):
    """What is read of a stretch of a vocabulary's phrase, between two spaces."""

    #: What it is found by, …
    keys: tuple[str, ...]
    #: … its words and marks, folded, …
    norms: tuple[str, ...]
    #: … and its words alone.
    words: tuple[str, ...]


@lru_cache(maxsize=65536)
def read_stretch(typed: str) -> Stretch:
    """What is read of a stretch without spaces: « d'usines » is « de usines »."""
    norm = fold(typed)
    if typed.isalpha() and not _STRETCHED.search(norm):  # as the reader would say, for most words and ten times faster
        alone = (norm,)
        return Stretch((stem(norm),), alone, alone)
    text = PLAIN.read(typed)
    return Stretch(text.keys, text.norms, tuple(token.norm for token in text.tokens if token.is_word))


def keys(phrase: str) -> list[str]:
    """What a phrase of a vocabulary is found by: the keys of its tokens."""
    return [key for typed in phrase.split() for key in read_stretch(typed).keys]


def norms(phrase: str) -> tuple[str, ...]:
    """The words and marks of a phrase of a vocabulary, folded."""
    return tuple([norm for typed in phrase.split() for norm in read_stretch(typed).norms])


def words(phrase: str) -> list[str]:
    """The words of a phrase of a vocabulary, folded, as a speller needs them."""
    return [norm for typed in phrase.split() for norm in read_stretch(typed).words]
