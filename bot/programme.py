"""`python -m bot programme`: what is served and what waits, as the database has it; what waits may be accepted."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.delivery.waiting import held_text
from bot.events.corrections import corrected, read_corrections, with_corrections
from bot.events.intake.provenance import read_provenance, shown, source_states
from bot.events.intake.tables.columns import label_of
from bot.events.reading import parse_programme, read_text
from bot.events.source import fingerprint
from bot.replies.phrases import Phrases
from bot.storage.engine import open_database
from bot.storage.programme import SqlLedger
from intents import Gazetteer


async def status(file: Path, address: str, phrases: Phrases) -> str:
    """What is served, whether it is what the file holds, what waits, and how old it is. Raises ProgrammeErrors."""
    return "\n".join([await _served(file, address, phrases), *_sources(file, phrases)])


def _sources(file: Path, phrases: Phrases) -> Iterator[str]:
    """Each source: when it was read, and when it last brought something else."""
    for source in source_states(file):
        changed = phrases.text("command.source_changed", when=_moment(source.changed)) if source.changed else ""
        read = _moment(source.read) if source.read else ""
        yield phrases.text("command.source", count=source.count, source=source.name, read=read, changed=changed)


def age(file: Path, event: str, phrases: Phrases) -> str:
    """Where an event comes from, and since when each of its fields is as it is."""
    provenance = read_provenance(file)
    origin = provenance.events.get(event)
    if origin is None:
        return phrases.text("command.age_unknown", event=event)
    reading = provenance.sources.get(origin.source)
    read = _moment(reading.read if reading else origin.added)
    lines = [phrases.text("command.age", event=event, source=shown(origin.source), read=read)]
    lines.append(phrases.text("command.age_added", when=_moment(origin.added)))
    for path, when in origin.changed.items():
        lines.append(phrases.text("command.age_changed", field=label_of(path), when=_moment(when)))
    if origin.removed:
        lines.append(phrases.text("command.age_removed", when=_moment(origin.removed)))
    return "\n".join(lines)


def _moment(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y à %H:%M}"


async def _served(file: Path, address: str, phrases: Phrases) -> str:
    async with _ledger(address) as ledger:
        accepted, held = await ledger.note("accepted"), await held_text(ledger)
        if accepted is None:
            return phrases.text("command.programme_none")
        lines = [phrases.text("command.programme_served", count=await ledger.count())]
        if held:
            lines.append(phrases.text("command.programme_held", gone=held.gone, known=held.known))
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
