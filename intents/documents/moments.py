"""When something is held, as people write it in a sheet: « mardi 23 novembre de 9h à 12h »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from intents.dates import DateReader, DateValue
from intents.model import Period, Scene
from intents.reader import Reader
from intents.vocabulary import common_words, other_words

#: « 9h », « 14:30 », « midi »; and a year, without which a day is only the next one of that name.
_HOUR = re.compile(r"\b(?:\d{1,2}\s?(?:h|heures?\b|:)\s?(?:[0-5]\d)?|midi\b|minuit\b)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b|/\d\d\b(?!\s?h)")
_DIGIT = re.compile(r"\d")
#: Without the number of a day, a text is too vague: « en novembre », « mardi ».
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Held:
    """A time at which something is held."""

    start: datetime
    #: None when the text only says when it begins.
    end: datetime | None
    #: The text names days, and no hours.
    whole_days: bool
    #: The text names the year.
    has_year: bool


class MomentReader:
    """Reads moments with the grammar of questions. Built once."""

    def __init__(self) -> None:
        self._dates = DateReader(Scene())
        known = common_words() | self._dates.look_alikes
        self._reader = Reader(vocabulary=self._dates.words, real=other_words(), known=known)

    def moments(self, text: str, now: datetime) -> list[Held]:
        """All moments that a text names, days without a year being the next ones after `now`.

        None at all when a number is left that no moment explains: « 31/11/2025 », hours of a day told elsewhere.
        """
        has_year = bool(_YEAR.search(text))
        found: list[Held] = []
        left = text
        for span in self._dates.find(self._reader.read(text), now):
            said = text[span.start : span.end]
            if span.family == "date" and not getattr(span.value, "alone", None) and _DAY.search(said):
                hours = _times(said)
                left = left.replace(said, "", 1)
                for period in span.value.periods:
                    found += _held(period, span.value, hours, has_year)
        return [] if _DIGIT.search(left) else found


def _times(text: str) -> list[time]:
    """The hours that a text names, as they stand."""
    found = []
    for word in _HOUR.findall(text):
        numbers = [int(number) for number in re.findall(r"\d+", word)] or [12 if word.lower() == "midi" else 0]
        if numbers[0] < 24:
            found.append(time(numbers[0], numbers[1] if len(numbers) > 1 else 0))
    return found


def _held(period: Period, value: DateValue, said: Sequence[time], has_year: bool) -> Iterator[Held]:
    """The moments of a period: one, or one a day when the text gives the hours of several days.

    What the text does not name is not made up: « le matin » is no hour, and an hour alone has no end.
    """
    start, end = period.start, period.end
    if start is None or end is None:
        return
    last = end - timedelta(minutes=1)
    if not said:
        midnight = datetime.combine(start.date(), time())
        yield Held(midnight, datetime.combine(last.date(), time(23, 59)), True, has_year)
        return
    opens, closes = (value.hours.start, value.hours.end) if value.hours else (start.time(), end.time())
    is_point = set(said) <= ({opens} if value.hours else {p.start.time() for p in value.periods if p.start})
    if opens not in said or not (is_point or (closes or time()) in said):
        return
    if not value.hours:
        yield Held(start, None if is_point else end, False, has_year)
        return
    for count in range(min((last.date() - start.date()).days, 366) + 1):
        day = start.date() + timedelta(days=count)
        until = None if is_point else datetime.combine(day, closes or time(23, 59))
        yield Held(datetime.combine(day, opens), until, False, has_year)
