"""Which changes concern which subscription."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bot.conversation.lists.finding import as_query
from bot.conversation.news.digest import Digest
from bot.conversation.turn import Guide
from bot.events.changes import Change, differences, kinds
from bot.events.model import Event, Place
from bot.events.search import search
from intents import Criteria, Period
from tests.conversation.guide import NOW, guide
from tests.events.invented import PROGRAMMES, catalogue_of, event_of, session_of

TOULON = Criteria(places=("83137",))
VISIT = replace(event_of("visite", session_of(22)), place=Place(city="Toulon", insee="83137"))
THERE = Place(city="Nice", insee="06088")


def told(before: Event | None, after: Event | None, criteria: Criteria = TOULON) -> tuple[str, ...]:
    """What a subscription is told of one change."""
    found = Digest(guide(), [Change(before=before, after=after)], NOW).fitting(criteria, "search_events")
    return found[0].kinds if found else ()


def test_what_fits_is_told() -> None:
    assert told(None, VISIT) == ("new",)
    assert told(VISIT, replace(VISIT, status="cancelled")) == ("cancelled",)
    assert told(VISIT, None) == ("removed",)
    assert told(replace(VISIT, status="cancelled"), VISIT) == ("back",)
    assert told(VISIT, replace(VISIT, sessions=(session_of(23),))) == ("time",)


def test_what_does_not_fit_is_not_told() -> None:
    elsewhere = replace(VISIT, place=THERE)
    assert told(None, elsewhere) == ()
    assert told(elsewhere, replace(elsewhere, status="cancelled")) == ()


def test_what_leaves_a_search_is_told_and_what_enters_it_is_new() -> None:
    elsewhere = replace(VISIT, place=THERE)
    assert told(VISIT, elsewhere) == ("place",)
    assert told(elsewhere, VISIT) == ("new",)


def test_what_fits_only_now_is_new_even_when_nothing_else_is_told_of_it() -> None:
    naval = structs.replace(TOULON, sectors=("naval",))
    assert told(VISIT, replace(VISIT, sectors=("naval",)), naval) == ("new",)
    assert told(VISIT, replace(VISIT, sectors=("naval",))) == ()
    assert told(replace(VISIT, sectors=("naval",)), VISIT, naval) == ()


def test_seats_that_are_free_again() -> None:
    assert told(replace(VISIT, status="full"), VISIT, structs.replace(TOULON, available=True)) == ("open",)


def test_the_past_is_not_news() -> None:
    past = replace(VISIT, sessions=(session_of(12),))
    asked = structs.replace(TOULON, periods=(Period(start=datetime(2021, 11, 8), end=datetime(2021, 11, 13)),))
    assert told(None, past, asked) == ()


def test_a_word_that_the_programme_knows_is_not_taken_for_another() -> None:
    new = replace(VISIT, title="Les confidences du robot")
    assert told(None, new, Criteria(keywords=("confiture",))) == ()  # « confitures » stands in the small programme
    assert told(None, new, Criteria(keywords=("confidance",))) == ()  # nothing of the programme is so near


@given(PROGRAMMES, PROGRAMMES, st.sampled_from([TOULON, Criteria(), Criteria(kinds=("visite",)), Criteria(free=True)]))
def test_it_is_what_both_searches_find(old: Sequence[Event], new: Sequence[Event], criteria: Criteria) -> None:
    before, after = ({event.id: event for event in events} for events in (old, new))
    changes = differences(before, after)
    whole = replace(guide(), catalogue=catalogue_of(guide().gazetteer, *new))
    found = Digest(whole, changes, NOW).fitting(criteria, "search_events")
    ids = [each.change.event.id for each in found]
    assert len(set(ids)) == len(ids)
    has, had = fitting(whole, new, criteria), fitting(whole, old, criteria)
    for change in changes:
        event = change.event.id
        if event not in has | had:
            assert event not in ids
        elif event in had:
            is_told = bool(set(kinds(change, NOW)) - {"deadline"})
            assert (event in ids) == is_told


def fitting(whole: Guide, events: Sequence[Event], criteria: Criteria) -> set[str]:
    catalogue = catalogue_of(whole.gazetteer, *events)
    return set(search(catalogue, as_query(whole, criteria, None), NOW).ids)
