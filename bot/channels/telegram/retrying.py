"""Calls that the guide makes for itself, tried again after what may pass."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from bot.channels.telegram.api import ApiError, RefusedError

T = TypeVar("T")

_LOG = logging.getLogger(__name__)


def growing_waits(first: float = 0.5, most: float = 30.0) -> Iterator[float]:
    """0.5, 1, 2, 4… up to 30 seconds, without end."""
    wait = first
    while True:
        yield wait
        wait = min(2 * wait, most)


async def retry(call: Callable[[], Awaitable[T]], waits: Iterable[float]) -> T:
    """The result of `call`, tried again after each of `waits` (seconds) when Telegram is busy or out of reach.

    Raises:
        ApiError: what cannot pass (400, 401, 403, 404), or the last error once `waits` are used up.
    """
    for wait in chain(waits, (None,)):
        try:
            return await call()
        except ApiError as error:
            if wait is None or not may_pass(error):
                raise
            pause = asked_wait(error) or wait
            _LOG.warning("Telegram failed, next try in %.1f s: %s", pause, error)
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


def may_pass(error: ApiError) -> bool:
    """Whether another try may succeed."""
    return not isinstance(error, RefusedError) or error.code not in (400, 401, 403, 404)


def asked_wait(error: ApiError) -> float:
    """Seconds that Telegram itself asks to wait (429); 0 when it does not say."""
    return error.retry_after if isinstance(error, RefusedError) else 0


def is_token_refused(error: ApiError) -> bool:
    """Whether Telegram does not know the token: 401, or 404 when it has not even the form of one."""
    return isinstance(error, RefusedError) and error.code in (401, 404)
