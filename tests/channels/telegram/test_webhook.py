"""Updates posted by Telegram instead of polled."""

import asyncio
import socket
from collections.abc import Sequence

import pytest

from bot.conversation.message import IncomingMessage, Reply
from bot.delivery.model import Update
from bot.replies.rich import rich
from bot.storage.inbox import SqlInbox
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.channels.telegram.conftest import Serving, always, nothing


def echo(message: IncomingMessage) -> Reply:
    """Says what was read."""
    return Reply(text=rich(message.text))


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a guide that listens on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    return environment | {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "PORT": port}


async def test_answers(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(echo)):
        await api.until_answered("setWebhook")
        assert (await person.asks("visites à Toulon")).text == "visites à Toulon"
    assert api.posted == [200]
    assert api.webhook is not None
    told = ["message", "callback_query", "my_chat_member", "poll", "inline_query"]
    assert api.webhook["allowed_updates"] == told
    assert api.count("getUpdates") == 0


async def test_secret_of_ones_own(serving: Serving, api: BotApi, person: Person, environment: dict[str, str]) -> None:
    environment["WEBHOOK_SECRET"] = "mon-secret_1"
    async with serving(always(echo)):
        await api.until_answered("setWebhook")
        assert api.webhook is not None
        assert api.webhook["secret_token"] == "mon-secret_1"
        assert (await person.asks("bonjour")).text == "bonjour"


@pytest.mark.parametrize("secret", ["", "faux", "é"])
async def test_others_are_refused(serving: Serving, api: BotApi, person: Person, secret: str) -> None:
    chat = {"id": person.chat.id, "type": "private", "first_name": "Camille"}
    forged = {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": chat, "text": "forgé"}}
    async with serving(always(echo)):
        await api.until_answered("setWebhook")
        assert await api.post(forged, secret=secret) == 403
        await person.reads_nothing()


@pytest.mark.parametrize("body", [{}, [], None, "bonjour", {"update_id": "un"}, {"update_id": 1, "message": {}}])
async def test_what_cannot_be_read_does_not_come_again(
    serving: Serving, api: BotApi, person: Person, body: object
) -> None:
    async with serving(always(echo)):
        await api.until_answered("setWebhook")
        assert await api.post(body) == 200  # type: ignore[arg-type] # what Telegram never sends
        assert (await person.asks("bonjour")).text == "bonjour"


async def test_what_is_posted_at_a_time_is_kept_together(
    serving: Serving, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups, keep = [], SqlInbox.keep

    async def noted(inbox: SqlInbox, updates: Sequence[Update]) -> list[Update]:
        groups.append([update.number for update in updates])
        return await keep(inbox, updates)

    monkeypatch.setattr(SqlInbox, "keep", noted)
    async with serving(nothing) as guide:
        await api.until_answered("setWebhook")  # a guide that is stopped before it listens leaves its sockets open
        updates = [Update(number=number, key=f"telegram:{number}", data="{}") for number in (1, 2, 3)]
        await asyncio.gather(*(guide.delivery.receive([update]) for update in updates))
    assert groups == [[1, 2, 3]]
