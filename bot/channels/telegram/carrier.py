"""Telegram, as delivery sees it: makes calls, and tells what becomes of each. The only file that writes to people."""

import logging
from typing import Any

from telegram.constants import ChatID

from bot.channels.telegram.api import (
    CONNECTIONS,
    ApiError,
    BotApi,
    CutError,
    NoAnswerError,
    RefusedError,
    UnreachableError,
    Upload,
)
from bot.channels.telegram.incoming import CHANNEL, chat_of, conversation_in, key_of, read_update
from bot.channels.telegram.writing import Writer, anew, is_picture, without_file
from bot.conversation.attachment import Attachment, Make
from bot.conversation.message import Reply
from bot.delivery.model import Ballot, Incoming, Outcome, Part, Result, Written
from bot.delivery.pacing import is_group
from bot.logs import describe_error
from bot.replies.phrases import Phrases

#: What Telegram says (400) of chats that it cannot write to, now or ever.
_CLOSED = (
    *("chat not found", "user is deactivated", "group chat was deactivated", "bot was kicked", "peer_id_invalid"),
    *("not enough rights to send", "no rights to send", "chat_write_forbidden"),
)
#: Seconds to wait when Telegram asks to, and does not say how long.
_WAIT = 1

_LOG = logging.getLogger(__name__)


class TelegramCarrier:
    """Telegram, as delivery sees it."""

    channel = CHANNEL
    room = CONNECTIONS

    def __init__(self, api: BotApi, phrases: Phrases, make: Make) -> None:
        self._api = api
        self._make = make
        self._writer = Writer(phrases)

    @property
    def bot_name(self) -> str:
        """The bot's own name, once Telegram has told it."""
        return self._writer.bot_name

    @bot_name.setter
    def bot_name(self, name: str) -> None:
        self._writer.bot_name = name

    def read(self, data: str) -> Incoming | None:
        """What an update says."""
        return read_update(data, self.bot_name)

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """A reply as calls."""
        return self._writer.parts(reply, key, replaces)

    def answer(self, reply: Reply, key: str, incoming: Incoming) -> Written:
        """The answer to what came in, as calls."""
        return self._writer.answer(reply, key, incoming)

    async def carry(self, key: str, part: Part) -> Outcome:
        """Make a call, once."""
        is_of_chat = part.method not in ("answerCallbackQuery", "answerInlineQuery")
        params = part.params | {"chat_id": chat_of(key)} if is_of_chat else part.params
        file = None
        if part.file:
            try:
                file = await self._upload(part.file, key)
            except Exception as error:
                _LOG.error("%s could not be made: %s", part.file.name, describe_error(error))
                return _otherwise(without_file(part), type(error).__name__)
        try:
            if part.leader and not await self._leads(key, part.leader):
                return _otherwise(self._writer.without_leader(part), "this member may not")
            result = await self._api.call(part.method, params, file=file)
        except RefusedError as error:
            if part.method == "sendPoll" and error.code == 400 and not error.migrate_to_chat_id:
                return _otherwise(self._writer.without_vote(part), error.description)  # the group allows none
            return _refused(error, key, part)
        except UnreachableError as error:
            return Outcome(result=Result.FAILED, reason=str(error))
        except CutError as error:
            return Outcome(result=Result.CUT, reason=str(error))
        except NoAnswerError as error:
            return Outcome(result=Result.NO_ANSWER, reason=str(error))
        return Outcome(result=Result.SENT, opens=_ballot(part, result))

    async def _leads(self, group: str, person: str) -> bool:
        """Whether someone is an administrator of a group (https://core.telegram.org/bots/api#getchatadministrators)."""
        if chat_of(person) == ChatID.ANONYMOUS_ADMIN:
            return True
        leaders = await self._api.call("getChatAdministrators", {"chat_id": chat_of(group)})
        return any(one["user"]["id"] == chat_of(person) for one in leaders)

    async def _upload(self, file: Attachment, key: str) -> Upload:
        field = "photo" if is_picture(file) else "document"
        return Upload(field=field, name=file.name, media_type=file.media_type, data=await self._make(file, key))

    async def is_reachable(self) -> bool:
        """Whether Telegram answers."""
        try:
            await self._api.call("getMe")
        except ApiError:
            return False
        return True


def _ballot(part: Part, result: Any) -> Ballot | None:
    """The vote that a call has begun."""
    match result:
        case {"poll": {"id": str(vote)}, "message_id": int(message)} if part.method == "sendPoll":
            key = conversation_in(result) or ""
            return Ballot(vote=vote, key=key, message=message, events=part.events, author=part.author)
    return None


def _refused(error: RefusedError, key: str, part: Part) -> Outcome:
    reason = f"{error.code} {error.description}"
    said = error.description.lower()
    if error.migrate_to_chat_id:
        return Outcome(result=Result.MOVED, reason=reason, key=key_of(error.migrate_to_chat_id))
    if error.code == 429:
        wait = 1000 * (error.retry_after or _WAIT)
        return Outcome(result=Result.WAIT, reason=reason, wait=wait, for_all=not is_group(key))
    if error.code >= 500 or error.code in (401, 404, 409):  # a token that is refused ends the polling
        return Outcome(result=Result.FAILED, reason=reason)
    if error.code == 403 or any(words in said for words in _CLOSED):
        return Outcome(result=Result.CLOSED, reason=reason)
    if "message is not modified" in said or "poll has already been closed" in said:
        # The same button tapped twice: what it would do is done already.
        return Outcome(result=Result.SENT)
    if part.method == "editMessageText":
        return _otherwise(anew(part), reason)  # it is too old, or deleted
    if part.file:
        return _otherwise(without_file(part), reason)
    return Outcome(result=Result.REFUSED, reason=reason)


def _otherwise(part: Part | None, reason: str) -> Outcome:
    """What says the same without it, when there is something."""
    return Outcome(result=Result.OTHERWISE if part else Result.REFUSED, reason=reason, part=part)
