"""Tables that a program builds from the feed alone, while clients record and the program and the servers are killed.

    python -m tests.stress.mirror [--mutations N] [--clients C] [--reader-kills R] [--server-kills S]
                                  [--only sqlite|postgresql] [--tally FILE]

One server on a SQLite file, then two on one PostgreSQL. Clients send random mutations of many kinds, all of them at any time
to the same few accounts, so that they wait for each other's locks. At the end some people are erased, which the program
answers by reading everything again. Then its tables must equal the database, as must those of the handbook's nightly sync,
run once; each account's changes must have come in its audit chain's order, each once. Prints what was wrong (all must be 0)
and the lag, from the instant of recording to the arrival, also while the program or a server was away: at most a second for
99 of 100. A long run can be made in pieces: ``--tally`` adds this run's figures to a file, takes a seed that none of its
runs had, and prints their sums.
"""

import argparse
import asyncio
import contextlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from domain.errors import Busy, Refusal
from domain.permissions import ALL_PERMISSIONS
from domain.services.erasing import ErasePerson
from domain.services.undo.batch import FACTOR_MUTATIONS
from domain.store.program import Sql
from domain.store.store import Store
from domain.tables import BankLinePartRow
from tests.stress.killed_servers import AGAIN, NEVER_SENT
from tests.stress.tally import Tally
from tests.support import feed_reader
from tests.support.centre import Centre, rows
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.live import token_of
from tests.support.mirrored import (
    TABLES,
    Arrival,
    arrivals_in,
    differences,
    faults_in,
    objects_in,
    objects_of,
    out_of_order,
    position_in,
)
from tests.support.random_commands.commands import OF_ALL_ACCOUNTS, RARE, RandomCommands
from tests.support.served import Lost, ServedApi, ServedProcess

READER = pathlib.Path(feed_reader.__file__)
NIGHTLY_SYNC = READER.parents[1] / "examples" / "nightly_sync.py"
AT_ONCE = 8
"""How many accounts all clients send to at any time."""
MOVE_ON_AFTER, MOVE_ON_BY = 300, 4
"""After so many mutations they move on by so many accounts."""
ACCOUNTS_FOR = 25
"""One account for so many mutations."""
LEAST_ACCOUNTS = 2 * AT_ONCE
WITHOUT_PARTS = tuple(each for each in TABLES if each != BankLinePartRow.NOUN)
"""What the nightly sync keeps: a bank line with the part that changed last."""
ERASED = 2
PAUSE_S = 0.2
LOOK_S = 0.05
END_S = 300
"""How long jobs and the reader may take at the end, many times what they need."""
WEBHOOKS = {"createWebhook", "updateWebhook", "rotateWebhookSecret", "replayWebhook"}
NOT_IN_THE_FEED = {*FACTOR_MUTATIONS, *WEBHOOKS, "makeDocuments"}
"""Documents of all accounts, for which nobody would wait, are made for longer than all else takes together."""
SELDOM = RARE | OF_ALL_ACCOUNTS | {"createRole", "updateRole", "deleteRole", "importBankStatement"}
ACROSS = {"movePayment", "createInvoices", "makePayments", "importRecords", "undoBatch", "createReconciliations"}
"""What changes several accounts at once, or what several clients want at once."""
UNFINISHED = Sql(
    "select id, kind, state, done, total, tries, leased_until from jobs where ended_at is null order by id"
)
REST = "query ($after: String) { changes(after: $after, first: 1) { nodes { position } pageInfo { hasNextPage } } }"
NEWEST = Sql("select coalesce(max(r.id + r.last_seq - r.first_seq), 0) from feed_ranges r")


@dataclass(slots=True)
class Reader:
    """The program that reads, as a process of its own; ``log`` is where it says why it ended by itself."""

    mirror: pathlib.Path
    token: str
    addresses: Sequence[str]
    log: pathlib.Path
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        command = [sys.executable, READER, self.mirror, *self.addresses]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env={"TOKEN": self.token}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it at once; raises ``AssertionError`` if it ended by itself."""
        assert self._process is not None
        ended = self._process.poll()
        self.end()
        assert ended is None, self.log.read_text()[-2_000:]

    def end(self) -> None:
        """End it at once, if it has not ended."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def position(self) -> str | None:
        """The position up to which it has read and stored everything; None if that is nothing."""
        return position_in(self.mirror)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: what was answered, what is wrong, and how long changes took to the reader, in seconds, sorted."""

    answers: Counter[str]
    kills: Counter[str]
    changes: int
    wrong: dict[str, list[str]]
    lags_s: Sequence[float]
    seconds: float

    @property
    def violations(self) -> int:
        """How much is wrong."""
        return sum(map(len, self.wrong.values()))

    def lag_s(self, percent: int) -> float:
        """The lag within which so many of 100 changes came."""
        return self.lags_s[len(self.lags_s) * percent // 100] if self.lags_s else 0.0

    @property
    def figures(self) -> dict[str, int]:
        """What can be added up over several runs."""
        done = {"mutations": self.answers.total() - self.answers["cut off"], "done": self.answers["done"]}
        late = sum(each > 1 for each in self.lags_s)
        counts = {"changes": self.changes, "timed": len(self.lags_s), "later than 1 s": late}
        return {**done, **self.kills, **counts, "wrong": self.violations, "seconds": round(self.seconds)}

    def __str__(self) -> str:
        wrong = ", ".join(f"{len(found)} {what} {found[:2] or ''}".rstrip() for what, found in self.wrong.items())
        return (
            f"{dict(self.answers.most_common(10))} in {self.seconds:.0f} s; {dict(self.kills)}; {self.changes} changes; "
            f"{wrong}; lag p50 {self.lag_s(50):.2f} s, p99 {self.lag_s(99):.2f} s of {len(self.lags_s)}"
        )


class Clients:
    """Send random mutations until so many are answered."""

    def __init__(self, accounts: Sequence[int], mutations: int, seed: int) -> None:
        self.answers: Counter[str] = Counter()
        self._accounts = accounts
        self._mutations = mutations
        self._seed = seed

    @property
    def answered(self) -> int:
        """How many are answered."""
        return self.answers.total() - self.answers["cut off"]

    async def run(self, number: int, api: ServedApi) -> None:
        """Send as one of them; what was cut off may be done or not, which is the same here."""
        commands = RandomCommands(Centre(api.store), cast("Api", api), 1_000 * self._seed + number)
        often = [each for each in commands.mutations if each not in NEVER_SENT | NOT_IN_THE_FEED]
        weights = [1 if each in SELDOM else 24 if each in ACROSS else 12 for each in often]
        while self.answered < self._mutations:
            commands.accounts = self._now()
            (mutation,) = commands.chance.choices(often, weights)
            try:
                given = await commands.input_for(mutation)
                if given is None:
                    continue
                self.answers[self._code(mutation, await commands.send(mutation, given))] += 1
            except Lost:
                self.answers["cut off"] += 1
                await asyncio.sleep(PAUSE_S)
            except (Busy, Refusal):  # while it drew
                await asyncio.sleep(PAUSE_S)

    def _now(self) -> Sequence[int]:
        """The accounts that all send to at this moment."""
        moves = self.answered // MOVE_ON_AFTER
        first = moves * MOVE_ON_BY % (len(self._accounts) - AT_ONCE + 1)
        return self._accounts[first : first + AT_ONCE]

    @staticmethod
    def _code(mutation: str, answer: dict[str, Any]) -> str:
        if "errors" in answer:
            code = str(answer["errors"][0]["extensions"]["code"])
            assert code in AGAIN, (mutation, answer["errors"])
            return code
        errors = answer["data"][mutation]["userErrors"]
        return str(errors[0]["code"]) if errors else "done"


async def mirrored(
    url: str, folder: pathlib.Path, *, mutations: int, clients: int, reader_kills: int, server_kills: int, seed: int = 1
) -> Outcome:
    """Let clients send so many mutations and a program read the feed, while both kinds of processes are killed."""
    began = time.perf_counter()
    servers = [ServedProcess(folder, url, f"server-{n}") for n in range(2 if url.startswith("postgres") else 1)]
    async with contextlib.AsyncExitStack() as stack:
        store = await Store.open(url)
        stack.push_async_callback(store.close)
        centre = await Centre.open(store)
        token = await token_of(store, *ALL_PERMISSIONS)
        count = max(LEAST_ACCOUNTS, mutations // ACCOUNTS_FOR)
        accounts = await centre.accounts([f"2{number:05}" for number in range(count)], ("USD", "USD", "USD", "EUR"))
        for each in servers:
            await each.start()
            stack.callback(each.kill)
        reader = Reader(folder / "mirror.db", token, [each.address for each in servers], folder / "reader.log")
        reader.start()
        stack.callback(reader.end)
        apis = [ServedApi(store, servers[n % len(servers)].address, token) for n in range(clients)]
        for api in apis:
            stack.push_async_callback(api.aclose)
        start = await _caught_up(apis[0], reader)
        sending = Clients(accounts, mutations, seed)
        moments = random.Random(seed).sample(range(mutations), reader_kills + server_kills)
        kills = {moment: n < server_kills for n, moment in enumerate(moments)}
        await _sent(sending, apis, kills, reader, servers)
        await _jobs_ended(store)
        end = await _caught_up(apis[0], reader)
        for number in range(ERASED):
            await centre.do(ErasePerson(account_id=await centre.account(f"E{number}", f"Nora {number}")))
        await _caught_up(apis[0], reader)
        reader.kill()
        copy = await asyncio.to_thread(_nightly_sync, folder, servers[0].address, token)
        wrong = await wrong_in(store, reader.mirror, copy)
    arrivals = arrivals_in(reader.mirror)
    killed = Counter({"reader kills": reader_kills, "server kills": server_kills})
    lags = sorted(_lags(arrivals, start, end))
    return Outcome(sending.answers, killed, len(arrivals), wrong, lags, time.perf_counter() - began)


async def wrong_in(store: Store, mirror: pathlib.Path, copy: pathlib.Path) -> dict[str, list[str]]:
    """What is wrong with a reader's mirror and a nightly sync's copy, by what it is."""
    stored = await objects_of(store)
    return {
        "differences": differences(objects_in(mirror), stored),
        "differences of the nightly sync": differences(objects_in(copy), stored, WITHOUT_PARTS),
        "out of order": await out_of_order(store, arrivals_in(mirror)),
        "again": faults_in(mirror),
    }


async def _sent(
    sending: Clients,
    apis: Sequence[ServedApi],
    kills: Mapping[int, bool],
    reader: Reader,
    servers: Sequence[ServedProcess],
) -> None:
    """Let all clients send; after so many answers, kill and start again a server (True) or the reader."""
    chance = random.Random(len(kills))
    working = [asyncio.create_task(sending.run(n, api)) for n, api in enumerate(apis)]
    try:
        for moment, of_server in sorted(kills.items()):
            while sending.answered < moment and not any(each.done() for each in working):  # noqa: ASYNC110 - counted by many
                await asyncio.sleep(LOOK_S / 5)
            await asyncio.sleep(chance.uniform(0, LOOK_S))
            if of_server:
                killed = chance.choice(servers)
                killed.kill()
                await killed.start()
            else:
                reader.kill()
                reader.start()
        await asyncio.gather(*working)
    finally:  # what failed leaves nobody who sends
        for each in working:
            each.cancel()
        await asyncio.wait(working)


def _lags(arrivals: Sequence[Arrival], start: int, end: int) -> list[float]:
    return [at - recorded / 1_000_000 for position, _, _, recorded, at in arrivals if start < position <= end]


async def _jobs_ended(store: Store) -> None:
    """Wait until all jobs have ended; raises if ``END_S`` pass in which none does, and no account of one."""
    last, left = time.monotonic(), await rows(store, UNFINISHED)
    while left:
        assert time.monotonic() - last < END_S, f"jobs that do not go on: {left}"
        await asyncio.sleep(LOOK_S)
        before, left = left, await rows(store, UNFINISHED)
        if left != before:
            last = time.monotonic()


async def _caught_up(api: ServedApi, reader: Reader) -> int:
    """Wait until the reader has stored all that there is, and return its position."""
    async with asyncio.timeout(END_S):
        while True:
            with contextlib.suppress(Lost):
                position = reader.position
                rest = (await api.data(REST, after=position))["changes"]
                ((newest,),) = await rows(api.store, NEWEST)
                if not rest["nodes"] and not rest["pageInfo"]["hasNextPage"] and position == str(newest):
                    return int(newest)
            await asyncio.sleep(LOOK_S)


def _nightly_sync(folder: pathlib.Path, address: str, token: str) -> pathlib.Path:
    """The copy that the handbook's nightly sync makes when it is run once."""
    copy = folder / "copy.db"
    environment = {**os.environ, "TOKEN": token, "TIEOUT_API": f"{address}/graphql"}
    ran = subprocess.run(
        [sys.executable, NIGHTLY_SYNC, copy], env=environment, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return copy


async def main(given: argparse.Namespace) -> None:
    """Run on both databases, or on one, and print."""
    tally = Tally(given.tally)
    violations, late = 0, False
    async with both_databases() as urls:
        for kind, url in urls.items():
            if given.only not in {None, kind.lower()}:
                continue
            with tempfile.TemporaryDirectory() as folder:
                outcome = await mirrored(
                    url,
                    pathlib.Path(folder),
                    mutations=given.mutations,
                    clients=given.clients,
                    reader_kills=given.reader_kills,
                    server_kills=given.server_kills,
                    seed=tally.next_seed(kind),
                )
            print(f"{kind}: {outcome}", flush=True)
            tally.add(kind, outcome.figures)
            violations, late = violations + outcome.violations, late or outcome.lag_s(99) > 1
    print(tally)
    assert not violations, "the mirror is not the database, or came in another order"
    assert not late, "of 100 changes, more than one came later than a second"


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.stress.mirror")
    options.add_argument("--mutations", type=int, default=100_000)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--reader-kills", type=int, default=50)
    options.add_argument("--server-kills", type=int, default=20)
    options.add_argument("--only", choices=("sqlite", "postgresql"))
    options.add_argument("--tally", type=pathlib.Path, help="a file to which this run's figures are added")
    asyncio.run(main(options.parse_args()))
