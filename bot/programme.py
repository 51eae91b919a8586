"""`python -m bot programme`: what is served and what waits, as the database has it; what waits may be accepted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from bot.delivery.reloading import Held
from bot.events.corrections import corrected, read_corrections, with_corrections
from bot.events.reading import parse_programme, read_text
from bot.events.source import fingerprint
from bot.replies.phrases import Phrases
from bot.storage.engine import open_database
from bot.storage.programme import SqlLedger
from intents import Gazetteer


async def status(file: Path, address: str, phrases: Phrases) -> str:
    """What is served, whether it is what the file holds, and what waits. Raises ProgrammeErrors."""
    async with _ledger(address) as ledger:
        accepted, held = await ledger.note("accepted"), await ledger.note("held")
        if accepted is None:
            return phrases.text("command.programme_none")
        lines = [phrases.text("command.programme_served", count=await ledger.count())]
        if held:
            waiting = msgspec.json.decode(held, type=Held)
            lines.append(phrases.text("command.programme_held", gone=waiting.gone, known=waiting.known))
        elif fingerprint(with_corrections(read_text(file), await ledger.note("corrections"))) != accepted:
            lines.append(phrases.text("command.programme_changed", path=file))
        return "\n".join(lines)


async def accept(file: Path, address: str, phrases: Phrases, communes: Path) -> str:
    """Let the file be served whatever it takes away, as it now is. Raises ProgrammeErrors when it does not load."""
    text = read_text(file)
    programme = parse_programme(text, file, Gazetteer.load(communes))
    async with _ledger(address) as ledger:
        corrections = await ledger.note("corrections")
        text, events = with_corrections(text, corrections), corrected(programme, read_corrections(corrections)).events
        comparison = await ledger.compare(events)
        if not comparison.is_doubtful:
            return phrases.text("command.programme_free", path=file)
        await ledger.write({"allowed": fingerprint(text)})
        gone, known = len(comparison.gone), comparison.known
        return phrases.text("command.programme_accepted", path=file, gone=gone, known=known)


@asynccontextmanager
async def _ledger(address: str) -> AsyncIterator[SqlLedger]:
    database = await open_database(address)
    try:
        yield SqlLedger(database)
    finally:
        await database.close()
