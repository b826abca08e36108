"""The pool, and a connection of it: its number, its settings, and how the server plans its statements."""

import asyncio
import math
import secrets
import socket
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import asyncpg
from asyncpg.transaction import Transaction

from domain.store.postgres.hosts import Hosts

WITHOUT_STATISTICS = "force_custom_plan"
"""The setting of a new connection: without statistics, a plan for any values at all reads whole tables (DECISIONS)."""

CACHED_STATEMENT_BYTES_MAX = 64 * 1024
"""A statement that writes JSON of many fields is longer than asyncpg's own limit, beyond which each run is prepared anew."""
PREPARED_STATEMENTS = 100
"""How many statements a connection keeps prepared; none behind a pooler, where another connection would meet them."""
LOCK_WAITS = 4
"""A unit that waits for a locked row releases its connection to others this many times within its time."""

FIXED_TYPES_BELOW = 10_000
"""Types with smaller numbers are PostgreSQL's own, and the same in every database of every version."""

LOOK_S = 60
"""How often a connection looks whether there are statistics by now."""

_HAS_STATISTICS = (
    "select count(*) filter (where reltuples > 0) = 4 from pg_class where relnamespace = current_schema()::regnamespace "
    "and relname in ('accounts', 'transactions', 'items', 'reconciliations')"
)


PARALLEL_SETUP_COST = "10000"
"""Ten times what the server expects: for a few thousand rows, starting other processes costs more than reading the rows."""
_OWN = {"application_name": "tieout"}

_FIXED_TYPES: dict[frozenset[int], Any] = {}
"""Types that are the same everywhere, as the server described them, for all connections of this process."""


async def open_pool(
    hosts: Hosts, connections: int, *, wait_s: float, statement_s: float | None, pooler: bool, may_be_away: bool = False
) -> "asyncpg.Pool[asyncpg.Record]":
    """Open a pool that has connected once, unless the server may be away.

    Raises ``OSError`` or ``asyncpg.PostgresError`` if it cannot in time.
    """
    limits = {
        "plan_cache_mode": WITHOUT_STATISTICS,
        "jit": "off",  # compiling a statement of many parts takes longer than any that the server runs
        "parallel_setup_cost": PARALLEL_SETUP_COST,
        "lock_timeout": f"{wait_s / LOCK_WAITS * 1000:.0f}",
        "statement_timeout": f"{(statement_s or 0) * 1000:.0f}",
    }
    pool = await asyncpg.create_pool(
        connect=hosts.connect,
        min_size=0,  # reconnecting in the background would fill the log while the server is away
        max_size=connections,
        timeout=wait_s,
        command_timeout=None,
        statement_cache_size=0 if pooler else PREPARED_STATEMENTS,
        max_cacheable_statement_size=CACHED_STATEMENT_BYTES_MAX,
        server_settings=_OWN if pooler else {**_OWN, **limits},
        connection_class=PooledConnection,
        init=partial(prepare, wait_s=wait_s, transaction_settings=limits if pooler else {}),
    )
    if not may_be_away:
        await _try_connection(pool)
    return pool


async def open_alone(hosts: Hosts, within_s: float, *, pooler: bool) -> Any:
    """Open a connection beside the pool."""
    prepared = 0 if pooler else PREPARED_STATEMENTS
    return await hosts.connect(timeout=within_s, server_settings=_OWN, statement_cache_size=prepared)


async def _try_connection(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Raise at once what prevents connecting, before anything waits for it to pass."""
    try:
        async with pool.acquire():
            pass
    except BaseException:  # cancelled or not, no connection stays
        pool.terminate()
        raise


class PooledConnection(asyncpg.Connection):
    """A connection that has a number, its row's in ``commit_marks``, and looks for statistics from ``look_at`` on.

    ``transaction_settings`` are set at the beginning of each transaction where a pooler such as PgBouncer gives each of them
    another connection to the server; empty where the connection itself has them.
    """

    number: int
    look_at: float = 0
    transaction_settings: str = ""

    def transaction(self, **options: Any) -> Transaction:
        """Return a transaction, which has this connection's settings."""
        if not self.transaction_settings or self.is_in_transaction():
            return super().transaction(**options)
        return _WithSettings(self, **options)

    def get_reset_query(self) -> str:
        """Return no statement to run when the connection goes back to the pool: nothing here outlives its transaction.

        Advisory locks are a transaction's, settings are the same for all that use the connection, and nothing listens or
        keeps a cursor. A transaction that was left open is still rolled back. So each unit and each read has one round trip
        less.
        """
        return ""

    async def _introspect_types(self, typeoids: Collection[int], timeout: Any) -> tuple[Any, Any]:  # noqa: ASYNC109 - as asyncpg's own
        """Return what asyncpg asks the server about types that it meets for the first time on a connection.

        It asks again for each array, by a query that takes longer than most statements, and by two more about jit. The
        answer about PostgreSQL's own types is asked for once in a process.
        """
        asked = frozenset(typeoids)
        if asked in _FIXED_TYPES:
            return _FIXED_TYPES[asked], _Named
        types, statement = await super()._introspect_types(typeoids, timeout)  # type: ignore[misc]  # none of its public ones
        if max(each["oid"] for each in types) < FIXED_TYPES_BELOW:
            _FIXED_TYPES[asked] = types
        return types, statement

    async def look_for_statistics(self) -> None:
        """Let the server keep the plans of statements once it has statistics of the tables, which halves its work."""
        async with self.transaction():
            found = await self.fetchval(_HAS_STATISTICS)
        if found:
            if self.transaction_settings:  # a pooler's: they hold for a transaction each
                self.transaction_settings += "; set local plan_cache_mode = auto"
            else:
                await self.execute("set plan_cache_mode = auto")
            self.look_at = math.inf
        else:
            self.look_at = asyncio.get_running_loop().time() + LOOK_S


class _Named:
    """The statement that nobody was asked: it took the place of no unnamed one, which would have to be prepared again."""

    name = "none"


class _WithSettings(Transaction):
    """A transaction that begins with its connection's settings."""

    def __init__(self, connection: PooledConnection, isolation: Any = None, *, readonly: bool = False) -> None:
        super().__init__(connection, isolation, readonly, deferrable=False)
        self._pooled = connection

    async def start(self) -> None:
        """Begin it."""
        await super().start()
        try:
            await self._pooled.execute(self._pooled.transaction_settings)
        except BaseException:  # a context that is not entered is never left
            await self.rollback()
            raise


async def prepare(connection: Any, wait_s: float, transaction_settings: Mapping[str, str]) -> None:
    """Prepare a new connection for the pool; one whose network swallows all that is sent breaks after ``wait_s``."""
    connection.number = secrets.randbits(62)
    if transaction_settings:  # they switch jit off; asyncpg would switch it for the session while it looks up types
        connection._server_caps = connection._server_caps._replace(jit=False)  # noqa: SLF001 - as below
    set_local = (f"set local {name} = '{value}'" for name, value in transaction_settings.items())
    connection.transaction_settings = "; ".join(set_local)
    wire = connection._transport.get_extra_info("socket")  # noqa: SLF001 - the library has no public way to it
    if wire is not None and wire.family in {socket.AF_INET, socket.AF_INET6} and hasattr(socket, "TCP_USER_TIMEOUT"):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, max(1, math.ceil(wait_s / 2)))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, max(1, math.ceil(wait_s / 4)))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, math.ceil(wait_s * 1000))
    await connection.look_for_statistics()
