"""What is made of a draft: clean texts, communes, sessions, facts, and what a person is told."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.events.communes import Communes
from bot.events.intake.cleaning import line, plain
from bot.events.intake.draft import Draft, Slot
from bot.events.intake.ids import event_id
from bot.events.intake.settling import Entry, Settler
from bot.events.model import Session
from intents.documents import DocumentReader

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def settler(communes: Communes, reader: DocumentReader) -> Settler:
    return Settler(communes, frozenset({"reg:93", "dep:26"}), PARIS, reader)


def settled(settler: Settler, text: str = "", **values: Any) -> Entry:
    draft = Draft(source="essai", key="1", where="essai, n° 1")
    draft.text = text
    for path, value in {"title": "Essai", **values}.items():
        draft.put(path.replace("__", "."), value, path)
    entry = settler.settle(draft)
    assert entry is not None
    return entry


def values_of(entry: Entry, prefix: str = "") -> dict[str, Any]:
    return {path.removeprefix(prefix): found.value for path, found in entry.values.items() if path.startswith(prefix)}


def told(entry: Entry) -> list[str]:
    return [doubt.what for doubt in entry.doubts if doubt.field != "kind"]


@pytest.mark.parametrize(
    ("given", "found", "doubts"),
    [
        ({"city": "VALENCE", "postal_code": "26000"}, {"city": "VALENCE", "insee": "26362"}, []),
        ({"address": "4 rue Auguste, 26100 ROMANS SUR ISERE"}, {"insee": "26281", "postal_code": "26100"}, []),
        ({"address": "4 rue du Four - 84000 Avignon Cedex 9"}, {"insee": "84007", "postal_code": "84000"}, []),
        ({"address": "Zone du Plan, 84 000 Avignon, France"}, {"insee": "84007", "postal_code": "84000"}, []),
        ({"city": "Marseille", "postal_code": "13008"}, {"city": "Marseille", "insee": "13208"}, []),
        ({"city": "Avignon", "insee": "84007"}, {"insee": "84007"}, []),
        # the INSEE code of another town: town and postal code agree against it
        ({"city": "Avignon", "postal_code": "84000", "insee": "13055"}, {"city": "Avignon", "insee": "84007"}, []),
        # the position says which of the two is right
        (
            {"city": "Valence", "postal_code": "84000", "lat": 44.93, "lon": 4.89},
            {"city": "Valence", "insee": "26362", "postal_code": "26000"},
            ["place_contradicted"],
        ),
        ({"city": "Nulle-Part", "postal_code": "84000"}, {"city": "Avignon", "insee": "84007"}, ["place_contradicted"]),
        ({"city": "Nulle-Part"}, {"address": "Nulle-Part"}, ["place_unknown"]),
        # nothing says which of the two is right
        ({"city": "Valence", "postal_code": "38000"}, {"address": "Valence"}, ["place_unknown_there"]),
        ({"city": "Valence", "lat": 48.85, "lon": 2.35}, {"city": "Valence", "insee": "26362"}, ["far_position"]),
        ({"city": "Valence", "lat": 0.0, "lon": 0.0}, {"city": "Valence", "insee": "26362"}, []),
        ({"city": "Bruxelles", "country": "BE"}, {"address": "Bruxelles"}, ["abroad"]),
    ],
)  # fmt: skip
def test_communes(settler: Settler, given: dict[str, Any], found: dict[str, Any], doubts: list[str]) -> None:
    entry = settled(settler, **{f"place__{name}": value for name, value in given.items()})
    place = values_of(entry, "place.")
    assert {name: place.get(name) for name in found} == found
    assert ("lat" in place) == ("lat" in given and bool(given["lat"]) and "far_position" not in doubts)
    assert told(entry) == doubts


@pytest.mark.parametrize(
    ("slot", "text", "session", "doubts"),
    [
        (
            Slot(start=datetime(2025, 11, 18, 8, tzinfo=UTC), end=datetime(2025, 11, 18, 10, tzinfo=UTC)),
            "",
            (9, 11),
            [],
        ),
        (Slot(start=datetime(2025, 11, 18, 9)), "De 9h à 12h30, puis de 14h à 17h.", (9, 12.5), []),
        (Slot(start=datetime(2025, 11, 18, 9)), "Durée : 2 h.", (9, 11), []),
        (Slot(start=datetime(2025, 11, 18, 9)), "De 14h à 17h.", (9, 10), ["end_unknown"]),
        (Slot(start=datetime(2025, 11, 18, 9), end=datetime(2025, 11, 18, 8)), "", None, ["end_first"]),
    ],
)
def test_sessions(
    settler: Settler, slot: Slot, text: str, session: tuple[float, float] | None, doubts: list[str]
) -> None:
    entry = settled(settler, text, sessions=[slot])
    expected = [Session(start=hour(session[0]), end=hour(session[1]))] if session else None
    assert values_of(entry).get("sessions") == expected
    assert told(entry) == doubts


def hour(value: float) -> datetime:
    return datetime(2025, 11, 18, int(value), int(value % 1 * 60))


def test_a_whole_day(settler: Settler) -> None:
    slot = Slot(start=datetime(2025, 11, 18), end=datetime(2025, 11, 18, 23, 59))
    (session,) = values_of(settled(settler, sessions=[slot]))["sessions"]
    assert session.all_day


def test_the_source_s_own_fields_go_before_what_texts_say(settler: Settler) -> None:
    entry = settled(settler, "Dès 12 ans. Inscription obligatoire.", kind="forum", conditions__min_age=16)
    assert values_of(entry)["kind"] == "forum"
    assert values_of(entry, "conditions.") == {"min_age": 16, "registration_required": True}
    assert entry.values["conditions.registration_required"].words == "Inscription obligatoire"


def test_what_no_programme_may_hold_is_left_empty(settler: Settler) -> None:
    entry = settled(
        settler,
        url="www.exemple.fr",
        registration__email="personne",
        registration__phone="demander à l'accueil",
        conditions__min_age=200,
        kind="rave",
        sectors=["bois", "licornes"],
        status="bof",
    )
    assert set(values_of(entry)) == {"title", "kind", "sectors"}
    assert values_of(entry)["sectors"] == ["bois"]
    assert told(entry) == ["not_valid"] * 6
    assert "« Courriel d'inscription » vaut « personne », qui n'est pas admis : laissé vide" in str(entry.doubts[1])


def test_the_long_text_goes_on_the_short_one(settler: Settler) -> None:
    entry = settled(
        settler, "<p>Deux heures &amp; demie dans l'atelier.</p><p>Sans escale.</p>", summary="Deux heures…"
    )
    assert values_of(entry)["summary"] == "Deux heures & demie dans l'atelier. Sans escale."


def test_a_second_event_of_one_key_is_left_out(settler: Settler) -> None:
    settled(settler)
    draft = Draft(source="essai", key="1", where="essai, n° 2")
    draft.put("title", "Essai", "title")
    assert settler.settle(draft) is None
    assert [str(doubt) for doubt in settler.refused] == [
        "essai, n° 2 : essai-1 : l'identifiant « essai-1 » est déjà pris : seul le premier événement est gardé"
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Le <b>grand</b> <br/>jour", "Le grand \njour"),
        ("<style>p {}</style>Bon<script>alert(1)</script>jour", "Bon jour"),
        ("Voir **[le site](https://exemple.fr)**", "Voir le site"),
        ("# Programme\n\n\n* a\r\n* b", "Programme\n* a\n* b"),
        ("5 < 6 et 7 > 2", "5 < 6 et 7 > 2"),
        ("zéro\u200blargeur\xa0\x00fin", "zérolargeur fin"),
        ("e\u0301te\u0301", "été"),
        ("snake_case et l__e", "snake_case et l__e"),
    ],
)
def test_markup_is_taken_out(text: str, cleaned: str) -> None:
    assert [part.strip() for part in plain(text).split("\n")] == [part.strip() for part in cleaned.split("\n")]
    assert "\n" not in line(text)


@pytest.mark.parametrize("key", ["Ab c", "x" * 38, "é", "a--b", "-"])
def test_an_id_that_cannot_be_the_source_s_own_is_made_of_it(key: str) -> None:
    made = event_id("oa", key)
    assert re.fullmatch(r"oa-[0-9a-f]{16}", made)
    assert made == event_id("oa", key) != event_id("oa", f"{key} ")


def test_ids_are_the_source_s_own() -> None:
    assert event_id("oa", "5035822") == "oa-5035822"
