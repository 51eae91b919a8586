"""Telegram updates → what the conversation reads. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from telegram import Chat, Message, Update

from bot.conversation.message import IncomingMessage, Kind, Position

#: What the guide asks Telegram for; anything else that comes all the same is ignored.
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY)

#: « /confidentialité@GuideBot » and what follows it. Telegram itself links unaccented commands only; people type both.
_COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A message, and where its answer goes."""

    chat_id: int
    message: IncomingMessage
    is_private: bool = True
    #: The message whose button was tapped, when it can still be edited.
    button_message_id: int | None = None
    #: To be answered so that the button stops waiting.
    callback_id: str | None = None

    @property
    def conversation_key(self) -> str:
        """Names the conversation, among all channels."""
        return f"telegram:{self.chat_id}"


def read_update(update: Update, bot_name: str) -> Incoming | None:
    """What an update says; None when it is not for the guide (edited messages, posts, others' commands, services)."""
    query = update.callback_query
    if query is not None and query.message is not None:
        return Incoming(
            chat_id=query.message.chat.id,
            message=IncomingMessage(kind=Kind.ACTION, text=query.data or ""),
            is_private=query.message.chat.type == Chat.PRIVATE,
            button_message_id=query.message.message_id if query.message.is_accessible else None,
            callback_id=query.id,
        )
    if update.message is None:
        return None
    message = _read_message(update.message, bot_name)
    if message is None:
        return None
    chat = update.message.chat
    return Incoming(chat_id=chat.id, message=message, is_private=chat.type == Chat.PRIVATE)


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
