"""Sends a reply to a chat. The only file that writes to people, so that an outbox can take its place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.telegram.formatting import FormattedText, clean, format_rich, is_blank
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.keyboards import inline_keyboard, location_keyboard
from bot.channels.telegram.retrying import retry
from bot.conversation.message import Reply, Venue
from bot.logs import describe_error
from bot.replies.rich import Rich

#: Calls at once. Telegram takes some 30 messages a second, and httpcore's pool slows down as connections and those
#: who wait for one grow in number.
CONNECTIONS = 16
#: Seconds before each new try of a message that did not go.
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)

ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_LOG = logging.getLogger(__name__)


class Sender:
    """Turns replies into calls of the Bot API. What fails is logged, never raised: no answer may stop the others."""

    def __init__(
        self, bot: Bot, *, location_label: str, location_invitation: Rich, waits: Sequence[float] = WAITS
    ) -> None:
        self._bot = bot
        self._location_keyboard = location_keyboard(location_label)
        self._location_invitation = location_invitation
        self._waits = waits
        self._room = asyncio.Semaphore(CONNECTIONS)

    async def send(self, reply: Reply, to: Incoming, update_id: int) -> None:
        """Answer `to` with `reply`; `update_id` is what the log tells of a failure."""
        try:
            await self._send(reply, to)
        except Forbidden as error:
            _LOG.info("update %d: not sent, the chat is closed to the bot: %s", update_id, error)
        except TelegramError as error:
            _LOG.error("update %d: not sent: %s", update_id, error)
        except Exception as error:
            _LOG.error("update %d: not sent: %s", update_id, describe_error(error))

    async def acknowledge(self, callback_id: str | None) -> None:
        """Stop a button's waiting, when one was tapped. Tried once: it is of no use later."""
        if callback_id is None:
            return
        try:
            await self._bot.answer_callback_query(callback_id)
        except TelegramError as error:
            _LOG.info("a button could not be acknowledged: %s", error)

    async def _send(self, reply: Reply, to: Incoming) -> None:
        texts, markup = format_rich(reply.text), inline_keyboard(reply.buttons)
        # Telegram lets positions be asked for in private chats only, and a message has one keyboard.
        asks_location = reply.asks_location and to.is_private
        if not texts and not reply.venue:
            _LOG.error("a reply without text was not sent")
            return
        is_edited = False
        if reply.replaces and to.button_message_id and len(texts) == 1:
            is_edited = await self._edit(to.chat_id, to.button_message_id, texts[0], markup)
        if not is_edited:
            alone = self._location_keyboard if asks_location and markup is None else None
            await self._send_texts(to.chat_id, texts, markup or alone)
            asks_location = asks_location and not alone
        if reply.venue:
            await self._send_venue(to.chat_id, reply.venue, None if texts else markup)
        if asks_location:
            await self._send_texts(to.chat_id, format_rich(self._location_invitation), self._location_keyboard)

    async def _send_texts(self, chat_id: int, texts: Sequence[FormattedText], markup: ReplyMarkup | None) -> None:
        """One message each; the keyboard goes under the last."""
        for number, text in enumerate(texts, start=1):
            call = partial(
                self._bot.send_message,
                chat_id,
                text.text,
                entities=text.entities,
                reply_markup=markup if number == len(texts) else None,
                link_preview_options=_NO_PREVIEW,
            )
            await self._call(call)

    async def _edit(
        self, chat_id: int, message_id: int, text: FormattedText, markup: InlineKeyboardMarkup | None
    ) -> bool:
        """Put a new text in place of a message's; False when Telegram does not let it (too old, deleted)."""
        call = partial(
            self._bot.edit_message_text,
            text.text,
            chat_id,
            message_id,
            entities=text.entities,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )
        try:
            await self._call(call)
        except BadRequest as error:
            # The same button tapped twice: what it would show is shown already.
            return "message is not modified" in error.message.lower()
        return True

    async def _send_venue(self, chat_id: int, venue: Venue, markup: ReplyMarkup | None) -> None:
        title, address = clean(venue.title).strip(), clean(venue.address).strip()
        lat, lon = venue.position.lat, venue.position.lon
        if is_blank(title) or is_blank(address):
            # Telegram refuses a venue without them; the point on the map is what was asked for.
            call = partial(self._bot.send_location, chat_id, lat, lon, reply_markup=markup)
        else:
            call = partial(self._bot.send_venue, chat_id, lat, lon, title, address, reply_markup=markup)
        await self._call(call)

    async def _call(self, call: Callable[[], Awaitable[object]]) -> None:
        async def attempt() -> None:
            async with self._room:
                await call()

        await retry(attempt, self._waits)
