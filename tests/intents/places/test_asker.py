"""Who asks, by the words before a place."""

import pytest

from intents.places.asker import Asker, AskerReader
from intents.reader import PLAIN
from intents.vocabulary import load


def _asker(message: str) -> tuple[Asker, int]:
    """What a message says of who asks, and where « Gap » stands in it."""
    text = PLAIN.read(message)
    return AskerReader(load("places")).read(text), text.norms.index("gap")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("j'habite à Gap", True),
        ("je suis prof à Gap", True),
        ("fleuriste à Gap, je cherche une visite", True),
        ("j'habite un village perdu, Gap", True),
        ("j'habite Apt mais je vais à Gap", False),
        ("on est une petite scop de dix personnes à Gap", True),
        ("j'ai une serrurerie à Gap et je cherche un webinaire", True),
        ("notre ferme de Gap recrute", True),
        ("notre ferme va à Gap", False),
        ("nous sommes une scop du bois, à Gap, et nous cherchons un webinaire", True),
        ("nous sommes une scop du bois, à Gap il y a quoi", False),
        ("librairie à Gap, nous cherchons un webinaire", True),
        ("librairie à Gap, on peut visiter", False),
        ("nous tenons un hôtel à Gap", True),
        ("notre club de tir joue dimanche à Gap", False),
        ("avec mon cabinet nous venons à Gap", False),
        ("une ferme à Gap", False),
        ("nous sommes une ferme qui cherche un salon à Gap", False),
        ("visites à Gap", False),
        ("il passe son permis à Gap", False),
        ("je suis à Gap", False),
    ],
)
def test_says_where_the_asker_lives_or_works(message: str, told: bool) -> None:
    asker, place = _asker(message)
    assert asker.is_told(place) == told


def test_words_before_another_place_say_nothing() -> None:
    asker, place = _asker("j'habite Apt et Gap")
    assert asker.is_told(place)
    assert not asker.is_told(place, since=place - 1)


def test_says_where_the_asker_is() -> None:
    asker, place = _asker("je suis à Gap")
    assert asker.is_stay(place)


def test_what_follows_says_that_one_lived_there() -> None:
    asker, place = _asker("Gap où je travaillais")
    assert asker.is_memory(place + 1)


@pytest.mark.parametrize(
    ("message", "of_life"),
    [
        ("elle passe son bafa à Gap", True),
        ("mon fils a son club de judo à Gap", True),
        ("je me fais opérer à Gap", True),
        ("je fais mes courses à Gap, qu'y a-t-il dans le coin", False),
        ("il a son cours, une visite à Gap", False),
        ("il joue au foot et cherche un atelier dans Gap", False),
        ("une visite à Gap", False),
    ],
)
def test_a_place_of_a_life_is_not_asked(message: str, of_life: bool) -> None:
    asker, first = _asker(message)
    assert asker.is_of_life(first) is of_life
