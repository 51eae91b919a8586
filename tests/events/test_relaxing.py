"""What is proposed when nothing or little fits."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.events.catalogue import Catalogue, load
from bot.events.communes import Communes
from bot.events.matching import _anywhere
from bot.events.model import Event
from bot.events.query import Query, Without
from bot.events.relaxing import relax
from bot.events.search import search
from tests.events.invented import KEPT, MOMENTS, PROGRAMMES, QUERIES, catalogue_of, thinned

_NOW = datetime(2021, 11, 14, 9)


@pytest.fixture(scope="module")
def catalogue(communes: Communes, real_programme: Path) -> Catalogue:
    return load(real_programme, communes)


def _day(month: int, day: int) -> tuple[datetime, datetime]:
    return datetime(2021, month, day), datetime(2021, month, day + 1)


def _near(catalogue: Catalogue, now: datetime = _NOW, **criteria: Any) -> list[tuple[str, tuple[str, ...]]]:
    relaxed = relax(catalogue, Query(**criteria), now)
    assert set(relaxed.criteria) == {name for names in relaxed.reasons for name in names}
    return list(zip(relaxed.found.ids, relaxed.reasons, strict=True))


def test_nearby_then_another_day_then_online(catalogue: Catalogue) -> None:
    assert _near(catalogue, places=("83137",), periods=(_day(11, 22),)) == [
        ("naval-group-ollioules", ("places",)),
        ("naval-group-toulon", ("periods",)),
        ("forum-metiers-mer", ("periods",)),
        ("usine-extraordinaire", ("places",)),
    ]


def test_what_is_sought_is_compared_once_for_many_places_and_days(catalogue: Catalogue) -> None:
    _anywhere.cache_clear()
    near = _near(catalogue, places=("83137",), kinds=("visite",), periods=(_day(11, 22),))
    assert near[0] == ("naval-group-ollioules", ("places",))
    asked = _anywhere.cache_info()
    assert asked.hits > 2 * asked.misses


def test_days_are_gathered_from_the_nearest_on(catalogue: Catalogue) -> None:
    assert _near(catalogue, periods=(_day(11, 20),), online=False) == [
        ("semaine-ecole-entreprise", ("periods",)),
        ("naval-group-ollioules", ("periods",)),
        ("agronovae-visite", ("periods",)),
    ]


def test_the_nearest_have_their_distance(catalogue: Catalogue) -> None:
    relaxed = relax(catalogue, Query(places=("83126",), kinds=("visite",)), _NOW)
    assert [(f.event.id, f.distance_km and round(f.distance_km)) for f in relaxed.found] == [
        ("naval-group-toulon", 5),
        ("naval-group-ollioules", 5),
    ]


def test_what_is_not_worth_proposing_does_not_hide_what_is_further_off(catalogue: Catalogue) -> None:
    near, query = {"naval-group-toulon", "naval-group-ollioules"}, Query(places=("83126",), kinds=("visite",))
    relaxed = relax(catalogue, query, _NOW, worth=lambda found: found.only({each.event.id for each in found} - near))
    assert relaxed.found.ids == ("iter-visite",)


def test_nothing_is_proposed_when_enough_is_found(catalogue: Catalogue) -> None:
    query = Query(kinds=("visite",))
    assert len(search(catalogue, query, _NOW)) == 4
    assert _near(catalogue, kinds=("visite",)) == []


def test_the_topic_is_left_aside_last(catalogue: Catalogue) -> None:
    found = _near(catalogue, kinds=("atelier",), sectors=("nucleaire",), audiences=("etudiants",))
    assert found == [("iter-visite", ("kinds",))]
    assert _near(catalogue, keywords=("horlogerie",)) == []


def test_what_is_like_a_thing_comes_before_what_is_not(catalogue: Catalogue) -> None:
    """A chocolate factory in Marseille: other food, elsewhere, rather than other things near Marseille."""
    assert _near(catalogue, keywords=("chocolat",), kin=("agroalimentaire",), places=("13055",)) == [
        ("aria-sud-recrutement", ("places", "keywords")),
        ("agronovae-visite", ("places", "keywords")),
    ]
    assert _near(catalogue, keywords=("chocolat",), places=("13055",))[0] == (
        "naval-group-ollioules",
        ("places", "keywords"),
    )


def test_a_wider_sector_comes_near_a_narrow_one(catalogue: Catalogue) -> None:
    assert _near(catalogue, sectors=("robotique",)) == [
        ("usine-extraordinaire", ("sectors",)),
        ("forindustrie-2021", ("sectors",)),
    ]


def test_all_is_left_aside_rather_than_nothing_said(catalogue: Catalogue) -> None:
    found = _near(
        catalogue,
        audiences=("demandeurs-emploi",),
        keywords=("horlogerie",),
        kin=("luxe",),
        places=("06088",),
        periods=(_day(12, 20),),
        free=True,
    )
    assert found
    assert {names for _, names in found} == {("places", "periods", "free", "keywords")}


def test_two_criteria_when_one_is_not_enough(catalogue: Catalogue) -> None:
    assert _near(
        catalogue, kinds=("conference",), sectors=("hydrogene",), places=("06088",), periods=(_day(12, 20),)
    ) == [("hydrogene-debat", ("places", "periods"))]


def test_nothing_that_the_asker_cannot_go_to(catalogue: Catalogue) -> None:
    too_young = _near(catalogue, sectors=("nucleaire",), places=("13055",), min_age_ok=12)
    assert "iter-visite" not in [event for event, _ in too_young]
    for_boys = _near(catalogue, women_only=False, sectors=("naval",), places=("83090",))
    assert [event for event, _ in for_boys] == ["forum-metiers-mer"]
    assert _near(catalogue, now=datetime(2022, 1, 10), places=("83137",), kinds=("visite",)) == []


def test_what_is_refused_stays_refused(catalogue: Catalogue) -> None:
    found = _near(catalogue, places=("13055",), periods=(_day(11, 22),), without=Without(places=("dep:83",)))
    assert found
    assert not [event for event, _ in found if event.startswith("naval")]


def test_a_day_that_is_over_gives_days_to_come(catalogue: Catalogue) -> None:
    now = datetime(2021, 11, 24)
    assert _near(catalogue, now, kinds=("forum",), periods=(_day(11, 22),)) == [("forum-metiers-mer", ("periods",))]


@settings(max_examples=60, deadline=None)
@given(events=PROGRAMMES, query=QUERIES, kept=KEPT, now=MOMENTS)
def test_alternatives_are_new_open_and_to_come(
    communes: Communes, events: list[Event], query: Query, kept: list[str], now: datetime
) -> None:
    invented, asked = catalogue_of(communes, *events), thinned(query, kept)
    found = search(invented, asked, now)
    relaxed = relax(invented, asked, now)
    assert relaxed.found.ids == tuple(dict.fromkeys(relaxed.found.ids))
    assert not set(relaxed.found.ids) & set(found.ids)
    for near in relaxed.found:
        assert near.event.status != "cancelled"
        assert not near.event.reserved
        assert near.session is None or near.session.end > now
        assert asked.women_only is not False or not near.event.conditions.women_only
        assert asked.min_age_ok is None or (near.event.conditions.min_age or 0) <= asked.min_age_ok
        assert near.event.kind not in asked.without.kinds
    assert set(relaxed.criteria) <= asked.asked() | {"places"}


def test_another_day_comes_before_a_long_way(catalogue: Catalogue) -> None:
    """Nothing is within 60 km on that day."""
    near = _near(catalogue, places=("83137",), periods=(_day(11, 26),), online=False)
    assert [names for _, names in near] == sorted((names for _, names in near), key=lambda names: names != ("periods",))
    assert near[0][1] == ("periods",)
    assert ("places",) in [names for _, names in near]
