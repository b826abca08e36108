"""Real data: imported and reconciled to the cent, with the same result on both databases."""

import pathlib
import time

import pytest

from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import run
from tests.support.classicmodels import DATA, MISSING, write_files
from tests.support.jobs import reconcile_all

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=MISSING)

RECONCILIATIONS = Sql(
    "select c.number, ci.position, d.number, di.position, r.amount_cents from reconciliations r "
    "join transactions c on c.id = r.credit_transaction_id join transactions d on d.id = r.debit_transaction_id "
    "join items ci on ci.id = r.credit_item_id join items di on di.id = r.debit_item_id "
    "where r.released_at is null order by c.number, d.number, di.position"
)
OPEN = Sql(
    "select account_id, sum(amount_cents - reconciled_cents) from items where kind = 'INVOICE' "
    "group by account_id having sum(amount_cents - reconciled_cents) > 0"
)
PAID = Sql("select sum(amount_cents), sum(reconciled_cents) from transactions where kind = 'PAYMENT'")
INVOICED = Sql("select sum(amount_cents) from transactions where kind = 'INVOICE'")


def rows_of(sql: Sql) -> Program[list[tuple[object, ...]]]:
    return [tuple(row) for row in (yield Query(sql))]


async def import_all(store: Store, files: dict[str, pathlib.Path]) -> dict[str, ImportResult]:
    outcomes = {}
    for kind, path in files.items():
        command = ImportRecords(ImportKind(kind.upper().replace("-", "_")), path.read_bytes())
        done = await run(store, command)
        outcomes[kind] = done.result
    return outcomes


async def test_classicmodels_ties_out_to_the_cent_on_both_databases(
    sqlite_url: str, postgres_url: str, tmp_path: pathlib.Path
) -> None:
    files = write_files(tmp_path)
    seen = []
    for url in (sqlite_url, postgres_url):
        store = await Store.open(url)
        try:
            seen.append(await tied_out(store, files))
        finally:
            await store.close()
    assert seen[0] == seen[1]
    assert len(seen[0]) > 2_000


async def tied_out(store: Store, files: dict[str, pathlib.Path]) -> list[tuple[object, ...]]:
    """Imports and reconciles everything; gives the reconciliations that were made."""
    began = time.perf_counter()
    first = await import_all(store, files)
    imported = time.perf_counter()
    assert {kind: result.created for kind, result in first.items()} == {
        "accounts": 122,
        "ledger-codes": 7,
        "invoices": 326,
        "payments": 273,
    }
    again = await import_all(store, files)
    assert all(result.created == 0 for result in again.values())
    assert {kind: result.unchanged for kind, result in again.items()} == {
        kind: result.created for kind, result in first.items()
    }
    assert await store.read(rows_of(INVOICED)) == [(960_419_061,)]

    began_reconciling = time.perf_counter()
    job = await reconcile_all(store)
    reconciled = time.perf_counter()
    assert job.error_count == 0
    open_by_account = await store.read(rows_of(OPEN))
    assert len(open_by_account) == 21
    assert sum(int(row[1]) for row in open_by_account) == 75_035_138
    assert await store.read(rows_of(PAID)) == [(885_383_923, 885_383_923)]
    assert (await reconcile_all(store)).reconciliations == 0
    began_verifying = time.perf_counter()
    assert await verify(store) == []
    print(
        f"\n{store.backend.dialect}: import {imported - began:.2f} s, reconcile {reconciled - began_reconciling:.2f} s, "
        f"verify {time.perf_counter() - began_verifying:.2f} s"
    )
    return await store.read(rows_of(RECONCILIATIONS))
