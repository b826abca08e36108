"""Row classes, Tortoise's models and the migrations' SQL declare the same tables."""

import datetime
import inspect
import re

from tortoise import Tortoise

from domain.core.kinds import PaymentMethod
from domain.migrations.__main__ import Detector
from domain.store import erasing
from domain.store.ddl import statements_of
from domain.store.invariants import CHECKS, TRIGGERS, UNIQUE_INDEXES
from domain.store.migrate import APPS
from domain.store.purging import REWRITTEN
from domain.tables import Record
from domain.tables.columns import Column, columns_of
from domain.tables.models import model_of
from domain.tables.record import table
from domain.tables.references import AccountId
from domain.verifying.catalogue import INTEGRITY_CHECKS


@table("parcels", noun="parcel", secret={"word"})
class ParcelRow(Record):
    """A table of every type of column."""

    account_id: AccountId
    sender_id: AccountId | None
    word: str
    sent: bool
    on: datetime.date | None
    method: PaymentMethod | None
    note: str = "none"


def test_a_row_class_declares_types_nulls_and_references() -> None:
    assert columns_of(ParcelRow) == (
        Column("id", "BIGINT", nullable=False),
        Column("account_id", "BIGINT", nullable=False, references="accounts"),
        Column("sender_id", "BIGINT", nullable=True, references="accounts"),
        Column("word", "TEXT", nullable=False),
        Column("sent", "BOOLEAN", nullable=False),
        Column("on", "DATE", nullable=True),
        Column("method", "TEXT", nullable=True),
        Column("note", "TEXT", nullable=False),
    )


def test_a_model_has_the_table_and_the_columns_of_its_row_class() -> None:
    meta = model_of(ParcelRow.TABLE, columns_of(ParcelRow))._meta
    assert (meta.db_table, meta.pk_attr, meta.fk_fields) == ("parcels", "id", {"account", "sender"})
    assert [name for name, field in meta.fields_map.items() if field.null] == ["sender", "on", "method"]


def test_a_column_that_is_newer_than_a_snapshot_is_neither_parsed_nor_compared() -> None:
    parcel = ParcelRow(1, 2, None, "secret", True, datetime.date(2026, 1, 5), PaymentMethod.CASH)
    logged = {"id": 1, "account_id": 2, "sender_id": None, "sent": True, "on": "2026-01-05", "method": "CASH"}
    parsed = ParcelRow.parse_snapshot(logged)
    assert parcel.audit_snapshot() == {**parsed, "note": "none"}
    assert parcel.snapshot_like(parsed) == parsed
    assert parcel.copy(sent=False).snapshot_like(parsed) != parsed


async def test_the_migrations_leave_nothing_to_be_detected() -> None:
    await Tortoise.init(config={"connections": {"default": "sqlite://:memory:"}, "apps": APPS})
    try:
        assert await Detector(Tortoise.apps, APPS).changes() == []
    finally:
        await Tortoise.close_connections()


def test_each_invariant_is_named_once() -> None:
    names = (*CHECKS, *UNIQUE_INDEXES, *TRIGGERS)
    assert len(set(names)) == len(names)
    assert all(fault.text and fault.way for check in INTEGRITY_CHECKS for fault in check.faults)


def test_statements_end_at_an_empty_line(tmp_path) -> None:
    path = tmp_path / "x.sql"
    path.write_text(
        "-- words\nCREATE TABLE t (\n    id {id},\n    whole(n)\n);\n\nCREATE TRIGGER r BEGIN\n    SELECT 1;\nEND;\n"
    )
    assert statements_of(path, "sqlite") == [
        "CREATE TABLE t (\n    id INTEGER,\n    n BIGINT NOT NULL CHECK (typeof(n) = 'integer')\n)",
        "CREATE TRIGGER r BEGIN\n    SELECT 1;\nEND;",
    ]


def test_each_table_of_which_erasing_takes_anything_is_rewritten_when_its_file_is() -> None:
    named = set(re.findall(r"(?:update|delete from) ([a-z_]+) ?(?:set|where)", inspect.getsource(erasing)))
    assert len(named) > 10
    assert named <= {each.TABLE for each in REWRITTEN}
