"""Sums over all accounts, for totals and reports as of now (domain R32c), which the store keeps with what it writes."""

import datetime
import enum

from domain.tables.record import Record, table
from domain.tables.references import AccountId, BatchId

BITS = 32
"""A sum of cents is stored in two parts, of which the low one has so many bits: it may exceed 64."""


class BookFigure(enum.StrEnum):
    """What is summed up; ``store/book_figures.py`` says of which rows."""

    OPEN = "OPEN"
    """What unreconciled items have open, by their date and kind."""
    SOLD = "SOLD"
    """Items of invoices, credits and cancellations, by their date, kind and ledger code."""
    OWED = "OWED"
    """What is owed of invoices, by the day on which they are due."""
    OWED_PROCESSING = "OWED_PROCESSING"
    """The part of it for which money is processing."""
    OWED_PLANNED = "OWED_PLANNED"
    """The part of it that planned payments hold."""
    CASH = "CASH"
    """Reconciliations of cash transactions, by the cash's date, kind, method and state and the other end's ledger code."""
    CASH_OPEN = "CASH_OPEN"
    """What cash transactions have open, by their date, kind, method and state."""
    CREDIT_USED = "CREDIT_USED"
    """Reconciliations of invoice items with credits, by the credit's date, the item's ledger code and the credit's own."""
    ACCOUNTS = "ACCOUNTS"
    """How many accounts there are, all on one day."""


class BookSpan(enum.StrEnum):
    """How many days a stored sum covers."""

    DAY = "DAY"
    MONTH = "MONTH"


@table("book_sums", noun="bookSum")
class BookSumRow(Record):
    """A sum of a day or month, which ``day`` begins: ``cents_high`` times 2^BITS, plus ``cents_low``.

    What does not divide a figure is empty, or 0. ``row_count`` is how many rows are in the sum.
    """

    figure: BookFigure
    span: BookSpan
    day: datetime.date
    currency: str
    kind: str
    method: str
    processing: bool
    ledger_code_id: int
    own_ledger_code_id: int
    row_count: int
    cents_high: int
    cents_low: int


@table("hidden_book_sums", noun="hiddenBookSum")
class HiddenBookSumRow(Record):
    """What a day's sum gains by the rows that a batch has hidden on an account, once they are shown (domain R24b)."""

    account_id: AccountId
    batch_id: BatchId
    figure: BookFigure
    day: datetime.date
    currency: str
    kind: str
    method: str
    processing: bool
    ledger_code_id: int
    own_ledger_code_id: int
    row_count: int
    cents_high: int
    cents_low: int


@table("book_sum_changes", noun="bookSumChange")
class BookSumChangeRow(Record):
    """What a unit of work added to the sum of a day and is not in ``book_sums`` yet."""

    figure: BookFigure
    day: datetime.date
    currency: str
    kind: str
    method: str
    processing: bool
    ledger_code_id: int
    own_ledger_code_id: int
    row_count: int
    cents_high: int
    cents_low: int
