"""What reading 1,000 changes of the feed costs, by the feed's length: CPU milliseconds, on both databases.

    python -m tests.bench.feed [CHANGES]...

Makes feeds of 10,000 and of 1,000,000 positions, or of the lengths given. The first ones are recorded by the product; the
rest are copies of their audit events, added by plain statements. Prints the processor's milliseconds (the process's own and
PostgreSQL's) for 1,000 changes from the beginning, the middle and near the end, also with ``data``; for a rare kind;
for an empty page at the end; and how many times as much the longest feed costs as the shortest. All lengths are measured in
turn, since a machine that others share has slower minutes, in which everything costs half as much again.
"""

import asyncio
import contextlib
import os
import statistics
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from typing import NamedTuple

from api.cli.garbage import collect_rarely
from domain.jobs.numbering import number_all
from domain.store.feed import end_of_feed
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.bench.flat import cost_ms
from tests.support.centre import Centre
from tests.support.databases import analyze, databases_of_each_kind
from tests.support.graphql import Api

RECORDED = 1_000
"""How many payments the product records."""
ROUNDS = 3
PAGE = (
    "query ($after: String, $kinds: [ChangeKind!]) { changes(after: $after, first: 1000, kinds: $kinds) "
    "{ pageInfo { endCursor } nodes { position kind objectId recordedAt %s } } }"
)
SHIFTED_SEQ = "seq + cast(:later as bigint)"
COPIED = f"account_id, {SHIFTED_SEQ}, batch_id, action, entity_id, recorded_at, before, after, texts_hash, hash"
_RANGE = Sql("insert into feed_ranges (id, account_id, first_seq, last_seq) values (:id, :account, :low, :high)")
_COPY = Sql(
    f"insert into audit_events (id, {COPIED.replace(SHIFTED_SEQ, 'seq')}) "
    f"select id + cast(:shift as bigint), {COPIED} from audit_events where account_id = :account and seq <= :by"
)


class Feed(NamedTuple):
    """A feed, and its last position."""

    url: str
    api: Api
    end: int


class Question(NamedTuple):
    """What is asked of a feed, from a position that its end gives."""

    name: str
    after: Callable[[int], int]
    fields: str = ""
    kinds: Sequence[str] | None = None

    async def ask(self, feed: Feed) -> None:
        """Ask it."""
        await feed.api.data(PAGE % self.fields, after=str(self.after(feed.end)), kinds=self.kinds)


QUESTIONS = (
    Question("1,000 from the beginning", lambda _: 0),
    Question("1,000 from the middle", lambda end: end // 2),
    Question("1,000 near the end", lambda end: end - 2_000),
    Question("1,000 with data, from the middle", lambda end: end // 2, "data"),
    Question("10,000 searched for a rare kind", lambda end: end // 2, "", ["LEDGER_CODE_CREATED"]),
    Question("nothing new", lambda end: end),
)


async def fill(store: Store, length: int, payments: int = RECORDED) -> None:
    """Record so many payments, and copy their events until the feed is as long as asked for."""
    centre = await Centre.open(store)
    await number_all(store)
    first = await store.read(end_of_feed())
    (account,) = await centre.accounts(["2001"])
    for _ in range(payments):
        await centre.payment(100, account=account)
    await number_all(store)
    seq = (await centre.rows(f"select max(seq) from audit_events where account_id = {account}"))[0][0]
    ((shift,),) = await centre.rows("select max(id) - min(id) + 1 from audit_events")
    start = first + 1

    def copy(times: int) -> Program[None]:
        yield Query(_COPY, by=seq, later=seq * times, account=account, shift=shift * times)
        yield Query(_RANGE, id=start + seq * times, account=account, low=1 + seq * times, high=seq * (times + 1))

    for times in range(1, -(-length // seq)):
        await store.backend.run_unit(lambda times=times: copy(times))  # type: ignore[misc]  # as it is now


@contextlib.asynccontextmanager
async def filled(url: str, length: int) -> AsyncIterator[Feed]:
    """Yield a feed of a length, which it makes."""
    store = await Store.open(url, wait_s=600)
    api = Api(store)
    try:
        await fill(store, length)
        await analyze(url)
        end = await store.read(end_of_feed())
        print(f"  {end:,} positions", flush=True)
        yield Feed(url, api, end)
    finally:
        await api.http.aclose()
        await store.close()


async def costs_ms(feeds: Sequence[Feed], question: Question) -> list[float]:
    """The cost of a question in each feed: the median of rounds through all of them, since a machine has slower minutes."""
    rounds = [
        [await cost_ms(each.url, lambda each=each: question.ask(each)) for each in feeds]  # type: ignore[misc]  # as it is now
        for _ in range(ROUNDS)
    ]
    return [statistics.median(of_one) for of_one in zip(*rounds, strict=True)]


async def main(lengths: list[int]) -> None:
    """Measure on both databases."""
    collect_rarely()  # as a server does
    async with databases_of_each_kind(*(f"feed{length}" for length in lengths)) as urls:
        for kind, addresses in urls.items():
            print(f"{kind}, load {os.getloadavg()[0]:.1f}", flush=True)
            async with contextlib.AsyncExitStack() as stack:
                feeds = [
                    await stack.enter_async_context(filled(url, length))
                    for length, url in sorted(zip(lengths, addresses, strict=True))
                ]
                for question in QUESTIONS:
                    costs = await costs_ms(feeds, question)
                    shown = "".join(f"{each:9.2f}" for each in costs)
                    print(f"  {question.name:<34}{shown} ms   {costs[-1] / costs[0]:5.2f} times", flush=True)


if __name__ == "__main__":
    asyncio.run(main([int(each) for each in sys.argv[1:]] or [10_000, 1_000_000]))
