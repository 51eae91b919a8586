"""Calendars that follow a search or one's reminders, at addresses that the session keeps: given, listed, taken away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.calendars.addresses import hash_of
from bot.conversation.grounding import lacks_centre, with_fixed_centre
from bot.conversation.lists.summary import summary
from bot.conversation.message import Button, Reply
from bot.conversation.session import Feed, Listing, OwnList, Pending
from bot.conversation.turn import Guide, Turn
from bot.replies.rich import Rich, join

#: Addresses that one person may have.
MOST = 10


@dataclass(frozen=True, slots=True)
class Feeds:
    """The addresses of the session of a turn, and what is said of them."""

    turn: Turn

    @property
    def are_offered(self) -> bool:
        """There is a public address under which they may be; a group has none."""
        return self.turn.guide.addresses is not None and not self.turn.session.is_shared

    def all(self) -> list[Feed]:
        """In the order in which they were asked."""
        return list(self.turn.session.feeds.values())

    def button(self, action: str) -> tuple[tuple[Button, ...], ...]:
        """Offers an address: `as:<list>`, `as:` for one's reminders."""
        return ((Button(label=self._text("button_follow"), action=action),),) if self.are_offered else ()

    def of_list(self, listing: Listing) -> Reply:
        """An address for the search of a list; the surroundings of a shared position become those of its commune."""
        if lacks_centre(listing.criteria, self.turn.session):
            return Reply(text=self.turn.guide.phrases.say("subscribe.where_are_you"))
        criteria = with_fixed_centre(listing.criteria, self.turn.session, self.turn.guide.gazetteer)
        return self._given(criteria=criteria, intent=listing.intent)

    def of_reminders(self) -> Reply:
        """An address for what one is, and will be, reminded of."""
        return self._given()

    def listed(self, opening: str = "addresses") -> Reply:
        """All of them, numbered, each with a button that takes it away; `opening`: what is said first."""
        feeds = self.all()
        if not feeds:
            return Reply(text=self._say("no_addresses"))
        if len(feeds) == 1:  # « retire-la »
            self.turn.session.pending = Pending(feed=feeds[0].number)
        self.turn.session.own = OwnList(kind="calendars", numbers=tuple(feed.number for feed in feeds))
        lines = [self._say("address_line", rank=rank, what=self.what(feed)) for rank, feed in enumerate(feeds, 1)]
        rows = [(self._stop_button(feed, "button_ranked_stop", rank=rank),) for rank, feed in enumerate(feeds, 1)]
        if len(feeds) > 1:
            rows.append((Button(label=self._text("button_stop_all"), action="ax:*"),))
        return Reply(text=join("\n", (self._say(opening, count=len(feeds)), *lines)), buttons=tuple(rows))

    def stop(self, numbers: Iterable[int]) -> Reply:
        """Take addresses away; those that were gone already are not spoken of."""
        shelf = self.turn.session.feeds
        stopped = [shelf.pop(number) for number in list(numbers) if number in shelf]
        if not stopped:
            return Reply(text=self._say("no_addresses"))
        return Reply(text=self._say("stopped", count=len(stopped), what=self.what(stopped[0])))

    def what(self, feed: Feed) -> str:
        """What a calendar shows."""
        return feed_name(feed, self.turn.guide, self.turn.now)

    def _given(self, **search: Any) -> Reply:
        """A new address; it is said once, and cannot be said again."""
        turn, addresses = self.turn, self.turn.guide.addresses
        if addresses is None:  # it was, when the button was shown
            return Reply(text=self._say("no_public_address"))
        if len(self.all()) >= MOST:
            return self.listed("too_many")
        secret = addresses.draw()
        feed = Feed(number=turn.session.new_number(turn.now), hash=hash_of(secret), since=turn.now, **search)
        turn.session.feeds[feed.number] = feed
        turn.session.pending = Pending(feed=feed.number)
        text = self._say("address", what=self.what(feed), url=addresses.of(secret))
        return Reply(text=text, buttons=((self._stop_button(feed, "button_stop"),),))

    def _stop_button(self, feed: Feed, label: str, **values: Any) -> Button:
        return Button(label=self._text(label, **values), action=f"ax:{feed.number}")

    def _say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        return self.turn.guide.phrases.say(f"feeds.{key}", count=count, **values)

    def _text(self, key: str, **values: Any) -> str:
        return str(self._say(key, **values))


def feed_name(feed: Feed, guide: Guide, now: datetime) -> str:
    """What a calendar is called: its search, said back."""
    if feed.criteria is None:
        return guide.phrases.text("feeds.my_reminders")
    said = summary(feed.criteria, gazetteer=guide.gazetteer, phrases=guide.phrases, now=now)
    return said or guide.phrases.text("subscribe.everything")
