"""French numbers, in digits and in words: « 26 », « vingt-six », « soixante-quinze », « une trentaine »."""

from collections.abc import Iterator

from intents.text import Opening, Text, stem

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
_ABOUT = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip
WORDS = frozenset({*_UNITS, *_TENS, *_ABOUT, "cent", "cents", "vingts"})
_KEYS: frozenset[Opening] = frozenset(map(stem, WORDS))


def number_at(text: Text, first: int) -> tuple[int, int] | None:
    """The number that begins at a token and the index after it, or None.

    « une trentaine » is 30; « un » and « une » count as 1, so callers that read articles must look further.
    """
    tokens = text.tokens
    if first >= len(tokens):
        return None
    word = tokens[first].fixed
    if tokens[first].is_number:
        return int(word), first + 1
    if word not in WORDS:
        return None
    if word in ("un", "une") and first + 1 < len(tokens) and tokens[first + 1].fixed in _ABOUT:
        return _ABOUT[tokens[first + 1].fixed], first + 2
    if word in _ABOUT:
        return _ABOUT[word], first + 1
    return _spelt_out(text, first)


def beginnings(text: Text) -> list[int]:
    """The tokens at which numbers may begin, from left to right."""
    spelt = [i for i in text.places(_KEYS) if text.fixed[i] in WORDS]
    return sorted([*text.digits, *spelt]) if spelt else text.digits


def numbers(text: Text) -> Iterator[tuple[int, int, int]]:
    """The numbers of a message, from left to right: the token that each begins at, the index after it, the number."""
    end = 0
    for i in beginnings(text):
        if i >= end and (found := number_at(text, i)):
            number, end = found
            yield i, end, number


def _spelt_out(text: Text, first: int) -> tuple[int, int] | None:
    """A number below 1,000 in words: each word adds, « cent » and the « vingts » of « quatre-vingts » multiply."""
    words = text.fixed[first : first + 8]
    total, i, last = 0, 0, -1
    while i < len(words):
        word = words[i]
        if word == "et" and i and i + 1 < len(words) and words[i + 1] in ("un", "une", "onze") and total % 10 == 0:
            i += 1
            continue
        if word in ("cent", "cents") and last in (-1, *range(2, 10)):
            total, last = max(total, 1) * 100, 100
        elif word in ("vingt", "vingts") and last == 4:
            total, last = total + 76, 80
        elif word in _TENS and (last == -1 or last == 100):
            total, last = total + _TENS[word], _TENS[word]
        elif word in _UNITS and (last == -1 or last >= 100 or _follows(_UNITS[word], last)):
            total, last = total + _UNITS[word], _UNITS[word]
        else:
            break
        i += 1
    return (total, first + i) if i else None


def _follows(unit: int, last: int) -> bool:
    """« vingt-six », « soixante-quinze », « dix-sept », but not « trois six »."""
    if last == 10:
        return unit in (7, 8, 9)
    return last in range(20, 100) and (unit < 10 or last in (60, 80))
