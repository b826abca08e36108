"""A database of the version before kept mappings and imported rows comes over with everything in it (domain R41a)."""

import pathlib

import pytest

from domain.importing import ImportKind, ImportRecords
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows
from tests.support.migrations import OwnMigrations, beside_versions

FORMER = ("drop table imported_rows", "drop table file_mappings")
PAYMENTS = "account_number,date,amount\n1001,2026-01-09,5\n"


async def test_a_former_database_takes_files_with_rows_without_numbers(
    database_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    store = await Store.open(database_url)
    centre = await Centre.open(store)
    await centre.payment(1_000, number="P-1")
    before = await rows(store, Sql("select number, amount_cents from transactions"))
    await store.close()
    own = OwnMigrations(tmp_path / f"to_files_{tmp_path.name}")
    await own.migrate_former(database_url, "file_mappings", FORMER)
    migrated = await Store.open(database_url)
    centre = Centre(migrated)
    assert await rows(migrated, Sql("select number, amount_cents from transactions")) == before
    for created, duplicates in ((1, 0), (0, 1)):
        done = (await centre.do(ImportRecords(ImportKind.PAYMENTS, PAYMENTS.encode()))).result
        assert (done.created, done.duplicates) == (created, duplicates)
    assert beside_versions(await verify(migrated)) == []
    await migrated.close()
