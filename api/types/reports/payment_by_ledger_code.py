"""Payment by ledger code: payments received, by the code of what they paid and by method (domain R29)."""

from types import SimpleNamespace
from typing import NamedTuple

import strawberry

from api.graph.relations import One
from api.scalars import Cents, Date
from api.types.fields import exponent_beside, plain, related
from api.types.kinds import PaymentMethod
from api.types.ledger_codes import LedgerCode
from api.types.reports.asked import Part, rows_of
from api.types.transactions import ledger_codes
from domain.core.cash import CashTotals, cash_by_ledger_code, cash_totals
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.scope import PeriodScope
from domain.store.steps import Steps


class Sums(NamedTuple):
    """The report's rows and what they come to."""

    rows: list[SimpleNamespace]
    totals: CashTotals


def sums(scope: PeriodScope) -> Steps[Sums]:
    """One statement for the whole report."""
    cells = yield from cash_cells(scope)
    return Sums(rows_of(cash_by_ledger_code(cells)), cash_totals(cells))


@strawberry.type(
    description=(
        "Cash of one ledger code and method: of a code, of no code (a payment or deposit reconciled with a refund or a "
        "correction, both without codes), or unreconciled."
    )
)
class PaymentByLedgerCodeRow:
    """Cash of one ledger code and method (domain R29)."""

    ledger_code: LedgerCode | None = related(
        One(ledger_codes, lambda row: row.ledger_code_id),
        "The code of the other side's item. Null: the row of what is unreconciled, or (`unreconciled` false) of what is "
        "reconciled with something that has no code.",
    )
    method: PaymentMethod = plain("The method of the cash transactions.")
    unreconciled: bool = plain("Whether this is what is not reconciled with anything.")
    amount_cents: Cents = plain("What it comes to: received less given back, so it may be negative.")
    processing_cents: Cents = plain("The part of it that is still processing.")


@strawberry.type(
    description="The rows of payment by item added up by the ledger code of what they were applied to, and by method."
)
class PaymentByLedgerCodeReport:
    """Payment by ledger code (domain R29)."""

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    first_day: Date = plain("Where the period begins.")
    last_day: Date = plain("Where the period ends.")
    rows: list[PaymentByLedgerCodeRow] = related(
        Part(sums, lambda read: read.rows),
        "By code, then those of no code, then those unreconciled; methods in the order of their enumeration.",
    )
    unreconciled_cents: Cents = related(
        Part(sums, lambda read: read.totals.unreconciled_cents), "The part of the total that is not reconciled."
    )
    total_cents: Cents = related(Part(sums, lambda read: read.totals.total_cents), "What all rows come to.")
    processing_cents: Cents = related(
        Part(sums, lambda read: read.totals.processing_cents),
        "The part of the total that is still processing; what has arrived is the total less this.",
    )
