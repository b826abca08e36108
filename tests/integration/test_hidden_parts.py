"""The parts of one account of a large file know what earlier parts used, and what they belong to (domain R24b)."""

import datetime
from collections.abc import Awaitable, Callable, Iterator

import pytest

from domain.core.kinds import JobState
from domain.importing import ImportKind, ImportRecords
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.ledger_codes import CreateLedgerCode
from domain.store.store import Committed, Store
from domain.verifying.verify import verify
from tests.support.centre import Centre
from tests.support.jobs import group, job_errors, run_unfinished_jobs
from tests.support.run_jobs import run_job
from tests.support.staging import stage, staged_above

DAY = datetime.date(2026, 1, 2)
ROWS = 8
PART = 3

USING: dict[str, tuple[ImportKind, str, str]] = {
    "pays": (ImportKind.PAYMENTS, "number,account_number,date,amount,pays", "1001,2026-01-06,3.00,INV:3.00"),
    "sources": (ImportKind.REFUNDS, "number,account_number,date,amount,sources", "1001,2026-01-06,3.00,CR"),
}
"""Files whose rows use the same items, one after the other."""


@pytest.fixture(autouse=True)
def small_files_are_staged() -> Iterator[None]:
    with staged_above(5):
        yield


async def staged(store: Store, kind: ImportKind, header: str, row: str) -> int:
    """Stage a file of equal rows with numbers of their own; gives its job."""
    lines = [f"N-{each},{row}" for each in range(ROWS)]
    job = (await stage(store, ImportRecords(kind, "\n".join([header, *lines]).encode()))).result.job
    assert job is not None
    return job


@pytest.mark.parametrize("name", USING)
async def test_parts_that_use_the_same_items_one_after_the_other_are_recorded(store: Store, name: str) -> None:
    centre = await Centre.open(store)
    await centre.invoice(*[500] * ROWS, number="INV", date=DAY)
    await centre.credit(*[500] * ROWS, number="CR", date=DAY)
    job = await staged(store, *USING[name])
    while not (ended := (await group(store, job, rows_most=PART)).job).ended:
        pass
    assert (ended.state, ended.failure) == (JobState.DONE, None)
    assert await centre.rows("select count(*) from transactions where number like 'N-%' and withdrawn_at is null") == [
        (ROWS,)
    ]
    used = await centre.rows("select sum(amount_cents) from reconciliations where released_at is null")
    assert [int(cents) for (cents,) in used] == [ROWS * 300]
    assert await verify(store) == []


async def test_an_account_with_rows_left_out_in_several_parts_is_one_error(store: Store) -> None:
    centre = await Centre.open(store)
    other = await centre.account("1002")
    undone, lines = [], ["credit_number,credit_position,debit_number,debit_position,amount"]
    for account, name in (centre.rivera, "A"), (other, "B"):
        await centre.invoice(*[500] * ROWS, account=account, number=f"INV-{name}", date=DAY)
        for place in range(ROWS):
            paid = await centre.payment(500, account=account, number=f"P-{name}{place}", date=DAY)
            undone += [paid] if place in {1, 4, 5} else []
            lines.append(f"P-{name}{place},1,INV-{name},{place + 1},1.00")
    command = ImportRecords(ImportKind.RECONCILIATIONS, "\n".join(lines).encode(), skip_bad_rows=True)
    job = (await stage(store, command)).result.job
    assert job is not None
    for paid in undone:
        await centre.undo(paid)
    seen = []
    while not (ended := (await group(store, job, rows_most=PART)).job).ended:
        seen.append((ended.done, ended.error_count, len(await job_errors(store, job))))
    assert (ended.state, ended.done, ended.error_count) == (JobState.DONE, 2, 2)
    assert seen == [(0, 0, 0)] * PART + [(1, 1, 1)] * (1 + PART)
    assert [each.account_id for each in await job_errors(store, job)] == [centre.rivera, other]
    assert await centre.rows("select count(*) from reconciliations where released_at is null") == [(2 * (ROWS - 3),)]
    assert await verify(store) == []


async def test_a_row_without_account_that_no_longer_fits_fails_the_job_with_its_reason(store: Store) -> None:
    centre = await Centre.open(store)
    lines = ["code,title", *(f"C-{each},Code {each}" for each in range(ROWS))]
    command = ImportRecords(ImportKind.LEDGER_CODES, "\n".join(lines).encode(), skip_bad_rows=True)
    job = (await stage(store, command)).result.job
    assert job is not None
    await centre.do(CreateLedgerCode("C-4", "Other"))
    ended = await run_job(store, job)
    assert (ended.state, ended.error_count) == (JobState.FAILED, 0)
    assert "Row 5 of the file: It is recorded as 'Other'" in (ended.failure or "")
    await run_unfinished_jobs(store)
    assert await centre.rows("select code from ledger_codes where code like 'C-%' and withdrawn_at is null") == [
        ("C-4",)
    ]


async def new_account(centre: Centre) -> Committed[object]:
    return await centre.do(CreateAccount("N", "New", "USD", None, ("Zed",)))


async def new_code(centre: Centre) -> Committed[object]:
    return await centre.do(CreateLedgerCode("NEW", "New"))


async def new_member(centre: Centre) -> Committed[object]:
    return await centre.do(UpdateAccount(centre.rivera, add_members=("Zed",)))


PARENTS: dict[str, tuple[Callable[[Centre], Awaitable[Committed[object]]], str]] = {
    "account N": (new_account, "N,2026-01-05,Lesson,SWIM,9.00,"),
    "ledger code NEW": (new_code, "1001,2026-01-05,Lesson,NEW,9.00,"),
    "member Zed": (new_member, "1001,2026-01-05,Lesson,SWIM,9.00,Zed"),
}


@pytest.mark.parametrize("name", PARENTS)
async def test_what_belongs_to_something_undone_meanwhile_is_never_shown(store: Store, name: str) -> None:
    centre = await Centre.open(store)
    create, row = PARENTS[name]
    made = await create(centre)
    job = await staged(
        store, ImportKind.INVOICES, "invoice_number,account_number,date,description,ledger_code,amount,member", row
    )
    while not await centre.rows(f"select 1 from transactions where number = 'N-{ROWS - 1}'"):
        await group(store, job, rows_most=PART)
    await centre.undo(made)
    ended = await run_job(store, job)
    assert ended.state is JobState.FAILED
    assert name in (ended.failure or "")
    await run_unfinished_jobs(store)
    assert await centre.rows("select number from transactions where withdrawn_at is null or withdrawn_at = 0") == []
    assert await centre.rows("select distinct balance_cents from accounts") == [(0,)]
    assert await verify(store) == []
