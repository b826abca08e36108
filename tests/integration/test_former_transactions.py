"""A database of the version before earlier values, moved payments and write-offs comes over, on both databases."""

import pathlib

import pytest

from api.demo import fill_demo
from domain.core.kinds import PaymentMethod
from domain.services.transactions import UpdateTransaction
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows, run
from tests.support.migrations import OwnMigrations, beside_versions

INDEXES = (
    "transaction_moved_from",
    "transaction_moved",
    "transaction_same_amount",
    "transaction_same_reference",
    "edge_write_off",
)
FORMER = (
    "drop table transaction_versions",
    *(f"drop index {each}" for each in INDEXES),
    "alter table transactions drop column moved_from_id",
    "alter table transactions drop column write_off",
)


async def test_a_former_databases_transactions_come_over(
    database_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    store = await Store.open(database_url)
    await fill_demo(store)
    before = await Centre(store).state()
    assert len(before["transactions"]) > 50
    findings = len(await verify(store))  # the demo has one error of a former system
    await store.close()
    await OwnMigrations(tmp_path / f"to_mending_{tmp_path.name}").migrate_former(database_url, "mending", FORMER)
    migrated = await Store.open(database_url)
    assert await Centre(migrated).state() == before
    assert len(beside_versions(await verify(migrated))) == findings
    ((payment,),) = await rows(migrated, Sql("select min(id) from transactions where method = 'CASH'"))
    await run(migrated, UpdateTransaction(payment, method=PaymentMethod.CHECK, description="Paid at the desk"))
    assert await rows(migrated, Sql("select method from transaction_versions")) == [("CASH",)]
    assert len(beside_versions(await verify(migrated))) == findings
    await migrated.close()
