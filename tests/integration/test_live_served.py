"""Live updates of a server of its own: what only real connections show (domain R47b)."""

import asyncio
import contextlib
import pathlib

import httpx
import pytest

from api.protocol.connections import MESSAGE_BYTES_MAX
from domain.services.bulk import CreateInvoices
from domain.services.invoices import CreateInvoice
from domain.store.store import Store
from tests.support.centre import Centre, items
from tests.support.live import token_of
from tests.support.live_client import Ended, LiveClient
from tests.support.served import ServedProcess

ALL = "subscription ($after: String) { changes(after: $after) { position data } }"


@pytest.fixture
def served(sqlite_url: str, tmp_path: pathlib.Path) -> ServedProcess:
    return ServedProcess(tmp_path, sqlite_url)


async def closing_code(client: LiveClient) -> int | None:
    """The code with which the server closes a connection, whatever comes before."""
    with pytest.raises(Ended) as ended:
        while True:
            await client.hear()
    return ended.value.code


async def test_a_server_that_ends_says_so_and_waits_for_nobody_who_does_not_read(
    served: ServedProcess, sqlite_store: Store
) -> None:
    await served.start()
    token = await token_of(sqlite_store)
    centre = await Centre.open(sqlite_store)
    bearer = {"Authorization": f"Bearer {token}"}
    async with (
        await LiveClient.connect(served.port, takes_bytes=4_096) as stuck,
        await LiveClient.connect(served.port, headers=bearer) as follower,
    ):
        stuck.subscribe(ALL, after=await stuck.enter(token))
        follower.subscribe(ALL, after=await follower.enter())
        invoices = [CreateInvoice(centre.rivera, items(100), description="Lessons" * 140) for _ in range(3_000)]
        await centre.do(CreateInvoices(invoices))
        for _ in invoices:
            await follower.change()
        stopping = asyncio.create_task(served.stop())
        assert await closing_code(follower) == 1001
        async with asyncio.timeout(10):
            assert await stopping == 0
    log = served.log.read_text()
    assert token not in log
    assert log.count("status=101") == 2
    assert "code=1001" in log


async def test_a_malformed_frame_ends_one_connection_alone(served: ServedProcess, sqlite_store: Store) -> None:
    await served.start()
    try:
        async with await LiveClient.connect(served.port) as other:
            await other.enter(await token_of(sqlite_store))
            async with await LiveClient.connect(served.port) as long:
                long.say({"type": "ping", "payload": {"text": "x" * MESSAGE_BYTES_MAX}})
                assert await closing_code(long) == 1009
            async with await LiveClient.connect(served.port) as half:
                half.writer.write(b"\x81\xfe\xff\xff half a frame")
            async with await LiveClient.connect(served.port) as unmasked:
                unmasked.writer.write(b"\x81\x02{}")
                assert await closing_code(unmasked) is not None
            other.say({"type": "ping"})
            assert await other.hear() == {"type": "pong"}
    finally:
        assert await served.stop() == 0
    assert "ERROR" not in served.log.read_text()


async def test_live_connections_keep_their_places_among_all_others(
    sqlite_url: str, sqlite_store: Store, tmp_path: pathlib.Path
) -> None:
    served = ServedProcess(tmp_path, sqlite_url, TIEOUT_MAX_CONNECTIONS_FROM_ADDRESS="8")
    await served.start()
    token = await token_of(sqlite_store)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(served.kill)
        clients = [await stack.enter_async_context(await LiveClient.connect(served.port)) for _ in range(8)]
        for each in clients:
            await each.enter(token)
        async with httpx.AsyncClient(verify=False, base_url=served.address) as http:
            assert (await http.get("/accounts")).status_code == 503
            assert (await http.get("/ready")).status_code == 200
        await clients.pop().break_off()
        async with httpx.AsyncClient(verify=False, base_url=served.address) as http:
            assert (await http.get("/accounts")).status_code == 200
        for each in clients:
            each.say({"type": "ping"})
            assert await each.hear() == {"type": "pong"}
