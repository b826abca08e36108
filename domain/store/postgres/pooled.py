"""A connection of the pool: its number, and how the server plans its statements."""

import asyncio
import math
import secrets
import socket
from typing import Any

import asyncpg

WITHOUT_STATISTICS = "force_custom_plan"
"""The setting of a new connection: without statistics, a plan for any values at all reads whole tables (DECISIONS)."""

LOOK_S = 60
"""How often a connection looks whether there are statistics by now."""

_HAS_STATISTICS = (
    "select count(*) filter (where reltuples > 0) = 4 from pg_class where relnamespace = current_schema()::regnamespace "
    "and relname in ('accounts', 'transactions', 'items', 'reconciliations')"
)


class PooledConnection(asyncpg.Connection):
    """A connection that has a number, its row's in ``commit_marks``, and looks for statistics from ``look_at`` on."""

    number: int
    look_at: float = 0

    def get_reset_query(self) -> str:
        """Return no statement to run when the connection goes back to the pool: nothing here outlives its transaction.

        Advisory locks are a transaction's, settings are the same for all that use the connection, and nothing listens or
        keeps a cursor. A transaction that was left open is still rolled back. So each unit and each read has one round trip
        less.
        """
        return ""

    async def look_for_statistics(self) -> None:
        """Let the server keep the plans of statements once it has statistics of the tables, which halves its work."""
        if await self.fetchval(_HAS_STATISTICS):
            await self.execute("set plan_cache_mode = auto")
            self.look_at = math.inf
        else:
            self.look_at = asyncio.get_running_loop().time() + LOOK_S


async def prepare(connection: Any, wait_s: float) -> None:
    """Prepare a new connection for the pool; one whose network swallows all that is sent breaks after ``wait_s``."""
    connection.number = secrets.randbits(62)
    wire = connection._transport.get_extra_info("socket")  # noqa: SLF001 - the library has no public way to it
    if wire is not None and wire.family in {socket.AF_INET, socket.AF_INET6} and hasattr(socket, "TCP_USER_TIMEOUT"):
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, max(1, math.ceil(wait_s / 2)))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, max(1, math.ceil(wait_s / 4)))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, math.ceil(wait_s * 1000))
    await connection.look_for_statistics()
