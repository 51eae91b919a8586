"""The Telegram channel: starts, has what comes kept and answered, ends cleanly."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from aiohttp import web

from bot.channels.telegram.api import ApiError, BotApi
from bot.channels.telegram.carrier import TelegramCarrier
from bot.channels.telegram.incoming import is_of_use
from bot.channels.telegram.introduction import Introduction, Notes, introduce
from bot.channels.telegram.receiving import listen, poll
from bot.channels.telegram.retrying import growing_waits, is_token_refused, retry
from bot.channels.web import served
from bot.delivery.delivery import Delivery
from bot.logs import describe_error
from bot.replies.phrases import Phrases
from bot.settings import Settings, SettingsError

_LOG = logging.getLogger(__name__)


class TokenRefusedError(SettingsError):
    """Telegram does not know the token; in French, as other wrong settings."""


class TelegramChannel:
    """Where people talk to the guide on Telegram."""

    def __init__(
        self,
        *,
        settings: Settings,
        api: BotApi,
        carrier: TelegramCarrier,
        delivery: Delivery,
        phrases: Phrases,
        introduction: Introduction,
        notes: Notes,
        stop: asyncio.Event,
        routes: Sequence[web.AbstractRouteDef] = (),
    ) -> None:
        """`routes`: what is served on the port beside the webhook, or alone."""
        self._settings = settings
        self._api = api
        self._carrier = carrier
        self._delivery = delivery
        self._phrases = phrases
        self._introduction = introduction
        self._notes = notes
        self._stop = stop
        self._routes = routes

    async def run(self) -> None:
        """Serve until `stop` is set, then finish the answers begun.

        Raises:
            TokenRefusedError: Telegram does not know the token.
        """
        working = asyncio.create_task(self._serve())
        stopped = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
            await _end(working)
        except ApiError as error:
            if is_token_refused(error):
                raise TokenRefusedError(self._phrases.text("telegram.token_refused")) from None
            raise
        finally:
            await _end(stopped)

    async def _serve(self) -> None:
        me = await retry(partial(self._api.call, "getMe"), growing_waits())
        self._carrier.bot_name = me.get("username", "")
        if not me.get("supports_inline_queries"):
            _LOG.info("inline mode is off: @BotFather turns it on (/setinline, /setinlinegeo)")
        _LOG.info("serving as @%s", self._carrier.bot_name)
        async with self._delivery:
            await asyncio.gather(self._receive(), self._introduce(me["id"]), self._delivery.failure())

    def _concerns(self, update: Any) -> bool:
        return is_of_use(update, self._carrier.bot_name)

    async def _receive(self) -> None:
        url, secret, port = self._settings.webhook_url, self._settings.webhook_secret, self._settings.port
        receive = self._delivery.receive
        if url and secret:
            await listen(self._api, receive, self._concerns, self._routes, url=url, secret=secret, port=port)
        elif self._routes:
            async with served(self._routes, port):
                await poll(self._api, receive, self._concerns)
        else:
            await poll(self._api, receive, self._concerns)

    async def _introduce(self, bot: int) -> None:
        try:
            await introduce(self._api, self._notes, bot, self._introduction.calls)
        except Exception as error:  # the database's; what is shown of the bot must not keep it from answering
            _LOG.error("what Telegram shows of the bot could not be told: %s", describe_error(error))


async def _end(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait for it; what it raised before comes out."""
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        if not task.cancelled():
            raise
