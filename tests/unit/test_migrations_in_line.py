"""Migrations stand in one line: each has a number of its own and follows the one before it."""

import importlib
import itertools
import pathlib

from domain import migrations

NAMES = sorted(path.stem for path in pathlib.Path(migrations.__file__).parent.glob("[0-9]*.py"))


def test_each_migration_follows_the_one_before() -> None:
    assert [int(name[:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))
    for before, name in itertools.pairwise(NAMES):
        found = importlib.import_module(f"domain.migrations.{name}").Migration.dependencies
        assert found == [("tieout", before)], name
