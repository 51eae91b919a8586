"""Rich text and buttons → what Telegram accepts, whatever the programme's texts hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity

from bot.channels.telegram.formatting import LIMIT, FormattedText, format_rich, is_blank, utf16_length
from bot.channels.telegram.keyboards import DATA, LABEL, inline_keyboard, is_web_address
from bot.conversation.message import Button
from bot.replies.rich import Rich, Run, bold, join, moment, rich
from tests.bot_api.checks import check_markup, check_text

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(alphabet="a 🏭é\n\t\r\u00a0\u200b\ud83d\udfff<&_*`[\u2028\u202e.", max_size=60),
)
RUNS = st.lists(st.builds(Run, ANY_TEXT, st.booleans()), max_size=6)


def seen(text: FormattedText) -> list[str]:
    """The stretches in bold, as a client's library finds them."""
    entities = [MessageEntity(**entity) for entity in text.entities]
    message = Message(1, datetime(2021, 11, 15, tzinfo=UTC), Chat(1, Chat.PRIVATE), text=text.text, entities=entities)
    return list(message.parse_entities().values())


@given(RUNS, st.integers(2, 40))
@settings(deadline=None)
def test_any_text_makes_valid_messages(runs: list[Run], limit: int) -> None:
    for message in format_rich(Rich(tuple(runs)), limit):
        check_text(message.text, list(message.entities))
        assert utf16_length(message.text) <= limit


@given(RUNS, st.integers(2, 40))
@settings(deadline=None)
def test_nothing_that_can_be_seen_is_lost_and_bold_stays_where_it_was(runs: list[Run], limit: int) -> None:
    def visible(text: str) -> str:
        return "".join(character for character in text if not is_blank(character))

    [whole] = format_rich(Rich(tuple(runs)), 10**6) or [FormattedText(text="")]
    parts = format_rich(Rich(tuple(runs)), limit)
    assert visible("".join(part.text for part in parts)) == visible(whole.text)
    assert visible("".join(stretch for part in parts for stretch in seen(part))) == visible("".join(seen(whole)))


@pytest.mark.parametrize("text", ["", " \n ", "\u00a0\u200b\ufeff", "\u2800", "\x00\x07"])
def test_nothing_to_read(text: str) -> None:
    assert format_rich(rich(text) + bold(text)) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Premier paragraphe\nsuite\n\nDeuxième paragraphe", ["Premier paragraphe\nsuite", "Deuxième paragraphe"]),
        ("Une longue première ligne\nune autre ligne", ["Une longue première ligne", "une autre ligne"]),
        ("Une première phrase. Une autre phrase.", ["Une première phrase.", "Une autre phrase."]),
        ("des mots des mots des mots des mots", ["des mots des mots des mots", "des mots"]),
        ("x" * 50, ["x" * 30, "x" * 20]),
        ("🏭" * 20, ["🏭" * 15, "🏭" * 5]),
    ],
)
def test_cut_at_the_best_place(text: str, parts: list[str]) -> None:
    assert [part.text for part in format_rich(rich(text), 30)] == parts


def test_bold_across_a_cut() -> None:
    first, second = format_rich(rich("🏭 Le ") + bold("lundi 22\nnovembre") + rich(" à Toulon"), 17)
    assert (first.text, seen(first)) == ("🏭 Le lundi 22", ["lundi 22"])
    assert (second.text, seen(second)) == ("novembre à Toulon", ["novembre"])


def test_a_message_is_full_at_the_limit() -> None:
    assert [utf16_length(part.text) for part in format_rich(rich("é" * (LIMIT + 1)))] == [LIMIT, 1]
    assert [utf16_length(part.text) for part in format_rich(rich("🏭" * LIMIT))] == [LIMIT, LIMIT]


@given(
    st.lists(
        st.lists(st.builds(Button, label=ANY_TEXT, action=ANY_TEXT, url=ANY_TEXT, link=ANY_TEXT), max_size=12),
        max_size=12,
    )
)
@settings(deadline=None)
def test_any_buttons_make_a_valid_keyboard(rows: list[list[Button]]) -> None:
    keyboard = inline_keyboard(tuple(map(tuple, rows)), "GuideTestBot")
    if keyboard is not None:
        check_markup(keyboard, "private")


def test_labels_are_cut_at_a_word() -> None:
    label = "Visite guidée de l’atelier de fabrication des parfums de la maison Fragonard"
    keyboard = inline_keyboard(
        ((Button(label=label, action="e-1"), Button(label="a\nb", action="e-2")),), "GuideTestBot"
    )
    assert keyboard is not None
    assert [button["text"] for button in keyboard["inline_keyboard"][0]] == [
        "Visite guidée de l’atelier de fabrication des parfums de la…",
        "a b",
    ]
    assert len(keyboard["inline_keyboard"][0][0]["text"]) <= LABEL


def test_too_many_buttons() -> None:
    rows = tuple((Button(label=str(number), action="a" * DATA),) * 9 for number in range(20))
    keyboard = inline_keyboard(rows, "GuideTestBot")
    assert keyboard is not None
    assert sum(map(len, keyboard["inline_keyboard"])) == 100
    check_markup(keyboard, "private")


@pytest.mark.parametrize(
    "url", ["https://exemple.fr", "http://exemple.fr:8080/a?b=c#d", "tg://user?id=1", "https://é.fr"]
)
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    ["", "exemple.fr", "mailto:a@exemple.fr", "tel:0400000000", "https://", "https://a b.fr", "http://localhost",
     "https://exemple.fr:99999", "https://[", "javascript:alert(1)", "https://exemple.fr/\n", "HTTPS:exemple.fr"],
)  # fmt: skip
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_address(url)


def test_a_moment_is_a_date_for_those_elsewhere() -> None:
    (told,) = format_rich(join("", ("Quand : ", moment("lundi 22 novembre, de 14 h à 16 h", 1637586000), ".")))
    assert told.text == "Quand : lundi 22 novembre, de 14 h à 16 h."
    assert told.entities == ({"type": "date_time", "unix_time": 1637586000, "offset": 8, "length": 33},)
