"""Jobs in the graph: long work over many accounts, how far it is and what it could not do (domain R24)."""

from collections.abc import Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import strawberry

from api.graph.loading import Level, Loading, Want
from api.graph.relations import Held, One
from api.scalars import Cents, DateTime
from api.types.accounts import Account
from api.types.codes import ErrorCode
from api.types.connections import Node
from api.types.fields import BILLING, computed, described, directives, exponent_beside, plain, related
from api.types.history import Batch, batches
from api.types.kinds import JobKind, JobState
from api.types.principals import shown_principal
from api.types.transactions import accounts
from domain.queries.jobs import FIRST_ERRORS, errors_of_jobs
from domain.queries.records import by_ids
from domain.rows import JobErrorRow, JobRow
from domain.store.steps import Steps


def jobs(ids: Collection[int]) -> Steps[dict[int, JobRow]]:
    """Jobs by id."""
    return by_ids(JobRow, ids)


@dataclass(frozen=True, slots=True)
class FirstErrors:
    """The first errors of jobs; those of a job that was only tried stand on its row."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all stored jobs."""
        by_job: dict[int, list[JobErrorRow]] = {}
        stored = {row.id for row in level.rows if row.tried_errors is None}
        if stored:
            for error in (yield from errors_of_jobs(stored, loading.left_rows)):
                by_job.setdefault(error.job_id, []).append(error)
        pairs = []
        for row in level.rows:
            found = by_job.get(row.id, []) if row.tried_errors is None else row.tried_errors[:FIRST_ERRORS]
            row.related[want.key] = found
            pairs += [(row, error) for error in found]
        below = level.below(pairs)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@strawberry.type(description="An account that a job could not do. It was left as it was; the others were done.")
class JobError:
    """An account that a job could not do."""

    account: Account = related(One(accounts, lambda error: error.account_id), "The account.")
    code: ErrorCode = plain("Why, for programs.")
    message: str = plain("Why and what to do, for a person.")


@strawberry.type(description="What a job's reconciliations come to in one currency.")
class JobAmount:
    """What a job's reconciliations come to in one currency."""

    currency: str = plain("ISO 4217 code.")
    currency_exponent: int = exponent_beside()
    amount_cents: Cents = plain("The sum, in that currency's minor units.")


def amounts_of(job: JobRow) -> list[Any]:
    """A job's amounts, by currency."""
    return [SimpleNamespace(currency=currency, amount_cents=cents) for currency, cents in job.cents_by_currency.items()]


@strawberry.type(
    description=described(
        "Long work over many accounts, one after the other in small groups: others go on beside it, it goes on after a "
        "crash or restart, and does nothing twice. Whoever may start such a job may see all jobs, whoever started them.",
        BILLING,
    ),
    directives=directives(BILLING),
)
class Job(Node):
    """Long work over many accounts (domain R24)."""

    kind: JobKind = plain("What it does.")
    state: JobState = plain("How far it is. Ask again after a second or two until it has ended.")
    done: int = plain("How many accounts it has been through, those with errors among them.")
    total: int = plain("How many accounts it goes through.")
    reconciliations: int = plain("How many reconciliations it made; an undo: how many it ended or made again.")
    amount_cents: Cents = plain(
        "What they come to, over all accounts. With accounts in several currencies this adds unlike things up: read "
        "`amounts` then."
    )
    amounts: list[JobAmount] = related(Held(amounts_of), "What they come to, by currency.")
    error_count: int = plain("How many accounts it could not do.")
    errors: list[JobError] = related(FirstErrors(), "The accounts that it could not do, the first 100.")
    batch: Batch | None = related(
        One(batches, lambda job: job.batch_id),
        "All that it changed, to be undone as one once it has ended; null as long as it has changed nothing.",
    )
    undoes: Batch | None = related(One(batches, lambda job: job.undoes_id), "The batch that it takes back, if it does.")
    recorded_at: DateTime = plain("When it was asked for.")
    recorded_by: str = plain("Who asked for it.")
    ended_at: DateTime | None = plain("When it ended; null until then.")
    cancelled_at: DateTime | None = plain("When it was cancelled; null when it was not.")
    cancelled_by: str | None = plain("Who cancelled it, by name; null when nobody did.")
    cancelled_principal: str | None = computed(
        "Who cancelled it, beyond doubt: as `principal` of a batch tells who made it.",
        lambda job, _: None if job.cancelled_principal is None else shown_principal(job.cancelled_principal),
    )
    failure: str | None = plain("Why it FAILED, in words.")
