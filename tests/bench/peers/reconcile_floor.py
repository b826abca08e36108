"""The least that reconciling all accounts can cost: one pass over the open items, and its rows, stored for good.

It writes the reconciliations, the sums of items, transactions, accounts and all books, and an audit event for each
reconciliation, into Tieout's own tables with their indexes and checks, all in one transaction. Nobody else can write
meanwhile; it checks no rule, keeps no progress and seals no event; and on SQLite it looks up no reference.
"""

import itertools
import operator
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import asyncpg
import orjson

from domain.store.book_figures import add_sums, figures
from domain.store.program import Sql
from domain.store.statements import insert_sql
from domain.store.url import parse_url
from domain.tables import AuditEventRow, BatchRow, ReconciliationRow
from domain.tables.record import logged_columns

OPEN = (
    "select i.account_id, i.id, i.transaction_id, i.amount_cents - i.reconciled_cents, i.kind, i.date, t.method, "
    "i.ledger_code_id from items i join transactions t on t.id = i.transaction_id where i.side = '{}' "
    "and i.amount_cents > i.reconciled_cents order by i.account_id, i.date, i.recording_seq, i.position"
)
SUMS = {
    table: Sql(
        f"update {table} set reconciled_cents = reconciled_cents + :cents where id = :id",
        f"update {table} x set reconciled_cents = x.reconciled_cents + v.cents "
        "from unnest(cast(:cents as bigint[]), cast(:id as bigint[])) v (cents, id) where x.id = v.id",
    )
    for table in ("items", "transactions")
}
ON_ACCOUNTS = Sql(
    "update accounts set unreconciled_debit_cents = unreconciled_debit_cents - :cents, "
    "unreconciled_credit_cents = unreconciled_credit_cents - :cents, audit_seq = audit_seq + :events where id = :id",
    "update accounts x set unreconciled_debit_cents = x.unreconciled_debit_cents - v.cents, "
    "unreconciled_credit_cents = x.unreconciled_credit_cents - v.cents, audit_seq = x.audit_seq + v.events "
    "from unnest(cast(:cents as bigint[]), cast(:events as bigint[]), cast(:id as bigint[])) v (cents, events, id) "
    "where x.id = v.id",
)
IN_THE_BOOKS = (
    Sql("delete from book_sums"),
    Sql("delete from book_sum_changes"),
    add_sums(figures(items="true", transactions="true", reconciliations="true", accounts="true")),
)
"""Computes the sums of the books anew, which is quicker than to change them where nearly all rows change."""
LOGGED = operator.itemgetter(*map(ReconciliationRow.columns().index, logged_columns(ReconciliationRow)))
ids = itertools.count(time.time_ns() << 1)
CACHE_KB = 262_144


class Open(NamedTuple):
    """An open item, with what its reconciliations copy."""

    account: int
    item: int
    transaction: int
    cents: int
    kind: str
    date: date
    method: str | None
    code: int | None


class Written(NamedTuple):
    """What the floor writes: rows, and what they add to the sums."""

    reconciliations: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    items: dict[int, int]
    transactions: dict[int, int]
    accounts: dict[int, list[int]]

    def sums(self) -> Iterator[tuple[Sql, list[tuple[int, ...]]]]:
        """Each statement with what it is run for."""
        yield SUMS["items"], [(cents, each) for each, cents in self.items.items()]
        yield SUMS["transactions"], [(cents, each) for each, cents in self.transactions.items()]
        yield ON_ACCOUNTS, [(cents, events, each) for each, (cents, events) in self.accounts.items()]


def pairs(money: Iterable[Open], owed: Iterable[Open]) -> Iterator[tuple[Open, Open, int]]:
    """Each credit with the oldest open item of its account, as far as both go; both are in order of accounts."""
    debits = iter(owed)
    debit = next(debits, None)
    left = debit.cents if debit else 0
    for credit in money:
        cents = credit.cents
        while debit is not None and debit.account <= credit.account:
            if debit.account == credit.account:
                paid = min(cents, left)
                if paid:
                    yield credit, debit, paid
                cents, left = cents - paid, left - paid
                if left:
                    break
            debit = next(debits, None)
            left = debit.cents if debit else 0


def written(money: Iterable[Open], owed: Iterable[Open], batch: int, now: int) -> Written:
    """All that follows from the pairs."""
    made = Written([], [], defaultdict(int), defaultdict(int), defaultdict(lambda: [0, 0]))
    for credit, debit, cents in pairs(money, owed):
        row = (
            next(ids), credit.account, credit.account, credit.item, credit.transaction, None, debit.item,
            debit.transaction, cents, "RECONCILE_ALL", False, False, now, "floor", batch, None, None, None, "USD",
            credit.kind, credit.date, credit.method, credit.code, debit.kind, debit.date, debit.method, debit.code,
        )  # fmt: skip
        made.reconciliations.append(row)
        after = orjson.dumps(LOGGED(row)).decode()
        of_account = made.accounts[credit.account]
        of_account[0] += cents
        of_account[1] += 1
        event = (next(ids), credit.account, of_account[1], batch, "reconciliation.created", row[0], now)
        made.events.append((*event, None, after, None, None))
        for sums, each in (
            (made.items, credit.item),
            (made.items, debit.item),
            (made.transactions, credit.transaction),
            (made.transactions, debit.transaction),
        ):
            sums[each] += cents
    return made


def floor_on_sqlite(path: str) -> int:
    """Reconcile all on a SQLite file; return how many reconciliations that made."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous=full")
    connection.execute(f"pragma cache_size=-{CACHE_KB}")
    batch, now = next(ids), time.time_ns() // 1000
    money, owed = (map(Open._make, connection.execute(OPEN.format(side))) for side in ("CREDIT", "DEBIT"))
    made = written(money, owed, batch, now)
    connection.execute("begin immediate")
    for cls, rows in _tables(made, batch, now):
        connection.executemany(insert_sql(cls).sqlite, rows)
    for sql, parameters in made.sums():
        connection.executemany(sql.sqlite, parameters)
    for sql in IN_THE_BOOKS:
        connection.execute(sql.sqlite)
    connection.execute("commit")
    connection.close()
    return len(made.reconciliations)


async def floor_on_postgres(dsn: str) -> int:
    """Reconcile all on a PostgreSQL database; return how many reconciliations that made."""
    connection = await asyncpg.connect(dsn)
    batch, now = next(ids), time.time_ns() // 1000
    money, owed = [await connection.fetch(OPEN.format(side)) for side in ("CREDIT", "DEBIT")]
    made = written((Open(*each) for each in money), (Open(*each) for each in owed), batch, now)
    async with connection.transaction():
        for cls, rows in _tables(made, batch, now):
            await connection.copy_records_to_table(cls.TABLE, records=rows, columns=cls.columns())
        for sql, parameters in made.sums():
            await connection.execute(sql.postgres, *map(list, zip(*parameters, strict=True)))
        for sql in IN_THE_BOOKS:
            await connection.execute(sql.postgres)
    await connection.close()
    return len(made.reconciliations)


def _tables(made: Written, batch: int, now: int) -> Sequence[tuple[type[Any], list[Any]]]:
    batches = [BatchRow(batch, "reconcileAllAccounts", now, "floor", "floor").values()]
    return (BatchRow, batches), (ReconciliationRow, made.reconciliations), (AuditEventRow, made.events)


async def floor(url: str) -> int:
    """Reconcile all accounts of a database; return how many reconciliations that made."""
    database = parse_url(url)
    if database.path is not None:
        return floor_on_sqlite(str(database.path))
    assert database.dsn is not None
    return await floor_on_postgres(database.dsn)
