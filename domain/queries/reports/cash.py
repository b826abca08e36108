"""Payment by item, and its sums by ledger code: the ends of edges at cash transactions, and their open parts (R28, R29)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.cash import CashCell, signed
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.reports.branches import LAST_ROW, cash_branches, union
from domain.queries.reports.scope import PeriodScope
from domain.queries.reports.totals import read_total
from domain.store.steps import Fetch, Row, Steps


@dataclass(slots=True, eq=False)
class PaymentByItemRow:
    """One edge end at a cash transaction, or its open part, which has no item; amounts are signed (domain R28)."""

    date: datetime.date
    transaction_id: int
    edge_id: int
    kind: TransactionKind
    method: PaymentMethod
    item_id: int | None
    ledger_code_id: int | None
    processing: bool
    applied_cents: int
    transaction_cents: int
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def reconciliation_id(self) -> int | None:
        """The edge; None for the open part."""
        return None if self.edge_id == LAST_ROW else self.edge_id


ROW_COLUMNS = (
    "date",
    "transaction_id",
    "edge_id",
    "kind",
    "method",
    "item_id",
    "ledger_code_id",
    "processing",
    "cents",
)
BY_DATE = Order("DATE", (("r.date", by_date), ("r.transaction_id", int), ("r.edge_id", int)))
"""By date, then transaction by transaction; of each its edges, oldest first, then its open part."""


def payment_by_item(scope: PeriodScope) -> Listing[PaymentByItemRow]:
    """The rows of payment by item, to be paged in the order ``BY_DATE`` (domain R28)."""
    columns = ", ".join(f"r.{name}" for name in ROW_COLUMNS)
    amount = "(select t.amount_cents from transactions t where t.id = r.transaction_id)"
    branches = cash_branches(scope.view)
    return Listing(
        f"{columns}, {amount}",
        f"({union(branches, *ROW_COLUMNS)}) r",
        _rows,
        arguments=scope.arguments,
        begins="first",
        keys=f"({union(branches, 'kind')}) r",
    )


def _rows(raw: Sequence[Row]) -> list[PaymentByItemRow]:
    return [_row(each) for each in raw]


def _row(raw: Row) -> PaymentByItemRow:
    date, transaction_id, edge_id, kind, method, item_id, ledger_code_id, processing, cents, amount = raw[:10]
    kind = TransactionKind(kind)
    return PaymentByItemRow(
        date,
        transaction_id,
        edge_id,
        kind,
        PaymentMethod(method),
        item_id,
        ledger_code_id,
        bool(processing),
        signed(kind, cents),
        signed(kind, amount),
    )


def cash_cells(scope: PeriodScope, *, open_too: bool = True) -> Steps[list[CashCell]]:
    """The same rows added up by kind, method and ledger code (domain R29); without the open parts where not wanted."""
    branches = cash_branches(scope.view) if open_too else cash_branches(scope.view)[:2]
    cells = " union all ".join(branch.cells() for branch in branches)
    text = (
        "select c.kind, c.method, c.ledger_code_id, l.code, c.unreconciled, c.processing, c.high, c.low "
        f"from ({cells}) c left join ledger_codes l on l.id = c.ledger_code_id"
    )
    rows = yield Fetch(compiled(text), **scope.arguments)
    return [
        CashCell(
            TransactionKind(kind),
            PaymentMethod(method),
            ledger_code_id,
            code,
            bool(unreconciled),
            bool(processing),
            read_total(high, low),
        )
        for kind, method, ledger_code_id, code, unreconciled, processing, high, low in rows
    ]
