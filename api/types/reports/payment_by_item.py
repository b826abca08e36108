"""Payment by item: every payment, deposit, refund and correction, and what it was applied to (domain R28)."""

import strawberry

from api.graph.relations import One, answered_by_plan
from api.scalars import Cents, Date
from api.types.connections import Connection
from api.types.fields import UNSET, After, First, exponent_beside, plain, related
from api.types.kinds import PaymentMethod, TransactionKind
from api.types.ledger_codes import LedgerCode
from api.types.reconciliations import Reconciliation
from api.types.reports.asked import Part, ReportPages
from api.types.transactions import Transaction, TransactionItem, ledger_codes
from domain.core.cash import CashTotals, cash_totals
from domain.queries import graph
from domain.queries.reports.cash import BY_DATE, cash_cells, payment_by_item
from domain.queries.reports.scope import PeriodScope
from domain.store.steps import Steps


def totals(scope: PeriodScope) -> Steps[CashTotals]:
    """What all rows come to."""
    return cash_totals((yield from cash_cells(scope)))


@strawberry.type(
    description=(
        "What one cash transaction was applied to: one item, or nothing yet. Amounts are positive for payments and "
        "deposits, negative for refunds and payment corrections; a transaction's rows add up to the transaction."
    )
)
class PaymentByItemRow:
    """One edge end at a cash transaction, or its open part (domain R28)."""

    date: Date = plain("The cash transaction's date, which decides on the period; the other side's never does.")
    kind: TransactionKind = plain("The cash transaction's kind.")
    method: PaymentMethod = plain("The cash transaction's method.")
    processing: bool = plain("Whether its money was still processing.")
    transaction: Transaction = related(
        One(graph.recorded_transactions, lambda row: row.transaction_id), "The cash transaction."
    )
    item: TransactionItem | None = related(
        One(graph.recorded_items, lambda row: row.item_id),
        "The other side's item; null for the part that is not reconciled with anything.",
    )
    ledger_code: LedgerCode | None = related(
        One(ledger_codes, lambda row: row.ledger_code_id), "The other side's ledger code; null where it has none."
    )
    reconciliation: Reconciliation | None = related(
        One(graph.recorded_edges, lambda row: row.reconciliation_id),
        "By which it was applied; null where `item` is null.",
    )
    transaction_cents: Cents = plain("The whole transaction's amount, signed.")
    applied_cents: Cents = plain(
        "The part of it that this row is about, signed: applied to `item`, or where that is null not applied at all."
    )


@strawberry.type(
    description=(
        "Every payment, deposit, refund and payment correction dated in the period. Failed payments stay in, taken back "
        "by their corrections on the corrections' own dates; so failing later never changes an earlier period."
    )
)
class PaymentByItemReport:
    """Payment by item (domain R28)."""

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    first_day: Date = plain("Where the period begins.")
    last_day: Date = plain("Where the period ends.")
    total_cents: Cents = related(Part(totals, lambda read: read.total_cents), "What all rows come to.")
    processing_cents: Cents = related(
        Part(totals, lambda read: read.processing_cents),
        "The part of the total that is still processing; what has arrived is the total less this.",
    )
    unreconciled_cents: Cents = related(
        Part(totals, lambda read: read.unreconciled_cents), "The part of the total that is applied to nothing."
    )

    @related(
        ReportPages(payment_by_item, BY_DATE),
        "By date, then transaction by transaction; of each its reconciliations, oldest first, then its open part.",
    )
    def rows(self, first: First = 50, after: After = UNSET) -> Connection[PaymentByItemRow]:
        """Declares the arguments."""
        answered_by_plan()
