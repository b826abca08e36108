"""Runs jobs to their ends; as a process of its own, which may be killed, all unfinished ones, whoever began them.

As that it has nothing else of the tests.
"""

import asyncio
import os

from api.exporting.papers.making import Maker
from api.exporting.papers.preparing import Preparing
from api.exporting.papers.typesetting import Typesetter
from domain.core.organisation import Organisation
from domain.jobs.running import JobRun
from domain.queries.records import by_ids
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.tables import JobRow

UNFINISHED = Sql("select id from jobs where ended_at is null order by id")


async def run_job(store: Store, job_id: int) -> JobRow:
    """Run a job to its end, perhaps together with others; return it as it ended. Raises ``NotFound`` and ``Busy``."""
    preparing = Preparing(store, Maker(store, Organisation("Harbourview")), Typesetter(wait_s=60))
    run = await JobRun.take(store, job_id, shared=True, preparations=preparing.preparations)
    while run is not None and not run.job.ended:
        await run.step()
    return (await store.read(by_ids(JobRow, [job_id])))[job_id]


def unfinished() -> Program[list[int]]:
    found = yield Query(UNFINISHED)
    return [job_id for (job_id,) in found]


async def main() -> None:
    store = await Store.open(os.environ["TIEOUT_DATABASE_URL"])
    try:
        for job_id in await store.read(unfinished()):
            await run_job(store, job_id)
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
