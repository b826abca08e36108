"""Running a job: one group of accounts after another, each as large as fits its time (domain R24)."""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from domain.core.kinds import JobKind
from domain.errors import Broken, Conflict, Refusal
from domain.importing import publishing  # noqa: F401 - registers the work of jobs that publish files
from domain.permissions import Principal, PrincipalKind
from domain.queries.records import by_ids
from domain.services.document_work import PreparedAccounts
from domain.services.job_groups import GroupResult, LeaveJob, RunGroup, TakeJob, TryGroup, after_large_account
from domain.services.job_part import NO_END
from domain.services.job_work import ROWS_UNLIMITED
from domain.services.reconcile import plan_reconciling
from domain.store.commands import Command
from domain.store.store import Preview, Store
from domain.store.transient import is_transient
from domain.tables import AccountRow, JobErrorRow, JobRow
from domain.texts import say

R = TypeVar("R")
Prepare: TypeAlias = Callable[[JobRow, int], Awaitable[PreparedAccounts]]
"""Makes what a job's next group stores, for so many accounts at most, before the group's unit begins."""
Preparations: TypeAlias = Mapping[JobKind, Prepare]
"""What kinds of jobs prepare; the others read and decide within their units."""

_NOTHING_DONE = {"reconciliations": 0, "amount_cents": 0, "amounts": "{}"}

_log = logging.getLogger("tieout")

GROUP_ACCOUNTS_FIRST = 8
GROUP_ACCOUNTS_MAX = 500

GROUP_ROWS_MIN = 10
GROUP_ROWS_FIRST = 40
GROUP_ROWS_MAX = 4_000
GROUP_ROWS_TRIED = 250
"""How many rows a group of a dry run writes at most."""

GROUP_NS = 40_000_000
"""How long a group shall take, from its first statement until it is committed; what it writes at most follows from that."""
GROUP_ALONE_NS = 150_000_000
"""The same while nobody else writes: the next one who does waits so long at most, and then no longer (domain R24)."""


RELEASED_AFTER = 250
"""After how many accounts whose papers were made memory is given back: what passes through, some 30 KiB for each, else
fills the caches of the database's connections, and scatters over the heaps of all threads."""


class JobRun:
    """One process's work on a job; ``job`` is its row after the last group."""

    def __init__(self, store: Store, job: JobRow, prepare: Prepare | None = None) -> None:
        self.store = store
        self.job = job
        self._prepare = prepare
        self._accounts_max = GROUP_ACCOUNTS_FIRST
        self._rows_max = GROUP_ROWS_FIRST
        self._group_ns = GROUP_NS
        self._begun_ns = 0
        self._released_at = job.done
        self._actor = _actor(job)

    @classmethod
    async def take(
        cls, store: Store, job_id: int, *, shared: bool = False, preparations: Preparations = MappingProxyType({})
    ) -> "JobRun | None":
        """Begin or continue a job; return None if it has ended, or if another process runs it and it is not ``shared``.

        Raises ``NotFound`` and ``Busy``.
        """
        taken = (await store.run(TakeJob(job_id, shared), _THIS_PROCESS)).result
        return cls(store, taken.job, preparations.get(taken.job.kind)) if taken.mine else None

    async def step(self) -> JobRow:
        """Run one group; return the job's new row; another process may have ended it.

        A group that breaks is tried again account by account, and the account that breaks alone is reported with its error.
        Raises ``Busy`` and other errors of the database itself; then nothing was done.
        """
        before = self.job.done
        try:
            await self._group(self._accounts_max, None)
            self._accounts_max = self._next_accounts_max(self.job.done - before)
        except Exception as error:
            if is_transient(error):
                raise
            if self._accounts_max == 1:
                await self._group(1, _fault(error, self.job))
            self._accounts_max = 1
        self._pace(alone=not await self.store.backend.yield_to_others())
        if self._prepare is not None and self.job.done - self._released_at >= RELEASED_AFTER:
            self._released_at = self.job.done
            await self.store.backend.release_memory()
        return self.job

    def _pace(self, *, alone: bool) -> None:
        """Set how long a group shall take; what it may write becomes less at once where that is shorter."""
        before, self._group_ns = self._group_ns, GROUP_ALONE_NS if alone else GROUP_NS
        if self._group_ns < before:
            self._rows_max = max(GROUP_ROWS_MIN, self._rows_max * self._group_ns // before)

    def _next_accounts_max(self, done: int) -> int:
        """Return the next group's size: twice the last one if all of it was done, else a quarter more than was done."""
        more = 2 * done if done >= self._accounts_max else max(done + done // 4, self._accounts_max // 2)
        return max(1, min(GROUP_ACCOUNTS_MAX, more))

    async def leave(self) -> None:
        """Release an unfinished job to the next process that takes it. Raises ``Busy``."""
        await self.store.run(LeaveJob(self.job.id), _THIS_PROCESS)

    async def _group(self, most: int, fault: Refusal | None) -> None:
        prepared = await self._prepare(self.job, most) if self._prepare is not None and fault is None else None
        group = RunGroup(self.job.id, most, self._start_timer, fault, self._rows_max, prepared=prepared)
        result = (await self.store.run(group, self._actor)).result
        self.job = result.job
        self._rows_max = self._next_rows_max(result.rows, time.perf_counter_ns() - self._begun_ns)

    def _start_timer(self) -> Callable[[], bool]:
        self._begun_ns = time.perf_counter_ns()
        # it begins further accounts for half of the time: writing takes about as long again
        return lambda: time.perf_counter_ns() - self._begun_ns < self._group_ns // 2

    def _next_rows_max(self, rows: int, took_ns: int) -> int:
        """Return how many rows the next group may write, so that it takes its time: at most twice as many as now."""
        if took_ns > self._group_ns:
            return max(GROUP_ROWS_MIN, self._rows_max * self._group_ns // took_ns)
        if rows < self._rows_max:
            return self._rows_max
        return min(GROUP_ROWS_MAX, 2 * self._rows_max, 1 + self._rows_max * self._group_ns // took_ns)


class JobTrial(JobRun):
    """A dry run of a job: each group is a preview of its own, so that nobody waits for the complete job."""

    def __init__(self, store: Store, job: JobRow) -> None:
        # what the command itself has done of an account was rolled back with it
        super().__init__(store, job.copy(batch_id=job.batch_id if job.undoes_id is not None else None, **_NOTHING_DONE))
        self._errors: list[JobErrorRow] = []
        self._below = NO_END

    async def _group(self, most: int, fault: Refusal | None) -> None:
        group = TryGroup(self.job, RunGroup(self.job.id, most, self._start_timer, fault, GROUP_ROWS_TRIED, self._below))

        async def operation(preview: Preview) -> GroupResult:
            return (await preview.run(group, self._actor)).result

        result = await self.store.preview(operation)
        self._errors += result.errors
        self.job, self._below = result.job, result.below
        if result.large is not None:
            await self._large_account(result.large)
        self.job.tried_errors = self._errors

    async def _large_account(self, account_id: int) -> None:
        """Plan all of an account in a view of its own, for which nobody waits."""
        async with self.store.long_snapshot() as reader:
            account = (await reader.run(by_ids(AccountRow, [account_id])))[account_id]
            plans = await reader.run(plan_reconciling([account], self.job.credit_kinds, ROWS_UNLIMITED))
        self.job = after_large_account(self.job, account, plans[account_id])


async def try_job(
    store: Store, cmd: Command[R], actor: Principal, on_progress: Callable[[JobRow], None] = lambda _: None
) -> tuple[R, JobRow | None]:
    """Run a command and the job that it queues, group by group, storing nothing.

    Return the command's result, whose ``job`` is the job's id, and the job as it would have ended, or None if the command
    queued none. ``on_progress`` is called after each group. Raises the service's refusals, and ``Busy``.
    """

    async def operation(preview: Preview) -> tuple[R, JobRow | None]:
        result = (await preview.run(cmd, actor)).result
        job_id: int | None = getattr(result, "job", None)
        async with preview.snapshot() as reader:
            found = await reader.run(by_ids(JobRow, [] if job_id is None else [job_id]))
            return result, next(iter(found.values()), None)

    result, job = await store.preview(operation)
    if job is None:
        return result, None
    trial = JobTrial(store, job)
    while not trial.job.ended:
        on_progress(await trial.step())
    return result, trial.job


_THIS_PROCESS = Principal(PrincipalKind.TOKEN, "", "", frozenset())
"""The process itself takes and leaves a job, which is recorded nowhere."""


def _actor(job: JobRow) -> Principal:
    """Return the principal who queued the job, under whose name it acts; permissions were checked then."""
    return Principal(PrincipalKind.USER, job.principal, job.recorded_by, frozenset())


def _fault(error: Exception, job: JobRow) -> Refusal:
    """Return the refusal for an account that breaks a unit by itself; the log has the error under the same reference."""
    if isinstance(error, Conflict):
        return error
    reference = secrets.token_hex(4)
    _log.error("job %s broke on the account after %s: %s", job.id, job.last_account_id, reference, exc_info=error)
    return Broken(say("job-account-skipped", reference=reference))
