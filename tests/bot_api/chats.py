"""What the chats of the test server show: messages as their readers see them, edits applied."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that the bot has sent."""

    #: "photo" or "document".
    kind: str
    name: str
    media_type: str
    data: bytes


@dataclass(kw_only=True)
class Shown:
    """A message of the bot, as it stands now."""

    message_id: int
    #: The caption, when there is a file.
    text: str = ""
    #: As the Bot API gives them: {"type", "offset", "length"}, in UTF-16 units.
    entities: list[Json] = field(default_factory=list)
    #: "inline_keyboard" or "keyboard" and what they hold.
    markup: Json = field(default_factory=dict)
    venue: Json | None = None
    location: Json | None = None
    file: File | None = None
    #: {"id", "question", "options", "is_closed"…}, as the Bot API gives it.
    poll: Json | None = None
    edits: int = 0
    #: The topic that it stands in, and the number of the message that it answers.
    topic: int | None = None
    answers: int | None = None

    @property
    def buttons(self) -> list[str]:
        """Labels of the buttons under the message, row after row."""
        return [button["text"] for row in self.markup.get("inline_keyboard", []) for button in row]

    @property
    def bold(self) -> list[str]:
        """The stretches in bold."""
        data = self.text.encode("utf-16-le")
        spans = [(2 * e["offset"], 2 * (e["offset"] + e["length"])) for e in self.entities if e["type"] == "bold"]
        return [data[start:end].decode("utf-16-le") for start, end in spans]

    def button(self, label: str) -> Json:
        """The button of that label."""
        for row in self.markup.get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    return dict(button)
        raise AssertionError(f"no button {label!r}; there are {self.buttons}")


@dataclass(kw_only=True)
class Chat:
    """A chat that the bot knows."""

    id: int
    type: str = "private"
    first_name: str = "Camille"
    #: The person has blocked the bot.
    is_blocked: bool = False
    #: The number of the supergroup that the group has become.
    moved_to: int | None = None
    #: Open topics of a forum, and numbers of people's messages.
    topics: set[int] = field(default_factory=set)
    said: set[int] = field(default_factory=set)
    #: Numbers of the administrators of the group.
    leaders: set[int] = field(default_factory=set)
    #: Those of the bot, in order.
    messages: list[Shown] = field(default_factory=list)
    #: Messages new or edited since they were last read.
    news: asyncio.Queue[Shown] = field(default_factory=asyncio.Queue)

    def as_json(self) -> Json:
        """The chat as the Bot API gives it."""
        name = {"first_name": self.first_name} if self.type == "private" else {"title": self.first_name}
        return {"id": self.id, "type": self.type} | name

    def message(self, message_id: int) -> Shown | None:
        """The bot's message of that number."""
        return next((message for message in self.messages if message.message_id == message_id), None)
