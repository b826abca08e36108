"""Pages below random parents equal the same lists cut in Python as Relay cuts them: complete, or beyond the row budget."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.queries import graph
from domain.queries.pages import Listing, Order, OrderColumns, Window, page, total_counts
from domain.services.marks import MarkInput
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.profile import by_profile

TRIES = by_profile(suite=120, ci=250, long=5_000)
ACCOUNTS = 6
PAYMENTS_MAX = 7


@dataclass(frozen=True)
class Lists:
    """Lists below parents: how the product pages them, and all their rows as parent, sort values and id."""

    listing: Listing[Any]
    name: str
    columns: OrderColumns
    rows: list[tuple[int, tuple[Any, ...], int]]


async def a_book(store: Store, chance: random.Random) -> Centre:
    """Accounts that have an invoice each and some payments, a half of which are for it."""
    centre = await Centre.open(store)
    for number in range(ACCOUNTS):
        account = await centre.account(str(2000 + number), "Bo Rivera")
        invoice = (await centre.invoice(500, 500, account=account)).result.transaction
        for _ in range(chance.randint(0, PAYMENTS_MAX)):
            marks = [MarkInput(invoice_id=invoice)] if chance.random() < 0.5 else []
            await centre.payment(chance.choice((1, 2, 150)), *marks, account=account)
    return centre


async def all_lists(centre: Centre) -> list[Lists]:
    async def rows(text: str, sort: Callable[[Any], tuple[Any, ...]]) -> list[tuple[int, tuple[Any, ...], int]]:
        return [(row[0], sort(row), row[1]) for row in await centre.rows(text)]

    lists = []
    transactions = await centre.rows(
        "select account_id, id, date, recording_seq, amount_cents, amount_cents - reconciled_cents from transactions"
    )
    sorts: dict[str, Callable[[Any], tuple[Any, ...]]] = {
        "DATE": lambda row: (row[2], row[3], row[1]),
        "AMOUNT": lambda row: (row[4], row[1]),
        "UNRECONCILED": lambda row: (row[5], row[1]),
    }
    for name, sort in sorts.items():
        found = [(row[0], sort(row), row[1]) for row in transactions]
        lists.append(Lists(graph.TRANSACTIONS_OF_ACCOUNTS, name, graph.TRANSACTION_ORDERS[name], found))
    for end in ("item", "transaction"):
        found = []
        for side in ("credit", "debit"):
            text = f"select {side}_{end}_id, id from reconciliations where {side}_{end}_id is not null"
            found += await rows(text, lambda row: (row[1],))
        lists.append(Lists(graph.reconciliations_of(end), "EDGE", graph.BY_RECONCILIATION.columns, found))
    # sorted by what is unique in one list alone: each account counts its own events
    found = await rows(
        "select account_id, id, seq from audit_events where account_id is not null", lambda row: (row[2],)
    )
    return [*lists, Lists(graph.HISTORY_OF_ACCOUNTS, "SEQ", (("e.seq", int),), found)]


def a_window(chance: random.Random, everything: list[tuple[int, tuple[Any, ...], int]]) -> Window:
    """Any length from the beginning, from the end, or both, between any cursors."""
    first, last = chance.choice([(1, 0), (1, 0), (0, 1), (0, 1), (1, 1)])
    after, before = (chance.choice([None, None, chance.choice(everything)[1]]) for _ in range(2))
    return Window(chance.randint(1, 9) if first else None, chance.randint(1, 9) if last else None, after, before)


def cut(between: list[int], window: Window) -> tuple[list[int], bool, bool]:
    """The rows between the cursors as Relay's algorithm shows them, and whether rows are before and after them."""
    shown = between[: window.first]
    shown = shown if window.last is None else shown[-window.last :]
    if window.first is None:
        return shown, len(between) > len(shown), window.before is not None
    left_out = window.last is not None and min(len(between), window.first) > window.last
    return shown, window.after is not None or left_out, len(between) > window.first


async def test_pages_are_complete_or_exceed_the_row_budget(store: Store) -> None:
    chance = random.Random(7)
    lists = await all_lists(await a_book(store, chance))
    whole = refused = 0
    for _ in range(TRIES):
        one = chance.choice(lists)
        order = Order(one.name, one.columns, chance.random() < 0.5)
        everything = sorted(one.rows, key=lambda row: row[1], reverse=order.descending)
        parents = chance.sample(sorted({row[0] for row in one.rows} | {1, 2}), chance.randint(1, 5))
        window, budget = a_window(chance, everything), chance.randint(0, 25)
        keys_of = [window.after, window.before]
        low, high = reversed(keys_of) if order.descending else keys_of
        between: dict[int, list[int]] = {parent: [] for parent in parents}
        for parent, values, key in everything:
            if parent in between and (low is None or values > low) and (high is None or values < high):
                between[parent].append(key)
        wanted = {parent: cut(keys, window) for parent, keys in between.items()}
        found = await store.read(page(one.listing, order, parents, window, budget))
        pages = {parent: found.get(parent, window.empty) for parent in parents}
        read = sum(len(each.rows) + each.left_out for each in pages.values())
        if sum(len(keys[: window.length]) for keys in between.values()) > budget:
            assert read > budget
            refused += 1
        else:
            shown = {key: ([row.id for row in it.rows], it.has_previous, it.has_next) for key, it in pages.items()}
            assert shown == wanted, (one.name, window)
            assert read <= budget
            whole += 1
        counts = await store.read(total_counts(one.listing, parents))
        assert [counts.get(each, 0) for each in parents] == [
            sum(row[0] == each for row in one.rows) for each in parents
        ]
    assert min(whole, refused) > TRIES // 10
