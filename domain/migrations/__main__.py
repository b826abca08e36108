"""Write the next migration: ``python -m domain.migrations NAME``.

It compares the row classes with the tables that the migrations' SQL makes, and begins ``NNNN_NAME.sql`` with the difference
in words: you write there what changes the database.
"""

import asyncio
import re
import sys
from pathlib import Path

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.migrations.writer import MigrationWriter, format_migration_name, migrations_module_path

from domain.store.ddl import tables_made_by
from domain.store.migrate import APPS, Apps
from domain.tables.columns import APP
from domain.tables.models import model_of

SQL = """\
-- Write here the statements that make these changes, on both databases:
{changes}
-- What differs goes to {name}.sqlite.sql and {name}.postgres.sql (see CONTRIBUTING, "Migrations").
"""


PYTHON = '''\
"""{title}: the SQL stands in the files beside this one."""

from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """{title}."""

    dependencies = [("{app}", "{after}")]
'''


async def write_migration(name: str, apps: Apps = APPS) -> list[Path]:
    """Write the files of the next migration, and return them: none if the row classes and the migrations agree."""
    await Tortoise.init(config={"connections": {"default": "sqlite://:memory:"}, "apps": apps})
    try:
        assert Tortoise.apps is not None
        writers = await Detector(Tortoise.apps, apps).changes()
    finally:
        await Tortoise.close_connections()
    return [path for writer in writers for path in _write(writer, name)]


class Detector(MigrationAutodetector):
    """Compares the models with the tables that the migrations' SQL makes."""

    async def _project_state(self) -> State:
        folder = migrations_module_path(self.apps_config[APP]["migrations"])
        modules = [folder.joinpath(key.name) for key in self._full_plan()]
        models = {
            (APP, table): ModelState.make_from_model(APP, model_of(table, columns))
            for table, columns in tables_made_by(modules).items()
        }
        return State(models, StateApps())


def _write(writer: MigrationWriter, name: str) -> list[Path]:
    number = int(writer.name.partition("_")[0])
    full_name = format_migration_name(number, name)
    ((app, after),) = writer.dependencies
    folder = migrations_module_path(str(writer.migrations_module))
    changes = "\n".join(f"--   {operation.describe()}" for operation in writer.operations)
    texts = {
        ".py": PYTHON.format(title=name.replace("_", " ").capitalize(), app=app, after=after),
        ".sql": SQL.format(changes=changes, name=full_name),
    }
    for suffix, text in texts.items():
        folder.joinpath(full_name + suffix).write_text(text, encoding="utf-8")
    return [folder.joinpath(full_name + suffix) for suffix in texts]


def main(arguments: list[str]) -> str:
    """Run the command, and return what it prints; raise ``SystemExit`` on wrong use."""
    if len(arguments) != 1 or not re.fullmatch(r"[a-z][a-z0-9_]*", arguments[0]):
        raise SystemExit("usage: python -m domain.migrations NAME, in lower case, such as transaction_memo")
    written = asyncio.run(write_migration(arguments[0]))
    if not written:
        return "There is nothing to write: the row classes and the migrations agree."
    return "\n".join(f"Written: {path}" for path in written)


if __name__ == "__main__":
    print(main(sys.argv[1:]))  # noqa: T201 - a command
