"""One name, four files: each intent has its vocabulary, its handler, its reply and its corpus."""

from pathlib import Path

import pytest

from bot.conversation.handlers import HANDLERS
from intents.model import INTENTS

#: Answered by the lists that `bot/replies/listing.yaml` words.
_LISTS = {"search_events", "suggest_class_visit"}
#: Answered by the event's page, which `bot/replies/event.yaml` words.
_PAGE = {"event_details"}


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_is_complete(intent: str) -> None:
    reply = "listing" if intent in _LISTS else "event" if intent in _PAGE else intent
    files = (
        f"intents/vocabulary/intents/{intent}.yaml",
        f"bot/replies/{reply}.yaml",
        f"tests/corpus/intents/{intent}.yaml",
    )
    assert intent in HANDLERS
    assert [name for name in files if not Path(name).is_file()] == []


def test_there_is_no_handler_without_an_intent() -> None:
    assert set(HANDLERS) == set(INTENTS)
