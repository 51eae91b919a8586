"""Conversations to keep: one that uses every field."""

from datetime import UTC, datetime, time, timedelta

from bot.conversation.message import Position
from bot.conversation.session import ClassVisit, Feed, Listing, OwnList, Pending, Profile, Session, Subscription
from bot.delivery.model import Turn
from bot.delivery.ports import Conversations
from bot.reminders.model import Asked, Reminder
from intents.model import Criteria, Exclusions, Hours, Period

TOULON = Position(lat=43.1242, lon=5.928)


def full_session() -> Session:
    """A conversation in which everything has been said that is stored."""
    criteria = Criteria(
        periods=(Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 27)), Period(start=None, end=None)),
        hours=Hours(start=time(18), end=None),
        places=("83137", "dep:13"),
        near=True,
        radius_km=12.5,
        online=False,
        kinds=("visite",),
        sectors=("naval",),
        themes=("hydrogene",),
        audiences=("lyceens",),
        keywords=("l’œuvre\0 « à 100 % »", "😀"),
        without=Exclusions(periods=(Period(start=datetime(2021, 11, 24, 14, 30), end=None),), kinds=("conference",)),
        free=True,
        accessible=True,
        available=True,
        accessibility=("auditif",),
        women_only=True,
        min_age_ok=15,
        group_size=28,
    )
    return Session(
        profile=Profile(audiences=("lyceens",), places=("83069",)),
        listings={
            3: Listing(criteria=Criteria(), events=()),
            4: Listing(
                criteria=criteria,
                events=("iter-visite", "acri-st"),
                intent="suggest_class_visit",
                visit=ClassVisit(levels=("3e",), settled=("number",), half_day=True),
            ),
        },
        listing=4,
        event="iter-visite",
        keeps_questions=False,
        simple=True,
        refuses_announcements=True,
        misses=2,
        reminders={200_000_001: reminder(200_000_001), 200_000_003: reminder(200_000_003, event="acri-st")},
        subscriptions={
            200_000_002: Subscription(
                number=200_000_002,
                criteria=criteria,
                intent="suggest_class_visit",
                rhythm="weekly",
                since=datetime(2021, 11, 15, 9),
            )
        },
        feeds={200_000_004: Feed(number=200_000_004, hash="00ff", criteria=criteria, since=datetime(2021, 11, 15, 9))},
        last_number=200_000_004,
        own=OwnList(kind="reminders", numbers=(200_000_001,)),
        pending=Pending(
            event="iter-visite",
            session=datetime(2021, 11, 22, 14),
            times=(Asked(days=1, at=time(18)),),
            reminders=(200_000_001,),
            question="place",
            erasure=True,
        ),
    )


def reminder(number: int, *, event: str = "iter-visite", due: datetime = datetime(2021, 11, 21, 17)) -> Reminder:
    """A reminder of the evening before; `due` is UTC."""
    return Reminder(
        number=number,
        event=event,
        session=datetime(2021, 11, 22, 14),
        asked=Asked(days=1, at=time(18)),
        wall=(due + timedelta(hours=1)),
        zone="Europe/Paris",
        due=due.replace(tzinfo=UTC),
    )


async def save(conversations: Conversations, key: str, session: Session) -> None:
    """Keep a session, as a turn that nothing is answered to."""
    await commit(conversations, key, session)


async def commit(conversations: Conversations, key: str, session: Session, missed: str = "") -> None:
    """Keep a session and a question that was not understood."""
    before = (await conversations.load([key]))[key]
    await conversations.commit([Turn(key=key, before=before, after=session, missed=missed)])


async def load(conversations: Conversations, key: str) -> Session:
    """The session of one key."""
    return (await conversations.load([key]))[key]
