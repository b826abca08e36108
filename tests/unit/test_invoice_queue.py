"""What money takes of the oldest open items: as allocating it item by item, whatever it comes to (domain R8, R9)."""

from hypothesis import given
from hypothesis import strategies as st

from domain.core.allocation import allocate
from domain.core.invoice_queue import InvoiceQueue
from domain.core.open_account import OpenInvoice
from tests.support.open_account import opened

ACCOUNT = opened("""
    invoice A-101  2026-01-05  0.03 + 0.02
    invoice A-102  2026-02-05  0.01
    invoice A-103  2026-03-05  0.04 + 0.00 + 0.01 + 0.02
    payment 2026-03-20 1.00
""")
IDS = [each.item_id for invoice in ACCOUNT.invoices for each in invoice.open_amounts]


@given(st.integers(1, 20), st.sets(st.sampled_from(IDS)))
def test_money_takes_what_allocating_it_item_by_item_takes(cents: int, locked: set[int]) -> None:
    free = [each for invoice in ACCOUNT.invoices for each in invoice.open_amounts if each.item_id not in locked]
    invoices, allocations = InvoiceQueue(ACCOUNT.invoices, locked).taken(cents)
    assert list(allocations) == allocate(cents, free)
    assert list(invoices) == [each for each in ACCOUNT.invoices if paid_of(each) & {one.item_id for one in allocations}]


def paid_of(invoice: OpenInvoice) -> set[int]:
    return {each.item_id for each in invoice.open_amounts}
