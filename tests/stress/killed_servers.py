"""Servers killed at random moments while clients send random mutations of every kind: what was answered is what is stored.

    python -m tests.stress.killed_servers [kills] [clients] [--only sqlite|postgresql] [--life S] [--tally FILE]

One server on a SQLite file, then two on one PostgreSQL, which is itself restarted now and then. Most mutations have an
idempotency key and are sent again until they are answered; those without one are sent once. Prints what was answered and
how often that was untrue: acknowledged and lost, refused and stored, stored and never sent, done twice, contradictions,
a log that says something else than the rows. All of these must be 0. A long run can be made in pieces: ``--tally`` adds
this run's figures to a file, takes a seed that none of its runs had, and prints their sums.
"""

import argparse
import asyncio
import contextlib
import pathlib
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

import asyncpg
import orjson

from api.graph.ids import row_id
from domain.errors import Busy, Refusal
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.migrate import migrate
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.stress.tally import Tally
from tests.support.centre import Centre, rows
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api
from tests.support.postgres import PostgresServer, restartable_server, url_of
from tests.support.random_commands.commands import RARE, RandomCommands
from tests.support.replay import read_log, replay
from tests.support.run_jobs import run_job
from tests.support.served import Lost, ServedApi, ServedProcess

ACCOUNTS = 12
WITHOUT_A_KEY, DRY = 0.1, 0.1
LIFE_S = 2.0
"""The longest that a server lives between two kills."""
PAUSE_S = 0.2
"""How long a client waits before it sends the same again."""
RESTART_EVERY = 2
"""Each so many times, PostgreSQL is restarted too, every other time as after a crash."""
AGAIN = frozenset({"BUSY", "UNAVAILABLE", "OUTCOME_UNKNOWN", "RATE_LIMITED"})
"""What a client answers by sending the same again."""
NEVER_SENT = frozenset(
    {"revokeApiToken", "rotateApiToken", "endApiTokenOverlap", "updateUser", "erasePerson", "cancelJob"}
)
"""What could end the clients' own token, and what would hide from the checker what others did."""
KEYS = Sql("select key, batch_id, outcome from idempotency_keys")
JOBS = Sql("select id, batch_id from jobs")
BATCHES = Sql("select id from batches where id not in (select batch_id from jobs where batch_id is not null)")
UNFINISHED = Sql("select id from jobs where ended_at is null order by id")


@dataclass
class Answers:
    """What the clients were answered: by key the batch, or None for what was refused; and batches without a key."""

    by_key: dict[str, int | None] = field(default_factory=dict)
    batches: set[int] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    """Answers that nobody may get: an internal error, data that is not there."""
    twice: list[str] = field(default_factory=list)
    """What was acknowledged with two different batches under one key."""
    unknown: int = 0
    """How many without a key were cut off, so that nobody knows what became of them."""

    def note(self, key: str | None, batch: int | None) -> None:
        """Remember what was answered at last."""
        if batch is not None:
            self.batches.add(batch)
        if key is not None:
            if self.by_key.get(key) not in {None, batch}:
                self.twice.append(key)
            self.by_key[key] = batch


@dataclass
class Outcome:
    """What the answers were worth."""

    kills: int
    restarts: int
    seconds: float
    answers: Answers
    lost: list[str]
    refused_and_stored: list[str]
    never_sent: int
    contradictions: list[str]
    starts: list[float]

    @property
    def violations(self) -> int:
        """How often something was untrue."""
        found = (self.lost, self.refused_and_stored, self.contradictions, self.answers.errors, self.answers.twice)
        return sum(map(len, found)) + self.never_sent

    @property
    def figures(self) -> dict[str, int]:
        """What can be added up over several runs."""
        codes = self.answers.codes
        return {
            "kills": self.kills,
            "restarts": self.restarts,
            "requests": codes.total(),
            "answered": codes.total() - codes["cut off"],
            "acknowledged": codes["done"],
            "violations": self.violations,
            "seconds": round(self.seconds),
        }

    def __str__(self) -> str:
        answers = self.answers
        return (
            f"{self.kills} kills and {self.restarts} restarts in {self.seconds:.0f} s, starts of "
            f"{statistics.median(self.starts):.1f} s, {max(self.starts):.1f} s at most; {answers.codes.total():,} requests: "
            f"{dict(answers.codes.most_common(12))}; acknowledged and lost {len(self.lost)}, refused and stored "
            f"{len(self.refused_and_stored)}, stored and never sent {self.never_sent} ({answers.unknown} unknown), twice "
            f"{len(answers.twice)}, errors {len(answers.errors)} {answers.errors[:2]}, contradictions "
            f"{len(self.contradictions)} {self.contradictions[:2]}"
        )


class Client:
    """Sends random mutations to one server until it has to stop."""

    def __init__(self, number: int, api: ServedApi, answers: Answers) -> None:
        self._name = f"client {number}"
        self._answers = answers
        self._sent = 0
        self._commands = RandomCommands(Centre(api.store), cast("Api", api), number)
        self._mutations = [
            name for name in self._commands.mutations if name not in NEVER_SENT for _ in range(1 if name in RARE else 4)
        ]

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop`` is set, and until all that was sent with a key is answered."""
        chance = self._commands.chance
        while not stop.is_set():
            mutation = chance.choice(self._mutations)
            try:
                given = await self._commands.input_for(mutation)
            except (Busy, Refusal, Lost):  # PostgreSQL is starting, or a server is
                await asyncio.sleep(PAUSE_S)
                continue
            if given is not None:
                self._sent += 1
                key = None if chance.random() < WITHOUT_A_KEY else f"{self._name}, {self._sent}, {mutation}"
                dry = chance.random() < DRY
                await self._send(mutation, {**given, "dryRun": dry, **({"idempotencyKey": key} if key else {})}, key)

    async def _send(self, mutation: str, given: dict[str, Any], key: str | None) -> None:
        """Send it; with a key, as often as it takes."""
        while True:
            try:
                answer = await self._commands.send(mutation, given)
            except Lost:
                self._answers.codes["cut off"] += 1
                if key is None:
                    self._answers.unknown += 1
                    return
                await asyncio.sleep(PAUSE_S)
                continue
            code, batch = self._read(mutation, answer)
            self._answers.codes[code] += 1
            if code not in AGAIN:
                if not given["dryRun"]:
                    self._answers.note(key, batch)
                return
            if key is None:
                self._answers.unknown += code == "OUTCOME_UNKNOWN"
                return
            await asyncio.sleep(PAUSE_S)

    def _read(self, mutation: str, answer: dict[str, Any]) -> tuple[str, int | None]:
        """Return the code of an answer, and the batch that it acknowledges."""
        if "errors" in answer:
            code = str(answer["errors"][0]["extensions"]["code"])
            if code not in AGAIN:
                self._answers.errors.append(f"{mutation}: {answer['errors'][0]}")
            return code, None
        payload = answer["data"][mutation]
        batch = None if payload["batch"] is None else row_id(payload["batch"]["id"], "Batch")
        return ("done" if not payload["userErrors"] else str(payload["userErrors"][0]["code"])), batch


Disturb = Callable[[Answers], Awaitable[tuple[int, int]]]
"""Does what is to be tried while clients send, and returns how many servers it killed and databases it restarted."""


async def killed(
    url: str,
    folder: pathlib.Path,
    kills: int,
    clients: int,
    postgres: PostgresServer | None = None,
    seed: int = 1,
    life_s: float = LIFE_S,
) -> Outcome:
    """Kill servers on a migrated database so often while clients send to them; compare what they got with what is stored."""
    chance = random.Random(seed)
    servers = [ServedProcess(folder, url, f"server {each}") for each in range(1 if postgres is None else 2)]

    async def kill_them(_answers: Answers) -> tuple[int, int]:
        ended = turns = restarts = 0
        while ended < kills:
            await asyncio.sleep(chance.random() * life_s)
            ending = chance.sample(servers, chance.randint(1, len(servers)))
            for server in ending:
                server.kill()
            if postgres is not None and turns % RESTART_EVERY == 0:
                await _restart(postgres, at_once=restarts % 2 == 1)
                restarts += 1
            for server in ending:
                await server.start()
            ended, turns = ended + len(ending), turns + 1
        return ended, restarts

    return await disturbed(url, folder, clients, servers, kill_them, seed)


async def disturbed(
    url: str, folder: pathlib.Path, clients: int, servers: Sequence[ServedProcess], disturb: Disturb, seed: int = 1
) -> Outcome:
    """Let clients send to servers while ``disturb`` runs; compare what they got with what is stored in the database."""
    answers = Answers()
    token = new_token()
    began = time.perf_counter()
    async with _opened(url) as store, _running(servers):
        centre = await Centre.open(store)
        await centre.do(CreateApiToken("clients", sorted(ALL_PERMISSIONS), token))
        accounts = await centre.accounts([str(number) for number in range(2001, 2001 + ACCOUNTS)])
        for account in accounts:
            await centre.invoice(7_500, 2_000, account=account)
            await centre.payment(5_000, account=account)
        before = {batch for (batch,) in await rows(store, BATCHES)}
        stop = asyncio.Event()
        async with AsyncExitStack() as stack:
            apis = [ServedApi(store, servers[each % len(servers)].address, token) for each in range(clients)]
            for api in apis:
                stack.push_async_callback(api.aclose)
            sending = [
                asyncio.create_task(Client(seed * clients + each, api, answers).run(stop))
                for each, api in enumerate(apis)
            ]
            try:
                kills, restarts = await disturb(answers)
                stop.set()
                await asyncio.gather(*sending)
            finally:  # what failed leaves nobody who sends
                for each in sending:
                    each.cancel()
                await asyncio.wait(sending)
    seconds = time.perf_counter() - began
    async with _opened(url) as store:
        for (job,) in await rows(store, UNFINISHED):
            await run_job(store, job)
        jobs: dict[int, int | None] = dict(await rows(store, JOBS))
        keys = await rows(store, KEYS)
        of_jobs = {key: jobs.get(orjson.loads(outcome).get("job")) for key, _, outcome in keys}
        lost, refused = compare(answers, {key: batch for key, batch, _ in keys}, of_jobs)
        unsent = {batch for (batch,) in await rows(store, BATCHES)} - before - answers.batches
        never_sent = max(0, len(unsent) - answers.unknown)
        contradictions = [*map(str, await verify(store)), *map(str, await contradictions_of(store))]
        contradictions = [
            each for each in contradictions if "R22" not in each
        ]  # what a file brought although it breaks a rule
        contradictions += [] if await _log_is_whole(store, folder) else ["the log says something else than the rows"]
    starts = [each for server in servers for each in server.starts]
    return Outcome(kills, restarts, seconds, answers, lost, refused, never_sent, contradictions, starts)


def compare(
    answers: Answers, stored: Mapping[str, int | None], of_jobs: Mapping[str, int | None] = MappingProxyType({})
) -> tuple[list[str], list[str]]:
    """Return the keys of what was acknowledged and is not stored so, and of what was refused and is stored.

    What queued a job is stored without a batch; asked again, it is answered with the job's, ``of_jobs`` by key.
    """
    lost = [
        key
        for key, batch in answers.by_key.items()
        if batch is not None and batch not in {stored.get(key), of_jobs.get(key)}
    ]
    refused = [key for key, batch in answers.by_key.items() if batch is None and stored.get(key) is not None]
    return lost, refused


async def _restart(postgres: PostgresServer, *, at_once: bool) -> None:
    await asyncio.to_thread(postgres.stop, at_once=at_once)
    postgres.start()
    await asyncio.to_thread(postgres.ready)


async def _log_is_whole(store: Store, folder: pathlib.Path) -> bool:
    """Return True if the log, replayed into an empty database, gives the rows that there are."""
    batches, events = await store.read(read_log())
    empty = f"sqlite:///{folder / 'replayed.db'}"
    await migrate(empty)
    async with _opened(empty) as replayed:
        await replayed.backend.run_unit(lambda: replay(batches, events))
        return await Centre(replayed).state() == await Centre(store).state()


@contextlib.asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    store = await Store.open(url)
    try:
        yield store
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def _running(servers: Sequence[ServedProcess]) -> AsyncIterator[None]:
    """Start servers, which are gone afterwards whatever happens."""
    try:
        for server in servers:
            await server.start()
        yield
    finally:
        for server in servers:
            server.kill()


@contextlib.asynccontextmanager
async def _places(name: str) -> AsyncIterator[tuple[str, pathlib.Path, PostgresServer | None]]:
    """A migrated database of this name, a folder, and the server that can be restarted."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = None if name == "sqlite" else stack.enter_context(restartable_server(fsync=True))
        if server is None:
            url = f"sqlite:///{folder / 'killed.db'}"
        else:
            connection = await asyncpg.connect(url_of(server.folder, "postgres"))
            await connection.execute("create database killed")
            await connection.close()
            url = url_of(server.folder, "killed")
        await migrate(url)
        yield url, folder, server


async def main(kills: int, clients: int, databases: Sequence[str], life_s: float, tally: Tally) -> None:
    """Kill servers so often on each database, and print."""
    violations = 0
    for name in databases:
        async with _places(name) as (url, folder, server):
            outcome = await killed(url, folder, kills, clients, server, tally.next_seed(name), life_s)
        print(f"{name:<10} {outcome}", flush=True)
        tally.add(name, outcome.figures)
        violations += outcome.violations
    print(tally, flush=True)
    assert not violations, "what was answered is not what is stored"


if __name__ == "__main__":
    DATABASES = ("sqlite", "postgresql")
    reader = argparse.ArgumentParser(prog="python -m tests.stress.killed_servers")
    reader.add_argument("kills", type=int, nargs="?", default=300)
    reader.add_argument("clients", type=int, nargs="?", default=16)
    reader.add_argument("--only", choices=DATABASES)
    reader.add_argument("--life", type=float, default=LIFE_S, help="the longest that a server lives, in seconds")
    reader.add_argument("--tally", type=pathlib.Path, help="a file to which this run's figures are added")
    given = reader.parse_args()
    chosen = (given.only,) if given.only else DATABASES
    asyncio.run(main(given.kills, given.clients, chosen, given.life, Tally(given.tally)))
