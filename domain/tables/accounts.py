"""Who is billed and for what: accounts, their members, ledger codes."""

from domain.tables.record import Record, table
from domain.tables.references import AccountId


@table(
    "accounts",
    noun="account",
    searched=("number", "owner_name", "email"),
    personal=("owner_name", "email", "external_id", "metadata"),
    derived={
        "balance_cents",
        "processing_cents",
        "planned_cents",
        "unreconciled_debit_cents",
        "unreconciled_credit_cents",
        "recording_seq",
        "invoice_seq",
        "payment_seq",
        "deposit_seq",
        "credit_seq",
        "cancellation_seq",
        "refund_seq",
        "correction_seq",
        "audit_seq",
        "audit_hash",
        "last_recorded_at",
    },
)
class AccountRow(Record):
    """Who is billed, with the sums and counters that only a holder of the account's lock changes.

    ``external_id`` is what another system calls it, and ``metadata`` what that keeps with it, a JSON object of texts; so in
    all tables (domain R48).

    ``invoice_seq`` and so on count the numbers that were generated for each kind of transaction (domain R5c).
    """

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
    audit_seq: int = 0
    audit_hash: str = ""
    last_recorded_at: int = 0
    invoice_seq: int = 0
    payment_seq: int = 0
    deposit_seq: int = 0
    credit_seq: int = 0
    cancellation_seq: int = 0
    refund_seq: int = 0
    correction_seq: int = 0
    number_key: str = ""
    owner_name_key: str = ""
    email_key: str = ""
    external_id: str | None = None
    metadata: str | None = None

    @property
    def audit_account_id(self) -> int:
        """Return its own id: an account's chain holds its changes."""
        return self.id

    @property
    def expected_balance_cents(self) -> int:
        """Return the balance once processing and planned money has arrived (domain R5b)."""
        return self.balance_cents - self.processing_cents - self.planned_cents


@table("members", noun="member", searched=("name",), personal=("name", "external_id", "metadata"))
class MemberRow(Record):
    """A person on an account: never deleted, only taken off it (domain R2a)."""

    account_id: AccountId
    name: str
    recorded_at: int
    withdrawn_at: int | None = None
    name_key: str = ""
    external_id: str | None = None
    metadata: str | None = None


@table("ledger_codes", noun="ledgerCode", searched=("code",))
class LedgerCodeRow(Record):
    """The revenue code of items (domain R3)."""

    code: str
    title: str
    archived: bool
    recorded_at: int
    withdrawn_at: int | None = None
    code_key: str = ""
    external_id: str | None = None
    metadata: str | None = None
