"""The conversation of docs/telegram.md is what a group sees; lines that stand for others are « … »."""

import re
from itertools import pairwise
from pathlib import Path

from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.channels.telegram.conftest import Serving
from tests.channels.telegram.test_groups import GROUP, guide
from tests.conversation.guide import plain

DOCUMENT = Path(__file__).parents[3] / "docs" / "telegram.md"
_TURN = re.compile(
    r"^(Léa|Noé) (?P<answers>answers )?(?:: (?P<said>.*)|taps « (?P<label>.*) »|votes « (?P<vote>.*) »)$", re.MULTILINE
)


def turns() -> list[tuple[re.Match[str], list[str]]]:
    """What members do, each with the lines that are shown next."""
    text = re.findall(r"^```text\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)[0]
    found = [*_TURN.finditer(text)]
    ends = [(one.end(), after.start()) for one, after in pairwise(found)] + [(found[-1].end(), len(text))]
    return [(one, text[start:end].strip().splitlines()) for one, (start, end) in zip(found, ends, strict=True)]


def read(shown: Shown) -> str:
    """A message as its readers see it."""
    poll = shown.poll or {"question": "", "options": []}
    lines = [shown.text, poll["question"], *(option["text"] for option in poll["options"]), *shown.buttons]
    return plain("\n".join(filter(None, lines)))


async def test_the_conversation_is_real(serving: Serving, api: BotApi) -> None:
    members = {
        name: Person(api, GROUP, chat_type="supergroup", number=number) for name, number in (("Léa", 1), ("Noé", 2))
    }
    async with serving(guide):
        for done, expected in turns():
            person = members[done[1]]
            if done["vote"]:
                await person.votes(person.chat.messages[-1], done["vote"])
                continue
            if done["label"]:
                await person.taps(done["label"])
            else:
                await person.says(done["said"], to=person.chat.messages[-1] if done["answers"] else None)
            rest = iter(read(await person.reads()).splitlines())
            missing = [line for line in expected if line not in ("", "…") and line not in rest]
            assert missing == [], done[0]
    assert len(turns()) > 4
