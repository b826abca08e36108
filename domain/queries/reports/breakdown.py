"""Breakdown of payments by ledger code: each reconciliation that paid for something, in cash or by credits (domain R30)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.cash import CreditCell, signed
from domain.core.kinds import TransactionKind
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.reports.branches import Branch, credit_ends, debit_ends, settled_by_credits, union
from domain.queries.reports.scope import PeriodScope, View
from domain.queries.reports.totals import read_total, total
from domain.store.steps import Fetch, Row, Steps


def branches_of(view: View) -> tuple[Branch, ...]:
    """All rows of the breakdown."""
    return credit_ends(view), debit_ends(view), settled_by_credits(view)


def amount_of(kind: TransactionKind, cents: int) -> int:
    """What a row comes to: cash signed as ever, credits as they are."""
    return signed(kind, cents) if kind.is_cash else cents


@dataclass(slots=True, eq=False)
class PaymentBreakdownRow:
    """One reconciliation under the ledger code that it paid for; cash is signed, once for each cash end (domain R30)."""

    ledger_code_id: int | None
    date: datetime.date
    edge_id: int
    kind: TransactionKind
    amount_cents: int
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def cash(self) -> bool:
        """Whether money came in or went out; else a credit was used."""
        return self.kind.is_cash


ROW_COLUMNS = ("ledger_code_id", "date", "edge_id", "kind", "cents", "transaction_id")
BY_CODE = Order(
    "CODE",
    (
        ("case when l.id is null then 1 else 0 end", int),
        ("coalesce(l.code, '')", str),
        ("r.date", by_date),
        ("r.edge_id", int),
        ("r.transaction_id", int),
    ),
)
"""By code, those without one last; then by date, and oldest reconciliation first."""


def payment_breakdown(scope: PeriodScope) -> Listing[PaymentBreakdownRow]:
    """The rows of the breakdown, to be paged in the order ``BY_CODE``; the open parts of payments have none."""
    branches = branches_of(scope.view)
    return Listing(
        ", ".join(f"r.{name}" for name in ROW_COLUMNS[:-1]),
        f"({union(branches, *ROW_COLUMNS)}) r left join ledger_codes l on l.id = r.ledger_code_id",
        _rows,
        arguments=scope.arguments,
        keys=f"({union(branches, 'kind')}) r",
    )


def _rows(raw: Sequence[Row]) -> list[PaymentBreakdownRow]:
    return [_row(*each[:5]) for each in raw]


def _row(ledger_code_id: int | None, date: datetime.date, edge_id: int, kind: str, cents: int) -> PaymentBreakdownRow:
    word = TransactionKind(kind)
    return PaymentBreakdownRow(ledger_code_id, date, edge_id, word, amount_of(word, cents))


def credit_cells(scope: PeriodScope) -> Steps[list[CreditCell]]:
    """What credits settled of invoice items, by the item's code and the credit's own."""
    branch = settled_by_credits(scope.view)
    cells = (
        f"select x.debit_ledger_code_id as paid_id, x.credit_ledger_code_id as used_id, {total(branch.cents)} "
        f"from {branch.tables} where {branch.where} group by 1, 2"
    )
    text = (
        f"select c.paid_id, p.code, c.used_id, u.code, c.high, c.low from ({cells}) c "
        "join ledger_codes p on p.id = c.paid_id join ledger_codes u on u.id = c.used_id"
    )
    rows = yield Fetch(compiled(text), **scope.arguments)
    return [
        CreditCell(paid_id, paid_code, used_id, used_code, read_total(high, low))
        for paid_id, paid_code, used_id, used_code, high, low in rows
    ]
