"""Sales by ledger code: what was invoiced less what was credited, reconciled or not (domain R31)."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Annotated, Any, NamedTuple

import strawberry

from api.graph.relations import One, answered_by_plan
from api.scalars import Cents, Date
from api.types.connections import Connection
from api.types.fields import UNSET, After, First, exponent_beside, plain, related
from api.types.kinds import TransactionKind
from api.types.ledger_codes import LedgerCode
from api.types.reports.asked import Part, ReportPages
from api.types.transactions import TransactionItem, ledger_codes
from domain.core.sales import sales_by_ledger_code, sales_total
from domain.queries import graph
from domain.queries.pages import Listing
from domain.queries.reports.sales import BY_DATE, sales_cells, sales_items
from domain.queries.reports.scope import PeriodScope
from domain.store.steps import Steps


class Sums(NamedTuple):
    """The report's rows and what they come to."""

    rows: list[SimpleNamespace]
    total_cents: int


def sums(scope: PeriodScope) -> Steps[Sums]:
    """One statement for the whole report."""
    sold = sales_by_ledger_code((yield from sales_cells(scope)))
    return Sums([SimpleNamespace(**each._asdict(), net_cents=each.net_cents) for each in sold], sales_total(sold))


@strawberry.type(description="What was sold under one ledger code.")
class SalesByLedgerCodeRow:
    """What was sold under one ledger code (domain R31)."""

    ledger_code: LedgerCode = related(One(ledger_codes, lambda row: row.ledger_code_id), "The code.")
    invoiced_cents: Cents = plain("Its invoice items, by the invoices' dates.")
    credited_cents: Cents = plain("Its credits and cancellations, by their own dates.")
    net_cents: Cents = plain("Invoiced less credited.")


@strawberry.type(description="An item of an invoice, credit or cancellation: what sales are made of.")
class SalesItem:
    """An item that sales by ledger code add up (domain R31)."""

    ledger_code: LedgerCode = related(One(ledger_codes, lambda row: row.ledger_code_id), "Its code.")
    date: Date = plain("The date of its transaction, which decides on the period.")
    kind: TransactionKind = plain("The kind of its transaction: INVOICE, CREDIT or CANCELLATION.")
    amount_cents: Cents = plain(
        "What it counts: its amount, negative for credits and cancellations. The items of a code add up to `netCents` of "
        "its row."
    )
    item: TransactionItem = related(
        One(graph.recorded_items, lambda row: row.item_id), "The item itself, on its transaction and account."
    )


AskedCode = Annotated[
    str | None, strawberry.argument(description="Only items under this ledger code, given by its code such as SWIM.")
]


def of_code(listing: Listing[Any], arguments: Mapping[str, Any]) -> Listing[Any]:
    """The items of one code, or of all."""
    code = arguments.get("ledgerCode")
    return listing if code is None else listing.where("l.code = :code", code=code)


@strawberry.type(
    description=(
        "Invoices less credits and cancellations, each by its own date. Whether they are reconciled makes no difference."
    )
)
class SalesByLedgerCodeReport:
    """Sales by ledger code (domain R31)."""

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    first_day: Date = plain("Where the period begins.")
    last_day: Date = plain("Where the period ends.")
    rows: list[SalesByLedgerCodeRow] = related(
        Part(sums, lambda read: read.rows), "The codes that have anything in the period, by code."
    )
    total_cents: Cents = related(Part(sums, lambda read: read.total_cents), "What all codes come to, net.")

    @related(
        ReportPages(sales_items, BY_DATE, of_code),
        "The items that the rows add up, by date, in the order of recording.",
    )
    def items(self, ledger_code: AskedCode = UNSET, first: First = 50, after: After = UNSET) -> Connection[SalesItem]:
        """Declares the arguments."""
        answered_by_plan()
