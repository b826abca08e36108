"""Payment by item: every payment, deposit, refund and correction, and what it was applied to (domain R28)."""

import strawberry
from strawberry import UNSET

from api.graph.loaders import ledger_codes
from api.graph.scalars import Cents, Date
from api.types.connections import Connection
from api.types.fields import After, Before, First, Last, loaded_by, plain, referenced
from api.types.kinds import PaymentMethod, TransactionKind
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput
from api.types.reconciliations import Reconciliation
from api.types.reports.changes import changes_found_by
from api.types.reports.report import (
    AsOfArgument,
    CurrencyArgument,
    PeriodReport,
    ReportPages,
    load_period_report,
    report_part,
    root_field,
)
from api.types.transactions import Transaction, TransactionItem
from domain.core.cash import CashTotals, cash_totals
from domain.queries import graph
from domain.queries.reports.cash import BY_DATE, cash_cells, payment_by_item, payment_by_item_changes
from domain.queries.reports.scope import PeriodScope
from domain.store.program import Program


def payment_totals(scope: PeriodScope) -> Program[CashTotals]:
    """Return the totals of all rows."""
    return cash_totals((yield from cash_cells(scope)))


@strawberry.type
class PaymentByItemRow:
    """What one cash transaction was applied to: one item, or nothing yet.

    Amounts are positive for payments and deposits, negative for refunds and payment corrections; a transaction's rows
    add up to the transaction.
    """

    date: Date = plain("The cash transaction's date; it decides the period, whatever the other side's date is.")
    kind: TransactionKind = plain("The cash transaction's kind.")
    method: PaymentMethod = plain("The cash transaction's method.")
    processing: bool = plain("Whether its money was still processing.")
    transaction: Transaction = referenced(
        graph.recorded_transactions,
        "transaction_id",
        "The payment, deposit, refund or correction that the row is about.",
    )
    item: TransactionItem | None = referenced(
        graph.recorded_items, "item_id", "The item on the other side; null for the unreconciled part."
    )
    ledger_code: LedgerCode | None = referenced(
        ledger_codes, "ledger_code_id", "The other side's ledger code; null where it has none."
    )
    reconciliation: Reconciliation | None = referenced(
        graph.recorded_reconciliations,
        "reconciliation_id",
        "The reconciliation by which it was applied; null if `item` is null.",
    )
    transaction_cents: Cents = plain("The whole transaction's amount, signed.")
    applied_cents: Cents = plain("The part of it in this row, signed: applied to `item`, or unapplied if that is null.")


@strawberry.type
class PaymentByItemReport(PeriodReport):
    """Every payment, deposit, refund and payment correction dated in the period.

    Failed payments stay in, taken back by their corrections on the corrections' own dates; so failing later never
    changes an earlier period.
    """

    total_cents: Cents = report_part(payment_totals, "total_cents", "The total of all rows.")
    processing_cents: Cents = report_part(
        payment_totals, "processing_cents", "The part of the total that is still processing; the rest has arrived."
    )
    unreconciled_cents: Cents = report_part(
        payment_totals, "unreconciled_cents", "The part of the total that is applied to nothing."
    )

    @loaded_by(ReportPages(payment_by_item, BY_DATE))
    def rows(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[PaymentByItemRow]:
        """By date, then by transaction: first its reconciliations, oldest first, then its open part."""

    changes_since = changes_found_by(payment_by_item_changes)


@root_field(28, load_period_report)
def payment_by_item_report(
    period: PeriodInput, currency: CurrencyArgument = UNSET, as_of: AsOfArgument = UNSET
) -> PaymentByItemReport:
    """Every payment, deposit, refund and payment correction of a period, and what each was applied to."""
