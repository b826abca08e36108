"""Sending an account's document by e-mail: a row that a serving process hands over, once (domain R46e)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.core.kinds import RECEIVED, DocumentKind, MailState
from domain.core.mail import MailSender, ascii_email, usual_message, usual_subject
from domain.core.periods import Period, year_period
from domain.core.text import clean_email, clean_optional
from domain.errors import InvalidValue, WrongState
from domain.permissions import RECORD
from domain.queries.records import by_ids
from domain.services.checks import held_row, not_found, present
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, MailRow, MemberRow, TransactionRow
from domain.texts.text import say

MESSAGE_MAX = 2_000


@dataclass(frozen=True, slots=True)
class MailResult:
    """The e-mail."""

    mail: int


@dataclass(frozen=True, slots=True)
class SendDocument(Command[MailResult]):
    """A statement of a period, a member's receipt of a year, or the receipt of a payment, to the account's address.

    ``to_email``, ``subject`` and ``message`` replace the usual ones.
    """

    NEEDS = RECORD
    account_id: int
    kind: DocumentKind
    period: Period | None = None
    member_id: int | None = None
    transaction_id: int | None = None
    to_email: str | None = None
    subject: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class SendMailAgain(Command[MailResult]):
    """An e-mail to send once more, to another address if one is given."""

    NEEDS = RECORD
    mail_id: int
    to_email: str | None = None


@service
def send_document(unit: UnitOfWork, cmd: SendDocument) -> Program[MailResult]:
    """Write an e-mail, which will be sent. Raises ``WrongState`` if none can be, ``NotFound``, ``InvalidValue``."""
    sender = sender_of(unit)
    account = present((yield from unit.lock_accounts([cmd.account_id])).get(cmd.account_id), "Account", "accountId")
    period = yield from _period_of(cmd, account)
    yield from _check_member(cmd, account)
    mail = new_mail(
        unit,
        sender,
        account,
        cmd.kind,
        period,
        to_email=recipient_of(account, cmd.to_email),
        subject=clean_optional(cmd.subject, "subject"),
        message=clean_optional(cmd.message, "message", longest=MESSAGE_MAX),
    )
    mail.member_id, mail.transaction_id = cmd.member_id, cmd.transaction_id
    return MailResult(mail.id)


@service
def send_mail_again(unit: UnitOfWork, cmd: SendMailAgain) -> Program[MailResult]:
    """Let an e-mail that was sent, was not, or may have been be sent once more. Raises ``NotFound`` and ``WrongState``."""
    sender_of(unit)
    found: MailRow | None = (yield from by_ids(MailRow, [cmd.mail_id])).get(cmd.mail_id)
    account_id = present(found, "E-mail", "mailId").account_id
    account = (yield from unit.lock_accounts([account_id]))[account_id]
    mail = yield from held_row(MailRow, cmd.mail_id, "E-mail", "mailId")
    if mail.state in {MailState.WAITING, MailState.SENDING}:
        raise WrongState(say("mail-about-to-be-sent"), "mailId")
    if ascii_email(mail.to_email) is None:
        raise WrongState(say("mail-address-erased"), "mailId")
    to_email = mail.to_email if cmd.to_email is None else recipient_of(account, cmd.to_email)
    fresh = {"state": MailState.WAITING, "due_since": unit.now, "next_attempt_at": 0, "status": None, "failure": None}
    unit.changes.change(mail, to_email=to_email, **fresh)
    return MailResult(mail.id)


def sender_of(unit: UnitOfWork) -> MailSender:
    """Return who sends; raises ``WrongState`` if the operator has set up no mail server."""
    if unit.mail_sender is None:
        raise WrongState(say("mail-no-server"))
    return unit.mail_sender


def recipient_of(account: AccountRow, given: str | None) -> str:
    """Return the address that an account's e-mails go to, or the given one; raises ``InvalidValue``."""
    email = clean_email(given, "toEmail") or account.email
    if email is None:
        raise InvalidValue(say("mail-no-address"), "toEmail")
    if ascii_email(email) is None:
        raise InvalidValue(say("mail-address-unusable"), "toEmail")
    return email


def new_mail(
    unit: UnitOfWork,
    sender: MailSender,
    account: AccountRow,
    kind: DocumentKind,
    period: Period,
    *,
    to_email: str,
    subject: str | None,
    message: str | None,
) -> MailRow:
    """Add an e-mail to a locked account, and return its row for the caller to complete."""
    recorded_at = unit.recorded_at(account.id)
    return unit.changes.add(
        MailRow(
            id=unit.new_id(),
            account_id=account.id,
            batch_id=unit.batch.id,
            job_id=None,
            member_id=None,
            transaction_id=None,
            kind=kind,
            first_day=period.first,
            last_day=period.last,
            to_email=to_email,
            subject=subject or usual_subject(kind, sender, period),
            message=message or usual_message(kind, sender),
            message_id=f"<{secrets.token_hex(16)}@{sender.domain}>",
            recorded_at=recorded_at,
            recorded_by=unit.actor.recorded_as,
            withdrawn_at=None,
            state=MailState.WAITING,
            attempts=0,
            due_since=unit.now,
            next_attempt_at=0,
            attempted_at=None,
            sent_at=None,
            status=None,
            failure=None,
        )
    )


def check_unsent(mail: MailRow, before: Mapping[str, Any] | None) -> None:
    """Raise ``WrongState`` unless an undo can take an e-mail back; one that was taken back, or is sent again, stays so."""
    if mail.withdrawn_at is not None:
        raise WrongState(say("mail-taken-back"), "batchId")
    if before is not None:  # its address alone would go back, and it would be sent there
        raise WrongState(say("mail-sent-again"), "batchId")
    if mail.state not in {MailState.WAITING, MailState.FAILED} or mail.sent_at is not None:
        raise WrongState(say("mail-handed-over"), "batchId")


def _period_of(cmd: SendDocument, account: AccountRow) -> Program[Period]:
    """Return the days that the document is about; of a receipt, that of its payment."""
    if cmd.kind is DocumentKind.RECEIPT:
        if cmd.transaction_id is None:
            raise InvalidValue(say("mail-receipt-of-what"), "transactionId")
        payment: TransactionRow | None = (yield from by_ids(TransactionRow, [cmd.transaction_id])).get(
            cmd.transaction_id
        )
        if payment is None or payment.account_id != account.id or payment.kind not in RECEIVED:
            raise not_found("Payment", "transactionId")
        return Period(present(payment, "Payment", "transactionId").date, payment.date)
    if cmd.transaction_id is not None:
        raise InvalidValue(say("mail-no-payment"), "transactionId")
    if cmd.period is None:
        raise InvalidValue(say("mail-no-period"), "period")
    if cmd.kind is DocumentKind.YEARLY_RECEIPT and cmd.period != year_period(cmd.period.first.year):
        raise InvalidValue(say("paper-one-year"), "period")
    return cmd.period


def _check_member(cmd: SendDocument, account: AccountRow) -> Program[None]:
    if cmd.member_id is None:
        return
    if cmd.kind is not DocumentKind.YEARLY_RECEIPT:
        raise InvalidValue(say("mail-member-of-what"), "memberId")
    member: MemberRow | None = (yield from by_ids(MemberRow, [cmd.member_id])).get(cmd.member_id)
    if member is None or member.account_id != account.id:
        raise not_found("Member", "memberId")
