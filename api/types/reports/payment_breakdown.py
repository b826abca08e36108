"""Breakdown of payments by ledger code, with invoice details, and credits beside cash (domain R30)."""

from types import SimpleNamespace
from typing import NamedTuple

import strawberry
from strawberry import UNSET

from api.graph.loaders import ledger_codes
from api.graph.scalars import Cents, Date
from api.types.connections import Connection
from api.types.fields import After, Before, First, Last, loaded_by, plain, referenced
from api.types.kinds import TransactionKind
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput
from api.types.reconciliations import Reconciliation
from api.types.reports.changes import changes_found_by
from api.types.reports.report import (
    AsOfArgument,
    CurrencyArgument,
    PeriodReport,
    ReportPages,
    graph_rows,
    load_period_report,
    report_part,
    root_field,
)
from domain.core.cash import breakdown_sums
from domain.core.money import exact_total
from domain.queries import graph
from domain.queries.reports.breakdown import BY_CODE, credit_cells, payment_breakdown, payment_breakdown_changes
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.scope import PeriodScope
from domain.store.program import Program


class BreakdownTotals(NamedTuple):
    """The report's subtotals and totals."""

    by_ledger_code: list[SimpleNamespace]
    cash_cents: int
    non_cash_cents: int


def breakdown_totals(scope: PeriodScope) -> Program[BreakdownTotals]:
    """Return the subtotals and totals, read by two statements: cash, and credits."""
    cash = yield from cash_cells(scope, open_too=False)
    by_credits = yield from credit_cells(scope)
    subtotals = breakdown_sums(cash, by_credits)
    return BreakdownTotals(
        graph_rows(subtotals),
        exact_total(sum(each.cash_cents for each in subtotals)),
        exact_total(sum(each.paid_by_credits_cents for each in subtotals)),
    )


@strawberry.type
class PaymentBreakdownRow:
    """A reconciliation under the ledger code of what it paid for."""

    ledger_code: LedgerCode | None = referenced(
        ledger_codes,
        "ledger_code_id",
        "The code of the invoice item that was paid, or of the credit that was refunded; null where neither side has one.",
    )
    date: Date = plain("The date of the cash transaction, or of the credit; it decides the period.")
    kind: TransactionKind = plain("The kind of the cash transaction, or of the credit.")
    cash: bool = plain("True: cash. False: a credit or a cancellation paid for the item.")
    reconciliation: Reconciliation = referenced(
        graph.recorded_reconciliations,
        "reconciliation_id",
        "The reconciliation, with the invoice's details on its debit item.",
    )
    amount_cents: Cents = plain(
        "The amount; negative for refunded cash. A payment reconciled with a refund has two rows, each on its own date."
    )


@strawberry.type
class PaymentBreakdownSubtotal:
    """The sums of one ledger code."""

    ledger_code: LedgerCode | None = referenced(
        ledger_codes,
        "ledger_code_id",
        "The code; null for payments and deposits reconciled with refunds or corrections, which have none.",
    )
    cash_cents: Cents = plain("Payments and deposits for its invoice items, less refunds of its credits.")
    paid_by_credits_cents: Cents = plain("What credits and cancellations paid of its invoice items.")
    credits_used_cents: Cents = plain("What credits and cancellations of this code paid of any invoice items.")


@strawberry.type
class PaymentBreakdownReport(PeriodReport):
    """Payments by the ledger code of what they paid for, cash and credits. Unreconciled money is left out."""

    by_ledger_code: list[PaymentBreakdownSubtotal] = report_part(
        breakdown_totals, "by_ledger_code", "The subtotals, by code; the one without a code last."
    )
    cash_cents: Cents = report_part(breakdown_totals, "cash_cents", "The cash of all subtotals.")
    non_cash_cents: Cents = report_part(
        breakdown_totals, "non_cash_cents", "What credits and cancellations paid, over all subtotals."
    )

    @loaded_by(ReportPages(payment_breakdown, BY_CODE))
    def rows(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[PaymentBreakdownRow]:
        """By code, rows without a code last; then by date, oldest reconciliation first."""

    changes_since = changes_found_by(payment_breakdown_changes)


@root_field(30, load_period_report)
def payment_breakdown_report(
    period: PeriodInput, currency: CurrencyArgument = UNSET, as_of: AsOfArgument = UNSET
) -> PaymentBreakdownReport:
    """Payments of a period by the ledger code of what they paid for, row by row; cash and credits."""
