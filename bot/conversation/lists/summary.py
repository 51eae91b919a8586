"""What was understood, said back in a short line: « Visites · Toulon et 30 km autour · samedi 20 novembre »."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

import msgspec

from bot.conversation.lists.finding import NEAR_KM
from bot.conversation.session import Profile
from bot.replies.french import capital, de, kilometres, listed
from bot.replies.periods import Interval, day_hours, interval, intervals
from bot.replies.phrases import Phrases
from bot.replies.places import at, full_name
from intents import Criteria, Exclusions, Gazetteer, Period

_SEPARATOR = " · "


class Chip(msgspec.Struct, frozen=True):
    """One criterion that can be taken away."""

    #: Name of the criterion: "kinds", "without.kinds"…
    key: str
    #: Its rank among the values of the criterion, from 0.
    index: int
    #: What it is called: « samedi 20 novembre ».
    label: str


def summary(criteria: Criteria, *, gazetteer: Gazetteer, phrases: Phrases, now: datetime) -> str:
    """All criteria in a line, "" when there are none; `now` is local."""
    words = _Words(gazetteer, phrases, now)
    parts = []
    told = chips(criteria, gazetteer=gazetteer, phrases=phrases, now=now)
    for key, chips_ in groupby(told, lambda chip: chip.key):
        match key:
            case "periods":
                parts.append(intervals(_pairs(criteria.periods), now))
            case "without.periods":
                parts.append(words.say("except", what=intervals(_pairs(criteria.without.periods), now, "et")))
            case _ if key.startswith("without."):
                parts.extend(chip.label for chip in chips_)
            case _:
                parts.append(listed([chip.label for chip in chips_], "et" if key == "accessibility" else "ou"))
    return capital(_SEPARATOR.join(dict.fromkeys(parts)))


@lru_cache(maxsize=2)  # they are said in the line, then on the buttons
def chips(criteria: Criteria, *, gazetteer: Gazetteer, phrases: Phrases, now: datetime) -> tuple[Chip, ...]:
    """Each criterion that can be taken away, in the order of the line."""
    return tuple(_Words(gazetteer, phrases, now).chips(criteria))


def profile_summary(profile: Profile, gazetteer: Gazetteer, phrases: Phrases) -> str:
    """« je cherche pour les lycéens, et vous êtes à Toulon »; "" when nothing was told of oneself."""
    audiences = listed([phrases.definite("audiences", slug) for slug in profile.audiences])
    places = listed([at(code, gazetteer.name(code)) for code in profile.places])
    if not (audiences or places):
        return ""
    name = "who_and_where" if audiences and places else "who" if audiences else "where"
    whom = phrases.text("summary.audience", audience=audiences)
    return phrases.text(f"set_profile.{name}", audiences=whom, places=places)


def _pairs(periods: tuple[Period, ...]) -> list[Interval]:
    return [(period.start, period.end) for period in periods]


class _Words(msgspec.Struct, frozen=True):
    """The words of criteria."""

    gazetteer: Gazetteer
    phrases: Phrases
    now: datetime

    def say(self, key: str, *, count: float = 1, **values: Any) -> str:
        return self.phrases.text(f"summary.{key}", count=count, **values)

    def chips(self, criteria: Criteria) -> Iterator[Chip]:
        excluded = self._excluded(criteria.without) if criteria.without else ()
        for key, labels in chain(self._asked(criteria), excluded):
            for index, label in enumerate(labels):
                yield Chip(key, index, label)

    def _asked(self, criteria: Criteria) -> Iterator[tuple[str, list[str]]]:
        label, say = self.phrases.label, self.say
        yield "kinds", [label("kinds", slug, 2) for slug in criteria.kinds]
        yield "sectors", [label("sectors", slug) for slug in criteria.sectors]
        yield "themes", [label("themes", slug) for slug in criteria.themes]
        yield "keywords", [say("keyword", word=word) for word in criteria.keywords]
        yield from self._where(criteria)
        yield "periods", [interval(p.start, p.end, self.now) for p in criteria.periods]
        yield "hours", [day_hours(criteria.hours.start, criteria.hours.end)] if criteria.hours else []
        yield "audiences", [say("audience", audience=self._to(slug)) for slug in criteria.audiences]
        yield from self._conditions(criteria)

    def _to(self, slug: str) -> str:
        return self.phrases.definite("audiences", slug)

    def _where(self, criteria: Criteria) -> Iterator[tuple[str, list[str]]]:
        places = [self._place(code) for code in criteria.places]
        if criteria.near or criteria.radius_km is not None:
            km = kilometres(criteria.radius_km or NEAR_KM)
            if places:
                places = [self.say("around", place=place, km=km) for place in places]
            else:
                yield "near", [self.say("around_you", km=de(km))]
        yield "places", places
        if criteria.online is not None:
            yield "online", [self.say("online" if criteria.online else "on_site")]

    def _place(self, code: str) -> str:
        return full_name(code, self.gazetteer.name(code))

    def _conditions(self, criteria: Criteria) -> Iterator[tuple[str, list[str]]]:
        say = self.say
        if criteria.free:
            yield "free", [say("free")]
        handicaps = [self.phrases.label("accessibility", slug) for slug in criteria.accessibility]
        if handicaps:
            yield "accessibility", [say("accessible_for", handicap=handicap) for handicap in handicaps]
        elif criteria.accessible:
            yield "accessible", [say("accessible")]
        if criteria.available:
            yield "available", [say("available")]
        if criteria.women_only is not None:
            yield "women_only", [say("women_only" if criteria.women_only else "not_women_only")]
        if criteria.min_age_ok is not None:
            yield "min_age_ok", [say("age", count=criteria.min_age_ok)]
        if criteria.group_size is not None:
            yield "group_size", [say("group", count=criteria.group_size)]

    def _excluded(self, without: Exclusions) -> Iterator[tuple[str, list[str]]]:
        label, say = self.phrases.label, self.say
        yield "without.kinds", [say("without", what=label("kinds", slug)) for slug in without.kinds]
        yield "without.sectors", [say("except", what=label("sectors", slug)) for slug in without.sectors]
        yield "without.themes", [say("except", what=label("themes", slug)) for slug in without.themes]
        yield "without.places", [say("except", what=self._place(code)) for code in without.places]
        yield "without.periods", [say("except", what=interval(p.start, p.end, self.now)) for p in without.periods]
        yield (
            "without.audiences",
            [say("not_for", what=say("audience", audience=self._to(slug))) for slug in without.audiences],
        )
        if without.online is not None:
            yield "without.online", [say("not_online" if without.online else "not_on_site")]
