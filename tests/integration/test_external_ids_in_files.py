"""Files carry what other systems call their records, once for a kind, whether they are small or published by a job (R48)."""

import pytest

from domain.importing import ImportKind, ImportRecords
from domain.importing.service import BadRows
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.run_jobs import run_job
from tests.support.staging import stage, staged_above

FILES = {
    ImportKind.ACCOUNTS: (
        "accounts",
        ["account_number,owner_name,currency,external_id", "A1,Bo,USD,x-1", "A2,Flo,USD,"],
    ),
    ImportKind.LEDGER_CODES: ("ledger_codes", ["code,title,External Reference", "ICE,Skating,x-1", "GYM,Gym,"]),
    ImportKind.INVOICES: (
        "transactions",
        [
            "invoice_number,account_number,date,description,ledger_code,amount,external_id",
            "I-1,1001,2026-01-05,Skates,SWIM,12.50,x-1",
            "I-1,1001,2026-01-05,Socks,SWIM,2.50,x-1",
            "I-2,1001,2026-01-06,Camp,CAMP,100,",
        ],
    ),
    ImportKind.PAYMENTS: (
        "transactions",
        [
            "account_number,date,amount,external_id",
            "1001,2026-01-05,5,x-1",
            "1001,2026-01-05,5,x-2",
            "1001,2026-01-05,5,",
        ],
    ),
}


def file(kind: ImportKind, lines: list[str]) -> ImportRecords:
    return ImportRecords(kind, "\n".join(lines).encode())


@pytest.mark.parametrize("kind", list(FILES))
async def test_a_file_gives_ids_once_and_says_nothing_by_an_empty_cell(store: Store, kind: ImportKind) -> None:
    centre = await Centre.open(store)
    table, lines = FILES[kind]
    created = (await centre.do(file(kind, lines))).result.created
    named = [line.rpartition(",")[2] for line in lines[1:]]
    ids = await centre.rows(f"select external_id from {table} where external_id is not null order by 1")
    assert ids == [(each,) for each in sorted({*named} - {""})]
    assert created == len({line.partition(",")[0] for line in lines[1:]}) or kind is ImportKind.PAYMENTS
    again = await centre.do(file(kind, [lines[0], *(line.rpartition(",")[0] + "," for line in lines[1:])]))
    assert again.result.created == 0 or kind is ImportKind.PAYMENTS
    assert await centre.rows(f"select external_id from {table} where external_id is not null order by 1") == ids


async def test_an_id_of_another_record_is_a_wrong_row(store: Store) -> None:
    centre = await Centre.open(store)
    _, lines = FILES[ImportKind.INVOICES]
    await centre.do(file(ImportKind.INVOICES, lines))
    before = await centre.state()
    for row in ("I-1,1001,2026-01-05,Skates,SWIM,12.50,x-9", "I-7,1001,2026-01-05,Skates,SWIM,12.50,x-1"):
        with pytest.raises(BadRows) as refused:
            await centre.do(file(ImportKind.INVOICES, [lines[0], row]))
        assert (2, "external_id") in [(problem.line, problem.column) for problem in refused.value.problems]
    assert await centre.state() == before


async def test_a_large_file_gives_ids_and_is_refused_where_two_accounts_share_one(store: Store) -> None:
    centre = await Centre.open(store)
    await centre.accounts(["T-1", "T-2"])
    head = "number,account_number,date,amount,external_id"
    with staged_above(3):
        good = [f"P-{each},T-{1 + each % 2},2026-01-05,{each}.50,y-{each}" for each in range(1, 9)]
        staged = await stage(store, file(ImportKind.PAYMENTS, [head, *good]))
        assert (await run_job(store, staged.result.job or 0)).state == "DONE"
        ids = await centre.rows(
            "select count(distinct external_id), count(*) from transactions where number like 'P-%'"
        )
        assert ids == [(8, 8)]
        twice = [f"Q-{each},T-{1 + each % 2},2026-01-05,{each}.50,{'z-1' if each > 6 else ''}" for each in range(1, 9)]
        with pytest.raises(BadRows) as refused:
            await stage(store, file(ImportKind.PAYMENTS, [head, *twice]))
        assert [(problem.line, problem.column) for problem in refused.value.problems] == [
            (8, "external_id")
        ]  # T-1 comes first
    kept = await centre.rows("select count(*) from transactions where number like 'Q-%' and withdrawn_at is null")
    assert kept == [(0,)]
