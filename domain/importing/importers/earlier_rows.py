"""Rows that came with an earlier file: by a digest of their values, for what no stored record shows (domain R41a)."""

import hashlib
from collections.abc import Sequence

import orjson

from domain.importing.readers.rows import FileRow
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ImportedRow, TransactionRow


def digest_of(values: Sequence[object]) -> str:
    """Return a digest of a row's values, as they are understood and not as they are written."""
    return hashlib.sha256(orjson.dumps([*values])).hexdigest()


def row_bytes(row: FileRow) -> bytes:
    """Return what tells a row of a file from others, in whatever order and with whatever names its columns are written."""
    return orjson.dumps(sorted(row.items()))


def keep_digest(unit: UnitOfWork, transaction: TransactionRow, digest: str) -> None:
    """Keep the digest of the row that a transaction was imported from."""
    unit.changes.add(ImportedRow(unit.new_id(), transaction.account_id, transaction.id, digest))
