"""A new connection of PostgreSQL's pool: its number, its settings, and when it breaks on a network that swallows all."""

import asyncio
import contextlib
import math
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from domain.store.postgres.pooled import LOOK_S, PooledConnection, prepare

SETTINGS = {"jit": "off", "lock_timeout": "250"}
WAIT_S = 10.5


class Capabilities(NamedTuple):
    """What a server can do, as asyncpg holds it."""

    jit: bool
    plpgsql: bool


class Connection:
    """A connection over a socket, on a server that has statistics or none."""

    _server_caps = Capabilities(jit=True, plpgsql=True)
    look_at = 0.0
    transaction_settings = ""

    def __init__(self, wire: socket.socket | None = None, *, has_statistics: bool = False) -> None:
        self._transport = SimpleNamespace(get_extra_info={"socket": wire}.get)
        self.has_statistics = has_statistics
        self.asked: list[str] = []

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        self.asked.append("begin")
        yield
        self.asked.append("commit")

    async def fetchval(self, _sql: str) -> bool:
        self.asked.append("has statistics?")
        return self.has_statistics

    async def execute(self, sql: str) -> None:
        self.asked.append(sql)

    async def look_for_statistics(self) -> None:
        await PooledConnection.look_for_statistics(self)  # type: ignore[arg-type]  # which has what that needs


@pytest.fixture(params=[socket.AF_INET, socket.AF_UNIX])
def wire(request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    with contextlib.closing(socket.socket(request.param, socket.SOCK_STREAM)) as opened:
        yield opened


async def prepared(connection: Any, settings: Mapping[str, str]) -> Any:
    await prepare(connection, WAIT_S, settings)
    return connection


async def test_a_connection_over_a_network_breaks_once_nothing_was_heard_for_the_time_to_wait(
    wire: socket.socket,
) -> None:
    await prepared(Connection(wire), {})
    is_network = wire.family != socket.AF_UNIX
    assert bool(wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)) == is_network
    if is_network:
        options = socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_USER_TIMEOUT
        assert [wire.getsockopt(socket.IPPROTO_TCP, each) for each in options] == [6, 3, 10_500]


@pytest.mark.parametrize("wait_s", [0.4, 2.0])
async def test_no_time_to_wait_is_too_short_for_a_network(wait_s: float) -> None:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as wire:
        await prepare(Connection(wire), wait_s, {})
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 1
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL) == 1


async def test_connections_have_different_numbers_that_fit_a_column() -> None:
    numbers = {(await prepared(Connection(), {})).number for _ in range(20)}
    assert len(numbers) == 20
    assert all(0 <= each < 2**62 for each in numbers)


async def test_behind_a_pooler_each_transaction_sets_what_a_session_would_have() -> None:
    connection = await prepared(Connection(), SETTINGS)
    assert connection.transaction_settings == "set local jit = 'off'; set local lock_timeout = '250'"
    assert connection._server_caps == Capabilities(jit=False, plpgsql=True)
    alone = await prepared(Connection(), {})
    assert alone.transaction_settings == ""
    assert alone._server_caps == Capabilities(jit=True, plpgsql=True)


async def test_without_statistics_it_looks_again_after_a_minute() -> None:
    connection = await prepared(Connection(), {})
    assert connection.asked == ["begin", "has statistics?", "commit"]
    assert connection.look_at == pytest.approx(asyncio.get_running_loop().time() + LOOK_S, abs=10)


async def test_with_statistics_the_server_keeps_plans_and_nobody_looks_again() -> None:
    connection = await prepared(Connection(has_statistics=True), {})
    assert connection.asked == ["begin", "has statistics?", "commit", "set plan_cache_mode = auto"]
    assert connection.look_at == math.inf
    behind_a_pooler = await prepared(Connection(has_statistics=True), SETTINGS)
    assert behind_a_pooler.asked == ["begin", "has statistics?", "commit"]
    assert behind_a_pooler.transaction_settings.endswith("'250'; set local plan_cache_mode = auto")


def test_a_connection_that_goes_back_to_the_pool_runs_nothing() -> None:
    connection: Any = SimpleNamespace()
    assert PooledConnection.get_reset_query(connection) == ""
