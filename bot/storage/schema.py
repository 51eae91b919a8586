"""The tables, as the newest migration leaves them (a test compares the two).

Times of delivery are milliseconds since 1970 of the machine's own clock. A column `key` always names a conversation.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    func,
    text,
)

metadata = MetaData()

#: Numbered by the database; SQLite only does so for plain integers.
Number = BigInteger().with_variant(Integer, "sqlite")

sessions = Table(
    "sessions",
    metadata,
    #: Who talks, as the channel names them: « telegram:123 ».
    Column("key", String, primary_key=True),
    #: JSON of `codec.py`.
    Column("data", Text, nullable=False),
    #: When it was last saved, by the database's own clock.
    Column("updated", DateTime(timezone=True), nullable=False, server_default=func.now()),
    #: JSON of the `Pending` that a message sent since has left: what « dans 1 h » answers.
    Column("told", Text),
)

#: What is to be sent about an event, once, and what has been: those who are, or were, reminded of an event rely on it.
reminders = Table(
    "reminders",
    metadata,
    Column("key", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("channel", String, nullable=False),
    Column("event", String, nullable=False, index=True),
    #: JSON of the `Reminder`; the columns say again what is searched.
    Column("data", Text, nullable=False),
    #: Milliseconds since 1970.
    Column("due", BigInteger, nullable=False),
    #: Not to be sent for now: the chat is closed, or the event has no date.
    Column("paused", Boolean, nullable=False, server_default=false()),
    #: When its letter was put in the outbox, by the machine's clock; null: not yet.
    Column("sent", BigInteger),
    Index("reminders_sent", "sent", sqlite_where=text("sent IS NOT NULL"), postgresql_where=text("sent IS NOT NULL")),
)
#: What the agenda holds. Index and queries say it word for word, so that the one serves the others.
PENDING = text("NOT paused AND sent IS NULL")
#: Finding what is due costs the same however many are pending. To take some changes this index and that of `sent`, each
#: in one place; what the others cover stays as it is.
Index(
    "reminders_due",
    reminders.c.channel,
    reminders.c.due,
    reminders.c.key,
    reminders.c.number,
    sqlite_where=PENDING,
    postgresql_where=PENDING,
)

#: Searches whose new and changed events are told.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("key", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    #: JSON of the `Criteria`.
    Column("criteria", Text, nullable=False),
    Column("intent", String, nullable=False),
    #: "now", "daily" or "weekly".
    Column("rhythm", String, nullable=False),
    #: Local time at which it was asked (ISO 8601).
    Column("since", String, nullable=False),
    #: Number of the last change that was told, or need not be; null: none has come since it was asked.
    Column("seen", BigInteger),
    Index("subscriptions_unseen", "rhythm", "seen"),
)

#: Calendars that are given at addresses.
feeds = Table(
    "feeds",
    metadata,
    Column("key", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    #: Of the secret part of the address, which is not kept.
    Column("hash", String, nullable=False, index=True),
    #: JSON of the `Criteria`; null: what the person is reminded of.
    Column("criteria", Text),
    Column("intent", String, nullable=False),
    #: Local time at which it was asked (ISO 8601).
    Column("since", String, nullable=False),
)

#: Updates received; those that are done with stay known for a while, as channels may give them again.
inbox = Table(
    "inbox",
    metadata,
    Column("channel", String, primary_key=True),
    #: The channel's own number; an update that comes twice is one.
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    #: JSON as the channel gave it; emptied when it is done with, as is the key.
    Column("data", Text, nullable=False),
    #: Tries that have failed, or that a process did not survive.
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    #: Why it was set aside: a type of error, never text.
    Column("failed", String),
    #: When it was answered or set aside.
    Column("done", BigInteger),
    Index("inbox_done", "channel", "done"),
)

#: Calls of a channel to be made; what was made leaves no row.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("channel", String, nullable=False),
    Column("key", String, nullable=False),
    #: `Rank`.
    Column("rank", SmallInteger, nullable=False),
    #: JSON of the `Part`.
    Column("data", Text, nullable=False),
    #: Not before; while it is being sent, when its lease ends.
    Column("due", BigInteger, nullable=False),
    #: Not after.
    Column("expires", BigInteger),
    Column("once", String, unique=True),
    Column("subject", String, nullable=False),
    #: JSON of the reminder that it was made of, and that it becomes again when it expires.
    Column("origin", Text),
    #: Tries made.
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    #: When the running try began.
    Column("started", BigInteger),
    #: Tries of which nobody knows what became.
    Column("unknown", SmallInteger, nullable=False, server_default="0"),
    Index("outbox_due", "channel", "rank", "due", "id"),
    Index("outbox_key", "key", "rank", "id"),
    sqlite_autoincrement=True,  # an id is never used again: what is told of a letter is told of that one
)

#: How fast one may write to each chat, and whether at all.
chats = Table(
    "chats",
    metadata,
    Column("key", String, primary_key=True),
    #: When the next message may go.
    Column("free", BigInteger, nullable=False, server_default="0"),
    #: Why nothing can be sent there until an update comes from it.
    Column("closed", String),
)

#: Votes under way in groups: of a poll, only its name is known when it ends.
votes = Table(
    "votes",
    metadata,
    Column("vote", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("message", BigInteger, nullable=False),
    #: JSON of the ids of its events.
    Column("events", Text, nullable=False),
    #: The key of who began it; "": unknown, or forgotten.
    Column("author", String, nullable=False, server_default=""),
    Column("at", BigInteger, nullable=False),
)

#: How fast one may write in all.
pace = Table(
    "pace",
    metadata,
    Column("channel", String, primary_key=True),
    #: When the next message may go, to a part of a millisecond.
    Column("free", Double, nullable=False, server_default="0"),
)

#: What ended undelivered; no texts.
traces = Table(
    "traces",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", String, nullable=False, index=True),
    #: What it was: « reminder:iter-visite ».
    Column("subject", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at", BigInteger, nullable=False),
)

#: The events of the programme as it was last accepted, and as changes are told from.
known_events = Table(
    "known_events",
    metadata,
    Column("id", String, primary_key=True),
    #: Of `facts`, so that most events need not be read to be compared.
    Column("fingerprint", String, nullable=False),
    #: JSON of `event_codec.py`.
    Column("facts", Text, nullable=False),
)

#: What has changed in the programme, in the order in which it was seen; kept until everyone has been told.
changes = Table(
    "changes",
    metadata,
    Column("number", Number, primary_key=True),
    Column("event", String, nullable=False, index=True),
    #: The event as it was; null: it was not in the programme. What it is, the programme says.
    Column("before", Text),
    #: When it was seen, by the guide's clock: milliseconds since 1970.
    Column("at", BigInteger, nullable=False),
    sqlite_autoincrement=True,  # a number is never used again: subscriptions remember the last one they have seen
)

#: What has changed of events, for calendars: only of those that have. An event that is gone keeps its row.
histories = Table(
    "histories",
    metadata,
    Column("event", String, primary_key=True),
    #: How many times it has changed.
    Column("revision", Integer, nullable=False),
    #: When it last did, by the guide's clock: milliseconds since 1970.
    Column("at", BigInteger, nullable=False),
    #: JSON of its `Slot`s.
    Column("slots", Text, nullable=False),
)

#: Who is to be told of which event because they are to be reminded of it.
news = Table(
    "news",
    metadata,
    Column("key", String, primary_key=True),
    Column("event", String, primary_key=True),
    #: The first change that they have not been told of.
    Column("number", BigInteger, nullable=False),
)

#: Events of which someone has been told while another subscription of theirs has not come to it yet.
told = Table(
    "told",
    metadata,
    Column("key", String, primary_key=True),
    Column("event", String, primary_key=True),
    #: The last change that they have been told of.
    Column("number", BigInteger, nullable=False),
)

#: Questions that were not understood, without who asked them: no names, numbers or addresses.
missed = Table(
    "missed",
    metadata,
    Column("id", Number, primary_key=True),
    Column("text", Text, nullable=False),
    #: Midnight of the day, UTC: the hour could tell who it was.
    Column("day", BigInteger, nullable=False, index=True),
)

#: What was asked, shown and not found, counted by day; about nobody.
tallies = Table(
    "tallies",
    metadata,
    #: Midnight, UTC.
    Column("day", BigInteger, primary_key=True, autoincrement=False),
    #: As in `bot/conversation/tally.py`.
    Column("name", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("count", Integer, nullable=False),
)

#: What the public says is wrong about events; not who says so.
problems = Table(
    "problems",
    metadata,
    Column("id", Number, primary_key=True),
    Column("event", String, nullable=False),
    Column("text", Text, nullable=False),
    #: Organisers have been told; nothing more is to be done.
    Column("told", Boolean, nullable=False, server_default=false()),
    Column("settled", Boolean, nullable=False, server_default=false()),
)

#: What organisers write to many people.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Number, primary_key=True),
    Column("text", Text, nullable=False),
    #: JSON of the keys of whom it is for; null: everyone.
    Column("people", Text),
    #: The last key that it was sent to: they are taken in order.
    Column("cursor", String, nullable=False, server_default=""),
    Column("sent", Integer, nullable=False, server_default="0"),
    #: When it began, and when there was nobody left or it was stopped.
    Column("at", BigInteger, nullable=False),
    Column("ended", BigInteger),
)

#: What is to be remembered of the programme itself: its accepted text, what is held.
notes = Table(
    "notes",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
