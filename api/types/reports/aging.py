"""Aging: what accounts owe on a day, by how late it is (domain R32)."""

import strawberry
from strawberry import UNSET

from api.graph.loaders import accounts
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, attach_each
from api.graph.scalars import Date
from api.types.accounts import Account
from api.types.aging import AgingAmounts, amounts_by_account
from api.types.connections import Connection
from api.types.fields import (
    After,
    Before,
    First,
    Last,
    computed,
    exponent_beside,
    loaded_by,
    plain,
    referenced,
    related,
)
from api.types.reports.changes import changes_found_by
from api.types.reports.report import (
    AsOfArgument,
    CurrencyArgument,
    DayArgument,
    ReportPages,
    ReportPart,
    load_day_report,
    root_field,
)
from domain.core.aging import AgingAmounts as Amounts
from domain.core.aging import aging_amounts
from domain.queries.reports.aging import BY_NUMBER, DayScope, aging_accounts, aging_changes, owed
from domain.store.program import Program


def aging_totals(scope: DayScope) -> Program[Amounts]:
    """Return what all accounts owe."""
    return aging_amounts((yield from owed(scope)), scope.day)


def load_aging_amounts(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load what each account of a page of the report owes, by one statement for all rows."""
    amounts = yield from amounts_by_account(level.rows[0].scope, {row.account_id for row in level.rows})
    yield from attach_each(loading, plan, level, lambda row: amounts[row.account_id])


@strawberry.type
class AgingRow:
    """What one account owes."""

    account: Account = referenced(accounts, "account_id", "The account that owes.")
    amounts: AgingAmounts = related(By(load_aging_amounts), "What the account owes, by days overdue.")


@strawberry.type
class AgingReport:
    """The unpaid part of invoices dated on or before the day, less only money dated on or before the day.

    Payment states and planned payments are as they are now, or as they were at `asOf`.
    """

    currency: str = plain("ISO 4217 code of all its amounts.")
    currency_exponent: int = exponent_beside()
    on: Date = computed("The day that the report is for.", lambda report, _: report.scope.day)
    totals: AgingAmounts = related(ReportPart(aging_totals, lambda read: read), "What all accounts owe.")

    @loaded_by(ReportPages(aging_accounts, BY_NUMBER))
    def rows(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[AgingRow]:
        """The accounts that owe anything, by number."""

    changes_since = changes_found_by(aging_changes)


@root_field(32, load_day_report)
def aging_report(
    currency: CurrencyArgument = UNSET, on: DayArgument = UNSET, as_of: AsOfArgument = UNSET
) -> AgingReport:
    """What accounts owe on a day, by days overdue."""
