"""What of a message its intent carries: « je suis enseignante, à Vaison » tells who and where, and asks for nothing."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from intents.assemble import Assembled
from intents.model import Criteria, Exclusions, Span, Told

#: Below this confidence the guide asks what was meant.
SURE = 0.5
#: Intents that speak of one event: its date and its town are no criteria.
ABOUT_ONE = frozenset(
    {
        "event_details",
        "event_time",
        "event_place",
        "event_conditions",
        "event_registration",
        "set_reminder",
        "cancel_reminder",
        "add_to_calendar",
    }
)
#: Intents whose sentence carries criteria.
CARRIERS = frozenset({"search_events", "suggest_class_visit", "subscribe", "unsubscribe", "set_profile"})

#: Families that begin a search.
_SEARCHED = frozenset({"kind", "sector", "theme", "interest", "product", "generic"})
#: Criteria that only events have.
_OF_EVENTS = frozenset({"periods", "hours", "kinds", "sectors", "themes", "free", "available", "online"})
#: Criteria that say who one is, besides audiences and places.
_OF_PEOPLE = ("accessible", "accessibility", "women_only", "min_age_ok", "group_size")


def carried(
    intent: str,
    score: float,
    assembled: Assembled,
    keywords: Collection[str],
    families: Mapping[str, Collection[Span]],
) -> Criteria:
    """The criteria; `score` is how sure the intent is, `families` are the readings of each."""
    criteria = _with_things(assembled, keywords) if intent in CARRIERS else assembled.criteria
    if intent == "unsubscribe":
        return _refused(criteria)
    if intent == "out_of_scope" and (criteria.places or criteria.near or criteria.radius_km is not None):
        words = all(s.value.is_word for s in families.get("place", ()))
        named = words and not criteria.asked() & _OF_EVENTS  # « une écharpe orange » names no town
        if named or score >= SURE:  # « il pleut à Brest » asks for nothing there
            return replace(criteria, places=(), near=False, radius_km=None)
    if intent == "search_events" and criteria.group_size and not _tells_of_class(families):
        return replace(criteria, group_size=None)
    if intent != "set_profile":
        return criteria
    of_people = {name: getattr(criteria, name) for name in _OF_PEOPLE}
    places, audiences = assembled.told.places or criteria.places, assembled.asker or criteria.audiences
    return Criteria(places=places, audiences=audiences, **of_people)


def _with_things(assembled: Assembled, keywords: Collection[str]) -> Criteria:
    """Things named are searched by their own word, « parfum » rather than all cosmetics.

    Words that no vocabulary holds count when nothing else says what it is about.
    """
    criteria = assembled.criteria
    found = [word for word, _ in assembled.things]
    if not (found or criteria.sectors or criteria.themes):
        found = list(keywords)
    return replace(criteria, keywords=tuple(dict.fromkeys(found))) if found else criteria


def _tells_of_class(families: Collection[str]) -> bool:
    """« nous serons 28 » alone may go on about a class, « notre club, 12 personnes, cherche… » not."""
    return _SEARCHED.isdisjoint(families) or "class" in families or "teacher" in families


def _refused(criteria: Criteria) -> Criteria:
    """« Je ne veux plus être prévenu pour les ateliers »: the subscription that is meant is one to workshops."""
    without = criteria.without
    lists = ("periods", "places", "kinds", "sectors", "themes", "audiences")
    meant: dict[str, Any] = {name: (*getattr(criteria, name), *getattr(without, name)) for name in lists}
    online = criteria.online if without.online is None else without.online
    return replace(criteria, without=Exclusions(), online=online, **meant)


def told(intent: str, assembled: Assembled) -> Told:
    """What it tells of the asker, to be kept."""
    if intent != "set_profile":
        return assembled.told
    kept, criteria = assembled.told, assembled.criteria
    return replace(kept, audiences=kept.audiences or criteria.audiences, places=kept.places or criteria.places)
