"""Rows of billing: transactions, their items, and the edges that reconcile them."""

import datetime
from dataclasses import dataclass, field
from typing import Any, ClassVar

from domain.core import status
from domain.core.edges import lock_reason
from domain.core.kinds import (
    PaymentMethod,
    PaymentState,
    ReconciliationOrigin,
    ReconciliationStatus,
    Side,
    TransactionKind,
)
from domain.rows.record import Record

SUMS = frozenset({"reconciled_cents", "processing_cents", "planned_cents", "faulty_count"})


class Summed:
    """What follows from a row's sums (domain R21): for an item and for a transaction alike."""

    __slots__ = ()

    amount_cents: int
    reconciled_cents: int
    processing_cents: int
    planned_cents: int
    faulty_count: int
    currency: str

    @property
    def sums(self) -> status.Sums:
        """What its status follows from (domain R21)."""
        return status.Sums(
            self.amount_cents, self.reconciled_cents, self.processing_cents, self.planned_cents, self.faulty_count
        )

    @property
    def settled_cents(self) -> int:
        """Reconciled with money that has arrived."""
        return status.settled_cents(self.sums)

    @property
    def unreconciled_cents(self) -> int:
        """Its open part (domain R21a)."""
        return self.amount_cents - self.reconciled_cents - self.planned_cents

    @property
    def planned_shortfall_cents(self) -> int:
        """What planned payments leave uncovered (domain R21a)."""
        return status.planned_shortfall_cents(self.sums)

    @property
    def status(self) -> ReconciliationStatus:
        """How far it is reconciled (domain R21)."""
        return status.status_of(self.sums)

    @property
    def status_reason(self) -> str:
        """The status in one line of words."""
        return status.reason_of(self.sums, self.currency)


@dataclass(slots=True, eq=False)
class TransactionRow(Summed, Record):
    """A billing row, with the sums of its items."""

    TABLE: ClassVar[str] = "transactions"
    NOUN: ClassVar[str] = "transaction"
    DERIVED: ClassVar[frozenset[str]] = SUMS

    account_id: int
    batch_id: int
    kind: TransactionKind
    number: str
    date: datetime.date
    due_on: datetime.date | None
    recorded_at: int
    recording_seq: int
    withdrawn_at: int | None
    description: str
    reference: str | None
    method: PaymentMethod | None
    payment_state: PaymentState | None
    corrects_id: int | None
    confirmed_at: int | None
    failed_at: int | None
    amount_cents: int
    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0
    related: dict[str, Any] = field(init=False, repr=False)
    currency: str = field(init=False, repr=False)
    """The account's currency, where the statement that loaded the row read it too."""

    @property
    def side(self) -> Side:
        """Debit or credit, by its kind."""
        return self.kind.side


@dataclass(slots=True, eq=False)
class ItemRow(Summed, Record):
    """One line of a transaction."""

    TABLE: ClassVar[str] = "items"
    NOUN: ClassVar[str] = "item"
    DERIVED: ClassVar[frozenset[str]] = SUMS

    account_id: int
    transaction_id: int
    position: int
    side: Side
    kind: TransactionKind
    date: datetime.date
    recording_seq: int
    withdrawn_at: int | None
    description: str
    ledger_code_id: int | None
    member_id: int | None
    cancels_id: int | None
    amount_cents: int
    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0
    related: dict[str, Any] = field(init=False, repr=False)
    currency: str = field(init=False, repr=False)
    """The account's currency, where the statement that loaded the row read it too."""


_CARRIED_OF = {
    end: tuple(f"{end}_{fact}" for fact in ("kind", "date", "method", "ledger_code_id")) for end in ("credit", "debit")
}
CARRIED = tuple(column for columns in _CARRIED_OF.values() for column in columns)
"""What an edge carries of its ends for the reports; none of it ever changes (domain R5a)."""


def carried(end: str, item: ItemRow, transaction: TransactionRow) -> dict[str, Any]:
    """What an edge carries of one of its ends, ``credit`` or ``debit``, by column."""
    facts = (item.kind, item.date, transaction.method, item.ledger_code_id)
    return dict(zip(_CARRIED_OF[end], facts, strict=True))


@dataclass(slots=True, eq=False)
class ReconciliationRow(Record):
    """One edge between a credit item (or a planned payment) and a debit item."""

    TABLE: ClassVar[str] = "reconciliations"
    NOUN: ClassVar[str] = "reconciliation"
    DERIVED: ClassVar[frozenset[str]] = frozenset({"currency", *CARRIED})

    account_id: int
    credit_account_id: int
    credit_item_id: int | None
    credit_transaction_id: int | None
    planned_payment_id: int | None
    debit_item_id: int
    debit_transaction_id: int
    amount_cents: int
    origin: ReconciliationOrigin
    processing: bool
    faulty: bool
    recorded_at: int
    recorded_by: str
    batch_id: int
    released_at: int | None = None
    released_batch_id: int | None = None
    replaces_id: int | None = None
    currency: str = ""
    credit_kind: TransactionKind | None = None
    credit_date: datetime.date | None = None
    credit_method: PaymentMethod | None = None
    credit_ledger_code_id: int | None = None
    debit_kind: TransactionKind = TransactionKind.INVOICE
    debit_date: datetime.date = datetime.date.min
    debit_method: PaymentMethod | None = None
    debit_ledger_code_id: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)
    item_has_planned: bool = field(init=False, repr=False)
    """Whether the debit item has an outstanding planned edge, where the statement that loaded the row read it too."""

    @property
    def item_ids(self) -> tuple[int, ...]:
        """The items at its ends; one while its money is planned."""
        return tuple(each for each in (self.credit_item_id, self.debit_item_id) if each is not None)

    @property
    def transaction_ids(self) -> tuple[int, ...]:
        """The transactions at its ends; one while its money is planned."""
        return tuple(each for each in (self.credit_transaction_id, self.debit_transaction_id) if each is not None)

    @property
    def first_id(self) -> int:
        """The edge that it stands for: the first of those that undos put one after the other, itself where none did."""
        return self.replaces_id or self.id

    @property
    def lock_reason(self) -> str | None:
        """Why it can be neither modified nor deleted, in words, or None (domain R15). A faulty one holds nothing."""
        if self.faulty:
            return None
        return lock_reason(
            planned=self.planned_payment_id is not None,
            processing=self.processing,
            item_has_planned=self.item_has_planned,
            debit_kind=self.debit_kind,
        )

    @property
    def locked(self) -> bool:
        """Whether it can be neither modified nor deleted (domain R15)."""
        return self.lock_reason is not None
