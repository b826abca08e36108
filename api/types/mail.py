"""E-mails with documents in the graph (domain R46e)."""

import strawberry

from api.graph.loaders import accounts, batches, jobs, members
from api.graph.scalars import Date, DateTime
from api.types.accounts import Account, Member
from api.types.connections import Node
from api.types.fields import directives, plain, referenced
from api.types.history import Batch
from api.types.jobs import Job
from api.types.kinds import DocumentKind, MailFailure, MailState
from api.types.transactions import Transaction
from domain.permissions import BILLING
from domain.queries import graph


@strawberry.type(directives=directives(BILLING))
class Mail(Node):
    """An e-mail with documents of an account, and what became of it."""

    account: Account = referenced(accounts, "account_id", "The account whose documents they are.")
    kind: DocumentKind = plain("What is attached.")
    first_day: Date = plain("The first of the days that the documents are about; of a receipt, that of the payment.")
    last_day: Date = plain("The last of them.")
    member: Member | None = referenced(members, "member_id", "The member of whom a yearly receipt is, if it is one's.")
    transaction: Transaction | None = referenced(
        graph.transactions, "transaction_id", "The payment of a receipt; null for others, and if it was undone."
    )
    job: Job | None = referenced(jobs, "job_id", "The job whose documents of the account are attached; null if none.")
    to_email: str = plain("The address that it goes to.")
    subject: str = plain("The subject that the e-mail has.")
    message: str = plain("What the e-mail says, between its greeting and the organisation's name.")
    state: MailState = plain("What has become of it.")
    attempts: int = plain("How often it was tried.")
    failure: MailFailure | None = plain("Why the last try failed; null if it did not.")
    status: int | None = plain("What the mail server answered last, as a number of SMTP; null if it did not.")
    recorded_at: DateTime = plain("When somebody asked for it.")
    recorded_by: str = plain("The name of who asked for it.")
    sent_at: DateTime | None = plain("When it was sent, or may have been; null if it was not.")
    next_attempt_at: DateTime | None = plain("When it is tried again at the earliest; null unless it waits for that.")
    withdrawn_at: DateTime | None = plain("When an undo took it back before it was sent; null if none did.")
    batch: Batch = referenced(
        batches, "batch_id", "What it was asked for with; undo that while it waits, or if it failed."
    )
