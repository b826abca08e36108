"""The least that an import can cost: its final rows, inserted by `executemany` in one transaction.

    python -m tests.bench.peers.import_floor SOURCE TARGET

inserts what the last import added to the database SOURCE into TARGET, a copy from before that import, audit events included,
and sets the sums that it changed. Nothing is read for it, checked, staged or kept alive: reading the rows is not counted.
Both are addresses of databases of one kind.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import asyncpg

from domain.store.url import parse_url
from tests.support.measured import Stopwatch

CHUNK = 10_000
ADDED = {
    "batches": "id = {batch}",
    "transactions": "batch_id = {batch}",
    "items": "transaction_id in (select id from transactions where batch_id = {batch})",
    "reconciliations": "batch_id = {batch}",
    "audit_events": "batch_id = {batch}",
    "audit_texts": "id in (select id from audit_events where batch_id = {batch})",
}
"""The rows that an import adds, by table."""
SUMS = ("reconciled_cents", "processing_cents", "planned_cents", "faulty_count")
COUNTERS = (
    *("recording_seq", "audit_seq", "audit_hash", "last_recorded_at", "balance_cents"),
    *("unreconciled_debit_cents", "unreconciled_credit_cents"),
)
COLUMNS = (
    "select attname from pg_attribute where attrelid = cast($1::text as regclass) and attnum > 0 "
    "and attgenerated = '' and not attisdropped order by attnum"
)
LAST = "select id from batches order by recorded_at desc, id desc limit 1"


class Part(NamedTuple):
    """A statement to be run for each row of a question; ``{}`` in it stand for a row's values, in order."""

    sql: str
    question: str


def parts(columns: dict[str, Sequence[str]], batch: int) -> Iterator[Part]:
    """All that an import wrote, by the columns of each table that are not computed."""
    for table, added in ADDED.items():
        names = ", ".join(columns[table])
        places = ", ".join("{}" for _ in columns[table])
        found = f"select {names} from {table} where {added.format(batch=batch)} order by id"
        yield Part(f"insert into {table} ({names}) values ({places})", found)
    for end in ("item", "transaction"):
        ends = (
            f"id in (select {side}_{end}_id from reconciliations where batch_id = {batch})"
            for side in ("credit", "debit")
        )
        yield _update(f"{end}s", SUMS, " or ".join(ends))
    yield _update("accounts", COUNTERS, f"id in (select account_id from audit_events where batch_id = {batch})")


def _update(table: str, columns: Sequence[str], where: str) -> Part:
    changes = ", ".join(f"{each} = {{}}" for each in columns)
    found = f"select {', '.join(columns)}, id from {table} where {where} order by id"
    return Part(f"update {table} set {changes} where id = {{}}", found)


def on_sqlite(source: str, target: str, watch: Stopwatch) -> None:
    """Write it into a SQLite file."""
    of, into = (sqlite3.connect(each, isolation_level=None) for each in (source, target))
    for name, value in (("synchronous", "full"), ("foreign_keys", "on"), ("cache_size", "-65536")):
        into.execute(f"pragma {name}={value}")
    columns = {table: [row[1] for row in of.execute(f"pragma table_xinfo({table})") if not row[6]] for table in ADDED}
    ((batch,),) = of.execute(LAST)
    into.execute("begin immediate")
    for part in parts(columns, batch):
        found = of.execute(part.question)
        while rows := found.fetchmany(CHUNK):
            with watch.running():
                into.executemany(part.sql.replace("{}", "?"), rows)
    with watch.running():
        into.execute("commit")


async def on_postgres(source: str, target: str, watch: Stopwatch) -> None:
    """Write it into a PostgreSQL database."""
    of, into = await asyncpg.connect(source), await asyncpg.connect(target)
    columns = {table: [row[0] for row in await of.fetch(COLUMNS, table)] for table in ADDED}
    batch = await of.fetchval(LAST)
    writing = into.transaction()
    await writing.start()
    async with of.transaction():
        for part in parts(columns, batch):
            sql = part.sql.format(*(f"${number}" for number in range(1, part.sql.count("{}") + 1)))
            found = await of.cursor(part.question)
            while rows := await found.fetch(CHUNK):
                with watch.running():
                    await into.executemany(sql, rows)
    with watch.running():
        await writing.commit()
    await of.close()
    await into.close()


def main(source: str, target: str) -> None:
    """Write what the last import added, and report what that took."""
    watch = Stopwatch()
    of, into = parse_url(source).path, parse_url(target).path
    if of is not None and into is not None:
        on_sqlite(str(of), str(into), watch)
    else:
        asyncio.run(on_postgres(source, target, watch))
    watch.report()


if __name__ == "__main__":
    main(*sys.argv[1:])
