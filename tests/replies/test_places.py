"""Places with their prepositions."""

import csv
from pathlib import Path

import pytest

from bot.replies.places import at, at_town, full_name, of, of_town

DEPARTEMENTS = {
    "dans l'": "01 02 03 10 11 12 27 34 36 60 61 89 91",
    "dans le ": "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95",
    "dans la ": "23 26 42 50 51 55 58 72 80 86",
    "dans les ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "en ": "07 09 16 17 19 21 24 28 31 33 35 37 38 43 44 48 52 53 54 57 70 71 73 74 76 77 85 87 93 971 972 973 2A 2B",
    "à ": "75 974 976",
}
REGIONS = {
    "en ": "01 02 03 11 24 27 28 53 75 76 84 93 94",
    "dans les ": "32 52",
    "dans le ": "44",
    "à ": "04 06",
}


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """Names of départements and regions by code."""
    with Path("data/areas.csv").open(encoding="utf-8") as table:
        rows = csv.DictReader(line for line in table if not line.startswith("#"))
        return {row["code"]: row["name"] for row in rows}


@pytest.mark.parametrize(("kind", "expected", "count"), [("dep", DEPARTEMENTS, 101), ("reg", REGIONS, 18)])
def test_every_area(names: dict[str, str], kind: str, expected: dict[str, str], count: int) -> None:
    codes = {f"{kind}:{code}": said for said, codes in expected.items() for code in codes.split()}
    assert len(codes) == count
    assert {code: at(code, names[code]) for code in codes} == {c: f"{said}{names[c]}" for c, said in codes.items()}


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("dep:83", "Var", "du Var"),
        ("dep:13", "Bouches-du-Rhône", "des Bouches-du-Rhône"),
        ("dep:26", "Drôme", "de la Drôme"),
        ("dep:01", "Ain", "de l'Ain"),
        ("dep:33", "Gironde", "de la Gironde"),
        ("dep:74", "Haute-Savoie", "de Haute-Savoie"),
        ("dep:35", "Ille-et-Vilaine", "d'Ille-et-Vilaine"),
        ("dep:75", "Paris", "de Paris"),
        ("dep:974", "La Réunion", "de La Réunion"),
        ("reg:53", "Bretagne", "de Bretagne"),
        ("reg:84", "Auvergne-Rhône-Alpes", "d'Auvergne-Rhône-Alpes"),
        ("reg:32", "Hauts-de-France", "des Hauts-de-France"),
        ("83137", "Toulon", "de Toulon"),
        ("epci:200004802", "CC du Pays de Fayence", "de la communauté de communes du Pays de Fayence"),
    ],
)
def test_of(code: str, name: str, said: str) -> None:
    assert of(code, name) == said


@pytest.mark.parametrize(
    ("name", "where", "whence"),
    [
        ("Avignon", "à Avignon", "d'Avignon"),
        ("Le Castellet", "au Castellet", "du Castellet"),
        ("Les Baux-de-Provence", "aux Baux-de-Provence", "des Baux-de-Provence"),
        ("La Ciotat", "à La Ciotat", "de La Ciotat"),
        ("L'Isle-sur-la-Sorgue", "à L'Isle-sur-la-Sorgue", "de L'Isle-sur-la-Sorgue"),
        ("Lespignan", "à Lespignan", "de Lespignan"),
    ],
)
def test_towns(name: str, where: str, whence: str) -> None:
    assert (at_town(name), of_town(name)) == (where, whence)


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("13202", "Marseille 2e Arrondissement", "à Marseille 2e"),
        ("69381", "Lyon 1er Arrondissement", "à Lyon 1er"),
        ("epci:1", "CA Sophia Antipolis", "dans la communauté d'agglomération Sophia Antipolis"),
        ("epci:2", "Métropole Nice Côte d'Azur", "dans l'intercommunalité « Métropole Nice Côte d'Azur »"),
    ],
)
def test_at(code: str, name: str, said: str) -> None:
    assert at(code, name) == said


def test_full_name() -> None:
    assert full_name("epci:200004802", "CC du Pays de Fayence") == "communauté de communes du Pays de Fayence"
