"""What makes the files of replies: of the programme that is served, or of what is kept about someone."""

import asyncio
from collections.abc import Callable

from bot.app import OUTLINES
from bot.clock import Clock, machine_ms
from bot.conversation.attachment import Attachment, FigurePlots, Make, OwnData, events_of
from bot.conversation.making import Maker
from bot.conversation.own_data import as_file
from bot.conversation.report import picture
from bot.conversation.turn import Guide
from bot.storage.database import Database
from bot.storage.figures import figures
from bot.storage.owned import owned
from bot.storage.programme import SqlLedger


def files_of(database: Database, guide: Callable[[], Guide], clock: Clock) -> Make:
    """A `Make`; `guide` tells to which programme the guide is one by then."""
    maker, ledger = Maker(OUTLINES), SqlLedger(database)

    async def make(attachment: Attachment, key: str) -> bytes:
        if isinstance(attachment.content, OwnData):
            kept = await database.run(lambda connection: owned(connection, key))
            return as_file(kept, guide().phrases)
        if isinstance(attachment.content, FigurePlots):
            counted = await database.run(lambda connection: figures(connection, machine_ms()))
            return await asyncio.to_thread(picture, counted, guide())
        histories = await ledger.histories(events_of(attachment))
        return await asyncio.to_thread(maker.make, attachment, guide(), clock.now(), histories)

    return make
