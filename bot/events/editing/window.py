"""When the events of a label may be held: the programme's days and those around them."""

from dataclasses import dataclass
from datetime import date, timedelta

#: Days before the first and after the last: in 2025 the label was given from 2 November to 7 December for the week of
#: 17 to 23 November, in 2023 from 13 November to 17 December for that of 27 November.
_AROUND = timedelta(days=15)


@dataclass(frozen=True, kw_only=True)
class Window:
    """The first and the last day, both admitted."""

    first: date
    last: date

    @classmethod
    def around(cls, start: date, end: date) -> "Window":
        """The window of a programme of these days."""
        return cls(first=start - _AROUND, last=end + _AROUND)
