"""The symbols of a message, and where they stand."""

import pytest

from intents.dates.lexicon import symbols
from intents.reader import Reader
from tests.intents.dates.test_corpus import CORPUS

_READER = Reader(sms=CORPUS["sms"] | {"c": "c'est"})


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("je cherche une visite", "je cherche une visite"),
        ("lundi 2 novembre, le 2e jour ?", "wd0 n2 mo11 , le o2 jours ;"),
        ("lun. 16 mar 17", "wd0 n16 wd1 n17"),
        ("du mar au jeu", "du wd1 au wd3"),
        ("16 mar 2026", "n16 mo3 n2026"),
        ("c aprem", "ce apres midi"),
        ("dans 15 j", "dans n15 jours"),
        ("le neuf novembre, du neuf", "le n9 mo11 , du neuf"),
        ("dès lundi, des lundis", "dès wd0 , des wd0"),
    ],
)
def test_symbols(message: str, said: str) -> None:
    assert symbols(_READER.read(message)).texts == said.split()


def test_places_are_those_of_tokens() -> None:
    row = symbols(_READER.read("au w e du 16e"))
    assert list(zip(row.texts, row.places, strict=True)) == [
        ("au", (0, 1)),
        ("week", (1, 3)),
        ("end", (1, 3)),
        ("du", (3, 4)),
        ("o16", (4, 6)),
    ]


def test_one_symbol_stands_for_what_was_read() -> None:
    row = symbols(_READER.read("le lundi 16 novembre"))
    row.put("@D0", "@D", 1, 4)
    assert (row.texts, row.kinds, row.places) == (["le", "@D0"], ["le", "@D"], [(0, 1), (1, 4)])
