"""Programs within an open transaction of PostgreSQL, the connection beside the pool, and work that outlives its caller."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from domain.errors import Busy, Unavailable
from domain.store.invariants import InvariantMissing
from domain.store.postgres.lending import pause_before_retry
from domain.store.postgres.reserve import CONNECT_S, Reserve
from domain.store.postgres.session import RetryingSession, Session
from domain.store.program import Program, Query, Sql
from domain.store.shield import run_to_end
from domain.texts import Written

NUMBERS = Sql("select number from accounts")
WITHIN_S = 60


class Connection:
    """A connection that answers each question with a row, by what it contains, or raises an error."""

    def __init__(self, error: Exception | None = None, **rows: Any) -> None:
        self.error = error
        self.rows: dict[str, Any] = rows
        self.executed: list[str] = []
        self.open = True

    def is_closed(self) -> bool:
        return not self.open

    def terminate(self) -> None:
        self.open = False

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        yield

    async def fetch(self, text: str, *_: object) -> list[Any]:
        if self.error is not None:
            raise self.error
        return next((rows for part, rows in self.rows.items() if part in text), [("P-7",)])

    async def execute(self, text: str) -> None:
        self.executed.append(text)
        if self.error is not None:
            raise self.error


def reads() -> Program[str]:
    rows = yield Query(NUMBERS)
    return str(rows[0][0])


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (asyncpg.LockNotAvailableError(), Busy),
        (ConnectionResetError(), Unavailable),
        (asyncpg.InterfaceError("closed"), Unavailable),
        (asyncpg.exceptions.ClientConfigurationError("bad"), asyncpg.exceptions.ClientConfigurationError),
    ],
)
async def test_a_reader_learns_what_an_error_means(error: Exception, meaning: type[Exception]) -> None:
    connection: Any = Connection(error)
    with pytest.raises(meaning):
        await Session(connection).run(reads())


async def test_a_program_goes_on_whose_caller_is_cancelled() -> None:
    begun, goes_on, ended = asyncio.Event(), asyncio.Event(), []

    async def fetch(*_: object) -> list[Any]:
        begun.set()
        await goes_on.wait()
        ended.append(True)
        return [("P-7",)]

    connection: Any = SimpleNamespace(fetch=fetch)
    session = Session(connection)
    caller = asyncio.create_task(session.run(reads()))
    await begun.wait()
    caller.cancel()
    await asyncio.wait({caller})
    assert caller.cancelled()
    assert not ended
    goes_on.set()
    await session.drain()
    assert ended == [True]


async def swallows(session: Any) -> str:
    """Take any error for an answer, as a resolver's is."""
    for _ in range(2):
        with contextlib.suppress(Exception):
            await session.run_unit(reads)
    return "answered all the same"


@pytest.mark.parametrize(
    "failure", [asyncpg.SerializationError(), asyncpg.LockNotAvailableError(), ConnectionResetError()]
)
async def test_a_preview_is_tried_again_though_its_failure_was_taken_for_an_answer(failure: Exception) -> None:
    connection: Any = Connection(failure)
    session = RetryingSession(connection)
    with pytest.raises(type(failure)):
        await session.run_work(swallows)
    connection.error = None
    with pytest.raises(type(failure)):
        await session.run_alone(reads())


@pytest.mark.parametrize("error", [asyncpg.DataError(), asyncpg.exceptions.ClientConfigurationError("bad")])
async def test_a_preview_whose_error_would_come_again_is_not_tried_again(error: Exception) -> None:
    connection: Any = Connection(error)
    session = RetryingSession(connection)
    assert await session.run_work(swallows) == "answered all the same"
    with pytest.raises(type(error)):
        await session.run_unit(reads)


async def test_a_preview_is_tried_again_though_its_work_raised_something_else() -> None:
    connection: Any = Connection(asyncpg.SerializationError())

    async def takes_it_for_another(session: Any) -> None:
        try:
            await session.run_unit(reads)
        except asyncpg.SerializationError:
            raise KeyError from None

    with pytest.raises(asyncpg.SerializationError):
        await RetryingSession(connection).run_work(takes_it_for_another)


async def test_a_preview_returns_or_raises_what_its_work_does() -> None:
    async def fails(_session: Any) -> None:
        raise KeyError("x")

    connection: Any = Connection()
    assert await RetryingSession(connection).run_work(lambda session: session.run_unit(reads)) == "P-7"
    with pytest.raises(KeyError):
        await RetryingSession(connection).run_work(fails)


def reserve_of(*connections: Connection) -> Reserve:
    left = list(connections)

    async def connect(within_s: float) -> Any:
        assert within_s == CONNECT_S
        return left.pop(0)

    return Reserve(connect)


def nothing() -> Program[None]:
    yield Query(NUMBERS)


@pytest.mark.parametrize("takes_space", [True, False])
async def test_a_server_is_ready_if_it_takes_writes_and_has_space(takes_space: bool) -> None:
    connection = Connection(transaction_read_only=[(False,)])
    reserve = reserve_of(connection)
    await reserve.check(nothing, WITHIN_S, takes_space=takes_space)
    assert [each.startswith("create temporary table") for each in connection.executed] == [True] * takes_space
    await reserve.close()
    assert not connection.open


async def test_a_standby_is_not_ready_and_its_connection_given_up() -> None:
    standby, primary = Connection(transaction_read_only=[(True,)]), Connection(transaction_read_only=[(False,)])
    reserve = reserve_of(standby, primary)
    with pytest.raises(Unavailable, match="can only be read"):
        await reserve.check(nothing, WITHIN_S, takes_space=True)
    assert (standby.open, standby.executed) == (False, [])
    await reserve.check(nothing, WITHIN_S, takes_space=False)


async def test_the_connection_is_kept_until_it_is_closed() -> None:
    first, second = Connection(), Connection()
    reserve = reserve_of(first, second)
    assert [await reserve.answers(WITHIN_S) for _ in range(2)] == [True, True]
    assert first.open
    first.open = False
    assert await reserve.answers(WITHIN_S)
    assert second.open


@pytest.mark.parametrize("error", [ConnectionResetError("reset"), asyncpg.InternalServerError("reset")])
async def test_a_server_that_breaks_off_does_not_answer(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    broken = Connection(error)
    with caplog.at_level(logging.DEBUG, "tieout"):
        assert not await reserve_of(broken).answers(WITHIN_S)
    assert not broken.open
    assert [each.message for each in caplog.records] == ["the database does not answer: reset"]


async def test_a_mistake_in_the_arguments_is_not_taken_for_a_server_that_is_away() -> None:
    with pytest.raises(asyncpg.exceptions.ClientConfigurationError):
        await reserve_of(Connection(asyncpg.exceptions.ClientConfigurationError("bad"))).risks(WITHIN_S)


async def test_a_server_is_not_ready_if_what_must_hold_there_does_not() -> None:
    def lacks_rules() -> Program[None]:
        yield Query(NUMBERS)
        raise InvariantMissing(Written("no rules"))

    reserve = reserve_of(Connection(transaction_read_only=[(False,)]))
    with pytest.raises(InvariantMissing):
        await reserve.check(lacks_rules, WITHIN_S, takes_space=False)


async def test_reports_the_size_of_the_log_to_roles_that_may_ask() -> None:
    asked = Connection(has_function_privilege=[(True,)], pg_ls_waldir=[(4096,)])
    assert await reserve_of(asked).log_bytes(WITHIN_S) == 4096
    assert await reserve_of(Connection(has_function_privilege=[(False,)])).log_bytes(WITHIN_S) is None


async def test_a_setting_that_may_lose_what_was_acknowledged_is_a_risk() -> None:
    (risk,) = await reserve_of(Connection(pg_settings=[("fsync", "off")])).risks(WITHIN_S)
    assert risk.setting == "fsync"
    assert "Set fsync = on." in risk.message


async def test_a_try_is_not_repeated_once_its_time_is_over() -> None:
    slot: Any = SimpleNamespace(is_over=True)
    lost = ConnectionResetError()
    with pytest.raises(Unavailable) as refused:
        await pause_before_retry(lost, slot)
    assert refused.value.__cause__ is lost


async def test_closing_goes_on_to_its_end_though_its_caller_is_cancelled() -> None:
    goes_on, ended = asyncio.Event(), []

    async def close() -> None:
        await goes_on.wait()
        ended.append(True)

    caller = asyncio.create_task(run_to_end(close()))
    await asyncio.sleep(0)
    caller.cancel()
    await asyncio.sleep(0)
    assert not caller.done()
    goes_on.set()
    await asyncio.wait({caller})
    assert caller.cancelled()
    assert ended == [True]
