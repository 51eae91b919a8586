"""Replies → calls of the Bot API, and what becomes of each call. The only file that writes to people."""

import asyncio
import logging
from collections.abc import Iterator, Sequence

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
from bot.channels.telegram.formatting import CAPTION, FormattedText, clean, format_rich, is_blank
from bot.channels.telegram.incoming import CHANNEL, chat_of, key_of, read_update
from bot.channels.telegram.keyboards import inline_keyboard, location_keyboard
from bot.conversation.attachment import Attachment, Make
from bot.conversation.message import Reply, Venue
from bot.delivery.model import Incoming, Json, Outcome, Part, Result
from bot.delivery.pacing import is_group
from bot.logs import describe_error
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich

_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
#: What Telegram says (400) of chats that it cannot write to, now or ever.
_CLOSED = ("chat not found", "user is deactivated", "bot was kicked", "not enough rights to send", "PEER_ID_INVALID")
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
        self._location_keyboard = location_keyboard(phrases.text("telegram.location_button"))
        self._location_invitation = phrases.say("telegram.location_invitation")
        #: The bot's own name, once Telegram has told it.
        self.bot_name = ""

    def read(self, data: str) -> Incoming | None:
        """What an update says."""
        return read_update(data, self.bot_name)

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """A reply as calls: its text, its file, its place on a map, its wish for a position."""
        texts, markup = format_rich(reply.text), inline_keyboard(reply.buttons)
        # Telegram lets positions be asked for in private chats only, and a message has one keyboard.
        asks_location = reply.asks_location and not is_group(key)
        alone = self._location_keyboard if asks_location and markup is None else None
        parts: list[Part] = []
        if not texts and not reply.venue and not reply.attachment:
            _LOG.error("a reply without text was not sent")
        elif reply.attachment:
            parts += _with_file(reply.attachment, reply.text, markup or alone)
            asks_location = asks_location and not alone
        elif reply.replaces and replaces and len(texts) == 1:
            # An edited message keeps no other keyboard than its own.
            params = _text(texts[0], markup) | {"message_id": replaces}
            parts.append(Part(method="editMessageText", params=params))
        else:
            parts += _messages(texts, markup or alone)
            asks_location = asks_location and not alone
        if reply.venue:
            parts.append(_venue(reply.venue, None if texts else markup))
        if asks_location and parts:
            parts += _messages(format_rich(self._location_invitation), self._location_keyboard)
        return parts

    async def carry(self, key: str, part: Part) -> Outcome:
        """Make a call, once."""
        is_of_chat = part.method != "answerCallbackQuery"
        params = part.params | {"chat_id": chat_of(key)} if is_of_chat else part.params
        file = None
        if part.file:
            try:
                file = await asyncio.to_thread(self._upload, part.file)
            except Exception as error:
                _LOG.error("%s could not be made: %s", part.file.name, describe_error(error))
                return _without_file(part, type(error).__name__)
        try:
            await self._api.call(part.method, params, file=file)
        except RefusedError as error:
            return _refused(error, key, part)
        except UnreachableError as error:
            return Outcome(result=Result.FAILED, reason=str(error))
        except CutError as error:
            return Outcome(result=Result.CUT, reason=str(error))
        except NoAnswerError as error:
            return Outcome(result=Result.NO_ANSWER, reason=str(error))
        return Outcome(result=Result.SENT)

    def _upload(self, file: Attachment) -> Upload:
        field = "photo" if _is_picture(file) else "document"
        return Upload(field=field, name=file.name, media_type=file.media_type, data=self._make(file))

    async def is_reachable(self) -> bool:
        """Whether Telegram answers."""
        try:
            await self._api.call("getMe")
        except ApiError:
            return False
        return True


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
    if error.code == 403 or any(words.lower() in said for words in _CLOSED):
        return Outcome(result=Result.CLOSED, reason=reason)
    if "message is not modified" in said:
        # The same button tapped twice: what it would show is shown already.
        return Outcome(result=Result.SENT)
    if part.method == "editMessageText":
        # Too old, or deleted.
        params = {name: value for name, value in part.params.items() if name != "message_id"}
        return Outcome(result=Result.OTHERWISE, reason=reason, part=Part(method="sendMessage", params=params))
    if part.file:
        return _without_file(part, reason)
    return Outcome(result=Result.REFUSED, reason=reason)


def _messages(texts: Sequence[FormattedText], markup: Json | None) -> Iterator[Part]:
    """One message each; the keyboard goes under the last."""
    for number, text in enumerate(texts, start=1):
        yield Part(method="sendMessage", params=_text(text, markup if number == len(texts) else None))


def _with_file(file: Attachment, text: Rich, markup: Json | None) -> Iterator[Part]:
    """A file with the text as its caption; a text that is too long for one follows it."""
    method, captions = "sendPhoto" if _is_picture(file) else "sendDocument", format_rich(text, CAPTION)
    if len(captions) > 1:
        yield Part(method=method, params={}, file=file)
        yield from _messages(format_rich(text), markup)
        return
    params: Json = {"caption": captions[0].text, "caption_entities": list(captions[0].entities)} if captions else {}
    yield Part(method=method, params=params | _markup(markup), file=file)


def _without_file(part: Part, reason: str) -> Outcome:
    """What the caption says, and its buttons, go all the same."""
    if "caption" not in part.params:
        return Outcome(result=Result.REFUSED, reason=reason)
    text = FormattedText(text=part.params["caption"], entities=tuple(part.params["caption_entities"]))
    params = _text(text, part.params.get("reply_markup"))
    return Outcome(result=Result.OTHERWISE, reason=reason, part=Part(method="sendMessage", params=params))


def _is_picture(file: Attachment) -> bool:
    return file.media_type.startswith("image/")


def _text(text: FormattedText, markup: Json | None) -> Json:
    params: Json = {"text": text.text, **_NO_PREVIEW}
    if text.entities:
        params["entities"] = list(text.entities)
    return params | _markup(markup)


def _venue(venue: Venue, markup: Json | None) -> Part:
    title, address = clean(venue.title).strip(), clean(venue.address).strip()
    params: Json = {"latitude": venue.position.lat, "longitude": venue.position.lon} | _markup(markup)
    if is_blank(title) or is_blank(address):
        # Telegram refuses a venue without them; the point on the map is what was asked for.
        return Part(method="sendLocation", params=params)
    return Part(method="sendVenue", params=params | {"title": title, "address": address})


def _markup(markup: Json | None) -> Json:
    return {"reply_markup": markup} if markup else {}
