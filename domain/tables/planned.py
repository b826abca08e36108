"""Future money: planned payments (installments) and subscriptions."""

import datetime

from domain.core.kinds import OUTSTANDING, PaymentMethod, PlannedPaymentState, SubscriptionInterval
from domain.tables.record import Record, table
from domain.tables.references import AccountId, BatchId, LedgerCodeId, MemberId, TransactionId


@table("planned_payments", noun="plannedPayment", personal=("metadata",))
class PlannedPaymentRow(Record):
    """A future payment bound to invoice items (domain R17)."""

    account_id: AccountId
    batch_id: BatchId
    due_on: datetime.date
    amount_cents: int
    method: PaymentMethod
    state: PlannedPaymentState
    transaction_id: TransactionId | None
    recorded_at: int
    withdrawn_at: int | None = None
    external_id: str | None = None
    metadata: str | None = None

    @property
    def outstanding(self) -> bool:
        """Return True if the payment is still to come."""
        return self.withdrawn_at is None and self.state in OUTSTANDING


@table("subscriptions", noun="subscription", personal=("description",))
class SubscriptionRow(Record):
    """A charge that recurs each period and is paid at once by its method (domain R18).

    ``next_on`` is None once it has ended. ``counted_from`` is the day from which its periods are counted, None for
    ``starts_on``; the next period is the one numbered ``periods_charged + period_offset`` from there. ``charged_on`` is the
    first day of the last charged period. A ``paused`` one is not charged.
    """

    account_id: AccountId
    batch_id: BatchId
    description: str
    ledger_code_id: LedgerCodeId
    member_id: MemberId | None
    amount_cents: int
    interval: SubscriptionInterval
    method: PaymentMethod
    starts_on: datetime.date
    ends_on: datetime.date | None
    next_on: datetime.date | None
    periods_charged: int
    recorded_at: int
    withdrawn_at: int | None = None
    paused: bool = False
    counted_from: datetime.date | None = None
    period_offset: int = 0
    charged_on: datetime.date | None = None

    @property
    def charging(self) -> bool:
        """Return True if it will charge again, also if it is paused."""
        return self.withdrawn_at is None and self.next_on is not None
