"""A message as tokens, and how much of one is read."""

from itertools import product

import pytest

from intents.reader import PLAIN, Reader, keys, norms
from intents.reader import words as vocabulary_words
from intents.text import Text

_READER = Reader(vocabulary=["visites", "ateliers"], known=["voir", "des", "toulon"])


def said(message: str) -> list[str]:
    return [token.fixed for token in _READER.read(message).tokens]


def words(text: Text) -> str:
    return " ".join(token.fixed for token in text.tokens if token.is_word)


def unknown(count: int) -> str:
    """So many words that are near none."""
    return " ".join("".join(letters) + "zzgxk" for letters in [*product("bcdfgjkl", repeat=3)][:count])


def test_a_token_is_a_word_or_a_number_or_a_mark() -> None:
    found = [(t.norm, t.is_word, t.is_number) for t in _READER.read("Voir 3D ?").tokens]
    assert found == [("voir", True, False), ("3", False, True), ("d", True, False), ("?", False, False)]


def test_a_word_typed_again_stands_where_it_is_typed() -> None:
    text = _READER.read("Visittes, visittes et Visittes")
    assert [text.typed(i, i + 1) for i, word in enumerate(text.fixed) if word == "visites"] == [
        "Visittes",
        "visittes",
        "Visittes",
    ]
    assert [token.capital for token in text.tokens if token.fixed == "visites"] == [True, False, True]


@pytest.mark.parametrize("row", ["!" * 500, "👩‍🏭🏭 " * 100, "?! " * 100])
def test_of_many_marks_in_a_row_a_few_are_read(row: str) -> None:
    text = _READER.read(f"voir {row} des visittes")
    assert words(text) == "voir des visites"
    assert len(text) < 20


def test_an_accent_too_many_is_no_mark() -> None:
    assert said("voir a\u0301\u0301\u0301 Toulon") == ["voir", "a", "toulon"]


def test_a_message_longer_than_any_in_words_is_read_from_its_beginning() -> None:
    text = _READER.read("voir des visittes " + "1 " * 5000)
    assert words(text) == "voir des visites"
    assert len(text) == 900


@pytest.mark.parametrize(("count", "read"), [(40, ["des", "visites"]), (60, ["des"])])
def test_unknown_words_after_as_many_as_anybody_misspells_are_passed_over(count: int, read: list[str]) -> None:
    assert [word for word in said(f"{unknown(count)} des visittes") if not word.endswith("zzgxk")] == read
    assert said("des visittes") == ["des", "visites"]


def test_what_knows_no_words_passes_none_over() -> None:
    assert len(PLAIN.read(unknown(60))) == 60


def test_an_unknown_word_that_comes_again_counts_once() -> None:
    assert said("bbbzzgxk " * 400 + "visittes")[-1] == "visites"


def test_phrases_of_vocabularies_are_read_as_messages_are() -> None:
    phrase = "l'usine d'à côté, Aaaah les 3D !"
    text = PLAIN.read(phrase)
    assert (tuple(keys(phrase)), norms(phrase)) == (text.keys, text.norms)
    assert vocabulary_words(phrase) == ["le", "usine", "de", "a", "cote", "aaaah", "les", "d"]
