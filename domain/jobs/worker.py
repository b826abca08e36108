"""The worker of a serving process: takes jobs that wait or that their process left, and runs them beside each other.

One group at a time, of each job in turn: however many jobs there are, they hold the writer for one group, and a small job
does not wait for a large one.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine

from domain.core.kinds import JobState
from domain.errors import Busy
from domain.jobs.running import JobRun
from domain.queries.jobs import unfinished_jobs
from domain.store.store import Store

_log = logging.getLogger("tieout")

LOOK_S = 2
"""So often it looks for jobs that another process queued, or left by dying."""

MOST_JOBS = 100


class Worker:
    """Runs jobs from ``start`` until ``stop``; ``ended`` counts those that it ran to their end, by state."""

    def __init__(self, store: Store) -> None:
        self.ended: Counter[JobState] = Counter()
        self._store = store
        self._runs: dict[int, JobRun] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    @property
    def running(self) -> int:
        """How many jobs it is at."""
        return len(self._runs)

    def start(self) -> None:
        """Begins to work, on jobs that are there already too."""
        self._task = asyncio.create_task(self._work())

    def wake(self) -> None:
        """A job was queued: no need to wait for the next look."""
        self._wake.set()

    async def stop(self) -> None:
        """Ends the group that is under way and leaves unfinished jobs to whoever comes next."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        looked = loop.time() - LOOK_S
        while not self._stopping:
            if self._wake.is_set() or loop.time() - looked >= LOOK_S:
                self._wake.clear()
                looked = loop.time()
                await self._guarded(self._look())
            for job_id in list(self._runs):
                if not self._stopping:
                    await self._guarded(self._step(job_id), job_id)
            if not self._runs:
                await self._wait()
        for run in self._runs.values():
            await self._guarded(run.leave())
        self._runs.clear()

    async def _wait(self) -> None:
        """Until it is woken, or it is time to look again."""
        try:
            async with asyncio.timeout(LOOK_S):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _look(self) -> None:
        for job_id in await self._store.read(unfinished_jobs(self._store.clock(), MOST_JOBS)):
            if job_id not in self._runs and len(self._runs) < MOST_JOBS:
                run = await JobRun.take(self._store, job_id)
                if run is not None:
                    self._runs[job_id] = run

    async def _step(self, job_id: int) -> None:
        job = await self._runs[job_id].step()
        if job.ended:
            del self._runs[job_id]
            self.ended[job.state] += 1

    async def _guarded(self, work: Coroutine[None, None, None], job_id: int | None = None) -> None:
        """Nothing ends the worker: a job that cannot be gone on with now is left until its lease has run out."""
        try:
            await work
        except Busy:
            await self._wait()
        except Exception:  # noqa: BLE001 - whatever it is, it is logged, and tried again
            _log.exception("the worker could not go on with job %s", job_id)
            if job_id is not None:
                self._runs.pop(job_id, None)
            await self._wait()
