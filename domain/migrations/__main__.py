"""Write the next migration: ``python -m domain.migrations NAME``.

It compares the row classes with the tables that the migrations' SQL makes, and begins ``NNNN_NAME.sql`` with the difference
in words: you write there what changes the database.
"""

import asyncio
import re
import sys
from pathlib import Path

from tortoise import Tortoise
from tortoise.apps import Apps as TortoiseApps
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from domain.store.ddl import folder_of, migrations_in, tables_made_by
from domain.store.migrate import APPS, Apps
from domain.store.migration import SqlLoader
from domain.tables.columns import APP
from domain.tables.models import model_of

SQL = """\
-- Write here the statements that make these changes, on both databases:
{changes}
-- What differs goes to {name}.sqlite.sql and {name}.postgres.sql (see CONTRIBUTING, "Migrations").
"""


async def write_migration(name: str, apps: Apps = APPS) -> list[Path]:
    """Begin the next migration, and return its file: none if the row classes and the migrations agree."""
    await Tortoise.init(config={"connections": {"default": "sqlite://:memory:"}, "apps": apps})
    try:
        assert Tortoise.apps is not None
        writers = await Detector(Tortoise.apps, apps).changes()
    finally:
        await Tortoise.close_connections()
    return [_write(writer, name) for writer in writers]


class Detector(MigrationAutodetector):
    """Compares the models with the tables that the migrations' SQL makes."""

    def __init__(self, apps: TortoiseApps, places: Apps) -> None:
        super().__init__(apps, places)
        self.loader = SqlLoader(places, self.loader.recorder)

    async def _project_state(self) -> State:
        folder = folder_of(self.apps_config[APP]["migrations"])
        models = {
            (APP, table): ModelState.make_from_model(APP, model_of(table, columns))
            for table, columns in tables_made_by(map(folder.joinpath, migrations_in(folder))).items()
        }
        return State(models, StateApps())


def _write(writer: MigrationWriter, name: str) -> Path:
    full_name = format_migration_name(int(writer.name.partition("_")[0]), name)
    changes = "\n".join(f"--   {operation.describe()}" for operation in writer.operations)
    path = folder_of(str(writer.migrations_module)).joinpath(f"{full_name}.sql")
    path.write_text(SQL.format(changes=changes, name=full_name), encoding="utf-8")
    return path


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
