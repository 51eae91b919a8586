"""Whether a chat can be written to, and under which key it goes on."""

from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, delete, exists, select, union, update

from bot.delivery.model import Rank
from bot.storage.dialects import insert
from bot.storage.reminders import pause, resume
from bot.storage.schema import chats, feeds, metadata, outbox, reminders, sessions, subscriptions

#: When what waits for a closed chat is due: never, until the chat is open again.
NEVER = 2**62

#: Rows that are kept of someone who has talked to the guide: a subscription may be all there is.
_OF_PEOPLE = (sessions, reminders, subscriptions, feeds)
_REOPEN = update(chats).where(chats.c.key == bindparam("its"), chats.c.closed.is_not(None)).values(closed=None)
_PARK = (
    update(outbox)
    .where(outbox.c.key == bindparam("its"), outbox.c.rank != Rank.ANSWER, outbox.c.started.is_(None))
    .values(due=bindparam("when"))
)


def close(connection: Connection, key: str, reason: str) -> None:
    """Nothing planned is sent there until something comes from it."""
    row = insert(connection, chats).values(key=key, closed=reason)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"closed": reason}))
    park(connection, key)
    pause(connection, key)


def may_write(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of these conversations that have begun (a bot may not begin one), and are not closed."""
    begun = union(*(select(table.c.key).where(table.c.key.in_(keys)) for table in (*_OF_PEOPLE, chats)))
    closed = select(chats.c.key).where(chats.c.key.in_(keys), chats.c.closed.is_not(None))
    return set(connection.scalars(begun)) - set(connection.scalars(closed))


def people(*conditions: Callable[[ColumnElement[str]], ColumnElement[bool]], limit: int | None = None) -> Select[str]:
    """Keys of all those of whom something is kept, in order; `conditions` of a key.

    Someone who had everything erased is no more one of them, though their chat may still be known for a while.
    """

    def those_of(table: Table) -> Select[str]:
        its = (condition(table.c.key) for condition in conditions)
        return select(select(table.c.key).where(*its).distinct().order_by(table.c.key).limit(limit).subquery())

    found = union(*map(those_of, _OF_PEOPLE)).subquery()
    return select(found.c.key).order_by(found.c.key).limit(limit)


def is_open(key: ColumnElement[str]) -> ColumnElement[bool]:
    """Nothing says that its chat is closed."""
    return ~exists().where(chats.c.key == key, chats.c.closed.is_not(None))


def park(connection: Connection, key: str) -> None:
    """What is planned for a closed chat waits for it to open."""
    connection.execute(_PARK, {"its": key, "when": NEVER})


def reopen(connection: Connection, keys: Collection[str]) -> None:
    """Something came from these chats: what was planned for them goes on, if it is still of any use."""
    closed = chats.c.key.in_(keys), chats.c.closed.is_not(None)
    for key in connection.scalars(select(chats.c.key).where(*closed)).all():
        connection.execute(_REOPEN, {"its": key})
        connection.execute(_PARK, {"its": key, "when": 0})
        resume(connection, key)


def move(connection: Connection, old: str, new: str) -> None:
    """A chat goes on under another key, in every table that knows chats; what the new one has already stays."""
    for table in metadata.sorted_tables:
        if "key" not in table.c:
            continue
        mine, other = table.c.key == old, table.alias()
        others = [column for column in table.primary_key if column.name != "key"]
        if "key" in table.primary_key:
            same = (other.c[column.name] == table.c[column.name] for column in others)
            connection.execute(delete(table).where(mine, exists().where(other.c.key == new, *same)))
        connection.execute(update(table).where(mine).values(key=new))
