"""Every foreign key has an index, so that withdrawing and undoing scan no whole table."""

import sqlite3

from domain.services.reconcile import ReconcileAccount
from domain.store.program import Program, Query, Sql
from domain.store.sqlite.connection import run_in_thread
from domain.store.store import Store
from tests.support.centre import Centre, run

_WITHOUT_INDEX = Sql(
    "select cast(cast(c.conrelid as regclass) as text), c.conname from pg_constraint c "
    "where c.contype = 'f' and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indisvalid "
    "and c.conkey @> cast(array[i.indkey[0]] as smallint[])) order by 1, 2"
)


def scanned(connection: sqlite3.Connection) -> list[str]:
    """The foreign keys whose rows SQLite would look for by reading the whole table."""
    found = []
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    for table in tables:
        keys: dict[int, list[str]] = {}
        for key in connection.execute(f"pragma foreign_key_list({table})"):
            keys.setdefault(key[0], []).append(key[3])
        for columns in keys.values():
            where = " and ".join(f"{column} = ?" for column in columns)
            plan = connection.execute(f"explain query plan select 1 from {table} where {where}", [1] * len(columns))
            if any("SCAN" in step[3] for step in plan):
                found.append(f"{table} by {', '.join(columns)}")
    return found


def test_sqlite_finds_what_refers_to_a_row_by_an_index(sqlite_template: object) -> None:
    connection = sqlite3.connect(str(sqlite_template))
    assert scanned(connection) == []
    connection.close()


async def test_postgresql_finds_what_refers_to_a_row_by_an_index(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    assert await store.read(_rows(_WITHOUT_INDEX)) == []
    await store.close()


async def test_undoing_an_invoice_costs_the_same_beside_ten_times_as_many_reconciliations(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await Centre.open(store)
    costs = []
    for payments in (20, 200):
        for _ in range(payments):
            await centre.payment(100)
        await centre.invoice(*[100] * payments)
        await run(store, ReconcileAccount(centre.rivera))
        invoice = await centre.invoice(*[100] * 20)
        steps = await _count_steps(store)
        await centre.undo(invoice)
        costs.append(steps[0])
    assert costs[1] < 1.5 * costs[0]
    await store.close()


async def _count_steps(store: Store) -> list[int]:
    """Counts, from now on, each hundred instructions of the writer's statements."""
    counted = [0]

    def count() -> None:
        counted[0] += 1

    await run_in_thread(store.backend.writer.connection, lambda connection: connection.set_progress_handler(count, 100))
    return counted


def _rows(sql: Sql) -> Program[list[tuple[object, ...]]]:
    return [tuple(row) for row in (yield Query(sql))]
