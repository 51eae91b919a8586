"""What is known of the programme, and what has changed: the same on every database."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.programme import SqlLedger
from bot.storage.schema import changes
from tests.events.invented import event_of, session_of

AT = datetime(2021, 11, 15, 8, tzinfo=UTC)
VISIT, FORUM = event_of("visite", session_of(22)), event_of("forum", session_of(23))
FULL = replace(VISIT, status="full")


async def told(database: Database) -> list[tuple[str, str | None]]:
    """Ids of what has changed, with the titles that were, in order."""
    rows = select(changes.c.event, changes.c.before).order_by(changes.c.number)
    found = await database.run(lambda connection: connection.execute(rows).all())
    return [(event, before and before.split('"status":"')[1].split('"')[0]) for event, before in found]


async def test_notes(database: Database) -> None:
    ledger = SqlLedger(database)
    await ledger.write({"text": "programme: …", "held": "x"})
    await ledger.write({"held": None, "allowed": "y"})
    assert [await ledger.note(name) for name in ("text", "held", "allowed")] == ["programme: …", None, "y"]


async def test_what_differs_is_found_and_written_down_once(database: Database) -> None:
    ledger = SqlLedger(database)
    await ledger.record({"visite": VISIT, "forum": FORUM}, AT, silent=True)
    compared = await ledger.compare([FULL, event_of("nouveau")])
    assert (compared.known, compared.gone, compared.different) == (2, ("forum",), ("visite", "nouveau"))
    for _ in range(2):
        await ledger.record({"visite": FULL, "nouveau": event_of("nouveau"), "forum": None, "absent": None}, AT)
    assert await told(database) == [("visite", "confirmed"), ("nouveau", None), ("forum", "confirmed")]
    assert await ledger.compare([FULL, event_of("nouveau")]) == replace(compared, gone=(), different=())


async def test_many_events(database: Database) -> None:
    ledger = SqlLedger(database)
    events = [event_of(f"e{number}") for number in range(5100)]
    for begin in range(0, 5100, 300):
        await ledger.record({event.id: event for event in events[begin : begin + 300]}, AT, silent=True)
    compared = await ledger.compare(events[1:])
    assert (compared.known, compared.gone, compared.different) == (5100, ("e0",), ())
