"""What a migration does: its SQL files change the database, its operations only Tortoise's state.

Tortoise 1.1 leaves CHECKs out of the tables that it makes, drops rows and indexes where it remakes a SQLite table, and opens
transactions of its own. So none of its SQL is run. It keeps the state, its own description of the tables, with which its
autodetector compares the models.
"""

import inspect
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tortoise.migrations import Migration
from tortoise.migrations.operations import CreateModel, Operation, RunPython, RunSQL, SQLOperation, TortoiseOperation
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from domain.store.ddl import run_on_sqlite, statements_of, tables_made_by
from domain.store.postgres.connection import PgConnection
from domain.store.postgres.connection import run_program as run_on_postgres
from domain.store.program import Program
from domain.store.sqlite.connection import run_in_thread, run_program
from domain.tables.models import fields_of


class SqlMigration(Migration):
    """A migration that runs the SQL files beside its module, then its data steps, all in ``migrate``'s one transaction."""

    atomic = False

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        path = Path(inspect.getfile(type(self)))
        state_changes = [each for each in self.operations if not isinstance(each, DataStep)]
        steps = [each for each in self.operations if isinstance(each, DataStep)]
        self.operations = [_SqlFiles(path, required=bool(state_changes)), *map(StateOnly, state_changes), *steps]

    async def apply(
        self,
        state: State,
        *,
        dry_run: bool = False,
        schema_editor: BaseSchemaEditor | None = None,
        collect_sql: bool = False,
    ) -> State:
        """Change the database. The state, which costs Tortoise a second to keep, is kept only where nothing is changed."""
        if dry_run or schema_editor is None or collect_sql:
            return await super().apply(state, dry_run=dry_run, schema_editor=schema_editor, collect_sql=collect_sql)
        for operation in self.operations:
            if isinstance(operation, _DatabaseStep):
                await operation.database_forward(self.app_label, state, state, schema_editor)
        return state


class StateOnly(TortoiseOperation):
    """Any of Tortoise's operations, without what it does to the database."""

    def __init__(self, operation: Operation) -> None:
        if isinstance(operation, RunPython | RunSQL | SQLOperation):
            raise TypeError(f"{type(operation).__name__} changes no state: write SQL files, or a DataStep.")
        self._operation = operation

    def describe(self) -> str:
        """Return what it does, in words."""
        return self._operation.describe()

    def state_forward(self, app_label: str, state: State) -> None:
        """Change the state."""
        self._operation.state_forward(app_label, state)


class TablesFromSql(TortoiseOperation):
    """Puts the tables that ``NAME.sql`` makes into the state, as SQLite reads them back from it."""

    def __init__(self, module_file: str) -> None:
        self._path = Path(module_file).with_suffix(".sql")

    def state_forward(self, app_label: str, state: State) -> None:
        """Change the state."""
        for table, columns in tables_made_by(self._path).items():
            fields: list[tuple[str, Any]] = list(fields_of(table, columns).items())
            CreateModel(table, fields, {"table": table}).state_forward(app_label, state)


class _DatabaseStep(TortoiseOperation, ABC):
    """Changes the database within the open transaction, and not the state."""

    async def database_forward(
        self,
        app_label: str,  # noqa: ARG002 - Tortoise's signature
        old_state: State,  # noqa: ARG002 - as above
        new_state: State,  # noqa: ARG002 - as above
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Run the step."""
        assert state_editor is not None
        connection = state_editor.client._connection  # noqa: SLF001 - the library has no public way to it
        if state_editor.client.capabilities.dialect == "sqlite":
            await run_in_thread(connection, self._on_sqlite)
        else:
            await self._on_postgres(connection)

    @abstractmethod
    def _on_sqlite(self, connection: sqlite3.Connection) -> None:
        """Run the step on SQLite's thread."""

    @abstractmethod
    async def _on_postgres(self, connection: PgConnection) -> None:
        """Run the step on PostgreSQL."""


class DataStep(_DatabaseStep):
    """Runs a program on the database after the migration's SQL, such as one that fills a new column.

    A program reads and writes on both databases alike (``store/program.py``). What SQL can say belongs in the SQL file. It
    returns lines in which it tells the operator what it did, such as numbers that changed, or None; ``lines`` keeps them.
    """

    def __init__(self, make_program: Callable[[], Program[list[str] | None]]) -> None:
        self._make_program = make_program
        self.lines: list[str] = []

    def _on_sqlite(self, connection: sqlite3.Connection) -> None:
        lines: list[str] | None = run_program(connection, self._make_program())
        self.lines = lines or []

    async def _on_postgres(self, connection: PgConnection) -> None:
        lines: list[str] | None = await run_on_postgres(connection, self._make_program())
        self.lines = lines or []


class _SqlFiles(_DatabaseStep):
    """Runs ``NAME.sql`` and then ``NAME.sqlite.sql`` or ``NAME.postgres.sql``."""

    def __init__(self, path: Path, *, required: bool) -> None:
        self._path = path
        self._required = required

    def _on_sqlite(self, connection: sqlite3.Connection) -> None:
        run_on_sqlite(connection, self._statements("sqlite"))

    async def _on_postgres(self, connection: PgConnection) -> None:
        for statement in self._statements("postgres"):
            await connection.execute(statement)

    def _statements(self, dialect: str) -> list[str]:
        """Return the statements; raise ``ValueError`` if there are none although the state changes."""
        paths = [self._path.with_suffix(suffix) for suffix in (".sql", f".{dialect}.sql")]
        statements = [each for path in paths if path.exists() for each in statements_of(path, dialect)]
        if self._required and not statements:
            raise ValueError(f"{paths[0].name} holds no statement: it must change the database as the migration says.")
        return statements
