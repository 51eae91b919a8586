"""A message as tokens: case, accents, elisions, SMS spellings and wrong letters undone, original spans kept.

This is done once; every family of expressions then reads the same tokens.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias
from weakref import proxy

from intents.fuzzy import Spelling
from intents.glued import ELISIONS, Glued
from intents.sound import Sounds, respellings

#: A shorter word that is a word is no form of another: « moine », « moins ».
_LONG = 7
#: How much of a message is read (tokens): the longest that Telegram takes has some 850 in French.
_LONGEST = 900
#: How many words of a message that nothing knows are looked for among others: nobody who writes French misspells more.
_UNKNOWN = 50
#: How many marks in a row are read: « !!! », but not a screenful.
_MARKS = 8
_APOSTROPHES = "'’ʼ‘`´"
_PIECE = re.compile(rf"(?P<run>[^\W_]+)|(?P<apostrophe>[{_APOSTROPHES}])|(?P<mark>[^\w\s]|_)")
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
#: « l18 », « g16ans »; but « L3 » is a class.
_SAID_BEFORE_NUMBER = re.compile(r"[lg](?=\d\d|[4-9])")
_DOUBLED = re.compile(r"(.)\1")
#: A shorter word is none that has a letter too many.
_SHORT_WORD = 4
_STRETCHED = re.compile(r"(.)\1{2,}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})

#: A letter before an apostrophe, or before a space where the apostrophe was forgotten (« l usine », « c est »).
_ELIDED = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}]|(?<=\b[ldjmnsLDJMNS]) (?=[aeiouyhéèêàâôî])|(?<=\b[cC]) (?=e))")

#: What a phrase may begin with: a key, or two.
Opening: TypeAlias = "str | tuple[str, str]"


class Token(NamedTuple):
    """A word, a number or a mark of punctuation. Long messages hold thousands: a tuple is made the soonest."""

    #: As typed, SMS spellings spelt out: lower case, no accents.
    norm: str
    #: Offsets in the message, half-open.
    start: int
    end: int
    #: `norm`, or the known word that is nearest to it when it is unknown.
    fixed: str
    #: Letters of `norm` that were wrong.
    cost: int = 0
    #: No space before it.
    glued: bool = False
    #: Typed with a capital letter first.
    capital: bool = False
    #: `norm` is letters, and no number or mark.
    is_word: bool = False
    #: `norm` is digits.
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A message and its tokens. Offsets are those of `raw`, which is in Unicode's composed form (NFC)."""

    raw: str
    tokens: tuple[Token, ...]
    #: `norm` and `fixed` of each token, …
    norms: tuple[str, ...] = field(init=False)
    fixed: tuple[str, ...] = field(init=False)
    #: … and what vocabularies are searched by: the corrected word without its plural.
    keys: tuple[str, ...] = field(init=False)
    #: Where each key stands, and each with the one after it; and all of these, which phrases may begin with.
    where: Mapping[Opening, Sequence[int]] = field(init=False)
    openings: frozenset[Opening] = field(init=False)

    def __post_init__(self) -> None:
        fixed = tuple([token.fixed for token in self.tokens])
        object.__setattr__(self, "norms", tuple([token.norm for token in self.tokens]))
        object.__setattr__(self, "fixed", fixed)
        keys = tuple(map(stem, fixed))
        object.__setattr__(self, "keys", keys)
        object.__setattr__(self, "where", _where(keys))
        object.__setattr__(self, "openings", frozenset(self.where))

    def __len__(self) -> int:
        return len(self.tokens)

    def places(self, openings: set[Opening]) -> list[int]:
        """The tokens at which some openings stand, from left to right."""
        if openings.isdisjoint(self.openings):  # a message has nothing of most vocabularies
            return []
        return sorted({i for opening in openings & self.openings for i in self.where[opening]})

    @property
    def spelt(self) -> str:
        """Its words and numbers, corrected; « 3D » and « 14h » stay one word."""
        out: list[str] = []
        before: Token | None = None
        for token in self.tokens:
            said = token.is_word or token.is_number
            if said and before and token.glued and before.is_number != token.is_number:
                out[-1] += token.fixed
            elif said:
                out.append(token.fixed)
            before = token if said else None
        return " ".join(out)

    def since(self, first: int) -> "Text":
        """The same message without its first tokens."""
        return Text(self.raw, self.tokens[first:]) if first else self

    def typed(self, first: int, last: int) -> str:
        """The message between two token indices (half-open), as typed."""
        return self.raw[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def _where(keys: Sequence[str]) -> Mapping[Opening, Sequence[int]]:
    """Where each key stands, and each pair of neighbours, from left to right."""
    where: dict[Opening, list[int]] = {}
    for i, key in enumerate(keys):
        where.setdefault(key, []).append(i)
    for i, pair in enumerate(pairwise(keys)):
        where.setdefault(pair, []).append(i)
    return where


def _unaccented(lower: str) -> str:
    decomposed = unicodedata.normalize("NFD", lower.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


#: The letters of Western Europe, which nearly all accents are on: looking them up is five times as fast.
_FOLDED = str.maketrans({letter: _unaccented(letter) for letter in map(chr, range(0xC0, 0x180))})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents: « Écoles » → "ecoles"."""
    lower = text.lower()
    if lower.isascii():
        return lower
    plain = lower.translate(_FOLDED)
    return plain if plain.isascii() else _unaccented(plain)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its plural and, in a long word, its final e: « gratuites » → "gratuit"."""
    if len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    if len(word) > 6 and word[-1] == "e":
        word = word[:-1]
    return word


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
        mend: Callable[[Sequence["Token"]], tuple["Token", ...]] = tuple,
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
        stocks = [stock for stock in (self._vocabulary, self._all_words - self._vocabulary) if stock]
        self._stocks = [(Sounds(stock), Spelling(stock)) for stock in stocks]
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
        pieces = list(_PIECE.finditer(raw))
        tokens: list[Token] = []
        unknown = set[str]()
        before, marks = -1, 0
        for i, piece in enumerate(pieces):
            start, end = piece.span()
            if piece.lastgroup == "run":
                marks, glued, is_elided = 0, before == start, _is_elided(raw, start, end)
                parts, was_unknown = self._said(piece[0], is_elided, len(unknown) < _UNKNOWN)
                if was_unknown:
                    unknown.add(piece[0])
                for norm, first, last, fixed, cost, stuck, capital, is_word, is_number in parts:
                    place = start + first, start + last
                    tokens.append(_new(Token, (norm, *place, fixed, cost, glued or stuck, capital, is_word, is_number)))
            elif piece.lastgroup == "mark" and marks < _MARKS and not self._is_silent(raw, pieces, i):
                marks += 1
                tokens.append(Token(piece[0], start, end, piece[0], glued=before == start))
            before = end
            if len(tokens) >= _LONGEST:
                break
        return tokens

    def _is_silent(self, raw: str, pieces: list[re.Match[str]], i: int) -> bool:
        """A hyphen inside a word, the full stop of an abbreviation, or an accent too many."""
        mark, before = pieces[i][0], pieces[i - 1] if i else None
        start, end = pieces[i].span()
        if unicodedata.combining(mark):
            return True
        if before is None or before.end() != start or not before["run"]:
            return False
        if mark in "-‐‑":
            return end < len(raw) and raw[end].isalpha() and raw[start - 1].isalpha()
        return mark == "." and fold(before[0]) in self._abbreviations

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
            return (_token(norm, start, end, capital)._replace(fixed=fixed[0], cost=cost),)
        return tuple(_token(word, start, end, capital)._replace(cost=cost) for word in fixed)

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
        if not self._stocks:
            return (word,), 0
        single = _DOUBLED.sub(r"\1", word)
        if single != word and word not in self._real and len(single) >= _SHORT_WORD and single in self._vocabulary:
            return (single,), 1  # « luxxe »
        real = word in self._real
        if real and len(word) < _LONG:
            return (word,), 0
        if not real and (slip := self._preferred.slip(word)):
            return (slip,), 1
        if not real and (parts := self._glued.parts(word)) and not self._is_slip_for_name(word):
            return parts, 0
        found = self._nearest(word)
        if found is None or (real and _root(found[0]) != _root(word)):
            return (word,), 0
        return (found[0],), found[1]

    def _nearest(self, word: str) -> tuple[str, int] | None:
        """The nearest word of the vocabulary, or of the wider one where that is nearer; and how many letters differ."""
        best: tuple[str, int] | None = None
        for sounds, spelling in self._stocks:
            alike = spelling.swapped(word) or sounds.like(word)
            found = (alike, 1) if alike else spelling.nearest(word)
            if found is None and word[-1] in "sx":  # « suords »: words are known in the singular
                found = spelling.nearest(word[:-1])
            if found and (best is None or found[1] < best[1]):
                best = found
        return best

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
        return any((found := spelling.nearest(word)) and found[1] <= 1 for _, spelling in self._stocks)

    def _is_known(self, word: str) -> bool:
        singular = word[:-1] if word[-1] in "sx" else word
        return len(word) < 4 or not self._known.isdisjoint((word, singular, stem(word)))


def _is_elided(raw: str, start: int, end: int) -> bool:
    """What stands before an apostrophe, or one letter where it was forgotten."""
    may_be = end < len(raw) and (raw[end] in _APOSTROPHES or end == start + 1)
    return may_be and bool(_ELIDED.match(raw, start))


#: Makes a token of all its fields in half the time.
_new = tuple.__new__


def _token(norm: str, start: int, end: int, capital: bool) -> Token:
    return Token(norm, start, end, norm, capital=capital, is_word=norm.isalpha(), is_number=norm.isdecimal())


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
