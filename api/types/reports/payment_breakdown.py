"""Breakdown of payments by ledger code, with invoice details, and credits beside cash (domain R30)."""

from types import SimpleNamespace
from typing import NamedTuple

import strawberry

from api.graph.relations import One, answered_by_plan
from api.scalars import Cents, Date
from api.types.connections import Connection
from api.types.fields import UNSET, After, First, exponent_beside, plain, related
from api.types.kinds import TransactionKind
from api.types.ledger_codes import LedgerCode
from api.types.reconciliations import Reconciliation
from api.types.reports.asked import Part, ReportPages, rows_of
from api.types.transactions import ledger_codes
from domain.core.cash import breakdown_sums
from domain.core.money import exact_total
from domain.queries import graph
from domain.queries.reports.breakdown import BY_CODE, credit_cells, payment_breakdown
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.scope import PeriodScope
from domain.store.steps import Steps


class Sums(NamedTuple):
    """The report's subtotals and what they come to."""

    by_ledger_code: list[SimpleNamespace]
    cash_cents: int
    non_cash_cents: int


def sums(scope: PeriodScope) -> Steps[Sums]:
    """Two statements for the whole report: cash, and credits."""
    cash = yield from cash_cells(scope, open_too=False)
    by_credits = yield from credit_cells(scope)
    subtotals = breakdown_sums(cash, by_credits)
    return Sums(
        rows_of(subtotals),
        exact_total(sum(each.cash_cents for each in subtotals)),
        exact_total(sum(each.paid_by_credits_cents for each in subtotals)),
    )


@strawberry.type(description="One reconciliation that paid for something, under the ledger code of what it paid for.")
class PaymentBreakdownRow:
    """One reconciliation under one ledger code (domain R30)."""

    ledger_code: LedgerCode | None = related(
        One(ledger_codes, lambda row: row.ledger_code_id),
        "The code of the invoice item that was paid, or of the credit that was refunded; null where neither side has one.",
    )
    date: Date = plain("The date of the cash transaction, or of the credit: it decides on the period.")
    kind: TransactionKind = plain("The kind of the cash transaction, or of the credit.")
    cash: bool = plain("Whether it is cash; else a credit or a cancellation paid for the item.")
    reconciliation: Reconciliation = related(
        One(graph.recorded_edges, lambda row: row.edge_id),
        "The reconciliation, with the invoice's details on its debit item.",
    )
    amount_cents: Cents = plain(
        "How much; negative for cash that was given back. A payment reconciled with a refund has two rows, each on its "
        "own date."
    )


@strawberry.type(description="What was paid for one ledger code.")
class PaymentBreakdownSubtotal:
    """What was paid for one ledger code (domain R30)."""

    ledger_code: LedgerCode | None = related(
        One(ledger_codes, lambda row: row.ledger_code_id),
        "The code; null for payments and deposits reconciled with refunds or corrections, which have none.",
    )
    cash_cents: Cents = plain("Payments and deposits for its invoice items, less refunds of its credits.")
    paid_by_credits_cents: Cents = plain("What credits and cancellations paid of its invoice items.")
    credits_used_cents: Cents = plain("What credits and cancellations of this code paid of any invoice items.")


@strawberry.type(
    description=(
        "Payments by the ledger code of what was sold, cash beside credits. What is not reconciled does not appear."
    )
)
class PaymentBreakdownReport:
    """Breakdown of payments by ledger code (domain R30)."""

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    first_day: Date = plain("Where the period begins.")
    last_day: Date = plain("Where the period ends.")
    by_ledger_code: list[PaymentBreakdownSubtotal] = related(
        Part(sums, lambda read: read.by_ledger_code), "The subtotals, by code, what has none last."
    )
    cash_cents: Cents = related(Part(sums, lambda read: read.cash_cents), "Cash of all codes and of none.")
    non_cash_cents: Cents = related(
        Part(sums, lambda read: read.non_cash_cents), "What credits and cancellations paid of all codes."
    )

    @related(
        ReportPages(payment_breakdown, BY_CODE),
        "By code, what has none last; then by date, and oldest reconciliation first.",
    )
    def rows(self, first: First = 50, after: After = UNSET) -> Connection[PaymentBreakdownRow]:
        """Declares the arguments."""
        answered_by_plan()
