"""French grammar and typography."""

import pytest

from bot.replies.french import capital, de, euros, kilometres, listed, number, ordinal, que, typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Prix : 5 €", "Prix\u00a0: 5 €"),
        ("Quand ?", "Quand\u202f?"),
        ("Oui ; non", "Oui\u202f; non"),
        ("« Visites »", "«\u00a0Visites\u00a0»"),
        ("**Titre** — à Toulon", "**Titre**\u00a0— à Toulon"),
        ("https://exemple.fr/a?b=c", "https://exemple.fr/a?b=c"),
        ("à 9:30", "à 9:30"),
    ],
)
def test_typeset(typed: str, set_: str) -> None:
    assert typeset(typed) == set_


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Toulon", "de Toulon"),
        ("Avignon", "d'Avignon"),
        ("Hyères", "d'Hyères"),
        ("Honfleur", "de Honfleur"),
        ("Étréchy", "d'Étréchy"),
        ("Yerres", "d'Yerres"),
        ("Yvetot", "d'Yvetot"),
        ("yaourt", "de yaourt"),
        ("hydrogène", "d'hydrogène"),
        ("handicap", "de handicap"),
        ("onze", "de onze"),
        ("œufs", "d'œufs"),
    ],
)
def test_de(word: str, said: str) -> None:
    assert de(word) == said
    assert que(word) == said.replace("d'", "qu'").replace("de ", "que ")


@pytest.mark.parametrize(
    ("words", "conjunction", "said"),
    [
        ([], "et", ""),
        (["a"], "et", "a"),
        (["a", "b"], "ou", "a ou b"),
        (["a", "b", "c"], "et", "a, b et c"),
    ],
)
def test_listed(words: list[str], conjunction: str, said: str) -> None:
    assert listed(words, conjunction) == said


@pytest.mark.parametrize(
    ("price", "said"), [(0, "gratuit"), (5, "5\u00a0€"), (5.5, "5,50\u00a0€"), (1200, "1\u202f200\u00a0€")]
)
def test_euros(price: float, said: str) -> None:
    assert euros(price) == said


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (0.0, "100\u00a0m"),
        (0.8, "800\u00a0m"),
        (0.97, "1\u00a0km"),
        (2.5, "2,5\u00a0km"),
        (3.04, "3\u00a0km"),
        (12.3, "12\u00a0km"),
    ],
)
def test_kilometres(distance: float, said: str) -> None:
    assert kilometres(distance) == said


def test_numbers() -> None:
    assert [number(9), number(1250), number(100000), number(2.5, 1)] == ["9", "1\u202f250", "100\u202f000", "2,5"]
    assert [ordinal(1), ordinal(2), ordinal(1, feminine=True)] == ["1er", "2e", "1re"]


def test_capital() -> None:
    assert [capital("école d'été"), capital("« mot »"), capital("")] == ["École d'été", "« mot »", ""]
