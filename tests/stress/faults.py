"""Faults of the database under a server that is asked all the time: what callers and operators get, and what comes after.

    python -m tests.stress.faults [seconds of each fault] [words of a fault's name]

On SQLite: the lock held by another program, the disk full (a small file system in memory, mounted where that is permitted),
the file's growth forbidden (RLIMIT_FSIZE). On PostgreSQL: stopped and started, connections used up, all its processes
frozen (SIGSTOP), a network that swallows everything, its disk full (a tablespace in a small file system), only readable.
Each is ended again, and then the server must go on by itself; after another beginning of the hanging ones, SIGTERM must end
it. Prints what was seen; any answer but BUSY, STORAGE_FULL, OUTCOME_UNKNOWN or a right one, one that took longer than
``TIEOUT_WAIT_S``, and a ``/ready`` that took 2 s or was not true, ends the run with exit status 1.
"""

import asyncio
import contextlib
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager as Context
from dataclasses import dataclass

from tests.support.faulty import TRANSIENT, Seen, Served, prepared, seconds_to_end, served
from tests.support.postgres import PostgresServer, restartable_server, run_on, url_of
from tests.support.processes import frozen

WAIT_S = 3.0
SLACK_S = 1.0
"""What a busy machine may add to a time."""
READY_S = 2.0
END_S = 10.0
LINES_MAX = 8
"""Of each kind of fault one line a minute, and one when it is over."""
SMALL_MIB = 24


@dataclass(frozen=True)
class DatabaseFault:
    """A fault while its context is open; ``hangs`` if it answers nothing, ``reads`` if it lets reads go on."""

    name: str
    begun: Callable[[Served], Context[None]]
    hangs: bool = False
    reads: bool = False
    code: str = "BUSY"


@dataclass
class Outcome:
    """What was seen of one fault."""

    fault: DatabaseFault
    during: Seen
    after: Seen
    recovered_s: float
    log_lines: int
    log_bytes: int
    ended_s: float | None = None

    def wrong(self) -> list[str]:
        """What should not have been."""
        during, after = self.during, self.after
        found = [f"answered {code}" for code in during.codes if code not in TRANSIENT | {"done"}]
        found += [f"answered {code} afterwards" for code in after.codes if code != "done"]
        if self.log_lines > LINES_MAX:
            found.append(f"logged {self.log_lines} lines")
        if self.fault.code not in during.codes:
            found.append(f"never answered {self.fault.code}")
        if during.without_retry_after:
            found.append("answered without Retry-After")
        if during.slowest_s > WAIT_S + SLACK_S:
            found.append(f"answered after {during.slowest_s:.1f} s")
        if during.slowest_ready_s > READY_S + SLACK_S:
            found.append(f"/ready after {during.slowest_ready_s:.1f} s")
        if set(during.ready) <= {"ok"}:
            found.append("/ready saw nothing")
        if self.ended_s is not None and self.ended_s > END_S + SLACK_S:
            found.append(f"SIGTERM took {self.ended_s:.1f} s")
        return found

    def __str__(self) -> str:
        ended = "" if self.ended_s is None else f"; SIGTERM {self.ended_s:.1f} s"
        return (
            f"{self.fault.name}: {self.during}; log {self.log_lines} lines, {self.log_bytes:,} bytes; recovered in "
            f"{self.recovered_s:.1f} s, then {dict(self.after.codes)}{ended}"
        )


async def tried(folder: pathlib.Path, url: str, token: str, fault: DatabaseFault, seconds: float) -> Outcome:
    """Serve, begin the fault for so long, end it; if it hangs, begin it again and ask the server to end."""
    with served(folder, url, token, TIEOUT_WAIT_S=str(WAIT_S)) as server:
        await server.until_ready()
        async with server.under_load():
            await asyncio.sleep(0.5)
        before = server.logged()
        with fault.begun(server):
            async with server.under_load() as during:
                await asyncio.sleep(seconds)
        recovered_s = await server.until_ready()
        async with server.under_load() as after:
            await asyncio.sleep(0.5)
        logged = server.logged()[len(before) :]
        logged = "".join(line for line in logged.splitlines(keepends=True) if " INFO tieout.access " not in line)
        outcome = Outcome(fault, during, after, recovered_s, logged.count("\n"), len(logged))
        if fault.hangs:
            with fault.begun(server):
                async with server.under_load():
                    await asyncio.sleep(0.5)
                    outcome.ended_s = await seconds_to_end(server.process)
        return outcome


@contextlib.contextmanager
def small_file_system(folder: pathlib.Path) -> Iterator[pathlib.Path | None]:
    """A file system that is soon full; None where nothing may be mounted."""
    top = folder / "small"
    top.mkdir(exist_ok=True)
    options = f"size={SMALL_MIB}m,mode=777"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", top], capture_output=True, check=False)
    if made.returncode:
        yield None
        return
    try:
        yield top
    finally:
        subprocess.run(["umount", "-l", top], check=True)


@contextlib.contextmanager
def filled(top: pathlib.Path) -> Iterator[None]:
    """A file system without a free byte."""
    filler = top / "filler"
    with filler.open("wb", buffering=0) as written, contextlib.suppress(OSError):
        while True:
            written.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def locked_by_another(path: pathlib.Path) -> Iterator[None]:
    """Another program that writes and does not end."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def growth_forbidden(process: int, log: pathlib.Path) -> Iterator[None]:
    """No file of the server grows beyond the log as it is."""
    kept = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (log.stat().st_size, kept[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, kept)


def sqlite_faults(path: pathlib.Path, small: pathlib.Path | None) -> Iterator[tuple[DatabaseFault, pathlib.Path]]:
    """Faults of a SQLite file, each with the file that it is of."""
    yield (
        DatabaseFault("SQLite, locked by another program", lambda _: locked_by_another(path), hangs=True, reads=True),
        path,
    )
    log = pathlib.Path(f"{path}-wal")
    forbidden = DatabaseFault(
        "SQLite, growth forbidden",
        lambda each: growth_forbidden(each.process.pid, log),
        reads=True,
        code="OUTCOME_UNKNOWN",
    )
    yield forbidden, path
    if small is not None:
        full = DatabaseFault("SQLite, disk full", lambda _: filled(small), reads=True, code="STORAGE_FULL")
        yield full, small / "tieout.db"


@contextlib.contextmanager
def away(server: PostgresServer) -> Iterator[None]:
    """A PostgreSQL server that does not run."""
    server.stop()
    try:
        yield
    finally:
        server.start()
        server.ready()


END_SESSIONS = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tieout'"


@contextlib.contextmanager
def refusing(server: PostgresServer) -> Iterator[None]:
    """A database that takes no connections any more, as if others had used them up."""
    postgres = url_of(server.folder, "postgres")
    run_on(postgres, "alter database tieout connection limit 0", "alter role tieout nosuperuser", END_SESSIONS)
    try:
        yield
    finally:
        run_on(postgres, "alter database tieout connection limit -1")


@contextlib.contextmanager
def only_readable(server: PostgresServer) -> Iterator[None]:
    """A database whose transactions only read, as on a standby."""
    postgres = url_of(server.folder, "postgres")
    run_on(postgres, "alter database tieout set default_transaction_read_only = on", END_SESSIONS)
    try:
        yield
    finally:
        run_on(postgres, "alter database tieout set default_transaction_read_only = off", END_SESSIONS)


def postgres_faults(server: PostgresServer, small: pathlib.Path | None) -> Iterator[DatabaseFault]:
    """Faults of a PostgreSQL server."""
    yield DatabaseFault("PostgreSQL, frozen", lambda _: frozen(server.pid), hangs=True)
    yield DatabaseFault("PostgreSQL, away", lambda _: away(server))
    yield DatabaseFault("PostgreSQL, connections used up", lambda _: refusing(server))
    yield DatabaseFault("PostgreSQL, only readable", lambda _: only_readable(server), reads=True)
    if small is not None:
        yield DatabaseFault("PostgreSQL, disk full", lambda _: filled(small), reads=True, code="STORAGE_FULL")


def main(seconds: float, words: str) -> int:
    """Try each fault and print it; return how many went wrong."""
    wrong = 0

    def report(outcome: Outcome) -> None:
        nonlocal wrong
        found = outcome.wrong()
        wrong += bool(found)
        print(outcome, *(f"\n    WRONG: {each}" for each in found), flush=True)

    with tempfile.TemporaryDirectory(prefix="tieout-faults-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        with small_file_system(folder) as small:
            for fault, path in sqlite_faults(folder / "tieout.db", small):
                if words in fault.name:
                    url = f"sqlite:///{path}"
                    token = prepared(folder, url)
                    report(asyncio.run(tried(folder, url, token, fault, seconds)))
        with small_file_system(folder) as small, restartable_server(fsync=True) as server:
            postgres = url_of(server.folder, "postgres")
            space = []
            if small is not None:
                (small / "space").mkdir()
                shutil.chown(small / "space", "nobody")
                run_on(postgres, f"create tablespace small location '{small / 'space'}'")
                space = ["tablespace small"]
            run_on(postgres, "create role tieout login", " ".join(["create database tieout owner tieout", *space]))
            url = url_of(server.folder, "tieout").replace("postgres@", "tieout@")
            token = prepared(folder, url)
            for fault in postgres_faults(server, small):
                if words in fault.name:
                    report(asyncio.run(tried(folder, url, token, fault, seconds)))
    return wrong


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(bool(main(float(given[0]) if given else 10.0, given[1] if given[1:] else "")))
