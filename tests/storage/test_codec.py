"""The stored form of a session: fixed, so that a new program reads what an older one wrote."""

from pathlib import Path

import pytest

from bot.conversation.session import Session
from bot.storage import codec
from tests.storage.examples import full_session

STORED = Path(__file__).with_name("session_v1.json")


def test_the_stored_form_does_not_change_unnoticed() -> None:
    # A field added with a default: save the new form here. A field that changes its meaning: a new version as well.
    assert codec.encode(full_session()) == STORED.read_text(encoding="utf-8").strip()


def test_a_text_without_the_newest_fields_is_read() -> None:
    assert codec.decode('{"version":1,"session":{"event":"acri-st"}}') == Session(event="acri-st")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{",
        '{"version":1}',
        '{"session":{}}',
        '{"version":2,"session":{}}',
        '{"version":1,"session":{},"extra":1}',
        '{"version":1,"session":{"misses":"2"}}',
        '{"version":1,"session":{"listings":{"un":{}}}}',
        '{"version":1,"session":{"listings":{"1":{"events":[]}}}}',
        r'{"version":1,"session":{"event":"\ud800"}}',
    ],
)
def test_anything_else_is_unreadable(text: str) -> None:
    with pytest.raises(codec.UnreadableError):
        codec.decode(text)
