"""Payment by ledger code: payments received, by the code of what they paid and by method (domain R29)."""

from types import SimpleNamespace
from typing import NamedTuple

import strawberry
from strawberry import UNSET

from api.graph.loaders import ledger_codes
from api.graph.scalars import Cents
from api.types.fields import plain, referenced
from api.types.kinds import PaymentMethod
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput
from api.types.reports.changes import changes_found_by
from api.types.reports.report import (
    AsOfArgument,
    CurrencyArgument,
    PeriodReport,
    graph_rows,
    load_period_report,
    report_part,
    root_field,
)
from domain.core.cash import CashTotals, cash_by_ledger_code, cash_totals
from domain.queries.reports.cash import cash_cells, payment_by_ledger_code_changes
from domain.queries.reports.scope import PeriodScope
from domain.store.program import Program


class CashByCode(NamedTuple):
    """The report's rows and their totals."""

    rows: list[SimpleNamespace]
    totals: CashTotals


def cash_by_code(scope: PeriodScope) -> Program[CashByCode]:
    """Return the rows and their totals, read by one statement."""
    cells = yield from cash_cells(scope)
    return CashByCode(graph_rows(cash_by_ledger_code(cells)), cash_totals(cells))


@strawberry.type
class PaymentByLedgerCodeRow:
    """Cash of one ledger code and method.

    There are rows of a code, of no code (payments and deposits reconciled with refunds or corrections, which have no
    codes), and of what is unreconciled.
    """

    ledger_code: LedgerCode | None = referenced(
        ledger_codes,
        "ledger_code_id",
        "The code of the other side's item. Null: the row of what is unreconciled, or (`unreconciled` false) of what is "
        "reconciled with something that has no code.",
    )
    method: PaymentMethod = plain("The method of the cash transactions.")
    unreconciled: bool = plain("Whether this is the row of unreconciled cash.")
    amount_cents: Cents = plain("Received less given back; it may be negative.")
    processing_cents: Cents = plain("The part of it that is still processing.")


@strawberry.type
class PaymentByLedgerCodeReport(PeriodReport):
    """The rows of payment by item added up by the ledger code of what they were applied to, and by method."""

    rows: list[PaymentByLedgerCodeRow] = report_part(
        cash_by_code,
        "rows",
        "By code, then rows without a code, then unreconciled rows; methods in the order of their enumeration.",
    )
    unreconciled_cents: Cents = report_part(
        cash_by_code, "totals.unreconciled_cents", "The part of the total that is not reconciled."
    )
    total_cents: Cents = report_part(cash_by_code, "totals.total_cents", "The total of all rows.")
    processing_cents: Cents = report_part(
        cash_by_code, "totals.processing_cents", "The part of the total that is still processing; the rest has arrived."
    )

    changes_since = changes_found_by(payment_by_ledger_code_changes)


@root_field(29, load_period_report)
def payment_by_ledger_code_report(
    period: PeriodInput, currency: CurrencyArgument = UNSET, as_of: AsOfArgument = UNSET
) -> PaymentByLedgerCodeReport:
    """Payments received in a period less refunds and corrections, by ledger code and method."""
