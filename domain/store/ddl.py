"""Migration operations with explicit SQL, so that invariants stand in CREATE TABLE itself.

Tortoise 1.1 leaves CHECKs out of the tables that it makes, and splits raw SQL at every semicolon on SQLite, which breaks
triggers. These operations keep Tortoise's picture of the models, which its autodetector compares, and run our own SQL
from the files beside the migration, statement by statement, inside the one block that migrates.
"""

import re
from pathlib import Path

from tortoise.migrations.operations import CreateModel, RunSQL
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

_WORDS = {
    # typeof: SQLite, too, refuses to hold money as a float
    "sqlite": {"{id}": "INTEGER", "whole": r"\1 BIGINT NOT NULL CHECK (typeof(\1) = 'integer')"},
    "postgres": {"{id}": "BIGINT", "whole": r"\1 BIGINT NOT NULL"},
}
_WHOLE = re.compile(r"\bwhole\((\w+)\)")


def statements_of(path: Path, dialect: str) -> list[str]:
    """The statements of a SQL file in one database's words; each ends with a semicolon before an empty line."""
    words = _WORDS[dialect]
    text = re.sub(r"^--.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = _WHOLE.sub(words["whole"], text.replace("{id}", words["{id}"]))
    return [
        each.strip().removesuffix(";") + _end(each) for each in re.split(r";\s*\n\s*\n", text + "\n\n") if each.strip()
    ]


def _end(statement: str) -> str:
    """A SQLite trigger's body closes with ``END;``, of which the split took the semicolon."""
    return ";" if statement.strip().endswith("END") and "TRIGGER" in statement else ""


class Declared(CreateModel):
    """A model as Tortoise shall picture it; its table is made by the ``SqlFiles`` of the same migration."""

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Touches no database."""


class SqlFiles(RunSQL):
    """Runs ``NAME.sql`` and then ``NAME.sqlite.sql`` or ``NAME.postgres.sql`` from the migration's folder."""

    def __init__(self, migration: str) -> None:
        super().__init__([])
        self.path = Path(migration)

    async def _run_sql(self, state_editor: BaseSchemaEditor, sqls: object) -> None:  # noqa: ARG002 - Tortoise has it
        client = state_editor.client
        dialect = client.capabilities.dialect
        for suffix in (".sql", f".{dialect}.sql"):
            path = self.path.with_suffix(suffix)
            for statement in statements_of(path, dialect) if path.exists() else ():
                await client.execute_query(statement)
