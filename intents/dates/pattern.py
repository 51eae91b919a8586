"""The language of rules' patterns: French as typed, compiled to a regular expression over symbols.

    le [mois] prochain      a word in square brackets may be missing
    (ce|cette)              one or the other
    <next>                  any phrase of that class in `vocabulary/dates.yaml`
    {wd} {mo} {n} {day}     a weekday, a month, a number, a day of the month…: captured (see `_CAPTURES`)
    {D} {DP}                what earlier rules made, by letter: Days, stretches (P), clock times (H)…: captured
    !(h|heures)             not followed by these
    ^ $ ~ ~3                start of the message; its end; up to eight other words of the clause; up to three, no day

Repetition is bounded, so that matching is linear in the length of the message.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from intents.dates.lexicon import VOCABULARY, words

#: Words of a unit of time → how many of which unit.
UNITS: dict[str, tuple[int, str]] = {
    " ".join(words(phrase)): (count, unit)
    for unit, counts in VOCABULARY["units"].items()
    for count, phrases in counts.items()
    for phrase in phrases
}
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_CAPTURES = {
    "n": (r" n(\d+)", "n"),
    "day": (r" n([1-9]|[12]\d|3[01])", "n"),
    "dd": (r" n(0?[1-9]|[12]\d|3[01])", "n"),
    "month": (r" n(0?[1-9]|1[0-2])", "n"),
    "year": (r" n(19\d\d|20\d\d)", "n"),
    "yy": (r" n(\d\d)", "n"),
    "hour": (r" n([01]?\d|2[0-4])", "n"),
    "minute": (r" n([0-5]\d)", "n"),
    "few": (r" n([1-9]|[1-5]\d)", "n"),
    "wd": (r" wd([0-6])", "wd"),
    "mo": (r" mo(\d+)", "mo"),
    "o": (r" o(\d+)", "o"),
    "q": (rf" ((?:n\d+|une?|quelques)(?: de)? (?:{_UNIT}))", ""),
}  # fmt: skip
_PIECE = re.compile(r"!\(|[()\[\]|^$]|~3?|\{\w+\}|<[\w-]+>|[^\s()\[\]|<>{}^$~]+")
_ANCHORS = {"^": r"\A", "$": r"(?= \Z)", "~": r"(?: [^ @,;]+){0,8}?", "~3": r"(?: (?!wd\d)[^ @,;]+){0,3}?"}
#: Words at the beginning of an expression.
_MAY_BE = re.compile(r"\(\?:( [^()]+)\)\?")
_MUST_BE = re.compile(r"\(\?:( [^()]+)\)(?![?{])")
_GROUPS = {"(": ("(?:", ")"), "[": ("(?:", ")?"), "!(": ("(?!(?:", ")(?= ))")}

Kinds = frozenset[str]


@dataclass(frozen=True)
class Pattern:
    """What a pattern was made into."""

    #: A regular expression over the symbols of a message, each after a space.
    expression: str
    #: What each group captured: a key of `_CAPTURES`, or letters of values.
    captures: tuple[str, ...]
    #: It can match only when the message has a symbol of each of these sets.
    needs: tuple[Kinds, ...]
    #: Every word in it.
    words: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when a message first needs it: no message needs more than a few of all."""
        return re.compile(self.expression)


def compile_pattern(source: str) -> Pattern:
    """Compile a pattern; an unknown class of words raises KeyError."""
    pieces = _PIECE.findall(source)
    regex, needs, end = _sequence(pieces, 0)
    if end != len(pieces):
        raise ValueError(f"unbalanced pattern: {source}")
    captures = tuple(p[1:-1] for p in pieces if p[0] == "{")
    known = {w for p in pieces for phrase in _phrases(p) for w in phrase.split()}
    return Pattern(_space_first(f"{regex}(?= )"), captures, tuple(needs), frozenset(known))


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


def _sequence(pieces: list[str], i: int) -> tuple[str, list[Kinds], int]:
    """The expression of pieces up to the bracket that closes them, with what it needs."""
    choices: list[tuple[str, list[Kinds]]] = [("", [])]
    while i < len(pieces) and pieces[i] not in (")", "]"):
        piece = pieces[i]
        if piece == "|":
            choices.append(("", []))
        else:
            regex, needs, i = _element(pieces, i)
            choices[-1] = choices[-1][0] + regex, choices[-1][1] + needs
        i += 1
    joined = "|".join(regex for regex, _ in choices)
    if len(choices) == 1:
        return joined, choices[0][1], i
    firsts = [needs[0] for _, needs in choices if needs]
    return joined, [frozenset().union(*firsts)] if len(firsts) == len(choices) else [], i


def _element(pieces: list[str], i: int) -> tuple[str, list[Kinds], int]:
    piece = pieces[i]
    if piece in _GROUPS:
        regex, needs, end = _sequence(pieces, i + 1)
        opening, closing = _GROUPS[piece]
        return opening + regex + closing, needs if piece == "(" else [], end
    if piece in _ANCHORS:
        return _ANCHORS[piece], [], i
    if piece[0] == "{":
        capture, kind = _CAPTURES.get(piece[1:-1], (rf" @[{piece[1:-1]}](\d+)", ""))
        kinds = [kind] if kind else [f"@{letter}" for letter in piece[1:-1] if letter.isupper()]
        return capture, [frozenset(kinds)] if kinds else [], i
    return *_words(piece), i


@cache
def _words(piece: str) -> tuple[str, list[Kinds]]:
    """The expression of a word or a class, with what it needs."""
    phrases = _phrases(piece)
    regex = "|".join(" " + re.escape(p).replace(r"\ ", " ") for p in sorted(phrases, key=len, reverse=True))
    return regex if len(phrases) == 1 else f"(?:{regex})", [frozenset(_kind(p.split()[0]) for p in phrases)]


def _kind(symbol: str) -> str:
    """The kind of a symbol, from its text."""
    head = symbol.rstrip("0123456789")
    return head if head in ("wd", "mo", "n", "o") and head != symbol else symbol


@cache
def _phrases(piece: str) -> tuple[str, ...]:
    """The phrases that a piece of a pattern stands for, as symbols."""
    if piece in _GROUPS or piece in _ANCHORS or piece[0] in ")]|{":
        return ()
    listed = VOCABULARY["classes"][piece[1:-1]] if piece[0] == "<" and len(piece) > 1 else [piece]
    return tuple(" ".join(words(phrase)) if any(map(str.isalnum, phrase)) else phrase for phrase in listed)
