"""What the test server shows of the bot: commands by scope and language, descriptions, the menu button."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.bot_api.checks import bad_request

if TYPE_CHECKING:
    from tests.bot_api.server import BotApi

Json = dict[str, Any]
#: https://core.telegram.org/bots/api#determining-list-of-commands, for a private chat and for a group.
_SEEN_FROM = {"private": "all_private_chats", "group": "all_group_chats", "supergroup": "all_group_chats"}
_LIMITS = {"description": 512, "short_description": 120}


@dataclass
class Introduction:
    """What people see of the bot before they talk to it."""

    #: By scope ("all_private_chats", "chat:1001") and language ("" for all that have none of their own).
    commands: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    #: By "description" or "short_description", and language.
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=dict)

    def commands_in(self, chat_id: int, chat_type: str = "private", language: str = "fr") -> dict[str, str]:
        """The menu of a chat, as a client in that language shows it."""
        for scope in (f"chat:{chat_id}", _SEEN_FROM[chat_type], "default"):
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return {}


async def set_my_commands(api: "BotApi", params: Json) -> bool:
    """The commands of a menu."""
    commands = params["commands"]
    if len(commands) > 100:
        raise bad_request("too much commands specified")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    api.introduction.commands[_scope(api, params), _language(params)] = {
        command["command"]: command["description"] for command in commands
    }
    return True


async def delete_my_commands(api: "BotApi", params: Json) -> bool:
    """The next larger scope's commands count again."""
    api.introduction.commands.pop((_scope(api, params), _language(params)), None)
    return True


async def set_text(name: str, api: "BotApi", params: Json) -> bool:
    """A description of the bot."""
    if len(params.get(name, "")) > _LIMITS[name]:
        raise bad_request(f"{name} is too long")
    api.introduction.texts[name, _language(params)] = params.get(name, "")
    return True


async def set_chat_menu_button(api: "BotApi", params: Json) -> bool:
    """What stands beside the text field."""
    if params.get("menu_button", {}).get("type") not in ("commands", "default"):
        raise bad_request("unsupported menu button type")
    api.introduction.menu_button = params["menu_button"]
    return True


def _scope(api: "BotApi", params: Json) -> str:
    scope = params.get("scope", {"type": "default"})
    if scope["type"] != "chat":
        return str(scope["type"])
    if int(scope["chat_id"]) not in api.chats:
        raise bad_request("chat not found")
    return f"chat:{scope['chat_id']}"


def _language(params: Json) -> str:
    code = params.get("language_code", "")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return str(code)
