"""Criteria through a conversation: merged with what came before, and written as the contract's JSON."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from msgspec.structs import replace

from bot.conversation.session import Profile
from bot.conversation.topics import asked, begins
from intents import Criteria, Exclusions, Hours, Period, Understanding, with_hours

#: Criteria that answer one question together: naming one of a group replaces them all.
GROUPS = (
    frozenset({"places", "near", "radius_km"}),
    frozenset({"periods", "hours"}),
    frozenset({"sectors", "themes", "keywords"}),
    frozenset({"accessible", "accessibility"}),
)
#: Criteria that go away with the last of those they belong to.
_FOLLOWING = frozenset({"near", "radius_km", "hours", "accessible", "accessibility"})
#: Criteria that say of one person whether an event is for them.
_OF_ONE_PERSON = frozenset({"audiences", "min_age_ok", "women_only", "group_size"})
#: Intents that « d'autres » may have.
_LISTING = frozenset({"search_events", "show_more"})
_EMPTY = Criteria()
#: Criteria that can be asked and excluded alike.
_LISTED = tuple(name for name in Exclusions.__struct_fields__ if name != "online")
_CRITERIA, _EXCLUSIONS = Criteria.__struct_fields__, Exclusions.__struct_fields__


def group_of(key: str) -> frozenset[str]:
    """The criteria that go with one: « near » and « radius_km » with « places »."""
    return next((group for group in GROUPS if key in group), frozenset({key}))


def is_new_question(said: Understanding) -> bool:
    """A whole new question names both a topic and a place or date."""
    asked = said.criteria
    what = asked.kinds or asked.sectors or asked.themes or asked.keywords
    where_when = asked.places or asked.near or asked.periods or asked.hours or asked.online is not None
    return said.mode == "" and bool(what and where_when)


def corrects(said: Understanding) -> bool:
    """« plutôt à Toulon », « aussi à Nice », « pas Nice, Toulon » change what was just said."""
    return said.mode in ("replace", "add") or (bool(said.criteria.without) and not is_new_question(said))


def follows(said: Understanding) -> bool:
    """The message changes the search before it rather than begins another."""
    return said.mode != "reset" and not is_new_question(said)


def is_for_another(said: Understanding) -> bool:
    """« et pour moi ? » after a search for a daughter, « et pour mon fils ? »; another class has the same visit."""
    if said.mode == "add" or "another" not in asked("follow-up", said.spelt):  # « et pour moi aussi »
        return False
    is_of_class = said.levels or said.criteria.group_size or "them" in asked("visit", said.spelt)
    return not is_of_class and begins("follow-up", "another", said.spelt, after="assent")


def of_others(before: Criteria, said: Understanding) -> str:
    """The intent of « d'autres » with a criterion: the rest of a list that meets it, or a search; "" of none."""
    if said.intent not in _LISTING or not said.criteria or "more" not in asked("follow-up", said.spelt):
        return ""
    return "show_more" if merge(before, said) == before else "search_events"


def merge(before: Criteria, said: Understanding) -> Criteria:
    """The search after a message: what it names replaces, is added or narrows; the rest is kept."""
    new = said.criteria
    if not follows(said):
        return new
    hours = said.time_of_day or (None if new.periods else new.hours)
    if said.time_of_day and before and not before.periods:  # « des ateliers », then « plutôt le matin »: any morning
        new = replace(new, periods=(), hours=said.time_of_day)
    if hours and before.periods:  # « samedi », then « plutôt le soir »
        when = with_hours(before.periods, hours)
        new = replace(new, periods=when.periods, hours=when.hours)
    keeps_days = "periods" not in said.cleared | new.asked()
    if "hours" in said.cleared and keeps_days:  # « samedi matin », then « à toute heure »
        before = replace(before, periods=with_hours(before.periods, None).periods)
    from_here = "home-near" in said.place_words
    if (new.near or new.radius_km) and not new.places and not from_here:  # « dans un rayon de 40 km » of what was asked
        new = replace(new, places=before.places)
    is_other = bool(before) and is_for_another(said)
    merged = _cleared(before, said.cleared | _OF_ONE_PERSON if is_other else said.cleared)
    merged = _with_exclusions(merged, new)
    return _without_contradictions(_with_named(merged, new, adds=said.mode == "add"), new)


def _with_named(criteria: Criteria, new: Criteria, *, adds: bool) -> Criteria:
    """What is named takes the place of what was asked with it, unless it is added."""
    named = new.asked() - {"without"}
    changes = {} if adds else _empty(other for key in named for other in group_of(key) - named)
    for key in named:
        old, value = getattr(criteria, key), getattr(new, key)
        changes[key] = tuple(dict.fromkeys((*old, *value))) if adds and isinstance(value, tuple) else value
    if new.periods and not new.hours and not adds:
        changes["hours"] = None
    if new.online and not new.places:  # « et en ligne ? » leaves the place behind
        changes |= _empty(group_of("places"))
    if new.places and criteria.online and "online" not in named:  # and a town leaves « en ligne » behind
        changes["online"] = None
    return replace(criteria, **changes) if changes else criteria


def _cleared(criteria: Criteria, keys: Iterable[str]) -> Criteria:
    cleared = _empty(keys)
    return replace(criteria, **cleared) if cleared else criteria


def _empty(keys: Iterable[str]) -> dict[str, Any]:
    return {key: getattr(_EMPTY, key) for key in keys}


def _with_exclusions(criteria: Criteria, new: Criteria) -> Criteria:
    """What is excluded is no longer asked for. « pas samedi, dimanche » only corrects what was asked before."""
    if not new.without:
        return criteria
    changes: dict[str, Any] = {}
    without: dict[str, Any] = {}
    for name in _LISTED:
        asked, excluded = getattr(criteria, name), getattr(new.without, name)
        changes[name] = tuple(value for value in asked if value not in excluded)
        corrected = set(asked) & set(excluded) if getattr(new, name) else set()
        added = tuple(value for value in excluded if value not in corrected)
        without[name] = tuple(dict.fromkeys((*getattr(criteria.without, name), *added)))
    return replace(criteria, without=replace(criteria.without, **without), **changes)


def _without_contradictions(criteria: Criteria, new: Criteria) -> Criteria:
    """What is asked now is no longer excluded: « pas samedi » then « samedi finalement ».

    « pas loin de Gap, mais pas à Gap même » says both at once.
    """
    if not criteria.without:
        return criteria
    kept: dict[str, Any] = {
        name: tuple(
            v for v in getattr(criteria.without, name) if v not in getattr(new, name) or v in getattr(new.without, name)
        )
        for name in _LISTED
    }
    return replace(criteria, without=replace(criteria.without, **kept))


def with_profile(criteria: Criteria, profile: Profile) -> Criteria:
    """The profile gives the audiences of a search that names none."""
    if criteria.audiences or not profile.audiences:
        return criteria
    return replace(criteria, audiences=profile.audiences)


def without_one(criteria: Criteria, key: str, index: int) -> Criteria:
    """A search less one criterion: « near » goes with the last place, « hours » with the last period.

    « accessible » goes with the last handicap.
    """
    if key.startswith("without."):
        name = key.removeprefix("without.")
        left = _less(getattr(criteria.without, name), index)
        return replace(criteria, without=replace(criteria.without, **{name: left}))
    left = _less(getattr(criteria, key), index)
    changed = replace(criteria, **{key: left if left else getattr(_EMPTY, key)})
    return changed if left else _cleared(changed, group_of(key) & _FOLLOWING)


def _less(value: Any, index: int) -> Any:
    return value[:index] + value[index + 1 :] if isinstance(value, tuple) else None


def as_json(criteria: Criteria) -> dict[str, object]:
    """Criteria with the contract's keys, every one present."""
    out: dict[str, object] = {}
    for name in _CRITERIA:
        out[name] = _plain(getattr(criteria, name))
    for flag in ("near", "free", "accessible", "available"):
        out[flag] = out[flag] or None
    without = {name: _plain(getattr(criteria.without, name)) for name in _EXCLUSIONS}
    out["without"] = {name: value for name, value in without.items() if value not in ([], None)}
    return out


def _plain(value: Any) -> object:
    match value:
        case tuple():
            return [_plain(item) for item in value]
        case Period(start=start, end=end):
            return {"start": _moment(start), "end": _moment(end)}
        case Hours(start=start, end=end):
            return {"start": _clock(start), "end": _clock(end) if end else "24:00"}
        case _:
            return value


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="minutes") if value else None


def _clock(value: time) -> str:
    return value.isoformat(timespec="minutes")
