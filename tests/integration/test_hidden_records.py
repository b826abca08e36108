"""An account's records of a large file are shown together and at one instant, of whatever kind they are (domain R24b)."""

import pathlib
from collections.abc import AsyncIterator, Iterator, Sequence

import pytest

from domain.core.kinds import JobState
from domain.errors import Broken
from domain.importing import ImportKind, ImportRecords
from domain.jobs.importing import checked_import
from domain.jobs.numbering import number_all
from domain.permissions import OPERATOR
from domain.queries.reports.scope import View
from domain.services.job_groups import JOB_TRIES_MAX, RunGroup, TakeJob
from domain.store.ddl import statements_beside
from domain.store.postgres import backend
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.tables.hiding import HIDDEN
from domain.verifying.verify import verify
from tests.conftest import fresh_database
from tests.support.centre import Centre, execute, rows, run
from tests.support.contradictions import contradictions_of
from tests.support.filled import copied_from
from tests.support.graphql import Api
from tests.support.jobs import cancel, group, job_row, run_unfinished_jobs, undo
from tests.support.large_account import INVOICES, LARGE, PAYMENTS, invoice_lines, load, payment_lines
from tests.support.migrations import PRODUCT
from tests.support.replay import read_log, replay
from tests.support.run_jobs import run_job
from tests.support.staging import staged_above

AT_ONCE, RECORD = 50, 2
MANY = AT_ONCE + 2
PART = 17
"""So few rows that it takes several parts."""

FILES: dict[str, tuple[ImportKind, str, Sequence[str]]] = {
    "credits": (
        ImportKind.CREDITS,
        "credit_number,account_number,date,description,ledger_code,amount",
        [f"C-{each},{LARGE},2026-02-01,Closed,SWIM,2.00" for each in range(MANY)],
    ),
    "pays": (
        ImportKind.PAYMENTS,
        "number,account_number,date,amount,pays",
        [f"N-{each},{LARGE},2026-02-01,4.00,LI-{each // 2}:2.50" for each in range(MANY)],
    ),
    "refunds": (
        ImportKind.REFUNDS,
        "number,account_number,date,amount,method,sources",
        [f"R-{each},{LARGE},2026-02-01,1.00,CASH,{'BIG:1.00' if each % 2 else ''}" for each in range(MANY)],
    ),
    "reconciliations": (
        ImportKind.RECONCILIATIONS,
        "credit_number,credit_position,debit_number,debit_position,amount",
        [f"BIG,1,LI-{each},1,3.00" for each in range(MANY)],
    ),
}
each_kind = pytest.mark.parametrize(
    ("database_url", "name"),
    [*(("sqlite", name) for name in FILES), ("postgresql", "pays"), ("postgresql", "refunds")],
    indirect=["database_url"],
)
"""On PostgreSQL, which takes four times as long, those two that record transactions and reconciliations at once: what they
run there the others run too.
"""
OF_LARGE = f"(select a.id from accounts a where a.number = '{LARGE}')"
UNITS = "select count(*) from audit_events e where e.batch_id ="
INSTANTS = Sql("select distinct e.recorded_at from audit_events e order by e.recorded_at")


@pytest.fixture(autouse=True)
def small_files_are_staged() -> Iterator[None]:
    """A tenth of the product's sizes; ``test_import_kills.py`` has these."""
    with staged_above(AT_ONCE, RECORD):
        yield


async def books(store: Store) -> None:
    """A large account with open invoices and one large payment, and a small account."""
    centre = await Centre.open(store, "SWIM")
    await centre.accounts([LARGE, "S-0"])
    await load(store, ImportKind.INVOICES, INVOICES, invoice_lines(MANY))
    await load(store, ImportKind.PAYMENTS, PAYMENTS, [f"BIG,{LARGE},2026-01-05,9000.00,,CARD,"])


database_url = copied_from(books)


async def staged(store: Store, name: str, *, skip: bool = False) -> int:
    """Stages a file; gives the job that publishes it."""
    kind, header, lines = FILES[name]
    cmd = await checked_import(store, ImportRecords(kind, "\n".join([header, *lines]).encode(), skip), OPERATOR)
    job = (await run(store, cmd)).result.job
    assert job is not None
    return job


async def hidden(store: Store, name: str, *, skip: bool = False) -> int:
    """Stages a file and records its first parts; gives the job."""
    job = await staged(store, name, skip=skip)
    for _ in range(2):
        assert not (await group(store, job, rows_most=PART)).job.ended
    return job


async def seen(store: Store, at: int | None = None) -> tuple[int, int]:
    """How many transactions and reconciliations of the large account there are, or were at an instant."""
    view = View(at)
    text = (
        f"select (select count(*) from transactions t where {view.present('t')} and t.account_id = {OF_LARGE}), "
        f"(select count(*) from reconciliations r where {view.active('r')} and r.account_id = {OF_LARGE})"
    )
    ((transactions, reconciliations),) = await rows(store, Sql(text.replace(":at", str(at))))
    return transactions, reconciliations


async def seen_ever(store: Store) -> list[tuple[int, int]]:
    """What there was at each instant of the log, without repetitions."""
    found: list[tuple[int, int]] = []
    for (at,) in await rows(store, INSTANTS):
        if (count := await seen(store, at)) not in found[-1:]:
            found.append(count)
    return found


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    yield from fresh_database("sqlite", request, tmp_path)


@pytest.fixture
async def empty_store(empty_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(empty_url)
    yield opened
    await opened.close()


LOG = f"""{{
  auditLog(first: 1000) {{ totalCount nodes {{ action }} }}
  account(number: "{LARGE}") {{ history(first: 1000) {{ totalCount nodes {{ action }} }} }}
}}"""


@each_kind
async def test_the_log_lists_records_once_they_are_shown(store: Store, name: str) -> None:
    job = await staged(store, name)
    before = (await rows(store, Sql("select count(*) from audit_events")))[0][0]
    counts = set()
    async with Api(store) as api:
        while not (await group(store, job, rows_most=PART)).job.ended:
            logged = await api.data(LOG)
            assert (await rows(store, Sql("select count(*) from audit_events")))[0][0] > before
            counts.add((logged["auditLog"]["totalCount"], logged["account"]["history"]["totalCount"]))
            assert logged["auditLog"]["nodes"][0]["action"] != "batch.shown"
        logged = await api.data(LOG)
    assert len(counts) == 1
    assert counts.pop()[0] == before
    assert logged["auditLog"]["nodes"][0]["action"] == "batch.shown"
    assert logged["auditLog"]["totalCount"] > before + MANY


@each_kind
async def test_every_kind_is_shown_whole_and_at_one_instant(store: Store, name: str) -> None:
    centre = Centre(store)
    before, state, ever = await seen(store), await centre.state(), await seen_ever(store)
    job, parts = await staged(store, name), 0
    while not (ended := (await group(store, job, rows_most=PART)).job).ended:
        parts += 1
        assert await seen(store) == before
        assert await centre.state() == state
        assert await contradictions_of(store) == []
        assert await seen_ever(store) == ever
    assert (parts, ended.state, ended.failure) == (4, JobState.DONE, None)
    units = await rows(store, Sql(f"{UNITS} {ended.batch_id} group by e.recorded_at order by e.recorded_at"))
    assert len(units) == parts + 1
    assert max(count for (count,) in units) <= 2 * PART
    assert units[-1] == (1,)
    made = {"credits": (MANY, 0), "pays": (MANY, MANY), "refunds": (MANY, MANY // 2), "reconciliations": (0, MANY)}[
        name
    ]
    after = (before[0] + made[0], before[1] + made[1])
    assert await seen(store) == after
    assert await seen_ever(store) == [*ever, after]
    assert await contradictions_of(store) == []
    assert await verify(store) == []
    await undo(store, ended.batch_id)
    await run_unfinished_jobs(store)
    assert await centre.state() == state
    assert await verify(store) == []


@each_kind
async def test_what_was_never_shown_is_taken_back_and_seen_at_no_instant(store: Store, name: str) -> None:
    centre = Centre(store)
    state, ever = await centre.state(), await seen_ever(store)
    job = await hidden(store, name)
    assert await verify(store) == []
    await cancel(store, job)
    assert [each.error_count for each in await run_unfinished_jobs(store)] == [0]
    assert await centre.state() == state
    assert await seen_ever(store) == ever
    assert await verify(store) == []
    assert await centre.rows("select id from hidden_book_sums") == []


FEED = (
    "query ($after: String) { changes(after: $after, first: 1000) "
    "{ nodes { kind recordedAt data } pageInfo { endCursor } } }"
)


@each_kind
async def test_the_feed_has_records_once_they_are_shown_and_as_of_that_instant(store: Store, name: str) -> None:
    async with Api(store) as api:
        before = (await api.data(FEED))["changes"]["pageInfo"]["endCursor"]
        job = await staged(store, name)
        while not (ended := (await group(store, job, rows_most=PART)).job).ended:
            assert (await api.data(FEED, after=before))["changes"]["nodes"] == []
        changes = (await api.data(FEED, after=before))["changes"]["nodes"]
        assert ended.batch_id is not None
        made = {"credits": (MANY, 0), "pays": (MANY, MANY), "refunds": (MANY, MANY // 2), "reconciliations": (0, MANY)}
        kinds = [each["kind"] for each in changes]
        assert (kinds.count("TRANSACTION_RECORDED"), kinds.count("RECONCILIATION_CREATED")) == made[name]
        assert len(kinds) == sum(made[name])
        assert len({each["recordedAt"] for each in changes}) == 1
        for each in changes:
            assert each["data"]["recordedAt"] == each["recordedAt"]
        assert await verify(store) == []


async def test_the_feed_never_has_what_was_taken_back_unseen(store: Store) -> None:
    async with Api(store) as api:
        before = (await api.data(FEED))["changes"]["pageInfo"]["endCursor"]
        job = await hidden(store, "pays")
        await cancel(store, job)
        await run_unfinished_jobs(store)
        assert (await api.data(FEED, after=before))["changes"]["nodes"] == []
        assert await verify(store) == []


async def test_the_migration_numbers_a_log_that_was_there_before(store: Store) -> None:
    await run_job(store, await staged(store, "refunds"))
    await cancel(store, await hidden(store, "pays"))
    await run_unfinished_jobs(store)
    job = await hidden(store, "credits")
    in_order = "select r.account_id, r.first_seq, r.last_seq, r.shown_at from feed_ranges r order by r.id"
    waiting = "select w.account_id, w.batch_id, w.first_seq, w.last_seq, w.shown_at from feed_waiting w order by w.id"
    await number_all(store)
    numbered = await rows(store, Sql(in_order)), await rows(store, Sql(waiting))
    assert {each[4] for each in numbered[1]} == {HIDDEN}

    def number_anew() -> Program[None]:
        yield Query(Sql("delete from feed_ranges"))
        yield Query(Sql("delete from feed_waiting"))
        for text in statements_beside(PRODUCT / "0026_feed", store.backend.dialect):
            if "TABLE feed_ranges" not in text and "TABLE feed_waiting" not in text and "INDEX" not in text:
                yield Query(Sql(text))

    await store.backend.run_unit(number_anew)
    anew = await rows(store, Sql(in_order)), await rows(store, Sql(waiting))
    assert sorted(anew[0], key=repr) == sorted(numbered[0], key=repr)
    assert anew[1] == numbered[1]
    assert await verify(store) == []
    await run_job(store, job)
    await number_all(store)
    assert await verify(store) == []
    assert (await rows(store, Sql("select count(*) from feed_waiting w where w.account_id > 0 and w.shown_at > 0")))[0][
        0
    ] == 0


async def test_an_import_that_always_kills_its_process_is_taken_back_and_says_so(sqlite_store: Store) -> None:
    await books(sqlite_store)
    centre = Centre(sqlite_store)
    state = await centre.state()
    job = await hidden(sqlite_store, "credits")
    await execute(sqlite_store, f"update jobs set tries = {JOB_TRIES_MAX}, leased_until = 0")
    assert not (await run(sqlite_store, TakeJob(job))).result.mine
    ended = await job_row(sqlite_store, job)
    assert ended.state is JobState.FAILED
    assert "All of it is taken back" in (ended.failure or "")
    await run_unfinished_jobs(sqlite_store)
    assert await centre.state() == state


async def test_a_wrong_sum_of_what_is_hidden_is_found(store: Store) -> None:
    await hidden(store, "credits")
    await execute(store, "update hidden_book_sums set row_count = row_count + 1")
    assert {finding.rule for finding in await verify(store)} == {"R32c"}
    assert await Centre(store).rows("select id from hidden_book_sums") != []


async def test_the_log_records_what_is_hidden_and_when_it_was_shown(sqlite_store: Store, empty_store: Store) -> None:
    await books(sqlite_store)
    job = await hidden(sqlite_store, "pays")
    await cancel(sqlite_store, job)
    await run_job(sqlite_store, await staged(sqlite_store, "refunds"))
    await hidden(sqlite_store, "credits")
    batches, events = await sqlite_store.read(read_log())
    await empty_store.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(empty_store).state() == await Centre(sqlite_store).state()
    assert await seen_ever(empty_store) == await seen_ever(sqlite_store)
    assert await verify(empty_store) == []
    for table in ("transactions", "reconciliations"):
        content = Sql(f"select * from {table} order by id")
        assert await rows(empty_store, content) == await rows(sqlite_store, content)


async def test_another_instant_than_that_of_the_showing_is_found(sqlite_store: Store) -> None:
    await books(sqlite_store)
    await run_job(sqlite_store, await staged(sqlite_store, "pays"))
    for table, found in (("transactions", "t.number = 'N-7'"), ("reconciliations", "t.number = 'N-8'")):
        column = "id" if table == "transactions" else "credit_transaction_id"
        which = f"{column} = (select t.id from transactions t where {found})"
        await execute(sqlite_store, f"update {table} set recorded_at = recorded_at - 1 where {which}")
    assert [finding.rule for finding in await verify(sqlite_store)] == ["R24b", "R24b"]


USES = {
    "pays": (ImportKind.PAYMENTS, "number,account_number,date,amount,pays", f"X,{LARGE},2026-02-01,9.00,LI-1:9.00"),
    "refunds": (ImportKind.REFUNDS, "number,account_number,date,amount,method", f"X,{LARGE},2026-02-01,8999.00,CASH"),
    "reconciliations": (
        ImportKind.RECONCILIATIONS,
        "credit_number,credit_position,debit_number,debit_position,amount",
        "BIG,1,LI-1,1,9.00",
    ),
}


@pytest.mark.parametrize(
    ("database_url", "name", "skip"),
    [
        *(("sqlite", name, skip) for name in USES for skip in (False, True)),
        *(("postgresql", name, False) for name in USES),
    ],
    indirect=["database_url"],
)
async def test_what_others_used_meanwhile_takes_all_of_it_back(store: Store, name: str, skip: bool) -> None:
    centre = Centre(store)
    job = await hidden(store, name, skip=skip)
    kind, header, line = USES[name]
    await load(store, kind, header, [line])
    state = await centre.state()
    ended = await run_job(store, job)
    assert ended.state is JobState.FAILED
    assert "taken back" in (ended.failure or "")
    await run_unfinished_jobs(store)
    assert await centre.state() == state
    assert await verify(store) == []


async def test_an_account_that_breaks_while_it_is_hidden_takes_all_of_it_back(sqlite_store: Store) -> None:
    await books(sqlite_store)
    centre = Centre(sqlite_store)
    state = await centre.state()
    job = await hidden(sqlite_store, "credits", skip=True)
    await run(sqlite_store, RunGroup(job, 1, lambda: lambda: True, Broken("It broke.")))
    assert (await job_row(sqlite_store, job)).state is JobState.FAILED
    await run_unfinished_jobs(sqlite_store)
    assert await centre.state() == state


async def test_a_payment_of_another_with_a_hidden_number_takes_all_of_it_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "TRIES_MAX", 2)  # a number that is taken stays taken
    centre = Centre(store)
    job = await hidden(store, "pays")
    await load(store, ImportKind.PAYMENTS, PAYMENTS, payment_lines(1, "S-0", "N"))
    state = await centre.state()
    assert (await run_job(store, job)).state is JobState.FAILED
    await run_unfinished_jobs(store)
    assert await centre.state() == state
