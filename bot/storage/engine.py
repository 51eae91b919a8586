"""Opening the database: SQLite by default, PostgreSQL by its address; its schema brought up to date."""

import sqlite3
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, StaticPool, create_engine, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database, InThread, OnLoop, Transactions

#: How long a writer of SQLite waits for another one, in milliseconds.
_BUSY_TIMEOUT_MS = 5000
#: Pages of SQLite's journal (16 MB) that are put into the file together. SQLite's own 1000 are but three claims of a
#: hundred reminders, so that every third one waited for all three to be written a second time.
_JOURNAL_PAGES = 4000
#: Any number, the same in every process: who migrates a PostgreSQL database holds this lock.
_MIGRATION_LOCK = 2021_11_22


class NewerSchemaError(Exception):
    """The database was made by a newer program; `revision` is its schema's."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database has schema {revision}, which this version does not know")
        self.revision = revision


async def open_database(address: str) -> Database:
    """A database that has the newest schema: created, or migrated, when need be.

    `address` is `sqlite:///var/guide.sqlite3` (its folder is created), `sqlite://` (in memory) or
    `postgresql://user:password@host/name`. Raises NewerSchemaError. The caller closes it.
    """
    url = make_url(address)
    transactions: Transactions = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    try:
        await transactions.commit([_migrate])
    except BaseException:
        await transactions.close()
        raise
    return Database(transactions)


def _sqlite(url: URL) -> InThread:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # One connection, used by one thread after the other when it is closed.
    engine = create_engine(
        url.set(drivername="sqlite"), poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_writing)
    return InThread(engine)


def _postgresql(url: URL) -> OnLoop:
    url = url.set(drivername="postgresql+asyncpg")
    if "sslmode" in url.query:  # as hosting companies write it for libpq; asyncpg calls it `ssl`
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})
    return OnLoop(create_async_engine(url, pool_pre_ping=True))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {_JOURNAL_PAGES}")
    cursor.execute(
        "PRAGMA secure_delete = ON"
    )  # what is erased is overwritten: messages wait in the file, but do not stay
    # The mode is the file's. It fails, without waiting, only while another process is creating the same file.
    with suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin_writing(connection: Connection) -> None:
    """Wait for other writers at the beginning: one that has read already would be refused at once."""
    # NORMAL does not wait until the journal is on the disk; the next transaction that does waits for all of it.
    # By the driver itself: SQLAlchemy's way takes longer than these do.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA synchronous = {'FULL' if connection.info['lasts'] else 'NORMAL'}")
    cursor.execute("BEGIN IMMEDIATE")
    cursor.close()


def _migrate(connection: Connection) -> None:
    # Two processes may start at once: the second waits here, then finds nothing left to do.
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
    with as_file(files("bot.storage") / "migrations") as folder:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        for revision in MigrationContext.configure(connection).get_current_heads():
            if revision not in known:
                raise NewerSchemaError(revision)
        command.upgrade(config, "head")
