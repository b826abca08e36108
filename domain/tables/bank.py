"""The bank's side: the organisation's bank accounts, their statements and lines, what explains them, and who paid."""

import datetime
from dataclasses import field

from domain.core.bank_lines import status_of_line
from domain.core.kinds import BankFileFormat, BankLinePartKind, BankLineStatus
from domain.tables.hiding import Hideable
from domain.tables.record import Record, table
from domain.tables.references import (
    AccountId,
    BankAccountId,
    BankLineId,
    BankLinePartId,
    BankStatementId,
    BatchId,
    PayerId,
    TransactionId,
)


@table("bank_accounts", noun="bankAccount", searched=("name",))
class BankAccountRow(Record):
    """An account of the organisation itself, at a bank or a payment processor."""

    name: str
    currency: str
    iban: str | None
    number: str | None
    recorded_at: int
    withdrawn_at: int | None = None
    name_key: str = ""


@table("bank_statements", noun="bankStatement")
class BankStatementRow(Hideable, Record):
    """The movements of one imported file on a bank account."""

    bank_account_id: BankAccountId
    batch_id: BatchId
    format: BankFileFormat
    first_day: datetime.date
    last_day: datetime.date
    opening_cents: int | None
    closing_cents: int | None
    line_count: int
    recorded_at: int
    recorded_by: str
    withdrawn_at: int | None = None


@table(
    "bank_lines",
    noun="bankLine",
    derived={"explained_cents"},
    searched=("payer_name", "payer_account", "text", "structured_reference"),
    personal=("payer_name", "payer_account", "text", "structured_reference", "ignored_reason"),
)
class BankLineRow(Hideable, Record):
    """One movement on a bank account: money in is positive. It never changes; a person may say why it needs no explanation.

    ``key`` is a digest of what identifies the movement, ``entry_key`` of the bank's entry of which it is all or a detail,
    None where the bank gave no id. ``fee_cents`` is what a payment processor kept of it, negative. ``explained_cents`` is
    what its parts add up to. ``batch_id`` is the import that brought it first.
    """

    bank_account_id: BankAccountId
    batch_id: BatchId
    booked_on: datetime.date
    value_on: datetime.date | None
    amount_cents: int
    payer_name: str | None
    payer_account: str | None
    text: str
    structured_reference: str | None
    bank_id: str | None
    kind: str | None
    fee_cents: int | None
    key: str
    entry_key: str | None
    recorded_at: int
    ignored_reason: str | None = None
    withdrawn_at: int | None = None
    explained_cents: int = 0
    payer_name_key: str = ""
    payer_account_key: str = ""
    text_key: str = ""
    structured_reference_key: str = ""
    currency: str = field(init=False, repr=False)
    """The bank account's currency, if the statement that loaded the row selected it."""

    @property
    def status(self) -> BankLineStatus:
        """Return how much of it is explained."""
        return status_of_line(self.amount_cents, self.explained_cents, ignored=self.ignored_reason is not None)

    @property
    def unexplained_cents(self) -> int:
        """Return what its parts leave of its amount, with its sign."""
        return self.amount_cents - self.explained_cents


@table("bank_statement_lines", noun="bankStatementLine")
class BankStatementLineRow(Record):
    """That a statement names a line; several may name the same movement. ``position`` counts from 1."""

    statement_id: BankStatementId
    line_id: BankLineId
    position: int


@table("bank_line_parts", noun="bankLinePart", personal=("reason",))
class BankLinePartRow(Record):
    """What explains a line, or some of it: signed as money moves on the bank account.

    One with a transaction belongs to the chain of its account, which is locked whenever the transaction changes; the others
    belong to the organisation's. ``replaces_id`` is the first of the parts that undos replaced by this one.
    """

    line_id: BankLineId
    account_id: AccountId | None
    transaction_id: TransactionId | None
    kind: BankLinePartKind
    amount_cents: int
    reason: str | None
    recorded_at: int
    recorded_by: str
    batch_id: BatchId
    withdrawn_at: int | None = None
    replaces_id: BankLinePartId | None = None

    @property
    def first_id(self) -> int:
        """Return the first of the parts that undos replaced by this one, or its own id."""
        return self.replaces_id or self.id

    @property
    def counted_cents(self) -> int:
        """Return what it explains of its line: nothing once it has ended."""
        return self.amount_cents if self.withdrawn_at is None else 0


@table("payers", noun="payer", searched=("name", "payer_account"), personal=("name", "payer_account"))
class PayerRow(Record):
    """Who pays by bank: known by the number of their account, or by a name where the bank gives none."""

    name: str | None
    payer_account: str | None
    recorded_at: int
    withdrawn_at: int | None = None
    name_key: str = ""
    payer_account_key: str = ""

    @property
    def identity(self) -> str:
        """Return what no two present payers share: a slash and the name, if no account's number is known."""
        return self.payer_account_key or f"/{self.name_key}"


@table("payer_accounts", noun="payerAccount")
class PayerAccountRow(Record):
    """That a payer has paid for an account, as a person chose; it belongs to the organisation's chain, as the payer does."""

    payer_id: PayerId
    account_id: AccountId
    recorded_at: int
    withdrawn_at: int | None = None

    @property
    def audit_account_id(self) -> None:
        """Return None: its changes stand in the organisation's chain."""
        return

    @property
    def pair(self) -> str:
        """Return what no two present rows share."""
        return f"{self.payer_id}/{self.account_id}"
