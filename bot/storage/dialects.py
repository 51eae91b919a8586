"""Where SQLite and PostgreSQL agree and SQLAlchemy has no common word."""

from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An insertion that knows `on_conflict_do_update` and `on_conflict_do_nothing`, spelt alike by both."""
    return _insert(connection.dialect.name, table)


@cache  # what it would insert (`excluded`) is another table, which takes longer to make than to use
def _insert(dialect: str, table: Table) -> "postgresql.Insert | sqlite.Insert":
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
