"""Fixtures for which the product is imported: the databases to copy from, and open stores.

Whatever is made for a whole run (the PostgreSQL server, the templates) is made by each of its workers for itself.
"""

import asyncio
import contextlib
import gc
import pathlib
from collections.abc import AsyncIterator, Iterator

import aiosqlite
import pytest
from hypothesis import HealthCheck, settings

from domain.store.migrate import migrate
from domain.store.store import Store
from tests.conftest import TEMPLATE
from tests.support.lent_databases import LentDatabases
from tests.support.passwords import hash_quickly
from tests.support.postgres import Databases
from tests.support.profile import PROFILE, by_profile
from tests.support.standing_servers import migrated_server
from tests.support.started import end_starter, start_quickly

EXAMPLES = by_profile(suite=40, ci=60, long=2_000)
"""How many examples a property is tried with that says no number of its own."""
READERS = 1
"""A quarter of what the product has: each reads the schema when it is opened, which takes longer than most tests read. A
test that reads in two views at once opens a store of its own, or fails as it waits for the second."""


def pytest_configure() -> None:
    """In each worker, before any test is imported."""
    hash_quickly()
    start_quickly()
    quiet = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
    settings.register_profile(PROFILE, max_examples=EXAMPLES, **quiet)
    settings.load_profile(PROFILE)


def pytest_unconfigure() -> None:
    """End the threads of databases that a failed test left open: Python would wait for them, and the run never end."""
    for each in gc.get_objects():
        if isinstance(each, aiosqlite.Connection):
            each.stop()
    end_starter()


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Databases]:
    """A PostgreSQL server for the whole run, with one migrated database to copy from."""
    with migrated_server() as folder, contextlib.closing(Databases(folder)) as databases:
        yield databases


@pytest.fixture(scope="session")
def lent_databases(postgres_databases: Databases) -> Iterator[LentDatabases]:
    """PostgreSQL databases to lend to one test after the other."""
    with LentDatabases(postgres_databases, TEMPLATE).lending() as lent:
        yield lent


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "tieout.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store on a fresh database, of each kind in turn."""
    opened = await Store.open(database_url, readers=READERS)
    yield opened
    await opened.close()


@pytest.fixture
async def new_store(new_url: str) -> AsyncIterator[Store]:
    """An open store on a database that no test had before, of each kind in turn."""
    opened = await Store.open(new_url, readers=READERS)
    yield opened
    await opened.close()


@pytest.fixture
async def two_stores(database_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two open stores on one database, as two processes have them, of each kind in turn."""
    opened = await Store.open(database_url, readers=READERS), await Store.open(database_url, readers=READERS)
    yield opened
    for store in opened:
        await store.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    """An open store on a fresh SQLite database, for what would only take longer on both."""
    opened = await Store.open(sqlite_url, readers=READERS)
    yield opened
    await opened.close()
