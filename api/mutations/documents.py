"""The mutation that makes statements or receipts of many accounts."""

import strawberry

from api.graph.relations import By
from api.mutations.inputs import MutationInput
from api.mutations.jobs import load_job
from api.mutations.payloads import MutationPayload
from api.mutations.perform import mutation
from api.mutations.periods import days_prepared
from api.types.fields import optional, related, required
from api.types.jobs import Job
from api.types.kinds import DocumentKind, StatementAccounts
from api.types.periods import PeriodInput
from domain.services.document_work import KEPT_DAYS
from domain.services.documents import MakeDocuments
from domain.store.program import Program


@strawberry.input
class MakeDocumentsInput(MutationInput):
    """Which documents to make, and of which accounts."""

    makes = MakeDocuments
    prepared = frozenset({"period"})

    kind: DocumentKind = required("Which kind of document to make.")
    period: PeriodInput = required("The days of a statement; for yearly receipts a calendar year, as `year`.")
    accounts: StatementAccounts | None = optional(
        "Which accounts get a statement. Yearly receipts are made of those for whom something was paid.",
        default=StatementAccounts.WITH_ACTIVITY,
    )
    account_ids: list[strawberry.ID] | None = optional(
        "Only of these accounts, at most 10,000; of all accounts if not given.", of="Account"
    )


@strawberry.type
class MakeDocumentsPayload(MutationPayload):
    """The job that was queued."""

    job: Job | None = related(
        By(load_job), "The job: QUEUED, to be read again by `job(id:)`; not stored for a dry run. Null if refused."
    )


def _never() -> Program[bool]:
    """Return False: a dry run makes no document, so it needs no job."""
    yield from ()  # nothing to read
    return False


@strawberry.type
class DocumentMutations:
    """Statements and receipts on paper."""

    make_documents = mutation(
        MakeDocumentsInput,
        MakeDocumentsPayload,
        "Queues a job that makes a statement, or yearly receipts, of each account as PDF. Once it has ended, "
        f"`GET /documents/batch.zip?jobId=` gives all of them as one archive, for {KEPT_DAYS} days.",
        prepare=days_prepared,
        long_trial=lambda _: _never(),
    )
