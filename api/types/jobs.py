"""Jobs in the graph: long work over many accounts, its progress and its errors (domain R24)."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import strawberry

from api.graph.loaders import accounts, batches, files_of_jobs
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, Loaded, attach_each
from api.graph.scalars import Cents, Date, DateTime
from api.types.accounts import Account
from api.types.codes import ErrorCode
from api.types.connections import Node
from api.types.fields import computed, directives, exponent_beside, plain, referenced, related
from api.types.history import Batch
from api.types.kinds import DocumentKind, JobKind, JobState, StatementAccounts
from api.types.principals import shown_principal
from domain.permissions import BILLING
from domain.queries.documents import documents_of_jobs
from domain.queries.jobs import FIRST_ERRORS, errors_of_jobs
from domain.queries.mail import mail_counts
from domain.store.program import Program
from domain.tables import JobErrorRow, JobRow
from domain.texts import from_stored


def load_first_errors(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the first errors of jobs by one statement for all stored jobs; a dry run's errors are on its row."""
    by_job: defaultdict[int, list[JobErrorRow]] = defaultdict(list)
    stored = {row.id for row in level.rows if row.tried_errors is None}
    if stored:
        for error in (yield from errors_of_jobs(stored, loading.left_rows)):
            by_job[error.job_id].append(error)

    def errors_of(row: JobRow) -> list[JobErrorRow]:
        return by_job[row.id] if row.tried_errors is None else row.tried_errors[:FIRST_ERRORS]

    yield from attach_each(loading, plan, level, errors_of)


@strawberry.type
class JobError:
    """An account that a job failed on. The account is unchanged; the job went on with the others."""

    account: Account = referenced(accounts, "account_id", "The account that the job failed on.")
    code: ErrorCode = plain("The reason, as a code for programs.")
    message: str = computed("The reason and what to do, for people.", lambda error, _: from_stored(error.message))


@strawberry.type
class JobAmount:
    """The sum of a job's reconciliations in one currency."""

    currency: str = plain("The ISO 4217 code of the amount's currency.")
    currency_exponent: int = exponent_beside()
    amount_cents: Cents = plain("The sum, in that currency's minor units.")


def job_amounts(job: JobRow) -> list[Any]:
    """Return a job's amounts, by currency."""
    return [SimpleNamespace(currency=currency, amount_cents=cents) for currency, cents in job.cents_by_currency.items()]


@strawberry.type
class ImportCounts:
    """What has been published of a large file so far. A file that cannot be published as a whole is taken back."""

    created: int = plain("How many records were created, including invalid reconciliations.")
    unchanged: int = plain("How many existed already with the same content.")
    faulty: int = plain("How many reconciliations were stored although they break the rules.")
    duplicates: int = plain("How many rows without a number came with an earlier file, and were not recorded again.")


@strawberry.type
class MailCounts:
    """How many e-mails with a job's documents there are, by what became of them."""

    waiting: int = plain("How many will be sent, or tried again.")
    sent: int = plain("How many the mail server has taken.")
    failed: int = plain("How many were not sent and will not be.")
    unknown: int = plain("How many may have been sent.")


def _load_mail_counts(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the counts of all jobs of a level by one statement."""
    counts = yield from mail_counts({row.job_id for row in level.rows})
    found = [counts[row.job_id] for row in level.rows]
    for row, each in zip(level.rows, found, strict=True):
        row.related[plan.key] = each
    below = level.below_one(found)
    loading.count_rows(below)
    yield from loading.fill(plan.named_type, plan.below, below)


@strawberry.type
class JobDocuments:
    """What a job makes of each account as PDF. `GET /documents/batch.zip?jobId=` gives all once it has ended."""

    kind: DocumentKind = plain("What the documents are.")
    accounts: StatementAccounts = plain("Which accounts get a statement.")
    first_day: Date = plain("The first of the days that the documents are about.")
    last_day: Date = plain("The last of them.")
    count: int = plain("How many documents are there by now.")
    mails: MailCounts = related(By(_load_mail_counts), "The e-mails by which they were sent, or are to be.")
    kept_until: DateTime | None = plain("When the first of them is deleted; null if there are none.")


@strawberry.type(directives=directives(BILLING))
class Job(Node):
    """Work over many accounts, done in small groups while other requests go on.

    A job continues after a crash or restart, and does nothing twice. Whoever may start a job may see all jobs, whoever
    started them.
    """

    kind: JobKind = plain("What the job does on each account.")
    state: JobState = plain("Its progress. Ask again after a second or two until it has ended.")
    done: int = plain("How many accounts it has processed, including those with errors.")
    total: int = plain("How many accounts it processes in all.")
    reconciliations: int = plain("How many reconciliations it made; for an undo, how many it ended or restored.")
    amount_cents: Cents = plain(
        "Their sum over all accounts. It means nothing if the accounts have several currencies: read `amounts` instead."
    )
    amounts: list[JobAmount] = related(Loaded(job_amounts), "Their sum in each currency.")
    imported: ImportCounts | None = referenced(
        files_of_jobs, "id", "What became of the rows of the file that it publishes; null unless it is an IMPORT."
    )
    documents: JobDocuments | None = referenced(
        documents_of_jobs, "id", "What it makes; null unless it makes DOCUMENTS."
    )
    error_count: int = plain("How many accounts it failed on.")
    errors: list[JobError] = related(By(load_first_errors), "The first 100 accounts that it failed on.")
    batch: Batch | None = referenced(
        batches,
        "batch_id",
        "Everything that it changed, which can be undone as one once it has ended; null while it has changed nothing.",
    )
    undoes: Batch | None = referenced(batches, "undoes_id", "The batch that it undoes, if it is an undo.")
    recorded_at: DateTime = plain("When it was asked for.")
    recorded_by: str = plain("The name of who asked for it.")
    ended_at: DateTime | None = plain("When it ended; null until then.")
    cancelled_at: DateTime | None = plain("When it was cancelled; null if it was not.")
    cancelled_by: str | None = plain("The name of who cancelled it; null if nobody did.")
    cancelled_principal: str | None = computed(
        "Who cancelled it, unambiguously, like `principal` of a batch.",
        lambda job, _: None if job.cancelled_principal is None else shown_principal(job.cancelled_principal),
    )
    failure: str | None = computed(
        "Why it FAILED, for people.", lambda job, _: None if job.failure is None else from_stored(job.failure)
    )
