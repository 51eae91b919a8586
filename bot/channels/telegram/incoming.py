"""Telegram's updates → what the conversation reads. Pure."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from telegram import CallbackQuery, InlineQuery, Message, Update, User

from bot.channels.telegram.said import GROUPS, is_bot, is_group, may_be_said_to, position_of, read_text, said_in_group
from bot.conversation.message import IncomingMessage, Kind
from bot.delivery.model import Incoming, Json, Part

CHANNEL = "telegram"
#: What the guide asks Telegram for; anything else that comes all the same is ignored.
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.POLL, Update.INLINE_QUERY)
#: What is asked while one types.
INLINE = Update.INLINE_QUERY

#: What a member's status is when the bot may no longer write.
_GONE = ("kicked", "left")


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    first_name: str
    is_bot: bool = False
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_premium: bool = False


class _Chat(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    type: Literal["private"]
    first_name: str = ""
    last_name: str = ""
    username: str = ""


class _Mark(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    offset: int
    length: int


class _Message(msgspec.Struct, forbid_unknown_fields=True):
    message_id: int
    date: int
    chat: _Chat
    text: str
    sender: _Person = msgspec.field(name="from")
    entities: list[_Mark] = []


class _Plain(msgspec.Struct, forbid_unknown_fields=True):
    """What most updates are, a text and no more: read in a twentieth of the time that `Update.de_json` takes."""

    update_id: int
    message: _Message


_plain = msgspec.json.Decoder(_Plain).decode


def key_of(chat_id: int) -> str:
    """The conversation of a chat, among all channels."""
    return f"{CHANNEL}:{chat_id}"


def conversation_in(message: Json) -> str | None:
    """The conversation in which a message stands; each topic of a group is one."""
    match message:
        case {"chat": {"id": int(chat_id)}, "is_topic_message": True, "message_thread_id": int(topic)} if chat_id < 0:
            return f"{key_of(chat_id)}:{topic}"
        case {"chat": {"id": int(chat_id)}}:
            return key_of(chat_id)
    return None


def chat_of(key: str) -> int:
    """The chat of a conversation."""
    return int(key.split(":")[1])


def topic_of(key: str) -> int | None:
    """The topic of a group in which a conversation takes place."""
    _, _, *topic = key.split(":")
    return int(topic[0]) if topic else None


def conversation_of(update: Json) -> str:
    """The conversation that an update, even one that cannot be read, belongs to."""
    for kind in ALLOWED_UPDATES:
        content = update.get(kind)
        if isinstance(content, dict) and (key := conversation_in(content.get("message", content))):
            return key
    match update.get(INLINE):
        case {"from": {"id": int(person)}}:
            return key_of(person)
    return key_of(0)


def length_of(update: Json) -> int:
    """How many characters someone says."""
    match update:
        case {"message": {"text": str(text)}}:
            return len(text)
    return 0


def vote_of(update: Mapping[str, Any]) -> str:
    """The vote that an update tells the end of; "" for all others."""
    match update.get(Update.POLL):
        case {"id": str(vote), "is_closed": True}:
            return vote
    return ""


def is_of_use(update: Any, bot_name: str) -> bool:
    """Whether an update may matter: not how a vote stands before it ends, nor what a group's members tell each other.

    What cannot be read is kept, so that it is told.
    """
    match update:
        case {Update.POLL: _}:
            return bool(vote_of(update))
        case {Update.MESSAGE: {"chat": {"type": "group" | "supergroup"}} as message}:
            return may_be_said_to(message, bot_name)
    return True


def read_update(data: str, bot_name: str) -> Incoming | None:
    """What an update says; None when it is not for the guide (edited messages, posts, talk of others, services).

    Raises anything when it is not as the Bot API says.
    """
    try:
        said = read_text(_plain(data).message.text, bot_name)
    except msgspec.DecodeError:
        return _read_unusual(data, bot_name)
    return Incoming(message=said) if said else None


def _read_unusual(data: str, bot_name: str) -> Incoming | None:
    """What says more than a text in private."""
    content = msgspec.json.decode(data)
    if membership := content.get("my_chat_member"):  # a few words of it are all that matters
        return _read_membership(membership)
    update = Update.de_json(content, None)
    if update.poll:
        counts = tuple(option.voter_count for option in update.poll.options)
        ended = IncomingMessage(kind=Kind.VOTE, text=update.poll.id, counts=counts, in_group=True)
        return Incoming(message=replace(ended, voters=update.poll.total_voter_count))
    if update.inline_query:
        return _read_inline(update.inline_query)
    if update.callback_query:
        return _read_query(update.callback_query)
    if update.message is None:
        return None
    if update.message.migrate_to_chat_id:
        return Incoming(moves=key_of(update.message.migrate_to_chat_id))
    if update.message.migrate_from_chat_id:  # told there too, before anything is said there
        return Incoming(was=key_of(update.message.migrate_from_chat_id))
    if not is_group(update.message):
        message = _said_in_private(update.message, bot_name)
        return Incoming(message=message) if message else None
    message = said_in_group(update.message, bot_name)
    said = replace(message, by=_own_key(update.message.from_user)) if message else None
    return Incoming(message=said, answers=update.message.message_id) if said else None


def _read_inline(query: InlineQuery) -> Incoming:
    """What is typed after the bot's name in any chat, with the position where one allows it."""
    position = position_of(query.location) if query.location else None
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    message = IncomingMessage(kind=Kind.INLINE, text=query.query, location=position, offset=offset)
    return Incoming(message=message, query=query.id)


def _read_membership(membership: Json) -> Incoming:
    """The bot was let in, or may no longer write; a group that lets it in is told how to talk to it."""
    before, now = membership["old_chat_member"]["status"], membership["new_chat_member"]["status"]
    if now in _GONE or membership["new_chat_member"].get("can_send_messages") is False:
        return Incoming(closes=f"the bot's status is {now}")
    if before in _GONE and membership["chat"]["type"] in GROUPS:
        return Incoming(message=IncomingMessage(kind=Kind.COMMAND, text="start", in_group=True))
    return Incoming()


def _read_query(query: CallbackQuery) -> Incoming:
    acknowledgement = Part(method="answerCallbackQuery", params={"callback_query_id": query.id})
    if query.message is None:
        return Incoming(acknowledgement=acknowledgement)
    in_group, number = query.message.chat.type in GROUPS, query.message.message_id
    by = _own_key(query.from_user) if in_group else ""
    return Incoming(
        message=IncomingMessage(kind=Kind.ACTION, text=query.data or "", in_group=in_group, by=by, on=number),
        replaces=number if query.message.is_accessible else None,
        answers=number if in_group else None,
        acknowledgement=acknowledgement,
    )


def _own_key(person: User | None) -> str:
    """The conversation that a member of a group has, or may have, alone with the guide: it bears their own number."""
    return key_of(person.id) if person else ""


def followed(key: str, link: str) -> str:
    """An update as if a link was followed in a conversation with one person."""
    number = chat_of(key)
    chat, person = _Chat(id=number, type="private"), _Person(id=number, first_name="")
    message = _Message(message_id=0, date=0, chat=chat, text=f"/start {link}", sender=person)
    return msgspec.json.encode(_Plain(update_id=0, message=message)).decode()


def _said_in_private(message: Message, bot_name: str) -> IncomingMessage | None:
    if message.via_bot and is_bot(message.via_bot, bot_name):
        return None  # one of its own cards, chosen in its own chat
    if message.text is not None:
        return read_text(message.text, bot_name)
    if message.location is not None:
        return IncomingMessage(kind=Kind.LOCATION, location=position_of(message.location))
    # What is no attachment tells of the chat itself: someone joined, the title changed.
    return IncomingMessage(kind=Kind.OTHER) if message.effective_attachment else None
