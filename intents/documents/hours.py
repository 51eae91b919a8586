"""How long an event lasts, when its source only says when it begins: « de 13h30 à 17h », « durée : 1h30 »."""

import re
from collections.abc import Iterator
from datetime import time, timedelta

from intents.documents.passages import Mention

_TIME = r"(\d{1,2})\s?(?:[hH:]|heures?)\s?([0-5]\d)?(?!\d)"
_RANGE = re.compile(rf"(?<![\d:/.]){_TIME}\s?(?:à|a|-|–|jusqu['’]à|et)\s?{_TIME}")
_LENGTH = re.compile(
    r"\b[Dd]urée\s?(?:de l['’]\S+|totale|estimée|prévue|de la visite)?\s?(?::|de|d['’]environ|environ)?\s?"
    r"(?:(\d{1,2})\s?(?:h|heures?)\s?([0-5]\d)?(?!\s?(?:à|-)\s?\d)|(\d{2,3})\s?(?:mn|min|minutes))\b"
)
#: What each of them has, which is looked for sooner.
_SPAN, _LASTING = re.compile(r"\d\s?(?:[hH:]|heures?)\s?\d{0,2}\s?[àa\-–je]"), "urée"
_LONGEST = timedelta(hours=14)


def hours(text: str) -> Iterator[Mention]:
    """Pairs of times: "hours", and lengths: "length"."""
    for found in _RANGE.finditer(text) if _SPAN.search(text) else ():
        first, first_minutes, last, last_minutes = (int(part or 0) for part in found.groups())
        if first < 24 and last < 24 and (first, first_minutes) < (last, last_minutes):
            yield Mention("hours", (time(first, first_minutes), time(last, last_minutes)), found[0])
    for found in _LENGTH.finditer(text) if _LASTING in text else ():
        whole, minutes, alone = (int(part or 0) for part in found.groups())
        length = timedelta(hours=whole, minutes=minutes or alone)
        if timedelta(0) < length <= _LONGEST:
            yield Mention("length", length, found[0])
