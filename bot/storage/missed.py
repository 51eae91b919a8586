"""Questions that were not understood, kept for the organisers: nothing tells who asked them."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert

from bot.storage.schema import missed
from bot.storage.tallies import day_of


def keep_questions(connection: Connection, texts: Sequence[str], now: int) -> None:
    """Keep texts, which name nobody, under the day (milliseconds since 1970 of its midnight, UTC) and no hour."""
    if texts:
        connection.execute(insert(missed), [{"text": text, "day": day_of(now)} for text in texts])
