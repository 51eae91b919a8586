"""Abbreviations are written out, and nothing else is touched."""

import pytest

from bot.replies.in_full import in_full
from bot.replies.rich import bold, rich


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("de 9\u00a0h\u00a030 à 11\u00a0h", "de 9\u00a0heures\u00a030 à 11\u00a0heures"),
        ("à 14h30, pendant 1 h", "à 14\u00a0heures\u00a030, pendant 1\u00a0heure"),
        ("90 min, à 12 km", "90\u00a0minutes, à 12\u00a0kilomètres"),
        ("5,50 € ou 1 €", "5,50\u00a0euros ou 1\u00a0euro"),
        ("12 av. du Port, ZI Nord", "12 avenue du Port, zone industrielle Nord"),
        ("Venez avec Mme Petit, tél. 04 00 00 00 01", "Venez avec Madame Petit, téléphone 04 00 00 00 01"),
        ("http://exemple.fr/ZI/9h30 et rh@RH.fr", "http://exemple.fr/ZI/9h30 et rh@RH.fr"),
        ("H2, 3D, 3e, 1er, A380m", "H2, 3D, 3e, 1er, A380m"),
    ],
)
def test_in_full(short: str, full: str) -> None:
    assert str(in_full(rich(short))) == full


def test_what_is_bold_stays_so() -> None:
    assert in_full(bold("9 h")) == bold("9\u00a0heures")
