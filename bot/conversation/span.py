"""The days on which the programme takes place, and whether they have gone by."""

from datetime import date, datetime, time, timedelta

from bot.events.catalogue import Catalogue
from intents import Period

_EPOCH = datetime(1970, 1, 1)


def own_days(catalogue: Catalogue) -> Period:
    """From the first day of the programme or of its events to the last, whole days."""
    programme, index = catalogue.programme, catalogue.index
    first, last = programme.start, programme.end
    if len(index.start):
        first, last = min(first, _day(index.start.min())), max(last, _day(index.end.max()))
    return Period(start=datetime.combine(first, time()), end=datetime.combine(last + timedelta(days=1), time()))


def is_over(catalogue: Catalogue, now: datetime) -> bool:
    """Nothing of the programme is left to come; `now` is local."""
    end = own_days(catalogue).end
    return end is not None and end <= now


def _day(minutes: float) -> date:
    """The day of a moment given in minutes since 1970, as the index has it."""
    return (_EPOCH + timedelta(minutes=float(minutes))).date()
