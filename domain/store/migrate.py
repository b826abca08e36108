"""Bringing a database up to date: all missing migrations and their record in one transaction.

Tortoise opens a transaction of its own for each migration and records it afterwards, so a crash between the two leaves a
database that differs from its record. Here an error before the end leaves the database as it was, and processes that start
at once wait for each other.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from domain.store.ddl import folder_of, migrations_in
from domain.store.invariants import check_newer
from domain.store.postgres.hosts import Hosts
from domain.store.shield import run_to_end
from domain.store.sqlite.backup import copy_database
from domain.store.sqlite.connection import begin, connect, rollback, run_in_thread
from domain.store.url import parse_url
from domain.tables.columns import APP

Apps = dict[str, dict[str, Any]]
"""Where Tortoise finds the models and the migrations."""

APPS: Apps = {
    APP: {"models": ["domain.tables.models"], "default_connection": "default", "migrations": "domain.migrations"}
}
_APPLIED = "select app, name from tortoise_migrations"
_LOCK_NUMBER = 7_415_001
"""The advisory lock that serializes processes which migrate one PostgreSQL database."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was done to bring a database up to date."""

    applied: list[str]
    """The migrations that it lacked, oldest first; empty if it was up to date."""
    backup: Path | None = None
    """The copy of a SQLite file as it was before; None if it was empty or up to date."""
    lines: list[str] = field(default_factory=list)
    """What the migrations tell of the rows that they changed, for people."""


async def migrate(
    url: str,
    *,
    wait_s: float = 60.0,
    apps: Apps | None = None,
    before: Callable[[Sequence[str]], None] = lambda _: None,
) -> Migrated:
    """Apply the migrations that a database lacks, those of ``apps`` or the product's own.

    A SQLite file that holds anything is copied first, beside itself. ``before`` is called with the migrations that are
    about to be applied to a database that holds anything. Raises ``BadDatabaseUrl`` and whatever the database refuses;
    then nothing was changed, and no copy stays.
    """
    parsed = parse_url(url)
    if parsed.path is not None:
        work = _on_sqlite(parsed.path, wait_s, apps or APPS, before)
    else:
        assert parsed.dsn is not None
        work = _on_postgres(parsed.dsn, apps or APPS, before)
    # in a task of its own: cancelling the caller must not stop a migration halfway
    return await run_to_end(work)


async def _on_sqlite(path: Path, wait_s: float, apps: Apps, before: Callable[[Sequence[str]], None]) -> Migrated:
    path.parent.mkdir(parents=True, exist_ok=True)
    busy_ms = int(wait_s * 1000)
    connection = await connect(path, read_only=False, busy_ms=busy_ms)
    backup: Path | None = None
    try:
        if _all_applied(await run_in_thread(connection, _applied), apps):
            return Migrated([])
        from domain.store.migration_plan import plan_on_sqlite  # noqa: PLC0415 - Tortoise takes 0.1 s to load: see migration_plan

        # a table that is rebuilt is dropped while others refer to it; all references are checked before the commit
        await connection.execute("PRAGMA foreign_keys=off")
        await run_in_thread(connection, begin)
        try:
            holds_anything = await run_in_thread(connection, _holds_anything)
            plan = await plan_on_sqlite(connection, apps)
            if plan.pending and holds_anything:
                before(plan.pending)
                backup = await _back_up(path, plan.pending[0], busy_ms)
            if plan.pending:
                broken = await run_in_thread(connection, _broken_references)
                await plan.apply()
                await run_in_thread(connection, partial(_check_references, before=broken))
        except BaseException:  # cancelled or not, nothing is half migrated
            await run_in_thread(connection, rollback)
            if backup is not None:
                backup.unlink()  # it equals the file, and a server that starts again and again would fill the disk
            raise
        await connection.execute("COMMIT")
        return Migrated(plan.pending, backup, plan.lines())
    finally:
        await connection.close()


def _all_applied(applied: Iterable[Iterable[str]], apps: Apps) -> bool:
    """Return True if a database has every migration; then nothing needs the lock, or Tortoise.

    Raises ``NewerDatabase`` if it has one that this version lacks.
    """
    found = {tuple(each) for each in applied}
    known = {(app, name) for app, places in apps.items() for name in migrations_in(folder_of(places["migrations"]))}
    check_newer(name for app, name in found - known if app in apps)
    return known <= found


def _applied(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    known = connection.execute("select 1 from sqlite_master where name = 'tortoise_migrations'").fetchone()
    return connection.execute(_APPLIED).fetchall() if known else []


def _holds_anything(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from sqlite_master limit 1").fetchone() is not None


def _broken_references(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute("PRAGMA foreign_key_check")]


def _check_references(connection: sqlite3.Connection, before: list[tuple[Any, ...]]) -> None:
    """Raise ``sqlite3.IntegrityError`` if more references are broken than damage had broken before."""
    broken = _broken_references(connection)
    if len(broken) > len(before):
        table, _, parent, _ = next(each for each in broken if each not in before)
        raise sqlite3.IntegrityError(f"a row of {table} would refer to a row of {parent} that does not exist")


async def _back_up(path: Path, first: str, busy_ms: int) -> Path:
    """Copy a file beside itself before its first missing migration; returns the new file, which had no predecessor.

    The caller holds the write lock and has changed nothing yet, so the copy is what the migrations begin with.
    """
    number, now = first.partition("_")[0], datetime.now(UTC)
    target = path.with_name(f"{path.name}.before-{number}-{now:%Y-%m-%dT%H%M%SZ}")
    try:
        target.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise OSError(error.errno, f"its copy {target.name} cannot be made: {error.strerror}") from error
    try:
        await copy_database(path, target, busy_ms)
    except BaseException:  # cancelled or not, no half copy stays
        target.unlink()
        raise
    return target


async def _on_postgres(dsn: str, apps: Apps, before: Callable[[Sequence[str]], None]) -> Migrated:
    connection = await Hosts(dsn).connect()
    try:
        if await connection.fetchval("select to_regclass('tortoise_migrations') is not null") and _all_applied(
            await connection.fetch(_APPLIED), apps
        ):
            return Migrated([])
        from domain.store.migration_plan import plan_on_postgres  # noqa: PLC0415 - as above

        async with connection.transaction():
            await connection.execute("select pg_advisory_xact_lock($1)", _LOCK_NUMBER)
            holds_anything = await connection.fetchval(
                "select exists (select from pg_tables where schemaname = current_schema())"
            )
            plan = await plan_on_postgres(connection, apps)
            if plan.pending and holds_anything:
                before(plan.pending)
            if plan.pending:
                await plan.apply()
            return Migrated(plan.pending, lines=plan.lines())
    finally:
        await connection.close()
