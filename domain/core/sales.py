"""Sales: what was invoiced, less what was credited and cancelled (domain R31)."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.core.money import exact_total

INCOME = (TransactionKind.INVOICE, TransactionKind.CREDIT, TransactionKind.CANCELLATION)


def sold(kind: TransactionKind, cents: int) -> int:
    """What an item counts as sold: an invoice's as it is, a credit's and a cancellation's taken off."""
    return cents if kind is TransactionKind.INVOICE else -cents


class SalesCell(NamedTuple):
    """What items of one kind and ledger code come to."""

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
        """What is left of what was invoiced."""
        return self.invoiced_cents - self.credited_cents


def sales_by_ledger_code(cells: Iterable[SalesCell]) -> list[SalesSum]:
    """Cells added up by code, in the order of codes; raises ``InvalidAmount`` beyond what can be told exactly."""
    sums: dict[str, SalesSum] = {}
    for cell in cells:
        before = sums.get(cell.code) or SalesSum(cell.ledger_code_id, cell.code, 0, 0)
        if cell.kind is TransactionKind.INVOICE:
            sums[cell.code] = before._replace(invoiced_cents=before.invoiced_cents + cell.cents)
        else:
            sums[cell.code] = before._replace(credited_cents=before.credited_cents + cell.cents)
    found = [sums[code] for code in sorted(sums)]
    for each in found:
        exact_total(each.invoiced_cents)
        exact_total(each.credited_cents)
    return found


def sales_total(sums: Iterable[SalesSum]) -> int:
    """What all was sold; raises ``InvalidAmount`` beyond what can be told exactly."""
    return exact_total(sum(each.net_cents for each in sums))
