"""Level: HTTP. Run `tieout serve` as a process of its own that is killed and started again, and send requests to it."""

import asyncio
import contextlib
import pathlib
import socket
import subprocess
import time
from collections.abc import Sequence
from typing import Any

import httpx

from domain.store.store import Store
from tests.support.started import TIEOUT, begun

READY_S = 60.0
"""How long a server may take to an answer, many times what it needs."""
START_S = 300.0
"""How long it may take to be ready, where dozens of processes share a core."""


class Lost(Exception):
    """The connection ended before the answer came: nobody knows whether the request was done."""


class ServedProcess:
    """`tieout serve` on one port of loopback and one database; its log is kept in ``folder``.

    ``settings`` are further ones, by their names in the environment; ``tieout`` is the command if another is to be run.
    """

    def __init__(
        self,
        folder: pathlib.Path,
        url: str,
        name: str = "server",
        tieout: Sequence[str | pathlib.Path] = (TIEOUT,),
        **settings: str,
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{name}.log"
        self._folder = folder
        self._tieout = tieout
        self._environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TIEOUT_DATABASE_URL": url, **settings}
        self._process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []
        """How many seconds each start took until the server was ready."""

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Start it, and return once it answers that it is ready. Raises ``AssertionError`` if it ends or is too late."""
        began = time.monotonic()
        self._process = self._begun()
        async with httpx.AsyncClient(verify=False, base_url=self.address, timeout=READY_S) as client:
            while not await _is_ready(client):
                assert self._process.poll() is None, self.last_lines()
                assert time.monotonic() < began + START_S, f"not ready after {START_S} s: {self.last_lines()}"
                await asyncio.sleep(0.02)
        self.starts.append(time.monotonic() - began)

    def last_lines(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text().splitlines()[-30:])

    def _begun(self) -> subprocess.Popen[bytes]:
        serve = ["serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            return begun(serve, self._environment, program=self._tieout, cwd=self._folder, stdout=log, stderr=log)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def stop(self) -> int:
        """Tell it to end, and return its exit status."""
        assert self._process is not None
        self._process.terminate()
        return await asyncio.to_thread(self._process.wait, READY_S)


async def _is_ready(client: httpx.AsyncClient) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return (await client.get("/ready")).status_code == httpx.codes.OK
    return False


class ServedApi:
    """A client of a served process with a token; ``store`` is another connection to the database, to look at its rows."""

    def __init__(self, store: Store, address: str, token: str) -> None:
        self.store = store
        self._client = httpx.AsyncClient(
            verify=False, base_url=address, timeout=READY_S, headers={"Authorization": f"Bearer {token}"}
        )

    async def __call__(self, query: str, **variables: object) -> dict[str, Any]:
        """Send an operation and return its answer; raises ``Lost``."""
        try:
            sent = await self._client.post("/graphql", json={"query": query, "variables": variables})
            answer: dict[str, Any] = sent.json()
        except (httpx.TransportError, ValueError) as error:
            raise Lost from error
        return answer

    async def data(self, query: str, **variables: object) -> dict[str, Any]:
        """Send an operation that has no errors, and return its data; raises ``Lost`` where it should be sent again."""
        answer = await self(query, **variables)
        if any(each["extensions"]["code"] == "BUSY" for each in answer.get("errors", ())):
            raise Lost
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def aclose(self) -> None:
        """End its connections."""
        await self._client.aclose()
