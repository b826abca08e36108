"""Work on PostgreSQL that fails: when it is tried again, how often and after which pauses, and what its caller learns."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import asyncpg
import pytest

from domain.errors import Busy, Conflict, StorageFull, TookTooLong, Unavailable
from domain.store.faults import FaultKind, Faults
from domain.store.postgres import backend as module
from domain.store.postgres.backend import TRIES_MAX, PostgresBackend
from domain.store.postgres.commit import CommitUnanswered
from domain.store.postgres.hosts import Hosts
from domain.store.postgres.mark import CommitMark
from domain.store.postgres.session import Session
from domain.store.together import ALONE
from domain.store.url import ANY_HOST
from tests.support.faked_pool import WAIT_S, Connection, Pool, backend_of, pauses_noted, seven

LOST = ConnectionResetError("lost")


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
    return pauses_noted(monkeypatch)


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

    async def open_pool(hosts: Hosts, connections: int, **options: Any) -> Any:
        given.update(options, connections=connections)
        given["wanted"] = {dict(parse_qsl(urlsplit(each).query))[ANY_HOST] for each in hosts._addresses}
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr(module, "open_pool", open_pool)
    return given


@pytest.mark.parametrize("error", [asyncpg.TooManyConnectionsError(), asyncpg.CannotConnectNowError()])
async def test_a_server_that_is_full_or_starting_is_busy(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    opening(monkeypatch, error)
    with pytest.raises(Busy) as busy:
        await PostgresBackend.open("postgresql://one,two/billing", connections=4, wait_s=WAIT_S)
    assert busy.value.__cause__ is error


@pytest.mark.parametrize(
    ("standby", "of"), [(True, "busy: the read replica: the database"), (False, "busy: the database")]
)
async def test_only_a_standby_may_be_away_and_the_log_says_that_a_fault_is_its(
    standby: bool, of: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    given = opening(monkeypatch, Pool(Connection()))
    dsn = "postgresql://one,two/billing"
    backend = await PostgresBackend.open(dsn, connections=4, wait_s=WAIT_S, standby=standby)
    assert given.pop("wanted") == {"standby" if standby else "read-write"}
    assert given == {"connections": 4, "wait_s": WAIT_S, "statement_s": None, "pooler": False, "may_be_away": standby}
    with pytest.raises(Busy), backend._noting(writing=False):
        raise Busy
    (record,) = caplog.records
    assert record.message.startswith(of)


async def test_only_who_writes_has_a_connection_for_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[int]] = []

    async def noted(*_given: object, **_named: object) -> Any:
        seen.append([each.in_use for each in backend.lending.occupancies()])
        return [7]

    backend = backend_of(Pool(Connection()))
    monkeypatch.setattr(module, "run_and_commit", noted)
    monkeypatch.setattr(Session, "run_alone", noted)
    monkeypatch.setattr(backend, "_retry", noted)
    await backend.run_unit(seven)
    await backend.run_unit(seven, in_group=True)
    await backend.preview(noted)
    await backend.read(seven())
    async with backend.snapshot():
        await noted()
    assert seen == [[1, 1], [1, 1], [1, 1], [1, 0], [1, 0]]


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


async def test_what_the_server_has_read_it_keeps_and_this_process_gives_back(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back: list[bool] = []
    monkeypatch.setattr(module, "give_freed_memory_back", lambda: given_back.append(True))
    await backend_of(Pool(Connection())).release_memory()
    assert given_back == [True]
