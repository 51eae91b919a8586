"""When nothing or little fits: which criterion to leave aside, and what is found then."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.events.catalogue import Catalogue
from bot.events.matching import events_meeting
from bot.events.query import Period, Query, Results
from bot.events.search import is_any, nothing, search
from bot.events.sets import set_of
from bot.events.vocabularies import NARROWER

#: Fewer events than this are completed with what comes near.
FEW = 3
#: Alternatives offered in all, and for one criterion.
_OFFERED, _EACH = 5, 3
#: How far to look around, in kilometres, and how many days before and after.
_RADII = (30.0, 60.0, 100.0, 20_000.0)
#: Who can come another day would sooner do so than go further than that, in kilometres.
_CLOSE = 60.0
_DAYS = (1, 3, 7, 30)
#: What may be left aside besides place, date and what is not told of access, in this order. Never who it is for
#: (audience, age, number of pupils), seats left, or what is refused: the asker could not come.
_LOOSE = ("kinds", "free", "women_only", "online")
#: What it is about: left aside only when there is nothing else to say.
_TOPIC = ("sectors", "themes", "keywords")

#: What is asked instead of some fields of a query.
Change = Mapping[str, Any]
#: The criterion that is left aside, and what is asked instead, from the nearest to the widest, which finds them all.
Step = tuple[str, Sequence[Change]]
_NOTHING = Query()
#: Those of what was found that are worth proposing.
Worth = Callable[[Results], Results]
#: What does not make a search by itself.
_VAIN: Change = {name: getattr(_NOTHING, name) for name in ("radius_km", "class_visit", "without", "kin")}
_ANYWHERE: Change = {"places": (), "centres": ()}
_ONLINE: Sequence[Change] = ({"places": (), "centres": (), "online": True},)


class Relaxed(msgspec.Struct, frozen=True, kw_only=True):
    """What comes near."""

    #: Best first; none of them meets all criteria.
    found: Results
    #: Names of the criteria that these leave aside, as in the contract.
    criteria: tuple[str, ...]
    #: For each event found, the criteria that it does not meet.
    reasons: tuple[tuple[str, ...], ...]


def relax(
    catalogue: Catalogue, query: Query, now: datetime, found: Results | None = None, worth: Worth = lambda found: found
) -> Relaxed:
    """What to propose when few events meet all criteria: nearby, another day, online, of another kind.

    `found` is what `search` answered to the same query, when it is known. Nothing is proposed when it is enough.
    `worth`: what is not, does not keep what is further off from being looked for.
    """
    found = search(catalogue, query, now) if found is None else found
    if len(found) >= FEW:
        return Relaxed(found=found[:0], criteria=(), reasons=())
    offered, seen = found[:0], set_of(found.numbers.tolist())
    reasons: list[tuple[str, ...]] = []
    query, gone = _to_come(query, now)
    for steps in _in_turn(catalogue, query, now, days_are_over=bool(gone)):
        if len(offered) >= _OFFERED or ((offered or found) and _is_last_resort(steps)):
            break
        if nearest := _nearest(catalogue, steps, query, now, seen, worth):
            new = nearest[: min(_EACH, _OFFERED - len(offered))]
            offered, seen = offered.plus(new), seen | set_of(new.numbers.tolist())
            reasons += [tuple(dict.fromkeys((*gone, *(name for name, _ in steps))))] * len(new)
    criteria = tuple(dict.fromkeys(name for names in reasons for name in names))
    return Relaxed(found=offered, criteria=criteria, reasons=tuple(reasons))


def _is_last_resort(steps: tuple[Step, ...]) -> bool:
    return len(steps) > 1 or steps[0][0] in _TOPIC


def _nearest(
    catalogue: Catalogue, steps: tuple[Step, ...], query: Query, now: datetime, seen: int, worth: Worth
) -> Results:
    """What is new in the first search that finds anything new; days are gathered, from the nearest on."""
    days_alone = {name for name, _ in steps} <= {"periods", "hours"}
    new = nothing(catalogue)
    queries = _taken(query, steps)
    if not queries or not events_meeting(catalogue, queries[-1]) & ~seen:  # the widest finds all that the others do
        return new
    for wider in queries:
        if is_any(catalogue, wider, now, seen):
            new = new.plus(worth(search(catalogue, wider, now, seen)))
            if len(new) >= (_EACH if days_alone else 1):
                break
            seen |= set_of(new.numbers.tolist())
    return new


def _to_come(query: Query, now: datetime) -> tuple[Query, tuple[str, ...]]:
    """The query without its periods that are over: nothing past is proposed."""
    coming = tuple(period for period in query.periods if period[1] is None or period[1] > now)
    return replace(query, periods=coming), () if len(coming) == len(query.periods) else ("periods",)


def _in_turn(catalogue: Catalogue, query: Query, now: datetime, *, days_are_over: bool) -> Iterator[tuple[Step, ...]]:
    """One criterion at a time, then two; then the topic, then more and more: for when one is not enough."""
    if days_are_over:
        yield (("periods", ({},)),)
    steps = list(_steps(catalogue, query))
    topics = [_less(name) for name in _asked(query, _TOPIC)]
    is_far = bool(query.periods) and not _is_close(catalogue, query, now)
    yield from ((step,) for step in (sorted(steps, key=_is_no_day) if is_far else steps))
    yield from combinations(steps, 2)
    anywhere = [step for step in steps if step[1] is not _ONLINE]
    for topic in (*_alike(query), *topics):
        yield (topic,)
        yield from ((step, topic) for step in steps)
        if topic not in topics:
            yield (*anywhere, topic)
    yield from (tuple(anywhere[:count]) for count in range(3, len(anywhere) + 1))
    if topics:
        yield (*anywhere, *topics)


def _asked(query: Query, names: tuple[str, ...]) -> Iterator[str]:
    """Those of the criteria that are asked; what is reserved to girls is no alternative for a boy."""
    kept = {"women_only"} if query.women_only is False else set()
    return (name for name in names if name not in kept and getattr(query, name) != getattr(_NOTHING, name))


def _taken(query: Query, steps: tuple[Step, ...]) -> Sequence[Query]:
    """Searches that leave all these criteria aside, the widest last; several are each left halfway, then wholly."""
    queries = [query]
    for name, changes in steps:
        last = len(changes) - 1
        some = changes if len(steps) == 1 else [changes[i] for i in sorted({len(changes) // 2, last})]
        queries = [replace(choice, **change) for choice in queries for change in some]
        if name in _LOOSE or name in _TOPIC:
            queries = [wider for wider in queries if _asks_for_something(wider)]
    return queries


def _asks_for_something(query: Query) -> bool:
    """Any event at all is no alternative."""
    return replace(query, **_VAIN) != _NOTHING


def _steps(catalogue: Catalogue, query: Query) -> Iterator[Step]:
    """What can be left aside, in the order in which people would."""
    if query.places or query.centres:
        yield "places", _nearby(catalogue, query)
    if query.periods or query.hours:
        yield "periods" if query.periods else "hours", _another_day(query)
    if (query.places or query.centres) and query.online is None:
        yield "places", _ONLINE
    yield from (_less(name) for name in _asked(query, _LOOSE))
    if query.accessible or query.accessibility:  # most programmes do not tell
        name = "accessibility" if query.accessibility else "accessible"
        yield name, ({"accessible": False, "accessibility": ()},)


def _nearby(catalogue: Catalogue, query: Query) -> Sequence[Change]:
    """The same around the places, further and further, then in their département, then anywhere."""
    areas = {area for code in _communes(query) for area in catalogue.communes.areas(code)}
    departements = tuple(sorted(area for area in areas if area.startswith("dep:")))
    return (*_around(catalogue, query), *([{"places": departements}] if departements else []), _ANYWHERE)


def _around(catalogue: Catalogue, query: Query) -> Sequence[Change]:
    positions = map(catalogue.communes.position, _communes(query))
    centres = query.centres or tuple(position for position in positions if position)
    least = query.radius_km if query.centres else 0.0
    return [{"places": (), "centres": centres, "radius_km": km} for km in _RADII if centres and km > least]


def _communes(query: Query) -> list[str]:
    return [code for code in query.places if ":" not in code]


def _is_close(catalogue: Catalogue, query: Query, now: datetime) -> bool:
    """Whether there is something a little further on the same days."""
    near = [change for change in _around(catalogue, query) if change["radius_km"] <= _CLOSE]
    return any(is_any(catalogue, replace(query, **change), now) for change in near[-1:])


def _is_no_day(step: Step) -> bool:
    return step[0] != "periods"


def _another_day(query: Query) -> Sequence[Change]:
    """The same at other hours of these days, then on days further and further off."""
    other_hours: list[Change] = [{"hours": None}] if query.hours and query.periods else []
    spread = [{"hours": None, "periods": _widened(query.periods, days)} for days in _DAYS if query.periods]
    return (*other_hours, *spread, {"hours": None, "periods": ()})


def _widened(periods: tuple[Period, ...], days: int) -> tuple[Period, ...]:
    return tuple((_moved(start, -days), _moved(end, days)) for start, end in periods)


def _moved(moment: datetime | None, days: int) -> datetime | None:
    """Some days before (to midnight) or after; what cannot be moved stays open."""
    if moment is None:
        return None
    try:
        whole_day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        return whole_day + timedelta(days=days + (1 if days > 0 and whole_day != moment else 0))
    except OverflowError:
        return None


def _alike(query: Query) -> Iterator[Step]:
    """What is like what is sought: after « chocolat », all that one eats; after robots, all that is digital."""
    if query.keywords and query.kin and not query.sectors:
        yield "keywords", ({"keywords": (), "sectors": query.kin},)
    if wider := tuple(sector for sector, narrower in NARROWER.items() if set(query.sectors) & set(narrower)):
        yield "sectors", ({"sectors": wider},)


def _less(name: str) -> Step:
    """Whatever this criterion asked, it is left aside."""
    return name, ({name: getattr(_NOTHING, name)},)
