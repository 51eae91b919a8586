"""Telegram's updates → what the conversation reads. Pure."""

import re
import unicodedata

import msgspec
from telegram import CallbackQuery, Message, Update

from bot.conversation.message import IncomingMessage, Kind, Position
from bot.delivery.model import Incoming, Json, Part

CHANNEL = "telegram"
#: What the guide asks Telegram for; anything else that comes all the same is ignored.
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)

#: « /confidentialité@GuideBot » and what follows it. Telegram itself links unaccented commands only; people type both.
_COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)
#: What a member's status is when the bot may no longer write.
_GONE = ("kicked", "left")


def key_of(chat_id: int) -> str:
    """The conversation of a chat, among all channels."""
    return f"{CHANNEL}:{chat_id}"


def chat_of(key: str) -> int:
    """The chat of a conversation."""
    return int(key.partition(":")[2])


def conversation_of(update: Json) -> str:
    """The conversation that an update, even one that cannot be read, belongs to."""
    for kind in ALLOWED_UPDATES:
        match update.get(kind):
            case {"chat": {"id": int(chat_id)}} | {"message": {"chat": {"id": int(chat_id)}}}:
                return key_of(chat_id)
    return key_of(0)


def read_update(data: str, bot_name: str) -> Incoming | None:
    """What an update says; None when it is not for the guide (edited messages, posts, others' commands, services).

    Raises anything when it is not as the Bot API says.
    """
    content = msgspec.json.decode(data)
    if membership := content.get("my_chat_member"):  # one word of it is all that matters
        status = membership["new_chat_member"]["status"]
        return Incoming(closes=f"the bot's status is {status}" if status in _GONE else None)
    update = Update.de_json(content, None)
    if update.callback_query:
        return _read_query(update.callback_query)
    if update.message is None:
        return None
    if update.message.migrate_to_chat_id:
        return Incoming(moves=key_of(update.message.migrate_to_chat_id))
    message = _read_message(update.message, bot_name)
    return Incoming(message=message) if message else None


def _read_query(query: CallbackQuery) -> Incoming:
    acknowledgement = Part(method="answerCallbackQuery", params={"callback_query_id": query.id})
    if query.message is None:
        return Incoming(acknowledgement=acknowledgement)
    return Incoming(
        message=IncomingMessage(kind=Kind.ACTION, text=query.data or ""),
        replaces=query.message.message_id if query.message.is_accessible else None,
        acknowledgement=acknowledgement,
    )


def _read_message(message: Message, bot_name: str) -> IncomingMessage | None:
    if message.text is not None:
        return _read_text(message.text, bot_name)
    if message.location is not None:
        position = Position(lat=message.location.latitude, lon=message.location.longitude)
        return IncomingMessage(kind=Kind.LOCATION, location=position)
    # What is no attachment tells of the chat itself: someone joined, the title changed.
    return IncomingMessage(kind=Kind.OTHER) if message.effective_attachment else None


def _read_text(text: str, bot_name: str) -> IncomingMessage | None:
    command = _COMMAND.fullmatch(text)
    if command is None:
        return IncomingMessage(kind=Kind.TEXT, text=text)
    if command["bot"] and command["bot"].lower() != bot_name.lower():
        return None
    name = _without_accents(command["name"].lower())
    rest = (command["rest"] or "").strip()
    if name == "start" and rest:
        # A deep link: https://t.me/<bot>?start=<payload>
        return IncomingMessage(kind=Kind.ACTION, text=rest)
    return IncomingMessage(kind=Kind.COMMAND, text=name)


def _without_accents(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))
