"""Calls to Telegram, tried again after what may pass."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import timedelta
from itertools import chain
from typing import TypeVar

from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter

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
        TelegramError: what cannot pass (400, 401, 403, 404), or the last error once `waits` are used up.
    """
    for wait in chain(waits, (None,)):
        try:
            return await call()
        except BadRequest:
            raise
        except (NetworkError, RetryAfter, Conflict) as error:
            if wait is None:
                raise
            pause = asked_wait(error) or wait
            _LOG.warning("Telegram failed, next try in %.1f s: %s", pause, error)
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


def asked_wait(error: Exception) -> float:
    """Seconds that Telegram itself asks to wait (429); 0 when it does not say."""
    if not isinstance(error, RetryAfter):
        return 0
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait
