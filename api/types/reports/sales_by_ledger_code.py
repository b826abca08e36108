"""Sales by ledger code: what was invoiced less what was credited, reconciled or not (domain R31)."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Annotated, Any, NamedTuple

import strawberry
from strawberry import UNSET

from api.graph.loaders import ledger_codes
from api.graph.scalars import Cents, Date
from api.types.connections import Connection
from api.types.fields import After, Before, First, Last, loaded_by, plain, referenced
from api.types.kinds import TransactionKind
from api.types.ledger_codes import LedgerCode
from api.types.periods import PeriodInput
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
from api.types.transactions import TransactionItem
from domain.core.sales import sales_by_ledger_code, sales_total
from domain.queries import graph
from domain.queries.pages import Listing
from domain.queries.reports.sales import BY_DATE, sales_by_ledger_code_changes, sales_cells, sales_items
from domain.queries.reports.scope import PeriodScope
from domain.store.program import Program


class SalesTotals(NamedTuple):
    """The report's rows and their total."""

    rows: list[SimpleNamespace]
    total_cents: int


def sales_totals(scope: PeriodScope) -> Program[SalesTotals]:
    """Return the rows and their total, read by one statement."""
    sold = sales_by_ledger_code((yield from sales_cells(scope)))
    return SalesTotals(
        [SimpleNamespace(**each._asdict(), net_cents=each.net_cents) for each in sold], sales_total(sold)
    )


@strawberry.type
class SalesByLedgerCodeRow:
    """What was sold under one ledger code."""

    ledger_code: LedgerCode = referenced(
        ledger_codes, "ledger_code_id", "The ledger code that these amounts were sold under."
    )
    invoiced_cents: Cents = plain("Its invoice items, by the invoices' dates.")
    credited_cents: Cents = plain("Its credits and cancellations, by their own dates.")
    net_cents: Cents = plain("Invoiced less credited.")


@strawberry.type
class SalesItem:
    """An item of an invoice, credit or cancellation that counts as a sale."""

    ledger_code: LedgerCode = referenced(ledger_codes, "ledger_code_id", "The ledger code of the item.")
    date: Date = plain("The date of its transaction; it decides the period.")
    kind: TransactionKind = plain("The kind of its transaction: INVOICE, CREDIT or CANCELLATION.")
    amount_cents: Cents = plain(
        "Its amount, negative for credits and cancellations. The items of a code add up to `netCents` of its row."
    )
    item: TransactionItem = referenced(
        graph.recorded_items, "item_id", "The item itself, on its transaction and account."
    )


AskedCode = Annotated[str | None, strawberry.argument(description="Only items of this ledger code, such as SWIM.")]


def of_code(listing: Listing[Any], arguments: Mapping[str, Any]) -> Listing[Any]:
    """Return the items of one code, or of all."""
    code = arguments.get("ledgerCode")
    return listing if code is None else listing.where("l.code = :code", code=code)


@strawberry.type
class SalesByLedgerCodeReport(PeriodReport):
    """Invoices less credits and cancellations, each by its own date.

    Whether they are reconciled makes no difference.
    """

    rows: list[SalesByLedgerCodeRow] = report_part(sales_totals, "rows", "The codes with items in the period, by code.")
    total_cents: Cents = report_part(sales_totals, "total_cents", "The net total of all codes.")

    @loaded_by(ReportPages(sales_items, BY_DATE, of_code))
    def items(
        self,
        ledger_code: AskedCode = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[SalesItem]:
        """The items behind the rows, by date, then in the order of recording."""

    changes_since = changes_found_by(sales_by_ledger_code_changes)


@root_field(31, load_period_report)
def sales_by_ledger_code_report(
    period: PeriodInput, currency: CurrencyArgument = UNSET, as_of: AsOfArgument = UNSET
) -> SalesByLedgerCodeReport:
    """Invoices of a period less credits and cancellations, by ledger code."""
