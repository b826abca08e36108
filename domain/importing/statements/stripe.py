"""Stripe's itemized reports (balance, payouts, payout reconciliation) and its export of balance transactions.

Fees are positive where they are taken. A row that a payout contains names it; a payout's own row takes its money away.
"""

from domain.core.kinds import BankFileFormat
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.names import key_of
from domain.importing.statements.processor_csv import Processor

_NAMES = {
    "booked_on": ("created", "created_utc", "effective_at", "effective_at_utc"),
    "value_on": ("available_on", "available_on_utc"),
    "bank_id": ("balance_transaction_id", "id"),
    "gross": ("gross", "amount"),
    "fee": ("fee",),
    "net": ("net",),
    "currency": ("currency",),
    "kind": ("reporting_category", "type"),
    "text": ("description", "payout_description"),
    "invoice": ("invoice_number",),
    "payer_name": ("customer_name", "card_name"),
    "payer_account": ("customer_id",),
    "payout": ("automatic_payout_id", "payout_id", "transfer"),
}


STRIPE = Processor(
    BankFileFormat.STRIPE,
    _NAMES,
    ("balance_transaction_id", "available_on", "available_on_utc"),
    -1,
    lambda _: True,  # a balance transaction is a movement by itself
    DecimalMark.POINT,
)


def is_summary(header: list[str]) -> bool:
    """Return whether a header is that of a summary, which has amounts by category and no movements."""
    return {key_of(name) for name in ("reporting_category", "count", "gross", "fee", "net")} <= set(map(key_of, header))
