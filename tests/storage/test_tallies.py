"""What is asked, shown and not found is counted by day, on every database."""

from pathlib import Path

from sqlalchemy import select

from bot.app import App
from bot.conversation.message import IncomingMessage, Kind
from bot.service import converse
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.schema import tallies
from tests.conversation.guide import NOW

DAY = 24 * 3600 * 1000


async def counts(database: Database) -> dict[tuple[int, str, str], int]:
    """Counts by day (from 0), name and subject."""
    rows = await database.run(lambda connection: connection.execute(select(tallies)).all())
    return {(day // DAY, name, subject): count for day, name, subject, count in rows}


async def test_counts_of_two_days(database: Database) -> None:
    app = App.build(Path("data/events.yaml"))
    for day in (0, 1):
        talk = converse(app, SqlConversations(database, lambda day=day: day * DAY + 5), lambda: NOW)  # type: ignore[misc] # given no argument
        for text in ("visites à Peyruis", "les visites à Peyruis ?", "un job dating à Gap le 24 novembre"):
            await talk("telegram:1", IncomingMessage(text=text))
    found = await counts(database)
    for day in (0, 1):
        assert found[day, "asked", "search_events"] == 3
        assert found[day, "shown", "agronovae-visite"] >= 2
        assert found[day, "missing:places", "05061"] == 1
        assert found[day, "missing:kinds", "job-dating"] == 1
        assert found[day, "missing:periods", "2021-11-24"] == 1


async def test_a_button_counts_what_it_shows(database: Database) -> None:
    app = App.build(Path("data/events.yaml"))
    talk = converse(app, SqlConversations(database, lambda: 5), lambda: NOW)
    await talk("telegram:1", IncomingMessage(kind=Kind.COMMAND, text="aide"))
    assert await counts(database) == {(0, "asked", "help"): 1}
