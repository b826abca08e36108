"""Large files by `tieout import`, beside a plain `executemany` of the same final rows into the same tables.

    python -m tests.bench.imports [rows] [kind]… [postgres]

Files of so many invoice rows, half as many payments, and as many reconciliations as invoice rows, in no order of accounts,
are imported into SQLite by a process each; a named kind needs those before it.
The floor inserts what an import added, audit events included, and sets the sums
that it changed, in one transaction on a copy of the database from before: nothing is read, checked, staged or kept alive.
Prints seconds, CPU a row, peak memory, and ratios to the floor. With ``postgres`` the files go to PostgreSQL as well,
without a floor.
"""

import contextlib
import pathlib
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence

from tests.support.measured import Measured, Stopwatch, measured
from tests.support.memory import memory
from tests.support.postgres import postgres_server, url_of

ROWS_AN_ACCOUNT = 100
CHUNK = 10_000
FIRST = ("ledger-codes", "accounts")
KINDS = ("invoices", "payments", "reconciliations")
ADDED = {
    "batches": "id = :batch",
    "transactions": "batch_id = :batch",
    "items": "transaction_id in (select id from transactions where batch_id = :batch)",
    "reconciliations": "batch_id = :batch",
    "audit_events": "batch_id = :batch",
    "audit_texts": "id in (select id from audit_events where batch_id = :batch)",
}
"""The rows that an import adds, by table."""
SUMS = ("reconciled_cents", "processing_cents", "planned_cents", "faulty_count")
COUNTERS = (
    *("recording_seq", "audit_seq", "audit_hash", "last_recorded_at", "balance_cents"),
    *("unreconciled_debit_cents", "unreconciled_credit_cents"),
)


def day(number: int) -> str:
    """One of many days."""
    return f"2026-0{number % 9 + 1}-{number % 28 + 1:02}"


def write_files(folder: pathlib.Path, rows: int) -> dict[str, int]:
    """Write the files; gives the rows of each kind."""
    accounts = max(1, rows // ROWS_AN_ACCOUNT)
    files: dict[str, tuple[str, Iterator[str]]] = {
        "ledger-codes": ("code,title", (f"C-{n},Code {n}" for n in range(40))),
        "accounts": (
            "account_number,owner_name,email,currency,members",
            (f"A-{n},Owner {n},,USD," for n in range(accounts)),
        ),
        "invoices": (
            "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
            (
                f"I-{n // 2},A-{n // 2 % accounts},{day(n // 2)},,Lesson {n % 500},C-{n % 40},{n % 90 + 10}.50,"
                for n in range(rows)
            ),
        ),
        "payments": (
            "number,account_number,date,amount,kind,method,reference",
            (f"P-{n},A-{n % accounts},{day(n)},300.00,,CHECK,{1000 + n}" for n in range(rows // 2)),
        ),
        "reconciliations": (
            "credit_number,credit_position,debit_number,debit_position,amount",
            (f"P-{n // 2},1,I-{n // 2},{n % 2 + 1},{n % 90 + 10}.50" for n in range(rows // 2 * 2)),
        ),
    }
    written = {}
    for kind, (header, lines) in files.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8") as file:
            file.write(header + "\n")
            written[kind] = 0
            for line in lines:
                file.write(line + "\n")
                written[kind] += 1
    return written


def imported(folder: pathlib.Path, kind: str, url: str) -> Measured:
    """Import a file in a process of its own."""
    return measured("tests.support.measured", "import", kind, f"{kind}.csv", folder=folder, TIEOUT_DATABASE_URL=url)


def floor(source: str, target: str) -> None:
    """Insert what the last import added to ``source`` into ``target``, and report what that took."""
    of, into = (sqlite3.connect(each, isolation_level=None) for each in (source, target))
    for name, value in (("synchronous", "full"), ("foreign_keys", "on"), ("cache_size", "-65536")):
        into.execute(f"pragma {name}={value}")
    ((batch,),) = of.execute("select id from batches order by recorded_at desc, id desc limit 1")
    watch = Stopwatch()
    into.execute("begin immediate")
    for sql, rows in _statements(of, batch):
        with watch.running():
            into.executemany(sql, rows)
    with watch.running():
        into.execute("commit")
    watch.report()


def _statements(of: sqlite3.Connection, batch: int) -> Iterator[tuple[str, Sequence[tuple[object, ...]]]]:
    for table, added in ADDED.items():
        columns = [row[1] for row in of.execute(f"pragma table_xinfo({table})") if not row[6]]
        sql = f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"
        found = of.execute(f"select {', '.join(columns)} from {table} where {added} order by id", {"batch": batch})
        yield from ((sql, rows) for rows in _chunks(found))
    of_pairs = "(select {0}_{1}_id from reconciliations where batch_id = :batch)"
    for end in ("item", "transaction"):
        where = " or ".join(f"id in {of_pairs.format(side, end)}" for side in ("credit", "debit"))
        yield from _updates(of, f"{end}s", SUMS, where, batch)
    changed = "id in (select account_id from audit_events where batch_id = :batch)"
    yield from _updates(of, "accounts", COUNTERS, changed, batch)


def _updates(
    of: sqlite3.Connection, table: str, columns: Sequence[str], where: str, batch: int
) -> Iterator[tuple[str, Sequence[tuple[object, ...]]]]:
    sql = f"update {table} set {', '.join(f'{each} = ?' for each in columns)} where id = ?"
    found = of.execute(f"select {', '.join(columns)}, id from {table} where {where} order by id", {"batch": batch})
    yield from ((sql, rows) for rows in _chunks(found))


def _chunks(found: sqlite3.Cursor) -> Iterator[Sequence[tuple[object, ...]]]:
    while rows := found.fetchmany(CHUNK):
        yield rows


def copy(source: pathlib.Path, target: pathlib.Path) -> None:
    """Copy a database that nobody uses."""
    target.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(source)) as connection:
        connection.execute("vacuum into ?", (str(target),))


def migrate(url: str, folder: pathlib.Path) -> None:
    """Make a new database."""
    measured("tests.support.measured", "migrate", folder=folder, TIEOUT_DATABASE_URL=url)


def beside_the_floor(folder: pathlib.Path, rows: dict[str, int], kinds: Sequence[str]) -> None:
    """Import the files into SQLite, each beside its floor, and print."""
    database, before = folder / "bench.db", folder / "before.db"
    migrate(f"sqlite:///{database}", folder)
    for kind in FIRST:
        imported(folder, kind, f"sqlite:///{database}")
    for kind in kinds:
        copy(database, before)
        took = imported(folder, kind, f"sqlite:///{database}")
        least = measured("tests.bench.imports", "--floor", str(database), str(before), folder=folder)
        print(
            f"SQLite      {rows[kind]:>10,} {kind:<16} {took.wall_s:>7.1f} s {took.cpu_s:>7.1f} s CPU "
            f"{took.cpu_s / rows[kind] * 1e6:>6.0f} us a row {took.peak_mib:>5} MiB; floor {least.wall_s:>6.2f} s "
            f"{least.cpu_s:>6.2f} s CPU; ratio {_ratio(took.wall_s, least.wall_s)}, "
            f"of CPU {_ratio(took.cpu_s, least.cpu_s)}",
            flush=True,
        )


def _ratio(seconds: float, floor_s: float) -> str:
    return f"{seconds / max(floor_s, 0.001):.2f}"


def on_postgres(folder: pathlib.Path, rows: dict[str, int], kinds: Sequence[str]) -> None:
    """Import the files into PostgreSQL and print; the CPU is that of `tieout` alone."""
    with postgres_server(fsync=True) as socket:
        url = url_of(socket, "postgres")
        migrate(url, folder)
        for kind in (*FIRST, *kinds):
            took = imported(folder, kind, url)
            print(
                f"PostgreSQL  {rows[kind]:>10,} {kind:<16} {took.wall_s:>7.1f} s {took.cpu_s:>7.1f} s CPU "
                f"{took.cpu_s / rows[kind] * 1e6:>6.0f} us a row {took.peak_mib:>5} MiB",
                flush=True,
            )


def main(count: int, kinds: Sequence[str], *, postgres: bool) -> None:
    """Runs and prints."""
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = pathlib.Path(name)
        rows = write_files(folder, count)
        beside_the_floor(folder, rows, kinds)
        if postgres:
            on_postgres(folder, rows, kinds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        floor(*sys.argv[2:])
    else:
        numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
        named = [each for each in KINDS if each in sys.argv]
        main(*(numbers or [100_000]), named or KINDS, postgres="postgres" in sys.argv)
