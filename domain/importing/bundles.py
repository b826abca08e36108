"""What belongs together in a file: the rows of one invoice, or of one pair; an importer sees them whole (domain R24b)."""

from domain.core.text import clean_number
from domain.errors import Refusal
from domain.importing.kinds import ImportKind
from domain.importing.readers.rows import FileRow

DOCUMENTS = {ImportKind.INVOICES: "invoice_number", ImportKind.CREDITS: "credit_number"}
"""The column that says which rows are one document, by kind."""

UNIQUE = {ImportKind.ACCOUNTS: "account_number", ImportKind.PAYMENTS: "number", ImportKind.REFUNDS: "number"}
"""The column of which a file may have each number once, by kind."""


def bundle_of(kind: ImportKind, row: FileRow) -> str:
    """Return what the rows of one bundle have in common; "" for a row that belongs to no other.

    These are the items of a document, and reconciliations that may be of one pair.
    """
    if kind is ImportKind.RECONCILIATIONS:
        return f"{row['credit_number']} {row['debit_number']}"
    return document_of(row[DOCUMENTS[kind]]) if kind in DOCUMENTS else ""


def document_of(text: str) -> str:
    """Return a document's number; "" where that cannot be read."""
    try:
        return clean_number(text)
    except Refusal:
        return ""
