"""The least that a durable payment can cost: its statements alone, hand-written, without HTTP, GraphQL, audit log or batch.

On SQLite so many payments as there are clients share one commit; on PostgreSQL each client has a connection.
"""

import asyncio
import contextlib
import itertools
import random
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Generator, Sequence
from datetime import date
from typing import Any

import asyncpg

from tests.bench.peers import Open

DAY = date(2026, 3, 2)
ids = itertools.count(time.time_ns() << 1)
NEXT = "update accounts set recording_seq = recording_seq + 1 where id = ?1 returning recording_seq"
PAYMENT = (
    "insert into transactions (id, account_id, batch_id, kind, number, date, recorded_at, recording_seq, description, "
    "method, payment_state, confirmed_at, amount_cents, reconciled_cents, processing_cents, planned_cents, faulty_count, "
    "number_key, description_key, reference_key, write_off, banked_cents) values (?1, ?2, ?3, 'PAYMENT', ?4, ?5, 1, ?6, "
    "'Payment', 'CASH', 'CONFIRMED', 1, 1, 1, 0, 0, 0, ?4, 'payment', '', false, 0)"
)
ITEM = (
    "insert into items (id, account_id, transaction_id, position, side, kind, date, recording_seq, description, "
    "amount_cents, reconciled_cents, processing_cents, planned_cents, faulty_count, description_key) "
    "values (?1, ?2, ?3, 1, 'CREDIT', 'PAYMENT', ?4, ?5, 'Payment', 1, 1, 0, 0, 0, 'payment')"
)
RECONCILIATION = (
    "insert into reconciliations (id, account_id, credit_account_id, credit_item_id, credit_transaction_id, "
    "debit_item_id, debit_transaction_id, amount_cents, origin, processing, faulty, recorded_at, recorded_by, batch_id, "
    "currency, credit_kind, credit_date, credit_method, debit_kind, debit_date) values (?1, ?2, ?2, ?3, ?4, ?5, ?6, 1, "
    "'MARK', false, false, 1, 'floor', ?7, 'USD', 'PAYMENT', ?8, 'CASH', 'INVOICE', ?8)"
)
IN_THE_BOOKS = (
    "insert into book_sum_changes (figure, day, currency, kind, method, row_count, cents_high, cents_low) values "
    "('CASH', ?1, 'USD', 'PAYMENT', 'CASH', 1, 0, 1), ('OPEN', ?1, 'USD', 'INVOICE', '', 0, -1, 4294967295), "
    "('OWED', ?1, 'USD', '', '', 0, -1, 4294967295)"
)
ON_ACCOUNT = (
    "update accounts set balance_cents = balance_cents - 1, unreconciled_debit_cents = unreconciled_debit_cents - 1 "
    "where id = ?1"
)
SUMS = (
    "update items set reconciled_cents = reconciled_cents + 1 where id = ?1",
    "update transactions set reconciled_cents = reconciled_cents + 1 where id = ?1",
    ON_ACCOUNT,
)


def statements(open_: Open, batch: int) -> Generator[tuple[str, tuple[Any, ...]], Sequence[Any], None]:
    """The statements of one payment of a cent in turn; the first one's answer is sent back."""
    [[place]] = yield NEXT, (open_.account,)
    payment, item = next(ids), next(ids)
    yield PAYMENT, (payment, open_.account, batch, f"F-{payment}", DAY, place)
    yield ITEM, (item, open_.account, payment, DAY, place)
    yield RECONCILIATION, (next(ids), open_.account, item, payment, open_.item, open_.invoice, batch, DAY)
    yield IN_THE_BOOKS, (DAY,)
    for sql, row in zip(SUMS, (open_.item, open_.invoice, open_.account), strict=True):
        yield sql, (row,)


class SqliteFloor:
    """One connection, and one commit for the payments of all clients."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._connection.execute("pragma synchronous = full")
        self._connection.execute("pragma foreign_keys = on")
        [[self._batch]] = self._connection.execute("select max(id) from batches")

    async def pay(self, items: Sequence[Open], clients: int, seconds: float) -> int:
        """Pay until the time is over; return how many payments were made."""
        paid, ends = 0, time.perf_counter() + seconds
        while time.perf_counter() < ends:
            self._connection.execute("begin immediate")
            for each in random.choices(items, k=clients):
                steps = statements(each, self._batch)
                with contextlib.suppress(StopIteration):
                    sql, arguments = next(steps)
                    while True:
                        sql, arguments = steps.send(self._connection.execute(sql, arguments).fetchall())
            self._connection.execute("commit")
            paid += clients
        return paid

    async def close(self) -> None:
        self._connection.close()


class PostgresFloor:
    """A connection for each client, and a transaction for each payment."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", batch: int) -> None:
        self._pool = pool
        self._batch = batch

    @classmethod
    async def open(cls, url: str, clients: int) -> "PostgresFloor":
        pool = await asyncpg.create_pool(url, min_size=clients, max_size=clients)
        return cls(pool, await pool.fetchval("select max(id) from batches"))

    async def pay(self, items: Sequence[Open], clients: int, seconds: float) -> int:
        """Pay until the time is over; return how many payments were made."""
        ends = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(self._client(items, ends) for _ in range(clients))))

    async def _client(self, items: Sequence[Open], ends: float) -> int:
        paid = 0
        async with self._pool.acquire() as connection:
            while time.perf_counter() < ends:
                async with connection.transaction():
                    steps = statements(random.choice(items), self._batch)
                    with contextlib.suppress(StopIteration):
                        sql, arguments = next(steps)
                        while True:
                            answer = await connection.fetch(re.sub(r"\?(\d)", r"$\1", sql), *arguments)
                            sql, arguments = steps.send(answer)
                paid += 1
        return paid

    async def close(self) -> None:
        await self._pool.close()


@contextlib.asynccontextmanager
async def floor_of(url: str, clients: int) -> AsyncIterator[SqliteFloor | PostgresFloor]:
    """The floor of a database."""
    path = url.removeprefix("sqlite:///")
    floor = SqliteFloor(path) if path != url else await PostgresFloor.open(url, clients)
    try:
        yield floor
    finally:
        await floor.close()
