"""What a migration does: its SQL files change the database, and a data step may fill what they made.

Tortoise 1.1 leaves CHECKs out of the tables that it makes, drops rows and indexes where it remakes a SQLite table, and opens
transactions of its own. So a migration has none of Tortoise's operations. What tables the migrations make is read from their
SQL (``domain/migrations/__main__.py``).
"""

import inspect
import sqlite3
from pathlib import Path
from typing import ClassVar

from tortoise.migrations import Migration
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from domain.store.ddl import run_on_sqlite, statements_beside
from domain.store.postgres.connection import PgConnection
from domain.store.postgres.connection import run_program as run_on_postgres
from domain.store.program import Program
from domain.store.sqlite.connection import run_in_thread, run_program


class SqlMigration(Migration):
    """A migration that runs the SQL files beside its module, then its data step, all in ``migrate``'s one transaction.

    Beside the module ``NAME.py`` stand ``NAME.sql`` and, run after it, ``NAME.sqlite.sql`` or ``NAME.postgres.sql``.
    """

    atomic = False
    data_step: ClassVar["staticmethod[[], Program[list[str] | None]] | None"] = None
    """A program that runs on the database after the SQL, such as one that fills a new column.

    It reads and writes on both databases alike (``store/program.py``). What SQL can say belongs in the SQL file. It returns
    lines in which it tells the operator what it did, such as numbers that changed, or None.
    """

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        if self.operations:
            raise TypeError(
                f"{name} has operations of Tortoise, which change nothing here: write SQL files, or a data step."
            )
        self._path = Path(inspect.getfile(type(self)))
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
        if self.data_step is not None:
            lines: list[str] | None = run_program(connection, self.data_step())
            self.lines = lines or []

    async def _on_postgres(self, connection: PgConnection) -> None:
        for statement in statements_beside(self._path, "postgres"):
            await connection.execute(statement)
        if self.data_step is not None:
            lines: list[str] | None = await run_on_postgres(connection, self.data_step())
            self.lines = lines or []
