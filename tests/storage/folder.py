"""A programme file, and processes that serve it one after the other."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.conversation.turn import Guide
from bot.delivery.reloading import Serving
from bot.events.catalogue import load
from bot.storage.database import Database
from bot.storage.programme import SqlLedger
from tests.conversation.guide import NOW, guide

TEXT = Path("tests/files/programme.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Guided:
    """What is served in these tests: a guide without a dialogue."""

    guide: Guide


class Folder:
    """`programme.yaml` in a folder, served over a database."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.ledger = SqlLedger(database)
        self.file = folder / "programme.yaml"

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def serving(self, *, holds: bool = True) -> Serving[Guided]:
        return Serving(self.file, self._build, self.ledger, holds=holds)

    async def started(self, *, holds: bool = True) -> Serving[Guided]:
        serving = self.serving(holds=holds)
        await serving.start()
        await serving.check(NOW)
        return serving

    def _build(self, text: str) -> Guided:
        return Guided(replace(guide(), catalogue=load(self.file, guide().gazetteer, text)))
