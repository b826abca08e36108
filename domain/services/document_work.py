"""What a job that makes statements or yearly receipts does on each account (domain R46d).

Setting a paper takes much longer than storing it, so papers are made before the unit that stores them, in a view of the
database that nobody waits for. The unit locks the account, and stores its papers only if nothing has happened to it since.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.document_choice import DocumentChoice
from domain.errors import Refusal
from domain.queries.jobs import accounts_left
from domain.services.job_part import Part, Work
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import DocumentRow, JobRow

DAY_US = 86_400_000_000
KEPT_DAYS = 30
"""How long papers are kept after they were made."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A PDF that was made: its file's name, its bytes, itself as ``DocumentRow.content``, and of which member it is."""

    name: str
    size: int
    content: str
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class PreparedAccount:
    """The papers of an account as they were when its audit log had ``audit_seq`` events, or why they cannot be made."""

    account_id: int
    audit_seq: int
    papers: Sequence[MadePaper] = ()
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True)
class PreparedAccounts:
    """What was made for the next accounts of a job, in their order; ``more`` accounts follow."""

    accounts: Sequence[PreparedAccount]
    more: bool


class DocumentWork(Work):
    """Stores the papers of accounts; those of an account that has changed since are made anew for the next group."""

    makes_records = False

    def __init__(self, unit: UnitOfWork, job: JobRow, prepared: PreparedAccounts | None) -> None:
        super().__init__(unit, job)
        self._prepared = prepared
        self._of_account = {each.account_id: each for each in prepared.accounts} if prepared is not None else {}
        self._choice = DocumentChoice.parse(job.documents or "")
        self.more = prepared is not None and prepared.more

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``."""
        if self._prepared is None:  # of an account that is only skipped, nothing is made
            return (yield from accounts_left(self._job, most))
        return [each for each in self._of_account if each > self._job.last_account_id][:most]

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:  # noqa: ARG002 - few rows each
        """See ``Work.do``."""
        yield from ()  # all is read
        prepared, account = self._of_account[account_ids[0]], self._unit.accounts[account_ids[0]]
        if account.withdrawn_at is not None:
            return Part()
        if account.audit_seq != prepared.audit_seq:
            return Part(whole=False)
        if prepared.refused is not None:
            raise prepared.refused
        for paper in prepared.papers:
            self._unit.changes.add(self._row(account.id, paper))
        return Part(rows=len(prepared.papers))

    def _row(self, account_id: int, paper: MadePaper) -> DocumentRow:
        now = self._unit.now
        return DocumentRow(
            id=self._unit.new_id(),
            job_id=self._job.id,
            account_id=account_id,
            member_id=paper.member_id,
            kind=self._choice.kind,
            first_day=self._choice.period.first,
            last_day=self._choice.period.last,
            name=paper.name,
            size=paper.size,
            content=paper.content,
            recorded_at=now,
            expires_at=now + KEPT_DAYS * DAY_US,
        )
