"""The family of type has what French is written with; what it has not never shows as an empty box."""

import pytest

from bot.documents.fonts import BOLD, REGULAR, legible, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L'Œuvre à Noël : « ça coûte 5,50 € »…", "L'Œuvre à Noël : « ça coûte 5,50 € »…"),
        ("14\u00a0h\u202f30", "14\u00a0h\u00a030"),
        ("🏭 Usine ✓", " Usine "),
        ("Plougonve\u0301n, Kraków, Řevnice", "Plougonvén, Kraków, Řevnice"),
        ("Ｕsine", "Usine"),
        ("工場", ""),
    ],
)
def test_texts_are_legible(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_bold_is_wider() -> None:
    assert width("Marseille", BOLD, 30) > width("Marseille", REGULAR, 30) > 100
