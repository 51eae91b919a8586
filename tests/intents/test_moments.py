"""When something is held, as sheets say it in words."""

from datetime import datetime

import pytest

from intents.documents import DocumentReader

_NOW = datetime(2025, 9, 1)


@pytest.fixture(scope="module")
def reader() -> DocumentReader:
    return DocumentReader()


def held(reader: DocumentReader, text: str) -> list[tuple[str, str]]:
    """Beginnings and ends, « jour » for days without hours."""
    found = reader.moments(text, _NOW)
    ends = ["jour" if moment.whole_days else f"{moment.end:%d %H:%M}" if moment.end else "?" for moment in found]
    return [(f"{moment.start:%d/%m/%Y %H:%M}", end) for moment, end in zip(found, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mardi 23 novembre 2021 de 9h à 12h", [("23/11/2021 09:00", "23 12:00")]),
        ("23 novembre 2021", [("23/11/2021 00:00", "jour")]),
        ("1er décembre 2025 à 9h30", [("01/12/2025 09:30", "?")]),
        ("17 et 18 nov. 2025, 9h-12h", [("17/11/2025 09:00", "17 12:00"), ("18/11/2025 09:00", "18 12:00")]),
        ("22 nov 2025 à 9h, 23 nov 2025 à 10h", [("22/11/2025 09:00", "?"), ("23/11/2025 10:00", "?")]),
        ("17 et 18 nov. 2025, 9h-10h", [("17/11/2025 09:00", "17 10:00"), ("18/11/2025 09:00", "18 10:00")]),
        ("18/11/2025 au matin", [("18/11/2025 00:00", "jour")]),
        ("le 22 novembre à 14h", [("22/11/2025 14:00", "?")]),
        ("31/11/2025", []),
        ("18 novembre 2025 à 9h et 14h", []),
        ("18 novembre 2025, salle 12", []),
        ("mardi", []),
        ("toute la semaine", []),
        ("à définir", []),
    ],
)
def test_moments(reader: DocumentReader, text: str, expected: list[tuple[str, str]]) -> None:
    assert held(reader, text) == expected


def test_a_year_that_is_not_told_is_known_to_be_missing(reader: DocumentReader) -> None:
    assert [moment.has_year for moment in reader.moments("le 22 novembre à 14h", _NOW)] == [False]
    assert [moment.has_year for moment in reader.moments("le 22/11/25 à 14h", _NOW)] == [True]
