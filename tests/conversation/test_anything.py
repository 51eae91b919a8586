"""Whatever is typed or tapped, there is an answer that a channel can show."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.conversation.message import IncomingMessage, Kind, Reply
from bot.conversation.session import Session

NOW = datetime(2021, 11, 15, 9)
#: What people type, to be put together as they never would.
_WORDS = (
    *("toulon", "nice", "le", "la", "du", "22", "novembre", "samedi", "14h", "31/02", "25h", "jusqu'au", "matin"),
    *("pas", "sauf", "ni", "ou", "aussi", "plutôt", "autre chose", "près de", "20", "km", "chez moi", "en ligne"),
    *("visite", "job dating", "soudeur", "gratuit", "pour", "lycéens", "16", "ans", "le 2e", "efface tout", "merci"),
    *("quand", "où", "qui", "?", "!", ",", "«", "»"),
)
_ODD = (
    "",
    " ",
    "?",
    "👍",
    "①",
    "le ② svp",
    "٣ visites",
    "\u200b\u202e\x00",
    "visites {kinds} **gras** %s",
    "<b>visites</b> & co",
    "9" * 5000,
    "pas " * 2000,
    "(" * 3000,
    "é" * 10_000,
    "\ud83d visites",
    "visites\n\nà\tToulon\r\n",
    "SELECT * FROM events; --",
)


@lru_cache(maxsize=1)
def app() -> App:
    """The guide to the real programme."""
    return App.build(Path("data/events.yaml"))


def check(reply: Reply) -> None:
    """The limits of channels: a text, in one message; buttons with labels and at most 64 bytes of data."""
    assert 0 < len(str(reply.text)) < 4096
    for button in (button for row in reply.buttons for button in row):
        assert button.label.strip()
        assert len(button.action.encode()) <= 64
        assert [bool(does) for does in (button.action, button.url, button.link, button.shares)].count(True) == 1


@pytest.mark.parametrize("text", _ODD, ids=[repr(text[:20]) for text in _ODD])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ACTION, Kind.COMMAND, Kind.OTHER], ids=lambda kind: kind.value)
def test_odd_messages(kind: Kind, text: str) -> None:
    check(app().dialogue.handle(IncomingMessage(kind=kind, text=text), Session(), NOW))


@pytest.mark.parametrize(
    "action",
    [
        *("e:", "e:rien", "e-rien", "m:rien", "p:1:0", "p:x:y", "p:1:-5", "x:1:kinds:0", "x:1:__class__:0", "h:1:a:b"),
        *("d:99", "d:x", "i:1:help", "i:zz", "s-", "s-%%%", "s-gA", ":::", "-", "q:"),
    ],
)
def test_buttons_that_mean_nothing(action: str) -> None:
    """Too old, or made up by whoever wrote a link."""
    check(app().dialogue.handle(IncomingMessage(kind=Kind.ACTION, text=action), Session(), NOW))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join),
            st.integers(0, 40),  # a button of all those shown
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_conversation(turns: list[str | int]) -> None:
    session, actions = Session(), ["e:iter-visite"]
    for turn in turns:
        if isinstance(turn, int):
            message = IncomingMessage(kind=Kind.ACTION, text=actions[turn % len(actions)])
        else:
            message = IncomingMessage(text=turn)
        reply = app().dialogue.handle(message, session, NOW)
        check(reply)
        actions += [button.action for row in reply.buttons for button in row if button.action]
