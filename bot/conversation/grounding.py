"""What a message means where the conversation stands: « près de chez moi », « dans toute la région »."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.conversation.criteria import is_new_question
from bot.conversation.session import Session
from intents import Criteria, Gazetteer, Period, Understanding

_PLACE = frozenset({"places", "near", "radius_km"})


def grounded(said: Understanding, session: Session, areas: tuple[str, ...], now: datetime) -> Understanding:
    """The message with its words about places made into places, and its weekdays put into the week asked about.

    « près de chez moi » is the place just told, else the position shared, else the place of the profile; `areas` are
    the programme's.
    """
    if said.bare_weekday and session.current and session.current.criteria.periods:
        said = _in_week_of(said, session.current.criteria.periods[0], now)
    if said.next_day and session.current and session.current.criteria.periods:
        said = _day_after(said, session.current.criteria.periods[-1])
    words = said.place_words
    if "anywhere" in words:
        said = replace(said, cleared=said.cleared | _PLACE)
    if said.criteria.places:
        return _answering(said, session)
    if "whole-region" in words:
        criteria = replace(said.criteria, places=areas, near=False, radius_km=None)
        return replace(said, criteria=criteria, cleared=said.cleared | _PLACE)  # « élargis » adds nothing to all of it
    home = said.told.places or (() if session.location else session.profile.places)
    elsewhere = session.current and session.current.criteria.places
    from_home = "home-near" in words or (said.criteria.radius_km and not elsewhere)  # « à moins de 50 km »
    return replace(said, criteria=replace(said.criteria, places=home, near=True)) if from_home and home else said


def lacks_centre(criteria: Criteria, session: Session) -> bool:
    """The surroundings are wanted, and nothing tells of what."""
    near = criteria.near or criteria.radius_km is not None
    return near and not criteria.places and session.location is None


def with_fixed_centre(criteria: Criteria, session: Session, gazetteer: Gazetteer) -> Criteria:
    """The surroundings of the position that was shared become those of its commune: the position is not kept."""
    here = session.location
    if here and (criteria.near or criteria.radius_km) and not criteria.places:
        return replace(criteria, places=(gazetteer.nearest(here.lat, here.lon),))
    return criteria


def _answering(said: Understanding, session: Session) -> Understanding:
    """A place that answers « où êtes-vous ? » is the centre of the surroundings asked before."""
    before = session.current.criteria if session.current else Criteria()
    if said.mode == "reset" or is_new_question(said) or not lacks_centre(before, session):
        return said
    radius = before.radius_km if said.criteria.radius_km is None else said.criteria.radius_km
    return replace(said, criteria=replace(said.criteria, near=True, radius_km=radius))


def _day_after(said: Understanding, asked: Period) -> Understanding:
    """« et le lendemain ? »: the day after the one asked about, at the same hours if these were said."""
    if asked.start is None or asked.end is None or asked.end - asked.start > timedelta(days=1):
        return said
    day = timedelta(days=1)
    period = Period(start=asked.start + day, end=asked.end + day)
    return replace(said, criteria=replace(said.criteria, periods=(period,)))


def _in_week_of(said: Understanding, asked: Period, now: datetime) -> Understanding:
    """« samedi 21 », then « et dimanche ? »: that week's, unless it has gone by; « à partir du 24 »: from then on."""
    if asked.start is None:
        return said
    first = asked.start if asked.end is None else _midnight(asked.start, -asked.start.weekday())
    criteria = said.criteria
    without = replace(criteria.without, periods=_from(first, criteria.without.periods, now))
    return replace(said, criteria=replace(criteria, periods=_from(first, criteria.periods, now), without=without))


def _from(first: datetime, periods: tuple[Period, ...], now: datetime) -> tuple[Period, ...]:
    """The same weekdays and hours, each the first from a day on; as they were when that is past."""
    moved = []
    for period in periods:
        if period.start is None or period.end is None:
            return periods
        day = _midnight(first, (period.start.weekday() - first.weekday()) % 7)
        start = day.replace(hour=period.start.hour, minute=period.start.minute)
        moved.append(Period(start=start, end=start + (period.end - period.start)))
    return tuple(dict.fromkeys(moved)) if all(p.end and p.end > now for p in moved) else periods


def _midnight(moment: datetime, days: int) -> datetime:
    """The beginning of a day, so many days later."""
    return datetime.combine(moment.date() + timedelta(days=days), time())
