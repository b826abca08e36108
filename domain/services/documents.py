"""Making statements or yearly receipts of many accounts: a job, whose PDFs are kept for some days (domain R46d)."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from domain.core.document_choice import DocumentChoice
from domain.core.folding import folded
from domain.core.kinds import DocumentKind, JobKind, StatementAccounts
from domain.core.periods import Period, year_period
from domain.core.text import LONGEST_NAME
from domain.errors import InvalidValue, NotFound
from domain.permissions import BILLING, VIEW
from domain.queries.account_choice import AccountChoice, chosen_accounts
from domain.queries.jobs import Extent, all_accounts
from domain.services.job_queue import queue_job
from domain.services.jobs import JobResult, check_accounts
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.texts import say

FOUND_MAX = 10_000
"""How many accounts a search or filter may find for one job, which stores them: 2 MB."""


@dataclass(frozen=True, slots=True)
class MakeDocuments(Command[JobResult]):
    """Statements of a period, or receipts of a calendar year; of all accounts, or of those that have all that is given.

    ``account_ids`` names them, ``search`` and ``chosen`` find them as a list of accounts does.
    """

    NEEDS = VIEW
    kind: DocumentKind
    period: Period
    accounts: StatementAccounts = StatementAccounts.WITH_ACTIVITY
    account_ids: Sequence[int] | None = None
    search: str | None = None
    chosen: AccountChoice | None = None


@service
def make_documents(unit: UnitOfWork, cmd: MakeDocuments) -> Program[JobResult]:
    """Queue a job that makes the papers of each account; yearly receipts are of members for whom something was paid.

    Which accounts are found is decided now, what stands on their papers once they are made. Raises ``InvalidValue`` for
    receipts of payments, for yearly receipts of other days than a calendar year, for no account or too many, ``NotFound``
    where none is found, and ``Refusals`` with a ``NotFound`` for each named account that does not exist.
    """
    if cmd.kind is DocumentKind.RECEIPT:
        raise InvalidValue(say("paper-of-one-payment"), "kind")
    if cmd.kind is DocumentKind.YEARLY_RECEIPT and cmd.period != year_period(cmd.period.first.year):
        raise InvalidValue(say("paper-one-year"), "period")
    ids = yield from _accounts_of(unit, cmd)
    if ids is None:
        extent, accounts = (yield from all_accounts()), None
    else:
        extent, accounts = Extent(len(ids), ids[-1]), orjson.dumps(ids).decode()
    job = queue_job(unit, JobKind.DOCUMENTS, extent)
    job.accounts = accounts
    job.documents = DocumentChoice(cmd.kind, cmd.period, cmd.accounts).text
    return JobResult(job.id)


def _accounts_of(unit: UnitOfWork, cmd: MakeDocuments) -> Program[list[int] | None]:
    """Return the accounts that were asked for, in rising order; None for all."""
    if cmd.account_ids is not None:
        yield from check_accounts(cmd.account_ids)
    named = None if cmd.account_ids is None else sorted(set(cmd.account_ids))
    search, chosen = cmd.search or "", cmd.chosen or AccountChoice()
    if len(search) > LONGEST_NAME:
        raise InvalidValue(say("search-too-long", most=LONGEST_NAME, length=len(search)), "search")
    if not folded(search) and chosen == AccountChoice():
        return named
    ids = yield from chosen_accounts(chosen, search, FOUND_MAX + 1, money=unit.actor.may(*BILLING))
    if len(ids) > FOUND_MAX:
        raise InvalidValue(say("paper-too-many-accounts", most=FOUND_MAX), "search" if cmd.search else "filter")
    found = ids if named is None else sorted(set(ids).intersection(named))
    if not found:
        raise NotFound(say("paper-no-account"), "search" if cmd.search else "filter")
    return found
