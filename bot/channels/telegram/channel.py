"""The Telegram channel: starts, gives each update to the conversation, sends what it answers, ends cleanly."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, BotCommand, Update
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.incoming import Incoming, read_update
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.receiving import LONG_POLL, listen, poll
from bot.channels.telegram.retrying import growing_waits, retry
from bot.channels.telegram.sender import CONNECTIONS, WAITS, Sender
from bot.conversation.message import IncomingMessage, Reply
from bot.logs import describe_error
from bot.replies.phrases import Phrases
from bot.settings import Settings, SettingsError

#: Shown by Telegram beside the text field, in this order; `telegram.command_<name>` describes each.
COMMANDS = ("start", "aide", "programme", "profil", "confidentialite")
#: Seconds that answers begun have to end, once asked to stop; supervisors commonly kill after ten.
GRACE = 8.0

#: The reply to a message of the conversation that the key names.
Converse = Callable[[str, IncomingMessage], Awaitable[Reply]]

_LOG = logging.getLogger(__name__)


class TokenRefusedError(SettingsError):
    """Telegram does not know the token; in French, as other wrong settings."""


class TelegramChannel:
    """Where people talk to the guide on Telegram."""

    def __init__(
        self,
        *,
        settings: Settings,
        converse: Converse,
        phrases: Phrases,
        stop: asyncio.Event,
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        self._settings = settings
        self._converse = converse
        self._phrases = phrases
        self._stop = stop
        self._bot = _bot(settings)
        self._lanes = Lanes()
        self._sender = Sender(
            self._bot,
            location_label=phrases.text("telegram.location_button"),
            location_invitation=phrases.say("telegram.location_invitation"),
            waits=waits,
        )

    async def run(self) -> None:
        """Serve until `stop` is set, then finish the answers begun.

        Raises:
            TokenRefusedError: Telegram does not know the token.
        """
        work = asyncio.create_task(self._serve())
        stopped = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
            await _end(work)
        except InvalidToken:
            # Not `from error`: the library's message holds the token.
            raise TokenRefusedError(self._phrases.text("telegram.token_refused")) from None
        finally:
            await _end(stopped)
            late = await self._lanes.finish(GRACE)
            if late:
                _LOG.error("stopped with %d answers unfinished", late)
            await self._bot.shutdown()

    async def _serve(self) -> None:
        await retry(self._bot.initialize, growing_waits())
        _LOG.info("serving as @%s", self._bot.username)
        await asyncio.gather(self._receive(), self._describe_commands())

    async def _receive(self) -> None:
        url, secret, port = self._settings.webhook_url, self._settings.webhook_secret, self._settings.port
        if url and secret:
            await listen(self._bot, self._deliver, url=url, secret=secret, port=port)
        else:
            await poll(self._bot, self._deliver)

    async def _describe_commands(self) -> None:
        commands = [BotCommand(name, self._phrases.text(f"telegram.command_{name}")) for name in COMMANDS]
        try:
            await retry(partial(self._bot.set_my_commands, commands), WAITS)
        except TelegramError as error:
            _LOG.warning("the commands' descriptions could not be set: %s", error)

    async def _deliver(self, update: Update) -> None:
        incoming = read_update(update, self._bot.username or "")
        if incoming is not None:
            await self._lanes.add(incoming.conversation_key, partial(self._answer, incoming, update.update_id))

    async def _answer(self, incoming: Incoming, update_id: int) -> None:
        reply = await self._reply(incoming, update_id)
        await asyncio.gather(
            self._sender.send(reply, incoming, update_id), self._sender.acknowledge(incoming.callback_id)
        )

    async def _reply(self, incoming: Incoming, update_id: int) -> Reply:
        try:
            return await self._converse(incoming.conversation_key, incoming.message)
        except Exception as error:
            _LOG.error("update %d: could not be answered: %s", update_id, describe_error(error))
            return Reply(text=self._phrases.say("telegram.failure"))


async def _end(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait for it; what it raised before comes out."""
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        if not task.cancelled():
            raise


def _bot(settings: Settings) -> Bot:
    if settings.telegram_bot_token is None:
        raise ValueError("the Telegram channel needs a token")
    return Bot(
        settings.telegram_bot_token,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        # Buttons are acknowledged beside the sender's calls; a call waits for a connection rather than fail.
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=30, read_timeout=15),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=LONG_POLL.total_seconds() / 3),
    )
