"""Level: the command line. `tieout serve` as a process under load, and what its callers and its operator get meanwhile."""

import asyncio
import contextlib
import itertools
import os
import pathlib
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.shell import Shell
from tests.support.started import begun

PAY = "mutation ($i: MakePaymentInput!) { makePayment(input: $i) { userErrors { code } transaction { number } } }"
ACCOUNT = '{ account(number: "1001") { id balanceCents } }'
ACCOUNTS = "account_number,owner_name,email,currency,members\n1001,Maria Rivera,maria@example.org,USD,Leo\n"
TRANSIENT = {"BUSY", "STORAGE_FULL", "OUTCOME_UNKNOWN"}
"""What a fault of the database may be called."""
PATIENCE_S = 60.0
"""How long a client of the tests waits, much longer than any answer may take."""


@dataclass
class Seen:
    """What came back meanwhile: the codes of answers, and what ``/ready`` answered."""

    codes: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    without_retry_after: int = 0
    ready: Counter[str] = field(default_factory=Counter)
    slowest_ready_s: float = 0.0

    def __str__(self) -> str:
        return (
            f"{dict(self.codes.most_common())}, slowest {self.slowest_s:.2f} s, without Retry-After "
            f"{self.without_retry_after}; /ready {dict(self.ready.most_common())}, slowest {self.slowest_ready_s:.2f} s"
        )


class Served:
    """A running server, its log, and a caller who may do everything."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, token: str, log: pathlib.Path) -> None:
        self.process = process
        self.address = address
        self.log = log
        self.stored: set[str] = set()
        """The numbers of payments that were acknowledged."""
        self._headers = {"authorization": f"Bearer {token}", "accept": "application/graphql-response+json"}
        self._numbers = itertools.count()

    def logged(self) -> str:
        """All that the server has logged."""
        return self.log.read_text()

    async def ready(self) -> bool:
        """Whether ``/ready`` says that all is well."""
        async with httpx.AsyncClient(verify=False, timeout=PATIENCE_S) as http:
            with contextlib.suppress(httpx.HTTPError):
                return (await http.get(f"{self.address}/ready")).status_code == 200
            return False

    async def until_ready(self, within_s: float = 30.0) -> float:
        """Wait until the server is ready; return the seconds."""
        began = time.monotonic()
        async with asyncio.timeout(within_s):
            while not await self.ready():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
        return time.monotonic() - began

    @contextlib.asynccontextmanager
    async def under_load(self, clients: int = 6) -> AsyncIterator[Seen]:
        """Send payments and questions, and ask for ``/ready``, while the context is open; every answer is waited for."""
        seen, stop = Seen(), asyncio.Event()
        async with httpx.AsyncClient(
            verify=False, timeout=PATIENCE_S, headers=self._headers, limits=httpx.Limits()
        ) as http:
            tasks = [asyncio.create_task(self._client(http, seen, stop, each)) for each in range(clients)]
            tasks.append(asyncio.create_task(self._look(http, seen, stop)))
            try:
                yield seen
            finally:
                stop.set()
                await asyncio.gather(*tasks)

    @contextlib.asynccontextmanager
    async def client(self) -> AsyncIterator[Callable[[], Awaitable[str]]]:
        """A client with one connection; gives what asks for an account, and returns the code of the answer."""
        async with httpx.AsyncClient(verify=False, timeout=PATIENCE_S, headers=self._headers) as http:
            yield lambda: self.ask(http, Seen(), ACCOUNT)

    async def pay(self, http: httpx.AsyncClient, seen: Seen) -> str:
        """Send a payment; return its code, "done" if there is none."""
        number = f"P-{next(self._numbers)}"
        sent = {"accountId": await self._account(http), "amountCents": 100, "method": "CASH", "number": number}
        code = await self.ask(http, seen, PAY, i=sent)
        if code == "done":
            self.stored.add(number)
        return code

    async def ask(self, http: httpx.AsyncClient, seen: Seen, query: str, **variables: object) -> str:
        """Send an operation; return its code, "done" if there is none."""
        began = time.monotonic()
        try:
            answer = await http.post(f"{self.address}/graphql", json={"query": query, "variables": variables})
        except httpx.HTTPError as error:
            code = type(error).__name__
        else:
            body: dict[str, Any] = answer.json()
            code = body["errors"][0]["extensions"]["code"] if "errors" in body else "done"
            seen.without_retry_after += code in TRANSIENT and "retry-after" not in answer.headers
        seen.codes[code] += 1
        seen.slowest_s = max(seen.slowest_s, time.monotonic() - began)
        return code

    async def _account(self, http: httpx.AsyncClient) -> str:
        """The account's id, asked for once."""
        if not hasattr(self, "_account_id"):
            answer = await http.post(f"{self.address}/graphql", json={"query": ACCOUNT})
            self._account_id: str = answer.json()["data"]["account"]["id"]
        return self._account_id

    async def _client(self, http: httpx.AsyncClient, seen: Seen, stop: asyncio.Event, number: int) -> None:
        while not stop.is_set():
            await (self.pay(http, seen) if number % 2 else self.ask(http, seen, ACCOUNT))
            await asyncio.sleep(0.01)

    async def _look(self, http: httpx.AsyncClient, seen: Seen, stop: asyncio.Event) -> None:
        while not stop.is_set():
            began = time.monotonic()
            try:
                answer = await http.get(f"{self.address}/ready")
                seen.ready["ok" if answer.status_code == 200 else answer.json().get("reason", "stopping")] += 1
            except httpx.HTTPError as error:
                seen.ready[type(error).__name__] += 1
            seen.slowest_ready_s = max(seen.slowest_ready_s, time.monotonic() - began)
            await asyncio.sleep(0.2)


def prepared(folder: pathlib.Path, url: str) -> str:
    """Migrate a database and give it an account; return a token that may do everything."""
    tieout = Shell(folder, url)
    assert tieout("migrate").returncode == 0
    assert tieout("import", "accounts", tieout.file("accounts.csv", ACCOUNTS)).returncode == 0
    return tieout("token", "create", "shop", "--all").stdout.strip()


@contextlib.contextmanager
def served(folder: pathlib.Path, url: str, token: str, *arguments: str, **settings: str) -> Iterator[Served]:
    """A server on a prepared database; it ends with the context, whatever happens, and so do its processes."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / f"log-{port}"
    with log.open("wb") as written:
        process = begun(
            ["serve", "--port", str(port), *arguments],
            {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TIEOUT_DATABASE_URL": url, **settings},
            cwd=folder,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    try:
        yield Served(process, f"http://127.0.0.1:{port}", token, log)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


async def seconds_to_end(process: subprocess.Popen[bytes], within_s: float = 60.0) -> float:
    """Ask a process to end, and return how long it took; infinity if it did not."""
    began = time.monotonic()
    process.terminate()
    try:
        await asyncio.to_thread(process.wait, within_s)
    except subprocess.TimeoutExpired:
        return float("inf")
    return time.monotonic() - began
