"""Level: a database. Books with very many open items, written by plain statements; equal for equal sizes on either database.

No audit event tells of them, so `verify` would complain: they are there for measuring what comes after.
"""

import contextlib
import datetime
import random
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import asyncpg

from domain.core.kinds import PaymentMethod, PaymentState, Side, TransactionKind
from domain.store.statements import insert_sql
from domain.store.url import parse_url
from domain.tables import AccountRow, BatchRow, ItemRow, LedgerCodeRow, Record, TransactionRow

ITEMS_AN_INVOICE = 3
MONEY_SHARE = 0.9
"""So much of what is owed has been paid, which reconciling all will find out."""
FIRST_DAY = datetime.date(2024, 1, 1)
ACCOUNTS_AT_ONCE = 500
CODE, BATCH, RECORDED_AT = 1, 2, 1_700_000_000_000_000


class Books(NamedTuple):
    """The rows of some accounts."""

    accounts: list[AccountRow]
    transactions: list[TransactionRow]
    items: list[ItemRow]


async def fill_books(url: str, items: int, accounts: int) -> None:
    """Write so many open items, invoiced and paid in turn, on so many accounts of a fresh database."""
    database = parse_url(url)
    if database.path is not None:
        with contextlib.closing(sqlite3.connect(database.path)) as connection:
            connection.execute("pragma synchronous=off")
            for rows in _rows(items, accounts):
                connection.executemany(insert_sql(type(rows[0])).sqlite, [each.values() for each in rows])
            connection.commit()
            connection.execute("pragma wal_checkpoint(truncate)")
        return
    server = await asyncpg.connect(database.dsn)
    for rows in _rows(items, accounts):
        values = [each.values() for each in rows]
        await server.copy_records_to_table(rows[0].TABLE, records=values, columns=rows[0].columns())
    await server.execute("vacuum analyze")
    await server.close()


def _rows(items: int, accounts: int) -> Iterator[Sequence[Record]]:
    """Yield rows of one table at a time, those first to which others refer."""
    yield [LedgerCodeRow(CODE, "SWIM", "Swimming", False, RECORDED_AT, code_key="swim")]
    yield [BatchRow(BATCH, "importRecords", RECORDED_AT, "bench", "bench")]
    for books in books_of(items, accounts):
        yield from books


def books_of(items: int, accounts: int) -> Iterator[Books]:
    """Yield the rows of the accounts, some hundred accounts at a time."""
    chance, numbers = random.Random(1), iter(range(10, 1 << 62))
    for begun in range(0, accounts, ACCOUNTS_AT_ONCE):
        books = Books([], [], [])
        for place in range(begun, min(begun + ACCOUNTS_AT_ONCE, accounts)):
            of_one = items // accounts + (place < items % accounts)
            _fill_account(books, next(numbers), of_one, chance, numbers)
        yield books


def _fill_account(books: Books, account_id: int, items: int, chance: random.Random, numbers: Iterator[int]) -> None:
    account = AccountRow(account_id, f"B-{account_id}", f"Owner {account_id}", None, "USD", RECORDED_AT)
    account.number_key, account.owner_name_key = account.number.lower(), account.owner_name.lower()
    books.accounts.append(account)
    owed, day = 0, FIRST_DAY
    while items:
        day += datetime.timedelta(days=chance.randint(0, 6))
        if owed and items:
            paid = max(1, int(owed * chance.uniform(2 * MONEY_SHARE - 1, 1)))
            _record(books, account, TransactionKind.PAYMENT, [paid], day, numbers)
            items, owed = items - 1, 0
        else:
            amounts = [chance.randint(500, 20_000) for _ in range(min(items, ITEMS_AN_INVOICE))]
            _record(books, account, TransactionKind.INVOICE, amounts, day, numbers)
            items, owed = items - len(amounts), sum(amounts)


def _record(
    books: Books,
    account: AccountRow,
    kind: TransactionKind,
    amounts: Sequence[int],
    day: datetime.date,
    numbers: Iterator[int],
) -> None:
    is_money, cents = kind is TransactionKind.PAYMENT, sum(amounts)
    account.recording_seq += 1
    account.last_recorded_at = RECORDED_AT + account.recording_seq
    account.balance_cents += -cents if is_money else cents
    account.unreconciled_credit_cents += cents if is_money else 0
    account.unreconciled_debit_cents += 0 if is_money else cents
    transaction_id, seq = next(numbers), account.recording_seq
    number = f"{kind[:1]}-{transaction_id}"
    transaction = TransactionRow(
        id=transaction_id,
        account_id=account.id,
        batch_id=BATCH,
        kind=kind,
        number=number,
        date=day,
        due_on=None,
        recorded_at=account.last_recorded_at,
        recording_seq=seq,
        withdrawn_at=None,
        description="",
        reference=None,
        method=PaymentMethod.CARD if is_money else None,
        payment_state=PaymentState.CONFIRMED if is_money else None,
        corrects_id=None,
        confirmed_at=account.last_recorded_at if is_money else None,
        failed_at=None,
        amount_cents=cents,
        number_key=number.lower(),
    )
    books.transactions.append(transaction)
    for position, amount in enumerate(amounts, 1):
        item = ItemRow(
            id=next(numbers),
            account_id=account.id,
            transaction_id=transaction_id,
            position=position,
            side=Side.CREDIT if is_money else Side.DEBIT,
            kind=kind,
            date=day,
            recording_seq=seq,
            withdrawn_at=None,
            description="Lesson",
            ledger_code_id=None if is_money else CODE,
            member_id=None,
            cancels_id=None,
            amount_cents=amount,
            description_key="lesson",
        )
        books.items.append(item)
