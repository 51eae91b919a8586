"""Organisers at their desk, over a programme, a held import and figures that are made up, to be drawn."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.conversation.figures import Figures
from bot.conversation.message import IncomingMessage, Kind, Reply
from bot.desk.announcing import Announcing
from bot.desk.changing import Changing
from bot.desk.desk import Desk
from bot.desk.holding import Holding
from bot.desk.records import Announcement
from bot.events.intake.holding import HeldImport
from bot.events.intake.provenance import SourceState
from bot.refreshing import Refresher
from bot.replies.rich import rich
from bot.storage.database import Database
from bot.storage.desk import SqlRecords
from bot.storage.engine import open_database
from intents import Criteria
from tools.chats import Said, chat

_KEY = "telegram:1"
_NAMES = ("agenda.json", "lycees.xlsx")
_CONCERNED = 12


class _Records(SqlRecords):
    """Counts that are made up; the rest is kept."""

    def __init__(self, database: Database, counted: Figures) -> None:
        super().__init__(database, "telegram", lambda one, other: True, lambda: 0)
        self._counted = counted

    async def figures(self) -> Figures:
        return self._counted

    async def concerned(self, event: str) -> int:
        return _CONCERNED

    async def audience(self, announcement: Announcement) -> int:
        return _CONCERNED


class _Imports(Refresher):
    """One import that is held."""

    async def held(self) -> Sequence[HeldImport]:
        titles = ["Forum des métiers de la mer", "Visite du site ITER"]
        read = datetime(2021, 11, 15, 8, 12)
        return [HeldImport(source=_NAMES[0], read=read, gone=2, known=3, mark="0", titles=titles)]


class _Scene:
    """A conversation at the desk, message by message."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._reply = desk, Reply(text=rich(""))
        self.said: list[Said] = []

    async def says(self, text: str) -> None:
        """The organiser says it, « /admin » too."""
        kind = Kind.COMMAND if text.startswith("/") else Kind.TEXT
        await self._answered(text, IncomingMessage(kind=kind, text=text.removeprefix("/")))

    async def taps(self, label: str) -> None:
        """A button whose label begins like that."""
        buttons = [button for row in self._reply.buttons for button in row]
        action = next(button.action for button in buttons if button.label.startswith(label))
        await self._answered(f"[{label}]", IncomingMessage(kind=Kind.ACTION, text=action))

    async def _answered(self, shown: str, message: IncomingMessage) -> None:
        reply = await self._desk.reply(_KEY, message)
        assert reply, shown
        self._reply = reply
        labels = [[button.label for button in row] for row in reply.buttons]
        self.said += [Said(text=rich(shown), by=""), Said(text=reply.text, buttons=labels)]


def desk_scenes(app: App, figures: Figures, now: datetime) -> dict[str, bytes]:
    """Pictures by name."""
    return asyncio.run(_drawn(app, figures, now))


async def _drawn(app: App, figures: Figures, now: datetime) -> dict[str, bytes]:
    database = await open_database("sqlite://")
    records = _Records(database, replace(figures, sentences=()))
    guide = lambda: app.guide  # noqa: E731 - the one and only
    read = datetime(2021, 11, 15, 8, 12)
    states = [SourceState(name=name, count=count, read=read) for name, count in zip(_NAMES, (3, 6), strict=True)]

    def criteria(text: str) -> Criteria:
        return app.dialogue.criteria(text, now)

    async def tell(key: str, reply: Reply) -> None:
        """Nothing comes by itself here."""

    desk = Desk(
        records=records,
        guide=guide,
        now=lambda: now,
        changing=Changing(records=records, guide=guide, now=lambda: now, read=lambda text, _: criteria(text).periods),
        announcing=Announcing(records=records, guide=guide, now=lambda: now, read=criteria),
        holding=Holding(waiting=(_Imports(programme=Path("-")),), guide=guide, now=lambda: now, tell=tell),
        sources=lambda: states,
    )
    figures_, change, announcement = (_Scene(desk) for _ in range(3))
    await figures_.says("/admin")
    await _plays(change, "/admin", "[Modifier un événement]", "iter", "[Autre date]", "jeudi 25 novembre de 14h à 16h")
    await change.taps("Appliquer")
    steps = ("[Faire une annonce]", "[Ceux qui ont un rappel]", "iter", "Prévoyez des chaussures fermées.")
    await _plays(announcement, "/admin", *steps)
    await database.close()
    return {
        "desk": chat(figures_.said),
        "desk-change": chat(change.said[2:]),
        "desk-announcement": chat(announcement.said[2:]),
    }


async def _plays(scene: _Scene, *steps: str) -> None:
    for step in steps:
        await (scene.taps(step[1:-1]) if step.startswith("[") else scene.says(step))
