"""What is kept of a message names nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import Gazetteer, Interpreter, Scene

READER = Interpreter(Gazetteer.load(Path("data/communes.csv")), Scene(areas=("reg:93",)))


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("je m'appelle kevin durand et je veux venir a plusieurs", "je m'appelle … et je veux venir a plusieurs"),
        ("mon tel 06 12 34 56 78, mon mail kev.dur@free.fr", "mon tel …, mon mail …"),
        ("appelez-moi au +33(0)6.12.34.56.78", "appelez-moi au …"),
        ("Bonjour, Madame Rose Martin, professeur à Aubagne", "Bonjour, …, professeur à Aubagne"),
        ("y a-t-il quelque chose pour Pierre et pour Lucas ?", "y a-t-il quelque chose pour … et pour … ?"),
        ("je signe pierre martin", "je signe …"),
        ("MOI C NATHALIE J AI PERDU MON BILLET", "MOI C … J AI PERDU MON BILLET"),
        ("c koi le truc a Toulon le 22 novembre 2021", "c koi le truc a Toulon le 22 novembre 2021"),
        ("voir www.kevin-durand.fr", "voir …"),
        ("", ""),
    ],
)
def test_names_numbers_and_addresses_go(message: str, kept: str) -> None:
    assert READER.anonymous(message) == kept


@given(st.text(max_size=200))
def test_any_text_can_be_read(message: str) -> None:
    assert "@" not in READER.anonymous(message) or "@" in message
