"""Rows of money that is to come: planned payments (installments), and subscriptions."""

import datetime
from dataclasses import dataclass, field
from typing import Any, ClassVar

from domain.core.kinds import OUTSTANDING, PaymentMethod, PlannedPaymentState, SubscriptionInterval
from domain.rows.record import Record


@dataclass(slots=True, eq=False)
class PlannedPaymentRow(Record):
    """A future payment bound to invoice items (domain R17)."""

    TABLE: ClassVar[str] = "planned_payments"
    NOUN: ClassVar[str] = "plannedPayment"

    account_id: int
    batch_id: int
    due_on: datetime.date
    amount_cents: int
    method: PaymentMethod
    state: PlannedPaymentState
    transaction_id: int | None
    recorded_at: int
    withdrawn_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def outstanding(self) -> bool:
        """Whether it is still to come."""
        return self.withdrawn_at is None and self.state in OUTSTANDING


@dataclass(slots=True, eq=False)
class SubscriptionRow(Record):
    """A charge that comes again each period (domain R18). ``next_on`` is None once it has ended."""

    TABLE: ClassVar[str] = "subscriptions"
    NOUN: ClassVar[str] = "subscription"

    account_id: int
    batch_id: int
    description: str
    ledger_code_id: int
    member_id: int | None
    amount_cents: int
    interval: SubscriptionInterval
    method: PaymentMethod
    starts_on: datetime.date
    ends_on: datetime.date | None
    next_on: datetime.date | None
    periods_charged: int
    recorded_at: int
    withdrawn_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)
