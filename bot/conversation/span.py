"""The days on which the programme takes place, and whether they have gone by."""

from datetime import datetime, time, timedelta

from bot.events.catalogue import Catalogue
from intents import Period


def own_days(catalogue: Catalogue) -> Period:
    """From the first day of the programme or of its events to the last, whole days."""
    first, last = catalogue.days
    return Period(start=datetime.combine(first, time()), end=datetime.combine(last + timedelta(days=1), time()))


def is_over(catalogue: Catalogue, now: datetime) -> bool:
    """Nothing of the programme is left to come; `now` is local."""
    end = own_days(catalogue).end
    return end is not None and end <= now
