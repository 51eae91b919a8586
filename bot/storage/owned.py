"""All that is kept about one conversation, whatever the table: to be shown to the one it is about, or forgotten."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select, update

from bot.storage.schema import metadata, votes

#: Tables whose rows are about a conversation.
OWNED: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if "key" in table.c)


def owned(connection: Connection, key: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows of a conversation by the name of their table, JSON columns read; tables without any are left out."""
    found = {table.name: connection.execute(select(table).where(_is_about(table, key))).mappings() for table in OWNED}
    rows = {
        name: [{column: _plain(value) for column, value in row.items()} for row in of] for name, of in found.items()
    }
    return {name: of for name, of in rows.items() if of}


def forget(connection: Connection, keys: Collection[str], *, but: Collection[Table] = ()) -> None:
    """Remove the rows of these conversations from all tables `but` some."""
    for table in OWNED:
        if table not in but:
            connection.execute(delete(table).where(table.c.key.in_(keys)))
    connection.execute(update(votes).where(votes.c.author.in_(keys)).values(author=""))


def _is_about(table: Table, key: str) -> ColumnElement[bool]:
    """A vote is also about who began it."""
    return or_(table.c.key == key, table.c.author == key) if table is votes else table.c.key == key


def _plain(value: Any) -> Any:
    """What a column holds, as values of JSON."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            return value
    return value
