"""Very large files from the command line: stored in several units before their job may begin (domain R24b)."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from domain.core.kinds import JobState
from domain.errors import Conflict
from domain.importing import ImportKind, ImportRecords
from domain.importing.staging import NEVER_STAGED
from domain.jobs.importing import Watcher, checked_import
from domain.permissions import OPERATOR
from domain.queries.staging import prune_staged_rows
from domain.store.program import Sql
from domain.store.store import Store
from domain.tables import JobRow
from domain.texts import to_stored
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows, run
from tests.support.jobs import job_row, run_unfinished_jobs
from tests.support.large_account import PAYMENTS, payment_lines
from tests.support.run_jobs import run_job
from tests.support.staging import staged_above

ROWS = 40
JOBS = Sql(f"{JobRow.select('j')} order by j.id")
STAGED = Sql("select count(*) from staged_rows")


@pytest.fixture(autouse=True)
def files_are_very_large() -> Iterator[None]:
    with (
        staged_above(5, 2),
        patch("domain.jobs.importing.RECORDS_AT_ONCE_MAX", 3),
        patch("domain.jobs.importing.RECORDS_A_UNIT", 4),
    ):
        yield


@pytest.fixture
async def centre(store: Store) -> Centre:
    opened = await Centre.open(store)
    await opened.accounts(["L-1"])
    return opened


FILE = ImportRecords(ImportKind.PAYMENTS, "\n".join([PAYMENTS, *payment_lines(ROWS)]).encode())


class Stopping(Watcher):
    """Stops the import once so many rows are stored."""

    def __init__(self, rows_stored: int) -> None:
        self.rows_stored = rows_stored

    def done(self, what: str, rows: int, total: int | None) -> None:
        if what == "Storing" and rows >= self.rows_stored:
            assert total == ROWS
            raise asyncio.CancelledError


async def test_its_job_begins_once_all_rows_are_stored(store: Store, centre: Centre) -> None:
    cmd = await checked_import(store, FILE, OPERATOR, own=True)
    (job,) = JobRow.load_all(await rows(store, JOBS))
    assert (job.state, job.failure, job.total) == (JobState.FAILED, to_stored(NEVER_STAGED), 1)
    assert await rows(store, STAGED) == [(ROWS // 2,)]
    assert await run_unfinished_jobs(store) == []
    now = store.clock()
    assert await store.backend.run_unit(lambda: prune_staged_rows(ROWS, now)) == 0
    done = await run(store, cmd)
    assert done.result.job == job.id
    assert (await job_row(store, job.id)).state is JobState.QUEUED
    assert (await run_job(store, job.id)).state is JobState.DONE
    numbers = "select number from transactions where number like 'LP-%' order by recording_seq"
    assert [row[0] for row in await centre.rows(numbers)] == [f"LP-{each}" for each in range(ROWS)]
    assert len(await centre.rows("select distinct batch_id from transactions")) == 1
    assert await verify(store) == []


async def test_what_was_cut_off_while_it_was_stored_is_never_published(store: Store, centre: Centre) -> None:
    before = await centre.state()
    with pytest.raises(asyncio.CancelledError):
        await checked_import(store, FILE, OPERATOR, own=True, watcher=Stopping(16))
    assert (await rows(store, STAGED))[0][0] > 0
    assert await run_unfinished_jobs(store) == []
    assert await centre.state() == before
    assert await store.backend.run_unit(lambda: prune_staged_rows(ROWS)) > 0
    assert await rows(store, STAGED) == [(0,)]
    again = await run(store, await checked_import(store, FILE, OPERATOR, own=True))
    assert (await run_job(store, again.result.job or 0)).state is JobState.DONE
    assert (await run(store, await checked_import(store, FILE, OPERATOR, own=True))).result.unchanged == ROWS


async def test_of_two_who_store_the_same_file_the_second_is_refused(store: Store, centre: Centre) -> None:
    first = await checked_import(store, FILE, OPERATOR, own=True)
    second = await checked_import(store, FILE, OPERATOR, own=True)
    done = await run(store, first)
    with pytest.raises(Conflict):
        await run(store, second)
    assert (await run_job(store, done.result.job or 0)).state is JobState.DONE
    assert await centre.rows("select count(*) from transactions") == [(ROWS,)]


async def test_a_dry_run_and_a_server_store_nothing_before(store: Store, centre: Centre) -> None:
    await checked_import(store, FILE, OPERATOR, own=True, dry_run=True)
    done = await checked_import(store, replace(FILE, source="contentBase64"), OPERATOR)
    assert await rows(store, JOBS) == []
    await run(store, done)
    assert [each.state for each in await run_unfinished_jobs(store)] == [JobState.DONE]
    assert await centre.rows("select count(*) from transactions") == [(ROWS,)]
