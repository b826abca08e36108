"""What a migration does: its SQL files change the database, and a data step may fill what they made.

A migration ``NNNN_NAME`` is ``NNNN_NAME.sql`` and, run after it, ``NNNN_NAME.sqlite.sql`` or ``NNNN_NAME.postgres.sql``; and
where SQL does not suffice, a module ``NNNN_NAME.py`` with a ``data_step``. Each follows the one with the number before.

Tortoise 1.1 leaves CHECKs out of the tables that it makes, drops rows and indexes where it remakes a SQLite table, and opens
transactions of its own. So a migration has none of Tortoise's operations. What tables the migrations make is read from their
SQL (``domain/migrations/__main__.py``).
"""

import sqlite3
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from tortoise.migrations import Migration
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.loader import MigrationLoader
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from domain.store.ddl import folder_of, migrations_in, run_on_sqlite, statements_beside
from domain.store.postgres.connection import PgConnection
from domain.store.postgres.connection import run_program as run_on_postgres
from domain.store.program import Program
from domain.store.sqlite.connection import run_in_thread, run_program

DataStep: TypeAlias = Callable[[], Program[list[str] | None]]
"""A program that runs on the database after the SQL, such as one that fills a new column.

It reads and writes on both databases alike (``store/program.py``). It returns lines in which it tells the operator what it
did, such as numbers that changed, or None.
"""


class SqlMigration(Migration):
    """A migration that runs its SQL files, then its data step, all in ``migrate``'s one transaction."""

    atomic = False

    def __init__(self, app_label: str, path: Path, data_step: DataStep | None) -> None:
        super().__init__(path.name, app_label)
        self._path = path
        self._data_step = data_step
        self.lines: list[str] = []
        """What the data step reports, once it has run."""

    async def apply(
        self,
        state: State,
        *,
        dry_run: bool = False,
        schema_editor: BaseSchemaEditor | None = None,
        collect_sql: bool = False,  # noqa: ARG002 - Tortoise's signature
    ) -> State:
        """Change the database, or nothing in a dry run: no state is kept, which would cost Tortoise a second."""
        if dry_run or schema_editor is None:
            return state
        connection = schema_editor.client._connection  # noqa: SLF001 - the library has no public way to it
        if schema_editor.client.capabilities.dialect == "sqlite":
            await run_in_thread(connection, self._on_sqlite)
        else:
            await self._on_postgres(connection)
        return state

    def _on_sqlite(self, connection: sqlite3.Connection) -> None:
        run_on_sqlite(connection, statements_beside(self._path, "sqlite"))
        if self._data_step is not None:
            lines: list[str] | None = run_program(connection, self._data_step())
            self.lines = lines or []

    async def _on_postgres(self, connection: PgConnection) -> None:
        for statement in statements_beside(self._path, "postgres"):
            await connection.execute(statement)
        if self._data_step is not None:
            lines: list[str] | None = await run_on_postgres(connection, self._data_step())
            self.lines = lines or []


class SqlLoader(MigrationLoader):
    """Finds migrations by their files."""

    def load_disk(self) -> None:
        """Find them."""
        self.disk_migrations = {}
        for app, places in self.apps_config.items():
            package = places["migrations"]
            folder = folder_of(package)
            names = migrations_in(folder)
            found = {
                name: SqlMigration(app, folder.joinpath(name), _data_step(package, folder, name)) for name in names
            }
            for before, after in pairwise(names):
                found[after].dependencies = [(app, before)]
            self.disk_migrations |= {MigrationKey(app, name): each for name, each in found.items()}


def _data_step(package: str, folder: Path, name: str) -> DataStep | None:
    if not folder.joinpath(f"{name}.py").exists():
        return None
    step: DataStep = import_module(f"{package}.{name}").data_step
    return step
