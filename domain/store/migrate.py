"""Bringing a database up to date: all missing migrations and their record in one atomic block.

Tortoise opens a transaction of its own for each migration and records it afterwards, so that a crash between the two
leaves a database that says something else than it is. Here a raise before the end leaves nothing behind, and processes
that start at once take turns.
"""

import sqlite3
from pathlib import Path
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as PostgresTransaction
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper
from tortoise.migrations.executor import MigrationExecutor

from domain.store.connection import begin, connect, hop, rollback
from domain.store.url import parse_url
from domain.store.whole import whole

APPS = {"tieout": {"models": ["domain.models"], "default_connection": "default", "migrations": "domain.migrations"}}
_RECORD = (
    "create table if not exists tortoise_migrations (id {id} primary key, app varchar(255) not null, "
    "name varchar(255) not null, applied_at {moment} not null, unique (app, name))"
)
_LOCK_NUMBER = 7_415_001
"""Which advisory lock processes that migrate one PostgreSQL database wait for."""


async def migrate(url: str, *, wait_s: float = 60.0) -> list[str]:
    """Applies the migrations that a database lacks; gives their names, oldest first, none when it is up to date.

    Raises ``BadDatabaseUrl`` and whatever the database refuses; then nothing was changed.
    """
    parsed = parse_url(url)
    if parsed.path is not None:
        work = _on_sqlite(parsed.path, wait_s)
    else:
        assert parsed.dsn is not None
        work = _on_postgres(parsed.dsn)
    # in a task of its own: cancelling the caller must not stop a migration halfway
    return await whole(work)


async def _on_sqlite(path: Path, wait_s: float) -> list[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = await connect(path, read_only=False, busy_ms=int(wait_s * 1000))
    try:
        client = SqliteClient(str(path), connection_name="default")
        client._connection = connection  # noqa: SLF001 - the library has no public way to it
        wrapper = SqliteTransactionWrapper(client)
        wrapper._connection = connection  # noqa: SLF001 - the library has no public way to it
        connection.row_factory = sqlite3.Row  # - Tortoise reads its record by column name
        await hop(connection, begin)
        try:
            applied = await _apply(wrapper, _RECORD.format(id="integer", moment="timestamp"))
            await connection.execute("COMMIT")
        except BaseException:
            await hop(connection, rollback)
            raise
        return applied
    finally:
        await connection.close()


async def _on_postgres(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("select pg_advisory_xact_lock($1)", _LOCK_NUMBER)
            client = AsyncpgDBClient(
                user=None, password=None, database=None, host=None, port=5432, connection_name="default"
            )
            wrapper = PostgresTransaction(client)
            wrapper._connection = connection  # noqa: SLF001 - the library has no public way to it
            return await _apply(wrapper, _RECORD.format(id="serial", moment="timestamptz"))
    finally:
        await connection.close()


async def _apply(wrapper: Any, record_sql: str) -> list[str]:
    await wrapper.execute_query(record_sql)
    executor = MigrationExecutor(wrapper, APPS)
    executor.recorder.ensure_schema = _nothing  # type: ignore[method-assign, assignment]  # made above, within the block
    plan = await executor.plan()
    await executor.migrate()
    return [step.migration.name for step in plan]


async def _nothing(*_: object) -> None:
    """Stands in for Tortoise's own creation of its record."""
