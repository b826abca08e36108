"""How the tests are shared out, and the addresses of their databases: every integration test runs on SQLite and on
PostgreSQL, each time in a database as the migrations leave it. ``stores.py`` holds the fixtures for which the product is
imported.
"""

import functools
import gc
import itertools
import os
import pathlib
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator

import pytest

from api.cli.garbage import collect_rarely
from tests.support.bounded import bound
from tests.support.memory import memory

DIALECTS = ("sqlite", "postgresql")
TEMPLATE = "template_tieout"
STORES = "tests.stores"
WORKERS_MAX = 4
LONGEST = pathlib.Path(__file__).parent / "property"
BROWSER = LONGEST.parent / "browser"
NOT_MEASURED = (LONGEST, LONGEST.parent / "contract")
"""Random runs, and whole requests, through everything that the tests of single parts run through, too."""
_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is imported. A process that only shares the tests out does without the product.

    Ctrl-C, which a shell lets a command in the background ignore, is not ignored by what the tests start.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    tempfile.tempdir = memory()
    keep_bytecode()
    if not config.option.numprocesses or config.option.collectonly:
        gc.disable()  # until all is imported
        config.pluginmanager.import_plugin(STORES)


def keep_bytecode() -> None:
    """Keep what Python compiles, and pytest rewrites, for the other processes of this run and for the next run.

    Where PYTHONDONTWRITEBYTECODE is set, as in containers, each process and each command that a test starts would spend a
    second on compiling everything anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """What is imported by now lasts until the end: no garbage collection looks through it, and through the rest few do."""
    gc.freeze()
    gc.enable()
    collect_rarely()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many share the whole suite: one for each core, as a browser keeps a core busy; one more where no browser runs.

    What is asked for by name waits for none to start.
    """
    named = config.option.keyword or any(".py" in each for each in config.args)
    spare = any(BROWSER.samefile(each) for each in config.option.ignore or ())
    workers = 0 if named else min((os.cpu_count() or 1) + spare, WORKERS_MAX)
    return workers if workers > 1 else 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first, dealt out to the workers, so that none is left alone with it.

    Each worker begins with an equal run of neighbours (``--dist worksteal``). No test may wait for ever. Measuring coverage
    doubles a test's computing: what would add nothing to it is not measured.
    """
    for item in items:
        bound(item)
        if is_repeated(item) or any(folder in item.path.parents for folder in NOT_MEASURED):
            item.add_marker(pytest.mark.no_cover)
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    longest = [item for item in items if LONGEST in item.path.parents]
    longest.sort(key=lambda item: (needs_postgres(item), item.nodeid), reverse=True)
    others = [item for item in items if LONGEST not in item.path.parents]
    items[:] = [
        item
        for worker in range(workers)
        for item in (*share(longest, worker, workers), *share(others, worker, workers))
    ]


def needs_postgres(item: pytest.Item) -> bool:
    """Whether a test asks for a PostgreSQL database. Of those that take longest, one worker has all that do.

    Where no other tests are run, no other worker starts a server then.
    """
    parameters = getattr(item, "callspec", None)
    urls = parameters.params.values() if parameters is not None else ()
    return "postgres_url" in getattr(item, "fixturenames", ()) or "postgresql" in urls


def is_repeated(item: pytest.Item) -> bool:
    """Whether it is the same on PostgreSQL as on SQLite: a case of a test whose file does not say the word."""
    cases = getattr(item, "callspec", None)
    return cases is not None and "postgresql" in cases.params.values() and not speaks_of_postgres(item.path)


@functools.cache
def speaks_of_postgres(path: pathlib.Path) -> bool:
    """Whether a file of tests is about PostgreSQL, too."""
    return "postgres" in path.read_text(encoding="utf-8").lower()


def share(items: list[pytest.Item], worker: int, workers: int) -> list[pytest.Item]:
    """One worker's run of neighbours of a list that is shared out."""
    return items[len(items) * worker // workers : len(items) * (worker + 1) // workers]


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A fresh migrated database; on PostgreSQL one that other tests had, put back as it was made."""
    if request.param == "postgresql":
        with request.getfixturevalue("lent_databases").lent() as url:
            yield url
        return
    yield from fresh_database(request.param, request, tmp_path)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A fresh migrated SQLite database, for what concerns SQLite alone."""
    yield from fresh_database("sqlite", request, tmp_path)


@pytest.fixture(params=DIALECTS)
def new_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A new migrated database, in which no test left anything: what deleted rows leave may change how rows are found."""
    yield from fresh_database(request.param, request, tmp_path)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    """A new migrated PostgreSQL database with new sessions, for what concerns PostgreSQL alone."""
    yield from fresh_database("postgresql", request, tmp_path)


def fresh_database(
    dialect: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path, template: str | None = None
) -> Iterator[str]:
    """A copy of a template: a SQLite file or the name of a PostgreSQL database, the migrated one unless another is given.

    Gives its address, and takes it away afterwards.
    """
    number = next(_numbers)
    if dialect == "sqlite":
        path = tmp_path / f"tieout-{number}.db"
        shutil.copyfile(template or request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    databases = request.getfixturevalue("postgres_databases")
    yield databases.create(f"test_{number}", template or TEMPLATE)
    databases.drop(f"test_{number}")
