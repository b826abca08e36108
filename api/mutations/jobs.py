"""Mutations that start and cancel jobs."""

from typing import Any

import strawberry

from api.graph.loaders import batches, jobs
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, One, attach_each
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_value
from api.mutations.perform import mutation
from api.types.fields import optional, related, required
from api.types.history import Batch
from api.types.jobs import Job
from api.types.kinds import TransactionKind
from domain.services.jobs import CancelJob, ReconcileAllAccounts
from domain.services.reconcile import DEFAULT_KINDS
from domain.store.program import Program


def load_job(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the job that a mutation queued or cancelled; a dry run's job is stored nowhere and stands on its payload."""
    tried = {id(payload): payload.tried_job for payload in level.rows if payload.tried_job is not None}
    if tried:
        yield from attach_each(loading, plan, level, lambda payload: tried.get(id(payload)))
    else:
        yield from One(jobs, result_value("job")).load(loading, plan, level)


def load_batch_of_job(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the batch of a payload's job, null until it has one; two statements for all payloads."""
    job_of = result_value("job")
    ids = {job_of(payload) for payload in level.rows} - {None}
    found = (yield from jobs(ids)) if ids else {}

    def batch_id(payload: Any) -> int | None:
        job = found.get(job_of(payload))
        return job.batch_id if job is not None else None

    yield from One(batches, batch_id).load(loading, plan, level)


@strawberry.input
class ReconcileAllAccountsInput(MutationInput):
    """Which accounts to reconcile, and which kinds of credit to use."""

    makes = ReconcileAllAccounts

    account_ids: list[strawberry.ID] | None = optional(
        "Only these accounts, at most 10,000; all accounts if not given.", of="Account"
    )
    kinds: list[TransactionKind] | None = strawberry.field(
        default_factory=lambda: list(DEFAULT_KINDS),
        description="The kinds of credit to use; only PAYMENT and DEPOSIT if not given.",
    )


@strawberry.type
class ReconcileAllAccountsPayload(MutationPayload):
    """The job that was queued."""

    batch: Batch | None = related(
        By(load_batch_of_job),
        "Everything that the job has changed so far; null while it has changed nothing. See also `job.batch`.",
    )
    job: Job | None = related(
        By(load_job),
        "The job: QUEUED, to be read again by `job(id:)`; for a dry run DONE, with its figures, and not stored. Null if "
        "refused.",
    )


@strawberry.input
class CancelJobInput(MutationInput):
    """Which job to cancel; what it has done so far stays, but what an import has recorded is taken back."""

    makes = CancelJob

    job_id: strawberry.ID = required("The job's id, as `reconcileAllAccounts` or `jobs` gives it.", of="Job")


@strawberry.type
class CancelJobPayload(MutationPayload):
    """The job that was cancelled."""

    batch: Batch | None = related(
        By(load_batch_of_job),
        "Everything that the job changed before it was cancelled, which can be undone as one; null if nothing. That of an "
        "import is being undone by another job.",
    )
    job: Job | None = related(By(load_job), "The job; null when refused.")


@strawberry.type
class JobMutations:
    """What starts and cancels jobs."""

    reconcile_all_accounts = mutation(
        ReconcileAllAccountsInput,
        ReconcileAllAccountsPayload,
        "Queues a job that reconciles all accounts, as `reconcileAccount` does each. A dry run processes all accounts "
        "before it answers, and must be the only mutation of its operation.",
        long_trial=lambda _: always(),
    )
    cancel_job = mutation(
        CancelJobInput,
        CancelJobPayload,
        "Stops a job. What it did until then stays, and can be undone; what an import recorded is taken back by another "
        "job, which cannot be cancelled. The caller also needs the permissions that starting the job needs.",
    )


def always() -> Program[bool]:
    """Return True: the mutation always queues a job."""
    yield from ()  # nothing to read
    return True
