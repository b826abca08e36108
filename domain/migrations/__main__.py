"""Write the next migration: ``python -m domain.migrations NAME``.

It compares the row classes with the migrations' tables, writes the difference to ``NNNN_NAME.py``, and begins
``NNNN_NAME.sql``, in which you write what changes the database.
"""

import asyncio
import re
import sys
from pathlib import Path

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import MigrationWriter, format_migration_name, migrations_module_path

from domain.store.migrate import APPS, Apps

SQL = """\
-- Write here the statements that make these changes, on both databases:
{changes}
-- What differs goes to {name}.sqlite.sql and {name}.postgres.sql (see CONTRIBUTING, "Migrations").
"""


async def write_migration(name: str, apps: Apps = APPS) -> list[Path]:
    """Write the files of the next migration, and return them: none if the row classes and the migrations agree."""
    await Tortoise.init(config={"connections": {"default": "sqlite://:memory:"}, "apps": apps})
    try:
        assert Tortoise.apps is not None
        writers = await MigrationAutodetector(Tortoise.apps, apps).changes()
    finally:
        await Tortoise.close_connections()
    return [path for writer in writers for path in _write(writer, name)]


def _write(writer: MigrationWriter, name: str) -> list[Path]:
    number = int(writer.name.partition("_")[0])
    full_name = format_migration_name(number, name)
    folder = migrations_module_path(str(writer.migrations_module))
    changes = "\n".join(f"--   {operation.describe()}" for operation in writer.operations)
    texts = {".py": _python(writer, name), ".sql": SQL.format(changes=changes, name=full_name)}
    for suffix, text in texts.items():
        folder.joinpath(full_name + suffix).write_text(text, encoding="utf-8")
    return [folder.joinpath(full_name + suffix) for suffix in texts]


def _python(writer: MigrationWriter, name: str) -> str:
    """Return Tortoise's text of the operations, as a migration whose SQL stands in files."""
    imports, _, body = writer.as_string().partition("\n\nclass Migration(migrations.Migration):\n")
    kept = "\n".join(sorted(set(imports.splitlines()) - {"from tortoise import migrations"}))
    # Tortoise 1.1 leaves out ``generated=False``, and would then find another id each time
    body = body.replace("primary_key=True, unique=True, db_index=True", "primary_key=True, generated=False")
    without_initial = body.replace("    initial = False\n\n", "")
    title = name.replace("_", " ").capitalize()
    return (
        f'"""{title}: the SQL stands in the files beside this one."""\n\n'
        f"{kept}\n\nfrom domain.store.migration import SqlMigration\n\n\n"
        f'class Migration(SqlMigration):\n    """{title}."""\n\n'
        f"{without_initial}"
    )


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
