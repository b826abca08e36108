"""Journals that were exported to the ledger, and their lines."""

import datetime

from domain.core.journal import JournalRole, credit_cents, debit_cents
from domain.core.kinds import PaymentMethod, Side
from domain.tables.record import Record, table
from domain.tables.references import BatchId, JournalId, LedgerCodeId


@table("journals", noun="journal")
class JournalRow(Record):
    """A journal as it was exported, which never changes (domain R46b). Both sides of its lines come to ``amount_cents``.

    ``seq`` counts all journals without a gap. ``begun_through`` is the last of its days that had begun when it was exported;
    until then a later journal corrects it. ``lines_hash`` is SHA-256 over its lines.
    """

    seq: int
    number: str
    currency: str
    first_day: datetime.date
    last_day: datetime.date
    begun_through: datetime.date
    correction: bool
    amount_cents: int
    line_count: int
    lines_hash: str
    batch_id: BatchId
    recorded_at: int
    recorded_by: str

    @property
    def debit_cents(self) -> int:
        """Return the sum of its debits."""
        return self.amount_cents

    @property
    def credit_cents(self) -> int:
        """Return the sum of its credits."""
        return self.amount_cents


@table("journal_lines", noun="journalLine")
class JournalLineRow(Record):
    """A line of a journal: a day's amounts of one account and side, negative where it takes back (domain R46b).

    ``date`` is that of posting; a line that corrects an earlier ``day`` is posted on a later one.
    """

    journal_id: JournalId
    position: int
    currency: str
    day: datetime.date
    role: JournalRole
    method: PaymentMethod | None
    ledger_code_id: LedgerCodeId | None
    side: Side
    cents: int
    date: datetime.date
    account: str
    description: str
    reference: str

    @property
    def debit_cents(self) -> int:
        """Return what it debits; 0 if it credits."""
        return debit_cents(self.side, self.cents)

    @property
    def credit_cents(self) -> int:
        """Return what it credits; 0 if it debits."""
        return credit_cents(self.side, self.cents)
