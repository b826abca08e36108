"""Jobs: their state, the accounts that they still have to process, and their errors (domain R24)."""

from bisect import bisect_right
from collections.abc import Collection
from typing import NamedTuple

from domain.core.kinds import JobKind
from domain.queries.pages import Order, rows_of
from domain.store.clock import CLOCKS_APART_US
from domain.store.program import Program, Query, Sql
from domain.tables import JobErrorRow, JobRow

JOB_LEASE_US = 15_000_000
"""How long after its last group a job counts as running; then another process may continue it."""
_LATEST_US = JOB_LEASE_US + CLOCKS_APART_US

FIRST_ERRORS = 100
"""How many errors of a job are shown, beside their count."""

_UNFINISHED = Sql(
    "select id from jobs where ended_at is null and (leased_until <= :now or leased_until > :latest) order by id limit :most"
)
_WAITING = Sql(
    "select count(*), min(recorded_at) from jobs where ended_at is null and (leased_until <= :now or leased_until > :latest)"
)
_UNFINISHED_OF = Sql(
    f"{JobRow.select('j')} where j.ended_at is null and j.principal = :principal and j.kind = :kind order by j.id"
)
_ON_BATCH = Sql(f"{JobRow.select('j')} where j.batch_id = :batch_id or j.undoes_id = :batch_id order by j.id")
_ERRORS_OF = Sql(
    f"select {JobErrorRow.select_list('e')} from (select x.*, row_number() over (partition by x.job_id order by x.id) "
    "as place from job_errors x where x.job_id in :ids) e join jobs j on j.id = e.job_id "
    "where e.place <= :each and e.place <= j.error_count order by e.job_id, e.id limit :most"
)
_HAS_ERROR = Sql("select 1 from job_errors e where e.job_id = :job_id and e.account_id = :account_id limit 1")
_COUNT_ACCOUNTS = Sql("select count(*), coalesce(max(id), 0) from accounts where withdrawn_at is null")
_NEXT_ACCOUNTS = Sql(
    "select id from accounts where id > :after and id <= :highest and withdrawn_at is null order by id limit :most"
)

JOBS = rows_of(JobRow, "j")
NEWEST_JOB_FIRST = Order("NEWEST", (("j.id", int),), descending=True)


class Extent(NamedTuple):
    """How many accounts a job has to process, and the highest of their ids."""

    accounts: int
    highest_id: int


def unfinished_jobs(now: int, most: int) -> Program[list[int]]:
    """Return the ids of unfinished jobs that no process runs (``is_leased``), oldest first."""
    return [row[0] for row in (yield Query(_UNFINISHED, now=now, latest=now + _LATEST_US, most=most))]


class WaitingJobs(NamedTuple):
    """How many jobs nobody runs, and how long the oldest of them has waited."""

    jobs: int
    oldest_us: int


def waiting_jobs(now: int) -> Program[WaitingJobs]:
    """Return how many unfinished jobs no process runs."""
    count, oldest = (yield Query(_WAITING, now=now, latest=now + _LATEST_US))[0]
    return WaitingJobs(count, 0 if oldest is None else max(0, now - oldest))


def is_leased(job: JobRow, now: int) -> bool:
    """Return True if another process works on a job.

    A lease that ends much later than any made now was made by a clock that was ahead, and counts for nothing. Two processes
    on one job lose time, never records, since each group locks the job's row.
    """
    return now < job.leased_until <= now + _LATEST_US


def unfinished_jobs_of(principal: str, kind: JobKind) -> Program[list[JobRow]]:
    """Return the unfinished jobs of one kind that one principal started, oldest first."""
    return JobRow.load_all((yield Query(_UNFINISHED_OF, principal=principal, kind=kind)))


def jobs_on_batch(batch_id: int) -> Program[list[JobRow]]:
    """Return the jobs that made a batch, and those that undo it."""
    return JobRow.load_all((yield Query(_ON_BATCH, batch_id=batch_id)))


def errors_of_jobs(job_ids: Collection[int], rows_max: int) -> Program[list[JobErrorRow]]:
    """Return the first errors of each job, oldest first; at most ``rows_max`` + 1 in all.

    That of an account that is still in progress is the last one and not counted yet, so it is left out.
    """
    rows = yield Query(_ERRORS_OF, ids=sorted(job_ids), each=FIRST_ERRORS, most=rows_max + 1)
    return JobErrorRow.load_all(rows)


def has_error(job_id: int, account_id: int) -> Program[bool]:
    """Return True if a job lists an error of an account."""
    return bool((yield Query(_HAS_ERROR, job_id=job_id, account_id=account_id)))


def all_accounts() -> Program[Extent]:
    """Return how many accounts there are, withdrawn ones left out."""
    return Extent(*(yield Query(_COUNT_ACCOUNTS))[0])


def next_accounts(after: int, highest: int, most: int) -> Program[list[int]]:
    """Return the ids of accounts after one, up to ``highest``, in rising order; withdrawn ones are left out."""
    return [row[0] for row in (yield Query(_NEXT_ACCOUNTS, after=after, highest=highest, most=most))]


def accounts_left(job: JobRow, most: int) -> Program[list[int]]:
    """Return the next accounts of a job over all accounts, or over those that it was started for, in rising order."""
    if (ids := job.account_ids) is not None:  # many, which each group reads anew
        first = bisect_right(ids, job.last_account_id)
        return ids[first : first + most]
    return (yield from next_accounts(job.last_account_id, job.highest_account_id, most))
