"""SQLite when something else is in the way: a lock, a broken connection, a question without an end, nowhere to write."""

import asyncio
import contextlib
import pathlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.errors import Busy, TookTooLong
from domain.jobs.verify import verify
from domain.store.sqlite import SqliteBackend
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store
from tests.support.billing import Centre

COUNT = Sql("select count(*) from accounts")
WORKER = Sql("select last_worker from organisations")
ENDLESS = Sql("with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n")
ALONE = ["unshare", "--map-root-user", "--mount", "--"]
"""Runs a program with mounts of its own, which nobody else sees."""


def ask(sql: Sql) -> Steps[int]:
    return (yield Fetch(sql))[0][0]


def path_of(url: str) -> pathlib.Path:
    return pathlib.Path(url.removeprefix("sqlite:///"))


@contextlib.contextmanager
def held(url: str, *statements: str) -> Iterator[None]:
    """Another process holds the file."""
    connection = sqlite3.connect(path_of(url), isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
        yield
    finally:
        connection.close()


async def break_writer(store: Store) -> list[BaseException]:
    """Breaks the connection that writes, amid a group of blocks that share a commit; gives what their callers are told."""
    assert isinstance(store.backend, SqliteBackend)
    writer = store.backend.writer
    assert writer is not None

    def breaking() -> Steps[int]:
        writer.connection._conn.close()
        return (yield from ask(COUNT))

    blocks = (store.backend.run_block(lambda: ask(COUNT)) for _ in range(3))
    told = await asyncio.gather(*blocks, store.backend.run_block(breaking), return_exceptions=True)
    return [each for each in told if isinstance(each, BaseException)]


async def test_when_the_writers_connection_breaks_everybody_is_answered_and_the_next_goes_on(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    assert [type(each) for each in await break_writer(store)] == [sqlite3.ProgrammingError] * 4
    assert (await centre.invoice(100)).batch_id is not None
    await store.check()
    await store.close()


async def test_a_preview_that_breaks_the_connection_is_answered_too(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)

    async def operation(_preview: object) -> None:
        await break_connection(store)

    with pytest.raises(sqlite3.ProgrammingError):
        await store.preview(operation)
    assert (await centre.invoice(100)).batch_id is not None
    await store.close()


async def break_connection(store: Store) -> None:
    assert isinstance(store.backend, SqliteBackend)
    assert store.backend.writer is not None
    connection = store.backend.writer.connection
    await connection._execute(connection._conn.close)


async def test_who_cannot_write_is_not_ready_until_he_can(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    path, elsewhere = path_of(sqlite_url), path_of(sqlite_url).with_suffix(".moved")
    app = create_app(Settings(database_url=sqlite_url), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://tieout.test") as http:
        path.rename(elsewhere)
        path.mkdir()
        await break_writer(store)
        said = await http.get("/ready")
        assert (said.status_code, said.json()) == (503, {"status": "unavailable", "reason": "OperationalError"})
        assert await store.read(ask(COUNT)) == 0
        path.rmdir()
        elsewhere.rename(path)
        assert (await http.get("/ready")).status_code == 200
    assert (await (await Centre.open(store)).invoice(100)).batch_id is not None
    await store.close()


async def test_a_question_without_an_end_is_given_up(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, readers=1, statement_s=0.2)
    with pytest.raises(TookTooLong):
        await store.read(ask(ENDLESS))
    async with store.snapshot() as reader:
        assert await reader.run(ask(COUNT)) == 0
        with pytest.raises(TookTooLong):
            await reader.run(ask(ENDLESS))
    assert await store.read(ask(COUNT)) == 0
    await store.close()


async def test_a_file_that_another_process_holds_is_told_as_busy(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, wait_s=0.2)
    with held(sqlite_url, "begin immediate"):
        for asking in (
            store.backend.run_block(lambda: ask(COUNT)),
            store.preview(lambda preview: Centre(preview).account("1")),  # type: ignore[arg-type]
            Store.open(sqlite_url, wait_s=0.2),
        ):
            with pytest.raises(Busy):
                await asking
        assert await store.read(ask(COUNT)) == 0
    await store.close()


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_file_that_another_process_has_for_itself_is_told_as_busy(sqlite_url: str, read_only: bool) -> None:
    with held(sqlite_url, "pragma locking_mode=exclusive", "begin exclusive"), pytest.raises(Busy):
        await Store.open(sqlite_url, wait_s=0.2, read_only=read_only)


async def test_reading_alone_waits_for_no_writer_and_changes_nothing(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    await Centre.open(store)
    before = await store.read(ask(WORKER))
    with held(sqlite_url, "begin immediate"):
        reading = await Store.open(sqlite_url, read_only=True)
        assert await verify(reading) == []
        assert await reading.read(ask(WORKER)) == before
        with pytest.raises(AssertionError):
            await Centre(reading).invoice(100)
        await reading.close()
    await store.close()


@pytest.fixture
def where_nothing_is_written(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder that commands see read-only; skips where this machine lets nobody arrange that."""
    folder = tmp_path / "frozen"
    folder.mkdir()
    if shutil.which("unshare") is None or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs `unshare` and leave to use it")
    return folder


def read_only(folder: pathlib.Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """Runs ``tieout`` commands one after the other on a file in a folder that is read-only to them."""
    tieout = pathlib.Path(sys.executable).with_name("tieout")
    script = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && " + " && ".join(
        f"{tieout} {command}" for command in commands
    )
    environment = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "TIEOUT_DATABASE_URL": f"sqlite:///{folder}/tieout.db"}
    return subprocess.run(
        [*ALONE, "sh", "-c", script], cwd=folder.parent, env=environment, capture_output=True, text=True, check=False
    )


async def test_what_only_reads_runs_where_nothing_can_be_written(
    where_nothing_is_written: pathlib.Path, sqlite_url: str, tmp_path: pathlib.Path
) -> None:
    folder = where_nothing_is_written
    store = await Store.open(sqlite_url)
    await (await Centre.open(store)).invoice(7_500)
    await store.close()
    shutil.copyfile(path_of(sqlite_url), folder / "tieout.db")
    ran = read_only(folder, "verify", "unreconciled", "backup copy.db")
    assert ran.returncode == 0, ran.stderr
    assert "75.00" in ran.stdout
    copy = await Store.open(f"sqlite:///{tmp_path}/copy.db")
    assert await verify(copy) == []
    await copy.close()


async def test_what_stands_in_the_log_alone_is_not_passed_over(
    where_nothing_is_written: pathlib.Path, sqlite_url: str
) -> None:
    folder = where_nothing_is_written
    store = await Store.open(sqlite_url)
    await Centre.open(store)
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path_of(sqlite_url)}{suffix}", folder / f"tieout.db{suffix}")
    await store.close()
    ran = read_only(folder, "verify")
    assert ran.returncode == 1
    assert "a part of it only in tieout.db-wal. Copy both to another place." in ran.stderr
