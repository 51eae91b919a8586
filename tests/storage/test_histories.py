"""What has changed of events is remembered for calendars, on every database."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.events.history import History, Slot
from bot.storage.database import Database
from bot.storage.programme import SqlLedger
from tests.events.invented import day_at, event_of, session_of

FIRST, LATER = (datetime(2021, 11, day, 8, tzinfo=UTC) for day in (15, 16))
VISIT, FORUM = event_of("visite", session_of(22)), event_of("forum", session_of(23))
MOVED = replace(VISIT, sessions=(session_of(24),))
SLOT = Slot(first=day_at(22, 9), session=session_of(24))


async def test_what_is_new_has_no_history(database: Database) -> None:
    ledger = SqlLedger(database)
    await ledger.record({"visite": VISIT}, FIRST, silent=True)
    await ledger.record({"forum": FORUM}, FIRST)
    assert await ledger.histories(["visite", "forum", "absent"]) == {}
    assert await ledger.histories([]) == {}


async def test_changes_are_counted_once(database: Database) -> None:
    ledger = SqlLedger(database)
    await ledger.record({"visite": VISIT, "forum": FORUM}, FIRST, silent=True)
    for _ in range(2):
        await ledger.record({"visite": MOVED}, FIRST)
    assert await ledger.histories(["visite", "forum"]) == {"visite": History(revision=1, at=FIRST, slots=(SLOT,))}
    await ledger.record({"visite": replace(MOVED, status="full")}, LATER)
    assert (await ledger.histories(["visite"]))["visite"] == History(revision=2, at=LATER, slots=(SLOT,))


async def test_what_is_gone_and_comes_back_goes_on_counting(database: Database) -> None:
    ledger = SqlLedger(database)
    for event in (VISIT, None, VISIT):
        await ledger.record({"visite": event}, FIRST)
    assert await ledger.histories(["visite"]) == {"visite": History(revision=2, at=FIRST)}
