"""Fixtures: every integration test runs on SQLite and on PostgreSQL, each time in a fresh migrated database."""

import asyncio
import itertools
import os
import pathlib
import shutil
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from hypothesis import HealthCheck, settings

from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.postgres import postgres_server, url_of

DIALECTS = ("sqlite", "postgresql")
_numbers = itertools.count(1)

settings.register_profile("suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("TIEOUT_TEST_PROFILE", "suite"))


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[pathlib.Path]:
    """A PostgreSQL server for the whole run, with one migrated database to copy from."""
    with postgres_server() as folder:
        asyncio.run(_execute(folder, "create database template_tieout"))
        asyncio.run(migrate(url_of(folder, "template_tieout")))
        yield folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "tieout.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A fresh migrated database."""
    yield from fresh_database(request.param, request, tmp_path)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A fresh migrated SQLite database, for what concerns SQLite alone."""
    yield from fresh_database("sqlite", request, tmp_path)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A fresh migrated PostgreSQL database, for what concerns PostgreSQL alone."""
    yield from fresh_database("postgresql", request, tmp_path)


def fresh_database(dialect: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A copy of the migrated template; gives its address, and takes it away afterwards."""
    if dialect == "sqlite":
        path = tmp_path / f"tieout-{next(_numbers)}.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    folder = request.getfixturevalue("postgres_socket")
    name = f"test_{next(_numbers)}"
    asyncio.run(_execute(folder, f"create database {name} template template_tieout strategy file_copy"))
    yield url_of(folder, name)
    asyncio.run(_execute(folder, f"drop database {name} with (force)"))


async def _execute(folder: pathlib.Path, statement: str) -> None:
    connection = await asyncpg.connect(url_of(folder, "postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store on a fresh database, of each kind in turn."""
    opened = await Store.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def two_stores(database_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two open stores on one database, as two processes have them, of each kind in turn."""
    opened = await Store.open(database_url), await Store.open(database_url)
    yield opened
    for store in opened:
        await store.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    """An open store on a fresh SQLite database, for what would only take longer on both."""
    opened = await Store.open(sqlite_url)
    yield opened
    await opened.close()
