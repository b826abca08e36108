"""Sales by ledger code: what was invoiced less what was credited, reconciled or not (domain R31)."""

from types import SimpleNamespace
from typing import NamedTuple

import strawberry

from api.graph.relations import One
from api.scalars import Cents, Date
from api.types.fields import exponent_beside, plain, related
from api.types.ledger_codes import LedgerCode
from api.types.reports.asked import Part
from api.types.transactions import ledger_codes
from domain.core.sales import sales_by_ledger_code, sales_total
from domain.queries.reports.sales import sales_cells
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
