"""E-mails with documents: those to be sent, and what became of those that were."""

import datetime

from domain.core.kinds import DocumentKind, MailFailure, MailState
from domain.core.periods import Period
from domain.tables.record import Record, table
from domain.tables.references import AccountId, BatchId, JobId, MemberId, TransactionId

PROGRESS = {"state", "attempts", "due_since", "next_attempt_at", "attempted_at", "sent_at", "status", "failure"}


@table("mails", noun="mail", secret=PROGRESS, personal=("to_email", "subject", "message"))
class MailRow(Record):
    """An e-mail with an account's document: a statement, a receipt, or with ``job_id`` all that the job made for it.

    It is written in the unit that asks for it, and a serving process sends it later (domain R46e). ``message_id`` stays the
    same however often it is tried, so that servers and programs know it again. The log keeps no progress: ``due_since`` is
    since when it is to be sent, ``status`` and ``failure`` are what the mail server answered last.
    """

    account_id: AccountId
    batch_id: BatchId
    job_id: JobId | None
    member_id: MemberId | None
    transaction_id: TransactionId | None
    kind: DocumentKind
    first_day: datetime.date
    last_day: datetime.date
    to_email: str
    subject: str
    message: str
    message_id: str
    recorded_at: int
    recorded_by: str
    withdrawn_at: int | None
    state: MailState
    attempts: int
    due_since: int
    next_attempt_at: int
    attempted_at: int | None
    sent_at: int | None
    status: int | None
    failure: MailFailure | None

    @property
    def period(self) -> Period:
        """Return the days that its document is about."""
        return Period(self.first_day, self.last_day)
