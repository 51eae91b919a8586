"""What the guide remembers of one conversation."""

from datetime import datetime
from typing import Literal, TypeVar

import msgspec

from bot.conversation.message import Position
from bot.reminders.model import Asked, Reminder, Subject
from bot.reminders.rhythms import Rhythm
from intents import Criteria, ranks_said

T = TypeVar("T")
#: Lists and questions kept for the buttons of old messages.
_KEPT = 30
#: Numbers are seconds since then.
_FIRST = datetime(2020, 1, 1)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, as they said; it serves their later searches."""

    audiences: tuple[str, ...] = ()
    #: Where they live, study or work: serves « près de chez moi », nothing else.
    places: tuple[str, ...] = ()


class ClassVisit(msgspec.Struct, frozen=True, kw_only=True):
    """What a teacher told that criteria do not hold."""

    #: Classes of the pupils: "3e", "2de"…, as in `bot.visits.pupils`.
    levels: tuple[str, ...] = ()
    #: Questions that need no answer (« peu importe »): "level", "place", "number".
    settled: tuple[str, ...] = ()
    #: Two events one after the other are wanted.
    half_day: bool = False


#: Nothing was told of a class.
NO_VISIT = ClassVisit()


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A list that was shown: what it answered, so that its buttons keep meaning what they said."""

    criteria: Criteria
    #: Ids of the events shown so far, in the order of their numbers.
    events: tuple[str, ...] = ()
    #: How many of `events` met all criteria; those after them only came near.
    fitting: int = 0
    #: "search_events" or "suggest_class_visit".
    intent: str = "search_events"
    visit: ClassVisit = NO_VISIT


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A search whose new and changed events are told from now on."""

    #: Unlike any other of the same person, for ever; reminders are numbered along.
    number: int
    criteria: Criteria
    #: "search_events" or "suggest_class_visit".
    intent: str = "search_events"
    rhythm: Rhythm = "now"
    #: When it was asked, local.
    since: datetime


class OpenVote(msgspec.Struct, frozen=True, kw_only=True):
    """A vote under way."""

    #: The number of its message.
    message: int
    #: Ids of the events to choose among, in the order of its options.
    events: tuple[str, ...]
    #: Who began it, as in `IncomingMessage.by`; "": nobody knows any more.
    author: str = ""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar that is given at an address, to whoever knows it."""

    #: As that of a subscription.
    number: int
    #: Of the secret part of the address, which is not kept.
    hash: str
    #: The search that it follows; None: it shows what one is reminded of.
    criteria: Criteria | None = None
    #: "search_events" or "suggest_class_visit".
    intent: str = "search_events"
    #: When it was asked, local: what was over by then is not in it.
    since: datetime


class OwnList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of one's own things as it was shown: « annule le 2 » speaks of it."""

    kind: Literal["reminders", "subscriptions", "calendars"]
    #: Their numbers, in the order of their ranks.
    numbers: tuple[int, ...]

    def ranked(self, rank: int) -> int | None:
        """The number of the first (1), the second… or the last (-1); None beyond the list."""
        at = rank - 1 if rank > 0 else len(self.numbers) + rank
        return self.numbers[at] if 0 <= at < len(self.numbers) else None

    def several(self, text: str) -> list[int]:
        """The numbers of several named by ranks: « le 1 et le 3 », « les deux derniers »; none when one is missing."""
        found = [self.ranked(rank) for rank in ranks_said(text, len(self.numbers))]
        return [number for number in found if number] if all(found) else []


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """What the guide's last message was about, so that the next may answer it in few words (« plutôt la veille »)."""

    #: Reminders: of which event, and of which of its sessions; None when that is what was asked.
    event: str | None = None
    session: datetime | None = None
    subject: Subject = "session"
    #: The times that were asked for, when only the event or the session is missing.
    times: tuple[Asked, ...] = ()
    #: Reminders that another time replaces, and « annule » cancels.
    reminders: tuple[int, ...] = ()
    #: Nobody asked for their times: the first time that is said takes their place.
    usual: bool = False
    #: Day and hour were asked: « demain matin » is an answer, and no search.
    moment: bool = False
    #: It is for a calendar that the session was asked.
    calendar: bool = False
    #: A subscription that « une fois par semaine » changes, and « arrête » stops.
    subscription: int | None = None
    #: An address of a calendar that « retire-la » takes away.
    feed: int | None = None
    #: A search that was to be subscribed to, and lacks its place or everything.
    wanted: Criteria | None = None
    #: What was asked about a class: "level", "place" or "number". The last list is the search that it completes.
    question: str = ""
    #: All that is kept was to be erased, if that is confirmed.
    erasure: bool = False
    #: An event of which the next words say what is wrong, for the organisers.
    problem: str = ""


class Session(msgspec.Struct, kw_only=True):
    """One conversation. Mutable: the dialogue brings it up to date; storage keeps it. A struct: messages copy it."""

    #: Several people talk there: it holds nothing of any of them. The dialogue says so; it is not stored.
    is_shared: bool = False
    profile: Profile = Profile()
    #: Lists shown, by number; the newest has the highest. Old ones are forgotten.
    listings: dict[int, Listing] = {}
    #: Number of the list that « le 2e » and « la suite » speak of.
    listing: int | None = None
    #: Id of the event last spoken of, and the intent that asked about it.
    event: str | None = None
    asked: str | None = None
    #: The position that was shared, kept for this conversation only and never stored.
    location: Position | None = None
    #: Questions of which the guide asked what they mean, by number; old ones are forgotten, none is ever stored.
    doubts: dict[int, str] = {}
    #: Questions that are not understood may be kept for the organisers, without who asked them.
    keeps_questions: bool = True
    #: They read best in short sentences (« /simple »).
    simple: bool = False
    #: Organisers may not write to them.
    refuses_announcements: bool = False
    #: Messages not understood in a row.
    misses: int = 0
    #: Reminders, subscriptions and addresses of calendars by number, in the order in which they were asked.
    reminders: dict[int, Reminder] = {}
    subscriptions: dict[int, Subscription] = {}
    feeds: dict[int, Feed] = {}
    #: The last number that one of them was given.
    last_number: int = 0
    #: The list of one's own things, when that is what was listed last.
    own: OwnList | None = None
    pending: Pending | None = None
    #: Votes under way, by name. They come once they are sent; the dialogue only ends them.
    votes: dict[str, OpenVote] = {}

    def remember(self, listing: Listing, now: datetime) -> int:
        """Keep a list and make it the one that « le 2e » speaks of; its number."""
        number = _keep(self.listings, listing, now)
        self.listing, self.own = number, None
        return number

    def wonder(self, question: str, now: datetime) -> int:
        """Keep a question of which the guide asks what it means; its number."""
        return _keep(self.doubts, question, now)

    def new_number(self, now: datetime) -> int:
        """A number for a reminder or a subscription. It tells the time: it is never used again, even after an erasure.

        A button of before can touch no other thing than its own.
        """
        self.last_number = max(self.last_number + 1, int((now - _FIRST).total_seconds()))
        return self.last_number

    def spoken(self, pending: Pending) -> None:
        """The guide has sent a message by itself: « il », « dans 1 h » speak of it."""
        self.pending, self.event, self.asked = pending, pending.event, "set_reminder"

    def copy(self) -> "Session":
        """The same conversation, to be changed apart: all that a session holds is frozen, but for its dictionaries."""
        return msgspec.structs.replace(
            self,
            listings=dict(self.listings),
            doubts=dict(self.doubts),
            reminders=dict(self.reminders),
            subscriptions=dict(self.subscriptions),
            votes=dict(self.votes),
            feeds=dict(self.feeds),
        )

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
