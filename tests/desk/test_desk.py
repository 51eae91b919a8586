"""The organisers' desk, over a database in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.conversation.message import IncomingMessage, Kind, Reply
from bot.desk.announcing import Announcing
from bot.desk.changing import Changing
from bot.desk.desk import Desk
from bot.desk.holding import Holding
from bot.refreshing import Refresher
from bot.storage.desk import SqlRecords
from bot.storage.engine import open_database
from intents import Criteria
from tests.conversation.guide import NOW, guide, plain

ADMIN = IncomingMessage(kind=Kind.COMMAND, text="admin")


@pytest.fixture
async def records() -> AsyncIterator[SqlRecords]:
    """What the desk keeps."""
    database = await open_database("sqlite://")
    yield SqlRecords(database, "telegram", lambda one, other: one == other, lambda: 5)
    await database.close()


async def tell(organiser: str, reply: Reply) -> None:
    """What is written to organisers by itself goes nowhere."""


def desk(records: SqlRecords, read_at: datetime | None = None, imports: Refresher | None = None) -> Desk:
    """The desk of a programme whose sources were read then; `imports`: none are held without them."""
    here = replace(guide(), read_at=lambda: read_at)
    changing = Changing(records=records, guide=lambda: here, now=lambda: NOW, read=lambda text, now: ())
    announcing = Announcing(records=records, guide=lambda: here, now=lambda: NOW, read=lambda text: Criteria())
    none = Refresher(programme=Path("nowhere"))
    holding = Holding(imports=imports or none, guide=lambda: here, now=lambda: NOW, tell=tell)
    return Desk(
        records=records,
        guide=lambda: here,
        now=lambda: NOW,
        changing=changing,
        announcing=announcing,
        holding=holding,
    )


async def test_the_age_of_sources_is_told(records: SqlRecords) -> None:
    reply = await desk(records, datetime(2021, 11, 13, 7, 30)).reply("telegram:1", ADMIN)
    assert reply
    assert "Sources du programme lues pour la dernière fois le samedi 13 novembre à 7 h 30." in plain(str(reply.text))


async def test_a_programme_without_sources_has_no_age(records: SqlRecords) -> None:
    reply = await desk(records).reply("telegram:1", ADMIN)
    assert reply
    assert "Sources" not in str(reply.text)


async def test_what_is_no_matter_of_the_desk_is_a_question_as_anyone_s(records: SqlRecords) -> None:
    assert await desk(records).reply("telegram:1", IncomingMessage(text="visites à Toulon")) is None


@pytest.mark.parametrize(
    "action", ["ad:", "ad:nothing", "ad:status:fusion:nothing", "ad:settled:x", "ad:event:nowhere"]
)
async def test_forged_buttons_do_nothing(records: SqlRecords, action: str) -> None:
    reply = await desk(records).reply("telegram:1", IncomingMessage(kind=Kind.ACTION, text=action))
    assert reply
    assert await records.corrections() == ()
