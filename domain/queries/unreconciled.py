"""The whole list of unreconciled items, for exports (domain R27)."""

import datetime
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.core.periods import Period
from domain.store.steps import Fetch, Sql, Steps

LISTED = "(i.amount_cents - i.reconciled_cents - i.planned_cents > 0 or i.faulty_count > 0)"
"""What is listed as unreconciled: something is open, or a faulty reconciliation waits to be mended (domain R22a, R27).

Word for word the condition of the partial index ``item_listed_date``, or neither database would use it.
"""
_SELECT = (
    "select a.owner_name, a.number, t.number, i.kind, i.date, i.position, i.description, "
    "i.amount_cents - i.reconciled_cents - i.planned_cents, a.currency "
    "from items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id "
    f"where {LISTED} and i.withdrawn_at is null"
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
    """Every listed item dated in a period (or ever), oldest first."""
    if period is None:
        rows = yield Fetch(_ALL)
    else:
        rows = yield Fetch(_BETWEEN, first=period.first, last=period.last)
    return [UnreconciledLine._make(row)._replace(kind=TransactionKind(row[3])) for row in rows]
