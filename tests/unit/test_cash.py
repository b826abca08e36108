"""Cash as the reports count it: signs, order, and sums that are exact or refused (domain R28 to R31)."""

import pytest

from domain.core.cash import CashCell, CreditCell, breakdown_sums, cash_by_ledger_code, cash_totals, signed_cents
from domain.core.kinds import CASH, PaymentMethod, TransactionKind
from domain.core.money import MAX_CENTS
from domain.core.sales import SalesCell, sales_by_ledger_code, sales_total, sold
from domain.errors import InvalidAmount
from domain.queries.reports.totals import read_total

PAYMENT, REFUND, CORRECTION = TransactionKind.PAYMENT, TransactionKind.REFUND, TransactionKind.PAYMENT_CORRECTION
CARD, CHECK = PaymentMethod.CARD, PaymentMethod.CHECK


def cell(kind: TransactionKind, method: PaymentMethod, code: str | None, cents: int, **fields: bool) -> CashCell:
    ids = {None: None, "CAMP": 1, "SWIM": 2}
    return CashCell(kind, method, ids[code], code, fields.get("open_", False), fields.get("processing", False), cents)


CELLS = [
    cell(PAYMENT, CARD, "SWIM", 700),
    cell(PAYMENT, CARD, None, 90, open_=True, processing=True),
    cell(REFUND, CHECK, "CAMP", 50),
    cell(PAYMENT, CHECK, "CAMP", 80, processing=True),
    cell(PAYMENT, CARD, None, 30),
    cell(CORRECTION, CARD, None, 30),
]


def test_incoming_money_is_positive_and_outgoing_negative() -> None:
    assert {kind: signed_cents(kind, 5) for kind in CASH} == {
        TransactionKind.PAYMENT: 5, TransactionKind.DEPOSIT: 5, REFUND: -5, CORRECTION: -5,
    }  # fmt: skip
    with pytest.raises(AssertionError):
        signed_cents(TransactionKind.INVOICE, 5)


def test_sums_are_ordered_by_code_then_no_code_then_unreconciled() -> None:
    sums = cash_by_ledger_code(CELLS)
    assert [(each.code, each.method, each.unreconciled, each.amount_cents, each.processing_cents) for each in sums] == [
        ("CAMP", CHECK, False, 30, 80),
        ("SWIM", CARD, False, 700, 0),
        (None, CARD, False, 0, 0),
        (None, CARD, True, 90, 90),
    ]
    assert cash_totals(CELLS) == (820, 170, 90)
    assert sum(each.amount_cents for each in sums) == 820


def test_the_breakdown_has_cash_beside_credits_and_nothing_unreconciled() -> None:
    sums = breakdown_sums(CELLS, [CreditCell(2, "SWIM", 1, "CAMP", 40), CreditCell(2, "SWIM", 2, "SWIM", 5)])
    assert [tuple(each)[1:] for each in sums] == [("CAMP", 30, 0, 40), ("SWIM", 700, 45, 5), (None, 0, 0, 0)]


def test_sales_are_invoices_less_credits_and_cancellations() -> None:
    kinds = ((TransactionKind.INVOICE, 900), (TransactionKind.CREDIT, 100), (TransactionKind.CANCELLATION, 1_000))
    sums = sales_by_ledger_code(SalesCell(kind, 1, "CAMP", cents) for kind, cents in kinds)
    assert [(each.invoiced_cents, each.credited_cents, each.net_cents) for each in sums] == [(900, 1_100, -200)]
    assert sales_total(sums) == -200
    assert [sold(kind, cents) for kind, cents in kinds] == [900, -100, -1_000]


def test_refuses_sums_beyond_exact_integers() -> None:
    large = [cell(PAYMENT, CARD, "SWIM", MAX_CENTS), cell(PAYMENT, CARD, "SWIM", 1)]
    for add_up in (cash_totals, cash_by_ledger_code, lambda cells: breakdown_sums(cells, [])):
        with pytest.raises(InvalidAmount, match="9,007,199,254,740,992"):
            add_up(large)
    with pytest.raises(InvalidAmount):
        sales_by_ledger_code([SalesCell(TransactionKind.CREDIT, 1, "CAMP", MAX_CENTS + 1)])
    with pytest.raises(InvalidAmount):
        sales_total(sales_by_ledger_code([SalesCell(TransactionKind.INVOICE, n, f"C{n}", MAX_CENTS) for n in (1, 2)]))
    assert cash_totals([cell(REFUND, CARD, "SWIM", MAX_CENTS)]).total_cents == -MAX_CENTS


@pytest.mark.parametrize("amounts", [[0], [1, 2**32 - 1, 2**32], [MAX_CENTS] * 3_000, [-1, -(2**40), 7]])
def test_high_and_low_parts_recombine_to_the_sum(amounts: list[int]) -> None:
    high, low = sum(each >> 32 for each in amounts), sum(each & (2**32 - 1) for each in amounts)
    assert read_total(high, low) == sum(amounts)
