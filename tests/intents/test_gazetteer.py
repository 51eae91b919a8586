"""The map of France."""

import pytest

from intents.gazetteer import Gazetteer, distance_km, split_name
from intents.places.name import opening


def test_names_of_all_sorts(gazetteer: Gazetteer) -> None:
    codes = ("83126", "13208", "dep:83", "reg:93", "epci:200067825", "nowhere")
    assert [gazetteer.name(c) for c in codes] == [
        "La Seyne-sur-Mer",
        "Marseille 8e Arrondissement",
        "Var",
        "Provence-Alpes-Côte d'Azur",
        "CA Gap-Tallard-Durance",
        "",
    ]


@pytest.mark.parametrize(
    ("code", "areas"),
    [
        ("13055", {"13055", "epci:200054807", "dep:13", "reg:93"}),
        ("13208", {"13208", "13055", "epci:200054807", "dep:13", "reg:93"}),
        ("2A004", {"2A004", "epci:242010056", "dep:2A", "reg:94"}),
        ("97411", {"97411", "epci:249740119", "dep:974", "reg:04"}),
        ("dep:13", {"dep:13", "reg:93"}),
        ("epci:200067825", {"epci:200067825", "dep:05", "reg:93"}),
        ("reg:93", {"reg:93"}),
    ],
)
def test_areas_that_hold_a_place(gazetteer: Gazetteer, code: str, areas: set[str]) -> None:
    assert gazetteer.areas(code) == areas


def test_unknown_codes_are_refused_with_what_is_known(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError, match=r"no place has the code '99999': I know INSEE communes, dep:, reg: and epci:"):
        gazetteer.areas("99999")
    assert "99999" not in gazetteer
    assert "dep:13" in gazetteer


@pytest.mark.parametrize(
    "name", ["L'Isle-sur-la-Sorgue", "l isle sur la sorgue", "L’ISLE SUR LA SORGUE", "l'isle-sur-la-sorgue"]
)
def test_names_are_found_however_written(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.communes_named(name) == ("84054",)


def test_homonyms_come_by_population(gazetteer: Gazetteer) -> None:
    codes = gazetteer.communes_named("Saint-Denis")
    assert codes[0] in ("93066", "97411")
    assert [gazetteer.population(c) for c in codes] == sorted(map(gazetteer.population, codes), reverse=True)


@pytest.mark.parametrize(
    ("city", "postal_code", "code"),
    [
        ("Marseille", "13008", "13208"),
        ("Marseille", None, "13055"),
        ("Paris", "75116", "75116"),
        ("Lyon", "69003", "69383"),
        ("st remy de provence", None, "13100"),
        ("GRENOBLE CEDEX 9", "38054", "38185"),
        ("Mirabeau", "84120", "84076"),
        ("Mirabeau", "04510", "04122"),
        ("Ajaccio", "20000", "2A004"),
        ("Toulon", "69000", None),
        ("Nulle-Part", None, None),
    ],
)
def test_communes_of_addresses(gazetteer: Gazetteer, city: str, postal_code: str | None, code: str | None) -> None:
    assert gazetteer.find_commune(city, postal_code) == code


def test_positions(gazetteer: Gazetteer) -> None:
    marseille, aix = gazetteer.position("13055"), gazetteer.position("13001")
    assert marseille
    assert aix
    assert distance_km(marseille, aix) == pytest.approx(26, abs=3)
    for code in ("dep:13", "reg:93", "epci:200067825"):
        assert gazetteer.position(code)
    assert gazetteer.position("reg:989") is None


def test_nearest_commune(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest(43.2976, 5.3694) == "13055"
    assert gazetteer.nearest(44.56, 6.08) == "05061"


def test_arrondissements(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.arrondissements("75056")) == 20
    assert gazetteer.arrondissements("69123")[6] == "69387"
    assert gazetteer.arrondissements("83137") == ()
    assert gazetteer.is_arrondissement("13208")
    assert not gazetteer.is_arrondissement("13055")


def test_postal_codes(gazetteer: Gazetteer) -> None:
    assert gazetteer.postal_codes("13103") == ("13300",)
    assert gazetteer.postal_codes("dep:13") == ()
    assert gazetteer.with_postal_code("13008")[0] == "13208"
    assert gazetteer.departement("13055") == "13"
    assert gazetteer.departement("epci:200067825") == "05"


def test_words_of_names(gazetteer: Gazetteer) -> None:
    words = gazetteer.words(["dep:83"])
    assert {"draguignan", "maximin", "loube"} & words == {"draguignan", "maximin"}


def test_openings_are_those_of_all_names_of_several_words(gazetteer: Gazetteer) -> None:
    names = (split_name(gazetteer.name(code)) for code in gazetteer.communes_of(gazetteer.regions()))
    assert gazetteer.openings == {opening(words) for words in names if len(words) > 1} | {"lyon", "marseille", "paris"}


def test_tables_must_have_their_header() -> None:
    with pytest.raises(ValueError, match="expected 'code,name,key,within"):
        Gazetteer(["insee,nom"], ["code,name,within,population,lat,lon"], ["word,zipf"], ["word"])
