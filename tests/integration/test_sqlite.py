"""SQLite under a lock, a broken connection, an endless query, or a read-only disk."""

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
from domain.store.program import Program, Query, Sql
from domain.store.sqlite.backend import SqliteBackend
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre
from tests.support.sqlite_files import path_of

COUNT = Sql("select count(*) from accounts")
TEMP_STORE = Sql("pragma temp_store")
WORKER = Sql("select last_worker from organisations")
ENDLESS = Sql("with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n")
ALONE = ["unshare", "--map-root-user", "--mount", "--"]
"""Runs a program with mounts of its own, which nobody else sees."""


def ask(sql: Sql) -> Program[int]:
    return (yield Query(sql))[0][0]


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
    """Break the writer's connection amid a group of units that share a commit; return what their callers get."""
    assert isinstance(store.backend, SqliteBackend)
    writer = store.backend.writer
    assert writer is not None

    def breaking() -> Program[int]:
        writer.connection._conn.close()
        return (yield from ask(COUNT))

    units = (store.backend.run_unit(lambda: ask(COUNT)) for _ in range(3))
    reported = await asyncio.gather(*units, store.backend.run_unit(breaking), return_exceptions=True)
    return [each for each in reported if isinstance(each, BaseException)]


async def test_after_the_writers_connection_breaks_every_queued_unit_gets_its_result(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    assert [type(each) for each in await break_writer(store)] == [sqlite3.ProgrammingError] * 4
    assert [each.message for each in caplog.records] == [
        f"the connection that writes to {path_of(sqlite_url)} is broken"
    ]
    assert (await centre.invoice(100)).batch_id is not None
    await store.check()
    await store.close()


async def test_a_preview_that_breaks_the_connection_gets_an_error(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)

    async def operation(_preview: object) -> None:
        await break_connection(store)

    with pytest.raises(sqlite3.ProgrammingError):
        await store.preview(operation)
    assert (await centre.invoice(100)).batch_id is not None
    await store.close()


async def test_a_writer_that_is_cancelled_amid_a_preview_ends_and_holds_nothing(sqlite_store: Store) -> None:
    centre = await Centre.open(sqlite_store)
    before, begun = asyncio.all_tasks(), asyncio.Event()

    async def operation(_preview: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    asking = asyncio.ensure_future(sqlite_store.preview(operation))
    await begun.wait()
    (writing,) = asyncio.all_tasks() - before - {asking}
    writing.cancel()  # as the end of the loop does
    await asyncio.wait({writing, asking})
    assert writing.cancelled()
    assert asking.cancelled()
    assert (await centre.invoice(100)).batch_id is not None


async def break_connection(store: Store) -> None:
    assert isinstance(store.backend, SqliteBackend)
    assert store.backend.writer is not None
    connection = store.backend.writer.connection
    await connection._execute(connection._conn.close)


async def test_a_process_that_cannot_write_is_not_ready(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    path, elsewhere = path_of(sqlite_url), path_of(sqlite_url).with_suffix(".moved")
    app = create_app(Settings(database_url=sqlite_url), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://tieout.test") as http:
        path.rename(elsewhere)
        path.mkdir()
        await break_writer(store)
        answer = await http.get("/ready")
        assert (answer.status_code, answer.json()["reason"]) == (503, "DatabaseReplaced")
        path.rmdir()
        elsewhere.rename(path)
        assert (await http.get("/ready")).status_code == 200
    assert (await (await Centre.open(store)).invoice(100)).batch_id is not None
    await store.close()


async def test_an_endless_query_times_out(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, readers=1, statement_s=0.2)
    with pytest.raises(TookTooLong):
        await store.read(ask(ENDLESS))
    async with store.snapshot() as reader:
        assert await reader.run(ask(COUNT)) == 0
        with pytest.raises(TookTooLong):
            await reader.run(ask(ENDLESS))
    assert await store.read(ask(COUNT)) == 0
    await store.close()


async def test_a_file_locked_by_another_process_is_busy(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, wait_s=0.2)
    with held(sqlite_url, "begin immediate"):
        for asking in (
            store.backend.run_unit(lambda: ask(COUNT)),
            store.preview(lambda preview: Centre(preview).account("1")),  # type: ignore[arg-type]  # it runs commands as a store does
            Store.open(sqlite_url, wait_s=0.2),
        ):
            with pytest.raises(Busy):
                await asking
        assert await store.read(ask(COUNT)) == 0
    await store.close()


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_file_locked_exclusively_by_another_process_is_busy(sqlite_url: str, read_only: bool) -> None:
    with held(sqlite_url, "pragma locking_mode=exclusive", "begin exclusive"), pytest.raises(Busy):
        await Store.open(sqlite_url, wait_s=0.2, read_only=read_only)


async def test_a_read_only_store_waits_for_no_writer_and_changes_nothing(sqlite_url: str) -> None:
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


async def test_read_only_commands_run_on_a_read_only_disk(
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


async def test_a_read_only_store_sees_rows_still_in_the_write_ahead_log(
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
    assert "a part of it is only in tieout.db-wal. Copy both to another place." in ran.stderr


FILE, IN_MEMORY = 1, 2
"""Where SQLite keeps what it may have to bring back: with savepoints in a file."""


def counting(*, fails: bool = False, writes: bool = True) -> Program[int]:
    """Count one up, if it ``writes``; return where journals are, or fail."""
    if writes:
        yield Query(Sql("update organisations set last_worker = last_worker + 1 where id = 1"))
    if fails:
        raise LookupError
    return (yield from ask(TEMP_STORE))


async def test_units_have_savepoints_only_in_previews(sqlite_store: Store) -> None:
    backend = sqlite_store.backend
    for _ in range(2):
        assert await backend.run_unit(lambda: ask(TEMP_STORE)) == IN_MEMORY
        several = [backend.run_unit(lambda: ask(TEMP_STORE)) for _ in range(3)]
        assert await asyncio.gather(*several) == [IN_MEMORY] * 3
        assert await backend.preview(lambda session: session.run_unit(lambda: ask(TEMP_STORE))) == FILE


@pytest.mark.parametrize(("writes", "where"), [(False, IN_MEMORY), (True, FILE)])
async def test_a_unit_that_fails_takes_no_other_with_it(sqlite_store: Store, writes: bool, where: int) -> None:
    """After what a failed unit wrote, all others of its group run again, and each is done once."""
    backend = sqlite_store.backend
    worker = Sql("select last_worker from organisations")
    before = await sqlite_store.read(ask(worker))
    units = [backend.run_unit(counting), backend.run_unit(lambda: counting(fails=True, writes=writes))]
    units += [backend.run_unit(counting) for _ in range(2)]
    first, failed, *others = await asyncio.gather(*units, return_exceptions=True)
    assert isinstance(failed, LookupError)
    assert [first, *others] == [where] * 3
    assert await sqlite_store.read(ask(worker)) == before + 3
    with pytest.raises(LookupError):
        await backend.run_unit(lambda: counting(fails=True))
    assert await sqlite_store.read(ask(worker)) == before + 3
