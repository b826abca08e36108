"""Payments while strace looks on: whether the log is on the disk before any of them is acknowledged, on both databases.

    python -m tests.stress.synced [payments] [clients]

An answer is proven if after its request arrived the database's log was written, a sync of it began after that, and ended
before the answer was sent. On PostgreSQL the same is done once more with ``synchronous_commit`` off, where it must not be
proven: else this would prove nothing. Needs strace, and the right to trace.
"""

import asyncio
import pathlib
import shutil
import sys
import tempfile

import httpx

from api.graph.ids import opaque
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.postgres import restartable_server, run_on, url_of
from tests.support.served import ServedProcess
from tests.support.traced import Proof, Trace, proven

PAY = "mutation ($i: MakePaymentInput!) { makePayment(input: $i) { userErrors { message } } }"


async def synced(
    url: str, folder: pathlib.Path, payments: int, clients: int, log: str, database: int | None = None
) -> Proof:
    """Let clients pay on accounts of their own; ``database`` is the process that keeps it, the server's own if None."""
    store, token = await Store.open(url), new_token()
    centre = await Centre.open(store)
    await centre.do(CreateApiToken("clients", sorted(ALL_PERMISSIONS), token))
    accounts = await centre.accounts([str(number) for number in range(2001, 2001 + clients)])
    await store.close()
    server = ServedProcess(folder, url)
    of_database = None if database is None else Trace(database, folder / "database.trace")
    try:
        await server.start()
        of_server = Trace(server.pid, folder / "server.trace")
        headers = {"Authorization": f"Bearer {token}"}

        async def pay(account: int) -> None:
            async with httpx.AsyncClient(base_url=server.address, headers=headers, timeout=60) as http:
                for _ in range(payments // clients):
                    given = {"accountId": opaque("Account", account), "amountCents": 100, "method": "CASH"}
                    answer = (await http.post("/graphql", json={"query": PAY, "variables": {"i": given}})).json()
                    assert answer["data"]["makePayment"]["userErrors"] == [], answer

        await asyncio.gather(*map(pay, accounts))
        calls = of_server.end()
        return proven(calls, calls if of_database is None else of_database.end(), log)
    finally:
        server.kill()


async def main(payments: int, clients: int) -> None:
    """Try each database, and print."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:  # a disk: a file system in memory may leave syncs out
        url = f"sqlite:///{pathlib.Path(name) / 'synced.db'}"
        await migrate(url)
        on_sqlite = await synced(url, pathlib.Path(name), payments, clients, "synced.db-wal")
        print(f"SQLite: {on_sqlite}", flush=True)
    with tempfile.TemporaryDirectory() as name, restartable_server(fsync=True) as server:
        found = []
        for database, setting in (("synced", "on"), ("unsynced", "off")):
            url = url_of(server.folder, database)
            run_on(url_of(server.folder, "postgres"), f"create database {database}")
            run_on(url, f"alter database {database} set synchronous_commit = {setting}")
            await migrate(url)
            found.append(await synced(url, pathlib.Path(name), payments, clients, "/pg_wal/", server.pid))
            print(f"PostgreSQL with synchronous_commit {setting}: {found[-1]}", flush=True)
    on_postgres, without = found
    for proof in (on_sqlite, on_postgres):
        assert proof.answers == payments // clients * clients, "not every answer was traced"
        assert proof.unproven == 0, "acknowledged before the sync"
    assert without.unproven, "this run would not have noticed"


if __name__ == "__main__":
    if shutil.which("strace") is None:
        sys.exit("It needs strace (on Debian: strace).")
    numbers = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*([*numbers, *(400, 8)[len(numbers) :]])))
