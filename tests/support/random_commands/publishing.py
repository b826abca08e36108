"""Level: the GraphQL API. Draw when staged files are published: part by part between other commands, now and then killed."""

from contextlib import suppress
from typing import NamedTuple

from api.graph.ids import opaque
from domain.core.kinds import JobState
from domain.queries.jobs import jobs_on_batch
from domain.tables import JobRow
from tests.support.jobs import group, job_row
from tests.support.random_commands.draw import Draw
from tests.support.run_jobs import run_job

PART_ROWS = 2
"""At most so many rows a part has."""


class Published(NamedTuple):
    """The job after one more part. ``killed``: the process that published it died before it was stored."""

    job: JobRow
    killed: bool


async def publish_part(draw: Draw, job_id: int | None = None) -> Published:
    """Publish one more part of a staged file, a random one unless named; take a file that fails back at once."""
    job_id = draw.chance.choice(draw.publishing) if job_id is None else job_id
    store = draw.centre.store
    if draw.maybe(0.2):
        with suppress(ZeroDivisionError):
            await group(store, job_id, dies=True, rows_most=PART_ROWS)
        return Published(await job_row(store, job_id), killed=True)
    job = (await group(store, job_id, draw.chance.randint(1, 2), rows_most=draw.chance.randint(1, PART_ROWS))).job
    if job.batch_id is not None and ("importRecords", opaque("Batch", job.batch_id)) not in draw.done:
        draw.done.append(("importRecords", opaque("Batch", job.batch_id)))
    if job.ended:
        draw.publishing.remove(job_id)
        if job.state is not JobState.DONE and job.batch_id is not None:
            for each in await store.read(jobs_on_batch(job.batch_id)):
                await run_job(store, each.id)
    return Published(job, killed=False)
