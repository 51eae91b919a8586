"""Whole conversations (tests/stories/*.yaml): what a person says or taps, and all that the guide answers.

A story has a name, `events` (data/events.yaml unless said), `now` and turns. A turn is one thing that the person does
(`say`, `tap` a button by its label, `command`, `link`, `share` a position, `send` something unreadable, or `restart` of
the guide), `now` when time has passed, and what comes back: `reply`, `buttons`, `criteria`, `events`, `alternatives`,
`intent`. What is not given is not compared. `wait` until a time is a turn too: what comes back is what the guide sends
by itself, nothing when its `reply` is empty. So is `change`: what stands in the programme's file, and what it becomes.

`python -m tests.test_stories` writes what the guide answers now into the files: to be read, as people would, before it
is committed.
"""

import asyncio
from datetime import datetime
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from bot.app import App, builder
from bot.channels.console import KEY, ConsoleCarrier
from bot.clock import Clock, machine_ms
from bot.conversation.criteria import as_json
from bot.conversation.message import Button, IncomingMessage, Kind, Position, Reply
from bot.delivery.judging import judge
from bot.delivery.model import Rank
from bot.delivery.pacing import Pace
from bot.delivery.reloading import Serving
from bot.delivery.telling import Teller
from bot.delivery.ticking import Reminders
from bot.replies.rich import rich
from bot.service import converse
from bot.storage.agenda import SqlAgenda
from bot.storage.conversations import SqlConversations
from bot.storage.engine import open_database
from bot.storage.newsroom import SqlNewsroom
from bot.storage.outbox import SqlOutbox
from bot.storage.programme import SqlLedger
from tests.conversation.guide import labels, plain

FILES = sorted((Path(__file__).parent / "stories").glob("*.yaml"))
STORIES = [(path.stem, story) for path in FILES for story in yaml.safe_load(path.read_text(encoding="utf-8"))]
#: What nothing comes back at.
_SILENT = {"restart", "change"}
_KINDS = {"say": Kind.TEXT, "command": Kind.COMMAND, "link": Kind.ACTION, "send": Kind.OTHER}


@lru_cache(maxsize=8)
def app_of(text: str) -> App:
    """The guide to a programme, given by the text of its file."""
    return builder(Path("programme.yaml"))(text)


def app_of_file(path: str) -> App:
    """The guide to the programme of a file."""
    return app_of(Path(path).read_text(encoding="utf-8"))


class Process:
    """The guide as a process that may be started again: its conversations are in a database."""

    def __init__(self, events: str, folder: Path, now: datetime) -> None:
        self._address, self._file, self._now = f"sqlite:///{folder}/guide.db", folder / "programme.yaml", now
        self._file.write_text(Path(events).read_text(encoding="utf-8"), encoding="utf-8")

    async def __aenter__(self) -> "Process":
        self._database = await open_database(self._address)
        self._conversations = SqlConversations(self._database)
        self._serving = Serving(self._file, app_of, SqlLedger(self._database))
        await self._serving.start()
        await self._serving.check(self._now)
        return self

    async def change(self, what: dict[str, str], now: datetime) -> None:
        """Someone writes something else in the programme's file."""
        self._file.write_text(changed(self._file.read_text(encoding="utf-8"), what), encoding="utf-8")
        await self._serving.check(now, at_once=True)

    async def __aexit__(self, *error: object) -> None:
        await self._database.close()

    async def restart(self) -> None:
        """Nothing is left but what the database holds."""
        await self.__aexit__()
        await self.__aenter__()

    async def sent(self, now: datetime) -> Reply:
        """What the guide sends by itself when it looks at the time; nothing is an empty reply."""
        shown: list[Reply] = []
        carrier, guide = ConsoleCarrier(partial(_show, shown)), self._serving.current.guide
        clock = Clock(guide.catalogue.programme.timezone, at=now)
        agenda = SqlAgenda(self._database, carrier.channel)
        await Reminders(agenda, carrier, guide=lambda: guide, clock=clock, posted=lambda: None).tick()
        newsroom = SqlNewsroom(self._database, carrier.channel)
        teller = Teller(newsroom, carrier, posted=lambda: None, machine_ms=machine_ms)
        await teller.tell(guide, self._serving.fingerprint, now)
        outbox = SqlOutbox(self._database, carrier.channel, Pace(per_second=1000, person=0), machine_ms)
        await outbox.recover()
        while sendings := (await outbox.turn_over([], carrier.room, tuple(Rank))).sendings:
            verdicts = [judge(s, await carrier.carry(s.letter.key, s.letter.part), machine_ms()) for s in sendings]
            await outbox.turn_over(verdicts, 0, ())
        assert len(shown) <= 1, [str(reply.text) for reply in shown]
        return shown[0] if shown else Reply(text=rich(""))

    async def answer(self, asked: IncomingMessage, now: datetime) -> Reply:
        """The reply to a message of the one person there is."""
        return await converse(self._serving.current, self._conversations, lambda: now)(KEY, asked)


def changed(text: str, what: dict[str, str]) -> str:
    """A text where something else stands in the place of what stood there."""
    for old, new in what.items():
        assert old in text
        text = text.replace(old, new)
    return text


async def _show(shown: list[Reply], reply: Reply) -> None:
    shown.append(reply)


def message(turn: dict[str, Any], seen: list[Button]) -> IncomingMessage:
    """What the person does at a turn; `seen` are the buttons of all messages, oldest first."""
    if "tap" in turn:
        actions = {plain(button.label): button.action for button in seen}
        assert turn["tap"] in actions, f"no button {turn['tap']!r}; there are {list(actions)}"
        return IncomingMessage(kind=Kind.ACTION, text=actions[turn["tap"]])
    if "share" in turn:
        lat, lon = turn["share"]
        return IncomingMessage(kind=Kind.LOCATION, location=Position(lat=lat, lon=lon))
    done = next(key for key in _KINDS if key in turn)
    return IncomingMessage(kind=_KINDS[done], text=turn[done])


def told(reply: Reply, turn: dict[str, Any]) -> dict[str, Any]:
    """What came back, of all that the turn expects."""
    record: dict[str, Any] = {"reply": plain(str(reply.text)), "buttons": labels(reply)}
    if answer := reply.answer:
        record |= {"intent": answer.intent, "events": list(answer.events), "alternatives": list(answer.alternatives)}
        criteria = as_json(answer.criteria)
        record["criteria"] = {key: value for key, value in criteria.items() if value not in (None, [], {})}
    return {key: record.get(key) for key in turn if key in ("reply", "buttons", *record)}


def expected(turn: dict[str, Any]) -> dict[str, Any]:
    """What a turn expects to come back; a block of YAML ends with a line break."""
    return {
        key: value.rstrip("\n") if key == "reply" else value
        for key, value in turn.items()
        if key in ("reply", "buttons", "intent", "events", "alternatives", "criteria")
    }


async def told_again(story: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """What comes back at each turn of a story, of all that the turn expects; {} at a restart."""
    seen: list[Button] = []
    records: list[dict[str, Any]] = []
    now = story["now"]
    events = story.get("events", "data/events.yaml")
    async with Process(events, folder, datetime.fromisoformat(now)) as process:
        for turn in story["turns"]:
            now = turn.get("wait", turn.get("now", now))
            moment = datetime.fromisoformat(now)
            if not _SILENT.isdisjoint(turn):
                await (process.restart() if "restart" in turn else process.change(turn["change"], moment))
                records.append({})
                continue
            reply = await (process.sent(moment) if "wait" in turn else process.answer(message(turn, seen), moment))
            seen += chain.from_iterable(reply.buttons)
            records.append(told(reply, turn))
    return records


@pytest.mark.parametrize("story", [pytest.param(story, id=f"{file}: {story['story']}") for file, story in STORIES])
async def test_story(story: dict[str, Any], tmp_path: Path) -> None:
    for turn, record in zip(story["turns"], await told_again(story, tmp_path), strict=True):
        assert record == expected(turn), turn


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _record(path: Path) -> None:
    """Write the answers of today into a file of stories; a turn without any gets its reply and buttons."""
    stories = yaml.safe_load(path.read_text(encoding="utf-8"))
    for story in stories:
        for turn in story["turns"]:
            if _SILENT.isdisjoint(turn) and not expected(turn):
                turn |= {"reply": "", "buttons": []}
        with TemporaryDirectory() as folder:
            records = asyncio.run(told_again(story, Path(folder)))
        for turn, record in zip(story["turns"], records, strict=True):
            turn |= record
    text = yaml.dump(stories, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for file in FILES:
        _record(file)
