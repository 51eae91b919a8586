"""Every storage that the contract suite runs on."""

import os
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database
from bot.storage.engine import open_database
from tests.storage import postgres

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server for the whole run."""
    programs = postgres.find_programs()
    if programs is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("PostgreSQL is not installed (on Debian: apt-get install postgresql)")
    with postgres.serve(programs) as address:
        yield address


async def _empty_database(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "memory":
        return "sqlite://"
    if kind == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        return f"sqlite:///{folder}/var/guide.db"
    server: str = request.getfixturevalue("postgres_server")
    name = f"guide_{next(_numbers)}"
    engine = create_async_engine(f"{server}/postgres".replace("://", "+asyncpg://"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
async def postgres_database(request: pytest.FixtureRequest) -> str:
    """Address of an empty database of PostgreSQL."""
    return await _empty_database("postgresql", request)


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest) -> str:
    """Address of an empty database, on each kind of server in turn."""
    return await _empty_database(request.param, request)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """An empty database with the program's schema, of each kind in turn."""
    database = await open_database(await _empty_database(request.param, request))
    yield database
    await database.close()
