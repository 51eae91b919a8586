"""The known word that a wrong spelling is nearest to."""

import pytest

from intents.nearest import NearestWords

_KNOWN = NearestWords(["usine", "menuiserie", "ouvertes"], ["cuisine", "menuisiers", "ouvres", "eleves", "leves"])


@pytest.mark.parametrize(
    ("spelt", "meant"),
    [
        ("usinne", ("usine", 1)),
        ("cuisinne", ("cuisine", 1)),
        ("menuiserr", ("menuiserie", 2)),  # a wider word counts only where it is nearer…
        ("menuisers", ("menuisiers", 1)),  # …as this one is
        ("ouvretes", ("ouvertes", 1)),
        ("usinnes", ("usine", 1)),
        ("suine", ("usine", 1)),
        ("elves", ("eleves", 1)),  # a letter is missing sooner than the first changes its place
        ("ouvrtes", ("ouvertes", 1)),  # a letter is missing, though « ouvres » is heard
        ("violon", None),
    ],
)
def test_the_nearest_word(spelt: str, meant: tuple[str, int] | None) -> None:
    assert _KNOWN.nearest(spelt) == meant


def test_one_wrong_letter_is_a_slip() -> None:
    assert [_KNOWN.is_slip(word) for word in ("usinne", "cuisinne", "menuizerie", "violon")] == [
        True,
        True,
        True,
        False,
    ]
