"""A process of its own that runs all unfinished jobs of a database to their ends, whoever began them; may be killed."""

import asyncio
import os

from domain.jobs.running import run_job
from domain.store.program import Sql
from domain.store.store import Store
from tests.support.centre import rows

UNFINISHED = Sql("select id from jobs where ended_at is null order by id")


async def main() -> None:
    store = await Store.open(os.environ["TIEOUT_DATABASE_URL"])
    try:
        for (job_id,) in await rows(store, UNFINISHED):
            await run_job(store, job_id)
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
