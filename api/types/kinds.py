"""The domain's enumerations in GraphQL, each value described for partner developers."""

import enum
from collections.abc import Mapping, Sequence
from typing import Self, TypeVar

import strawberry

from api.permissions.directives import guard_value
from api.types.fields import described, description_of
from domain.core.change_kinds import ACCESS_KINDS, ChangeKind
from domain.core.kinds import (
    BankFileFormat,
    BankLinePartKind,
    BankLineStatus,
    DocumentKind,
    JobKind,
    JobState,
    MailFailure,
    MailState,
    PaymentMethod,
    PaymentState,
    PlannedPaymentState,
    ReconciliationOrigin,
    ReconciliationStatus,
    Side,
    SignInMethod,
    StatementAccounts,
    SubscriptionInterval,
    SuggestionGround,
    TransactionKind,
    WebhookState,
)
from domain.permissions import Permission, PrincipalKind

_CHANGES = {
    "ACCOUNT_CREATED": "An account was created.",
    "ACCOUNT_UPDATED": "An account's name, e-mail address or number changed.",
    "ACCOUNT_WITHDRAWN": "The creation of an account was undone.",
    "MEMBER_ADDED": "A member was added to an account.",
    "MEMBER_UPDATED": "A member's name changed, or the member was taken off the account (`withdrawnAt`).",
    "TRANSACTION_RECORDED": "A transaction was recorded, with its items.",
    "TRANSACTION_UPDATED": "A transaction's due date, description, reference, method or state changed.",
    "TRANSACTION_WITHDRAWN": "The recording of a transaction was undone.",
    "PAYMENT_CONFIRMED": "A payment's money has arrived.",
    "PAYMENT_FAILED": "A payment's money came back or never arrived.",
    "RECONCILIATION_CREATED": "A reconciliation was made.",
    "RECONCILIATION_UPDATED": "A reconciliation is the same, but its money has arrived or is on its way again.",
    "RECONCILIATION_RELEASED": "A reconciliation was deleted, or replaced by others.",
    "PLANNED_PAYMENT_CREATED": "A payment was planned; also one that is to come again.",
    "PLANNED_PAYMENT_UPDATED": "A planned payment's day, amount or method changed.",
    "PLANNED_PAYMENT_ENDED": "A planned payment became a payment, was deleted or undone: `state` says which.",
    "SUBSCRIPTION_CREATED": "A subscription began.",
    "SUBSCRIPTION_UPDATED": "A subscription was changed, paused, charged or ended.",
    "SUBSCRIPTION_WITHDRAWN": "The creation of a subscription was undone.",
    "LEDGER_CODE_CREATED": "A ledger code was created.",
    "LEDGER_CODE_UPDATED": "A ledger code's title changed, or it was archived or taken back into use.",
    "LEDGER_CODE_WITHDRAWN": "The creation of a ledger code was undone.",
    "BANK_ACCOUNT_CREATED": "A bank account was created.",
    "BANK_ACCOUNT_WITHDRAWN": "The creation of a bank account was undone.",
    "BANK_LINE_IMPORTED": "A bank line came with a statement.",
    "BANK_LINE_EXPLAINED": "A bank line got a part that explains it, or is ignored for a reason.",
    "BANK_LINE_REOPENED": "A bank line lost a part, or is no longer ignored.",
    "BANK_LINE_WITHDRAWN": "The import of a bank line was undone.",
    "BOOKS_CLOSED": "The books were closed up to a day.",
    "BOOKS_REOPENED": "Closed books were opened again.",
    "PERSON_ERASED": "The personal texts of an account, a member or a bank line were erased, in earlier changes too.",
    "USER_CREATED": "A user was created.",
    "USER_UPDATED": "A user's name, permissions or sign-in changed.",
    "TOKEN_CREATED": "An API token was created.",
    "TOKEN_REVOKED": "An API token was revoked.",
}

_VALUES: dict[type[enum.StrEnum], tuple[str, dict[str, str]]] = {
    ChangeKind: (
        "What a change of the feed tells.",
        {
            name: described(text, (Permission.MANAGE_ACCESS,) if name in ACCESS_KINDS else ())
            for name, text in _CHANGES.items()
        },
    ),
    SignInMethod: (
        "How somebody signed in.",
        {
            "PASSWORD": "By their e-mail address and password.",
            "LINK": "By a sign-in link, which works once.",
            "PASSKEY": "By a passkey alone.",
            "TWO_FACTORS": "By a password or the sign-in provider, and then a passkey, an app's code or a recovery code.",
            "PROVIDER": "By the organisation's sign-in provider.",
        },
    ),
    WebhookState: (
        "Whether changes are delivered to an endpoint.",
        {
            "ACTIVE": "Changes are delivered, or tried again after a failure.",
            "PAUSED": "Nothing is delivered: a person paused it, it has failed for three days, or it answered 410.",
        },
    ),
    Side: (
        "Which way a transaction moves the balance.",
        {"DEBIT": "Raises what the account owes.", "CREDIT": "Lowers what the account owes."},
    ),
    TransactionKind: (
        "What a transaction is.",
        {
            "INVOICE": "A charge, item by item.",
            "PAYMENT": "Money received; its number is the receipt ID.",
            "DEPOSIT": "Money held on the account for later.",
            "CREDIT": "A credit memo, which lowers what an account owes without money.",
            "CANCELLATION": "Cancels invoice items; each of its items names the item that it cancels.",
            "REFUND": "Money given back to the account's owner.",
            "PAYMENT_CORRECTION": "Reverses one payment and reconciles only with it.",
        },
    ),
    PaymentMethod: (
        "How money came or went.",
        {
            "CASH": "Cash: banknotes and coins.",
            "CHECK": "A check on paper, taken at the desk.",
            "CARD": "A credit or debit card.",
            "ECHECK": "An electronic check: processing until the bank confirms it.",
            "TRANSFER": "A transfer from the payer's bank.",
            "OTHER": "Any other way, such as a voucher.",
        },
    ),
    PaymentState: (
        "Whether the money of a payment or deposit has arrived.",
        {
            "PROCESSING": "The money is on its way: what it pays is reconciled but not settled.",
            "CONFIRMED": "The money has arrived.",
            "FAILED": "The money came back; a payment correction reverses the payment.",
        },
    ),
    ReconciliationOrigin: (
        "What made a reconciliation.",
        {
            "CHECKOUT": "The payment at checkout.",
            "INSTALLMENT": "A planned payment: held by it, or paid when it was processed.",
            "BALANCE_PAYMENT": "The outstanding balance was paid.",
            "SUBSCRIPTION": "The automatic payment of a subscription charge.",
            "MARK": "A person marked what the money is for.",
            "MANUAL": "A person made or modified it.",
            "SUGGESTION": "A person applied a suggestion.",
            "RECONCILE_ACCOUNT": "The reconcile tool, for one account.",
            "RECONCILE_ALL": "The reconcile tool, for all accounts.",
            "REFUND": "A refund and the credit that it gives back.",
            "CANCELLATION": "A cancellation and the item that it cancels.",
            "CORRECTION": "A correction and the payment that it reverses.",
            "IMPORT": "Read from an imported file.",
            "WRITE_OFF": "A write-off and the invoice item that it settles; only undoing the write-off ends it.",
        },
    ),
    ReconciliationStatus: (
        "How much of an item or a transaction is reconciled.",
        {
            "FULLY_RECONCILED": "All of it is reconciled, with money that has arrived or is processing.",
            "PARTIALLY_RECONCILED": "A part of it is reconciled.",
            "NOT_RECONCILED": "Nothing is reconciled.",
            "RECONCILED_WITH_PLANNED_PAYMENTS": "Planned payments will settle at least a part of it.",
            "RECONCILIATION_ERROR": "Its reconciliations break the rules; delete and recreate them.",
        },
    ),
    SuggestionGround: (
        "Why money may be for what a suggestion says, strongest first.",
        {
            "NAMED": "Its text names the invoices.",
            "INVOICE": "One invoice has exactly this open.",
            "ITEM": "One item of a larger invoice has exactly this open.",
            "SUM": "Two to five invoices have exactly this open together.",
            "HINT": "Its text contains what may be an invoice's number.",
            "OLDEST": "Nothing better is known: these are the oldest open items, as far as the money goes.",
        },
    ),
    PlannedPaymentState: (
        "The state of a planned payment.",
        {
            "PLANNED": "Outstanding; it will be reconciled with the items that it holds.",
            "ADJUSTED": "Outstanding with a changed amount: it holds no items and will arrive unreconciled.",
            "PROCESSED": "It was processed and became a payment.",
            "DELETED": "Deleted; its items are open again.",
        },
    ),
    SubscriptionInterval: (
        "The length of a subscription's period, or the interval between installments.",
        {
            "WEEK": "A period of seven days.",
            "MONTH": "A month; its last day if it has no such day.",
            "QUARTER": "A period of three months.",
            "YEAR": "Every twelve months.",
        },
    ),
    JobKind: (
        "What a job does, account by account.",
        {
            "RECONCILE_ALL": "Pairs open money with open invoice items, oldest first.",
            "APPLY_SUGGESTIONS": "Applies the account's suggestions; where one bad row refuses all, it first checks all.",
            "RECONCILE_ACCOUNT": "Continues with the open money and invoice items of one large account.",
            "IMPORT": "Publishes a large file that was checked, account by account.",
            "UNDO": "Undoes what a job, a run or another mutation did.",
            "DOCUMENTS": "Makes the account's statement or yearly receipts as PDF. It changes no record.",
            "SEND_DOCUMENTS": "Sends what such a job made to the account's e-mail address.",
        },
    ),
    DocumentKind: (
        "What a document is.",
        {
            "STATEMENT": "What an account was charged and paid in a period, with the balance before and after.",
            "RECEIPT": "One payment or deposit, by what it paid for.",
            "YEARLY_RECEIPT": "What was paid in a calendar year for one member, or for the account's own items.",
        },
    ),
    MailState: (
        "What has become of an e-mail.",
        {
            "WAITING": "It will be sent, or tried again: see `nextAttemptAt` and `failure`.",
            "SENDING": "It is being handed to the mail server.",
            "SENT": "The mail server has taken it.",
            "FAILED": "It was not sent and will not be: see `failure`.",
            "UNKNOWN": "It may have been sent: the server stopped, or the mail server did not answer. It is not sent again "
            "unless somebody asks for it.",
        },
    ),
    MailFailure: (
        "Why an e-mail was not sent, or not for certain.",
        {
            "UNREACHABLE": "The mail server could not be connected to.",
            "TIMEOUT": "The mail server did not answer in time.",
            "UNSUPPORTED": "The mail server lacks what the settings ask for, such as STARTTLS.",
            "SIGN_IN_REFUSED": "The mail server refused the user or the password of the settings.",
            "CONNECTION_REFUSED": "The mail server takes no e-mails now.",
            "CONNECTION_LOST": "The connection ended before the text was handed over.",
            "SENDER_REFUSED": "The mail server refused the sender.",
            "RECIPIENT_REFUSED": "The mail server refused the recipient: correct the address.",
            "TEXT_REFUSED": "The mail server refused the e-mail itself, perhaps for its size.",
            "NO_ANSWER": "The mail server did not say whether it took the e-mail.",
            "STOPPED": "The server stopped while the e-mail was being handed over.",
            "NO_DOCUMENT": "The document was deleted, its payment undone, or it would be too long; or making it failed, and "
            "the server's log says why.",
        },
    ),
    StatementAccounts: (
        "Which accounts get a statement.",
        {
            "ALL": "Every account.",
            "WITH_ACTIVITY": "Those with a transaction in the period.",
            "WITH_BALANCE": "Those whose closing balance is not zero.",
            "OWING": "Those whose closing balance is above zero.",
        },
    ),
    JobState: (
        "How far a job has come.",
        {
            "QUEUED": "It waits to be started by the server; nothing is done yet.",
            "RUNNING": "Running, or interrupted and about to continue.",
            "DONE": "Every account was processed; `errors` lists those that failed.",
            "CANCELLED": "It was cancelled; what it did until then stays.",
            "FAILED": "It was restarted several times without progress; see `failure`. What it did until then stays.",
        },
    ),
    BankFileFormat: (
        "The format of a file with movements on a bank account.",
        {
            "CAMT": "ISO 20022 as XML: camt.052, camt.053 or camt.054.",
            "OFX": "Open Financial Exchange 1 or 2, and QFX.",
            "MT940": "The customer statement of SWIFT.",
            "CSV": "Any bank's table, read by a saved mapping.",
            "STRIPE": "A report of payouts or of the balance.",
            "PAYPAL": "A report of the activity.",
        },
    ),
    BankLineStatus: (
        "How much of a bank line is explained.",
        {
            "OPEN": "Nothing explains it yet.",
            "PARTLY_EXPLAINED": "Its parts come to less than its amount.",
            "EXPLAINED": "Its parts come to its amount.",
            "IGNORED": "It needs no explanation; `ignoredReason` says why.",
        },
    ),
    BankLinePartKind: (
        "What a part of a bank line is.",
        {
            "TRANSACTION": "A recorded payment, deposit, refund or payment correction, or some of it.",
            "FEE": "What the bank or the payment processor kept.",
            "OTHER": "Not a client's, such as a transfer between own accounts.",
        },
    ),
    PrincipalKind: (
        "What kind of caller sends a request.",
        {
            "USER": "A member of staff, signed in at the page.",
            "TOKEN": "A program with an API token.",
            "CLIENT": "A client on their own account.",
        },
    ),
}


def describe(enumeration: type[enum.StrEnum], values: Mapping[str, str], description: str | None = None) -> None:
    """Add an enumeration to the graph and describe its values, and itself by its docstring if by nothing else."""
    strawberry.enum(enumeration, description=description or description_of(enumeration))
    for value in enumeration.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
        value.description = values[value.name]


class DescribedEnum(enum.StrEnum):
    """An enumeration of the API's own: each member has its name, what it means, and the permissions that it needs."""

    text: str
    permissions: Sequence[Permission]

    def __new__(cls, name: str, text: str, permissions: Sequence[Permission] = ()) -> Self:
        """Make a member, whose value is its name."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.text, member.permissions = text, permissions
        return member


E = TypeVar("E", bound=type[DescribedEnum])


def in_graph(enumeration: E) -> E:
    """Add an enumeration to the graph, described by its docstring and its members."""
    describe(enumeration, {each.name: described(each.text, each.permissions) for each in enumeration})
    for each in enumeration:
        if each.permissions:
            guard_value(enumeration, each.name, each.permissions)
    return enumeration


for _enumeration, (_description, _values) in _VALUES.items():
    describe(_enumeration, _values, _description)

for _kind in ACCESS_KINDS:
    guard_value(ChangeKind, _kind.name, (Permission.MANAGE_ACCESS,))


@in_graph
class OrderDirection(DescribedEnum):
    """Which way a list is sorted."""

    ASC = "ASC", "Smallest, oldest or first letter first."
    DESC = "DESC", "Largest, newest or last letter first."
