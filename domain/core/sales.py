"""Sales: what was invoiced, less what was credited and cancelled (domain R31)."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.core.folding import sort_key
from domain.core.kinds import TransactionKind
from domain.core.money import exact_total

INCOME = (TransactionKind.INVOICE, TransactionKind.CREDIT, TransactionKind.CANCELLATION)


def sold(kind: TransactionKind, cents: int) -> int:
    """Return an item's contribution to sales: an invoice's counts as it is, a credit's and a cancellation's negative."""
    return cents if kind is TransactionKind.INVOICE else -cents


class SalesCell(NamedTuple):
    """The sum of items of one kind and ledger code."""

    kind: TransactionKind
    ledger_code_id: int
    code: str
    cents: int


class SalesSum(NamedTuple):
    """What was sold under one ledger code."""

    ledger_code_id: int
    code: str
    invoiced_cents: int
    credited_cents: int

    @property
    def net_cents(self) -> int:
        """Invoiced less credited."""
        return self.invoiced_cents - self.credited_cents


def sales_by_ledger_code(cells: Iterable[SalesCell]) -> list[SalesSum]:
    """Return cells added up by code, in the order of codes; raises ``InvalidAmount`` as ``exact_total`` does."""
    sums: dict[str, tuple[int, list[int]]] = {}
    for cell in cells:
        _, totals = sums.setdefault(cell.code, (cell.ledger_code_id, [0, 0]))
        totals[0 if cell.kind is TransactionKind.INVOICE else 1] += cell.cents
    return [
        SalesSum(ledger_code_id, code, *map(exact_total, totals))
        for code, (ledger_code_id, totals) in sorted(sums.items(), key=lambda each: sort_key(each[0]))
    ]


def sales_total(sums: Iterable[SalesSum]) -> int:
    """Return the net sum of all; raises ``InvalidAmount`` as ``exact_total`` does."""
    return exact_total(sum(each.net_cents for each in sums))
