"""Migrations stand in one line: each has a number of its own, and follows the one with the number before."""

import pathlib

from domain import migrations
from domain.store.ddl import migrations_in
from domain.store.invariants import known_migrations
from domain.store.migrate import APPS
from domain.store.migration import SqlLoader
from domain.tables.columns import APP

FOLDER = pathlib.Path(migrations.__path__[0])
NAMES = migrations_in(FOLDER)


def test_each_migration_has_the_next_number() -> None:
    assert [int(name[:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))
    assert known_migrations() == set(NAMES)


def test_a_module_stands_beside_sql_and_has_a_data_step() -> None:
    loader = SqlLoader(APPS, None)
    loader.load_disk()
    assert {path.stem for path in FOLDER.glob("[0-9]*.py")} < set(NAMES)
    assert [each.dependencies for each in loader.disk_migrations.values()] == [
        [],
        *([(APP, name)] for name in NAMES[:-1]),
    ]
