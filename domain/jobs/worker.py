"""The worker of a serving process: takes jobs that are queued or were abandoned, and runs them side by side.

It runs one group of each job after the other: however many jobs there are, they hold the writer for one group at a time,
and a small job does not wait for a large one.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine
from types import MappingProxyType

from domain.core.kinds import JobState
from domain.errors import Busy, OutcomeUnknown
from domain.jobs.lease import LEASE_S, Lease, leave_lease, take_lease
from domain.jobs.repeating import end_of_pause, wait_until
from domain.jobs.running import JobRun, Preparations
from domain.queries.jobs import unfinished_jobs
from domain.store.store import Store

_log = logging.getLogger("tieout")

LOOK_S = 2
"""How often it looks for jobs that another process queued, or abandoned when it died."""

JOBS_AT_ONCE_MAX = 100


class Worker:
    """Runs jobs from ``start`` until ``stop``; ``ended`` counts those that it ran to their end, by state.

    ``preparations`` are what kinds of jobs prepare before each group.
    """

    def __init__(self, store: Store, preparations: Preparations = MappingProxyType({})) -> None:
        self.ended: Counter[JobState] = Counter()
        self._store = store
        self._preparations = preparations
        self._shared = store.backend.dialect == "postgres"  # only there do several processes serve
        self._holder = store.context.new_id()
        self._runs: dict[int, JobRun] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._look_at: float = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> int:
        """Return the number of jobs that are running."""
        return len(self._runs)

    def start(self) -> None:
        """Start the task; it begins with the jobs that are already queued."""
        self._task = asyncio.create_task(self._work())

    def wake(self) -> None:
        """Look for queued jobs at once."""
        self._wake.set()

    async def stop(self) -> None:
        """Finish the running group, and release unfinished jobs to other processes."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping:
            woken = self._wake.is_set()
            if woken or loop.time() >= self._look_at:
                self._wake.clear()
                self._look_at = end_of_pause(LOOK_S)
                await self._guarded(self._look(woken=woken))
            for job_id in list(self._runs):
                if not self._stopping:
                    await self._guarded(self._step(job_id), job_id)
            if not self._runs:
                await wait_until(self._look_at, self._wake)
        for run in self._runs.values():
            await self._guarded(run.leave())
        self._runs.clear()
        if self._shared:
            await self._guarded(self._store.backend.run_unit(lambda: leave_lease(Lease.LOOK_FOR_JOBS, self._holder)))

    async def _wait(self) -> None:
        """Wait until woken, or until it looks again."""
        await wait_until(end_of_pause(LOOK_S), self._wake)

    async def _look(self, *, woken: bool) -> None:
        """Take what no process runs: when a job was queued here, or if this is the process that looks for all of them."""
        if self._shared and not woken and not await self._looks_for_all():
            self._look_at = end_of_pause(LEASE_S)
            return
        for job_id in await self._store.read(unfinished_jobs(self._store.clock(), JOBS_AT_ONCE_MAX)):
            if job_id not in self._runs and len(self._runs) < JOBS_AT_ONCE_MAX:
                run = await JobRun.take(self._store, job_id, preparations=self._preparations)
                if run is not None:
                    self._runs[job_id] = run

    async def _looks_for_all(self) -> bool:
        clock = self._store.clock
        return await self._store.backend.run_unit(lambda: take_lease(Lease.LOOK_FOR_JOBS, self._holder, clock()))

    async def _step(self, job_id: int) -> None:
        job = await self._runs[job_id].step()
        if job.ended:
            del self._runs[job_id]
            self.ended[job.state] += 1

    async def _guarded(self, work: Coroutine[None, None, None], job_id: int | None = None) -> None:
        """Run work so that no error ends the worker; a job that fails now is left until its lease expires."""
        try:
            await work
        except (Busy, OutcomeUnknown):  # the job's row tells the next step how far it is
            await self._wait()
        except Exception:  # noqa: BLE001 - any error is logged and tried again
            _log.exception("the worker could not continue job %s", job_id)
            if job_id is not None:
                self._runs.pop(job_id, None)
            await self._wait()
