"""Things numbered within a conversation, as rows: only differences are written."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Delete, Table, bindparam, delete

from bot.conversation.session import Session
from bot.storage.dialects import execute_each, upsert

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
        if was == now:
            continue
        kept += [row_of(key, thing) for number, thing in now.items() if was.get(number) != thing]
        gone += [{"its": key, "old": number} for number in was.keys() - now.keys()]
    if kept:
        columns = sorted(kept[0].keys() - {"key", "number"})
        execute_each(connection, upsert(connection, table, *columns), kept)
    execute_each(connection, _removal(table), gone)


@cache
def _removal(table: Table) -> Delete:
    return delete(table).where(table.c.key == bindparam("its"), table.c.number == bindparam("old"))
