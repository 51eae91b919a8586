"""The search: the cases the contract leaves open, and all the others against a plain one, written event by event."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from bot.events.communes import Communes
from bot.events.model import Conditions, Event, Place, Session
from bot.events.query import Query, Without
from bot.events.search import search, with_status
from tests.events.invented import (
    KEPT,
    MOMENTS,
    NAMES,
    PROGRAMMES,
    QUERIES,
    catalogue_of,
    day_at,
    event_of,
    session_of,
    thinned,
)
from tests.events.naive import Naive

_NOW = datetime(2021, 11, 22, 12)


def _ids(communes: Communes, events: list[Event], now: datetime = _NOW, **criteria: Any) -> tuple[str, ...]:
    return search(catalogue_of(communes, *events), Query(**criteria), now).ids


def test_dated_then_undated_then_full(communes: Communes) -> None:
    events = [
        event_of("complet", session_of(23), status="full"),
        event_of("sans-date-b", title="Été"),
        event_of("sans-date-a", title="Eau"),
        event_of("tard", session_of(25)),
        event_of("tot", session_of(23)),
        event_of("tot-aussi", session_of(23), title="Étoiles"),
    ]
    assert _ids(communes, events) == ("tot-aussi", "tot", "tard", "sans-date-a", "sans-date-b", "complet")
    assert _ids(communes, events, periods=((day_at(22), day_at(30)),)) == ("tot-aussi", "tot", "tard", "complet")


def test_a_session_that_is_over_does_not_fit_today(communes: Communes) -> None:
    events = [event_of("matin", session_of(22), session_of(24)), event_of("soir", session_of(22, 18, 20))]
    today = ((day_at(22), day_at(23)),)
    assert _ids(communes, events, periods=today) == ("soir",)
    assert _ids(communes, events) == ("soir", "matin")
    assert _ids(communes, events, periods=((day_at(21), day_at(22)),)) == ()
    assert _ids(communes, events, now=day_at(25), periods=today) == ("matin", "soir")


def test_cancelled_and_reserved_events_are_never_found(communes: Communes) -> None:
    events = [
        event_of("annule", session_of(23), status="cancelled"),
        event_of("reserve", session_of(23), reserved=True),
    ]
    assert _ids(communes, events) == ()


def test_those_that_are_cancelled_are_found_by_their_status(communes: Communes) -> None:
    catalogue = catalogue_of(
        communes,
        event_of("visite", session_of(23), kind="visite", status="cancelled"),
        event_of("atelier", session_of(24), kind="atelier", status="cancelled"),
        event_of("autre", session_of(23), kind="visite"),
    )

    def found(**criteria: Any) -> list[str]:
        return [f.event.id for f in with_status(catalogue, Query(**criteria), ("cancelled",), _NOW)]

    assert found() == ["visite", "atelier"]
    assert found(kinds=("visite",)) == ["visite"]
    assert found(periods=((day_at(24), day_at(25)),)) == ["atelier"]


def test_an_opening_range_is_there_at_any_hour_until_it_ends(communes: Communes) -> None:
    expo = event_of("expo", Session(start=day_at(15, 10), end=day_at(25, 17)))
    assert _ids(communes, [expo], periods=((day_at(25, 18), day_at(26)),)) == ("expo",)
    assert _ids(communes, [expo], now=day_at(25, 18), periods=((day_at(25, 18), day_at(26)),)) == ()
    assert _ids(communes, [expo], periods=((day_at(22), day_at(29)),), hours=(time(20), None)) == ("expo",)


def test_refused_days_leave_what_is_held_on_others(communes: Communes) -> None:
    events = [
        event_of("mercredi", session_of(24)),
        event_of("deux-jours", session_of(24), session_of(25)),
        event_of("expo", Session(start=day_at(15, 10), end=day_at(30, 17))),
        event_of("sans-date"),
    ]
    without = Without(periods=((day_at(24), day_at(25)),))
    assert _ids(communes, events, without=without) == ("expo", "deux-jours", "sans-date")
    assert _ids(communes, events, periods=((day_at(24), day_at(25)),), without=without) == ()


def test_hours_across_days(communes: Communes) -> None:
    events = [event_of("matin", session_of(23, 9, 12)), event_of("soir", session_of(24, 17, 19)), event_of("sans-date")]
    week = ((day_at(22), day_at(29)),)
    assert _ids(communes, events, periods=week, hours=(time(18), None)) == ("soir",)
    assert _ids(communes, events, periods=week, hours=(time(12), time(17))) == ()
    assert _ids(communes, events, hours=(time(6), time(12))) == ("matin",)


def test_a_night_counts_for_both_its_days(communes: Communes) -> None:
    night = event_of("nuit", Session(start=day_at(23, 20), end=day_at(24, 2)))
    for hours in ((time(18), None), (time(0), time(6))):
        assert _ids(communes, [night], periods=((day_at(22), day_at(29)),), hours=hours) == ("nuit",)
    assert _ids(communes, [night], periods=((day_at(24), day_at(25)),), hours=(time(18), None)) == ()


def test_places(communes: Communes) -> None:
    events = [
        event_of("marseille", session_of(23)),
        event_of("marseille-8", session_of(24), city="13208"),
        event_of("toulon", session_of(25), city="83137"),
        event_of("en-ligne", session_of(26), city=None, online=True),
        event_of("en-ligne-desormais", session_of(27), status="moved-online", online=True),
    ]
    assert _ids(communes, events, places=("13055",)) == ("marseille", "marseille-8")
    assert _ids(communes, events, places=("13208",)) == ("marseille-8",)
    assert _ids(communes, events, places=("dep:83", "13208")) == ("marseille-8", "toulon")
    assert _ids(communes, events, places=("reg:93",)) == ("marseille", "marseille-8", "toulon")
    assert _ids(communes, events, without=Without(places=("dep:13",))) == (
        "toulon",
        "en-ligne",
        "en-ligne-desormais",
    )


def test_an_arrondissement_is_known_by_its_postal_code(communes: Communes) -> None:
    event = replace(event_of("huitieme", session_of(23)), place=Place(insee="13055", postal_code="13008"))
    assert _ids(communes, [event], places=("13208",)) == ("huitieme",)
    assert _ids(communes, [event], places=("13201",)) == ()
    assert _ids(communes, [event], places=("13055",)) == ("huitieme",)


def test_the_nearest_come_first_with_their_distance(communes: Communes) -> None:
    events = [
        event_of("avignon", session_of(22, 14, 15), city="84007"),
        event_of("aix", session_of(25), city="13001"),
        event_of("marseille", session_of(26), city="13055"),
        event_of("en-ligne", session_of(23), city=None, online=True),
    ]
    centre = communes.position("13055")
    assert centre
    found = search(catalogue_of(communes, *events), Query(centres=(centre,), radius_km=90), _NOW)
    assert [(f.event.id, f.distance_km and round(f.distance_km)) for f in found] == [
        ("marseille", 0.0),
        ("aix", 27),
        ("avignon", 86),
    ]
    assert [f.session and f.session.start for f in found] == [day_at(26, 9), day_at(25, 9), day_at(22, 14)]
    assert _ids(communes, events, centres=(centre,)) == ("marseille", "aix")


def test_for_whom(communes: Communes) -> None:
    events = [
        event_of("tous", session_of(23)),
        event_of("lyceens", session_of(24), audiences=("lyceens",)),
        event_of("public", session_of(25), audiences=("rh", "grand-public")),
        event_of("rh", session_of(26), audiences=("rh",)),
    ]
    assert _ids(communes, events, audiences=("lyceens",)) == ("tous", "lyceens", "public")
    assert _ids(communes, events, without=Without(audiences=("rh",))) == ("tous", "lyceens")


def test_a_class(communes: Communes) -> None:
    events = [
        event_of("petit", session_of(23), conditions=Conditions(capacity=12)),
        event_of("grand", session_of(24), conditions=Conditions(capacity=30)),
        event_of("inconnu", session_of(25)),
        event_of("filles", session_of(26), conditions=Conditions(women_only=True)),
        event_of("embauche", session_of(27), kind="recrutement"),
    ]
    assert _ids(communes, events, class_visit=True, group_size=26) == ("grand", "inconnu")
    assert _ids(communes, events, class_visit=True, kinds=("recrutement",)) == ("embauche",)
    assert _ids(communes, events, class_visit=True, women_only=True) == ("filles",)
    assert _ids(communes, events, women_only=False) == ("petit", "grand", "inconnu", "embauche")


def test_an_unknown_price_is_not_free(communes: Communes) -> None:
    events = [
        event_of("gratuit", session_of(23), conditions=Conditions(price_eur=0)),
        event_of("payant", session_of(23), conditions=Conditions(price_eur=5)),
        event_of("inconnu", session_of(23)),
    ]
    assert _ids(communes, events, free=True) == ("gratuit",)


def test_a_word_that_is_sector_and_theme(communes: Communes) -> None:
    events = [
        event_of("robots", session_of(23), sectors=("robotique",)),
        event_of("theme", session_of(24), themes=("numerique",)),
        event_of("bois", session_of(25), sectors=("bois",)),
    ]
    assert _ids(communes, events, sectors=("numerique",)) == ("robots", "theme")
    assert _ids(communes, events, themes=("numerique",)) == ("robots", "theme")
    assert _ids(communes, events, without=Without(sectors=("numerique",))) == ("bois",)


@pytest.mark.parametrize(
    ("keyword", "found"),
    [
        ("soudure", ("soudage", "soudeurs")),
        ("SOUDEUR", ("soudage", "soudeurs")),
        ("sardine", ()),
        ("confiture", ("confitures", "confiturerie")),
        ("confitrue", ("confitures",)),
        ("parfumeur", ("parfum",)),
        ("fruits confits", ("confits",)),
        ("Naval Group", ("naval",)),
        ("horlogerie", ()),
        ("de la", ()),
        ("sous-marin", ("dessous",)),
        ("sous marin", ("dessous",)),
    ],
)
def test_keywords(keyword: str, found: tuple[str, ...], communes: Communes) -> None:
    events = [
        event_of("soudage", session_of(23), summary="Simulateur de soudage"),
        event_of("soudeurs", session_of(24), title="Des soudeurs au travail"),
        event_of("confitures", session_of(23), title="Les confitures"),
        event_of("confiturerie", session_of(24), title="Une confiturerie"),
        event_of("confits", session_of(25), title="Fruits confits"),
        event_of("parfum", session_of(23), organiser="Maison de parfum"),
        event_of("naval", session_of(23), title="Le groupe au travail", summary="Chez Naval Group"),
        event_of("autre", session_of(23), title="Construction navale"),
        event_of("dessous", session_of(24), title="Un sous-marin"),
        event_of("dessus", session_of(24), title="Le milieu marin"),
    ]
    assert _ids(communes, events, keywords=(keyword,)) == found


@settings(max_examples=120, deadline=None)
@given(events=PROGRAMMES, query=QUERIES, kept=KEPT, now=MOMENTS)
def test_the_search_finds_what_a_plain_one_does(
    communes: Communes, events: list[Event], query: Query, kept: list[str], now: datetime
) -> None:
    catalogue = catalogue_of(communes, *events)
    plain = Naive(tuple(catalogue.events), communes)
    for asked in (thinned(query, kept), query):
        assert list(search(catalogue, asked, now).ids) == plain.search(asked, now)


#: Either place is enough: without one, the other alone is asked. Without its periods, a search leaves the past out.
_NARROWING = sorted(set(NAMES) - {"places", "centres", "periods"})


@settings(max_examples=50, deadline=None)
@given(events=PROGRAMMES, query=QUERIES, kept=KEPT, now=MOMENTS, name=st.sampled_from(_NARROWING))
def test_one_criterion_less_never_finds_less(
    communes: Communes, events: list[Event], query: Query, kept: list[str], now: datetime, name: str
) -> None:
    catalogue = catalogue_of(communes, *events)
    asked = thinned(query, [*kept, name])
    wider = structs.replace(asked, **{name: getattr(Query(), name)})
    assert set(search(catalogue, asked, now).ids) <= set(search(catalogue, wider, now).ids)
