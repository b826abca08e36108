"""Fixtures: every integration test runs on SQLite and on PostgreSQL, each time in a fresh migrated database.

Whatever is made for a whole run (the PostgreSQL server, the templates) is made by each of its workers for itself.
"""

import asyncio
import contextlib
import itertools
import os
import pathlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.memory import memory
from tests.support.passwords import hash_quickly
from tests.support.postgres import Databases, postgres_server

DIALECTS = ("sqlite", "postgresql")
TEMPLATE = "template_tieout"
MOST_WORKERS = 4
LONGEST = pathlib.Path(__file__).parent / "property"
_numbers = itertools.count(1)

settings.register_profile("suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("TIEOUT_TEST_PROFILE", "suite"))


def pytest_configure() -> None:
    """In each worker, before any test is imported."""
    tempfile.tempdir = memory()
    hash_quickly()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many share the whole suite: one for each core. What is asked for by name waits for none to start."""
    named = config.option.keyword or any(".py" in each for each in config.args)
    workers = 0 if named else min(os.cpu_count() or 1, MOST_WORKERS)
    return workers if workers > 1 else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker is left alone with it."""
    items.sort(key=lambda item: LONGEST not in item.path.parents)


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Databases]:
    """A PostgreSQL server for the whole run, with one migrated database to copy from."""
    with postgres_server() as folder, contextlib.closing(Databases(folder)) as databases:
        asyncio.run(migrate(databases.create(TEMPLATE)))
        yield databases


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
    databases: Databases = request.getfixturevalue("postgres_databases")
    name = f"test_{next(_numbers)}"
    yield databases.create(name, TEMPLATE)
    databases.drop(name)


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
