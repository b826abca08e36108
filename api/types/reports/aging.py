"""Aging: what accounts owe on a day, by how late it is (domain R32)."""

from dataclasses import dataclass

import strawberry

from api.graph.loading import Level, Loading, Want
from api.graph.relations import One, answered_by_plan
from api.scalars import Cents, Date
from api.types.accounts import Account
from api.types.connections import Connection
from api.types.fields import UNSET, After, First, exponent_beside, plain, related
from api.types.reports.asked import Part, ReportPages
from api.types.transactions import accounts
from domain.core.aging import AgingAmounts as Amounts
from domain.core.aging import aging_amounts
from domain.queries.reports.aging import BY_NUMBER, DayScope, aging_accounts, owed, owed_by_account
from domain.store.steps import Steps


def totals(scope: DayScope) -> Steps[Amounts]:
    """What all accounts owe."""
    return aging_amounts((yield from owed(scope)), scope.day)


@dataclass(frozen=True, slots=True)
class OfAccounts:
    """What each account of a page owes."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all rows."""
        scope = level.rows[0].scope
        found = yield from owed_by_account(scope, {row.account_id for row in level.rows})
        for row in level.rows:
            row.related[want.key] = aging_amounts(found[row.account_id], scope.day)
        below = level.below((row, row.related[want.key]) for row in level.rows)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@strawberry.type(
    description=(
        "What is owed, by days overdue: since the due date, or since the invoice's date where it has none. Processing and "
        "planned money has not arrived: what it is for is still owed."
    )
)
class AgingAmounts:
    """What is owed, by days overdue (domain R32)."""

    not_due_cents: Cents = plain("Due on the day or later.")
    days_1_to_30_cents: Cents = plain("Overdue by 1 to 30 days.")
    days_31_to_60_cents: Cents = plain("Overdue by 31 to 60 days.")
    days_61_to_90_cents: Cents = plain("Overdue by 61 to 90 days.")
    over_90_days_cents: Cents = plain("Overdue by more than 90 days.")
    total_cents: Cents = plain("All of it.")
    processing_cents: Cents = plain("The part of the total for which money is processing.")
    planned_cents: Cents = plain("The part of the total that planned payments hold.")


@strawberry.type(description="What one account owes.")
class AgingRow:
    """What one account owes (domain R32)."""

    account: Account = related(One(accounts, lambda row: row.account_id), "The account.")
    amounts: AgingAmounts = related(OfAccounts(), "What it owes.")


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
