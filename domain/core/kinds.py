"""The terms of billing as enumerations: kinds, sides, methods, states, origins (domain R4).

Each member's value is its own name: tables, Python, GraphQL and the page use the same word.
"""

import enum

from domain.texts import Text, say


class Side(enum.StrEnum):
    """Which way a transaction moves the balance."""

    DEBIT = "DEBIT"  # raises what the account owes
    CREDIT = "CREDIT"  # lowers it


class TransactionKind(enum.StrEnum):
    """What a transaction is (domain R4)."""

    INVOICE = "INVOICE"  # a charge
    PAYMENT = "PAYMENT"  # money received; also called the receipt
    DEPOSIT = "DEPOSIT"  # money held on the account for later
    CREDIT = "CREDIT"  # a credit memo
    CANCELLATION = "CANCELLATION"  # takes back invoice items, each bound to the one it cancels
    REFUND = "REFUND"  # money given back
    PAYMENT_CORRECTION = "PAYMENT_CORRECTION"  # reverses one payment and reconciles only with it

    @property
    def side(self) -> Side:
        """The side of all its items: debits raise what the account owes, credits lower it."""
        return Side.DEBIT if self in DEBITS else Side.CREDIT

    @property
    def is_cash(self) -> bool:
        """Whether it is in the cash-flow column, and so has a payment method."""
        return self in CASH


def kind_text(kind: TransactionKind) -> Text:
    """Return a kind with its article, for a sentence: an invoice, a payment correction."""
    return say("kind", kind=kind)


DEBITS = frozenset({TransactionKind.INVOICE, TransactionKind.REFUND, TransactionKind.PAYMENT_CORRECTION})
RECEIVED = (TransactionKind.PAYMENT, TransactionKind.DEPOSIT)
"""Money that somebody paid, in an amount that they chose; so automatic reconciling uses these kinds (domain R23)."""
GIVEN_BACK = (TransactionKind.REFUND, TransactionKind.PAYMENT_CORRECTION)
CASH = frozenset((*RECEIVED, *GIVEN_BACK))


class PaymentMethod(enum.StrEnum):
    """How money was paid or given back."""

    CASH = "CASH"
    CHECK = "CHECK"
    CARD = "CARD"
    ECHECK = "ECHECK"  # starts as PROCESSING until the bank confirms it (domain R19)
    TRANSFER = "TRANSFER"
    OTHER = "OTHER"


class PaymentState(enum.StrEnum):
    """Whether the money of a payment or deposit has arrived (domain R19)."""

    PROCESSING = "PROCESSING"  # on its way: reconciled amounts are taken, but not settled
    CONFIRMED = "CONFIRMED"  # arrived
    FAILED = "FAILED"  # came back; its correction takes it off the balance


class ReconciliationOrigin(enum.StrEnum):
    """What made a reconciliation."""

    CHECKOUT = "CHECKOUT"  # payment at checkout (domain R10)
    INSTALLMENT = "INSTALLMENT"  # a planned payment, from its planning on (domain R17)
    BALANCE_PAYMENT = "BALANCE_PAYMENT"  # a client paid the outstanding balance (domain R11b)
    SUBSCRIPTION = "SUBSCRIPTION"  # an automated payment of a subscription charge (domain R18)
    MARK = "MARK"  # a person marked what the money is for (domain R12)
    MANUAL = "MANUAL"  # a person made or modified it (domain R13)
    SUGGESTION = "SUGGESTION"  # a person applied a suggestion (domain R26)
    RECONCILE_ACCOUNT = "RECONCILE_ACCOUNT"  # automatic, for one account (domain R23)
    RECONCILE_ALL = "RECONCILE_ALL"  # automatic, for all accounts (domain R24)
    REFUND = "REFUND"  # a refund and the credit that it gives back (domain R20)
    CANCELLATION = "CANCELLATION"  # a cancellation and its item (domain R7a)
    CORRECTION = "CORRECTION"  # a correction and the payment that it reverses (domain R19)
    IMPORT = "IMPORT"  # read from a file
    WRITE_OFF = "WRITE_OFF"  # a write-off and the item that it settles (domain R40)


def origin_text(origin: ReconciliationOrigin) -> Text:
    """Return why a reconciliation was made, as a sentence begins (domain R21b)."""
    return say("origin", origin=origin)


class ReconciliationStatus(enum.StrEnum):
    """How far an item or a transaction is reconciled (domain R21)."""

    FULLY_RECONCILED = "FULLY_RECONCILED"
    PARTIALLY_RECONCILED = "PARTIALLY_RECONCILED"
    NOT_RECONCILED = "NOT_RECONCILED"
    RECONCILED_WITH_PLANNED_PAYMENTS = "RECONCILED_WITH_PLANNED_PAYMENTS"
    RECONCILIATION_ERROR = "RECONCILIATION_ERROR"


class SuggestionGround(enum.StrEnum):
    """Why money may be for something, strongest first (domain R26, R38a)."""

    NAMED = "NAMED"  # its text names the invoices
    INVOICE = "INVOICE"  # one invoice has exactly this open
    ITEM = "ITEM"  # one item of a larger invoice has exactly this open
    SUM = "SUM"  # two to five invoices have exactly this open together
    HINT = "HINT"  # its text contains what may be an invoice's number
    OLDEST = "OLDEST"  # nothing better is known


class PlannedPaymentState(enum.StrEnum):
    """The state of a planned payment (domain R17)."""

    PLANNED = "PLANNED"
    ADJUSTED = "ADJUSTED"  # its amount was changed: it no longer holds items, and its payment is unreconciled
    PROCESSED = "PROCESSED"
    DELETED = "DELETED"


OUTSTANDING = frozenset({PlannedPaymentState.PLANNED, PlannedPaymentState.ADJUSTED})
"""Planned payments that are still to come."""


class SubscriptionInterval(enum.StrEnum):
    """How long a subscription's period is (domain R18)."""

    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


class JobKind(enum.StrEnum):
    """What a job does, account by account (domain R24, R25a)."""

    RECONCILE_ALL = "RECONCILE_ALL"
    RECONCILE_ACCOUNT = "RECONCILE_ACCOUNT"  # one account, beyond what one unit of work takes
    APPLY_SUGGESTIONS = "APPLY_SUGGESTIONS"  # more than one unit of work takes
    IMPORT = "IMPORT"  # a staged file, account by account
    UNDO = "UNDO"  # of a batch, account by account
    DOCUMENTS = "DOCUMENTS"  # statements or yearly receipts as PDF, account by account
    SEND_DOCUMENTS = "SEND_DOCUMENTS"  # those of another job by e-mail, account by account


class MailState(enum.StrEnum):
    """What has become of an e-mail (domain R46e)."""

    WAITING = "WAITING"  # it will be sent, or tried again
    SENDING = "SENDING"  # it is being handed to the mail server, or the process died then
    SENT = "SENT"  # the mail server has taken it
    FAILED = "FAILED"  # it will not be sent
    UNKNOWN = "UNKNOWN"  # it may have been sent: what the mail server answered is not known


class MailFailure(enum.StrEnum):
    """Why a try to send an e-mail failed (domain R46e)."""

    UNREACHABLE = "UNREACHABLE"  # the mail server could not be connected to
    TIMEOUT = "TIMEOUT"  # it did not answer in time
    UNSUPPORTED = "UNSUPPORTED"  # it lacks what the settings ask for
    SIGN_IN_REFUSED = "SIGN_IN_REFUSED"  # the user or the password
    CONNECTION_REFUSED = "CONNECTION_REFUSED"  # it was reached, and takes nothing now
    CONNECTION_LOST = "CONNECTION_LOST"  # before the text was handed over
    SENDER_REFUSED = "SENDER_REFUSED"
    RECIPIENT_REFUSED = "RECIPIENT_REFUSED"
    TEXT_REFUSED = "TEXT_REFUSED"
    NO_ANSWER = "NO_ANSWER"  # after the text was handed over
    STOPPED = "STOPPED"  # the process that handed it over
    NO_DOCUMENT = "NO_DOCUMENT"  # it was deleted, undone, is too long, or could not be made


class DocumentKind(enum.StrEnum):
    """What a document is (domain R46c)."""

    STATEMENT = "STATEMENT"
    RECEIPT = "RECEIPT"
    YEARLY_RECEIPT = "YEARLY_RECEIPT"


class StatementAccounts(enum.StrEnum):
    """Which accounts get a statement for a period (domain R46d)."""

    ALL = "ALL"
    WITH_ACTIVITY = "WITH_ACTIVITY"  # a transaction within the period
    WITH_BALANCE = "WITH_BALANCE"  # a closing balance other than zero
    OWING = "OWING"  # a closing balance above zero


class WebhookState(enum.StrEnum):
    """Whether changes are delivered to an endpoint (domain R47a)."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"  # by a person, or because it failed for days


class JobState(enum.StrEnum):
    """The state of a job (domain R24)."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"  # though single accounts may have errors
    CANCELLED = "CANCELLED"  # what was done until then stays
    FAILED = "FAILED"  # it could not continue


class BankFileFormat(enum.StrEnum):
    """The format of a file with movements on a bank account."""

    CAMT = "CAMT"  # ISO 20022: camt.052, camt.053, camt.054
    OFX = "OFX"  # OFX 1 and 2, and QFX
    MT940 = "MT940"
    CSV = "CSV"  # of any bank, read by a kept mapping
    STRIPE = "STRIPE"  # payouts or balance, as CSV
    PAYPAL = "PAYPAL"  # activity, as CSV


class BankLineStatus(enum.StrEnum):
    """How much of a bank line is explained."""

    OPEN = "OPEN"  # nothing
    PARTLY_EXPLAINED = "PARTLY_EXPLAINED"  # its parts come to less than its amount
    EXPLAINED = "EXPLAINED"  # its parts come to its amount
    IGNORED = "IGNORED"  # it needs no explanation, for a reason that a person gave


class BankLinePartKind(enum.StrEnum):
    """What a part of a bank line is."""

    TRANSACTION = "TRANSACTION"  # cash that is recorded on an account
    FEE = "FEE"  # what the bank or the processor kept
    OTHER = "OTHER"  # not a client's, such as a transfer between own accounts


class SignInMethod(enum.StrEnum):
    """How somebody signed in."""

    PASSWORD = "PASSWORD"  # noqa: S105 - no secret
    LINK = "LINK"  # a sign-in link, which works once
    PASSKEY = "PASSKEY"  # a passkey alone, which is two factors in one
    TWO_FACTORS = "TWO_FACTORS"  # a password or the provider, and then a passkey, an app's code or a recovery code
    PROVIDER = "PROVIDER"  # the organisation's own sign-in provider (OpenID Connect)


class SignInPurpose(enum.StrEnum):
    """What a step of a sign-in is for."""

    SECOND_FACTOR = "SECOND_FACTOR"  # the password was right
    PASSKEY = "PASSKEY"  # whoever has one of the passkeys
    NEW_PASSKEY = "NEW_PASSKEY"
    NEW_AUTHENTICATOR = "NEW_AUTHENTICATOR"
    PROVIDER = "PROVIDER"  # whoever comes back from the sign-in provider
    NEW_IDENTITY = "NEW_IDENTITY"  # a user who comes back from it, to link their identity there
