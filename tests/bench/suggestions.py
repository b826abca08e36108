"""How good suggestions are on real data: the ClassicModels payments, which name no order, before anything is reconciled.

The right matches are computed here from the files, by trying every set of orders: ``python -m tests.bench.suggestions``.
"""

import asyncio
import pathlib
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from domain.core.matching import Proposal, propose
from domain.importing import ImportKind, ImportRecords
from domain.queries.records import account_ids
from domain.queries.suggestions import open_accounts
from domain.store.migrate import migrate
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support.centre import run
from tests.support.classicmodels import write_files

ORDERS_MAX = 5
"""Orders in one sum: what suggestions look for too (domain R26)."""

ITEMS = Sql(
    "select i.id, t.account_id, t.number, t.kind, i.amount_cents from items i join transactions t on t.id = i.transaction_id"
)


class Payment(NamedTuple):
    """A payment and every set of its customer's orders that has exactly its amount, fewest orders first."""

    item_id: int
    number: str
    cents: int
    sets: list[frozenset[str]]


@dataclass
class Tally:
    """Of the payments of one kind: how many there are, for how many the right one comes first, for how many it is sure."""

    payments: int = 0
    first: int = 0
    sure: int = 0


@dataclass
class Measured:
    """What was found, by how many orders a payment is for; and what was called sure and is wrong."""

    by_orders: dict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    steps: int = 0
    steps_max: int = 0
    read_s: float = 0.0
    found_s: float = 0.0


async def import_all(store: Store, folder: pathlib.Path) -> None:
    """Imports the four files."""
    for kind, path in write_files(folder).items():
        await run(store, ImportRecords(ImportKind(kind.upper().replace("-", "_")), path.read_bytes()))


async def measure(store: Store) -> Measured:
    """Compares the suggestions of every account with what is right; nothing may be reconciled yet."""
    items = await store.read(_rows(ITEMS))
    order_of = {row[0]: row[2] for row in items if row[3] == "INVOICE"}
    measured = Measured()
    began = time.perf_counter()
    opened = await store.read(open_accounts(await store.read(account_ids()), len(items)))
    measured.read_s = time.perf_counter() - began
    began = time.perf_counter()
    found = [propose(account) for account in opened.accounts.values()]
    measured.found_s = time.perf_counter() - began
    measured.steps = sum(each.steps for each in found)
    measured.steps_max = max(each.steps for each in found)
    by_credit: defaultdict[int, list[Proposal]] = defaultdict(list)
    for proposal in (proposal for each in found for proposal in each.proposals):
        by_credit[proposal.credit_item_id].append(proposal)
    for payment in _payments(items):
        _compare(measured, payment, by_credit[payment.item_id], order_of)
    return measured


def _compare(measured: Measured, payment: Payment, proposals: Sequence[Proposal], order_of: dict[int, str]) -> None:
    right = payment.sets[0] if len(payment.sets) == 1 else None
    tally = measured.by_orders[len(payment.sets[0]) if payment.sets else 0]
    tally.payments += 1
    answer = [frozenset(order_of[part.item_id] for part in proposal.allocations) for proposal in proposals]
    exact = [proposal.amount_cents == payment.cents for proposal in proposals]
    tally.first += bool(answer and exact[0] and answer[0] == right)
    for proposal, orders, is_exact in zip(proposals, answer, exact, strict=True):
        if proposal.sure:
            tally.sure += 1
            if not is_exact or orders != right:
                measured.wrong.append(f"{payment.number}: {proposal.reason}")
    if not any(proposal.sure for proposal in proposals):
        measured.unsure.append(f"{payment.number}: {proposals[0].reason if proposals else 'nothing'}")


def _payments(items: Sequence[Sequence[object]]) -> list[Payment]:
    totals: defaultdict[object, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, account, number, kind, cents in items:
        if kind == "INVOICE":
            totals[account][str(number)] += cents  # type: ignore[operator]  # numbers
    return [
        Payment(item, number, cents, _sets(totals[account], cents))  # type: ignore[arg-type]  # numbers
        for item, account, number, kind, cents in items
        if kind == "PAYMENT"
    ]


def _sets(orders: dict[str, int], cents: int) -> list[frozenset[str]]:
    return [
        frozenset(chosen)
        for size in range(1, ORDERS_MAX + 1)
        for chosen in combinations(orders, size)
        if sum(orders[each] for each in chosen) == cents
    ]


def _rows(sql: Sql) -> Program[list[tuple[object, ...]]]:
    return [tuple(row) for row in (yield Query(sql))]


def reported(measured: Measured) -> str:
    """What was measured, for a reader."""
    lines = ["orders  payments  right one first  sure"]
    for orders, tally in sorted(measured.by_orders.items()):
        lines.append(f"{orders:6}  {tally.payments:8}  {tally.first:15}  {tally.sure:4}")
    lines += [
        f"wrong and called sure: {len(measured.wrong)}",
        *(f"  {each}" for each in measured.wrong),
        f"not sure: {len(measured.unsure)}",
        *(f"  {each}" for each in measured.unsure),
        f"read in {measured.read_s * 1000:.0f} ms, found in {measured.found_s * 1000:.0f} ms",
        f"{measured.steps:,} steps, at most {measured.steps_max:,} for one account",
    ]
    return "\n".join(lines)


async def main() -> None:
    """Measures in a fresh SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        url = f"sqlite:///{path / 'tieout.db'}"
        await migrate(url)
        store = await Store.open(url)
        try:
            await import_all(store, path)
            print(reported(await measure(store)))
        finally:
            await store.close()


if __name__ == "__main__":
    asyncio.run(main())
