"""Jobs: where they stand, what they still have to do, and what they could not do (domain R24, R25a)."""

from collections.abc import Collection
from typing import NamedTuple

from domain.core.kinds import JobKind
from domain.queries.pages import Listing, Order
from domain.rows import AuditEventRow, JobErrorRow, JobRow
from domain.store.steps import Fetch, Sql, Steps

FIRST_ERRORS = 100
"""So many errors of a job are shown beside their count."""

_UNFINISHED = Sql("select id from jobs where ended_at is null and leased_until < :now order by id limit :most")
_UNFINISHED_OF = Sql(
    f"select {JobRow.select_list('j')} from jobs j where j.ended_at is null and j.principal = :principal "
    "and j.kind = :kind order by j.id"
)
_ON_BATCH = Sql(
    f"select {JobRow.select_list('j')} from jobs j where j.batch_id = :batch_id or j.undoes_id = :batch_id order by j.id"
)
_ERRORS_OF = Sql(
    f"select {JobErrorRow.select_list('e')} from (select x.*, row_number() over (partition by x.job_id order by x.id) "
    "as place from job_errors x where x.job_id in :ids) e where e.place <= :each order by e.job_id, e.id limit :most"
)
_COUNT_ACCOUNTS = Sql("select count(*), coalesce(max(id), 0) from accounts where withdrawn_at is null")
_NEXT_ACCOUNTS = Sql(
    "select id from accounts where id > :after and id <= :highest and withdrawn_at is null order by id limit :most"
)
# what an undo still has to do: accounts that the batch changed, and the undo's own batch did not
_LEFT = (
    "from audit_events e where e.batch_id = :batch_id and e.account_id > :after and not exists "
    "(select 1 from audit_events u where u.batch_id = :own_id and u.account_id = e.account_id)"
)
_COUNT_LEFT = Sql(f"select count(distinct e.account_id), coalesce(max(e.account_id), 0) {_LEFT}")
_NEXT_LEFT = Sql(f"select distinct e.account_id {_LEFT} order by e.account_id limit :most")
_EVENTS_ON = Sql(
    f"select {AuditEventRow.select_list('e')} from audit_events e where e.batch_id = :batch_id "
    "and e.account_id = :account_id order by e.id"
)

JOBS = Listing(JobRow.select_list("j"), "jobs j", JobRow.load_all)
NEWEST_JOB_FIRST = Order("NEWEST", (("j.id", int),), descending=True)


class Extent(NamedTuple):
    """How many accounts a job has to do, and the highest of their ids."""

    accounts: int
    highest_id: int


def unfinished_jobs(now: int, most: int) -> Steps[list[int]]:
    """Jobs that are to be gone on with and that nobody works on, oldest first."""
    rows = yield Fetch(_UNFINISHED, now=now, most=most)
    return [row[0] for row in rows]


def unfinished_jobs_of(principal: str, kind: JobKind) -> Steps[list[JobRow]]:
    """The unfinished jobs of one kind that one principal asked for, oldest first."""
    return JobRow.load_all((yield Fetch(_UNFINISHED_OF, principal=principal, kind=kind)))


def jobs_on_batch(batch_id: int) -> Steps[list[JobRow]]:
    """The jobs that made a batch, and those that undo it."""
    return JobRow.load_all((yield Fetch(_ON_BATCH, batch_id=batch_id)))


def errors_of_jobs(job_ids: Collection[int], most_rows: int) -> Steps[list[JobErrorRow]]:
    """The first errors of each job, in the order in which they came; at most ``most_rows`` + 1 in all."""
    rows = yield Fetch(_ERRORS_OF, ids=sorted(job_ids), each=FIRST_ERRORS, most=most_rows + 1)
    return JobErrorRow.load_all(rows)


def all_accounts() -> Steps[Extent]:
    """The present accounts."""
    return Extent(*(yield Fetch(_COUNT_ACCOUNTS))[0])


def next_accounts(after: int, highest: int, most: int) -> Steps[list[int]]:
    """The present accounts after one, as far as ``highest``, lowest id first."""
    return [row[0] for row in (yield Fetch(_NEXT_ACCOUNTS, after=after, highest=highest, most=most))]


def accounts_left(batch_id: int, own_id: int | None) -> Steps[Extent]:
    """The accounts that a batch changed and that the undo ``own_id`` has not taken back."""
    return Extent(*(yield Fetch(_COUNT_LEFT, batch_id=batch_id, own_id=own_id or 0, after=0))[0])


def next_accounts_left(batch_id: int, own_id: int | None, after: int, most: int) -> Steps[list[int]]:
    """The next of ``accounts_left`` after one, lowest id first."""
    rows = yield Fetch(_NEXT_LEFT, batch_id=batch_id, own_id=own_id or 0, after=after, most=most)
    return [row[0] for row in rows]


def events_on_account(batch_id: int, account_id: int) -> Steps[list[AuditEventRow]]:
    """What a batch changed on one account, in the order in which it did."""
    return AuditEventRow.load_all((yield Fetch(_EVENTS_ON, batch_id=batch_id, account_id=account_id)))
