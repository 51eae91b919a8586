"""Stories of what one does with the guide, told on Telegram: the real process, a person each."""

import asyncio
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.channels.telegram.conftest import PHRASES
from tests.conversation.guide import plain
from tests.delivery.test_news import World
from tests.process import ROOT, START, GuideProcess
from tests.test_stories import STORIES, changed

NOW = "2021-11-15T09:00"
INVITATION = plain(PHRASES.text("telegram.location_invitation"))
#: Seconds for a change to be noticed and told.
WITHIN = 15
#: In other processes, or at other times, stories go on in tests/test_stories.py.
_ELSEWHERE = {"now", "wait", "restart", "change"}
#: By the programme that they are about.
TOLD = {
    events: [
        (f"{file}: {story['story']}", list(takewhile(lambda turn: not _ELSEWHERE & turn.keys(), story["turns"])))
        for file, story in STORIES
        if file in files and story["now"] == NOW and story.get("events", "data/events.yaml") == events
    ]
    for events, files in {
        "data/events.yaml": ("reminders", "subscriptions", "profile", "privacy", "simple", "calendar"),
        "tests/files/class_visits.yaml": ("class_visits",),
    }.items()
}

#: Told on Telegram as far as they need no other day, each with a process and a programme of its own.
NEWS = [
    (story["story"], list(takewhile(lambda turn: turn.get("wait", NOW) < NOW[:10] + "T10", story["turns"])))
    for file, story in STORIES
    if file == "news" and story["now"] == NOW
]


async def does(person: Person, turn: dict[str, Any]) -> None:
    """What a person does at a turn."""
    if "tap" in turn:
        found = [(m, b) for m in person.chat.messages for b in m.buttons if plain(b) == turn["tap"]]
        assert found, f"no button {turn['tap']!r}"
        await person.taps(found[-1][1], on=found[-1][0])
    elif "share" in turn:
        await person.shares(*turn["share"])
    elif "send" in turn:
        await person.sends(turn["send"])
    elif "link" in turn:
        await person.says(f"/start {turn['link']}")
    else:
        await person.says(f"/{turn['command']}" if "command" in turn else turn["say"])


def told(shown: Shown) -> tuple[str, list[str]]:
    """What one reads, and the buttons under it."""
    return plain(shown.text), [plain(label) for label in shown.buttons]


@pytest.mark.parametrize("events", TOLD)
async def test_stories_are_told_alike(api: BotApi, tmp_path: Path, events: str) -> None:
    guide = GuideProcess(api, f"sqlite:///{tmp_path}/guide.sqlite3", tmp_path / "log", EVENTS_FILE=str(ROOT / events))
    await guide.start(NOW)
    try:
        await asyncio.gather(*(tell(Person(api, 3000 + n), *story) for n, story in enumerate(TOLD[events])))
    finally:
        await guide.stop()
    assert len(TOLD[events]) > 10


@pytest.mark.parametrize(("name", "turns"), [pytest.param(*story, id=story[0]) for story in NEWS])
async def test_news_is_told_alike(api: BotApi, tmp_path: Path, name: str, turns: list[dict[str, Any]]) -> None:
    world, person = World(api, tmp_path), Person(api)
    await world.guide.start(NOW)
    for turn in turns:
        if "change" in turn:
            world.write(changed(world.file.read_text(encoding="utf-8"), turn["change"]))
        elif not turn["reply"]:
            await person.reads_nothing()
        else:
            if "wait" not in turn:
                await does(person, turn)
            shown = await person.reads(within=WITHIN if "wait" in turn else START)
            assert told(shown) == (turn["reply"].rstrip("\n"), turn["buttons"]), turn
    await world.guide.stop()


async def tell(person: Person, name: str, turns: list[dict[str, Any]]) -> None:
    """Each turn of a story, one after the other."""
    for turn in turns:
        await does(person, turn)
        while told(shown := await person.reads(within=START)) == (INVITATION, []):
            pass  # where a position is asked for, a keyboard with its button has come beside
        assert told(shown) == (turn["reply"].rstrip("\n"), turn["buttons"]), (name, turn)
