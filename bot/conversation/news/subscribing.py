"""The subscriptions of one conversation: kept by the session, said, changed and stopped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from bot.conversation.lists.finding import find
from bot.conversation.lists.summary import summary
from bot.conversation.message import Button, Reply
from bot.conversation.minors import told_to_the_young
from bot.conversation.session import OwnList, Pending, Subscription
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.words import fold
from bot.reminders.rhythms import RHYTHMS, Rhythm
from bot.replies.rich import Rich, join
from intents import Criteria

#: Subscriptions that one person may have.
MOST = 20


def rhythm_said(*texts: str) -> Rhythm | None:
    """« une fois par semaine »; None when no text says."""
    topics = asked("rhythm", *texts)
    return next((rhythm for rhythm in RHYTHMS if rhythm in topics), None)


@dataclass(frozen=True, slots=True)
class Subscribing:
    """Subscriptions of the session of a turn, and what is said of them."""

    turn: Turn

    def all(self) -> list[Subscription]:
        """In the order in which they were asked."""
        return list(self.turn.session.subscriptions.values())

    def subscribe(self, criteria: Criteria, intent: str, rhythm: Rhythm | None) -> Reply:
        """Keep a search; one that is kept already may get another rhythm."""
        same = next((s for s in self.all() if (s.criteria, s.intent) == (criteria, intent)), None)
        if same and rhythm in (None, same.rhythm):
            return self.noted(same, "already")
        if same and rhythm:
            return self.change(same, rhythm=rhythm)
        if len(self.all()) >= MOST:
            return self.listed("subscribe.too_many", count=MOST)
        number = self.turn.session.new_number(self.turn.now)
        return self._keep(
            Subscription(number=number, criteria=criteria, intent=intent, rhythm=rhythm or "now", since=self.turn.now),
            "noted",
        )

    def change(self, subscription: Subscription, **changes: Any) -> Reply:
        """Another rhythm, or another search."""
        return self._keep(replace(subscription, **changes), "changed")

    def noted(self, subscription: Subscription, name: str) -> Reply:
        """What is subscribed to, what fits it now, and what can be changed."""
        self.turn.session.pending = Pending(subscription=subscription.number)
        rhythm = self._text(f"rhythm_{subscription.rhythm}")
        told = self._say(name, rhythm=rhythm, what=self.what(subscription.criteria))
        count = len(find(self.turn.guide, subscription.criteria, None, self.turn.now).found)
        others = tuple(self._rhythm_button(subscription, r) for r in RHYTHMS if r != subscription.rhythm)
        stop = Button(label=self._text("button_stop"), action=f"us:{subscription.number}")
        see = Button(label=self._text("button_see"), action=f"sv:{subscription.number}")
        existing = self._say("existing", count=count) if count else Rich()
        young = told_to_the_young(self.turn, "subscribe") if name == "noted" else Rich()
        return Reply(text=join("\n\n", (told, existing, young)), buttons=(others, (stop, see) if count else (stop,)))

    def how_often(self, subscription: Subscription) -> Reply:
        """The three rhythms, to choose one."""
        self.turn.session.pending = Pending(subscription=subscription.number)
        buttons = tuple((self._rhythm_button(subscription, rhythm),) for rhythm in RHYTHMS)
        return Reply(text=self._say("how_often", what=self.what(subscription.criteria)), buttons=buttons)

    def listed(self, opening: str = "list_subscriptions.some", **values: Any) -> Reply:
        """All of them, numbered, each with what can be done about it; `opening`: key of what is said first."""
        subscriptions, say = self.all(), self.turn.guide.phrases.say
        calendars = Button(label=self.turn.guide.phrases.text("feeds.button_list"), action="l:calendars")
        others = ((calendars,),) if self.turn.session.feeds else ()
        if not subscriptions:
            return Reply(text=say("list_subscriptions.none"), buttons=others)
        self.turn.session.own = OwnList(kind="subscriptions", numbers=tuple(s.number for s in subscriptions))
        lines = [
            say("list_subscriptions.line", rank=rank, what=self.what(s.criteria), rhythm=self._listed_rhythm(s))
            for rank, s in enumerate(subscriptions, 1)
        ]
        rows = [self._row(rank, subscription) for rank, subscription in enumerate(subscriptions, 1)]
        if len(subscriptions) > 1:
            rows.append((Button(label=self._text("button_stop_all"), action="us:*"),))
        first = say(opening, **({"count": len(subscriptions)} | values))
        return Reply(text=join("\n", (first, *lines)), buttons=(*rows, *others))

    def stop(self, numbers: Iterable[int]) -> list[Subscription]:
        """Take subscriptions away; those that there were."""
        shelf = self.turn.session.subscriptions
        return [shelf.pop(number) for number in list(numbers) if number in shelf]

    def ranked(self) -> Subscription | None:
        """« le 2 », of the list that was shown."""
        own, reference = self.turn.session.own, self.turn.understanding.reference
        if own is None or own.kind != "subscriptions" or reference is None or not reference.rank:
            return None
        return self.turn.session.subscriptions.get(own.ranked(reference.rank) or 0)

    def matching(self, criteria: Criteria) -> list[Subscription]:
        """Those that have to do with all that is named: « les alertes job dating du Var »."""
        return [subscription for subscription in self.all() if _overlaps(criteria, subscription.criteria)]

    def what(self, criteria: Criteria) -> str:
        """The search, said back."""
        guide = self.turn.guide
        said = summary(criteria, gazetteer=guide.gazetteer, phrases=guide.phrases, now=self.turn.now)
        return said or self._text("everything")

    def _keep(self, subscription: Subscription, name: str) -> Reply:
        shelf = self.turn.session.subscriptions
        for same in [
            s for s in shelf.values() if (s.criteria, s.intent) == (subscription.criteria, subscription.intent)
        ]:
            del shelf[same.number]
        shelf[subscription.number] = subscription
        return self.noted(subscription, name)

    def _row(self, rank: int, subscription: Subscription) -> tuple[Button, ...]:
        return (
            Button(label=self._text("button_ranked_change", rank=rank), action=f"sr:{subscription.number}"),
            Button(label=self._text("button_ranked_stop", rank=rank), action=f"us:{subscription.number}"),
        )

    def _rhythm_button(self, subscription: Subscription, rhythm: Rhythm) -> Button:
        return Button(label=self._text(f"button_{rhythm}"), action=f"sr:{subscription.number}:{rhythm}")

    def _listed_rhythm(self, subscription: Subscription) -> str:
        return self.turn.guide.phrases.text(f"list_subscriptions.rhythm_{subscription.rhythm}")

    def _say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        return self.turn.guide.phrases.say(f"subscribe.{key}", count=count, **values)

    def _text(self, key: str, **values: Any) -> str:
        return str(self._say(key, **values))


def _overlaps(named: Criteria, kept: Criteria) -> bool:
    """Each thing that is named is in what is kept."""
    return all(_shares(getattr(named, key), getattr(kept, key)) for key in named.asked() - {"near", "radius_km"})


def _shares(named: Any, kept: Any) -> bool:
    if not isinstance(named, tuple):
        return bool(named == kept)
    return bool(_folded(named) & _folded(kept))


def _folded(values: Sequence[Any]) -> set[Any]:
    return {fold(value) if isinstance(value, str) else value for value in values}
