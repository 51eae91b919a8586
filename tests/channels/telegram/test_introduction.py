"""What Telegram shows of the bot: for whom, in which language, and told only when it changes."""

import pytest

from bot.channels.telegram.commands import COMMANDS, GROUP_COMMANDS
from bot.channels.telegram.introduction import Introduction
from bot.conversation.message import Reply
from bot.replies.rich import rich
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PHRASES, Serving, always, nothing

#: The last call of an introduction.
LAST = "setChatMenuButton"


async def test_each_sees_what_is_for_them(serving: Serving, api: BotApi) -> None:
    async with serving(nothing):
        await api.until_answered(LAST)
    seen = api.introduction
    assert list(seen.commands_in(1001)) == list(seen.commands_in(1001, language="de")) == list(COMMANDS)
    assert list(seen.commands_in(-5, "group")) == list(GROUP_COMMANDS)
    assert seen.commands_in(1001)["rappels"] == PHRASES.text("telegram.command_rappels")
    assert seen.commands_in(1001, language="en")["rappels"] == "Your reminders"
    assert "Semaine de l'Industrie" in seen.texts["description", "fr"]
    assert "Tell me in French" in seen.texts["description", ""]
    assert seen.texts["short_description", "fr"].startswith("Le guide de")
    assert seen.menu_button == {"type": "commands"}


async def test_it_is_told_once(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(nothing):
        await api.until_answered(LAST)
    before = len(api.calls)
    async with serving(always(lambda message: Reply(text=rich(message.text)))):
        await person.asks("bonjour")
        await person.asks("encore")
    assert {call.method for call in api.calls[before:]} == {"getMe", "getUpdates", "sendMessage"}


async def test_what_telegram_did_not_take_is_told_at_the_next_start(
    serving: Serving, api: BotApi, person: Person
) -> None:
    api.fail("setMyShortDescription", Fault(status=400))
    async with serving(nothing):
        await api.until_answered(LAST)
    assert ("short_description", "fr") not in api.introduction.texts
    async with serving(nothing):
        await api.until_answered("setMyShortDescription", 3)
    assert ("short_description", "fr") in api.introduction.texts
    assert api.count("setMyCommands") == 4


class TestAdministrators:
    """Those of ADMIN_IDS have a menu of their own, as long as they are administrators."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        """Settings that tests change between two starts."""
        return environment

    async def test_they_come_and_go(self, serving: Serving, api: BotApi, environment: dict[str, str]) -> None:
        Person(api, 1001)
        environment["ADMIN_IDS"] = "1001, 1002"
        async with serving(nothing):
            await api.until_answered(LAST)
        scopes = {scope for scope, _ in api.introduction.commands}
        # Who has never written to the bot has no chat to show it in: they get theirs at a later start.
        assert scopes == {"all_private_chats", "all_group_chats", "chat:1001"}
        Person(api, 1002)
        environment["ADMIN_IDS"] = "1002"
        async with serving(nothing):
            await api.until_answered("deleteMyCommands", 2)
        assert {scope for scope, _ in api.introduction.commands} == scopes - {"chat:1001"} | {"chat:1002"}


def test_a_long_name_of_a_programme_is_cut() -> None:
    calls = Introduction(PHRASES, "Semaine " * 100).calls
    texts = [
        part.params[name] for part in calls for name in ("description", "short_description") if name in part.params
    ]
    assert sorted(map(len, texts)) == [120, 120, 512, 512]
