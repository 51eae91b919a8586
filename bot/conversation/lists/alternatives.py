"""What comes near a search, in groups that say in what it differs: « À une autre date : »."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import groupby

from bot.conversation.lists.finding import Finding
from bot.conversation.one_event.facts import Facts
from bot.events.query import Found
from bot.replies.french import capital, listed
from bot.replies.phrases import Phrases
from intents import Criteria

#: In the order in which they are said: « dans le même secteur, ailleurs et à une autre date ».
_ORDER = (
    *("group_size", "by_kin", "sectors", "themes", "keywords", "kinds"),
    *("by_being_online", "by_being_on_site", "by_distance", "places", "by_unknown_place"),
    *("periods", "hours", "free", "accessibility", "women_only"),
)


def groups(
    finding: Finding, shown: Sequence[Found], criteria: Criteria, phrases: Phrases, now: datetime
) -> Iterator[tuple[str, list[Found]]]:
    """The first alternatives: those that differ alike, one after the other, under what tells how."""
    told = [
        (_difference(names, Facts(found.event, phrases, now), finding, criteria), found)
        for names, found in zip(finding.reasons, shown, strict=False)
    ]
    for difference, group in groupby(told, key=lambda item: item[0]):
        yield difference, [found for _, found in group]


def _difference(names: Sequence[str], facts: Facts, finding: Finding, criteria: Criteria) -> str:
    """« Ailleurs et à une autre date »."""
    keys = {_key(name, facts, finding, criteria) for name in names}
    told = [facts.phrases.text(f"listing.differs_{key}") for key in sorted(keys, key=_ORDER.index)]
    return capital(listed(told))


def _key(name: str, facts: Facts, finding: Finding, criteria: Criteria) -> str:
    """How to say that a criterion is not met by an event."""
    match name:
        case "places" if facts.is_online_only:
            return "by_being_online"
        case "places" if not facts.where:
            return "by_unknown_place"
        case "places" if criteria.near or criteria.radius_km is not None:
            return "by_distance"
        case "periods" if criteria.hours or not all(map(_is_midnight, _ends(criteria))):
            return "hours"
        case "online":
            return "by_being_on_site" if criteria.online else "by_being_online"
        case "accessible":
            return "accessibility"
        case "keywords" if finding.kin.intersection(facts.event.sectors):
            return "by_kin"
        case _:
            return name


def _ends(criteria: Criteria) -> Iterator[datetime]:
    return (end for period in criteria.periods for end in (period.start, period.end) if end)


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time(0)
