"""A guide to a small programme, and questions put to one handler as the dialogue would."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from bot.conversation.message import IncomingMessage, Kind, Reply
from bot.conversation.session import Session
from bot.conversation.turn import Guide, Turn
from bot.events import catalogue
from bot.replies.phrases import Phrases
from intents import Criteria, Gazetteer, Understanding

#: A Monday, a week before the small programme.
NOW = datetime(2021, 11, 15, 9)


@lru_cache(maxsize=1)
def guide() -> Guide:
    """The guide to small_programme.yaml."""
    gazetteer = Gazetteer.load(Path("data/communes.csv"))
    programme = Path(__file__).with_name("small_programme.yaml")
    return Guide(catalogue=catalogue.load(programme, gazetteer), gazetteer=gazetteer, phrases=Phrases.load())


def ask(
    handle: Callable[[Turn], Reply],
    text: str = "",
    *,
    event: str | None = None,
    session: Session | None = None,
    now: datetime = NOW,
    criteria: Criteria | None = None,
    kind: Kind = Kind.TEXT,
) -> Reply:
    """The reply of a handler to a question about an event."""
    turn = Turn(
        guide=guide(),
        message=IncomingMessage(kind=kind, text=text),
        session=session or Session(),
        now=now,
        text=text,
        understanding=Understanding(
            text=text, spelt=text, intent="help", confidence=1.0, criteria=criteria or Criteria()
        ),
        event=event,
    )
    return handle(turn)


def read(reply: Reply) -> str:
    """The text of a reply, no-break spaces made ordinary, bold in asterisks."""
    runs = (f"**{run.text}**" if run.bold else run.text for run in reply.text.runs)
    return plain("".join(runs))


def labels(reply: Reply) -> list[str]:
    """The labels of the buttons."""
    return [plain(button.label) for row in reply.buttons for button in row]


def plain(text: str) -> str:
    """No-break spaces as ordinary ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
