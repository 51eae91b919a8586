"""Updates from Telegram, by long polling or by webhook; either runs until it is cancelled."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from aiohttp import web
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram.incoming import ALLOWED_UPDATES
from bot.channels.telegram.retrying import asked_wait, growing_waits, retry

#: How long Telegram may keep a poll open when there is nothing to say.
LONG_POLL = timedelta(seconds=30)
#: Seconds given to the last words with Telegram when the guide stops.
GOODBYE = 2.0
#: What Telegram sends with each post (https://core.telegram.org/bots/api#setwebhook).
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Deliver = Callable[[Update], Awaitable[None]]

_LOG = logging.getLogger(__name__)


async def poll(bot: Bot, deliver: Deliver) -> None:
    """Ask for updates again and again. What was delivered is told to Telegram at the next call, or at the end.

    Raises:
        InvalidToken: the token is no longer accepted.
    """
    offset, waits = 0, growing_waits()
    try:
        while True:
            try:
                updates = await bot.get_updates(offset, timeout=LONG_POLL, allowed_updates=ALLOWED_UPDATES)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = asked_wait(error) or next(waits)
                _LOG.warning("no updates, next try in %.1f s: %s", pause, error)
                await asyncio.sleep(pause)
                if isinstance(error, Conflict):
                    await _leave_webhook(bot)
                continue
            waits = growing_waits()
            for update in updates:
                await deliver(update)
                offset = update.update_id + 1
    finally:
        if offset:
            await _confirm(bot, offset)


async def _leave_webhook(bot: Bot) -> None:
    """Telegram gives no updates by polling while the webhook of an earlier run is set."""
    try:
        await bot.delete_webhook()
    except TelegramError as error:
        _LOG.warning("the webhook could not be deleted: %s", error)


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell Telegram what was delivered, so that it does not come again after a restart."""
    try:
        async with asyncio.timeout(GOODBYE):
            await bot.get_updates(offset, limit=1, timeout=timedelta(0), allowed_updates=ALLOWED_UPDATES)
    except (TelegramError, TimeoutError) as error:
        _LOG.warning("the last updates could not be confirmed and may come again: %s", error)


async def listen(bot: Bot, deliver: Deliver, *, url: str, secret: str, port: int) -> None:
    """Serve Telegram's posts on `port`, whatever their path: proxies may change it, and the secret is what counts."""
    application = web.Application()
    application.router.add_post("/{path:.*}", partial(_receive, bot, deliver, secret))
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=GOODBYE)
    await runner.setup()
    set_webhook = partial(bot.set_webhook, url, allowed_updates=ALLOWED_UPDATES, secret_token=secret)
    try:
        await web.TCPSite(runner, port=port).start()
        await retry(set_webhook, growing_waits())
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _receive(bot: Bot, deliver: Deliver, secret: str, request: web.Request) -> web.Response:
    if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
        return web.Response(status=403)
    try:
        update = Update.de_json(json.loads(await request.read()), bot)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # Telegram would send it again for a day if it were refused.
        _LOG.error("an update could not be read: %s", type(error).__name__)
        return web.Response()
    await deliver(update)
    return web.Response()
