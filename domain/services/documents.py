"""Making statements or yearly receipts of many accounts: a job, whose PDFs are kept for some days (domain R46d)."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from domain.core.document_choice import DocumentChoice
from domain.core.kinds import DocumentKind, JobKind, StatementAccounts
from domain.core.periods import Period, year_period
from domain.errors import InvalidValue
from domain.permissions import VIEW
from domain.queries.jobs import Extent, all_accounts
from domain.services.job_queue import queue_job
from domain.services.jobs import JobResult, check_accounts
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.texts import say


@dataclass(frozen=True, slots=True)
class MakeDocuments(Command[JobResult]):
    """Statements of a period, or receipts of a calendar year; of these accounts, or with None of all."""

    NEEDS = VIEW
    kind: DocumentKind
    period: Period
    accounts: StatementAccounts = StatementAccounts.WITH_ACTIVITY
    account_ids: Sequence[int] | None = None


@service
def make_documents(unit: UnitOfWork, cmd: MakeDocuments) -> Program[JobResult]:
    """Queue a job that makes the papers of each account; yearly receipts are of members for whom something was paid.

    Raises ``InvalidValue`` for receipts of payments, for yearly receipts of other days than a calendar year, for no account
    or too many, and ``Refusals`` with a ``NotFound`` for each account that does not exist.
    """
    if cmd.kind is DocumentKind.RECEIPT:
        raise InvalidValue(say("paper-of-one-payment"), "kind")
    if cmd.kind is DocumentKind.YEARLY_RECEIPT and cmd.period != year_period(cmd.period.first.year):
        raise InvalidValue(say("paper-one-year"), "period")
    if cmd.account_ids is None:
        extent, accounts = (yield from all_accounts()), None
    else:
        yield from check_accounts(cmd.account_ids)
        ids = sorted(set(cmd.account_ids))
        extent, accounts = Extent(len(ids), ids[-1]), orjson.dumps(ids).decode()
    job = queue_job(unit, JobKind.DOCUMENTS, extent)
    job.accounts = accounts
    job.documents = DocumentChoice(cmd.kind, cmd.period, cmd.accounts).text
    return JobResult(job.id)
