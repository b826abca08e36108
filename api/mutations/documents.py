"""The mutations that make statements and receipts of many accounts, and send them by e-mail."""

import strawberry

from api.graph.context import Context
from api.graph.relations import By
from api.mutations.inputs import MutationInput
from api.mutations.jobs import always, load_job
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import Prepared, mutation
from api.mutations.periods import days_prepared
from api.types.accounts import AccountFilter, account_choice
from api.types.fields import optional, related, required
from api.types.jobs import Job
from api.types.kinds import DocumentKind, StatementAccounts
from api.types.mail import Mail
from api.types.nodes import NODES
from api.types.periods import PeriodInput
from domain.services.document_work import KEPT_DAYS
from domain.services.documents import MakeDocuments
from domain.services.mail import SendDocument, SendMailAgain
from domain.services.mail_work import SendDocuments
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
    search: str | None = optional("Only of accounts that `accounts` finds by this search.")
    filter: AccountFilter | None = optional(
        "Only of accounts that `accounts` lists with this filter.", to="chosen", convert=account_choice
    )


@strawberry.type
class MakeDocumentsPayload(MutationPayload):
    """The job that was queued."""

    job: Job | None = related(
        By(load_job), "The job: QUEUED, to be read again by `job(id:)`; not stored for a dry run. Null if refused."
    )


@strawberry.input
class SendDocumentInput(MutationInput):
    """Which document of an account to send, and to whom."""

    makes = SendDocument
    prepared = frozenset({"period"})

    account_id: strawberry.ID = required("The account whose document is sent.", of="Account")
    kind: DocumentKind = required("Which kind of document to send.")
    period: PeriodInput | None = optional("The days of a statement; of a yearly receipt a calendar year, as `year`.")
    member_id: strawberry.ID | None = optional(
        "The member of a yearly receipt; what was paid for the account's own items if not given.", of="Member"
    )
    transaction_id: strawberry.ID | None = optional("The payment or deposit of a receipt.", of="Transaction")
    to_email: str | None = optional("Another address than the account's.")
    subject: str | None = optional("Another subject than the usual one.")
    message: str | None = optional("What the e-mail says in place of the usual sentence: one paragraph.")


@strawberry.type
class SendDocumentPayload(MutationPayload):
    """The e-mail that will be sent."""

    mail: Mail | None = result_row(NODES["Mail"], "mail", "The e-mail; of a dry run as it would be. Null when refused.")


@strawberry.input
class SendDocumentsInput(MutationInput):
    """Whose documents to send."""

    makes = SendDocuments

    job_id: strawberry.ID = required("The job that made the documents.", of="Job")
    subject: str | None = optional("Another subject than the usual one, for all.")
    message: str | None = optional("What the e-mails say in place of the usual sentence: one paragraph.")


@strawberry.type
class SendDocumentsPayload(MutationPayload):
    """The job that writes the e-mails."""

    job: Job | None = related(
        By(load_job),
        "The job: QUEUED, to be read again by `job(id:)`; for a dry run DONE, with the accounts that have no address as its "
        "errors, and not stored. Null if refused.",
    )


@strawberry.input
class SendMailAgainInput(MutationInput):
    """Which e-mail to send once more."""

    makes = SendMailAgain

    mail_id: strawberry.ID = required("An e-mail that was sent, failed, or may have been sent.", of="Mail")
    to_email: str | None = optional("Another address than before.")


@strawberry.type
class SendMailAgainPayload(MutationPayload):
    """The e-mail that will be sent once more."""

    mail: Mail | None = result_row(NODES["Mail"], "mail", "The e-mail; null when refused.")


async def _days_if_given(context: Context, input_: SendDocumentInput) -> Prepared:
    if not input_.period:
        return Prepared({"period": None})
    return await days_prepared(context, input_)  # type: ignore[arg-type]  # it has a period


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
    send_document = mutation(
        SendDocumentInput,
        SendDocumentPayload,
        "Sends a document of an account by e-mail, once: it is made and handed to the mail server soon after, and tried "
        "again where that fails. A dry run shows what would be sent. Undo it while it waits, or if it failed.",
        prepare=_days_if_given,
    )
    send_documents = mutation(
        SendDocumentsInput,
        SendDocumentsPayload,
        "Queues a job that sends what `makeDocuments` made to each account that has an e-mail address and was not sent it "
        "yet. A dry run shows who has none.",
        long_trial=lambda _: always(),
    )
    send_mail_again = mutation(
        SendMailAgainInput,
        SendMailAgainPayload,
        "Sends an e-mail once more, perhaps to another address. It has the same Message-ID, by which mail servers and "
        "programs may know it again. No undo takes that back.",
    )
