"""What is known of a word by itself, before places are looked for."""

from intents.gazetteer import Gazetteer
from intents.places.names import PlaceNames
from intents.places.spellings import PlaceSpellings
from intents.places.words import Word, WordReader
from intents.reader import Reader
from intents.vocabulary import load


def _read(gazetteer: Gazetteer, message: str) -> list[Word]:
    names = PlaceNames(gazetteer, ("reg:93",), (), load("places"))
    words = WordReader(gazetteer, names, PlaceSpellings(names), ordinary={"lavande"})
    return words.read(Reader(sms={"we": "week end"}).read(message))


def test_words_are_those_that_were_typed_but_for_several_in_one(gazetteer: Gazetteer) -> None:
    assert [w.norm for w in _read(gazetteer, "L'Isle ou St-Rémy ce we ?")] == [
        "l", "isle", "ou", "saint", "remy", "ce", "week", "end", "?",
    ]  # fmt: skip


def test_only_words_that_names_begin_with_open_one(gazetteer: Gazetteer) -> None:
    words = _read(gazetteer, "visite à Salon, du Castellet, mar seille !")
    assert [w.norm for w in words if w.opens] == ["salon", "du", "castellet", "mar"]
    assert [w.norm for w in words if w.is_mark] == [",", ",", "!"]


def test_what_misspells_a_name_is_no_ordinary_word(gazetteer: Gazetteer) -> None:
    visite, lavande, town, short = _read(gazetteer, "visite lavande stlaurant nis")
    assert [word.odd_if_led for word in (visite, lavande, town)] == [False, False, True]
    assert town.odd
    assert town.may_end_misspelt
    assert town.spelt == "saintlaurant"
    assert short.short is not None
    assert short.short.codes == ("06088",)
