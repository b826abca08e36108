"""The words of billing as enumerations: kinds, sides, methods, states, origins (domain R4).

Each member's value is its own name: the same word stands in the tables, in Python, in GraphQL and on the page.
"""

import enum


class Side(enum.StrEnum):
    """Which way a transaction moves the balance."""

    DEBIT = "DEBIT"  # raises what the account owes
    CREDIT = "CREDIT"  # lowers it


class TransactionKind(enum.StrEnum):
    """What a transaction is (domain R4)."""

    INVOICE = "INVOICE"  # what is charged
    PAYMENT = "PAYMENT"  # money received; also called the receipt
    DEPOSIT = "DEPOSIT"  # money held on the account for later
    CREDIT = "CREDIT"  # a credit memo
    CANCELLATION = "CANCELLATION"  # takes back invoice items, each bound to the one it cancels
    REFUND = "REFUND"  # money given back
    PAYMENT_CORRECTION = "PAYMENT_CORRECTION"  # reverses one payment and reconciles only with it

    @property
    def side(self) -> Side:
        """Debits raise what the account owes, credits lower it."""
        return Side.DEBIT if self in DEBITS else Side.CREDIT

    @property
    def is_cash(self) -> bool:
        """Whether it stands in the cash-flow column, and so has a method."""
        return self in CASH


DEBITS = frozenset({TransactionKind.INVOICE, TransactionKind.REFUND, TransactionKind.PAYMENT_CORRECTION})
CASH = frozenset(
    {
        TransactionKind.PAYMENT,
        TransactionKind.DEPOSIT,
        TransactionKind.REFUND,
        TransactionKind.PAYMENT_CORRECTION,
    }
)


class PaymentMethod(enum.StrEnum):
    """How money came or went."""

    CASH = "CASH"
    CHECK = "CHECK"
    CARD = "CARD"
    ECHECK = "ECHECK"  # starts as PROCESSING until the bank confirms it (domain R19)
    TRANSFER = "TRANSFER"
    OTHER = "OTHER"


class PaymentState(enum.StrEnum):
    """Whether the money of a payment or deposit has arrived (domain R19)."""

    PROCESSING = "PROCESSING"  # on its way: holds its room, is not settled
    CONFIRMED = "CONFIRMED"  # arrived
    FAILED = "FAILED"  # came back; its correction takes it off the balance


class ReconciliationOrigin(enum.StrEnum):
    """What made a reconciliation."""

    CHECKOUT = "CHECKOUT"  # payment at checkout (domain R10)
    INSTALLMENT = "INSTALLMENT"  # a planned payment, from its planning on (domain R17)
    BALANCE_PAYMENT = "BALANCE_PAYMENT"  # a client paid the outstanding balance (domain R11b)
    SUBSCRIPTION = "SUBSCRIPTION"  # an automated payment of a subscription charge (domain R18)
    MARK = "MARK"  # a person marked what the money is for (domain R12)
    MANUAL = "MANUAL"  # a person made or modified the edge (domain R13)
    SUGGESTION = "SUGGESTION"  # a person took a suggestion (domain R26)
    RECONCILE_ACCOUNT = "RECONCILE_ACCOUNT"  # the tool, for one account (domain R23)
    RECONCILE_ALL = "RECONCILE_ALL"  # the tool, for all accounts (domain R24)
    REFUND = "REFUND"  # a refund and the credit that it gives back (domain R20)
    CANCELLATION = "CANCELLATION"  # a cancellation and its item (domain R7a)
    CORRECTION = "CORRECTION"  # a correction and the payment that it reverses (domain R19)
    IMPORT = "IMPORT"  # read from a file


class ReconciliationStatus(enum.StrEnum):
    """How far an item or a transaction is reconciled (domain R21)."""

    FULLY_RECONCILED = "FULLY_RECONCILED"
    PARTIALLY_RECONCILED = "PARTIALLY_RECONCILED"
    NOT_RECONCILED = "NOT_RECONCILED"
    RECONCILED_WITH_PLANNED_PAYMENTS = "RECONCILED_WITH_PLANNED_PAYMENTS"
    RECONCILIATION_ERROR = "RECONCILIATION_ERROR"


class PlannedPaymentState(enum.StrEnum):
    """What became of a planned payment (domain R17)."""

    PLANNED = "PLANNED"
    ADJUSTED = "ADJUSTED"  # its amount was changed: it holds no items any more and arrives unreconciled
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
    UNDO = "UNDO"  # of a batch that a job made


class JobState(enum.StrEnum):
    """How far a job is (domain R24)."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"  # errors of single accounts are told beside it
    CANCELLED = "CANCELLED"  # what was done until then stands
    FAILED = "FAILED"  # it could not go on
