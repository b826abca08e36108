"""Level: a store with rows. Jobs over many accounts, and the rows that jobs leave."""

from collections.abc import Callable

from domain.permissions import OPERATOR, Principal
from domain.queries.jobs import errors_of_jobs, unfinished_jobs
from domain.queries.records import by_ids
from domain.queries.undoing import left_to_undo
from domain.services.job_groups import GroupResult, RunGroup, TakeJob, TakenJob, run_group
from domain.services.job_queue import queue_undo
from domain.services.job_work import ROWS_UNLIMITED
from domain.services.jobs import CancelJob, ReconcileAllAccounts
from domain.services.reconcile import ReconcileAccount
from domain.services.undo.batch import UndoBatch, UndoResult
from domain.store.program import Program, Sql
from domain.store.store import Store
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BatchRow, JobErrorRow, JobRow
from tests.support.centre import run
from tests.support.programs import RunProgram
from tests.support.run_jobs import run_job

# reconciliations by what they join, since ids are another run's own
RECONCILIATIONS = Sql(
    "select c.number, ci.position, d.number, di.position, r.amount_cents, r.origin from reconciliations r "
    "join transactions c on c.id = r.credit_transaction_id join transactions d on d.id = r.debit_transaction_id "
    "join items ci on ci.id = r.credit_item_id join items di on di.id = r.debit_item_id where r.released_at is null "
    "order by c.number, ci.position, d.number, di.position, r.id"
)
TWICE = Sql(
    "select count(*) from (select credit_item_id, debit_item_id from reconciliations where released_at is null "
    "group by credit_item_id, debit_item_id having count(*) > 1) pairs"
)


async def run_unfinished_jobs(store: Store) -> list[JobRow]:
    """Runs all jobs that nobody works on, oldest first; gives them as they ended."""
    return [await run_job(store, each) for each in await store.read(unfinished_jobs(store.clock(), 100))]


async def ask(store: Store, command: ReconcileAllAccounts | None = None, actor: Principal = OPERATOR) -> int:
    """Queues a job; gives its id."""
    requested = command or ReconcileAllAccounts()
    return int((await run(store, requested, actor)).result.job)


async def reconcile_all(store: Store, command: ReconcileAllAccounts | None = None) -> JobRow:
    """Reconciles all accounts; gives the job as it ended."""
    return await run_job(store, await ask(store, command))


async def reconcile_whole(store: Store, account: int) -> None:
    """Reconciles an account, with what its job goes on with."""
    job = (await run(store, ReconcileAccount(account, own=True))).result.job
    if job is not None:
        await run_job(store, job)


async def cancel(store: Store, job: int, actor: Principal = OPERATOR) -> None:
    """Cancels a job."""
    await run(store, CancelJob(job), actor)


async def undo(store: Store, batch: int | None, actor: Principal = OPERATOR) -> UndoResult:
    """Asks for the undo of a batch; done where the outcome names no job."""
    assert batch is not None
    return (await run(store, UndoBatch(batch), actor)).result


async def queued_undo(store: Store, batch: int | None) -> int:
    """Queues the undo of a batch as a job, however little it is; gives the job."""
    assert batch is not None
    row = (await store.read(by_ids(BatchRow, [batch])))[batch]

    def work(unit: UnitOfWork) -> Program[JobRow]:
        return queue_undo(unit, row, (yield from left_to_undo(row)))

    return (await run(store, RunProgram("undoBatch", work))).result.id


async def job_row(store: Store, job: int) -> JobRow:
    """A job as it stands."""
    return (await store.read(by_ids(JobRow, [job])))[job]


async def job_errors(store: Store, job: int) -> list[JobErrorRow]:
    """What a job could not do, the first 100."""
    return await store.read(errors_of_jobs([job], 1_000))


async def group(
    store: Store,
    job: int,
    most: int = 10,
    in_time: Callable[[], bool] = lambda: True,
    *,
    rows_most: int = ROWS_UNLIMITED,
    dies: bool = False,
) -> GroupResult:
    """One group of a job, of a size that the test chooses; ``dies`` when all is decided and nothing yet committed."""

    def work(unit: UnitOfWork) -> Program[GroupResult]:
        result = yield from run_group(unit, RunGroup(job, most, lambda: in_time, None, rows_most))
        if dies:
            raise ZeroDivisionError
        return result

    return (await store.run(RunProgram("runGroup", work), OPERATOR)).result


async def take(store: Store, job: int) -> TakenJob:
    """Takes a job as another process would."""
    return (await run(store, TakeJob(job))).result
