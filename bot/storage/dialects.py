"""Where SQLite and PostgreSQL agree and SQLAlchemy has no common word."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An insertion that knows `on_conflict_do_update` and `on_conflict_do_nothing`, spelt alike by both."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
