"""The writer of a SQLite file between its groups: it copies its log, forgets what it keeps, and notices other writers."""

import contextlib
import itertools
import logging
import pathlib
import sqlite3
from collections.abc import AsyncIterator

import pytest

from domain.errors import Busy, Unavailable
from domain.store.faults import QUIET_S, FaultKind, Faults
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.sqlite import backend as backend_module
from domain.store.sqlite import watch
from domain.store.sqlite import writer as module
from domain.store.sqlite.backend import SqliteBackend
from domain.store.sqlite.connection import plain, run_in_thread
from domain.store.sqlite.writer import CHECKPOINT_PAGES, Writer
from domain.store.store import Store

WRITES = Sql("update organisations set last_worker = last_worker")


def writes() -> Program[None]:
    yield Query(WRITES)


def writes_nothing() -> Program[None]:
    yield Query(Sql("select 1"))


def writer_of(store: Store) -> Writer:
    assert isinstance(store.backend, SqliteBackend)
    assert store.backend.writer is not None
    return store.backend.writer


@contextlib.asynccontextmanager
async def asked(writer: Writer) -> AsyncIterator[list[str]]:
    """What the writer's connection is asked meanwhile."""
    statements: list[str] = []
    await run_in_thread(writer.connection, lambda each: each.set_trace_callback(statements.append))
    yield statements
    await run_in_thread(writer.connection, lambda each: each.set_trace_callback(None))


async def test_all_connections_forget_what_they_keep_of_the_file(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, given_back = sqlite_store.backend, []
    assert isinstance(backend, SqliteBackend)
    monkeypatch.setattr(backend_module, "give_freed_memory_back", lambda: given_back.append(True))
    reader = backend._free.get_nowait()
    backend._free.put_nowait(reader)
    read: list[str] = []
    plain(reader).set_trace_callback(read.append)
    async with asked(writer_of(sqlite_store)) as written:
        await backend.release_memory()
    plain(reader).set_trace_callback(None)
    assert read == written == ["PRAGMA shrink_memory"]
    assert given_back == [True]
    async with sqlite_store.snapshot() as view:
        await view.run(writes_nothing())


async def test_writing_by_others_is_noticed_once(sqlite_store: Store) -> None:
    writer, run_unit = writer_of(sqlite_store), sqlite_store.backend.run_unit
    await writer.others_wrote()
    await run_unit(writes)
    assert not await writer.others_wrote(), "one unit since then is the caller's"
    for _ in range(2):
        await run_unit(writes)
    assert await writer.others_wrote()
    with contextlib.closing(sqlite3.connect(writer.path)) as other, other:
        other.execute("create table theirs (id integer)")
    await run_unit(writes)
    assert await writer.others_wrote()
    await run_unit(writes)
    assert not await writer.others_wrote()


async def test_a_writer_that_broke_counts_as_others_who_wrote(sqlite_store: Store) -> None:
    writer = writer_of(sqlite_store)
    await writer.others_wrote()
    await sqlite_store.backend.run_unit(writes)
    await run_in_thread(writer.connection, lambda each: each.close())
    assert await writer.others_wrote()
    await writer.release_memory()  # what is broken, whoever writes next hears


def error_of(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("it cannot be copied")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "faults", "logged"),
    [
        (sqlite3.SQLITE_IOERR, {FaultKind.UNAVAILABLE}, "unavailable: the database cannot be used"),
        (sqlite3.SQLITE_MISUSE, frozenset(), "could not be copied into it"),
    ],
)
async def test_a_log_that_cannot_be_copied_is_reported_and_stops_no_unit(
    sqlite_store: Store,
    code: int,
    faults: set[FaultKind],
    logged: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    writer = writer_of(sqlite_store)

    async def fails(*_: object) -> None:
        raise error_of(code)

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR, "tieout"):
        patched.setattr(module, "pages_in_log", lambda _: CHECKPOINT_PAGES)
        patched.setattr(module, "run_in_thread", fails)
        await writer._checkpoint()
    assert writer.faults.present == faults
    assert [logged in each.message for each in caplog.records] == [True]
    await sqlite_store.backend.run_unit(writes)


@pytest.mark.parametrize(("pages", "copies"), [(CHECKPOINT_PAGES - 1, 0), (CHECKPOINT_PAGES, 1)])
async def test_only_a_long_log_is_copied(
    sqlite_store: Store, pages: int, copies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = writer_of(sqlite_store)
    monkeypatch.setattr(module, "pages_in_log", lambda _: pages)
    async with asked(writer) as statements:
        await writer._checkpoint()
    assert statements == ["PRAGMA wal_checkpoint(passive)"] * copies


@pytest.mark.parametrize(("of_writer", "left"), [(False, [0, 0]), (True, [1, 0])])
async def test_what_a_reader_meets_is_over_when_one_reads_and_what_a_writer_meets_when_one_writes(
    sqlite_store: Store, of_writer: bool, left: list[int]
) -> None:
    backend, writer = sqlite_store.backend, writer_of(sqlite_store)
    clock = itertools.count(0, 2 * QUIET_S)
    backend.faults = writer.faults = Faults(lambda: next(clock))

    def fails() -> Program[None]:
        yield Query(Sql("select 1"))
        raise error_of(sqlite3.SQLITE_IOERR)

    with pytest.raises(Unavailable):
        await (backend.run_unit(fails) if of_writer else backend.read(fails()))
    assert backend.faults.present == {FaultKind.UNAVAILABLE}
    await backend.read(writes_nothing())
    after_reading = len(backend.faults.present)
    await backend.run_unit(writes_something)
    assert [after_reading, len(backend.faults.present)] == left


def writes_something() -> Program[None]:
    yield Query(Sql("create table ours (id integer)"))
    yield ExecuteMany(Sql("insert into ours (id) values (:id)"), [(7,)])


async def test_a_writer_that_cannot_name_its_file_is_not_open(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object, **_named: object) -> None:
        raise Busy

    monkeypatch.setattr(module, "name_file", fails)
    with pytest.raises(Busy):
        await Writer.open(pathlib.Path(sqlite_url.removeprefix("sqlite:///")), 1)


async def test_the_log_says_that_only_the_server_still_has_the_data_of_a_vanished_file(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_given: object) -> None:
        raise sqlite3.OperationalError

    writer = writer_of(sqlite_store)
    monkeypatch.setattr(watch, "rescue", fails)
    await writer._watch._rescue(writer.connection, "books.db")
    assert caplog.records[-1].message.endswith("could not be copied; only the running server still has it")
