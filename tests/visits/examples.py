"""Events and a class to plan with."""

from datetime import date, datetime
from typing import Any

from bot.events.model import Conditions, Event, Place, Session
from bot.visits.fitting import Fit, Fitter
from bot.visits.pupils import Pupils
from intents import Gazetteer

NOW = datetime(2021, 11, 15, 9)


def is_day_off(day: date) -> bool:
    """Week-ends only."""
    return day.weekday() >= 5


def at(start: str, end: str, *, all_day: bool = False) -> Session:
    """A session of November 2021, from "25T09:00" to "25T11:00"."""
    first, last = (datetime.fromisoformat(f"2021-11-{moment}") for moment in (start, end))
    return Session(start=first, end=last, all_day=all_day)


def event(event_id: str = "visite", *sessions: Session, conditions: Conditions | None = None, **more: Any) -> Event:
    """A visit in Aubagne unless told otherwise."""
    place = Place(city="Aubagne", insee="13005", lat=43.2927, lon=5.5708, approximate=False)
    values: dict[str, Any] = {
        "id": event_id,
        "title": event_id,
        "kind": "visite",
        "place": place,
        "sessions": sessions,
    } | more
    return Event(**values, conditions=conditions or Conditions())


def judged(of: Event, communes: Gazetteer, **pupils: Any) -> Fit:
    """What an event is worth to a class."""
    fitter = Fitter(pupils=Pupils(**pupils), is_day_off=is_day_off, communes=communes, now=NOW)
    return fitter.fit(of, of.sessions)
