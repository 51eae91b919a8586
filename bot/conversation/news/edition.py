"""What one person is told of what has changed, and what they need not be told again. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.message import Reply
from bot.conversation.news.chronicle import Chronicle
from bot.conversation.news.digest import News
from bot.conversation.news.messages import Followed, Reminded, news_reply
from bot.conversation.session import Pending, Subscription
from bot.conversation.turn import Guide
from bot.reminders.model import Reminder
from bot.reminders.rhythms import Rhythm


@dataclass(frozen=True, kw_only=True, slots=True)
class Follower:
    """A subscription, and the number of the last change that it has come to."""

    subscription: Subscription
    seen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Someone who may have to be told something."""

    key: str
    followers: Sequence[Follower] = ()
    #: Events that they have asked to be reminded of, each with the number of the first change not told.
    awaited: Mapping[str, int]
    #: Events told by one subscription that others have not come to, each with the number of the last change told.
    told: Mapping[str, int]
    #: Their reminders of the events awaited, as they now are.
    reminders: Sequence[Reminder] = ()
    #: They read best in short sentences.
    simple: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """What becomes of a reader."""

    reader: Reader
    #: None: there is nothing to tell.
    reply: Reply | None = None
    #: Ids of the events that are told, and of those whose reminders are of no use any more.
    told: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    #: What an answer to the message may be about: « c'est où ? », « arrête », « plutôt la veille ».
    pending: Pending | None = None


def edition(reader: Reader, due: Mapping[Rhythm, int], guide: Guide, chronicle: Chronicle, now: datetime) -> Edition:
    """What a reader is told at `now` (local).

    `due`: by rhythm, the number of the last change whose time has come. A subscription that is due tells all there is.
    """
    late = [f for f in reader.followers if f.seen < due[f.subscription.rhythm]]
    reminded = list(_reminded(reader, chronicle))
    told = {each.news.change.event.id for each in reminded}
    followed = list(_followed(reader, late, chronicle, told))
    return Edition(
        reader=reader,
        reply=news_reply(guide, reminded, followed, now, simple=reader.simple) if told else None,
        told=tuple(sorted(told)),
        dropped=tuple(each.news.change.event.id for each in reminded if each.news.kinds[0] in ("cancelled", "removed")),
        pending=_pending(reminded, followed),
    )


def _pending(reminded: Sequence[Reminded], followed: Sequence[Followed]) -> Pending | None:
    """The subscription, or the reminders, that the message is about, when it is about one."""
    events = [each.change for group in followed for each in group.news] + [each.news.change for each in reminded]
    event = events[0].event.id if len(events) == 1 and events[0].after else None
    if followed and not reminded:
        return Pending(event=event, subscription=followed[0].subscription.number) if len(followed) == 1 else None
    if event is None or not reminded[0].reminders:
        return None
    first = reminded[0].reminders[0]
    numbers = tuple(reminder.number for reminder in reminded[0].reminders)
    return Pending(event=event, session=first.session, subject=first.subject, reminders=numbers)


def _reminded(reader: Reader, chronicle: Chronicle) -> Iterator[Reminded]:
    for event, number in reader.awaited.items():
        if news := chronicle.about(event, number - 1):
            yield Reminded(news=news, reminders=[r for r in reader.reminders if r.event == event])


def _followed(reader: Reader, late: Sequence[Follower], chronicle: Chronicle, told: set[str]) -> Iterator[Followed]:
    """News of each subscription, no event twice; `told` is brought up to date."""
    for follower in late:
        news = [each for each in _news(reader, follower, chronicle) if each.change.event.id not in told]
        told.update(each.change.event.id for each in news)
        if news:
            yield Followed(subscription=follower.subscription, news=news)


def _news(reader: Reader, follower: Follower, chronicle: Chronicle) -> Iterator[News]:
    """What has changed since the subscription came to it, or since another told the same event."""
    search = follower.subscription.criteria, follower.subscription.intent
    for each in chronicle.since(follower.seen).fitting(*search):
        event = each.change.event.id
        number = reader.told.get(event, 0)
        if number <= follower.seen:
            yield each
        else:
            yield from (n for n in chronicle.since(number).fitting(*search) if n.change.event.id == event)
