"""Billing: transactions, their items, and the reconciliations between items."""

import datetime
from dataclasses import field

from domain.core import status
from domain.core.kinds import (
    PaymentMethod,
    PaymentState,
    ReconciliationOrigin,
    ReconciliationStatus,
    Side,
    TransactionKind,
    origin_text,
)
from domain.core.reconciliation_rules import lock_reason
from domain.person_names import person_name
from domain.tables.hiding import HIDDEN, Hideable, without_untold
from domain.tables.record import Record, table
from domain.tables.references import (
    AccountId,
    BatchId,
    ItemId,
    LedgerCodeId,
    MemberId,
    PlannedPaymentId,
    ReconciliationId,
    TransactionId,
)
from domain.texts import Text, say

SUMS = {"reconciled_cents", "processing_cents", "planned_cents", "faulty_count"}


class Summed(Hideable):
    """What an item or a transaction computes from its sums (domain R21)."""

    __slots__ = ()

    amount_cents: int
    reconciled_cents: int
    processing_cents: int
    planned_cents: int
    faulty_count: int
    withdrawn_at: int | None
    currency: str

    @property
    def sums(self) -> status.Sums:
        """Return the sums that decide its status (domain R21)."""
        return status.Sums(
            self.amount_cents, self.reconciled_cents, self.processing_cents, self.planned_cents, self.faulty_count
        )

    @property
    def settled_cents(self) -> int:
        """Return the part that is reconciled with money that has arrived."""
        return status.settled_cents(self.sums)

    @property
    def unreconciled_cents(self) -> int:
        """Return its open part (domain R21a)."""
        return self.amount_cents - self.reconciled_cents - self.planned_cents

    @property
    def planned_shortfall_cents(self) -> int:
        """Return what planned payments leave uncovered (domain R21a)."""
        return status.planned_shortfall_cents(self.sums)

    @property
    def status(self) -> ReconciliationStatus:
        """Return how far it is reconciled (domain R21)."""
        return status.status_of(self.sums)

    @property
    def status_reason(self) -> Text:
        """Return the status in one line of words."""
        return status.reason_of(self.sums, self.currency)


@table(
    "transactions",
    noun="transaction",
    derived={*SUMS, "banked_cents"},
    searched=("number", "reference", "description"),
    personal=("description", "reference", "metadata"),
)
class TransactionRow(Summed, Record):
    """Any billing row, with the sums of its items (domain R4, R5).

    ``confirmed_at`` and ``failed_at`` say when its money arrived and came back, so that its state at an earlier instant is
    known (domain R32a). ``moved_from_id`` is the payment on another account that this one replaces (domain R39b).
    ``write_off``: a credit that settles only the invoice items for which it was recorded (domain R40).
    An invoice of a series without gaps has the series' name and its place in it (domain R5c).
    ``banked_cents`` is how much of a cash transaction stands on bank lines.
    """

    account_id: AccountId
    batch_id: BatchId
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
    corrects_id: TransactionId | None
    confirmed_at: int | None
    failed_at: int | None
    amount_cents: int
    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0
    moved_from_id: TransactionId | None = None
    write_off: bool = False
    series: str | None = None
    series_seq: int | None = None
    number_key: str = ""
    reference_key: str = ""
    description_key: str = ""
    banked_cents: int = 0
    external_id: str | None = None
    metadata: str | None = None
    currency: str = field(init=False, repr=False)
    """The account's currency, if the statement that loaded the row selected it."""

    @property
    def side(self) -> Side:
        """Return the side of its kind, debit or credit."""
        return self.kind.side


@table("transaction_versions", noun="transactionVersion")
class TransactionVersionRow(Record):
    """A transaction's values until it was changed (domain R39a): ``ended_at`` is the instant of that change.

    The store writes it with the audit event of the change, whose id it has, and a replay of the log writes it again.
    """

    account_id: AccountId
    transaction_id: TransactionId
    ended_at: int
    due_on: datetime.date | None
    description: str
    reference: str | None
    method: PaymentMethod | None


VERSIONED = ("due_on", "description", "reference", "method")
"""The columns of a transaction that may change, and of which earlier values are kept as versions."""


@table("items", noun="item", derived=SUMS, searched=("description",), personal=("description", "metadata"))
class ItemRow(Summed, Record):
    """One line of a transaction: what is reconciled.

    Kind, date and recording order are copies of its transaction's, which never change (domain R5a), so that one index finds
    open items in order.
    """

    account_id: AccountId
    transaction_id: TransactionId
    position: int
    side: Side
    kind: TransactionKind
    date: datetime.date
    recording_seq: int
    withdrawn_at: int | None
    description: str
    ledger_code_id: LedgerCodeId | None
    member_id: MemberId | None
    cancels_id: ItemId | None
    amount_cents: int
    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0
    description_key: str = ""
    external_id: str | None = None
    metadata: str | None = None
    currency: str = field(init=False, repr=False)
    """The account's currency, if the statement that loaded the row selected it."""


CARRIED = tuple(
    f"{end}_{column}" for end in ("credit", "debit") for column in ("kind", "date", "method", "ledger_code_id")
)
"""The columns that a reconciliation copies from its two ends for the reports.

Only a method ever changes (domain R39a); the store then changes the copies.
"""


@table("reconciliations", noun="reconciliation", derived={"currency", *CARRIED})
class ReconciliationRow(Record):
    """How much of one credit item settles one debit item (domain R6).

    A planned one has a planned payment instead of the credit item. ``processing``: its money has not arrived. ``faulty``: it
    was imported although it is wrong, and counts nowhere (domain R22a). ``replaces_id`` is the first of the reconciliations
    that undos replaced by this one (domain R25a). Reports read this table alone, so it copies what they group by
    (``CARRIED``).
    """

    account_id: AccountId
    credit_account_id: int
    """The account of the credit item, to which it refers together with ``credit_item_id``."""
    credit_item_id: ItemId | None
    credit_transaction_id: TransactionId | None
    planned_payment_id: PlannedPaymentId | None
    debit_item_id: ItemId
    debit_transaction_id: TransactionId
    amount_cents: int
    origin: ReconciliationOrigin
    processing: bool
    faulty: bool
    recorded_at: int
    recorded_by: str
    batch_id: BatchId
    released_at: int | None = None
    released_batch_id: BatchId | None = None
    replaces_id: ReconciliationId | None = None
    currency: str = ""
    credit_kind: TransactionKind | None = None
    credit_date: datetime.date | None = None
    credit_method: PaymentMethod | None = None
    credit_ledger_code_id: LedgerCodeId | None = None
    debit_kind: TransactionKind = TransactionKind.INVOICE
    debit_date: datetime.date = datetime.date.min
    debit_method: PaymentMethod | None = None
    debit_ledger_code_id: LedgerCodeId | None = None
    item_has_planned: bool = field(init=False, repr=False)
    """Whether the debit item has an outstanding planned one, if the statement that loaded the row selected it."""

    def audit_snapshot(self) -> dict[str, object]:
        """See ``Record.audit_snapshot``: that a row is hidden is not part of the record."""
        snapshot = Record.audit_snapshot(self)
        return without_untold(snapshot, released_at=None, released_batch_id=None) if self.hidden else snapshot

    @property
    def hidden(self) -> bool:
        """Return True while it is recorded but not shown (domain R24b)."""
        return self.released_at == HIDDEN

    @property
    def stands(self) -> bool:
        """Return True until it is released, also while it is hidden."""
        return self.released_at is None or self.hidden

    def hide(self) -> None:
        """Hide a new row until it is shown with all others of its account."""
        self.released_at, self.released_batch_id = HIDDEN, self.batch_id

    @property
    def item_ids(self) -> tuple[int, ...]:
        """Return the items at its ends; one item while its money is planned."""
        return tuple(each for each in (self.credit_item_id, self.debit_item_id) if each is not None)

    @property
    def transaction_ids(self) -> tuple[int, ...]:
        """Return the transactions at its ends; one transaction while its money is planned."""
        return tuple(each for each in (self.credit_transaction_id, self.debit_transaction_id) if each is not None)

    @property
    def first_id(self) -> int:
        """Return the first of the reconciliations that undos replaced by this one, or its own id."""
        return self.replaces_id or self.id

    @property
    def reason(self) -> Text:
        """Return why it was made and by whom, as a sentence (domain R21b)."""
        if self.faulty:
            return say("reconciliation-imported-invalid", recorded_by=person_name(self.recorded_by))
        if self.planned_payment_id is not None:
            return say("reconciliation-planned", recorded_by=person_name(self.recorded_by))
        id_ = "reconciliation-made" if self.replaces_id is None else "reconciliation-made-again"
        return say(id_, origin=origin_text(self.origin), recorded_by=person_name(self.recorded_by))

    @property
    def lock_reason(self) -> Text | None:
        """Return why it can be neither modified nor deleted, in words, or None (domain R15). An invalid one never locks."""
        if self.faulty:
            return None
        return lock_reason(
            planned=self.planned_payment_id is not None,
            processing=self.processing,
            item_has_planned=self.item_has_planned,
            debit_kind=self.debit_kind,
            write_off=self.origin is ReconciliationOrigin.WRITE_OFF,
        )

    @property
    def locked(self) -> bool:
        """Return True if it can be neither modified nor deleted (domain R15)."""
        return self.lock_reason is not None
