"""What every store of conversations does, whatever it is made of."""

import asyncio
from dataclasses import replace

from bot.conversation.session import Listing, Session, Sessions
from intents.model import Criteria
from tests.storage.examples import TOULON, full_session


async def test_an_unknown_key_begins_afresh(sessions: Sessions) -> None:
    assert await sessions.load("telegram:1") == Session()


async def test_all_that_was_said_comes_back(sessions: Sessions) -> None:
    await sessions.save("telegram:1", full_session())
    assert await sessions.load("telegram:1") == full_session()


async def test_the_last_save_counts(sessions: Sessions) -> None:
    await sessions.save("telegram:1", full_session())
    await sessions.save("telegram:1", Session(event="acri-st"))
    assert await sessions.load("telegram:1") == Session(event="acri-st")


async def test_each_person_has_their_own(sessions: Sessions) -> None:
    await sessions.save("telegram:1", Session(event="acri-st"))
    await sessions.save("telegram:10", Session(event="iter-visite"))
    await sessions.save("à l’atelier 'n° 1'; --", Session(event="agronovae"))
    keys = ("telegram:1", "telegram:10", "à l’atelier 'n° 1'; --", "telegram:2")
    found = [(await sessions.load(key)).event for key in keys]
    assert found == ["acri-st", "iter-visite", "agronovae", None]


async def test_changes_count_once_saved(sessions: Sessions) -> None:
    session = full_session()
    await sessions.save("telegram:1", session)
    for changed in (session, await sessions.load("telegram:1")):
        changed.event = None
        changed.listings[5] = Listing(criteria=Criteria(), events=())
        changed.doubts.clear()
    assert await sessions.load("telegram:1") == full_session()


async def test_a_fresh_session_forgets_the_person(sessions: Sessions) -> None:
    await sessions.save("telegram:1", replace(full_session(), location=TOULON))
    await sessions.save("telegram:1", Session())
    await sessions.save("telegram:2", Session())
    assert [await sessions.load(key) for key in ("telegram:1", "telegram:2")] == [Session(), Session()]


async def test_a_shared_position_lasts_as_long_as_the_process(sessions: Sessions) -> None:
    await sessions.save("telegram:1", Session(location=TOULON))
    await sessions.save("telegram:2", Session(event="acri-st", location=TOULON))
    assert await sessions.load("telegram:1") == Session(location=TOULON)
    await sessions.save("telegram:2", Session(event="acri-st"))
    assert await sessions.load("telegram:2") == Session(event="acri-st")


async def test_many_at_once(sessions: Sessions) -> None:
    keys = [f"telegram:{number}" for number in range(50)]
    await asyncio.gather(*(sessions.save(key, Session(event=key)) for key in keys * 2))
    assert await asyncio.gather(*map(sessions.load, keys)) == [Session(event=key) for key in keys]
