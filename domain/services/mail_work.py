"""Sending what a job made by e-mail: another job writes the e-mail of each account that has an address (domain R46e)."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from domain.core.document_choice import DocumentChoice
from domain.core.kinds import JobKind
from domain.core.text import clean_optional
from domain.errors import InvalidValue, WrongState
from domain.permissions import RECORD
from domain.queries.mail import accounts_to_mail, is_mailed, next_to_mail
from domain.queries.records import by_ids
from domain.services.checks import not_found
from domain.services.job_part import Part, Work
from domain.services.job_queue import queue_job
from domain.services.mail import MESSAGE_MAX, new_mail, recipient_of, sender_of
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import JobRow
from domain.texts.text import say


@dataclass(frozen=True, slots=True)
class MailJobResult:
    """The queued job; None if there is nothing to send."""

    job: int | None


@dataclass(frozen=True, slots=True)
class SendDocuments(Command[MailJobResult]):
    """The job whose documents are to be sent; ``subject`` and ``message`` replace the usual ones in all e-mails."""

    NEEDS = RECORD
    job_id: int
    subject: str | None = None
    message: str | None = None


@service
def send_documents(unit: UnitOfWork, cmd: SendDocuments) -> Program[MailJobResult]:
    """Queue a job that writes an e-mail for each account for which another job made documents and nothing was sent yet.

    Raises ``WrongState`` without a mail server and while that job runs, ``NotFound`` and ``InvalidValue``.
    """
    sender_of(unit)
    subject = clean_optional(cmd.subject, "subject")
    message = clean_optional(cmd.message, "message", longest=MESSAGE_MAX)
    made: JobRow | None = (yield from by_ids(JobRow, [cmd.job_id])).get(cmd.job_id)
    if made is None or made.kind is not JobKind.DOCUMENTS:
        raise not_found("Job", "jobId")
    if not made.ended:
        raise WrongState(say("mail-documents-unfinished"), "jobId")
    extent = yield from accounts_to_mail(made.id)
    if not extent.accounts:
        raise InvalidValue(say("mail-nothing-left"), "jobId")
    job = queue_job(unit, JobKind.SEND_DOCUMENTS, extent)
    job.documents = orjson.dumps({"of": made.id, "subject": subject, "message": message}).decode()
    return MailJobResult(job.id)


class MailWork(Work):
    """Writes the e-mail of each account; one without an address is the job's error."""

    def __init__(self, unit: UnitOfWork, job: JobRow, made: JobRow) -> None:
        super().__init__(unit, job)
        self._made = made
        self._choice = DocumentChoice.parse(made.documents or "")
        self._texts = orjson.loads(job.documents or "")

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``."""
        job = self._job
        return (yield from next_to_mail(self._made.id, job.last_account_id, job.highest_account_id, most))

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:  # noqa: ARG002 - one row each
        """See ``Work.do``."""
        account = self._unit.accounts[account_ids[0]]
        if account.withdrawn_at is not None or (yield from is_mailed(self._made.id, account.id)):
            return Part()  # another job that sends the same may have come first
        mail = new_mail(
            self._unit,
            sender_of(self._unit),
            account,
            self._choice.kind,
            self._choice.period,
            to_email=recipient_of(account, None),
            subject=self._texts["subject"],
            message=self._texts["message"],
        )
        mail.job_id = self._made.id
        return Part(rows=1)


def mail_work(unit: UnitOfWork, job: JobRow) -> Program[MailWork]:
    """Return the work of a job that sends what another one made."""
    made_id = orjson.loads(job.documents or "")["of"]
    return MailWork(unit, job, (yield from by_ids(JobRow, [made_id]))[made_id])
