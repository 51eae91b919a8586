"""Things numbered within a conversation, as rows: only differences are written."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete

from bot.conversation.session import Session
from bot.storage.dialects import insert

T = TypeVar("T")
Row = dict[str, Any]
#: A conversation as it was loaded and as it now is.
Change = tuple[str, Session, Session]


def save_numbered(
    connection: Connection,
    table: Table,
    changes: Iterable[Change],
    own: Callable[[Session], Mapping[int, T]],
    row_of: Callable[[str, T], Row],
) -> None:
    """Insert or update what is new or changed in `own`, delete what has gone."""
    kept, gone = [], []
    for key, before, after in changes:
        was, now = own(before), own(after)
        kept += [row_of(key, thing) for number, thing in now.items() if was.get(number) != thing]
        gone += [{"its": key, "old": number} for number in was.keys() - now.keys()]
    if kept:
        row = insert(connection, table)
        values = {name: row.excluded[name] for name in kept[0].keys() - {"key", "number"}}
        connection.execute(row.on_conflict_do_update(index_elements=["key", "number"], set_=values), kept)
    if gone:
        its = (table.c.key == bindparam("its"), table.c.number == bindparam("old"))
        connection.execute(delete(table).where(*its), gone)
