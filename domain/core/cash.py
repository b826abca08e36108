"""Cash as the reports count it: signs, and what it comes to by ledger code (domain R28, R29, R30)."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.money import exact_total

RECEIVED = (TransactionKind.PAYMENT, TransactionKind.DEPOSIT)
GIVEN_BACK = (TransactionKind.REFUND, TransactionKind.PAYMENT_CORRECTION)
METHODS = list(PaymentMethod)


def signed(kind: TransactionKind, cents: int) -> int:
    """An amount of a cash transaction as reports count it: what came in is positive, what went out negative."""
    assert kind.is_cash, f"{kind} is no cash"
    return cents if kind in RECEIVED else -cents


class CashCell(NamedTuple):
    """What the edge ends or the open parts of cash transactions of one kind and method come to, not yet signed.

    ``code`` is the code of the other side's item, None where that has none, and where ``unreconciled``: there is no other
    side. ``processing`` tells money that had not arrived.
    """

    kind: TransactionKind
    method: PaymentMethod
    ledger_code_id: int | None
    code: str | None
    unreconciled: bool
    processing: bool
    cents: int


class CashTotals(NamedTuple):
    """What cash comes to; ``processing_cents`` and ``unreconciled_cents`` are parts of it."""

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
    """What cells come to; raises ``InvalidAmount`` beyond what can be told exactly."""
    total = processing = unreconciled = 0
    for cell in cells:
        cents = signed(cell.kind, cell.cents)
        total += cents
        processing += cents if cell.processing else 0
        unreconciled += cents if cell.unreconciled else 0
    return CashTotals(exact_total(total), exact_total(processing), exact_total(unreconciled))


def cash_by_ledger_code(cells: Iterable[CashCell]) -> list[CashSum]:
    """Cells added up by code and method: by code, then *No ledger code*, then *Unreconciled*, methods in their order.

    A code and method whose money came in and went out again is there with 0. Raises ``InvalidAmount``.
    """
    sums: dict[tuple[bool, bool, str, int], CashSum] = {}
    for cell in cells:
        place = (cell.unreconciled, cell.code is None, cell.code or "", METHODS.index(cell.method))
        before = sums.get(place) or CashSum(cell.ledger_code_id, cell.code, cell.method, cell.unreconciled, 0, 0)
        cents = signed(cell.kind, cell.cents)
        sums[place] = before._replace(
            amount_cents=before.amount_cents + cents,
            processing_cents=before.processing_cents + (cents if cell.processing else 0),
        )
    found = [sums[place] for place in sorted(sums)]
    for each in found:
        exact_total(each.amount_cents)
        exact_total(each.processing_cents)
    return found


class CreditCell(NamedTuple):
    """What credits and cancellations of one code settled of invoice items of another."""

    ledger_code_id: int
    code: str
    used_ledger_code_id: int
    used_code: str
    cents: int


class BreakdownSum(NamedTuple):
    """What was paid for one ledger code, in cash and by credits, and its credits that were used (domain R30)."""

    ledger_code_id: int | None
    code: str | None
    cash_cents: int
    paid_by_credits_cents: int
    credits_used_cents: int


def breakdown_sums(cash: Iterable[CashCell], by_credits: Iterable[CreditCell]) -> list[BreakdownSum]:
    """Both added up by code: by code, then *No ledger code*; what is unreconciled is left out. Raises ``InvalidAmount``."""
    sums: dict[str | None, list[int]] = {}
    ids: dict[str | None, int | None] = {}

    def add(code: str | None, ledger_code_id: int | None, column: int, cents: int) -> None:
        ids[code] = ledger_code_id
        sums.setdefault(code, [0, 0, 0])[column] += cents

    for cell in cash:
        if not cell.unreconciled:
            add(cell.code, cell.ledger_code_id, 0, signed(cell.kind, cell.cents))
    for credit in by_credits:
        add(credit.code, credit.ledger_code_id, 1, credit.cents)
        add(credit.used_code, credit.used_ledger_code_id, 2, credit.cents)
    ordered = sorted(sums, key=lambda code: (code is None, code or ""))
    return [BreakdownSum(ids[code], code, *(exact_total(cents) for cents in sums[code])) for code in ordered]
