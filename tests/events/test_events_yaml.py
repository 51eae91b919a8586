"""The programme that the guide comes with says what the press release of 2021 says, and no more."""

from datetime import date
from pathlib import Path

import pytest

from bot.events.catalogue import Catalogue, load
from bot.events.communes import Communes
from bot.events.model import Event, MeetingPoint


@pytest.fixture(scope="module")
def catalogue(communes: Communes, real_programme: Path) -> Catalogue:
    return load(real_programme, communes)


def _when(event: Event) -> list[str]:
    return [f"{s.start:%d/%m %H:%M}-{s.end:%d/%m %H:%M}{' (jour)' * s.all_day}" for s in event.sessions]


def test_the_programme(catalogue: Catalogue) -> None:
    programme = catalogue.programme
    assert (programme.start, programme.end, programme.theme) == (
        date(2021, 11, 22),
        date(2021, 11, 28),
        "Inventer un avenir durable",
    )
    facts = " ".join(fact.text for fact in programme.facts)
    for figure in ("2011", "70 000", "9 %", "11 %", "14 %", "521", "147 millions", "201 lauréats", "600 000 tonnes"):
        assert figure in facts
    assert "dixième" not in facts


@pytest.mark.parametrize(
    ("event_id", "when", "city"),
    [
        ("usine-extraordinaire", ["22/11 00:00-17/12 23:59 (jour)"], None),
        ("forindustrie-2021", ["26/11 00:00-26/11 23:59 (jour)"], None),
        ("agronovae-visite", [f"{day}/11 09:30-{day}/11 11:00" for day in range(22, 27)], "04149"),
        ("acri-st-satellites", ["25/11 09:00-25/11 17:30"], "06069"),
        ("iter-visite", ["22/11 14:00-22/11 16:30"], "13099"),
        ("naval-group-ollioules", ["22/11 09:00-22/11 12:00"], "83090"),
        ("naval-group-toulon", ["23/11 09:00-23/11 12:00"], "83137"),
        ("aria-sud-recrutement", ["15/11 00:00-15/11 23:59 (jour)"], "84007"),
        ("hydrogene-debat", ["23/11 17:00-23/11 19:00"], "84007"),
        ("semaine-ecole-entreprise", ["15/11 00:00-19/11 23:59 (jour)"], None),
        ("metiers-realite-virtuelle", [], None),
        ("forum-metiers-mer", ["02/12 00:00-02/12 23:59 (jour)"], "83137"),
    ],
)
def test_when_and_where(event_id: str, when: list[str], city: str | None, catalogue: Catalogue) -> None:
    event = catalogue.event(event_id)
    assert event
    assert (_when(event), event.place.insee if event.place else None) == (when, city)


def test_conditions(catalogue: Catalogue) -> None:
    iter_visit, naval = catalogue.event("iter-visite"), catalogue.event("naval-group-toulon")
    assert iter_visit
    assert naval
    assert (iter_visit.conditions.min_age, iter_visit.conditions.id_required) == (16, True)
    assert iter_visit.meeting_point == MeetingPoint(
        city="Manosque", insee="04112", note="Visite en bus au départ de Manosque"
    )
    assert (naval.conditions.women_only, naval.conditions.capacity) == (True, 20)
    assert naval.audiences == ("collegiens", "lyceens", "etudiants")


def test_no_price_and_no_registration_is_made_up(catalogue: Catalogue) -> None:
    assert {event.conditions.price_eur for event in catalogue.events} == {None}
    assert {event.registration.url for event in catalogue.events} == {None}
    assert {event.id for event in catalogue.events if event.online} == {"usine-extraordinaire", "forindustrie-2021"}
