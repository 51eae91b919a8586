"""Updates from Telegram, by long polling or by webhook; either runs until it is cancelled."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any

import msgspec
from aiohttp import web

from bot.channels.telegram.api import ApiError, BotApi, RefusedError
from bot.channels.telegram.incoming import ALLOWED_UPDATES, INLINE, conversation_of, length_of, vote_of
from bot.channels.telegram.retrying import asked_wait, growing_waits, is_token_refused, retry
from bot.channels.web import GOODBYE, served
from bot.delivery.model import Json, Update

#: Seconds that Telegram may keep a poll open when there is nothing to say, and that its answer may then take.
_LONG_POLL, _PATIENCE = 30, 45.0
#: What Telegram sends with each post (https://core.telegram.org/bots/api#setwebhook).
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

#: Returns once the updates are kept.
Receive = Callable[[Sequence[Update]], Awaitable[None]]
#: Whether an update may matter to the guide; what does not is not kept.
Concerns = Callable[[Any], bool]

_LOG = logging.getLogger(__name__)


async def poll(api: BotApi, receive: Receive, concerns: Concerns) -> None:
    """Ask for updates again and again. What was kept is told to Telegram at the next call, or at the end.

    Raises:
        RefusedError: the token is no longer accepted.
    """
    offset, waits = 0, growing_waits()
    try:
        while True:
            try:
                raw = await api.call("getUpdates", _poll(offset, _LONG_POLL), patience=_PATIENCE)
            except ApiError as error:
                if is_token_refused(error):
                    raise
                await _pause("no updates", error, asked_wait(error) or next(waits))
                if isinstance(error, RefusedError) and error.code == 409:
                    await _leave_webhook(api)
                continue
            try:
                await receive([update for one in raw if concerns(one) and (update := _update(one))])
            except Exception as error:  # the database's; Telegram keeps what is not kept here
                await _pause("updates could not be kept", error, next(waits))
                continue
            waits = growing_waits()
            offset = max([offset, *(one["update_id"] + 1 for one in raw)])
    finally:
        if offset:
            await _confirm(api, offset)


def _poll(offset: int, timeout: int, limit: int = 100) -> Json:
    return {"offset": offset, "timeout": timeout, "limit": limit, "allowed_updates": ALLOWED_UPDATES}


def _update(raw: Any) -> Update | None:
    """What is kept of an update as it came; None for what has no number, and so is none."""
    match raw:
        case {"update_id": int(number)}:
            data, key, length = msgspec.json.encode(raw).decode(), conversation_of(raw), length_of(raw)
            return Update(number=number, key=key, data=data, vote=vote_of(raw), length=length, passes=INLINE in raw)
    _LOG.error("what is no update was left out")
    return None


async def _pause(what: str, error: Exception, seconds: float) -> None:
    _LOG.warning("%s, next try in %.1f s: %s", what, seconds, error)
    await asyncio.sleep(seconds)


async def _leave_webhook(api: BotApi) -> None:
    """Telegram gives no updates by polling while the webhook of an earlier run is set."""
    try:
        await api.call("deleteWebhook")
    except ApiError as error:
        _LOG.warning("the webhook could not be deleted: %s", error)


async def _confirm(api: BotApi, offset: int) -> None:
    """Tell Telegram what was kept, so that it does not come again after a restart."""
    try:
        await api.call("getUpdates", _poll(offset, 0, limit=1), patience=GOODBYE)
    except ApiError as error:
        _LOG.warning("the last updates could not be confirmed and may come again: %s", error)


async def listen(
    api: BotApi,
    receive: Receive,
    concerns: Concerns,
    routes: Iterable[web.AbstractRouteDef],
    *,
    url: str,
    secret: str,
    port: int,
) -> None:
    """Serve Telegram's posts on `port`, whatever their path: proxies may change it, and the secret is what counts.

    `routes`: what else is served there.
    """
    post = web.post("/{path:.*}", partial(_post, receive, concerns, secret))
    webhook = {"url": url, "allowed_updates": ALLOWED_UPDATES, "secret_token": secret}
    async with served((*routes, post), port):
        await retry(partial(api.call, "setWebhook", webhook), growing_waits())
        await asyncio.Event().wait()


async def _post(receive: Receive, concerns: Concerns, secret: str, request: web.Request) -> web.Response:
    if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
        return web.Response(status=403)
    try:
        raw = msgspec.json.decode(await request.read())
    except msgspec.DecodeError:
        raw = None
    # What is no update is answered well too: Telegram would send it again for a day if it were refused.
    if (update := _update(raw)) and concerns(raw):
        await receive([update])
    return web.Response()
