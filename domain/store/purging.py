"""Rewriting a database's own files, so that they hold nothing of what was deleted or replaced (domain R49)."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import asyncpg

from domain.store.postgres.hosts import Hosts
from domain.store.url import parse_url
from domain.tables import (
    AccountRow,
    AuditTextsRow,
    BankLinePartRow,
    BankLineRow,
    DocumentRow,
    IdempotencyKeyRow,
    ImportedRow,
    ItemRow,
    JobErrorRow,
    JobRow,
    MailRow,
    MemberRow,
    PayerRow,
    PlannedPaymentRow,
    SessionRow,
    SignInCodeRow,
    StagedRowsRow,
    SubscriptionRow,
    TransactionRow,
    TransactionVersionRow,
    UserRow,
)
from domain.tables.texts import TEXT_INDEXES

WAIT_MS = 5_000
REWRITTEN = (
    *(
        AccountRow,
        MemberRow,
        UserRow,
        SessionRow,
        SignInCodeRow,
        AuditTextsRow,
        IdempotencyKeyRow,
        ImportedRow,
        ItemRow,
    ),
    *(BankLineRow, BankLinePartRow, PayerRow),
    *(DocumentRow, MailRow, PlannedPaymentRow),
    *(JobErrorRow, JobRow, StagedRowsRow, SubscriptionRow, TransactionRow, TransactionVersionRow),
)
"""The tables in which erasing replaces or deletes anything."""


class InUse(Exception):
    """Another program has the database open, so its files cannot be rewritten."""


async def purge(url: str) -> None:
    """Rewrite what may hold erased texts. What is copied elsewhere, and PostgreSQL's write-ahead log, is the operator's.

    Raises ``InUse`` for a SQLite file that another program has open, and whatever the database refuses.
    """
    parsed = parse_url(url)
    if parsed.path is not None:
        await asyncio.to_thread(_rewrite_file, parsed.path)
    else:
        assert parsed.dsn is not None
        await _rewrite_tables(parsed.dsn)


def _rewrite_file(path: Path) -> None:
    """Rewrite a SQLite file: without its log, which only a program alone with the file can end, and without free pages."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={WAIT_MS}")
        connection.execute("PRAGMA secure_delete=on")
        try:
            connection.execute("PRAGMA journal_mode=delete")
            for index in TEXT_INDEXES:  # what was replaced stays in its older parts until they are merged
                connection.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('optimize')")
            connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise InUse from error
            raise
        connection.execute("PRAGMA journal_mode=wal")


async def _rewrite_tables(dsn: str) -> None:
    """Rewrite PostgreSQL's tables, one after the other: each is locked meanwhile. Their statistics hold common values."""
    connection = await Hosts(dsn).connect()
    try:
        for table in (*(cls.TABLE for cls in REWRITTEN), *(index.name for index in TEXT_INDEXES)):
            await connection.execute(f"VACUUM (FULL, ANALYZE) {table}")
        for statement in ("VACUUM FULL pg_statistic", "CHECKPOINT"):
            with contextlib.suppress(asyncpg.InsufficientPrivilegeError):  # it is done sooner or later without us
                await connection.execute(statement)
    finally:
        await connection.close()
