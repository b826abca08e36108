"""Opening a database: its connections, the ids that this process gives, and a standby beside it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from domain.store.backend import Backend
from domain.store.ids import IdMaker
from domain.store.invariants import check_usable
from domain.store.postgres.backend import PostgresBackend
from domain.store.postgres.replica import Replica
from domain.store.program import Program, Query, Sql
from domain.store.shield import run_to_end
from domain.store.sqlite.backend import SqliteBackend
from domain.store.url import parse_url

_HIGHEST = Sql("select coalesce(max(id), 0) from audit_events")
_NEXT_WORKER = Sql("update organisations set last_worker = last_worker + 1 where id = 1 returning last_worker")


@dataclass(frozen=True, slots=True)
class Access:
    """How a database is reached, by the arguments of ``Store.open``."""

    url: str
    readers: int
    connections: int
    wait_s: float
    statement_s: float | None
    read_only: bool
    pooler: bool
    read_url: str | None
    read_max_lag_s: float


class OpenDatabase(NamedTuple):
    """An open database: what reads at once, what makes ids, and a standby if reports are read from one."""

    backend: Backend
    views: int
    new_id: Callable[[], int]
    replica: Replica | None


async def open_database(access: Access, migrations: Collection[str] | None) -> OpenDatabase:
    """Open a database, checked as ``Store.open`` says; if it fails or is cancelled, no connection stays."""
    backend, views = await _open_backend(access)
    try:
        async with backend.snapshot() as reader:
            await reader.run(check_usable(backend.dialect, migrations))
        new_id = _no_id if access.read_only else IdMaker(*await backend.run_unit(_next_worker)).next
        return OpenDatabase(backend, views, new_id, await _open_replica(access, backend))
    except BaseException:
        await run_to_end(backend.close())
        raise


async def _open_backend(access: Access) -> tuple[Backend, int]:
    """Return the connections of the database, and how many of them read at once."""
    parsed, wait_s, statement_s = parse_url(access.url), access.wait_s, access.statement_s
    if parsed.path is not None:
        sqlite = await SqliteBackend.open(
            parsed.path, readers=access.readers, wait_s=wait_s, statement_s=statement_s, read_only=access.read_only
        )
        return sqlite, access.readers
    assert parsed.dsn is not None
    postgres = await PostgresBackend.open(
        parsed.dsn, connections=access.connections, wait_s=wait_s, statement_s=statement_s, pooler=access.pooler
    )
    return postgres, access.connections


async def _open_replica(access: Access, backend: Backend) -> Replica | None:
    if access.read_url is None:
        return None
    assert isinstance(backend, PostgresBackend), "the settings were checked"
    return await Replica.open(
        access.read_url,
        backend,
        connections=access.connections,
        max_lag_s=access.read_max_lag_s,
        statement_s=access.statement_s,
        pooler=access.pooler,
    )


def _no_id() -> int:
    raise AssertionError("the database is open only for reading")


def _next_worker() -> Program[tuple[int, int]]:
    """Return a worker number for this process, and the highest id in the audit log."""
    worker: int = (yield Query(_NEXT_WORKER))[0][0]
    highest: int = (yield Query(_HIGHEST))[0][0]
    return worker, highest
