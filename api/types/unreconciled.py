"""The list of unreconciled items, and what all of it comes to (domain R27)."""

import strawberry

from api.scalars import Cents
from api.types.connections import Connection
from api.types.fields import exponent_beside, loaded, plain
from api.types.transactions import TransactionItem


@strawberry.type(description="What unreconciled items come to in one currency; no total crosses currencies.")
class UnreconciledTotals:
    """What unreconciled items come to in one currency."""

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


@strawberry.type(name="TransactionItemConnection", description="A page of a list, in the order asked for.")
class UnreconciledItems(Connection[TransactionItem]):
    """A page of unreconciled items."""

    totals: list[UnreconciledTotals] = loaded(
        "What everything that the filter finds comes to, by currency; on each page the same.", client=False
    )
