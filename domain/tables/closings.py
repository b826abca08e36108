"""Closed periods."""

import datetime

from domain.tables.record import Record, table
from domain.tables.references import BatchId


@table("books_closings", noun="booksClosing")
class BooksClosingRow(Record):
    """All days up to one, closed until it is reopened (domain R46); ``reconciliations`` closes these as well.

    What was recorded in its days is complete at ``recorded_at``: nothing that came before has a later instant.
    """

    through: datetime.date
    reconciliations: bool
    batch_id: BatchId
    recorded_at: int
    recorded_by: str
    reopened_at: int | None = None
    reopened_by: str | None = None
    reopened_reason: str | None = None
