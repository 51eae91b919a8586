"""What a message's text says, and in a group whether it is said to the guide. Pure.

In a group the guide hears what is said to it: a command, its name, an answer to one of its messages. That is also what
Telegram gives to a bot in privacy mode (https://core.telegram.org/bots/features#privacy-mode).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from telegram import Location, Message, MessageEntity, User

from bot.channels.telegram.commands import COMMANDS, GROUP_COMMANDS
from bot.conversation.message import IncomingMessage, Kind, Position

GROUPS = ("group", "supergroup")
#: « /confidentialité@GuideBot » and what follows it. Telegram itself links unaccented commands only; people type both.
_COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)
#: The command that asks what follows it: in a group it is sure to come.
SEARCH = "cherche"
#: A deep link that gives a command: « cmd-rappels ».
COMMAND_LINK = "cmd-"
#: What a link shows instead of undoing it: anyone may send a link to anyone.
_SHOWN_INSTEAD = {"stop": "abonnements"}
_OURS = frozenset({*COMMANDS, *GROUP_COMMANDS})


def is_group(message: Message) -> bool:
    """Whether several people talk there."""
    return message.chat.type in GROUPS


def is_bot(user: User | None, bot_name: str) -> bool:
    """Whether it is the guide itself."""
    return user is not None and (user.username or "").lower() == bot_name.lower()


def position_of(location: Location) -> Position:
    """A position that was shared."""
    return Position(lat=location.latitude, lon=location.longitude)


def read_text(text: str, bot_name: str) -> IncomingMessage | None:
    """A question or a command; None when it is another bot's."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return IncomingMessage(kind=Kind.TEXT, text=text)
    if command["bot"] and command["bot"].lower() != bot_name.lower():
        return None
    name = _without_accents(command["name"].lower())
    rest = (command["rest"] or "").strip()
    if name == "start" and rest.startswith(COMMAND_LINK):
        command_name = rest.removeprefix(COMMAND_LINK)
        return IncomingMessage(kind=Kind.COMMAND, text=_SHOWN_INSTEAD.get(command_name, command_name))
    if name == "start" and rest:
        # A deep link: https://t.me/<bot>?start=<payload>
        return IncomingMessage(kind=Kind.ACTION, text=rest)
    if name == SEARCH and rest:
        return IncomingMessage(kind=Kind.TEXT, text=rest)
    return IncomingMessage(kind=Kind.COMMAND, text=name)


def may_be_said_to(message: Mapping[str, Any], bot_name: str) -> bool:
    """Whether a group's message, as it came, may be said to the guide, or tells that the group has moved.

    All else is what people tell each other: it is neither kept nor looked at any further.
    """
    text = str(message.get("text") or "")
    match message:
        case {"reply_to_message": {"from": {"username": str(name)}}} if name.lower() == bot_name.lower():
            return True
    entities = message.get("entities")
    links = [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
    is_named = f"@{bot_name}".lower() in text.lower() or any(one.get("type") == "text_mention" for one in links)
    moved = {"migrate_to_chat_id", "migrate_from_chat_id"} & message.keys()
    return text.startswith("/") or is_named or bool(moved)


def said_in_group(message: Message, bot_name: str) -> IncomingMessage | None:
    """What a message of a group says to the guide; None when others are meant."""
    if message.via_bot:  # a card of some bot
        return None
    is_answer = _answers(message, bot_name)
    if message.location is not None and is_answer:
        return IncomingMessage(kind=Kind.LOCATION, location=position_of(message.location), in_group=True)
    text = message.text or ""
    if text.startswith("/") and not _is_ours(text):
        return None  # a group has other bots
    is_named = _names(message, bot_name)
    if not (text and (is_answer or is_named or text.startswith("/"))):
        return None
    said = read_text(_without_name(text, bot_name) if is_named else text, bot_name)
    if said is None:
        return None
    if said.kind is Kind.TEXT and not said.text:  # its name, and nothing else
        said = IncomingMessage(kind=Kind.COMMAND, text="aide")
    return IncomingMessage(kind=said.kind, text=said.text, in_group=True)


def _answers(message: Message, bot_name: str) -> bool:
    """Whether it answers a message of the guide. In a topic, all that answers nothing answers its opening."""
    answered = message.reply_to_message
    return answered is not None and not answered.forum_topic_created and is_bot(answered.from_user, bot_name)


def _names(message: Message, bot_name: str) -> bool:
    named = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return any(name.lower() == f"@{bot_name}".lower() or is_bot(e.user, bot_name) for e, name in named.items())


def _without_name(text: str, bot_name: str) -> str:
    """« @GuideBot, visites à Toulon » without whom it is said to; a command keeps it."""
    if text.startswith("/"):
        return text
    return " ".join(re.sub(rf"@{re.escape(bot_name)}\b", " ", text, flags=re.IGNORECASE).split()).strip(" ,:;")


def _is_ours(text: str) -> bool:
    """A command that names its bot, or one that the guide has."""
    command = _COMMAND.fullmatch(text)
    return command is not None and (bool(command["bot"]) or _without_accents(command["name"].lower()) in _OURS)


def _without_accents(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))
