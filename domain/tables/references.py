"""Columns that hold another row's id, each named after the table to which it refers."""

from dataclasses import dataclass
from typing import Annotated, TypeAlias


@dataclass(frozen=True, slots=True)
class References:
    """Marks an id as that of a row of ``table``, which cannot be deleted while it is referred to."""

    table: str


AccountId: TypeAlias = Annotated[int, References("accounts")]
BankAccountId: TypeAlias = Annotated[int, References("bank_accounts")]
BankLineId: TypeAlias = Annotated[int, References("bank_lines")]
BankLinePartId: TypeAlias = Annotated[int, References("bank_line_parts")]
BankStatementId: TypeAlias = Annotated[int, References("bank_statements")]
BatchId: TypeAlias = Annotated[int, References("batches")]
ItemId: TypeAlias = Annotated[int, References("items")]
JobId: TypeAlias = Annotated[int, References("jobs")]
JournalId: TypeAlias = Annotated[int, References("journals")]
LedgerCodeId: TypeAlias = Annotated[int, References("ledger_codes")]
MemberId: TypeAlias = Annotated[int, References("members")]
PayerId: TypeAlias = Annotated[int, References("payers")]
PlannedPaymentId: TypeAlias = Annotated[int, References("planned_payments")]
ReconciliationId: TypeAlias = Annotated[int, References("reconciliations")]
RoleId: TypeAlias = Annotated[int, References("roles")]
TransactionId: TypeAlias = Annotated[int, References("transactions")]
UserId: TypeAlias = Annotated[int, References("users")]
WebhookId: TypeAlias = Annotated[int, References("webhooks")]
