"""Level: a database. A PostgreSQL server as seen through a network that fails when it matters most: at COMMIT."""

import asyncio
import contextlib
import enum
import pathlib
import tempfile
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

SOCKET = ".s.PGSQL.5432"


class Fault(enum.Enum):
    """What happens to the next COMMIT that a client sends."""

    NONE = "it arrives, and so does its answer"
    LOST = "it never arrives, and the connection breaks"
    UNANSWERED = "it arrives, and the connection breaks before the answer"
    HELD = "it arrives, and nothing more is heard, although the connection stays"
    CUT_OFF = "as UNANSWERED, and nobody gets through afterwards"
    SILENT = "as HELD, and whoever connects afterwards hears nothing either"


class Proxy:
    """Passes on what clients and a server say to each other; ``fault`` happens once, after ``spared`` commits."""

    def __init__(self, server: pathlib.Path) -> None:
        self.fault = Fault.NONE
        self.spared = 0
        self.open = True
        self.silent = False
        self.cut = 0
        self._server = server
        self._held = asyncio.Event()
        self._pumps: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until either side ends."""
        if not self.open:
            writer.close()
            return
        if self.silent:
            await self._held.wait()
            writer.close()
            return
        up_reader, up_writer = await asyncio.open_unix_connection(str(self._server / SOCKET))
        answers = asyncio.create_task(self._pump(up_reader, writer))
        self._pumps.add(answers)
        try:
            while data := await reader.read(65536):
                if b"COMMIT;" in data and self.fault is not Fault.NONE:
                    if not self.spared:
                        await self._fail(data, up_reader, up_writer, answers)
                        break
                    self.spared -= 1
                up_writer.write(data)
        finally:
            answers.cancel()
            self._pumps.discard(answers)
            for each in (up_writer, writer):
                each.close()

    async def _fail(
        self, data: bytes, up_reader: asyncio.StreamReader, up_writer: asyncio.StreamWriter, answers: asyncio.Task[None]
    ) -> None:
        fault, self.fault = self.fault, Fault.NONE
        self.cut += 1
        answers.cancel()
        await asyncio.wait({answers})
        if fault is Fault.LOST:
            return
        self.open = fault is not Fault.CUT_OFF
        self.silent = fault is Fault.SILENT
        up_writer.write(data)
        await up_reader.read(65536)  # the answer: by now it is committed
        if fault in {Fault.HELD, Fault.SILENT}:
            await self._held.wait()

    def end(self) -> None:
        """Let go of what is held, and be silent no more."""
        self.silent = False
        self._held.set()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
        writer.close()


@contextlib.asynccontextmanager
async def proxied(url: str) -> AsyncIterator[tuple[str, Proxy]]:
    """Yield the address of a database behind a proxy, and the proxy."""
    parts = urlsplit(url)
    proxy = Proxy(pathlib.Path(parse_qs(parts.query)["host"][0]))
    with tempfile.TemporaryDirectory(prefix="tieout-proxy-") as folder:
        server = await asyncio.start_unix_server(proxy.serve, f"{folder}/{SOCKET}")
        try:
            yield parts._replace(query=f"host={folder}").geturl(), proxy
        finally:
            proxy.end()
            server.close()
