"""Words spelt by ear find the word they sound like, and no other."""

import pytest

from intents.reader import Reader
from intents.sound import Sounds, codes

WORDS = [
    "visite",
    "exposition",
    "novembre",
    "dernier",
    "comment",
    "logistique",
    "conference",
    "atelier",
    "lyceen",
    "nucleaire",
    "voiture",
    "accessible",
    "bouteille",
    "fauteuil",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vizit", "visite"),
        ("bouteye", "bouteille"),
        ("fotteille", "fauteuil"),
        ("expozission", "exposition"),
        ("novambre", "novembre"),
        ("dernié", "dernier"),
        ("komen", "comment"),
        ("logistik", "logistique"),
        ("konférance", "conference"),
        ("ateliez", "atelier"),
        ("nucléér", "nucleaire"),
        ("vwature", "voiture"),
        ("aksesible", "accessible"),
        ("licéin", None),
        ("violon", None),
        ("vioture", "voiture"),
        ("accesible", "accessible"),
        ("accssbl", None),
    ],
)
def test_the_word_meant(typed: str, meant: str | None) -> None:
    token = Reader(vocabulary=WORDS).read(typed).tokens[0]
    assert (token.fixed if token.cost else None) == meant


def test_two_letters_that_changed_places_are_not_heard() -> None:
    typed = Reader(vocabulary=["ouvertes", "ouvres"]).read("ouvretes").tokens[0]
    assert typed.fixed == "ouvertes"


def test_letters_are_dropped_rather_than_changed() -> None:
    typed = Reader(vocabulary=["recrute", "recrutement"]).read("recrutmen").tokens[0]
    assert typed.fixed == "recrutement"


def test_short_words_sound_like_too_many_others() -> None:
    assert Sounds(["car", "quart"]).like("kar") is None


def test_a_last_e_may_be_silent_or_not() -> None:
    once, twice = codes(["entre", "entree"])
    assert set(once) & set(twice)


@pytest.mark.parametrize(
    ("spelt", "known"),
    [
        ("kuisine", "cuisine"),
        ("fotografie", "photographie"),
        ("jeologi", "geologie"),
        ("uisserie", "huisserie"),
        ("waseau", "oiseau"),
        ("sionville", "thionville"),
    ],
)
def test_words_that_sound_alike_may_begin_with_other_letters(spelt: str, known: str) -> None:
    assert Sounds([known]).like(spelt) == known
