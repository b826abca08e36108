"""Rows of who is billed and for what: accounts, their members, ledger codes."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from domain.rows.record import Record

COUNTERS = frozenset(
    {
        "balance_cents",
        "processing_cents",
        "planned_cents",
        "unreconciled_debit_cents",
        "unreconciled_credit_cents",
        "recording_seq",
        "number_seq",
        "audit_seq",
        "audit_hash",
        "last_recorded_at",
    }
)


@dataclass(slots=True, eq=False)
class AccountRow(Record):
    """Who is billed, with the account's sums and counters."""

    TABLE: ClassVar[str] = "accounts"
    NOUN: ClassVar[str] = "account"
    DERIVED: ClassVar[frozenset[str]] = COUNTERS

    number: str
    owner_name: str
    email: str | None
    currency: str
    recorded_at: int
    withdrawn_at: int | None = None
    balance_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    unreconciled_debit_cents: int = 0
    unreconciled_credit_cents: int = 0
    recording_seq: int = 0
    number_seq: int = 0
    audit_seq: int = 0
    audit_hash: str = ""
    last_recorded_at: int = 0
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def audit_account_id(self) -> int:
        """An account's changes stand in its own chain."""
        return self.id

    @property
    def expected_balance_cents(self) -> int:
        """The balance once processing and planned money has arrived (domain R5b)."""
        return self.balance_cents - self.processing_cents - self.planned_cents


@dataclass(slots=True, eq=False)
class MemberRow(Record):
    """A person on an account."""

    TABLE: ClassVar[str] = "members"
    NOUN: ClassVar[str] = "member"

    account_id: int
    name: str
    recorded_at: int
    withdrawn_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)


@dataclass(slots=True, eq=False)
class LedgerCodeRow(Record):
    """The revenue code of items."""

    TABLE: ClassVar[str] = "ledger_codes"
    NOUN: ClassVar[str] = "ledgerCode"

    code: str
    title: str
    archived: bool
    recorded_at: int
    withdrawn_at: int | None = None
    related: dict[str, Any] = field(init=False, repr=False)
