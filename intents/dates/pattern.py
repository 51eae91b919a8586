"""The language of rules' patterns: French as typed, compiled to a regular expression over symbols.

    le [mois] prochain      a word in square brackets may be missing
    (ce|cette)              one or the other
    <next>                  any phrase of that class in `vocabulary/dates.yaml`
    {wd} {mo} {n} {day}     a weekday, a month, a number, a day of the month…: captured (see `_CAPTURES`)
    {D} {DP}                what earlier rules made, by letter: Days, stretches (P), clock times (H)…: captured
    !(h|heures) =(;|$)      not followed by these; followed by one of these, which is left to others
    ^ $ ~ ~3                start of the message; its end; up to eight other words of the clause; up to three, no number

Repetition is bounded, so that matching is linear in the length of the message.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache, cached_property
from typing import NamedTuple

from msgspec import Struct

from intents.dates.lexicon import VOCABULARY, words


def _kind(symbol: str) -> str:
    """The kind of a symbol, from its text."""
    head = symbol.rstrip("0123456789")
    return head if head in ("wd", "mo", "n", "o") and head != symbol else symbol


#: Words of a unit of time → how many of which unit.
UNITS: dict[str, tuple[int, str]] = {
    " ".join(words(phrase)): (count, unit)
    for unit, counts in VOCABULARY["units"].items()
    for count, phrases in counts.items()
    for phrase in phrases
}
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
#: Of each unit, the word that tells most.
_UNIT_WORDS = frozenset([_kind(max(unit.split(), key=len)) for unit in UNITS])
#: Kinds that only few messages have, however short they are.
_RARE = _UNIT_WORDS | {"wd", "mo", "n", "o"}
#: What follows the number of units: « trois jours », « une dizaine de jours ».
_AFTER_COUNT = {"de", *(_kind(unit.split()[0]) for unit in UNITS)}
_CAPTURES = {
    "n": (r" n(\d+)", ("n",)),
    "day": (r" n([1-9]|[12]\d|3[01])", ("n",)),
    "dd": (r" n(0?[1-9]|[12]\d|3[01])", ("n",)),
    "month": (r" n(0?[1-9]|1[0-2])", ("n",)),
    "year": (r" n(19\d\d|20\d\d)", ("n",)),
    "yy": (r" n(\d\d)", ("n",)),
    "hour": (r" n([01]?\d|2[0-4])", ("n",)),
    "minute": (r" n([0-5]\d)", ("n",)),
    "few": (r" n([1-9]|[1-5]\d)", ("n",)),
    "wd": (r" wd([0-6])", ("wd",)),
    "mo": (r" mo(\d+)", ("mo",)),
    "o": (r" o(\d+)", ("o",)),
    "first": (r" o(1)", ("o",)),
    "q": (rf" ((?:n\d+|une?|quelques)(?: de)? (?:{_UNIT}))", ("n", "un", "une", "quelques")),
}  # fmt: skip
_PIECE = re.compile(r"[!=]\(|[()\[\]|^$]|~3?|\{\w+\}|<[\w-]+>|[^\s()\[\]|<>{}^$~]+")
#: How many other words each stands for at most; what rules made may stand for any number.
_OTHERS, _ANY_NUMBER = {"~": 8, "~3": 3}, 1000
_ANCHORS = {"^": r"\A", "$": r"(?= \Z)", "~": r"(?: [^ @,;]+){0,8}?", "~3": r"(?: (?!(?:wd|n)\d)[^ @,;]+){0,3}?"}
#: Words at the beginning of an expression.
_MAY_BE = re.compile(r"\(\?:( [^()]+)\)\?")
_MUST_BE = re.compile(r"\(\?:( [^()]+)\)(?![?{])")
_GROUPS = {"(": ("(?:", ")"), "[": ("(?:", ")?"), "!(": ("(?!(?:", ")(?= ))"), "=(": ("(?=(?:", ")(?= ))")}

Kinds = frozenset[str]
#: In an opening: whatever comes, or nothing.
ANY = ""
#: The first symbols of an expression, by kind; fewer than two where what follows goes on.
Opening = tuple[str, ...]


class Pattern(Struct, frozen=True, dict=True):
    """What a pattern was made into."""

    #: A regular expression over the symbols of a message, each after a space.
    expression: str
    #: What each group captured: "@" (what a rule made), "n" (a number) or "q" (a quantity).
    captures: tuple[str, ...]
    #: It can match only when the message has a symbol of each of these sets, the rarest first, …
    needs: tuple[Kinds, ...]
    #: … and only where two symbols of these kinds stand beside each other.
    openings: frozenset[tuple[str, str]]
    #: How many symbols of a message it matches at most.
    reach: int
    #: Every word in it.
    words: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when a message first needs it: no message needs more than a few of all."""
        return re.compile(self.expression)

    @cached_property
    def twice(self) -> tuple[str, ...]:
        """The kinds of which it needs two symbols."""
        return tuple({kind for need in self.needs if len(need) == 1 and self.needs.count(need) > 1 for kind in need})


class _Part(NamedTuple):
    """A part of a pattern: its expression, what it needs, how it may begin, how many symbols it matches at most."""

    regex: str
    needs: list[Kinds]
    openings: Collection[Opening]
    reach: int


def _joined(parts: Iterable[_Part]) -> _Part:
    """Parts that follow one another."""
    regex, needs, openings, reach = "", list[Kinds](), set[Opening](), 0
    open_ones: Collection[Opening] = ((),)
    for part in parts:
        regex += part.regex
        needs += part.needs
        reach += part.reach
        if open_ones:
            begun = {(*begun, *more)[:2] for begun in open_ones for more in part.openings}
            open_ones = [opening for opening in begun if len(opening) < 2]
            openings |= begun.difference(open_ones)
    return _Part(regex, needs, openings.union(open_ones), reach)


def compile_pattern(source: str) -> Pattern:
    """Compile a pattern; an unknown class of words raises KeyError."""
    pieces = _PIECE.findall(source)
    whole, end = _sequence(pieces, 0)
    if end != len(pieces):
        raise ValueError(f"unbalanced pattern: {source}")
    expression, needs, openings, reach = _joined([whole, _Part("(?= )", [], [(ANY, ANY)], 0)])
    captures = tuple("@" if p[1].isupper() else "q" if p == "{q}" else "n" for p in pieces if p[0] == "{")
    known = frozenset[str]().union(*map(_words_of, {*pieces}))
    pairs = frozenset((begun[0], begun[1]) for begun in openings)
    return Pattern(_space_first(expression), captures, tuple(sorted(needs, key=_frequency)), pairs, reach, known)


@cache
def _frequency(kinds: Kinds) -> int:
    """How many messages may have a symbol of one of these kinds, roughly."""
    return sum(map(_commonness, kinds))


def _commonness(kind: str) -> int:
    """A rule of thumb: the shorter a word, the more messages have it."""
    return 0 if kind in _RARE or kind[0] == "@" else 10 ** max(5 - len(kind), 0)


def _space_first(expression: str) -> str:
    """An expression that begins with words that may be missing, written so that it begins with a space.

    « (?: le| la)? semaine » becomes « (?:le |la )?semaine » after a space: the same matches, found three times as
    fast, since `re` looks for a first letter that is always there before it tries anything.
    """
    head, rest = " ", expression
    while may_be := _MAY_BE.match(rest):
        head += f"(?:{'|'.join(f'{words[1:]} ' for words in may_be[1].split('|'))})?"
        rest = rest[may_be.end() :]
    if rest.startswith(" "):
        return head + rest[1:]
    if must_be := _MUST_BE.match(rest):
        return f"{head}(?:{'|'.join(words[1:] for words in must_be[1].split('|'))}){rest[must_be.end() :]}"
    return expression


def _sequence(pieces: list[str], i: int) -> tuple[_Part, int]:
    """What pieces up to the bracket that closes them are."""
    parts: list[list[_Part]] = [[]]
    while i < len(pieces) and pieces[i] not in (")", "]"):
        if pieces[i] == "|":
            parts.append([])
        else:
            part, i = _element(pieces, i)
            parts[-1].append(part)
        i += 1
    choices = [part[0] if len(part) == 1 else _joined(part) for part in parts]
    if len(choices) == 1:
        return choices[0], i
    regex = "|".join(choice.regex for choice in choices)
    rarest = [min(choice.needs, key=_frequency) for choice in choices if choice.needs]
    needs = [frozenset[str]().union(*rarest)] if len(rarest) == len(choices) else []
    openings = {opening for choice in choices for opening in choice.openings}
    return _Part(regex, needs, openings, max(choice.reach for choice in choices)), i


def _element(pieces: list[str], i: int) -> tuple[_Part, int]:
    piece = pieces[i]
    if piece in _GROUPS:
        part, end = _sequence(pieces, i + 1)
        opening, closing = _GROUPS[piece]
        needs = part.needs if piece == "(" else []
        openings = {"(": part.openings, "[": {*part.openings, ()}, "!(": [()], "=(": [()]}[piece]
        return _Part(opening + part.regex + closing, needs, openings, part.reach if piece in "([" else 0), end
    if piece in _ANCHORS:
        return _Part(_ANCHORS[piece], [], [(), (ANY, ANY)] if piece[0] == "~" else [()], _OTHERS.get(piece, 0)), i
    if piece[0] == "{":
        return _capture(piece[1:-1]), i
    return _words(piece), i


@cache
def _capture(name: str) -> _Part:
    if name not in _CAPTURES:
        made = [f"@{letter}" for letter in name]
        return _Part(rf" @[{name}](\d+)", [frozenset(made)], [(kind,) for kind in made], _ANY_NUMBER)
    regex, kinds = _CAPTURES[name]
    if name == "q":
        openings = [(kind, after) for kind in kinds for after in _AFTER_COUNT]
        return _Part(regex, [frozenset(kinds), _UNIT_WORDS], openings, 2 + max(len(unit.split()) for unit in UNITS))
    return _Part(regex, [frozenset(kinds)], [(kind,) for kind in kinds], 1)


@cache
def _words(piece: str) -> _Part:
    """A word or a class."""
    phrases = _phrases(piece)
    regex = "|".join(" " + re.escape(p).replace(r"\ ", " ") for p in sorted(phrases, key=len, reverse=True))
    kinds = [tuple(map(_kind, phrase.split())) for phrase in phrases]
    needs = frozenset([kind[0] if len(kind) == 1 else min(kind, key=_commonness) for kind in kinds])
    reach = max(map(len, kinds))
    return _Part(regex if len(phrases) == 1 else f"(?:{regex})", [needs], {kind[:2] for kind in kinds}, reach)


@cache
def _words_of(piece: str) -> frozenset[str]:
    """Every word of a piece of a pattern."""
    return frozenset([word for phrase in _phrases(piece) for word in phrase.split()])


@cache
def _phrases(piece: str) -> tuple[str, ...]:
    """The phrases that a piece of a pattern stands for, as symbols."""
    if piece in _GROUPS or piece in _ANCHORS or piece[0] in ")]|{":
        return ()
    listed = VOCABULARY["classes"][piece[1:-1]] if piece[0] == "<" and len(piece) > 1 else [piece]
    return tuple(" ".join(words(phrase)) if any(map(str.isalnum, phrase)) else phrase for phrase in listed)
