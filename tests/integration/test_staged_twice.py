"""The same rows in two files, one of them large: recorded once, the other import refused or left out (R41a, R24b)."""

from collections.abc import Iterator

import pytest

from api.graph.ids import opaque
from domain.core.kinds import JobState
from domain.errors import Conflict
from domain.importing import ImportKind, ImportRecords
from domain.importing.service import BadRows
from domain.queries.staging import staged_file_of
from domain.store.store import Store
from domain.tables import StagedFileRow
from tests.support.centre import Centre, run
from tests.support.graphql import Api
from tests.support.jobs import cancel, group, run_unfinished_jobs
from tests.support.run_jobs import run_job
from tests.support.staging import stage, staged_above

HEADER = "account_number,date,amount,method"
COUNT = "select count(*) from transactions where withdrawn_at is null"


@pytest.fixture(autouse=True)
def small_files_are_staged() -> Iterator[None]:
    with staged_above(5):
        yield


@pytest.fixture
async def centre(store: Store) -> Centre:
    opened = await Centre.open(store)
    await opened.accounts(["T-1", "T-2"])
    return opened


def file(*lines: str, even_if_same: bool = False, skip: bool = False) -> ImportRecords:
    text = "\n".join([HEADER, *lines])
    return ImportRecords(ImportKind.PAYMENTS, text.encode(), skip, even_if_same=even_if_same)


def lines(account: str = "T-1", count: int = 8) -> list[str]:
    """Payments of which the last three are equal."""
    return [f"{account},2026-01-05,{min(each, count - 3)}.50,CARD" for each in range(count)]


async def counts(store: Store, job: int) -> tuple[int, int]:
    staged = await store.read(staged_file_of(job))
    assert isinstance(staged, StagedFileRow)
    return staged.created, staged.duplicates


async def test_the_same_file_is_refused_until_its_job_has_ended(centre: Centre) -> None:
    store = centre.store
    first = await stage(store, file(*lines()))
    written_otherwise = ImportRecords(ImportKind.PAYMENTS, file(*lines()).data.replace(b",", b";"))
    with pytest.raises(Conflict, match="evenIfSame"):
        await stage(store, written_otherwise)
    await run_job(store, first.result.job or 0)
    again = await stage(store, written_otherwise)
    assert (again.result.job, again.result.created, again.result.duplicates) == (None, 0, 8)
    assert await centre.rows(COUNT) == [(8,)]


async def test_the_same_file_is_imported_again_where_that_is_asked_for(centre: Centre) -> None:
    store = centre.store
    for _ in range(2):
        await stage(store, file(*lines(), even_if_same=True))
    assert [each.state for each in await run_unfinished_jobs(store)] == [JobState.DONE] * 2
    assert await centre.rows(COUNT) == [(16,)]


async def test_rows_that_came_with_another_file_meanwhile_are_left_out_and_counted(centre: Centre) -> None:
    store = centre.store
    staged = await stage(store, file(*lines()))
    await run(store, file("T-1,2026-01-05,0.50,CARD", "T-1,2026-01-05,5.50,CARD", "T-1,2026-01-05,5.50,CARD"))
    job = staged.result.job or 0
    while not (await group(store, job, rows_most=1)).job.ended:
        pass  # so small parts that each of the equal rows has one of its own
    assert await counts(store, job) == (5, 3)
    assert await centre.rows(COUNT) == [(8,)]


async def test_counts_what_an_earlier_file_brought_before_the_check_and_after_it(centre: Centre) -> None:
    store = centre.store
    await run(store, file("T-1,2026-01-05,0.50,CARD", "T-1,2026-01-05,1.50,CARD"))
    job = (await stage(store, file(*lines()))).result.job or 0
    assert await counts(store, job) == (0, 2)
    await run(store, file("T-1,2026-01-05,2.50,CARD"))
    assert (await run_job(store, job)).state is JobState.DONE
    assert await counts(store, job) == (5, 3)
    async with Api(store) as api:
        query = "query ($id: ID!) { job(id: $id) { imported { created unchanged faulty duplicates } } }"
        found = (await api.data(query, id=opaque("Job", job)))["job"]["imported"]
    assert found == {"created": 5, "unchanged": 0, "faulty": 0, "duplicates": 3}


async def test_a_row_of_a_file_that_is_being_published_is_refused_and_no_duplicate(centre: Centre) -> None:
    store = centre.store
    job = (await stage(store, file(*lines()))).result.job or 0
    await group(store, job, rows_most=4)
    for hidden in ("T-1,2026-01-05,0.50,CARD", "T-1,2026-01-05,1.50,CARD"):
        with pytest.raises(BadRows, match="Another file") as refused:
            await run(store, file(hidden))
        assert [each.code for each in refused.value.problems] == ["CONFLICT"]
    others = ["T-1,2026-01-05,9.00,CARD", "T-1,2026-01-05,0.50,CARD"]
    assert (await run(store, file(*others, skip=True))).result.bad_rows == 1
    await cancel(store, job)
    with pytest.raises(BadRows):
        await run(store, file(*others))
    await run_unfinished_jobs(store)
    assert (await run(store, file(*others))).result.duplicates == 1
    assert await centre.rows(COUNT) == [(2,)]


async def test_of_two_files_that_share_rows_the_second_to_meet_them_is_taken_back(centre: Centre) -> None:
    store = centre.store
    first = (await stage(store, file(*lines("T-1"), *lines("T-2")))).result.job or 0
    second = (await stage(store, file(*lines("T-2"), "1001,2026-01-05,1.00,CARD"))).result.job or 0
    await group(store, second, 1)
    await group(store, second, 1)
    await group(store, first, 1)
    ended = await run_job(store, first)
    assert ended.state is JobState.FAILED
    assert "Another file" in (ended.failure or "")
    assert (await run_job(store, second)).state is JobState.DONE
    await run_unfinished_jobs(store)
    assert await centre.rows(COUNT) == [(9,)]
