"""The short line that says back what was understood, and what can be taken away from it."""

from datetime import datetime, time

import pytest

from bot.conversation.lists.summary import Chip, chips, profile_summary, summary
from bot.conversation.session import Profile
from intents import Criteria, Exclusions, Hours, Period
from tests.conversation.guide import NOW, guide, plain


def period(start: str | None, end: str | None) -> Period:
    """A period from ISO texts."""
    return Period(
        start=datetime.fromisoformat(start) if start else None, end=datetime.fromisoformat(end) if end else None
    )


SATURDAY, SUNDAY = period("2021-11-20", "2021-11-21"), period("2021-11-21", "2021-11-22")
EVERYTHING = Criteria(
    kinds=("visite", "job-dating"),
    sectors=("dechets-recyclage",),
    themes=("mixite",),
    keywords=("confiture",),
    places=("dep:83", "13202"),
    online=False,
    periods=(SATURDAY, SUNDAY),
    hours=Hours(start=time(12), end=time(18)),
    audiences=("lyceens",),
    free=True,
    accessible=True,
    accessibility=("auditif", "moteur"),
    available=True,
    women_only=True,
    min_age_ok=16,
    group_size=28,
    without=Exclusions(
        places=("13055",),
        kinds=("conference",),
        sectors=("chimie",),
        periods=(period("2021-11-24", "2021-11-25"),),
        audiences=("rh",),
        online=True,
    ),
)


@pytest.mark.parametrize(
    ("criteria", "line"),
    [
        (Criteria(), ""),
        (
            Criteria(kinds=("visite",), places=("83137",), near=True, periods=(SATURDAY,)),
            "Visites · Toulon et 30 km autour · samedi 20 novembre",
        ),
        (Criteria(places=("83137",), radius_km=12.0), "Toulon et 12 km autour"),
        (Criteria(near=True), "À moins de 30 km de vous"),
        (Criteria(sectors=("numerique",), themes=("numerique",)), "Numérique"),
        (Criteria(women_only=False, min_age_ok=1, group_size=1), "Ouvert aux garçons · 1 an · 1 élève"),
        (
            Criteria(online=True, audiences=("lyceens", "etudiants")),
            "En ligne · pour les lycéens ou pour les étudiants",
        ),
        (
            EVERYTHING,
            "Visites ou job datings · recyclage et déchets · mixité des métiers · « confiture » · "
            "Var ou Marseille 2e · sur place · samedi 20 ou dimanche 21 novembre · l'après-midi · "
            "pour les lycéens · gratuit · accessible (handicap auditif) et accessible (handicap moteur) · "
            "places disponibles · réservé aux filles et aux femmes · 16 ans · 28 élèves · sans conférence · "
            "sauf chimie · sauf Marseille · sauf mercredi 24 novembre · "
            "pas pour les professionnels des ressources humaines · pas en ligne",
        ),
    ],
)
def test_summary(criteria: Criteria, line: str) -> None:
    assert plain(summary(criteria, gazetteer=guide().gazetteer, phrases=guide().phrases, now=NOW)) == line


def test_each_criterion_can_be_taken_away() -> None:
    criteria = Criteria(
        kinds=("visite", "atelier"),
        places=("83137",),
        near=True,
        periods=(SATURDAY, SUNDAY),
        without=Exclusions(kinds=("conference",)),
    )
    found = chips(criteria, gazetteer=guide().gazetteer, phrases=guide().phrases, now=NOW)
    assert [(chip.key, chip.index, plain(chip.label)) for chip in found] == [
        ("kinds", 0, "visites"),
        ("kinds", 1, "ateliers"),
        ("places", 0, "Toulon et 30 km autour"),
        ("periods", 0, "samedi 20 novembre"),
        ("periods", 1, "dimanche 21 novembre"),
        ("without.kinds", 0, "sans conférence"),
    ]


def test_surroundings_of_the_asker_can_be_taken_away() -> None:
    found = chips(Criteria(near=True), gazetteer=guide().gazetteer, phrases=guide().phrases, now=NOW)
    assert found == (Chip("near", 0, "à moins de 30\u00a0km de vous"),)


def test_profile() -> None:
    profile = Profile(audiences=("lyceens",), places=("83137",))
    assert profile_summary(profile, guide().gazetteer, guide().phrases) == (
        "je cherche pour les lycéens, et vous êtes à Toulon"
    )
    assert profile_summary(Profile(), guide().gazetteer, guide().phrases) == ""


def test_what_is_said_in_the_line_is_not_said_anew_on_the_buttons() -> None:
    criteria = Criteria(kinds=("visite",), places=("83137",))
    summary(criteria, gazetteer=guide().gazetteer, phrases=guide().phrases, now=NOW)
    before = chips.cache_info().misses
    assert len(chips(criteria, gazetteer=guide().gazetteer, phrases=guide().phrases, now=NOW)) == 2
    assert chips.cache_info().misses == before
