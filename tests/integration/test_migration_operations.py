"""Tortoise's operations change its state, and nothing in the database."""

import importlib
import inspect
import pathlib
import re

import pytest
from tortoise import fields
from tortoise.migrations import Migration
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from domain.store.migrate import migrate
from domain.store.migration import SqlMigration, StateOnly
from tests.support.asking import schema_of
from tests.support.migrations import OwnMigrations

OPERATIONS = """
    ops.CreateModel("drafts", [("id", fields.BigIntField(primary_key=True)), ("text", fields.TextField())]),
    ops.AlterModelOptions("drafts", {"table": "drafts", "ordering": ["id"]}),
    ops.AddField("drafts", "on", fields.DateField(null=True)),
    ops.AlterField("drafts", "on", fields.DateField()),
    ops.RenameField("drafts", "on", "day"),
    ops.AddIndex("drafts", Index(fields=("day",), name="by_day")),
    ops.RenameIndex("drafts", new_name="by_date", old_name="by_day"),
    ops.RemoveIndex("drafts", name="by_date"),
    ops.AddConstraint("drafts", UniqueConstraint(fields=("text",), name="one_text")),
    ops.RenameConstraint("drafts", "one_text", "unique_text"),
    ops.AddConstraint("drafts", CheckConstraint(check="id > 0", name="positive")),
    ops.RemoveConstraint("drafts", name="unique_text"),
    ops.RenameModel("drafts", "notes"),
    ops.RemoveField("items", "position"),
    ops.AddField("notes", "author", fields.ForeignKeyField("tieout.users", on_delete=fields.RESTRICT, related_name="n")),
    ops.DeleteModel("sign_in_codes"),
    ops.CreateSchema("elsewhere"),
    ops.DropSchema("elsewhere"),
"""
DATABASES_OWN = {ops.RunPython, ops.RunSQL, ops.SQLOperation}


def test_every_operation_of_tortoise_is_tried_here() -> None:
    named = {getattr(ops, name) for name in re.findall(r"ops\.(\w+)", OPERATIONS)}
    known = {each for _, each in inspect.getmembers(ops, inspect.isclass) if issubclass(each, ops.Operation)}
    assert known - {ops.Operation, ops.TortoiseOperation} == named | DATABASES_OWN


async def test_operations_leave_the_database_alone(
    database_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    own = OwnMigrations(tmp_path / f"operations_of_{tmp_path.name}")
    added = own.add("all", OPERATIONS, both="CREATE INDEX own_index ON items (description);\n")
    before = await schema_of(database_url)
    assert (await migrate(database_url, apps=own.apps)).applied == [added]
    new = await schema_of(database_url) - before
    assert len(new) == 1
    assert "own_index" in str(new)


async def test_migrating_computes_no_state(
    sqlite_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tortoise would need a second for it at every upgrade; here it would stumble over a table that is nowhere."""
    monkeypatch.syspath_prepend(tmp_path)
    own = OwnMigrations(tmp_path / f"stateless_{tmp_path.name}")
    for name in ("first", "second"):
        index = f"CREATE INDEX own_{name} ON items (description);\n"
        added = own.add(name, 'ops.RemoveField("nowhere", "gone")', both=index)
        importlib.invalidate_caches()
        assert (await migrate(sqlite_url, apps=own.apps)).applied == [added]


async def test_operations_change_the_state_as_tortoises_own_do() -> None:
    operations = [
        ops.CreateModel("drafts", [("id", fields.BigIntField(primary_key=True)), ("text", fields.TextField())]),
        ops.AddField("drafts", "day", fields.DateField(null=True)),
        ops.RenameModel("drafts", "notes"),
    ]
    states = []
    for base in (Migration, SqlMigration):
        state = State(models={}, apps=StateApps())
        await type("Second", (base,), {"operations": operations, "__module__": __name__})("0002", "tieout").apply(state)
        states.append({key: sorted(model.fields) for key, model in state.models.items()})
    assert states[0] == states[1] == {("tieout", "notes"): ["day", "id", "text"]}


@pytest.mark.parametrize(
    "operation", [ops.RunSQL("select 1"), ops.RunPython(ops.RunPython.noop), ops.SQLOperation("select 1", [])]
)
def test_what_would_change_the_database_beside_the_sql_files_is_refused(operation: ops.Operation) -> None:
    with pytest.raises(TypeError, match="write SQL files, or a DataStep"):
        StateOnly(operation)
