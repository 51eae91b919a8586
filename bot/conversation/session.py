"""What the guide remembers of one conversation."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeVar

from bot.conversation.message import Position
from intents import Criteria

T = TypeVar("T")
#: When news is told: at once, once a day, once a week.
Rhythm = Literal["now", "daily", "weekly"]
#: Lists and questions kept for the buttons of old messages.
_KEPT = 30
#: Their numbers are seconds since then.
_FIRST = datetime(2020, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """Who asks, as they said; it serves their later searches."""

    audiences: tuple[str, ...] = ()
    #: Where they live, study or work: serves « près de chez moi », nothing else.
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list that was shown: what it answered, so that its buttons keep meaning what they said."""

    criteria: Criteria
    #: Ids of the events shown so far, in the order of their numbers.
    events: tuple[str, ...] = ()
    #: How many of `events` met all criteria; those after them only came near.
    fitting: int = 0
    #: "search_events" or "suggest_class_visit".
    intent: str = "search_events"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A search whose new and changed events are told from now on."""

    #: Unlike any other of the same person, for ever; reminders are numbered along.
    number: int
    criteria: Criteria
    #: "search_events" or "suggest_class_visit".
    intent: str = "search_events"
    rhythm: Rhythm = "now"
    #: When it was asked, local.
    since: datetime


@dataclass(kw_only=True, slots=True)
class Session:
    """One conversation. Mutable: the dialogue brings it up to date; storage keeps it."""

    profile: Profile = Profile()
    #: Lists shown, by number; the newest has the highest. Old ones are forgotten.
    listings: dict[int, Listing] = field(default_factory=dict)
    #: Number of the list that « le 2e » and « la suite » speak of.
    listing: int | None = None
    #: Id of the event last spoken of, and the intent that asked about it.
    event: str | None = None
    asked: str | None = None
    #: The position that was shared, kept for this conversation only and never stored.
    location: Position | None = None
    #: Questions of which the guide asked what they mean, by number; old ones are forgotten.
    doubts: dict[int, str] = field(default_factory=dict)
    #: Messages not understood in a row.
    misses: int = 0

    def remember(self, listing: Listing, now: datetime) -> int:
        """Keep a list and make it the one that « le 2e » speaks of; its number."""
        number = _keep(self.listings, listing, now)
        self.listing = number
        return number

    def wonder(self, question: str, now: datetime) -> int:
        """Keep a question of which the guide asks what it means; its number."""
        return _keep(self.doubts, question, now)

    def copy(self) -> "Session":
        """The same conversation, to be changed apart: all that a session holds is frozen, but for its dictionaries."""
        return replace(self, listings=dict(self.listings), doubts=dict(self.doubts))

    @property
    def current(self) -> Listing | None:
        """The list that « le 2e » and « la suite » speak of."""
        return self.listings.get(self.listing) if self.listing is not None else None


def _keep(shelf: dict[int, T], item: T, now: datetime) -> int:
    """Put an item under a new number, which is never used again, even once all has been erased: it tells the time."""
    seconds = int((now - _FIRST).total_seconds())
    number = max(seconds, 1, max(shelf, default=0) + 1)
    shelf[number] = item
    for old in sorted(shelf)[:-_KEPT]:
        del shelf[old]
    return number
