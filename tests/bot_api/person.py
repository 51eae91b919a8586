"""Someone who talks to the bot: « tests talk like a user »."""

import asyncio
import copy
import re
from typing import Any

from tests.bot_api.chats import Chat, Shown
from tests.bot_api.server import EPOCH, BotApi

Json = dict[str, Any]

#: What Telegram gives for messages that are no text.
ATTACHMENTS: dict[str, Any] = {
    "voice": {"file_id": "v", "file_unique_id": "v", "duration": 3},
    "photo": [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}],
    "sticker": {
        "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9,
        "is_animated": False, "is_video": False,
    },
    "document": {"file_id": "d", "file_unique_id": "d"},
    "contact": {"phone_number": "0", "first_name": "Camille"},
    "dice": {"emoji": "🎲", "value": 3},
}  # fmt: skip

#: What Telegram gives for what happens to the chat itself.
SERVICES: dict[str, Any] = {
    "new_chat_title": "Industrie",
    "new_chat_members": [{"id": 5, "is_bot": False, "first_name": "Lou"}],
    "left_chat_member": {"id": 5, "is_bot": False, "first_name": "Lou"},
}


class Person:
    """A person in a chat with the bot (or in a group)."""

    def __init__(
        self,
        api: BotApi,
        chat_id: int = 1001,
        *,
        chat_type: str = "private",
        number: int | None = None,
        topic: int | None = None,
    ) -> None:
        """`number`: theirs, in a group; `topic`: the one of a forum that they write in."""
        self._api = api
        self._number = number or abs(chat_id)
        self._topic = topic
        self.chat = api.chats.setdefault(chat_id, Chat(id=chat_id, type=chat_type))
        if topic:
            self.chat.topics.add(topic)

    async def says(self, text: str, *, to: Shown | None = None) -> int:
        """Type a text or a command, `to`: as an answer to a message of the bot; the update's number."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[:1] == "/" else []
        mentions = re.finditer(r"(?<!\S)@\w+", text)
        entities += [{"type": "mention", "offset": found.start(), "length": len(found[0])} for found in mentions]
        answered = {"reply_to_message": self._api.message_json(self.chat, to)} if to else {}
        return await self.sends_content({"text": text} | answered | ({"entities": entities} if entities else {}))

    async def shares(self, lat: float, lon: float, *, to: Shown | None = None) -> int:
        """Share a position, `to`: as an answer to a message of the bot."""
        answered = {"reply_to_message": self._api.message_json(self.chat, to)} if to else {}
        return await self.sends_content({"location": {"latitude": lat, "longitude": lon}} | answered)

    async def sends(self, kind: str) -> int:
        """Send something that is no text; a name of `ATTACHMENTS` or of `SERVICES`."""
        return await self.sends_content({kind: (ATTACHMENTS | SERVICES)[kind]})

    async def edits(self, text: str) -> int:
        """Change a message that was sent."""
        return await self._api.deliver({"edited_message": self._message({"text": text, "edit_date": EPOCH})})

    async def blocks(self) -> int:
        """Block the bot."""
        return await self._membership("kicked")

    async def unblocks(self) -> int:
        """Let the bot write again."""
        return await self._membership("member")

    async def lets_in(self) -> int:
        """Add the bot to the group."""
        return await self._membership("member")

    async def upgrades(self, chat_id: int, *, tells: bool = False) -> None:
        """Make a supergroup of the group; Telegram tells the bot at once, or when it next writes to the old one."""
        old = self.chat
        if tells:
            await self.sends_content({"migrate_to_chat_id": chat_id})
        old.moved_to = chat_id
        self.chat = self._api.chats.setdefault(chat_id, Chat(id=chat_id, type="supergroup"))
        if tells:
            await self.sends_content({"migrate_from_chat_id": old.id})

    async def taps(self, label: str, *, on: Shown | None = None) -> int:
        """Tap the newest button of that label, or the one under a given message, even one that is gone since."""
        shown = on or next((m for m in reversed(self.chat.messages) if label in m.buttons), None)
        assert shown, f"no button {label!r}; there are {[m.buttons for m in self.chat.messages]}"
        return await self.sends_action(shown.button(label)["callback_data"], shown)

    async def sends_action(self, data: str, shown: Shown, *, is_accessible: bool = True) -> int:
        """What an application sends when a button is tapped; `is_accessible`: the bot may still edit its message."""
        query_id = str(self._api.next_id())
        self._api.waiting_buttons.add(query_id)
        gone = {"chat": self.chat.as_json(), "message_id": shown.message_id, "date": 0}
        message = self._api.message_json(self.chat, shown) if is_accessible else gone
        query = {"id": query_id, "from": self._user, "chat_instance": "1", "data": data, "message": message}
        return await self._api.deliver({"callback_query": query})

    async def votes(self, shown: Shown, *labels: str) -> None:
        """Choose options of a vote, by the beginnings of their labels; the bot is told how it stands."""
        assert shown.poll
        assert not shown.poll["is_closed"]
        for option in shown.poll["options"]:
            option["voter_count"] += option["text"].startswith(labels)
        shown.poll["total_voter_count"] += 1
        await self._api.deliver({"poll": copy.deepcopy(shown.poll)})

    async def end_of(self, shown: Shown) -> None:
        """The time to vote is over."""
        assert shown.poll
        shown.poll["is_closed"] = True
        await self._api.deliver({"poll": shown.poll})

    async def types(
        self, text: str, *, offset: str = "", here: tuple[float, float] | None = None, within: float = 5
    ) -> Json:
        """Type after the bot's name in any chat; what it answers. `here`: the position, when one lets it be known."""
        query = await self.begins_to_type(text, offset=offset, here=here)
        await self._api.until(lambda: query not in self._api.typing, within=within)
        return self._api.answers[query]

    async def begins_to_type(self, text: str, *, offset: str = "", here: tuple[float, float] | None = None) -> str:
        """Type after the bot's name, without waiting for an answer; the query's name."""
        query = str(self._api.next_id())
        self._api.typing.add(query)
        head = {"id": query, "from": self._user, "query": text, "offset": offset, "chat_type": "group"}
        place = {"location": {"latitude": here[0], "longitude": here[1]}} if here else {}
        await self._api.deliver({"inline_query": head | place})
        return query

    async def reads(self, count: int = 1, *, within: float = 20) -> Shown:
        """The last of the next `count` messages, new or edited."""
        assert count >= 1
        async with asyncio.timeout(within):
            for _ in range(count):
                shown = await self.chat.news.get()
        return shown

    async def asks(self, text: str, *, to: Shown | None = None) -> Shown:
        """Type a text and read the answer."""
        await self.says(text, to=to)
        return await self.reads()

    async def follows(self, url: str) -> Shown:
        """Follow a deep link of the bot, in one's own conversation with it, and read the answer."""
        return await self.asks(f"/start {url.partition('?start=')[2]}")

    async def reads_nothing(self, within: float = 0.2) -> None:
        """Nothing comes."""
        await asyncio.sleep(within)
        assert self.chat.news.empty(), self.chat.news.get_nowait()

    async def _membership(self, status: str) -> int:
        self.chat.is_blocked = status == "kicked"
        bot = {"id": self._api.bot_id, "is_bot": True, "first_name": "Guide"}
        head = {"chat": self.chat.as_json(), "from": self._user, "date": EPOCH}
        old = {"user": bot, "status": "member" if self.chat.is_blocked else "kicked"}
        return await self._api.deliver(
            {"my_chat_member": head | {"old_chat_member": old, "new_chat_member": {"user": bot, "status": status}}}
        )

    @property
    def sees(self) -> list[str]:
        """All texts of the bot in the chat, as they stand now."""
        return [message.text for message in self.chat.messages]

    @property
    def _user(self) -> Json:
        return {"id": self._number, "is_bot": False, "first_name": self.chat.first_name, "language_code": "fr"}

    async def sends_content(self, content: Json) -> int:
        """Send a message with this in it."""
        message = self._message(content)
        if self.chat.type != "private" and self._api.is_private and not self._is_for_the_bot(message):
            return 0  # https://core.telegram.org/bots/features#privacy-mode
        return await self._api.deliver({"message": message})

    def _is_for_the_bot(self, message: Json) -> bool:
        text, answered = message.get("text", ""), message.get("reply_to_message", {})
        is_named = f"@{self._api.username}".lower() in text.lower()
        is_talk = {"text", "location", *ATTACHMENTS} & message.keys()
        return not is_talk or text.startswith("/") or is_named or answered.get("from", {}).get("is_bot", False)

    def _message(self, content: Json) -> Json:
        number = self._api.next_id()
        self.chat.said.add(number)
        head = {"message_id": number, "date": EPOCH + number, "chat": self.chat.as_json(), "from": self._user}
        topic = {"is_topic_message": True, "message_thread_id": self._topic} if self._topic else {}
        return head | topic | content
