"""Large files by `tieout import`, beside a plain `executemany` of the same final rows into the same tables.

    python -m tests.bench.imports [rows] [kind]… [sqlite] [postgres]

Files of so many invoice rows, half as many payments, and as many reconciliations as invoice rows, in no order of accounts,
are imported by a process each, into SQLite and PostgreSQL or into the one that is named; a named kind needs those before it.
The floor inserts the same rows into a copy of the database from before (``peers/import_floor.py``).
Prints seconds, the processor's seconds (without those of a PostgreSQL server), peak memory, and ratios to the floor.
"""

import contextlib
import pathlib
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.support.measured import Measured, measured
from tests.support.memory import memory
from tests.support.postgres import postgres_server, run_on, url_of

ROWS_AN_ACCOUNT = 100
FIRST = ("ledger-codes", "accounts")
KINDS = ("invoices", "payments", "reconciliations")


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


class Database(NamedTuple):
    """An empty database and the place of its copy: addresses, and how the one becomes the other."""

    name: str
    url: str
    copy_url: str
    copy: Callable[[], None]


@contextlib.contextmanager
def sqlite(folder: pathlib.Path) -> Iterator[Database]:
    """A SQLite file."""
    of, into = folder / "bench.db", folder / "before.db"

    def copy() -> None:
        into.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(of)) as connection:
            connection.execute("vacuum into ?", (str(into),))

    yield Database("SQLite", f"sqlite:///{of}", f"sqlite:///{into}", copy)


@contextlib.contextmanager
def postgres(_folder: pathlib.Path) -> Iterator[Database]:
    """A database of a PostgreSQL server that syncs."""
    with postgres_server(fsync=True) as socket:
        server, before = url_of(socket, "postgres"), url_of(socket, "before")
        run_on(server, "create database bench")

        def copy() -> None:
            copied = "create database before template bench strategy file_copy"
            run_on(server, "drop database if exists before", copied, "checkpoint")

        yield Database("PostgreSQL", url_of(socket, "bench"), before, copy)


def beside_the_floor(database: Database, folder: pathlib.Path, rows: dict[str, int], kinds: Sequence[str]) -> None:
    """Import the files, each beside its floor, and print."""
    measured("tests.support.measured", "migrate", folder=folder, TIEOUT_DATABASE_URL=database.url)
    for kind in FIRST:
        imported(folder, kind, database.url)
    for kind in kinds:
        database.copy()
        took = imported(folder, kind, database.url)
        least = measured("tests.bench.peers.import_floor", database.url, database.copy_url, folder=folder)
        print(
            f"{database.name:<11} {rows[kind]:>10,} {kind:<16} {took.wall_s:>7.1f} s {took.cpu_s:>7.1f} s CPU "
            f"{took.cpu_s / rows[kind] * 1e6:>6.0f} us a row {took.peak_mib:>5} MiB; floor {least.wall_s:>6.2f} s "
            f"{least.cpu_s:>6.2f} s CPU; ratio {_ratio(took.wall_s, least.wall_s)}"
            + (f", of CPU {_ratio(took.cpu_s, least.cpu_s)}" if database.name == "SQLite" else ""),
            flush=True,
        )


def _ratio(seconds: float, floor_s: float) -> str:
    return f"{seconds / max(floor_s, 0.001):.2f}"


PLACES = {"sqlite": sqlite, "postgres": postgres}


def main(count: int, kinds: Sequence[str], databases: Sequence[str]) -> None:
    """Runs and prints."""
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = pathlib.Path(name)
        rows = write_files(folder, count)
        for each in databases:
            with PLACES[each](folder) as database:
                beside_the_floor(database, folder, rows, kinds)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    kinds_named = [each for each in KINDS if each in sys.argv]
    databases_named = [each for each in PLACES if each in sys.argv]
    main(*(numbers or [100_000]), kinds_named or KINDS, databases_named or list(PLACES))
