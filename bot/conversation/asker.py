"""Where the asker is, as far as they have said."""

from bot.conversation.session import Session
from bot.events.model import Event
from bot.events.places import distance_km
from intents import Gazetteer

#: Closer than this in km, the distance to a place known by its commune's centre says nothing.
_VAGUE = 3.0


def position_of_asker(session: Session, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The position shared, else the centre of the first place of the profile that has one; degrees (WGS 84)."""
    if session.location:
        return session.location.lat, session.location.lon
    communes = (code for code in session.profile.places if ":" not in code)  # an area is too large to start from
    return next(filter(None, map(gazetteer.position, communes)), None)


def distance_from_asker(event: Event, session: Session, gazetteer: Gazetteer) -> float | None:
    """Kilometres to an event as the crow flies, when both ends are known."""
    return distance_from(position_of_asker(session, gazetteer), event)


def distance_from(start: tuple[float, float] | None, event: Event) -> float | None:
    """Kilometres from a position (degrees, WGS 84) to an event as the crow flies, when both are known."""
    place = event.place
    if start is None or place is None or place.lat is None or place.lon is None:
        return None
    return telling_distance(event, distance_km(*start, place.lat, place.lon))


def telling_distance(event: Event, distance_km: float | None) -> float | None:
    """Kilometres to an event unless it is too near for its approximate position to tell."""
    place = event.place
    is_vague = place is not None and place.approximate and distance_km is not None and distance_km < _VAGUE
    return None if is_vague else distance_km
