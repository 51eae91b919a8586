"""What the guide says by itself when the programme has changed: one message a person, the event as it now is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.easy import easy
from bot.conversation.lists.buttons import short
from bot.conversation.lists.summary import summary
from bot.conversation.message import Button, Reply
from bot.conversation.news.digest import News
from bot.conversation.news.words import sentences
from bot.conversation.one_event.simple import read_aloud
from bot.conversation.session import Subscription
from bot.conversation.turn import Guide
from bot.reminders.model import Reminder
from bot.replies.dates import day_and_hour
from bot.replies.french import listed
from bot.replies.rich import Rich, bold, join

#: Events of one message; the others are counted.
_MOST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminded:
    """News of an event that a person has asked to be reminded of, and the reminders as they now are."""

    news: News
    reminders: Sequence[Reminder] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """News for a subscription; never none."""

    subscription: Subscription
    news: Sequence[News]


def news_reply(
    guide: Guide, reminded: Sequence[Reminded], followed: Sequence[Followed], now: datetime, *, simple: bool = False
) -> Reply:
    """One message about all that has changed for one person; `now` is local; `simple`: in short sentences."""
    reply = _Message(guide, now, simple=simple).reply(reminded, followed)
    return easy(reply) if simple else reply


class _Message:
    """A message that is being put together."""

    def __init__(self, guide: Guide, now: datetime, *, simple: bool) -> None:
        self._guide, self._now, self._simple = guide, now, simple
        self._book = "simple_news" if simple else "news"
        self._buttons: list[tuple[Button, ...]] = []
        self._room = _MOST

    def reply(self, reminded: Sequence[Reminded], followed: Sequence[Followed]) -> Reply:
        parts = [*self._reminded(reminded), *(part for each in followed for part in self._followed(each))]
        stops = [self._stop(each.subscription, alone=len(followed) == 1) for each in followed]
        return Reply(text=join("\n\n", parts), buttons=(*self._buttons, *stops))

    def _say(self, key: str, **values: Any) -> Rich:
        """A sentence, in short ones for who reads best so."""
        return self._guide.phrases.say(f"{self._book}.{key}", **values)

    def _reminded(self, reminded: Sequence[Reminded]) -> Iterator[Rich]:
        if reminded:
            yield self._say("reminded", count=len(reminded))
            yield from self._items([each.news for each in reminded], [self._reminders(each) for each in reminded])

    def _followed(self, followed: Followed) -> Iterator[Rich]:
        what = self._what(followed.subscription)
        what = read_aloud(what) if self._simple else what
        yield self._say("subscribed", what=what) if what else self._say("subscribed_to_all")
        see_all = f"sv:{followed.subscription.number}"
        yield from self._items(followed.news, [Rich()] * len(followed.news), see_all)

    def _items(self, news: Sequence[News], after: Sequence[Rich], see_all: str = "") -> Iterator[Rich]:
        """Each event under its title; at least one of every group, whatever room is left; then how many more."""
        shown = min(len(news), max(self._room, 1))
        self._room -= shown
        for each, last in list(zip(news, after, strict=True))[:shown]:
            event = each.change.event
            told = sentences(each, self._guide.phrases, self._now, simple=self._simple)
            yield join("\n", (bold(event.title), *told, last))
            if each.change.after:
                self._buttons.append((Button(label=short(event.title), action=f"e:{event.id}"),))
        if left := len(news) - shown:
            yield self._say("more", count=left)
            if see_all:
                self._buttons.append((Button(label=self._guide.phrases.text("news.button_all"), action=see_all),))

    def _reminders(self, reminded: Reminded) -> Rich:
        """What becomes of the reminders; nothing when they stay as they were."""
        event, told = reminded.news.change.after, reminded.news.kinds
        if not reminded.reminders:
            return Rich()
        if event is None or event.status == "cancelled":
            return self._say("reminders_dropped", count=len(reminded.reminders))
        if not {"postponed", "time", "back", "deadline"} & set(told):
            return Rich()
        if not event.sessions:
            return self._say("reminders_waiting")
        times = sorted({reminder.wall for reminder in reminded.reminders if reminder.wall > self._now})
        when = listed([day_and_hour(time, self._now.date()) for time in times])
        return self._say("reminders_kept", when=when) if times else Rich()

    def _stop(self, subscription: Subscription, *, alone: bool) -> tuple[Button, ...]:
        text, what = self._guide.phrases.text, self._what(subscription)
        label = text("news.button_stop") if alone or not what else text("news.button_stop_one", what=what)
        return (Button(label=short(label), action=f"us:{subscription.number}"),)

    def _what(self, subscription: Subscription) -> str:
        """The search, said back."""
        criteria = subscription.criteria
        return summary(criteria, gazetteer=self._guide.gazetteer, phrases=self._guide.phrases, now=self._now)
