"""Aging: what accounts owe on a day, by how late it is (domain R32)."""

from dataclasses import dataclass

import strawberry

from api.graph.loading import Level, Loading, Want
from api.graph.relations import One, answered_by_plan
from api.scalars import Date
from api.types.accounts import Account
from api.types.aging import AgingAmounts, amounts_of, filled
from api.types.connections import Connection
from api.types.fields import UNSET, After, First, exponent_beside, plain, related
from api.types.reports.asked import Part, ReportPages
from api.types.transactions import accounts
from domain.core.aging import AgingAmounts as Amounts
from domain.core.aging import aging_amounts
from domain.queries.reports.aging import BY_NUMBER, DayScope, aging_accounts, owed
from domain.store.steps import Steps


def totals(scope: DayScope) -> Steps[Amounts]:
    """What all accounts owe."""
    return aging_amounts((yield from owed(scope)), scope.day)


@dataclass(frozen=True, slots=True)
class OfRows:
    """What each account of a page of the report owes."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all rows."""
        scope = level.rows[0].scope
        amounts = yield from amounts_of(scope, {row.account_id for row in level.rows})
        yield from filled(loading, want, level, [amounts[row.account_id] for row in level.rows])


@strawberry.type(description="What one account owes.")
class AgingRow:
    """What one account owes (domain R32)."""

    account: Account = related(One(accounts, lambda row: row.account_id), "The account.")
    amounts: AgingAmounts = related(OfRows(), "What it owes.")


@strawberry.type(
    description=(
        "What invoices dated by the day have not been paid by reconciliations with money dated by the day; payment states "
        "and planned payments are as now, or as at `asOf`."
    )
)
class AgingReport:
    """Aging (domain R32)."""

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    on: Date = plain("The day.")
    totals: AgingAmounts = related(Part(totals, lambda read: read), "What all accounts owe.")

    @related(ReportPages(aging_accounts, BY_NUMBER), "The accounts that owe something, by number.")
    def rows(self, first: First = 50, after: After = UNSET) -> Connection[AgingRow]:
        """Declares the arguments."""
        answered_by_plan()
