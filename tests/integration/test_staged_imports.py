"""Large files: checked whole, staged, published by a job account by account, all of it or nothing (domain R24b)."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from domain.core.kinds import JobKind, JobState
from domain.errors import WrongState
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.importing.service import BadRows
from domain.jobs.importing import checked_import
from domain.jobs.upkeep import PRUNED_ROWS_MAX
from domain.permissions import OPERATOR
from domain.queries.jobs import jobs_on_batch
from domain.queries.staging import prune_staged_rows
from domain.services.ledger_codes import UpdateLedgerCode
from domain.services.reconcile import ReconcileAccount
from domain.services.undo import ways as undo_ways
from domain.store.program import Sql
from domain.store.store import Committed, Store
from domain.tables import JobRow
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows, run
from tests.support.contradictions import contradictions_of
from tests.support.counting import counting
from tests.support.graphql import Api
from tests.support.jobs import cancel, group, job_row, run_unfinished_jobs, undo
from tests.support.large_account import INVOICES, LARGE, PAYMENTS, invoice_lines, payment_lines
from tests.support.replay import read_log
from tests.support.run_jobs import run_job
from tests.support.staging import staged_above

AT_ONCE, RECORD = 100, 5
MANY = AT_ONCE + 80
MORE = AT_ONCE + 160
COUNT = "select count(*) from transactions where withdrawn_at is null"


@pytest.fixture(autouse=True)
def small_files_are_staged() -> Iterator[None]:
    """A fifth of the product's sizes; ``test_import_kills.py`` has these."""
    with staged_above(AT_ONCE, RECORD):
        yield


async def books(store: Store) -> Centre:
    """A large account and two small ones."""
    centre = await Centre.open(store, "SWIM")
    await centre.accounts([LARGE, "S-0", "S-1"])
    return centre


def payments(count: int = MANY) -> bytes:
    """Payments on all three accounts, most of them on the large one, in no order of accounts."""
    small = [line for each in range(2) for line in payment_lines(30, f"S-{each}", f"SP{each}")]
    lines = payment_lines(count - len(small))
    return "\n".join([PAYMENTS, *small[:40], *lines, *small[40:]]).encode()


async def load(
    store: Store, data: bytes, kind: ImportKind = ImportKind.PAYMENTS, *, skip: bool = False
) -> Committed[ImportResult]:
    cmd = await checked_import(store, ImportRecords(kind, data, skip), OPERATOR)
    return await run(store, cmd)


async def published(store: Store, done: Committed[ImportResult]) -> JobRow:
    assert done.result.job is not None
    return await run_job(store, done.result.job)


async def test_a_large_file_ends_as_one_unit_would(store: Store, sqlite_url: str) -> None:
    centre = await books(store)
    await published(store, await load(store, payments()))
    if store.backend.dialect == "sqlite":
        return  # the other database is compared with this one
    other = await Store.open(sqlite_url)
    at_once = await books(other)
    await run(other, ImportRecords(ImportKind.PAYMENTS, payments()))
    assert await centre.state() == await at_once.state()
    await other.close()


async def test_nothing_is_recorded_until_it_is_published(store: Store) -> None:
    centre = await books(store)
    before = await centre.state()
    done = await load(store, payments())
    assert (done.result.created, done.batch_id) == (None, None)
    assert await centre.state() == before
    queued = await job_row(store, done.result.job or 0)
    assert (queued.kind, queued.state, queued.total) == (JobKind.IMPORT, JobState.QUEUED, 3)
    ended = await published(store, done)
    assert (ended.state, ended.done, ended.error_count) == (JobState.DONE, 3, 0)
    assert await centre.rows(COUNT) == [(MANY,)]
    assert len(await centre.rows("select distinct batch_id from transactions")) == 1
    sequence = "select number from transactions where number like 'LP-%' order by recording_seq"
    assert [row[0] for row in await centre.rows(sequence)] == [f"LP-{each}" for each in range(MANY - 60)]
    assert await contradictions_of(store) == []
    assert await verify(store) == []
    again = await load(store, payments())
    assert (again.result.job, again.result.created, again.result.unchanged) == (None, 0, MANY)
    await undo(store, ended.batch_id)
    assert await centre.rows(COUNT) == [(0,)]


async def test_an_invoice_of_several_rows_is_never_divided(store: Store) -> None:
    centre = await books(store)
    lines = invoice_lines(MANY // 2)
    second = [line.replace("Lesson", "Towel").replace("9.00", "1.00") for line in lines]
    done = await load(store, "\n".join([INVOICES, *lines, *second]).encode(), ImportKind.INVOICES)
    job = done.result.job or 0
    while not (ended := (await group(store, job, rows_most=30)).job).ended:
        wrong = "select count(*) from transactions t where (select count(*) from items i where i.transaction_id = t.id) <> 2"
        assert await centre.rows(wrong) == [(0,)]
    assert ended.state is JobState.DONE
    assert await centre.rows(COUNT) == [(MANY // 2,)]
    assert await verify(store) == []


async def test_a_bad_row_refuses_a_large_file_at_once(store: Store) -> None:
    centre = await books(store)
    bad = payments().replace(b"LP-7,L-1,", b"LP-7,L-9,")
    with pytest.raises(BadRows) as refused:
        await load(store, bad)
    assert [(each.column, each.row) for each in refused.value.problems] == [("account_number", 47)]
    assert await centre.rows("select count(*) from jobs") == [(0,)]
    done = await load(store, bad, skip=True)
    assert (await published(store, done)).state is JobState.DONE
    assert (done.result.bad_rows, await centre.rows(COUNT)) == (1, [(MANY - 1,)])


async def test_what_fails_midway_is_taken_back(store: Store) -> None:
    centre = await books(store)
    before = await centre.state()
    lines = [line.replace(LARGE, "S-0") for line in invoice_lines(90)] + [
        line.replace("LI-", "MI-") for line in invoice_lines(90)
    ]
    done = await load(store, "\n".join([INVOICES, *lines]).encode(), ImportKind.INVOICES)
    job = done.result.job or 0
    await group(store, job, rows_most=80)
    assert (await centre.rows(COUNT))[0][0] > 0
    ((code,),) = await centre.rows("select id from ledger_codes where code = 'SWIM'")
    await centre.do(UpdateLedgerCode(code, archived=True))
    ended = await run_job(store, job)
    assert ended.state is JobState.FAILED
    assert "archived" in (ended.failure or "")
    (_, taking_back) = await store.read(jobs_on_batch(ended.batch_id or 0))
    assert (await run_job(store, taking_back.id)).error_count == 0
    await centre.do(UpdateLedgerCode(code, archived=False))
    assert await centre.state() == before
    assert await verify(store) == []


async def test_readers_see_an_accounts_records_whole(store: Store) -> None:
    centre = await books(store)
    done = await load(store, payments(MORE))
    job, seen = done.result.job or 0, set()
    of_large = "from transactions t join accounts a on a.id = t.account_id where a.number = 'L-1'"
    recorded = f"select count(*) {of_large}"
    present = f"select count(*) {of_large} and t.withdrawn_at is null"
    shown = f"select ({present}), balance_cents from accounts where number = 'L-1'"
    hidden = 0
    while not (await group(store, job, rows_most=30)).job.ended:
        ((count, balance),) = await centre.rows(shown)
        hidden += (await centre.rows(recorded))[0][0] > count
        seen.add(count)
        assert (count == 0) == (balance == 0)
        assert await contradictions_of(store) == []
        if store.backend.dialect == "sqlite":  # what is wrong between two parts is wrong on both
            assert await verify(store) == []
        async with Api(store) as api:
            query = '{ account(number: "L-1") { transactions(first: 1) { totalCount } unreconciledCreditCents } }'
            billing = (await api.data(query))["account"]
        assert (billing["transactions"]["totalCount"], billing["unreconciledCreditCents"]) == (count, -balance)
    assert hidden > 3
    assert seen <= {0, MORE - 60}
    assert await centre.rows(COUNT) == [(MORE,)]
    assert await verify(store) == []
    batches, events = await store.read(read_log())
    assert len(batches) > 1
    assert len(events) > MORE


async def test_what_is_hidden_is_taken_back_too(store: Store) -> None:
    centre = await books(store)
    before = await centre.state()
    done = await load(store, payments(MORE))
    for _ in range(3):
        await group(store, done.result.job or 0, rows_most=30)
    assert (await centre.rows("select count(*) from transactions where withdrawn_at = 0"))[0][0] > 0
    await cancel(store, done.result.job or 0)
    assert [(each.state, each.error_count) for each in await run_unfinished_jobs(store)] == [(JobState.DONE, 0)]
    assert await centre.rows("select count(*) from transactions where withdrawn_at = 0") == [(0,)]
    assert await centre.state() == before
    assert await verify(store) == []


async def test_a_number_taken_meanwhile_takes_all_of_it_back(store: Store) -> None:
    centre = await books(store)
    done = await load(store, payments())
    taken = f"{PAYMENTS}\nLP-100,1001,2026-01-01,1.00,,CASH,"
    await run(store, ImportRecords(ImportKind.PAYMENTS, taken.encode()))
    ended = await published(store, done)
    assert ended.state is JobState.FAILED
    await run_unfinished_jobs(store)
    assert await centre.rows(COUNT) == [(1,)]


async def test_a_cancelled_import_is_taken_back(store: Store) -> None:
    centre = await books(store)
    before = await centre.state()
    done = await load(store, payments())
    await group(store, done.result.job or 0, rows_most=40)
    await cancel(store, done.result.job or 0)
    assert [each.state for each in await run_unfinished_jobs(store)] == [JobState.DONE]
    assert await centre.state() == before


@pytest.mark.parametrize("ending", [JobState.CANCELLED, JobState.FAILED])
async def test_what_takes_back_an_import_cannot_be_cancelled(store: Store, ending: JobState) -> None:
    centre = await books(store)
    job = (await load(store, payments())).result.job or 0
    if ending is JobState.FAILED:
        await run(store, ImportRecords(ImportKind.PAYMENTS, f"{PAYMENTS}\nLP-100,1001,2026-01-01,1.00,,CASH,".encode()))
    before = await centre.state()
    await group(store, job, rows_most=40)
    await (cancel if ending is JobState.CANCELLED else run_job)(store, job)
    batch = (await job_row(store, job)).batch_id
    taking_back = next(each for each in await store.read(jobs_on_batch(batch or 0)) if each.kind is JobKind.UNDO)
    await group(store, taking_back.id, rows_most=20)
    with pytest.raises(WrongState, match="takes back an import") as refused:
        await cancel(store, taking_back.id)
    assert refused.value.field == ("jobId",)
    with pytest.raises(WrongState, match=r"still running\. Wait for it\.$"):
        await undo(store, batch)
    ended = await run_job(store, taking_back.id)
    assert (ended.state, ended.cancelled_at) == (JobState.DONE, None)
    assert await centre.state() == before
    assert await verify(store) == []


async def test_an_undo_that_somebody_asked_for_can_be_cancelled(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_ways, "UNDO_EVENTS_MAX", MANY)
    await books(store)
    ended = await published(store, await load(store, payments(MORE)))
    undoing = (await undo(store, ended.batch_id)).job or 0
    await group(store, undoing, rows_most=20)
    await cancel(store, undoing)
    assert (await job_row(store, undoing)).state is JobState.CANCELLED


async def test_other_work_goes_on_beside_the_publishing(store: Store) -> None:
    centre = await books(store)
    running = asyncio.create_task(published(store, await load(store, payments())))
    paid = 0
    while not running.done():
        await centre.payment(100)
        paid += 1
    assert (await running).state is JobState.DONE
    assert paid > 3
    assert await contradictions_of(store) == []


@pytest.mark.parametrize("kind", ["ACCOUNTS", "LEDGER_CODES", "RECONCILIATIONS"])
async def test_every_kind_can_be_large(store: Store, kind: str) -> None:
    centre = await books(store)
    if kind == "RECONCILIATIONS":
        await run(store, ImportRecords(ImportKind.INVOICES, "\n".join([INVOICES, *invoice_lines(MANY)]).encode()))
        await run(store, ImportRecords(ImportKind.PAYMENTS, "\n".join([PAYMENTS, *payment_lines(MANY)]).encode()))
    files: dict[str, list[str]] = {
        "ACCOUNTS": ["account_number,owner_name,email,currency,members", *(f"N-{n},Bo,,USD," for n in range(MANY))],
        "LEDGER_CODES": ["code,title", *(f"C-{n},Code {n}" for n in range(MANY))],
        "RECONCILIATIONS": [
            "credit_number,credit_position,debit_number,debit_position,amount",
            *(f"LP-{n},1,LI-{n},1,5.00" for n in range(MANY)),
        ],
    }
    table = {"ACCOUNTS": "accounts", "LEDGER_CODES": "ledger_codes", "RECONCILIATIONS": "reconciliations"}[kind]
    before = (await centre.rows(f"select count(*) from {table}"))[0][0]
    done = await load(store, "\n".join(files[kind]).encode(), ImportKind[kind])
    ended = await published(store, done)
    assert (ended.state, ended.failure) == (JobState.DONE, None)
    assert await centre.rows(f"select count(*) from {table}") == [(before + MANY,)]
    assert ended.reconciliations == (MANY if kind == "RECONCILIATIONS" else 0)
    assert await verify(store) == []


async def test_published_rows_are_pruned(sqlite_store: Store) -> None:
    store = sqlite_store
    await books(store)
    done = await load(store, payments())
    assert await store.backend.run_unit(lambda: prune_staged_rows(PRUNED_ROWS_MAX)) == 0
    await published(store, done)
    assert await store.backend.run_unit(lambda: prune_staged_rows(PRUNED_ROWS_MAX)) > 0
    assert await rows(store, Sql("select count(*) from staged_rows")) == [(0,)]


IMPORT = (
    "mutation ($input: ImportRecordsInput!) { importRecords(input: $input) { replayed userErrors { code row } created "
    "unchanged batch { id } job { kind state total batch { id } } } }"
)


async def imported(api: Api, **given: Any) -> dict[str, Any]:
    data = {"kind": "PAYMENTS", "csv": payments().decode(), **given}
    return (await api.data(IMPORT, input=data))["importRecords"]  # type: ignore[no-any-return]  # what the API answers


async def test_the_graph_gives_the_job_and_its_dry_run_the_counts(store: Store) -> None:
    centre = await books(store)
    async with Api(store) as api:
        tried = await imported(api, dryRun=True)
        assert (tried["created"], tried["unchanged"], tried["job"]) == (MANY, 0, None)
        assert await centre.rows("select count(*) from staged_rows") == [(0,)]
        made = await imported(api, idempotencyKey="a")
        assert (made["created"], made["batch"], made["userErrors"]) == (None, None, [])
        assert made["job"] == {"kind": "IMPORT", "state": "QUEUED", "total": 3, "batch": None}
        same = await imported(api, idempotencyKey="a")
        assert (same["replayed"], same["job"]["kind"]) == (True, "IMPORT")
        (ended,) = await run_unfinished_jobs(store)
        assert ended.state is JobState.DONE
        again = await imported(api)
        assert (again["created"], again["unchanged"], again["job"]) == (0, MANY, None)
        bad = await imported(api, csv=payments().decode().replace("LP-7,L-1", "LP-7x,L-9"))
        assert [each["code"] for each in bad["userErrors"]] == ["NOT_FOUND"]


async def test_the_dry_run_of_a_large_file_names_the_rows_that_would_be_left_out(store: Store) -> None:
    await books(store)
    csv = payments().decode().replace("LP-7,L-1", "LP-7,L-9")
    async with Api(store) as api:
        tried = await imported(api, csv=csv, errorPolicy="REJECT_FAILED_ROWS", dryRun=True)
        done = await imported(api, csv=csv, errorPolicy="REJECT_FAILED_ROWS")
    assert [(each["code"], each["row"]) for each in tried["userErrors"]] == [("NOT_FOUND", 47)]
    assert tried["userErrors"] == done["userErrors"]


async def test_an_account_reconciled_meanwhile_keeps_what_builds_on_it(store: Store) -> None:
    centre = await books(store)
    for number in ("S-0", "S-1"):
        ((account,),) = await centre.rows(f"select id from accounts where number = '{number}'")
        await centre.invoice(5_000, account=account)
    ended = await published(store, await load(store, payments()))
    await run(store, ReconcileAccount(account))
    result = await undo(store, ended.batch_id)
    assert [each[0] for each in result.account_errors] == [account]
    assert await contradictions_of(store) == []


@pytest.mark.parametrize("accounts", [4, 12])
async def test_few_statements_publish_many_small_accounts(store: Store, accounts: int) -> None:
    centre = await books(store)
    await centre.accounts([f"M-{each}" for each in range(accounts)])
    lines = [line for each in range(accounts) for line in payment_lines(2, f"M-{each}", f"MP{each}")]
    with staged_above(5, 2):
        done = await load(store, "\n".join([PAYMENTS, *lines]).encode())
        with counting(store) as count:
            result = await group(store, done.result.job or 0, most=20)
    assert (result.job.state, result.job.done, result.rows) == (JobState.DONE, accounts, 2 * accounts)
    assert count.statements < 20, "however many accounts there are"
    assert await verify(store) == []
