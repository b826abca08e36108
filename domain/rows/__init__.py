"""What a stored row looks like in memory: one slotted class a table, its columns in order, and what follows from them.

Reads make these from raw rows, services make them to be written; the tables themselves are declared in ``models/``.
``related`` holds what a graph read hung below the row, by the answer's field names.
"""

from domain.rows.access import ApiTokenRow, SessionRow, SignInCodeRow, UserRow
from domain.rows.accounts import AccountRow, LedgerCodeRow, MemberRow
from domain.rows.billing import (
    ItemRow,
    ReconciliationRow,
    TransactionRow,
)
from domain.rows.jobs import JobErrorRow, JobRow
from domain.rows.log import AuditEventRow, BatchRow, IdempotencyKeyRow, OrganisationRow
from domain.rows.planned import PlannedPaymentRow, SubscriptionRow
from domain.rows.record import Record

__all__ = [
    "AccountRow",
    "ApiTokenRow",
    "AuditEventRow",
    "BatchRow",
    "IdempotencyKeyRow",
    "ItemRow",
    "JobErrorRow",
    "JobRow",
    "LedgerCodeRow",
    "MemberRow",
    "OrganisationRow",
    "PlannedPaymentRow",
    "ReconciliationRow",
    "Record",
    "SessionRow",
    "SignInCodeRow",
    "SubscriptionRow",
    "TransactionRow",
    "UserRow",
]
