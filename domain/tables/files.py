"""Imported files: how they are read under a kept name, and which of their rows had no number to know them by."""

from domain.tables.record import Record, table
from domain.tables.references import AccountId, TransactionId


@table("file_mappings", noun="fileMapping")
class FileMappingRow(Record):
    """How files of one program are read: kept under a name (domain R41).

    ``headers`` is a JSON object of the file's names by column. ``dates`` and ``decimals`` are None where a file must show
    them itself, and ``kind`` where it is not a kind of ``importRecords``.
    """

    name: str
    kind: str | None
    headers: str
    dates: str | None
    decimals: str | None
    recorded_at: int
    withdrawn_at: int | None = None


@table("imported_rows", noun="importedRow")
class ImportedRow(Record):
    """A row of a file and the transaction that it became; a digest of its values tells when it comes again (domain R41a)."""

    account_id: AccountId
    transaction_id: TransactionId
    digest: str
