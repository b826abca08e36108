"""Running a job: one group of accounts after the other, each as large as fits its time (domain R24)."""

import logging
import secrets
import time
from collections.abc import Callable
from typing import TypeVar

from domain.errors import Broken, Conflict, Refusal
from domain.permissions import Principal, PrincipalKind
from domain.queries.records import by_ids
from domain.rows import JobErrorRow, JobRow
from domain.services.job_groups import Group, GroupOutcome, TakeJob, Taken, do_group, leave_job, take_job, try_group
from domain.services.jobs import MUTATIONS
from domain.store.block import Block
from domain.store.outages import is_outage
from domain.store.steps import Steps
from domain.store.store import Command, Preview, Store, Work

T = TypeVar("T")

_log = logging.getLogger("tieout")

FIRST_ACCOUNTS = 8
MOST_ACCOUNTS = 500
DECIDING_NS = 20_000_000
"""So long a group begins further accounts. Writing takes about as long again as deciding, and both stay below 250 ms."""


class JobRun:
    """One process's work on a job; ``job`` is how it stood after the last group."""

    def __init__(self, store: Store, job: JobRow) -> None:
        self.store = store
        self.job = job
        self._most = FIRST_ACCOUNTS
        self._begun_ns = 0
        self._command = Command(MUTATIONS[job.kind], _actor(job))

    @classmethod
    async def take(cls, store: Store, job_id: int, *, shared: bool = False) -> "JobRun | None":
        """Begins or goes on with a job; None where it has ended, or another process is at it and it is not ``shared``.

        Raises ``NotFound`` and ``Busy``.
        """
        command = Command("takeJob", _NOBODY)
        taken = (await store.write(command, lambda block: take_job(block, TakeJob(job_id, shared)), Taken)).outcome
        return cls(store, taken.job) if taken.mine else None

    async def step(self) -> JobRow:
        """Does one group; gives the job as it then stands, which may have been ended by others.

        What breaks a group is tried again account by account, and told as the error of the one that breaks alone. Raises
        what tells that the database cannot be used now, ``Busy`` among it; then nothing was done.
        """
        before = self.job.done
        try:
            await self._group(self._most, None)
            self._most = self._next_most(self.job.done - before)
        except Exception as error:
            if is_outage(error):
                raise
            if self._most == 1:
                await self._group(1, _fault(error, self.job))
            self._most = 1
        await self.store.backend.give_way()
        return self.job

    def _next_most(self, done: int) -> int:
        """As many as were just done and some more, since only so many are locked to no purpose; twice when all were."""
        more = 2 * done if done >= self._most else max(done + done // 4, self._most // 2)
        return max(1, min(MOST_ACCOUNTS, more))

    async def leave(self) -> None:
        """Leaves an unfinished job to whoever takes it next. Raises ``Busy``."""
        command = Command("leaveJob", _NOBODY)
        await self.store.write(command, lambda block: leave_job(block, self.job.id), JobRow)

    async def _group(self, most: int, fault: Refusal | None) -> None:
        wish = Group(self.job.id, most, self._in_time, fault)
        work = self._timed(lambda block: do_group(block, wish))
        self.job = (await self.store.write(self._command, work, GroupOutcome)).outcome.job

    def _timed(self, work: Work[T]) -> Work[T]:
        def timed(block: Block) -> Steps[T]:
            self._begun_ns = time.perf_counter_ns()  # its turn has come; a block may begin anew
            return (yield from work(block))

        return timed

    def _in_time(self) -> bool:
        return time.perf_counter_ns() - self._begun_ns < DECIDING_NS


class JobTrial(JobRun):
    """A job that is only tried: each group in a block of its own that is undone, so that nobody waits for the whole."""

    def __init__(self, store: Store, job: JobRow) -> None:
        super().__init__(store, job)
        self._errors: list[JobErrorRow] = []

    async def _group(self, most: int, fault: Refusal | None) -> None:
        wish = Group(self.job.id, most, self._in_time, fault)
        before = self.job
        work = self._timed(lambda block: try_group(block, before, wish))

        async def operation(preview: Preview) -> GroupOutcome:
            return (await preview.write(self._command, work, GroupOutcome)).outcome

        outcome = await self.store.preview(operation)
        self._errors += outcome.errors
        self.job = outcome.job
        self.job.tried_errors = self._errors


async def run_job(store: Store, job_id: int) -> JobRow:
    """Runs a job to its end, beside whoever else may be at it; gives it as it ended. Raises ``NotFound`` and ``Busy``."""
    run = await JobRun.take(store, job_id, shared=True)
    while run is not None and not run.job.ended:
        await run.step()
    return (await store.read(by_ids(JobRow, [job_id])))[job_id]


async def try_job(
    store: Store,
    command: Command,
    ask: Work[T],
    outcome_type: type[T],
    told: Callable[[JobRow], None] = lambda _: None,
) -> tuple[T, JobRow | None]:
    """What a job that ``ask`` asks for would come to, group by group, storing nothing; ``told`` hears after each group.

    Gives what asking gave, whose ``job`` is the job's id, and the job as it would have ended; None where it asked for
    none. Raises what ``ask`` refuses, and ``Busy``.
    """

    async def operation(preview: Preview) -> tuple[T, JobRow | None]:
        outcome = (await preview.write(command, ask, outcome_type)).outcome
        job_id: int | None = getattr(outcome, "job", None)
        async with preview.snapshot() as reader:
            found = await reader.run(by_ids(JobRow, [] if job_id is None else [job_id]))
            return outcome, next(iter(found.values()), None)

    outcome, job = await store.preview(operation)
    if job is None:
        return outcome, None
    trial = JobTrial(store, job)
    while not trial.job.ended:
        told(await trial.step())
    return outcome, trial.job


_NOBODY = Principal(PrincipalKind.TOKEN, "", "", frozenset())
"""Taking and leaving a job is the process's own doing, and recorded nowhere."""


def _actor(job: JobRow) -> Principal:
    """Whoever asked for the job, whose name stands at what it does; permission was asked for when it was queued."""
    return Principal(PrincipalKind.USER, job.principal, job.recorded_by, frozenset())


def _fault(error: Exception, job: JobRow) -> Refusal:
    """What is told of an account that breaks a block by itself; the log has the rest under the same reference."""
    if isinstance(error, Conflict):
        return error
    reference = secrets.token_hex(4)
    _log.error("job %s broke on the account after %s: %s", job.id, job.last_account_id, reference, exc_info=error)
    return Broken(
        f"Something went wrong on our side; this account was left as it was. The log tells more: {reference}."
    )
