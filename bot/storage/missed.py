"""What people leave for organisers: questions that were not understood, what is wrong. Nothing tells who said it."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert

from bot.storage.dialects import execute_each
from bot.storage.schema import missed, problems
from bot.storage.tallies import day_of

_MISSED, _PROBLEM = insert(missed), insert(problems)


def keep_questions(connection: Connection, texts: Sequence[str], now: int) -> None:
    """Keep texts, which name nobody, under the day (milliseconds since 1970 of its midnight, UTC) and no hour."""
    execute_each(connection, _MISSED, ({"text": text, "day": day_of(now)} for text in texts))


def keep_problems(connection: Connection, said: Sequence[tuple[str, str]]) -> None:
    """Keep what is said to be wrong: events and texts."""
    execute_each(connection, _PROBLEM, ({"event": event, "text": text} for event, text in said))
