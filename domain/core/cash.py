"""Cash in the reports and at the bank: signs, and sums by ledger code (domain R28, R29, R30)."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.core.folding import sort_key
from domain.core.kinds import RECEIVED, PaymentMethod, TransactionKind
from domain.core.money import exact_total

METHOD_ORDER = list(PaymentMethod)


def signed_cents(kind: TransactionKind, cents: int) -> int:
    """Return an amount of a cash transaction as the money moves: received is positive, given back negative."""
    assert kind.is_cash, f"{kind} is not cash"
    return cents if kind in RECEIVED else -cents


class CashCell(NamedTuple):
    """The sum of reconciliations, or of open parts, of cash transactions of one kind and method, not yet signed.

    ``code`` is the ledger code of the reconciled item, None if that has none or for open parts (``unreconciled``).
    ``processing`` marks money that had not arrived.
    """

    kind: TransactionKind
    method: PaymentMethod
    ledger_code_id: int | None
    code: str | None
    unreconciled: bool
    processing: bool
    cents: int


class CashTotals(NamedTuple):
    """The sum of cash; ``processing_cents`` and ``unreconciled_cents`` are parts of ``total_cents``."""

    total_cents: int
    processing_cents: int
    unreconciled_cents: int


class CashSum(NamedTuple):
    """Cash of one ledger code and method, or of none (domain R29)."""

    ledger_code_id: int | None
    code: str | None
    method: PaymentMethod
    unreconciled: bool
    amount_cents: int
    processing_cents: int


def cash_totals(cells: Iterable[CashCell]) -> CashTotals:
    """Return the sums of all cells; raises ``InvalidAmount`` as ``exact_total`` does."""
    total = processing = unreconciled = 0
    for cell in cells:
        cents = signed_cents(cell.kind, cell.cents)
        total += cents
        processing += cents if cell.processing else 0
        unreconciled += cents if cell.unreconciled else 0
    return CashTotals(exact_total(total), exact_total(processing), exact_total(unreconciled))


def cash_by_ledger_code(cells: Iterable[CashCell]) -> list[CashSum]:
    """Return cells added up by code and method: by code, then *No ledger code*, then *Unreconciled*, methods in their order.

    A code and method whose money came in and went out again is included with 0. Raises ``InvalidAmount``.
    """
    sums: dict[tuple[bool, bool, tuple[str, str], int], tuple[CashCell, list[int]]] = {}
    for cell in cells:
        place = (cell.unreconciled, cell.code is None, sort_key(cell.code or ""), METHOD_ORDER.index(cell.method))
        _, totals = sums.setdefault(place, (cell, [0, 0]))
        cents = signed_cents(cell.kind, cell.cents)
        totals[0] += cents
        totals[1] += cents if cell.processing else 0
    return [
        CashSum(cell.ledger_code_id, cell.code, cell.method, cell.unreconciled, *map(exact_total, totals))
        for cell, totals in (sums[place] for place in sorted(sums))
    ]


class CreditCell(NamedTuple):
    """How much credits and cancellations of one code settled of invoice items of another."""

    ledger_code_id: int
    code: str
    used_ledger_code_id: int
    used_code: str
    cents: int


class BreakdownSum(NamedTuple):
    """How much was paid for one ledger code, in cash and by credits, and how much of its credits was used (domain R30)."""

    ledger_code_id: int | None
    code: str | None
    cash_cents: int
    paid_by_credits_cents: int
    credits_used_cents: int


def breakdown_sums(cash: Iterable[CashCell], by_credits: Iterable[CreditCell]) -> list[BreakdownSum]:
    """Return both added up by code, *No ledger code* last; unreconciled cash is left out. Raises ``InvalidAmount``."""
    sums: dict[str | None, list[int]] = {}
    ids: dict[str | None, int | None] = {}

    def add(code: str | None, ledger_code_id: int | None, column: int, cents: int) -> None:
        ids[code] = ledger_code_id
        sums.setdefault(code, [0, 0, 0])[column] += cents

    for cell in cash:
        if not cell.unreconciled:
            add(cell.code, cell.ledger_code_id, 0, signed_cents(cell.kind, cell.cents))
    for credit in by_credits:
        add(credit.code, credit.ledger_code_id, 1, credit.cents)
        add(credit.used_code, credit.used_ledger_code_id, 2, credit.cents)
    ordered = sorted(sums, key=lambda code: (code is None, sort_key(code or "")))
    return [BreakdownSum(ids[code], code, *(exact_total(cents) for cents in sums[code])) for code in ordered]
