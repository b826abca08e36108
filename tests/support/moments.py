"""Level: a store with rows. What there is at one moment of a random walk, and what of it a mutation may not change."""

from typing import Any, NamedTuple

from domain.store.program import Program, Sql
from tests.support.centre import fetched, shown
from tests.support.random_commands.draw import Input

LOCKED = Sql(
    "select r.id from reconciliations r join items d on d.id = r.debit_item_id left join transactions c "
    "on c.id = r.credit_transaction_id where r.released_at is null and not r.faulty and (d.planned_cents > 0 "
    "or r.planned_payment_id is not null or c.payment_state = 'PROCESSING' or d.kind = 'PAYMENT_CORRECTION' or c.write_off)"
)
"""Locked reconciliations, found by other means than the product's."""
ACTIVE = Sql("select id from reconciliations where released_at is null")


class Seen(NamedTuple):
    """What there is at one moment: the centre's state, and its locked and its active reconciliations."""

    state: Input
    locked: set[int]
    active: set[int]


def everything() -> Program[Seen]:
    """What there is now."""
    state = yield from shown()
    locked, active = (yield from fetched(LOCKED)), (yield from fetched(ACTIVE))
    return Seen(state, {row[0] for row in locked}, {row[0] for row in active})


def money(state: Input) -> list[Any]:
    """What no reconciling can change: what transactions and items are worth, what accounts owe and expect."""
    held = sum(row[4] for row in state["reconciliations"] if not row[6])
    return [
        [row[:7] for row in state["accounts"]],
        [row[:9] for row in state["transactions"]],
        [row[:4] for row in state["items"]],
        state["planned_payments"],
        sum(row[7] for row in state["accounts"]) + held,
        sum(row[8] for row in state["accounts"]) + held,
    ]


def numbers(state: Input) -> set[str]:
    """The numbers of all transactions."""
    return {row[0] for row in state["transactions"]}


def recorded(state: Input, mutation: str) -> set[tuple[Any, ...]]:
    """What of its transactions a mutation may not change: number, kind, date and amount, mostly all but their state."""
    mended = mutation == "updateTransaction"
    return {row[:3] + row[8:9] if mended else row[:7] + row[8:9] for row in state["transactions"]}


def processing(state: Input) -> list[Any]:
    """What of a state is on its way from the bank."""
    return [
        [row for row in state["transactions"] if row[7] == "PROCESSING"],
        [row for row in state["reconciliations"] if row[5]],
    ]
