"""Places, as people write them."""

from functools import cache
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml

from intents.gazetteer import Gazetteer
from intents.model import Scene, Span
from intents.places.reader import PlaceReader
from intents.reader import Reader
from intents.text import Text
from intents.vocabulary import common_words, load

_CORPUS = yaml.safe_load((Path(__file__).parents[2] / "corpus" / "places.yaml").read_text(encoding="utf-8"))
_PHRASES = [
    pytest.param(region, phrase, group["expect"], id=f"{region} {phrase}")
    for region, groups in _CORPUS.items()
    for group in groups
    for phrase in group["phrases"]
]
#: Names longer than this are what a misspelling is told by.
_LETTERS = 5


class Asker:
    """Reads messages about a programme of one region."""

    def __init__(self, gazetteer: Gazetteer, *areas: str, local: tuple[str, ...] = ()) -> None:
        self.places = PlaceReader(gazetteer, Scene(areas=areas), local)
        sms = load("sms")
        self._reader = Reader(
            sms=sms["sms"],
            abbreviations=sms["abbreviations"],
            vocabulary=self.places.cue_words,
            known=common_words() | self.places.words,
        )

    def read(self, message: str) -> Text:
        return self._reader.read(message)

    def find(self, message: str) -> list[Span]:
        return self.places.find(self.read(message))

    def codes(self, message: str) -> list[str]:
        return [code for s in self.find(message) if s.family == "place" for code in s.value.codes]


@pytest.fixture(scope="session")
def asker(gazetteer: Gazetteer) -> Any:
    """A reader by region, each built once."""
    return cache(lambda *areas: Asker(gazetteer, *areas))


def _said(spans: list[Span]) -> dict[str, Any]:
    """What spans say, in the words of the corpus."""
    places = [s for s in spans if s.family == "place"]
    sure = [s for s in places if s.score > 0.5]
    asked = [s for s in sure if s.value.role != "home"]
    said: dict[str, Any] = {
        "places": list(dict.fromkeys(code for s in asked for code in s.value.codes)),
        "told": [code for s in sure if s.value.role == "home" for code in s.value.codes],
        "weak": [s.value.code for s in places if s.score <= 0.5],
        "near": bool(asked) and all(s.value.near for s in asked),
        "radius": next((s.value for s in spans if s.family == "radius"), None),
        "says": [s.family for s in spans if s.family not in ("place", "near", "radius")],
    }
    return {key: value for key, value in said.items() if value}


@pytest.mark.parametrize(("region", "phrase", "expect"), _PHRASES)
def test_says_where(asker: Any, region: str, phrase: str, expect: dict[str, Any]) -> None:
    assert _said(asker(region).find(phrase)) == expect


def test_spans_give_the_words_as_typed(asker: Any) -> None:
    message = "une visite près de la-seyne sur mer, ou à Toulon"
    found = [(message[s.start : s.end], s.family, s.rule) for s in asker("reg:93").find(message)]
    assert found == [
        ("près", "near", "near_before"),
        ("la-seyne sur mer", "place", "commune"),
        ("Toulon", "place", "commune"),
    ]


def test_homonyms_are_kept_the_region_s_most_populous_first(asker: Any, gazetteer: Gazetteer) -> None:
    span = next(s for s in asker("reg:93").find("à Mirabeau") if s.family == "place")
    assert [gazetteer.name(c) for c in (span.value.code, *span.value.homonyms)] == ["Mirabeau", "Mirabeau"]
    assert gazetteer.population(span.value.code) >= gazetteer.population(span.value.homonyms[0])


def test_misspelt_names_score_less(asker: Any) -> None:
    exact, misspelt = asker("reg:93").find("à Draguignan"), asker("reg:93").find("à Draguignant")
    assert exact[0].score == 1.0 > misspelt[0].score > 0.5
    assert misspelt[0].rule.endswith("~")


@pytest.mark.parametrize(("count", "codes"), [(40, ["83050"]), (60, [])])
def test_more_strange_words_than_anybody_misspells_are_no_names(asker: Any, count: int, codes: list[str]) -> None:
    strange = " ".join("".join(letters) + "zzgxk" for letters in [*product("bcdf", repeat=3)][:count])
    assert asker("reg:93").codes(f"{strange} à Draguignant") == codes
    assert asker("reg:93").codes("à Draguignant") == ["83050"]


def test_a_place_that_the_programme_names_may_be_misspelt(gazetteer: Gazetteer) -> None:
    assert Asker(gazetteer, "reg:93").codes("à montelimarr") == []
    assert Asker(gazetteer, "reg:93", local=("26198",)).codes("à montelimarr") == ["26198"]
    assert Asker(gazetteer, "reg:93", local=("Montélimar",)).codes("à montelimarr") == ["26198"]


def test_departements_know_their_region(gazetteer: Gazetteer) -> None:
    asker = Asker(gazetteer, "dep:13", "dep:83")
    assert asker.codes("à draguignant ou st raph") == ["83050", "83118"]


def test_a_region_without_aliases_is_read_by_its_names(gazetteer: Gazetteer) -> None:
    asker = Asker(gazetteer, "reg:76")
    assert asker.codes("toulousse, st gaudens ou dans le Gers") == ["31555", "31483", "dep:32"]


@pytest.mark.parametrize("region", ["reg:93", "reg:53", "reg:84"])
def test_one_wrong_letter_in_a_town_s_name(asker: Any, gazetteer: Gazetteer, region: str) -> None:
    """A letter dropped, doubled or swapped with the next in every town of the region, first letter kept."""
    reader = asker(region)
    towns = [c for c in gazetteer.communes_of([region]) if gazetteer.population(c) >= 3000]
    found = wrong = total = 0
    for code in towns:
        name = gazetteer.name(code).lower()
        middle = len(name) // 2
        for typo in (
            name[:middle] + name[middle + 1 :],
            name[:middle] + name[middle] + name[middle:],
            name[:middle] + name[middle : middle + 2][::-1] + name[middle + 2 :],
        ):
            if len(name) < _LETTERS or typo == name:
                continue
            spans = [s for s in reader.find(f"une visite à {typo}") if s.family == "place"]
            right = any(code in (*s.value.codes, *s.value.homonyms) for s in spans)
            total, found, wrong = total + 1, found + right, wrong + (bool(spans) and not right)
    assert found / total >= 0.95
    assert wrong / total <= 0.03


@pytest.mark.parametrize(
    "word", ["la ", "13 ", "près de ", "st ", "visite à saint maximun du var ", "paris, ", "j'habite ", "stmaximun "]
)
def test_the_longest_message_is_read_at_once(asker: Any, word: str) -> None:
    """4,096 characters take some 10 ms; what would backtrack takes seconds."""
    reader = asker("reg:93")
    text = reader.read((word * 4096)[:4096])
    start = perf_counter()
    reader.places.find(text)
    assert perf_counter() - start < 0.5


def test_paris_is_a_town_in_its_own_region(gazetteer: Gazetteer) -> None:
    assert Asker(gazetteer, "reg:11").codes("à Paris 13e, à Paris ou dans le 93") == ["75113", "75056", "dep:93"]
