"""One server under mixed load for a long time: whether its memory, descriptors, log and answers stay as they are.

    python -m tests.stress.soak [minutes] [requests a second] [sqlite|postgres]

Clients send random mutations of every kind, lists, records and reports at a steady rate. Each tenth of the time has a line:
resident memory and descriptors of the server, bytes of the database's write-ahead log, milliseconds of CPU a request, the
median and the 99th percentile of the answers. Then the slope of each by the hour, fitted to all but the first tenth, in
which caches fill. Ends with exit status 1 if memory grows by more than a tenth an hour, if the fewest descriptors of the
second half are more than a tenth above the fewest of the first (connections to PostgreSQL come and go), or if the log is
longer than ``LOG_MAX_BYTES``; times depend on who else uses the machine, and so the 99th percentile is also given in those
of a fixed piece of work that another process does meanwhile (``pace``). Each connection to a SQLite file keeps of it what
it read, up to 64 MiB: so much as the file grows, memory may grow for each of them beside that.
"""

import asyncio
import os
import pathlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, cast

import asyncpg

from domain.errors import Busy, Refusal
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.migrate import migrate
from domain.store.sqlite.backend import SqliteBackend
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.stress.killed_servers import ACCOUNTS, NEVER_SENT
from tests.stress.pace import pacing
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.postgres import restartable_server, url_of
from tests.support.random_commands.commands import RARE, RandomCommands
from tests.support.served import Lost, ServedApi, ServedProcess

WINDOWS = 10
CLIENTS = 4
LOG_MAX_BYTES = {"sqlite": 64 * 2**20, "postgres": 2 * 2**30}
"""A checkpoint keeps SQLite's log at some 16 MB; PostgreSQL keeps ``max_wal_size``, 1 GiB, and somewhat more."""
CACHES = 5
"""The connections of a server to a SQLite file: one writes and four read."""
GROWTH_MAX = 0.1
"""The most that memory may grow in an hour, and the fewest descriptors from one half to the next, as a share."""
READS = (
    "{ accounts(first: 20) { totalCount nodes { number ownerName } } }",
    "{ unreconciledItems(first: 50) { totalCount nodes { id } } }",
    "{ accounts(first: 3) { nodes { transactions(first: 20) { nodes { number items { unreconciledCents } } } } } }",
    '{ paymentByLedgerCodeReport(period: {range: {from: "2000-01-01", to: "2100-01-01"}}) { totalCents } }',
    "{ agingReport { totals { totalCents } } }",
)


@dataclass
class Window:
    """What was seen in one part of the time."""

    seconds: list[float] = field(default_factory=list)
    pace: list[float] = field(default_factory=list)
    """The seconds of a fixed piece of work, done by another process."""
    memory_bytes: int = 0
    descriptors: int = 0
    log_bytes: int = 0
    file_bytes: int = 0
    cpu_s: float = 0.0

    @property
    def cpu_ms(self) -> float:
        """The server's CPU a request."""
        return self.cpu_s * 1000 / max(1, len(self.seconds))

    def at(self, share: float) -> float:
        """The milliseconds within which a share of the requests was answered."""
        return _within(self.seconds, share)

    @property
    def in_pace(self) -> float:
        """The 99th percentile of the answers, in those of the fixed piece of work."""
        return self.at(0.99) / max(_within(self.pace, 0.99), 0.001)


def _within(seconds: Sequence[float], share: float) -> float:
    return sorted(seconds)[int(share * (len(seconds) - 1))] * 1000 if seconds else 0.0


class Load:
    """Clients of one server at a steady rate; ``window`` is what they note their answers in."""

    def __init__(self, rate: float) -> None:
        self.window = Window()
        self.codes: Counter[str] = Counter()
        self._pause_s = CLIENTS / rate

    async def send(self, number: int, api: ServedApi, stop: asyncio.Event) -> None:
        """Send until ``stop`` is set; a client that was slow sends no faster afterwards."""
        commands = RandomCommands(Centre(api.store), cast("Api", api), number)
        mutations = [name for name in commands.mutations if name not in NEVER_SENT and name not in RARE]
        while not stop.is_set():
            next_at = time.monotonic() + self._pause_s
            if commands.chance.random() < 0.5:
                await self._timed(api(commands.chance.choice(READS)))
            else:
                mutation = commands.chance.choice(mutations)
                try:
                    given = await commands.input_for(mutation)
                except (Busy, Refusal, Lost):
                    given = None
                if given is not None:
                    await self._timed(commands.send(mutation, given))
            await asyncio.sleep(max(0.0, next_at - time.monotonic()))

    def note_pace(self, seconds: float) -> None:
        """Note how long the fixed piece of work took."""
        self.window.pace.append(seconds)

    async def _timed(self, request: Any) -> None:
        began = time.perf_counter()
        try:
            answer = await request
        except Lost:
            self.codes["cut off"] += 1
            return
        self.window.seconds.append(time.perf_counter() - began)
        errors = answer.get("errors")
        self.codes[errors[0]["extensions"]["code"] if errors else "answered"] += 1


def cpu_s(process: int) -> float:
    """The seconds of CPU that a process has used."""
    numbers = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def memory_bytes(process: int) -> int:
    """The resident memory of a process."""
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    (found,) = [line.split()[1] for line in lines if line.startswith("VmRSS")]
    return int(found) * 1024


def descriptors(process: int) -> int:
    """How many descriptors a process has open."""
    return len(list(pathlib.Path(f"/proc/{process}/fd").iterdir()))


def file_bytes(store: Store) -> int:
    """The size of a SQLite file; 0 on PostgreSQL, which caches in its own processes."""
    return store.backend.path.stat().st_size if isinstance(store.backend, SqliteBackend) else 0


def slope(values: Sequence[float], hours: float) -> float:
    """The change an hour of the straight line that fits values at equal distances best; ``hours`` is that distance."""
    middle = (len(values) - 1) / 2
    mean = sum(values) / len(values)
    above = sum((at - middle) * (value - mean) for at, value in enumerate(values))
    below = sum((at - middle) ** 2 for at in range(len(values)))
    return above / below / hours


async def soaked(url: str, folder: pathlib.Path, minutes: float, rate: float) -> list[Window]:
    """Load a server for so long, and return what was seen."""
    server = ServedProcess(folder, url)
    windows = []
    store = await Store.open(url)
    try:
        centre, token = await Centre.open(store), new_token()
        await centre.do(CreateApiToken("clients", sorted(ALL_PERMISSIONS), token))
        for account in await centre.accounts([str(number) for number in range(2001, 2001 + ACCOUNTS)]):
            await centre.invoice(7_500, 2_000, account=account)
        await server.start()
        load, stop = Load(rate), asyncio.Event()
        async with AsyncExitStack() as stack:
            sending = []
            await stack.enter_async_context(pacing(folder, load.note_pace))
            for number in range(CLIENTS):
                api = ServedApi(store, server.address, token)
                stack.push_async_callback(api.aclose)
                sending.append(asyncio.create_task(load.send(number, api, stop)))
            for number in range(WINDOWS):
                load.window = window = Window()
                before_s = cpu_s(server.pid)
                await asyncio.wait(sending, timeout=minutes * 60 / WINDOWS)
                window.cpu_s = cpu_s(server.pid) - before_s
                window.memory_bytes = memory_bytes(server.pid)
                window.descriptors = descriptors(server.pid)
                window.log_bytes = await store.backend.log_bytes() or 0
                window.file_bytes = file_bytes(store)
                windows.append(window)
                print(
                    f"{number + 1:3}/{WINDOWS} {len(window.seconds):6} requests, {window.memory_bytes / 2**20:6.1f} MiB, "
                    f"{window.descriptors:3} descriptors, log {window.log_bytes / 2**20:6.1f} MiB, "
                    f"{window.cpu_ms:5.2f} ms of CPU, {window.at(0.5):5.1f} ms median, {window.at(0.99):6.1f} ms p99, "
                    f"{window.in_pace:5.2f} of the fixed work's",
                    flush=True,
                )
            stop.set()
            await asyncio.gather(*sending)
        assert await server.stop() == 0
        print(dict(load.codes))
        found = [each for each in map(str, await verify(store)) if "R22" not in each]
        assert not found, found
    finally:
        server.kill()
        await store.close()
    return windows


def judged(windows: Sequence[Window], minutes: float, dialect: str) -> bool:
    """Print the slopes, and return whether nothing grows that must not."""
    hours = minutes / 60 / WINDOWS
    kept = windows[1:]
    changes = {}
    for name, values, unit in (
        ("memory", [each.memory_bytes / 2**20 for each in kept], "MiB"),
        ("descriptors", [each.descriptors for each in kept], ""),
        ("file", [each.file_bytes / 2**20 for each in kept], "MiB"),
        ("log", [each.log_bytes / 2**20 for each in kept], "MiB"),
        ("CPU a request", [each.cpu_ms for each in kept], "ms"),
        ("p99", [each.at(0.99) for each in kept], "ms"),
        ("p99 in the fixed work's", [each.in_pace for each in kept], ""),
    ):
        change, level = slope(values, hours), sum(values) / len(values)
        print(
            f"{name}: {level:.1f} {unit} on average, {change:+.2f} {unit} an hour ({change / max(level, 0.001):+.1%})"
        )
        changes[name] = change, level
    memory, level = changes["memory"]
    grows = memory - CACHES * changes["file"][0] > GROWTH_MAX * level
    opened = [each.descriptors for each in windows]
    half = len(opened) // 2
    grows = grows or min(opened[half:]) > (1 + GROWTH_MAX) * min(opened[:half])
    longest = max(each.log_bytes for each in windows)
    return not grows and longest <= LOG_MAX_BYTES[dialect]


async def main(minutes: float, rate: float, dialect: str) -> None:
    """Load a server, and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if dialect == "sqlite":
            url = f"sqlite:///{folder / 'soaked.db'}"
            await migrate(url)
            windows = await soaked(url, folder, minutes, rate)
        else:
            with restartable_server(fsync=True) as server:
                connection = await asyncpg.connect(url_of(server.folder, "postgres"))
                await connection.execute("create database soaked")
                await connection.close()
                url = url_of(server.folder, "soaked")
                await migrate(url)
                windows = await soaked(url, folder, minutes, rate)
    assert judged(windows, minutes, dialect), "something grows"


if __name__ == "__main__":
    given = [*sys.argv[1:], *("60", "10", "sqlite")[len(sys.argv) - 1 :]]
    asyncio.run(main(float(given[0]), float(given[1]), given[2]))
