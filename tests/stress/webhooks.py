"""A receiver of webhooks that fails, hangs, closes, redirects and is slow, while servers are killed: does it get everything?

    python -m tests.stress.webhooks [--changes N] [--kills K] [--only sqlite|postgresql]

One server on a SQLite file, then two on one PostgreSQL. In the middle the secret is rotated with an overlap, and the
receiver begins to use the new one some time later. Prints how often something was missing, out of order, or wrongly signed
(all must be 0), and how much came more than once.
"""

import argparse
import asyncio
import contextlib
import pathlib
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from domain.permissions import ALL_PERMISSIONS
from domain.store.store import Store
from tests.stress.live import feed_after
from tests.support.centre import Centre
from tests.support.databases import both_databases
from tests.support.live import token_of
from tests.support.moody_receiver import Moods, MoodyReceiver, out_of_order
from tests.support.served import Lost, ServedApi, ServedProcess
from tests.support.shell import TIEOUT

MOODS = Moods(quick=0.006, long=0.000_5, odd=0.02)
"""Rare, since each failure holds everything up for seconds."""
BACKLOG = 300
"""So many changes are recorded ahead of the receiver at most."""
ROWS_MAX = 10
ACCOUNTS = 4
LOOK_S = 0.02
SLOW_LOOK_S = 0.2
IN_FLIGHT_S = 0.5
"""So long after a rotation nothing arrives any more that was signed before."""
END_S = 600
"""How long the last changes may take: several failures in a row, each with a longer pause."""
CREATE = """mutation ($input: CreateWebhookInput!) {
  createWebhook(input: $input) { userErrors { message } secret webhook { id position } } }"""
ROTATE = """mutation ($input: RotateWebhookSecretInput!) {
  rotateWebhookSecret(input: $input) { userErrors { message } secret } }"""
INVOICES = """mutation ($input: CreateInvoicesInput!) {
  createInvoices(input: $input) { userErrors { message } transactions { items { id } } } }"""
PAY = "mutation ($input: MakePaymentInput!) { makePayment(input: $input) { userErrors { message } } }"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the receiver got of how many changes: what is wrong, and what came again."""

    changes: int
    requests: int
    again: int
    answers: Counter[int | str]
    wrong: dict[str, list[str]]
    seconds: float

    @property
    def violations(self) -> int:
        """How much is wrong."""
        return sum(map(len, self.wrong.values()))

    def __str__(self) -> str:
        wrong = ", ".join(f"{len(found)} {what} {found[:2] or ''}".rstrip() for what, found in self.wrong.items())
        return (
            f"{self.changes} changes in {self.requests} requests and {self.seconds:.0f} s: {wrong}; {self.again} accepted "
            f"again; answers {dict(self.answers.most_common())}"
        )


class Recorder:
    """A client that records until there are so many changes, and not too far ahead of the receiver."""

    def __init__(self, apis: Sequence[ServedApi], accounts: Sequence[str], draw: random.Random) -> None:
        self._apis = apis
        self._accounts = accounts
        self._draw = draw

    async def run(self, start: str, changes: int, receiver: MoodyReceiver) -> list[int]:
        """Record, and return the positions of all changes after ``start``."""
        feed: list[int] = []
        while len(feed) < changes:
            if len(feed) < len(receiver.accepted) + BACKLOG:
                with contextlib.suppress(Lost):  # it may be stored or not, which is the same here
                    await self._record()
            else:
                await asyncio.sleep(LOOK_S)
            with contextlib.suppress(Lost):
                feed += map(int, await feed_after(self._draw.choice(self._apis), str(feed[-1]) if feed else start))
        return feed

    async def _record(self) -> None:
        """Record some invoices, and sometimes a payment of one."""
        api, account = self._draw.choice(self._apis), self._draw.choice(self._accounts)
        line = {"description": "Lessons", "ledgerCode": "SWIM", "amountCents": self._draw.randint(1, 9_999)}
        rows = [{"accountId": account, "items": [line]} for _ in range(self._draw.randint(1, ROWS_MAX))]
        made = (await api.data(INVOICES, input={"rows": rows}))["createInvoices"]
        assert not made["userErrors"], made
        mark = {"itemId": made["transactions"][0]["items"][0]["id"]}
        pays = {"accountId": account, "amountCents": line["amountCents"], "method": "CASH", "applyTo": [mark]}
        if self._draw.random() < 1 / 2:
            assert not (await api.data(PAY, input=pays))["makePayment"]["userErrors"]


async def delivered(
    url: str,
    folder: pathlib.Path,
    *,
    changes: int,
    kills: int,
    moods: Moods = MOODS,
    tieout: Sequence[str | pathlib.Path] = (TIEOUT,),
    seed: int = 1,
) -> Outcome:
    """Let so many changes be delivered, while servers, which ``tieout`` begins, are killed; return what came of it."""
    began = time.perf_counter()
    draw = random.Random(seed)
    servers = [
        ServedProcess(folder, url, f"server-{n}", tieout, TIEOUT_WEBHOOK_ALLOW="127.0.0.0/8")
        for n in range(2 if url.startswith("postgres") else 1)
    ]
    async with contextlib.AsyncExitStack() as stack:
        store = await Store.open(url)
        stack.push_async_callback(store.close)
        centre = await Centre.open(store)
        token = await token_of(store, *ALL_PERMISSIONS)
        for number in range(ACCOUNTS - 1):
            await centre.account(f"2{number:03}")
        for each in servers:
            await each.start()
            stack.callback(each.kill)
        apis = [ServedApi(store, each.address, token) for each in servers]
        for api in apis:
            stack.push_async_callback(api.aclose)
        receiver = await stack.enter_async_context(MoodyReceiver(moods=moods, draw=random.Random(seed)))
        await feed_after(apis[0], "0")  # so that all before it has its position
        made = (await apis[0].data(CREATE, input={"url": receiver.url}))["createWebhook"]
        receiver.secret = made["secret"]
        accounts = [each["id"] for each in (await apis[0].data("{ accounts { nodes { id } } }"))["accounts"]["nodes"]]
        recorder = Recorder(apis, accounts, random.Random(seed))
        recording = asyncio.create_task(recorder.run(made["webhook"]["position"], changes, receiver))
        rotated = ""
        moments = {changes // 2: "rotate", changes // 2 + changes // 10: "use"}
        moments |= dict.fromkeys(draw.sample([n for n in range(changes) if n not in moments], kills), "kill")
        for moment, what in sorted(moments.items()):
            while len(receiver.accepted) < moment and not _failed(recording):  # noqa: ASYNC110 - counted by others
                await asyncio.sleep(LOOK_S)
            if what == "kill":
                killed = draw.choice(servers)
                killed.kill()
                await killed.start()
            elif what == "rotate":
                rotated = await _rotated(apis[0], made["webhook"]["id"])
            else:
                await asyncio.sleep(IN_FLIGHT_S)
                receiver.secret = rotated
        feed = await recording
        async with asyncio.timeout(END_S):
            while not receiver.accepted.issuperset(feed):  # noqa: ASYNC110 - counted by others
                await asyncio.sleep(SLOW_LOOK_S)
    wrong = {
        "missing": [str(each) for each in feed if each not in receiver.accepted],
        "out of order": out_of_order(receiver.got, feed),
        "wrongly signed": receiver.refused,
    }
    again = sum(each.accepted for each in receiver.got) - len(receiver.accepted)
    return Outcome(len(feed), len(receiver.got), again, receiver.answered, wrong, time.perf_counter() - began)


def _failed(recording: asyncio.Task[list[int]]) -> bool:
    return recording.done() and recording.exception() is not None


async def _rotated(api: ServedApi, webhook: str) -> str:
    """Rotate the secret, as often as it takes to hear the new one, and return it."""
    while True:
        with contextlib.suppress(Lost):
            done = (await api.data(ROTATE, input={"webhookId": webhook, "overlapHours": 1}))["rotateWebhookSecret"]
            assert not done["userErrors"], done
            return str(done["secret"])
        await asyncio.sleep(LOOK_S)


async def main(given: argparse.Namespace) -> None:
    """Run on both databases, or on one, and print."""
    violations = 0
    async with both_databases() as urls:
        for kind, url in urls.items():
            if given.only in {None, kind.lower()}:
                with tempfile.TemporaryDirectory() as folder:
                    outcome = await delivered(url, pathlib.Path(folder), changes=given.changes, kills=given.kills)
                print(f"{kind}: {given.kills} kills; {outcome}", flush=True)
                violations += outcome.violations
    assert not violations, "the receiver got something else than the feed has"


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.stress.webhooks")
    options.add_argument("--changes", type=int, default=10_000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--only", choices=("sqlite", "postgresql"))
    asyncio.run(main(options.parse_args()))
