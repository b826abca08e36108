"""Unreconciled items: which they are, and the whole list of them for exports (domain R27)."""

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.core.kinds import Side, TransactionKind
from domain.core.periods import Period
from domain.queries.pages import Listing, compiled
from domain.queries.reports.totals import read_total, total
from domain.store.steps import Fetch, Sql, Steps

OPEN = "i.amount_cents - i.reconciled_cents - i.planned_cents"
"""What is open of an item."""

UNRECONCILED = (
    f"({OPEN} > 0 or i.faulty_count > 0)",
    "i.withdrawn_at is null",
)
"""The conditions on ``i``: something is open, or wrong (domain R22a).

Room that processing or planned money holds is not open (domain R27a). The open part of processing money itself is: it is
no room that such money holds, and whoever looks for what to reconcile may reconcile it (domain R23a).
"""

_SELECT = (
    "select a.owner_name, a.number, t.number, i.kind, i.date, i.position, i.description, "
    f"{OPEN}, a.currency "
    "from items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id "
    f"where {' and '.join(UNRECONCILED)}"
)
_ALL = Sql(f"{_SELECT} order by i.date, i.id")
_BETWEEN = Sql(f"{_SELECT} and i.date >= :first and i.date <= :last order by i.date, i.id")


class UnreconciledLine(NamedTuple):
    """One listed item, with the owner's name and the transaction's number (the receipt ID)."""

    owner_name: str
    account_number: str
    number: str
    kind: TransactionKind
    date: datetime.date
    position: int
    description: str
    open_cents: int
    currency: str


def unreconciled_lines(period: Period | None) -> Steps[list[UnreconciledLine]]:
    """Every unreconciled item dated in a period (or ever), oldest first."""
    if period is None:
        rows = yield Fetch(_ALL)
    else:
        rows = yield Fetch(_BETWEEN, first=period.first, last=period.last)
    return [UnreconciledLine._make(row)._replace(kind=TransactionKind(row[3])) for row in rows]


@dataclass(slots=True)
class UnreconciledTotals:
    """What a list of unreconciled items comes to in one currency: how many of each side, and what is open of them."""

    currency: str
    debit_count: int = 0
    unreconciled_debit_cents: int = 0
    credit_count: int = 0
    unreconciled_credit_cents: int = 0
    related: dict[str, Any] = field(init=False, repr=False)


def unreconciled_totals(listing: Listing[Any]) -> Steps[list[UnreconciledTotals]]:
    """What a list of unreconciled items comes to, by currency; all of it, whatever page is shown. One statement."""
    conditions = " and ".join(listing.conditions)
    text = (
        f"select a.currency, i.side, count(*), {total(OPEN)} from {listing.tables} where {conditions} "
        "group by a.currency, i.side order by a.currency"
    )
    found: dict[str, UnreconciledTotals] = {}
    for currency, side, count, high, low in (yield Fetch(compiled(text), **listing.arguments)):
        sums = found.setdefault(currency, UnreconciledTotals(currency))
        if side == Side.DEBIT:
            sums.debit_count, sums.unreconciled_debit_cents = count, read_total(high, low)
        else:
            sums.credit_count, sums.unreconciled_credit_cents = count, read_total(high, low)
    return list(found.values())
