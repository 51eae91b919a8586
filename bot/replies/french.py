"""French grammar and typography: lists, numbers, prices, distances, elisions. Dates and places have files of their own.

Typography follows the Imprimerie nationale's rules: a no-break space (U+00A0) before « : », inside guillemets and
between a number and its unit (14 h 30, 5 €, 12 km); a narrow one (U+202F) before « ; », « ? », « ! » and in thousands.
Apostrophes are straight, as in the programme's own texts: a title that is copied is found again.
"""

import re
from collections.abc import Sequence

NBSP = "\u00a0"
THIN = "\u202f"

_BEFORE_COLON = re.compile(r" (?=:(?:\s|$))")
_BEFORE_HIGH = re.compile(r" (?=[;?!])")
_INSIDE_QUOTES = re.compile(r"(?<=«) | (?=»)")
#: Words in h that are not elided (« de Honfleur », « le handicap »), among those the guide may say.
_ASPIRATED = re.compile(r"(?i)(?:ha(?!bi)|hon|hou|hors\b|huit|héros\b|onz)")
_VOWEL = re.compile(r"(?i)h?(?:[aàâäeéèêëiîïoôöuùûüœæ]|y(?![aou]))")


def typeset(text: str) -> str:
    """Text typed with ordinary spaces, with no-break ones where French wants them.

    A dash that opens an aside keeps the space before it.
    """
    text = _INSIDE_QUOTES.sub(NBSP, text.replace("’", "'"))
    return _BEFORE_HIGH.sub(THIN, _BEFORE_COLON.sub(NBSP, text)).replace(" —", f"{NBSP}—")


def elides(word: str) -> bool:
    """The word takes « d' » rather than « de »: Avignon and Hyères do; Honfleur, onze and yaourt do not."""
    return bool(_VOWEL.match(word)) and not _ASPIRATED.match(word)


def de(word: str) -> str:
    """« de Toulon », « d'Avignon »."""
    return f"d'{word}" if elides(word) else f"de {word}"


def que(word: str) -> str:
    """« que Toulon », « qu'Avignon »."""
    return f"qu'{word}" if elides(word) else f"que {word}"


def listed(words: Sequence[str], conjunction: str = "et") -> str:
    """« a », « a et b », « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def is_plural(count: float) -> bool:
    """In French, 0 and 1,5 are singular."""
    return abs(count) >= 2


def number(value: float, decimals: int = 0) -> str:
    """« 1 250 », « 5,50 »; four figures are parted as well as six."""
    whole, _, rest = f"{value:,.{decimals}f}".partition(".")
    return whole.replace(",", THIN) + (f",{rest}" if rest else "")


def ordinal(value: int, *, feminine: bool = False) -> str:
    """« 1er », « 1re », « 2e »."""
    if value == 1:
        return "1re" if feminine else "1er"
    return f"{value}e"


def euros(price: float) -> str:
    """« gratuit », « 5 € », « 5,50 € »."""
    if price == 0:
        return "gratuit"
    return f"{number(price, 0 if price == int(price) else 2)}{NBSP}€"


def kilometres(distance_km: float) -> str:
    """« 800 m », « 2,5 km », « 12 km »: no more exact than anyone walks or drives."""
    if distance_km < 0.95:
        return f"{max(1, round(distance_km * 10)) * 100}{NBSP}m"
    decimals = 1 if distance_km < 9.5 and round(distance_km, 1) != int(round(distance_km, 1)) else 0
    return f"{number(distance_km, decimals)}{NBSP}km"


def quoted(text: str) -> str:
    """The text in guillemets, as it is."""
    return f"«{NBSP}{text}{NBSP}»"
