"""Mutations that start and cancel jobs."""

from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.loading import Level, Loading, Want
from api.graph.relations import One
from api.ids import row_id
from api.mutations.payloads import MutationInput, MutationPayload, outcome
from api.mutations.perform import given, mutation, perform
from api.types.fields import UNSET, related
from api.types.history import Batch, batches
from api.types.jobs import Job, jobs
from api.types.kinds import TransactionKind
from domain.services.jobs import (
    CancelJob,
    JobOutcome,
    ReconcileAllAccounts,
    cancel_job,
    reconcile_all_accounts,
)
from domain.services.reconcile import DEFAULT_KINDS
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class JobOfPayload:
    """The job that a mutation queued or cancelled; one that was only tried is stored nowhere."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all payloads."""
        tried = [(payload, payload.tried_job) for payload in level.rows if payload.tried_job is not None]
        if not tried:
            yield from One(jobs, outcome("job")).load(loading, want, level)
            return
        for payload, job in tried:
            payload.related[want.key] = job
        below = level.below(tried)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class BatchOfJob:
    """The batch of a payload's job, as soon as there is one."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Two statements for all payloads."""
        job_of = outcome("job")
        ids = {job_of(payload) for payload in level.rows} - {None}
        found = (yield from jobs(ids)) if ids else {}

        def batch_id(payload: Any) -> int | None:
            job = found.get(job_of(payload))
            return job.batch_id if job is not None else None

        yield from One(batches, batch_id).load(loading, want, level)


@strawberry.input(description="Which accounts, and which kinds of credit are to be used.")
class ReconcileAllAccountsInput(MutationInput):
    """What the job shall reconcile."""

    account_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="Only these accounts, at most 10,000; all accounts if not given."
    )
    kinds: list[TransactionKind] | None = strawberry.field(
        default_factory=lambda: list(DEFAULT_KINDS), description="Kinds of credit; others only when they are named."
    )


@strawberry.type(description="The job that was queued.")
class ReconcileAllAccountsPayload(MutationPayload):
    """The job that was queued."""

    batch: Batch | None = related(
        BatchOfJob(), "What the job has changed; null as long as it has changed nothing. See also `job.batch`."
    )
    job: Job | None = related(
        JobOfPayload(),
        "The job: QUEUED, to be asked for again by `job(id:)`; of a dry run DONE, with the figures, and stored nowhere. "
        "Null when refused.",
    )


@strawberry.input(description="The job that shall do nothing more.")
class CancelJobInput(MutationInput):
    """The job that shall do nothing more."""

    job_id: strawberry.ID = strawberry.field(description="The job.")


@strawberry.type(description="The job that was cancelled.")
class CancelJobPayload(MutationPayload):
    """The job that was cancelled."""

    batch: Batch | None = related(
        BatchOfJob(), "What the job changed before it was cancelled, to be undone as one; null when nothing."
    )
    job: Job | None = related(JobOfPayload(), "The job; null when refused.")


@strawberry.type
class JobMutations:
    """What starts and cancels jobs."""

    @mutation(
        "reconcileAllAccounts",
        "Queues a job that reconciles all accounts, as `reconcileAccount` does each. A dry run goes through all accounts "
        "before it answers, and must stand alone in its operation.",
        long_trial=lambda _: always(),
    )
    async def reconcile_all_accounts(
        self,
        info: Info[Context, None],
        input: ReconcileAllAccountsInput,
    ) -> ReconcileAllAccountsPayload:
        """See ``services.jobs.reconcile_all_accounts``."""
        payload = await perform(
            info,
            input,
            ReconcileAllAccountsPayload,
            reconcile_all_accounts,
            JobOutcome,
            lambda: ReconcileAllAccounts(
                None if (ids := given(input.account_ids)) is None else [row_id(each, "Account") for each in ids],
                DEFAULT_KINDS if given(input.kinds) is None else input.kinds or (),
            ),
        )
        info.context.job_queued()
        return payload

    @mutation(
        "cancelJob",
        "Ends a job where it stands. What it did until then stays, and can be undone. Needs also what starting the job "
        "needed.",
    )
    async def cancel_job(self, info: Info[Context, None], input: CancelJobInput) -> CancelJobPayload:
        """See ``services.jobs.cancel_job``."""
        return await perform(
            info, input, CancelJobPayload, cancel_job, JobOutcome, lambda: CancelJob(row_id(input.job_id, "Job"))
        )


def always() -> Steps[bool]:
    """It always takes a job."""
    yield from ()  # nothing to read
    return True
