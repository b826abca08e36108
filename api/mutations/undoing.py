"""The mutation that undoes what another mutation or a job did."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import strawberry

from api.graph.ids import row_id
from api.graph.loaders import batches
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, attach_each
from api.mutations.inputs import MutationInput
from api.mutations.jobs import load_job
from api.mutations.payloads import ErrorPolicy, MutationPayload, PayloadRow, result_row, result_value
from api.mutations.perform import mutation
from api.types.fields import optional, related, required
from api.types.history import Batch
from api.types.jobs import Job, JobError
from domain.queries.jobs import FIRST_ERRORS, errors_of_jobs
from domain.services.undo.batch import UndoBatch
from domain.services.undo.ways import is_undone_by_job
from domain.store.program import Program
from domain.tables import JobErrorRow
from domain.texts import to_stored


def by_account(policy: ErrorPolicy | None) -> bool | None:
    """Return what an error policy says about the accounts of a batch; None if it was not given."""
    return None if policy is None else policy is ErrorPolicy.REJECT_FAILED_ROWS


@strawberry.input
class UndoBatchInput(MutationInput):
    """Which batch to undo, and whether rows that cannot be undone hold up the others."""

    makes = UndoBatch

    batch_id: strawberry.ID = required("The batch, from a payload or the audit log.", of="Batch")
    error_policy: ErrorPolicy | None = optional(
        "Whether accounts that cannot be undone hold up the others: with REJECT_FAILED_ROWS each account is undone by "
        "itself, with REJECT_EVERYTHING all of them or none. If not given, what a job or a run made (reconciling all, "
        "processing planned payments, charging subscriptions, an import) is undone account by account, and any other "
        "batch as a whole.",
        to="by_account",
        convert=by_account,
    )


def needs_job(sent: Mapping[str, Any]) -> Program[bool]:
    """Return True if an undo, as it was sent, is so large that a job does it."""
    policy = sent.get("errorPolicy")
    chosen = None if policy is None else by_account(ErrorPolicy[policy])
    return is_undone_by_job(row_id(sent["batchId"], "Batch"), by_account=chosen)


def load_account_errors(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the accounts that an undo left as they are: those of its job, if it has one, else those of its result."""
    jobs = {payload.result.job for payload in level.rows if _job_of(payload) is not None and payload.tried_job is None}
    by_job: defaultdict[int, list[JobErrorRow]] = defaultdict(list)
    if jobs:
        for error in (yield from errors_of_jobs(jobs, loading.left_rows)):
            by_job[error.job_id].append(error)

    def errors_of(payload: PayloadRow) -> list[JobErrorRow]:
        if payload.tried_job is not None:
            return (payload.tried_job.tried_errors or [])[:FIRST_ERRORS]
        if payload.result is None or payload.result.job is not None:
            return by_job[_job_of(payload) or 0]
        errors = payload.result.account_errors[:FIRST_ERRORS]
        return [JobErrorRow(0, 0, account_id, code, to_stored(message)) for account_id, code, message, _ in errors]

    yield from attach_each(loading, plan, level, errors_of)


_job_of = result_value("job")


@strawberry.type
class UndoBatchPayload(MutationPayload):
    """The batch that was undone."""

    undone: Batch | None = result_row(
        batches, "undone", "The batch; `partlyUndone` as long as some of its accounts are left. Null when refused."
    )
    account_errors: list[JobError] = related(
        By(load_account_errors),
        "The first 100 accounts that were left as they are, each with the reason; the others were undone. Once the "
        "reason is gone, ask again, with a new idempotency key, to undo what is left. If no account could be undone, "
        "`userErrors` has the reasons too.",
    )
    job: Job | None = related(
        By(load_job),
        "The job that undoes the batch account by account, if that is more than fits into one step: more than 250 "
        "accounts or 1,000 changes. For a dry run it is DONE, with its figures. Null if everything was undone at once.",
    )


@strawberry.type
class UndoMutations:
    """What undoes batches."""

    undo_batch = mutation(
        UndoBatchInput,
        UndoBatchPayload,
        "Undoes everything that one mutation or job did, unless later changes build on it. What a job or a run did is "
        "undone account by account, and what cannot be undone is listed. If that is much, a job does it; its dry run must "
        "be the only mutation of its operation.",
        long_trial=needs_job,
    )
