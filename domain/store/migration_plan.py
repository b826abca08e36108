"""Which migrations a database lacks, by Tortoise's executor on a transaction that is open already.

Loading Tortoise takes as much time as loading the domain, so ``migrate`` imports this module only when a migration is to be
applied.
"""

import sqlite3
from typing import Any

import aiosqlite
import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as PostgresTransaction
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper
from tortoise.migrations.executor import MigrationExecutor

from domain.store.migration import SqlLoader, SqlMigration

_RECORD = (
    "create table if not exists tortoise_migrations (id {id} primary key, app varchar(255) not null, "
    "name varchar(255) not null, applied_at {moment} not null, unique (app, name))"
)


class Plan:
    """The migrations that a database lacks."""

    def __init__(self, executor: MigrationExecutor, pending: list[str]) -> None:
        self._executor = executor
        self.pending = pending
        """Their names, oldest first."""

    async def apply(self) -> None:
        """Apply them, and record that."""
        await self._executor.migrate()

    def lines(self) -> list[str]:
        """Return what their data steps report of the rows that they changed, once they are applied."""
        migrations = self._executor.loader.disk_migrations.values()
        return [line for each in migrations if isinstance(each, SqlMigration) for line in each.lines]


async def plan_on_sqlite(connection: aiosqlite.Connection, apps: dict[str, dict[str, Any]]) -> Plan:
    """Plan what an SQLite database lacks, within the open transaction."""
    client = SqliteClient("", connection_name="default")
    client._connection = connection  # noqa: SLF001 - the library has no public way to it
    wrapper = SqliteTransactionWrapper(client)
    wrapper._connection = connection  # noqa: SLF001 - the library has no public way to it
    connection.row_factory = sqlite3.Row  # Tortoise reads its record by column name
    return await _plan(wrapper, apps, _RECORD.format(id="integer", moment="timestamp"))


async def plan_on_postgres(connection: asyncpg.Connection, apps: dict[str, dict[str, Any]]) -> Plan:
    """Plan what a PostgreSQL database lacks, within the open transaction."""
    client = AsyncpgDBClient(user=None, password=None, database=None, host=None, port=5432, connection_name="default")
    wrapper = PostgresTransaction(client)
    wrapper._connection = connection  # noqa: SLF001 - the library has no public way to it
    return await _plan(wrapper, apps, _RECORD.format(id="serial", moment="timestamptz"))


async def _plan(wrapper: Any, apps: dict[str, dict[str, Any]], record_sql: str) -> Plan:
    await wrapper.execute_query(record_sql)
    executor = MigrationExecutor(wrapper, apps)
    executor.loader = SqlLoader(apps, executor.recorder)
    executor.recorder.ensure_schema = _nothing  # type: ignore[method-assign, assignment]  # made above, in the transaction
    return Plan(executor, [step.migration.name for step in await executor.plan()])


async def _nothing(*_: object) -> None:
    """Replaces the step in which Tortoise creates its record."""
