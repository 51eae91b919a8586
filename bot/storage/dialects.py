"""Where SQLite and PostgreSQL agree and SQLAlchemy has no common word, or takes longer than they do."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Table, UpdateBase
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler


def insert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An insertion that knows `on_conflict_do_update` and `on_conflict_do_nothing`, spelt alike by both."""
    return _insert(connection.dialect.name, table)


def insert_new(connection: Connection, table: Table, *columns: str) -> "postgresql.Insert | sqlite.Insert":
    """An insertion that leaves out rows that are there already: the same `columns`, or any that must be unique."""
    return _insert_new(connection.dialect.name, table, columns)


def upsert(connection: Connection, table: Table, *columns: str) -> "postgresql.Insert | sqlite.Insert":
    """An insertion that gives `columns` their new values, or those they begin with, in a row that is there already."""
    return _upsert(connection.dialect.name, table, columns)


def execute_each(connection: Connection, statement: UpdateBase, rows: Iterable[Mapping[str, Any]]) -> None:
    """Execute a statement for each of these rows, which have the same columns.

    SQLAlchemy reads the parameters of each row anew, which takes longer than to write it; here only their order is
    asked for, once a statement: it must be one that is kept, and of plain columns, whose values go as they are.
    """
    values = list(rows)
    if values:
        compiled = _compiled(statement, connection.dialect, tuple(values[0]))
        names, constants = compiled.positiontup or (), compiled.params
        each = [tuple([row[name] if name in row else constants[name] for name in names]) for row in values]
        connection.exec_driver_sql(compiled.string, each)


@cache  # what it would insert (`excluded`) is another table, which takes longer to make than to use
def _insert(dialect: str, table: Table) -> "postgresql.Insert | sqlite.Insert":
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _insert_new(dialect: str, table: Table, columns: tuple[str, ...]) -> "postgresql.Insert | sqlite.Insert":
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=columns or None)


@cache
def _upsert(dialect: str, table: Table, columns: tuple[str, ...]) -> "postgresql.Insert | sqlite.Insert":
    row = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    return row.on_conflict_do_update(index_elements=keys, set_={name: row.excluded[name] for name in columns})


@lru_cache(maxsize=256)
def _compiled(statement: UpdateBase, dialect: Dialect, columns: tuple[str, ...]) -> SQLCompiler:
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(columns))
    return compiled
