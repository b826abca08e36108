"""Work on PostgreSQL that fails: when it is tried again, how often and after which pauses, and what its caller learns."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from domain.errors import Busy, Conflict, StorageFull, TookTooLong, Unavailable
from domain.store.faults import FaultKind, Faults
from domain.store.postgres import backend as module
from domain.store.postgres.backend import TRIES_MAX, PostgresBackend
from domain.store.postgres.commit import CommitUnanswered
from domain.store.postgres.mark import CommitMark
from domain.store.program import Program, Query, Sql
from domain.store.together import ALONE
from tests.support.faked_pool import Connection, Pool

WAIT_S = 60.0
LOST = ConnectionResetError("lost")


def backend_of(pool: Any) -> PostgresBackend:
    reserve: Any = SimpleNamespace()
    return PostgresBackend(pool, 4, WAIT_S, reserve, faults=Faults())


class Slots:
    """A slot that has time for so many tries after the first, and notes how often it was given to others."""

    def __init__(self, tries: int = 1_000) -> None:
        self.tries = tries
        self.yielded = 0
        self.left_s = WAIT_S

    @property
    def is_over(self) -> bool:
        self.tries -= 1
        return self.tries < 0

    async def yield_slot(self) -> None:
        self.yielded += 1


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made, in seconds, none of which takes time."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", noted)
    monkeypatch.setattr(random, "random", lambda: 1.0)
    return pauses


def raising(*errors: BaseException) -> Callable[[Any], Awaitable[str]]:
    """Work that fails by these errors, one a try, and then succeeds."""
    left = list(errors)

    async def once(_connection: Any) -> str:
        if left:
            raise left.pop(0)
        return "done"

    return once


async def retried(slot: Any, *errors: BaseException) -> str:
    return await backend_of(Pool(Connection()))._retry(raising(*errors), slot)


async def test_what_others_changed_at_the_same_moment_is_tried_again_after_pauses_that_double(
    paused: list[float],
) -> None:
    errors = asyncpg.SerializationError(), asyncpg.DeadlockDetectedError(), asyncpg.UniqueViolationError()
    assert await retried(Slots(), *errors) == "done"
    assert paused == [pytest.approx(each) for each in (0.01, 0.02, 0.04)]


async def test_what_others_change_again_and_again_is_given_up(paused: list[float]) -> None:
    errors = [asyncpg.SerializationError()] * TRIES_MAX
    assert await retried(Slots(), *errors[1:]) == "done"
    with pytest.raises(Conflict):
        await retried(Slots(), *errors)
    assert len(paused) == 2 * (TRIES_MAX - 1)


async def test_what_others_changed_is_not_tried_again_once_its_time_is_over(paused: list[float]) -> None:
    with pytest.raises(Conflict):
        await retried(Slots(tries=2), *[asyncpg.SerializationError()] * 3)
    assert len(paused) == 2


async def test_after_a_wait_for_a_locked_row_others_get_the_connection_first(paused: list[float]) -> None:
    slot = Slots()
    assert await retried(slot, *[asyncpg.LockNotAvailableError()] * 3) == "done"
    assert (slot.yielded, paused) == (3, [])


async def test_a_lost_connection_is_tried_again_while_there_is_time(paused: list[float]) -> None:
    assert await retried(Slots(), LOST, LOST) == "done"
    assert len(paused) == 2
    with pytest.raises(Unavailable) as given_up:
        await retried(Slots(tries=1), LOST, LOST)
    assert given_up.value.__cause__ is LOST


async def test_a_mistake_in_the_arguments_is_not_taken_for_a_lost_connection(paused: list[float]) -> None:
    with pytest.raises(asyncpg.exceptions.ClientConfigurationError):
        await retried(Slots(), asyncpg.exceptions.ClientConfigurationError("bad"))
    assert not paused


@pytest.mark.parametrize(
    ("error", "meaning"), [(asyncpg.QueryCanceledError(), TookTooLong), (asyncpg.DiskFullError(), StorageFull)]
)
async def test_what_another_try_would_meet_again_is_not_tried(
    error: Exception, meaning: type[Exception], paused: list[float]
) -> None:
    with pytest.raises(meaning):
        await retried(Slots(), error)
    assert not paused


def unanswered(number: int) -> CommitUnanswered:
    return CommitUnanswered(CommitMark(42, number, left=True), "committed before")


async def test_a_commit_without_an_answer_counts_if_its_mark_is_found_and_is_done_again_if_not(
    paused: list[float],
) -> None:
    assert await retried(Slots(), unanswered(7)) == "committed before"
    assert not paused
    assert await retried(Slots(), unanswered(8)) == "done"
    assert len(paused) == 1


async def test_faults_are_noted_until_an_operation_that_would_meet_them_succeeds() -> None:
    clock = SimpleNamespace(now=0.0)
    backend = backend_of(Pool(Connection()))
    backend.faults = Faults(lambda: clock.now)
    for failing in (Busy(), StorageFull()):
        with pytest.raises(type(failing)), backend._noting(writing=True):
            raise failing
    assert backend.faults.present == {FaultKind.BUSY, FaultKind.STORAGE_FULL}
    clock.now = WAIT_S
    for writing, left in ((False, 2), (True, 0)):
        with backend._noting(writing=writing):
            pass
        assert len(backend.faults.present) == left


async def test_a_snapshot_whose_connection_breaks_before_it_is_open_is_tried_again(paused: list[float]) -> None:
    backend, tried = backend_of(Pool(Connection())), []

    async def before(_connection: Any) -> None:
        tried.append(True)
        if len(tried) < 3:
            raise LOST

    async with backend.snapshot(before):
        assert len(tried) == 3
    assert len(paused) == 2


async def test_a_snapshot_that_cannot_be_opened_is_refused_and_leaves_no_work_behind() -> None:
    async def before(_connection: Any) -> None:
        raise KeyError

    backend = backend_of(Pool(Connection()))
    with pytest.raises(KeyError):
        async with backend.snapshot(before):
            pass
    assert [each.in_use for each in backend.occupancies()] == [0, 0, 0]


async def test_a_snapshot_gives_its_connection_back_when_it_is_left() -> None:
    pool = Pool(Connection())
    backend = backend_of(pool)
    async with backend.snapshot():
        assert [each.in_use for each in backend.occupancies()] == [1, 0, 0]
        assert not pool.released
    assert [each.in_use for each in backend.occupancies()] == [0, 0, 0]
    assert len(pool.released) == 1


async def test_an_exception_that_nobody_waits_for_is_not_logged_by_python() -> None:
    async def fails() -> None:
        raise KeyError

    failed, cancelled = asyncio.create_task(fails()), asyncio.create_task(asyncio.sleep(0))
    cancelled.cancel()
    await asyncio.wait({failed, cancelled})
    for each in (failed, cancelled):
        module._retrieve_exception(each)
    assert not failed._log_traceback  # type: ignore[attr-defined]  # what Python asks before it logs


async def refuse(*_given: object, **_named: object) -> Any:
    raise Busy


async def test_what_a_reader_meets_is_over_when_one_reads_and_what_a_writer_meets_when_one_writes() -> None:
    backend = backend_of(Pool(Connection()))
    backend._run_alone = refuse  # type: ignore[method-assign]  # no server is there
    backend.lending.run = refuse  # type: ignore[method-assign]  # as above
    program: Any = None
    operations: list[tuple[Callable[[], Awaitable[Any]], bool]] = [
        (lambda: backend.run_unit(program), True),
        (lambda: backend.preview(program), True),
        (lambda: backend.read(program), False),
        (lambda: backend.snapshot().__aenter__(), False),
    ]
    for operation, is_of_writers in operations:
        backend.faults = Faults(iter((0.0, WAIT_S, 2 * WAIT_S)).__next__)
        with pytest.raises(Busy):
            await operation()
        for writing in (False, True):
            assert backend.faults.present == {FaultKind.BUSY}
            with backend._noting(writing=writing):
                pass
            if not is_of_writers:
                break
        assert not backend.faults


async def test_a_check_looks_for_space_once_that_ran_out_and_ends_all_faults() -> None:
    backend = backend_of(Pool(Connection()))
    checked: list[tuple[float, bool]] = []

    async def check(_program: object, within_s: float, *, takes_space: bool) -> None:
        checked.append((within_s, takes_space))

    backend._reserve.check = check  # type: ignore[method-assign]  # no server is there
    program: Any = None
    await backend.check(program, 3)
    backend.faults.note(StorageFull(), writing=True)
    await backend.check(program, 4)
    assert checked == [(3, False), (4, True)]
    assert not backend.faults


def opening(monkeypatch: pytest.MonkeyPatch, result: Any) -> dict[str, Any]:
    """Have a pool opened with this result, an error or the pool; return what it is opened with."""
    given: dict[str, Any] = {}

    async def open_pool(_hosts: object, connections: int, **options: Any) -> Any:
        given.update(options, connections=connections)
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr(module, "open_pool", open_pool)
    return given


@pytest.mark.parametrize("error", [asyncpg.TooManyConnectionsError(), asyncpg.CannotConnectNowError()])
async def test_a_server_that_is_full_or_starting_is_busy(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    opening(monkeypatch, error)
    with pytest.raises(Busy) as busy:
        await PostgresBackend.open("postgresql://one/billing", connections=4, wait_s=WAIT_S)
    assert busy.value.__cause__ is error


@pytest.mark.parametrize(
    ("standby", "of"), [(True, "busy: the read replica: the database"), (False, "busy: the database")]
)
async def test_only_a_standby_may_be_away_and_the_log_says_that_a_fault_is_its(
    standby: bool, of: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    given = opening(monkeypatch, Pool(Connection()))
    backend = await PostgresBackend.open("postgresql://one/billing", connections=4, wait_s=WAIT_S, standby=standby)
    assert given == {"connections": 4, "wait_s": WAIT_S, "statement_s": None, "pooler": False, "may_be_away": standby}
    with pytest.raises(Busy), backend._noting(writing=False):
        raise Busy
    (record,) = caplog.records
    assert record.message.startswith(of)


VIEW = {"isolation": "repeatable_read", "readonly": True}


def seven() -> Program[int]:
    return 7
    yield


@pytest.mark.parametrize(("single", "pooler", "views"), [(False, False, 1), (True, False, 0), (True, True, 1)])
async def test_what_asks_more_than_once_has_one_unchanging_view(single: bool, pooler: bool, views: int) -> None:
    connection = Connection()
    backend = backend_of(Pool(connection))
    backend._pooler = pooler
    assert await backend.read(seven(), single=single) == 7
    assert connection.transactions == [VIEW] * views
    async with backend.snapshot():
        assert connection.transactions == [VIEW] * (views + 1)


async def test_a_reader_waits_for_no_view_to_end() -> None:
    pool = Pool(Connection())
    backend = backend_of(pool)
    pool.may_release.clear()
    assert await backend.read(seven()) == 7
    assert not pool.released
    pool.may_release.set()
    await backend.lending.drain()
    assert len(pool.released) == 1


async def test_a_view_that_cannot_be_begun_is_tried_again_and_one_that_cannot_be_ended_is_not(
    paused: list[float],
) -> None:
    connection = Connection()
    backend = backend_of(Pool(connection))
    connection.begin_errors = [LOST, LOST]
    assert await backend.read(seven()) == 7
    assert len(paused) == 2
    connection.end_error = LOST
    assert await backend.read(seven()) == 7
    await backend.lending.drain()
    assert (len(paused), len(connection.transactions)) == (2, 4)
    connection.begin_errors = [asyncpg.exceptions.ClientConfigurationError("bad")]
    with pytest.raises(asyncpg.exceptions.ClientConfigurationError):
        await backend.read(seven())


@pytest.mark.parametrize("in_group", [True, False])
async def test_closing_waits_for_all_work_and_closes_every_connection(in_group: bool) -> None:
    pool, may_end, done = Pool(Connection()), asyncio.Event(), []
    backend = backend_of(pool)
    closed: list[str] = []

    async def close() -> None:
        closed.append("reserve")

    async def work(*_given: object) -> Any:
        await may_end.wait()
        done.append(True)
        return [7]

    backend._reserve.close = close  # type: ignore[method-assign]  # no server is there
    if in_group:
        backend._groups._run_together = work
        working: asyncio.Task[Any] = asyncio.create_task(backend.run_unit(seven, in_group=True))
    else:
        working = asyncio.create_task(backend.lending.run(work, writing=True, within_s=WAIT_S))
    await asyncio.sleep(0)
    closing = asyncio.create_task(backend.close())
    for _ in range(20):
        await asyncio.sleep(0)
    assert (done, closed, pool.closed) == ([], [], 0)
    may_end.set()
    await closing
    await working
    assert (done, closed, pool.closed) == ([True], ["reserve"], 1)


async def test_others_need_no_pause_as_only_rows_are_locked() -> None:
    assert await backend_of(Pool(Connection())).yield_to_others() is False


@pytest.mark.parametrize("is_committed", [True, False])
async def test_of_a_group_whose_commit_had_no_answer_each_unit_counts_if_it_is_found_or_runs_alone(
    is_committed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_given: object) -> Any:
        raise CommitUnanswered(CommitMark(42, 7 if is_committed else 8, left=True), [70, 80])

    monkeypatch.setattr(module, "run_and_commit", fails)
    outcomes = await backend_of(Pool(Connection()))._run_together([seven, seven], WAIT_S)
    assert outcomes == ([70, 80] if is_committed else [ALONE, ALONE])


async def test_a_snapshot_that_is_left_waits_for_what_still_reads_there() -> None:
    connection, begun, may_end = Connection(), asyncio.Event(), asyncio.Event()
    pool = Pool(connection)

    async def fetch(*_question: object) -> list[Any]:
        begun.set()
        await may_end.wait()
        return [(7,)]

    connection.fetch = fetch  # type: ignore[attr-defined]  # it asks nothing else

    def reads() -> Program[Any]:
        return (yield Query(Sql("select 7")))

    async def leaves() -> None:
        async with backend.snapshot() as reader:
            asking = asyncio.create_task(reader.run(reads()))
            await begun.wait()
            asking.cancel()

    backend = backend_of(pool)
    leaving = asyncio.create_task(leaves())
    await begun.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    assert not pool.released
    may_end.set()
    await leaving
    assert len(pool.released) == 1


async def test_a_snapshot_whose_caller_goes_before_it_is_open_holds_nothing() -> None:
    pool = Pool(Connection())
    backend = PostgresBackend(pool, 1, WAIT_S, SimpleNamespace(), faults=Faults())  # type: ignore[arg-type]  # as above
    async with backend.snapshot():
        second = backend.snapshot()
        waiting = asyncio.create_task(second.__aenter__())
        for _ in range(5):
            await asyncio.sleep(0)
        assert backend.occupancies()[0].waiting == 1
        waiting.cancel()
        await asyncio.wait({waiting})
        assert backend.occupancies()[0].waiting == 0
    assert len(pool.asked_s) == 1
