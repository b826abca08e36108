"""Level: a database. Migrations of a test's own, which follow all of the product's."""

import pathlib
import shutil
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pytest

from domain import migrations
from domain.store import invariants
from domain.store import migrate as migrating
from domain.store.ddl import migrations_in
from domain.store.migrate import Apps, migrate
from domain.tables import Record
from domain.tables.columns import APP
from domain.tables.models import models_of
from domain.verifying import unlogged_rows
from domain.verifying.findings import Finding
from tests.support.asking import ask

PRODUCT = pathlib.Path(migrations.__path__[0])
NAMES = migrations_in(PRODUCT)
"""The product's migrations, oldest first."""
HEAD = "from domain.store.program import ExecuteMany, Query, Sql\n"


class OwnMigrations:
    """A package that holds the product's migrations, and those that a test adds; the folder above is on Python's path.

    ``through`` is the product's last migration that it holds: a former version's.
    """

    def __init__(self, folder: pathlib.Path, through: str = NAMES[-1]) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "__init__.py").touch()
        self.names = [name for name in NAMES if name <= through]
        for name in self.names:
            for path in PRODUCT.glob(f"{name}.*"):
                shutil.copy(path, folder)

    @property
    def apps(self) -> Apps:
        """What ``migrate`` takes."""
        return {APP: {"models": [], "default_connection": "default", "migrations": self.folder.name}}

    def apps_of(self, *row_classes: type[Record]) -> Apps:
        """The same, with the models of these row classes, in a module that Tortoise finds by its name."""
        models: Any = ModuleType(f"models_of_{self.folder.name}")
        models.__models__ = models_of(row_classes)
        sys.modules[models.__name__] = models
        return {APP: {**self.apps[APP], "models": [models.__name__]}}

    def as_the_products(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let all that this process runs take them for its own version's."""
        monkeypatch.setattr(migrating, "APPS", self.apps)
        for module in (invariants, unlogged_rows):
            monkeypatch.setattr(module, "known_migrations", lambda: frozenset(self.names))

    def next(self, name: str) -> str:
        """What a migration of this name is called when it is the next one."""
        return f"{int(self.names[-1][:4]) + 1:04d}_{name}"

    def end_with(self, part: str) -> str:
        """Leave out the migrations after the one whose name holds ``part``, and give its whole name."""
        (name,) = (each for each in self.names if part in each)
        for path in self.folder.glob("[0-9]*.*"):
            if path.name.partition(".")[0] > name:
                path.unlink()
        self.names = [each for each in self.names if each <= name]
        return name

    async def migrate_former(self, url: str, part: str, statements: Sequence[str]) -> None:
        """Make a database what it was before a migration by ``statements``, and apply that migration again.

        Later ones may have left their tables and columns; what is recorded of them is taken away.
        """
        name = self.end_with(part)
        for statement in (*statements, f"delete from tortoise_migrations where name >= '{name}'"):
            await ask(url, statement)
        assert (await migrate(url, apps=self.apps)).applied == [name]

    def add(self, name: str, data_step: str = "", **sql: str) -> str:
        """Adds the next migration and gives its whole name. ``sql`` are its files: ``both``, ``sqlite``, ``postgres``."""
        full_name = self.next(name)
        if data_step:
            (self.folder / f"{full_name}.py").write_text(HEAD + data_step)
        for dialect, statements in sql.items():
            suffix = ".sql" if dialect == "both" else f".{dialect}.sql"
            (self.folder / f"{full_name}{suffix}").write_text(statements)
        self.names.append(full_name)
        return full_name


def beside_versions(findings: Sequence[Finding]) -> list[Finding]:
    """What was found wrong, but for what ``migrate_former`` leaves: later migrations are missing, and their columns."""
    left = ("The migration ", "The values could not be checked")
    return [each for each in findings if not each.message.startswith(left)]
