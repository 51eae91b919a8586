"""Databases and Telegram, for tests of the whole way."""

from collections.abc import AsyncIterator

import pytest

from tests.bot_api.limits import Limits
from tests.bot_api.server import BotApi
from tests.storage.conftest import address, postgres_database, postgres_server

__all__ = ["address", "api", "postgres_database", "postgres_server"]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Telegram that tells those who write too fast to wait."""
    async with BotApi(limits=Limits()) as server:
        yield server
