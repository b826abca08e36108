"""Unreconciled items: which they are, and the whole list of them for exports (domain R27)."""

import datetime
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.core.periods import Period
from domain.store.steps import Fetch, Sql, Steps

UNRECONCILED = (
    "(i.amount_cents - i.reconciled_cents - i.planned_cents > 0 or i.faulty_count > 0)",
    "i.withdrawn_at is null",
)
"""The conditions on ``i``: something is open, or wrong (domain R22a).

Room that processing or planned money holds is not open (domain R27a). The open part of processing money itself is: it is
no room that such money holds, and whoever looks for what to reconcile may reconcile it (domain R23a).
"""

_SELECT = (
    "select a.owner_name, a.number, t.number, i.kind, i.date, i.position, i.description, "
    "i.amount_cents - i.reconciled_cents - i.planned_cents, a.currency "
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
