"""Questions of the labelled sets about reminders and subscriptions, said in words, end in the store of each kind."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from benchmarks.quality import is_held
from bot.app import App
from bot.conversation.message import IncomingMessage, Kind
from bot.service import converse
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.schema import reminders, subscriptions

_FOLDER = Path("benchmarks/labelled")
#: The table where each intent leaves something, or takes it away.
_TABLES = {
    "set_reminder": reminders,
    "cancel_reminder": reminders,
    "subscribe": subscriptions,
    "unsubscribe": subscriptions,
}
#: The guide needs to know more: which session, which event.
_ASKS = ("Pour quelle séance", "Quel événement")


@pytest.fixture(scope="module")
def app() -> App:
    """The guide to the programme that the questions are about."""
    return App.build(_FOLDER / "paca-a" / "programme.yaml")


def conversations() -> Iterable[list[Mapping[str, Any]]]:
    """Those with such a question, whole, of the halves that may be read."""
    found = defaultdict(list)
    for name in ("paca-a", "paca-b", "paca-c", "talks-c"):
        lines = map(json.loads, (_FOLDER / name / "questions.jsonl").read_text(encoding="utf-8").splitlines())
        for line in (line for line in lines if not is_held(line)):
            found[line.get("session") or line["id"]].append(line)
    return [lines for lines in found.values() if any(line["intent"] in _TABLES for line in lines)]


async def test_what_is_said_in_words_is_kept(app: App, database: Database) -> None:
    kept: dict[str, int] = defaultdict(int)
    for lines in conversations():
        key = f"telegram:{lines[0].get('session') or lines[0]['id']}"
        talk = converse(app, SqlConversations(database), partial(datetime.fromisoformat, lines[0]["now"]))
        for line in lines:
            table = _TABLES.get(line["intent"])
            before = await _rows(database, table, key)
            reply = await talk(key, IncomingMessage(kind=Kind.TEXT, text=line["text"]))
            # Where there is nothing to cancel, nothing can be taken away.
            has_to = table is not None and (before or line["intent"] in ("set_reminder", "subscribe"))
            if has_to and not any(question in str(reply.text) for question in _ASKS):
                assert await _rows(database, table, key) != before, (line["id"], line["text"], str(reply.text))
                kept[line["intent"]] += 1
    assert kept["set_reminder"] > 5
    assert kept["subscribe"] > 5


async def _rows(database: Database, table: Any, key: str) -> list[Any]:
    if table is None:
        return []
    wanted = select(table).where(table.c.key == key).order_by(table.c.number)
    return await database.run(lambda connection: list(connection.execute(wanted)))
