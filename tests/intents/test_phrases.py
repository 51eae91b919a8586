"""Templates of vocabularies, and phrases found in tokens."""

from hypothesis import given
from hypothesis import strategies as st

from intents.phrases import PhraseTable, expand
from intents.prose import Prose
from intents.reader import PLAIN
from intents.text import Opening, Text

_WORDS = st.sampled_from(["visite", "visites", "d'usine", "porte-ouverte", "le", "4", ","])
_TEMPLATES = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: f"({'|'.join(items)})"),
        inner.map("[{}]".format),
        st.tuples(_WORDS, inner).map(lambda pair: f"{pair[0]}[{pair[1]}]"),  # a part of a word
    ),
    max_leaves=6,
)


def _read(message: str) -> Text:
    return PLAIN.read(message)


def test_a_template_is_all_its_phrases() -> None:
    assert list(expand("(visiter|voir) [une] usine")) == [
        "visiter une usine",
        "visiter usine",
        "voir une usine",
        "voir usine",
    ]
    assert list(expand("apprenti[e][s]")) == ["apprenties", "apprentie", "apprentis", "apprenti"]
    assert list(expand("[bon [et beau]|belle ] jour")) == ["bon et beau jour", "bon jour", "belle jour", "jour"]


@given(st.lists(_TEMPLATES, min_size=1, max_size=3))
def test_a_table_finds_what_its_templates_spell_out(templates: list[str]) -> None:
    table = PhraseTable((template, rank) for rank, template in enumerate(templates))
    spelt: dict[tuple[str, ...], tuple[str, int]] = {}
    for rank, template in enumerate(templates):
        for phrase in expand(template):
            spelt.setdefault(_read(phrase).keys, (phrase, rank))
    for keys, (phrase, rank) in spelt.items():
        if keys:
            text = _read(phrase)
            match = table.at(text, 0)
            assert match is not None
            assert (match.first, match.last, match.phrase, match.value) == (0, len(keys), phrase, rank)
            assert {token.norm for token in text.tokens if token.is_word} <= table.words


def test_the_longest_phrase_wins_and_others_are_inside_it() -> None:
    table = PhraseTable([("visite[s] [d'usine[s]]", "kind"), ("usine", "place")])
    text = _read("Une visite d'usine et des usines")
    assert [(m.first, m.last, m.value) for m in table.find(text)] == [(1, 4, "kind"), (6, 7, "place")]
    assert [(m.first, m.last) for m in table.every(text)] == [(1, 2), (1, 4), (3, 4), (6, 7)]
    assert table.at(text, 2) is None


def test_phrases_that_end_before_a_token_and_those_that_begin_within_some() -> None:
    table = PhraseTable([("visite", 1), ("une visite", 2), ("une visite guidée", 3)])
    text = _read("une visite guidée, une visite")
    longest = table.ending(text, 2, 5)
    assert longest
    assert (longest.first, longest.last, longest.value) == (0, 2, 2)
    assert table.ending(text, 1, 5) is None
    nearer = table.ending(text, 6, 1)
    assert nearer
    assert (nearer.first, nearer.value) == (5, 1)
    assert [(m.first, m.value) for m in table.find(text, range(1, 5))] == [(1, 1), (4, 2)]


def test_a_phrase_given_twice() -> None:
    entries = [("(foire|salon)", "fair"), ("salon", "room"), ("salons", "fair")]
    text = _read("salon")
    assert [m.value for m in PhraseTable(entries).find(text)] == ["fair"]
    assert [m.value for m in PhraseTable.of_all(entries).find(text)] == [("fair", "room")]


def test_a_phrase_is_found_whatever_messages_came_before() -> None:
    table = PhraseTable([("visite", 1), ("visite d'usine", 2), ("le forum [des] métiers", 3)])
    for message, found in [
        ("le visite usine", [1]),  # the first to have « le » and « visite », which goes on otherwise
        ("le forum", []),
        ("le forum métiers, une visite d'usine, le forum des métiers", [3, 2, 3]),
        ("une visite", [1]),
        ("", []),
    ]:
        assert [m.value for m in table.find(_read(message))] == found


@given(st.lists(_WORDS, max_size=8), st.sets(_WORDS, max_size=3), st.sets(st.tuples(_WORDS, _WORDS), max_size=3))
def test_a_message_and_a_long_text_say_where_openings_stand(
    said: list[str], words: set[str], two: set[tuple[str, str]]
) -> None:
    text, prose = _read(" ".join(said)), Prose.read(" ".join(said))
    assert text.keys == prose.keys
    openings: set[Opening] = {*words, *two}
    following = dict(enumerate(text.keys[1:]))
    expected = [i for i, key in enumerate(text.keys) if key in words or (key, following.get(i)) in two]
    assert text.places(openings) == prose.places(openings) == expected
