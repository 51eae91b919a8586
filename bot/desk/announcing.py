"""An organiser writes to many people: for whom, what, seen before it leaves, tried on oneself, stopped in one tap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from msgspec import structs

from bot.conversation.easy import easy
from bot.conversation.lists.summary import summary
from bot.conversation.message import Button, Reply
from bot.conversation.turn import Guide
from bot.desk.records import Announcement, Records
from bot.desk.talk import Step, Talk
from bot.events.naming import mentions
from bot.replies.phrases import Phrases
from bot.replies.rich import join, rich
from intents import Criteria

#: Characters of an announcement: it is one message, with what tells where it comes from.
_LONGEST = 3500


@dataclass(frozen=True, kw_only=True)
class Announcing:
    """Makes announcements; `read` tells what a text asks for."""

    records: Records
    guide: Callable[[], Guide]
    now: Callable[[], datetime]
    read: Callable[[str], Criteria]

    @property
    def steps(self) -> Mapping[str, Step]:
        """What buttons and texts do."""
        return {
            "say": self._say,
            "to": self._to,
            "of_event": self._of_event,
            "of_search": self._of_search,
            "text": self._text,
            "try": self._try,
            "send": self._send,
            "stop": self._stop,
            "progress": self._progress,
        }

    async def _say(self, talk: Talk, rest: str) -> Reply:
        """`ad:say`: asks for whom it is."""
        buttons = [self._button(f"to_{audience}", f"to:{audience}") for audience in ("all", "event", "search")]
        return self._says("for_whom", *buttons)

    async def _to(self, talk: Talk, audience: str) -> Reply:
        """`ad:to:<audience>`: asks for the rest of it, or for the text."""
        if audience == "all":
            return self._asks_text(talk, Announcement(audience=audience))
        talk.awaits = f"of_{audience}"
        return self._says(f"which_{audience}")

    async def _of_event(self, talk: Talk, text: str) -> Reply:
        catalogue = self.guide().catalogue
        found = mentions(catalogue, text, limit=1)
        if not found:
            talk.awaits = "of_event"
            return self._says("unknown_event")
        return self._asks_text(talk, Announcement(audience="event", event=found[0].event))

    async def _of_search(self, talk: Talk, text: str) -> Reply:
        criteria = self.read(text)
        if not criteria:
            talk.awaits = "of_search"
            return self._says("unclear_search")
        return self._asks_text(talk, Announcement(audience="search", criteria=criteria))

    def _asks_text(self, talk: Talk, announcement: Announcement) -> Reply:
        talk.announcement, talk.awaits = announcement, "text"
        return self._says("which_text")

    async def _text(self, talk: Talk, text: str) -> Reply:
        if talk.announcement is None or len(text) > _LONGEST:
            talk.awaits = "text" if talk.announcement else ""
            return self._says("too_long")
        talk.announcement = replace(talk.announcement, text=text)
        say, count = self.guide().phrases.say, await self.records.audience(talk.announcement)
        shown = announcement_notice(text, self.guide().phrases).text
        buttons = [self._button("try", "try")]
        if count:
            buttons.append(Button(label=str(say("desk.send", count=count)), action="ad:send"))
        name = "desk.preview" if count else "desk.preview_nobody"
        head = say(name, whom=self._whom(talk.announcement), count=count)
        return Reply(text=join("\n\n", (head, shown)), buttons=tuple((button,) for button in buttons))

    async def _try(self, talk: Talk, rest: str) -> Reply:
        """`ad:try`: sends it to the organiser alone."""
        if talk.announcement is None:
            return Reply(text=self.guide().phrases.say("common.old_button"))
        notice = announcement_notice(talk.announcement.text, self.guide().phrases)
        return structs.replace(notice, buttons=(*notice.buttons, (self._button("send_now", "send"),)))

    async def _send(self, talk: Talk, rest: str) -> Reply:
        """`ad:send`: begins to send it."""
        if talk.announcement is None:
            return Reply(text=self.guide().phrases.say("common.old_button"))
        number, talk.announcement = await self.records.announce(talk.announcement), None
        return self._says(
            "sending", self._button("stop", f"stop:{number}"), self._button("progress", f"progress:{number}")
        )

    async def _stop(self, talk: Talk, number: str) -> Reply:
        """`ad:stop:<announcement>`: nobody else gets it."""
        return Reply(text=self.guide().phrases.say("desk.stopped", count=await self.records.stop(int(number))))

    async def _progress(self, talk: Talk, number: str) -> Reply:
        """`ad:progress:<announcement>`: how far it is."""
        sent, is_over = await self.records.progress(int(number))
        text = self.guide().phrases.say("desk.all_sent" if is_over else "desk.sent_so_far", count=sent)
        button = self._button("stop", f"stop:{number}")
        return Reply(text=text, buttons=() if is_over else ((button,),))

    def _whom(self, announcement: Announcement) -> str:
        guide = self.guide()
        if announcement.audience == "event":
            event = guide.catalogue.event(announcement.event)
            return guide.phrases.text("desk.whom_event", title=event.title if event else announcement.event)
        if announcement.audience == "search":
            told = summary(announcement.criteria, gazetteer=guide.gazetteer, phrases=guide.phrases, now=self.now())
            return guide.phrases.text("desk.whom_search", search=told)
        return guide.phrases.text("desk.whom_all")

    def _button(self, name: str, action: str) -> Button:
        return Button(label=self.guide().phrases.text(f"desk.{name}"), action=f"ad:{action}")

    def _says(self, name: str, *buttons: Button) -> Reply:
        return Reply(text=self.guide().phrases.say(f"desk.{name}"), buttons=tuple((button,) for button in buttons))


def announcement_notice(text: str, phrases: Phrases, *, simple: bool = False) -> Reply:
    """An announcement as it is received, with a button that refuses the next ones; `simple`: a sentence a line."""
    refuse = Button(label=phrases.text("desk.refuse"), action="na:0")
    reply = Reply(text=join("\n\n", (phrases.say("desk.announcement"), rich(text))), buttons=((refuse,),))
    return easy(reply) if simple else reply
