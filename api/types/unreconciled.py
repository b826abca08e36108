"""The list of unreconciled items, and what all of it comes to (domain R27)."""

import strawberry

from api.graph.scalars import Cents
from api.types.connections import Connection
from api.types.fields import exponent_beside, loaded, plain
from api.types.transactions import TransactionItem


@strawberry.type
class UnreconciledTotals:
    """The totals of unreconciled items in one currency."""

    currency: str = plain("ISO 4217 code of its amounts.")
    currency_exponent: int = exponent_beside()
    debit_count: int = plain("How many of them are debits: invoice items, refunds and payment corrections.")
    unreconciled_debit_cents: Cents = plain(
        "What is open of the debits: of invoices, what is still to be paid. Of the whole list, this is the sum of the "
        "accounts' `unreconciledDebitCents`."
    )
    credit_count: int = plain("How many of them are credits: payments, deposits, credits and cancellations.")
    unreconciled_credit_cents: Cents = plain(
        "What is open of the credits, as a positive amount: money that is not used yet. Of the whole list, this is the "
        "sum of the accounts' `unreconciledCreditCents`."
    )


@strawberry.type(name="TransactionItemConnection")
class UnreconciledItems(Connection[TransactionItem]):
    """A page of a list, in the order asked for."""

    totals: list[UnreconciledTotals] = loaded(
        "The totals of all items that match the filter, by currency; the same on each page.", client=False
    )
