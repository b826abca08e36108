"""Connections of PostgreSQL's pool: who has one, for how long, and what becomes of work that the server keeps waiting."""

import asyncio
import logging
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from domain.errors import OutcomeUnknown, StorageFull, Unavailable
from domain.store.admission import Slot
from domain.store.postgres import lending as module
from domain.store.postgres.commit import CommitUnanswered
from domain.store.postgres.lending import LOOK_S, RECONNECT_S, Lending, pause_before_retry
from domain.store.postgres.mark import CommitMark
from tests.support.faked_pool import WAIT_S, Connection, Pool

SHORT_S = 0.004
UNANSWERED = CommitUnanswered(CommitMark(42, 7, left=True), "P-7")


class Server:
    """Whether it answers, each time it is asked; ``then`` is done when it is."""

    def __init__(self, *answers: bool, then: Callable[[], None] = lambda: None) -> None:
        self.answers_ = list(answers)
        self.then = then
        self.asked_s: list[float] = []

    async def answers(self, within_s: float) -> bool:
        self.asked_s.append(within_s)
        answer = self.answers_.pop(0)
        if not self.answers_:
            self.then()
        return answer


def lending_of(pool: Any, server: Any = None, wait_s: float = WAIT_S) -> Lending:
    return Lending(pool, 4, wait_s, server)


def slot_for(left_s: float) -> Slot:
    return Slot((), asyncio.get_running_loop().time() + left_s)


@pytest.fixture(autouse=True)
def little_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE_S", SHORT_S)


async def test_a_connection_is_waited_for_as_long_as_the_work_has_and_given_back() -> None:
    pool = Pool(Connection())
    lending = lending_of(pool)
    for slot in (slot_for(9), slot_for(-1), None):
        async with lending.connection(slot) as lent:
            assert lent is pool.connections[0]
    assert pool.asked_s == [pytest.approx(9, abs=1), RECONNECT_S, WAIT_S]
    assert pool.released == [(pool.connections[0], WAIT_S)] * 3


async def test_a_connection_looks_for_statistics_when_its_time_has_come() -> None:
    now = asyncio.get_running_loop().time()
    early, late = Connection(now + WAIT_S), Connection(now - 1)
    lending = lending_of(Pool(early, late))
    for _ in range(2):
        async with lending.connection(None):
            pass
    assert (early.looked, late.looked) == (0, 1)


async def test_what_fails_when_a_connection_is_given_back_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    lending = lending_of(Pool(Connection(), release_error=ConnectionResetError("reset")))
    with caplog.at_level(logging.DEBUG, "tieout"):
        async with lending.connection(None):
            pass
    assert [each.message for each in caplog.records] == ["a broken connection was replaced: reset"]


async def test_a_connection_to_a_server_that_only_reads_is_not_used_again() -> None:
    connection = Connection()
    lending = lending_of(Pool(connection))
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with lending.connection(None):
            raise asyncpg.ReadOnlySQLTransactionError
    assert connection.terminated.is_set()
    other = Connection()
    with pytest.raises(KeyError):
        async with lending_of(Pool(other)).connection(None):
            raise KeyError
    assert not other.terminated.is_set()


async def test_work_goes_on_though_its_caller_is_cancelled() -> None:
    lending, begun, goes_on, ended = lending_of(Pool(Connection())), asyncio.Event(), asyncio.Event(), []

    async def work(_slot: Slot) -> None:
        begun.set()
        await goes_on.wait()
        ended.append(True)

    caller = asyncio.create_task(lending.run(work, writing=True, within_s=WAIT_S))
    await begun.wait()
    caller.cancel()
    await asyncio.wait({caller})
    assert [each.in_use for each in lending.occupancies()] == [1, 1]
    goes_on.set()
    await lending.drain()
    assert ended == [True]
    assert [each.in_use for each in lending.occupancies()] == [0, 0]


async def test_a_caller_gets_what_is_known_before_the_work_has_ended() -> None:
    lending, goes_on = lending_of(Pool(Connection())), asyncio.Event()
    outcome: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def work(_slot: Slot) -> str:
        outcome.set_result("known")
        await goes_on.wait()
        return "ended"

    assert await lending.run(work, writing=False, within_s=WAIT_S, outcome=outcome) == "known"
    goes_on.set()
    await lending.drain()


@pytest.mark.parametrize("error", [KeyError("x"), TimeoutError("the work's own")])
async def test_what_work_raises_reaches_its_caller(error: Exception) -> None:
    async def work(_slot: Slot) -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        await lending_of(Pool(Connection()), Server()).run(work, writing=True, within_s=WAIT_S)
    assert raised.value is error


@pytest.mark.parametrize(("wait_s", "look_s"), [(WAIT_S, LOOK_S), (1.0, 0.25)])
async def test_work_lasts_as_long_as_the_server_answers(wait_s: float, look_s: float) -> None:
    ends = asyncio.Event()
    server = Server(True, then=ends.set)

    async def work(_slot: Slot) -> str:
        await ends.wait()
        return "done"

    lending = lending_of(Pool(Connection()), server, wait_s)
    assert await lending.run(work, writing=True, within_s=SHORT_S) == "done"
    assert server.asked_s == [look_s]


async def hangs(lending: Lending, slot: Slot) -> None:
    """Work on a connection whose server says nothing; it ends when its connection does."""
    async with lending.connection(slot) as lent:
        connection: Any = lent
        await connection.terminated.wait()
        raise ConnectionResetError


async def test_work_is_broken_off_when_its_time_is_over_and_the_server_does_not_answer() -> None:
    connection = Connection()
    server = Server(True, True, False)
    lending = lending_of(Pool(connection), server, SHORT_S)
    with pytest.raises(ConnectionResetError):
        await lending.run(lambda slot: hangs(lending, slot), writing=True, within_s=SHORT_S)
    assert connection.terminated.is_set()
    assert server.asked_s == [SHORT_S / 4] * 3


async def test_work_that_learns_in_its_time_what_is_wrong_says_so() -> None:
    connection, ends, left_s = Connection(), asyncio.Event(), []

    async def work(slot: Slot) -> None:
        async with lending.connection(slot):
            await ends.wait()
            left_s.append(slot.left_s)
            raise StorageFull

    lending = lending_of(Pool(connection), Server(False, then=ends.set))
    with pytest.raises(StorageFull):
        await lending.run(work, writing=True, within_s=LOOK_S)
    assert not connection.terminated.is_set()
    assert left_s[0] > 0, "it is looked in time"


async def test_work_that_does_not_even_end_then_is_reported_as_not_done() -> None:
    ends = asyncio.Event()
    lending = lending_of(Pool(Connection()), Server(False), SHORT_S)

    async def work(_slot: Slot) -> None:
        await ends.wait()

    with pytest.raises(Unavailable):
        await lending.run(work, writing=True, within_s=SHORT_S)
    ends.set()
    await lending.drain()


async def test_a_connection_that_was_given_back_is_not_broken_off() -> None:
    connection, ends = Connection(), asyncio.Event()
    lending = lending_of(Pool(connection), Server(False), SHORT_S)

    async def work(slot: Slot) -> None:
        async with lending.connection(slot):
            pass
        await ends.wait()

    with pytest.raises(Unavailable):
        await lending.run(work, writing=True, within_s=SHORT_S)
    assert not connection.terminated.is_set()
    ends.set()
    await lending.drain()


async def test_nobody_knows_what_became_of_work_that_waits_to_hear_of_its_commit() -> None:
    connection = Connection()
    connection.may_answer.clear()
    lending = lending_of(Pool(connection), Server(False))
    with pytest.raises(OutcomeUnknown):
        await lending.run(lambda slot: lending.is_committed(UNANSWERED, slot), writing=True, within_s=SHORT_S)
    connection.may_answer.set()
    await lending.drain()
    assert not lending._in_doubt


async def test_a_commit_is_looked_for_until_a_connection_can_say(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "RECONNECT_S", 0)
    pool = Pool(Connection(error=ConnectionResetError("away")), Connection())
    lending, slot = lending_of(pool), slot_for(WAIT_S)
    with caplog.at_level(logging.DEBUG, "tieout"):
        looking = asyncio.create_task(lending.is_committed(UNANSWERED, slot))
        await asyncio.sleep(0)
        assert slot in lending._in_doubt
        assert await looking
    assert not lending._in_doubt
    assert pool.asked_s == [WAIT_S] * 2
    assert [each.message for each in caplog.records] == ["the outcome of a unit of work cannot be looked up yet: away"]


async def test_without_time_to_look_for_a_commit_its_outcome_is_unknown() -> None:
    pool = Pool(Connection())
    with pytest.raises(OutcomeUnknown) as unknown:
        await lending_of(pool, wait_s=0).is_committed(UNANSWERED, slot_for(0))
    assert unknown.value.__cause__ is UNANSWERED
    assert not pool.asked_s


@pytest.mark.parametrize(("drawn", "paused_s"), [(0.0, RECONNECT_S / 2), (1.0, RECONNECT_S * 3 / 2)])
async def test_tries_of_a_broken_connection_are_spread(
    drawn: float, paused_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[float] = []

    async def sleep(seconds: float) -> None:
        paused.append(seconds)

    monkeypatch.setattr(random, "random", lambda: drawn)
    monkeypatch.setattr(module, "asyncio", SimpleNamespace(sleep=sleep))
    slot: Any = SimpleNamespace(is_over=False)
    await pause_before_retry(ConnectionResetError(), slot)
    assert paused == [pytest.approx(paused_s)]


async def test_who_waits_for_work_that_was_cancelled_is_cancelled() -> None:
    outcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    work = asyncio.create_task(asyncio.sleep(0))
    work.cancel()
    await asyncio.wait({work})
    module._tell(outcome, work)
    assert outcome.cancelled()
