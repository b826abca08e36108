"""A standby that reports are read from, and that never shows less than what was acknowledged before one was asked for.

The primary says how far its log goes; the standby is read once it has replayed as much, on the same timeline of the same
cluster. Where it has not in time, is away, hangs, or stops a report for what it must replay, the primary is read instead.

It is looked at every ``WATCH_S``, so that no report waits for a standby that is known to be of no use.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from domain.errors import Busy, OutcomeUnknown
from domain.store.backend import Reader
from domain.store.faults import reason_of
from domain.store.postgres.backend import PostgresBackend
from domain.store.postgres.connection import LOST_ERRORS, RETRYABLE_ERRORS
from domain.store.program import Program, Query, Sql

_log = logging.getLogger("tieout")

WATCH_S = 2.0
POLL_S = 0.005
"""How often a standby is asked whether it has replayed enough."""
ANSWER_S = 2.0
"""How long connecting to it may take, and how long it may keep silent, beside what it may be behind."""

AWAY = "it is away, or broke off"

_PRIMARY = Sql(
    "select cast(pg_current_wal_flush_lsn() as text), substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8), "
    "cast(system_identifier as text) from pg_control_system()"
)
_STANDBY = """
select lsn >= $1::text::pg_lsn, greatest(0, $1::text::pg_lsn - lsn)::bigint, timeline, system_identifier::text, replayed
from (
    select system_identifier, pg_is_in_recovery() as standby from pg_control_system()
) s, lateral (
    select case when standby then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end as lsn,
        case when standby then pg_last_xact_replay_timestamp() end as replayed,
        case when standby then lpad(upper(to_hex(coalesce(
            (select received_tli from pg_stat_wal_receiver), (select timeline_id from pg_control_checkpoint())
        ))), 8, '0') else substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8) end as timeline
) r
"""


class ReplicaUnfit(Exception):
    """A standby cannot be read now, or no further; the message says why. What was to be read must be read at the primary."""


class NotAStandby(Exception):
    """What is named as a standby belongs to another cluster."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far the primary's log goes, on which timeline, of which cluster."""

    lsn: str
    timeline: str
    cluster: str


@dataclass(slots=True)
class Replayed:
    """What a standby had replayed when it was read: the time of the last commit, None if it knows none, and the wait."""

    at: datetime | None = None
    waited_s: float = 0.0
    behind_bytes: int = 0
    """How far behind it was when it was first asked."""


class Replica:
    """A standby of a primary, read by one process."""

    def __init__(self, backend: PostgresBackend, primary: PostgresBackend, max_lag_s: float) -> None:
        self._backend = backend
        self._primary = primary
        self._max_lag_s = max_lag_s
        self._watching: asyncio.Task[None] | None = None
        self._logged = False
        self.unfit: str | None = "not yet looked at"
        """Why it is not read; None while it is."""
        self.last = Replayed()
        """What it had replayed when it was last looked at."""
        self.reports: Counter[str] = Counter()
        """How many reports were read from the ``replica``, and at the ``primary`` although there is one."""

    @classmethod
    async def open(
        cls,
        dsn: str,
        primary: PostgresBackend,
        *,
        connections: int,
        max_lag_s: float,
        statement_s: float | None,
        pooler: bool,
    ) -> "Replica":
        """Open a standby, which may be away. Raises ``NotAStandby`` for a server of another cluster."""
        backend = await PostgresBackend.open(
            dsn,
            connections=connections,
            wait_s=max_lag_s + ANSWER_S,
            statement_s=statement_s,
            pooler=pooler,
            standby=True,
        )
        replica = cls(backend, primary, max_lag_s)
        try:
            await replica.look()
        except BaseException:
            await backend.close()
            raise
        replica._watching = asyncio.create_task(replica._watch())
        return replica

    @contextlib.asynccontextmanager
    async def reading(self, replayed: Replayed) -> AsyncIterator[Reader]:
        """Return a view that has all that was acknowledged until now, and fill in ``replayed``.

        Raises ``ReplicaUnfit``, also in the middle of reading; and what the primary raises when it is asked how far it is.
        """
        if self.unfit is not None:
            raise ReplicaUnfit(self.unfit)
        async with self._view(replayed) as reader:
            yield reader

    async def look(self) -> None:
        """Find out whether it can be read; raises ``NotAStandby``."""
        replayed = Replayed()
        try:
            async with self._view(replayed):
                pass
        except ReplicaUnfit:
            pass
        except (Busy, OutcomeUnknown):  # of the primary, whose faults tell it
            return
        else:
            self._says(None)
        self.last = replayed

    async def close(self) -> None:
        """Close every connection to it."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        await self._backend.close()

    @contextlib.asynccontextmanager
    async def _view(self, replayed: Replayed) -> AsyncIterator[Reader]:
        position = await self._primary.read(_position(), single=True)

        async def caught_up(connection: Any) -> None:
            await self._wait_until(connection, position, replayed)

        try:
            async with self._backend.snapshot(before=caught_up) as reader:
                yield reader
        except (Busy, OutcomeUnknown, asyncpg.PostgresError, *RETRYABLE_ERRORS, *LOST_ERRORS) as error:
            self._says(AWAY, reason_of(error) or str(error) or type(error).__name__)
            raise ReplicaUnfit(AWAY) from error
        except ReplicaUnfit as unfit:
            self._says(str(unfit))
            raise

    async def _wait_until(self, connection: Any, position: Position, replayed: Replayed) -> None:
        """Wait until a standby has replayed the log to a position; raises ``ReplicaUnfit``, and ``NotAStandby``."""
        began = time.monotonic()
        while True:
            async with connection.transaction():
                is_there, behind, timeline, cluster, replayed.at = await connection.fetchrow(_STANDBY, position.lsn)
            replayed.waited_s = time.monotonic() - began
            replayed.behind_bytes = max(replayed.behind_bytes, behind)
            if cluster != position.cluster:
                raise NotAStandby("TIEOUT_READ_DATABASE_URL names no standby of the server of TIEOUT_DATABASE_URL.")
            if timeline != position.timeline:
                raise ReplicaUnfit("it follows another primary")
            if is_there:
                return
            if replayed.waited_s >= self._max_lag_s:
                raise ReplicaUnfit(f"it is more than {self._max_lag_s:g} s behind")
            await asyncio.sleep(POLL_S)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_S)
            try:
                await self.look()
            except NotAStandby as error:
                self._says(str(error))

    def _says(self, unfit: str | None, reason: str = "") -> None:
        """Note whether it can be read, and log when that changes; ``reason`` is the log's alone, as it may name hosts."""
        if unfit is None and self._logged:
            _log.warning("the read replica is used again")
        elif unfit is not None and not self._logged:
            detail = f" ({reason})" if reason else ""
            _log.warning("the read replica is not used, and reports are read at the primary: %s%s", unfit, detail)
        self._logged = unfit is not None
        self.unfit = unfit


def _position() -> Program[Position]:
    return Position(*(yield Query(_PRIMARY))[0])
