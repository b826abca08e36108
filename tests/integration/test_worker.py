"""The server's worker runs waiting and abandoned jobs, and leaves none half-done (domain R24)."""

import asyncio
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.core.kinds import JobState
from domain.jobs.worker import Worker
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.job_groups import TakeJob
from domain.services.jobs import ReconcileAllAccounts
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from domain.tables import JobRow
from domain.verifying.verify import verify
from tests.support.centre import Centre, execute, rows, run
from tests.support.jobs import TWICE, ask, job_row
from tests.support.random_commands.books import crowd

BOUND_S = 20.0


async def until(store: Store, job: int, holds: Callable[[JobRow], bool]) -> None:
    """Waits until something holds, looking at the job again and again."""
    async with asyncio.timeout(BOUND_S):
        while not holds(await job_row(store, job)):  # noqa: ASYNC110 - only the database knows; a short read gives nobody a turn
            await asyncio.sleep(0)


async def until_ended(store: Store, job: int) -> None:
    await until(store, job, lambda row: row.ended)


def begun(job: JobRow) -> bool:
    return job.done > 0


@pytest.fixture
async def worker(store: Store) -> AsyncIterator[Worker]:
    working = Worker(store)
    yield working
    await working.stop()


async def test_the_worker_runs_a_waiting_job_when_it_starts(store: Store, worker: Worker) -> None:
    await crowd(store, 20)
    job = await ask(store)
    worker.start()
    await until_ended(store, job)
    await worker.stop()
    assert (await job_row(store, job)).done == 20
    assert worker.ended == {JobState.DONE: 1}
    assert worker.running == 0


async def test_the_worker_starts_a_newly_queued_job_at_once(store: Store, worker: Worker) -> None:
    await crowd(store, 5)
    first = await ask(store)
    worker.start()
    await until_ended(store, first)
    job = await ask(store)
    worker.wake()
    async with asyncio.timeout(1.5):  # sooner than it would have looked by itself
        await until_ended(store, job)


async def test_a_small_job_does_not_wait_for_a_large_one(store: Store, worker: Worker) -> None:
    accounts = await crowd(store, 200)
    large = await ask(store)
    small = await ask(store, ReconcileAllAccounts(accounts[-3:]))
    worker.start()
    await until_ended(store, small)
    assert (await job_row(store, large)).done < 200
    await until_ended(store, large)
    assert await rows(store, TWICE) == [(0,)]


async def test_a_stopped_worker_leaves_its_job_to_the_next_one(store: Store, worker: Worker) -> None:
    await crowd(store, 200)
    job = await ask(store)
    worker.start()
    await until(store, job, begun)
    await worker.stop()
    left = await job_row(store, job)
    assert (left.state, left.leased_until, left.ended) == (JobState.RUNNING, 0, False)
    assert left.done < 200
    another = Worker(store)
    another.start()
    await until_ended(store, job)
    await another.stop()
    assert (await job_row(store, job)).done == 200
    assert await verify(store) == []


async def test_the_worker_ignores_a_job_another_process_runs(store: Store, worker: Worker) -> None:
    await crowd(store, 5)
    leased = await ask(store)
    taken = await run(store, TakeJob(leased))
    assert taken.result.mine
    free = await ask(store)
    worker.start()
    await until_ended(store, free)
    assert (await job_row(store, leased)).done == 0
    await execute(store, "update jobs set leased_until = 0")  # its process died long ago
    worker.wake()
    await until_ended(store, leased)


async def test_cancelling_a_running_job_stops_the_worker_on_it(store: Store, worker: Worker) -> None:
    await crowd(store, 200)
    job = await ask(store)
    worker.start()
    await until(store, job, begun)
    await execute(
        store, f"update jobs set state = 'CANCELLED', cancelled_at = 1, ended_at = 1, leased_until = 0 where id = {job}"
    )
    await until(store, job, lambda _: worker.running == 0)
    assert worker.ended == {JobState.CANCELLED: 1}


async def test_a_database_that_fails_does_not_end_the_worker(
    store: Store, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    await crowd(store, 5)
    await execute(store, "alter table job_errors rename to away")
    await execute(store, "alter table jobs rename to gone")
    worker.start()
    async with asyncio.timeout(BOUND_S):
        while "could not continue" not in caplog.text:
            await Centre(store).state()
    await execute(store, "alter table gone rename to jobs")
    await execute(store, "alter table away rename to job_errors")
    job = await ask(store)
    worker.wake()
    await until_ended(store, job)


async def test_the_server_runs_queued_jobs(store: Store) -> None:
    await crowd(store, 60)
    secret = new_token()
    command = CreateApiToken("Shop", sorted(ALL_PERMISSIONS), secret)
    await Centre(store).do(command)
    app = create_app(Settings(metrics="open"), store)
    transport = httpx.ASGITransport(app=app)
    headers = {"Authorization": f"Bearer {secret}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as http,
    ):
        query = "mutation { reconcileAllAccounts(input: {}) { job { id state total } } }"
        job = (await http.post("/graphql", json={"query": query})).json()["data"]["reconcileAllAccounts"]["job"]
        assert (job["state"], job["total"]) == ("QUEUED", 60)
        asked = {"query": "query ($id: ID!) { job(id: $id) { state done } }", "variables": {"id": job["id"]}}

        async with asyncio.timeout(BOUND_S):
            while (await http.post("/graphql", json=asked)).json()["data"]["job"] != {"state": "DONE", "done": 60}:  # noqa: ASYNC110 - only the database knows; a short read gives nobody a turn
                await asyncio.sleep(0)
            while 'tieout_jobs_ended_total{state="DONE"} 1.0' not in (await http.get("/metrics")).text:  # noqa: ASYNC110 - only the database knows; a short read gives nobody a turn
                await asyncio.sleep(0)
        assert "tieout_jobs_running 0.0" in (await http.get("/metrics")).text
