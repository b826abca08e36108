"""What is owed, by days overdue: of a report, and of each account today (domain R32)."""

from collections import defaultdict
from collections.abc import Collection
from functools import partial

import strawberry

from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import attach_each
from api.graph.scalars import Cents
from api.types.fields import plain
from domain.core.aging import AgingAmounts as Amounts
from domain.core.aging import aging_amounts
from domain.queries.reports.aging import DayScope, owed_by_account, owed_items
from domain.store.program import Program

PASSES_BY_AGE = 4
"""How many passes it counts to add up owed items by age: what each is paid by is read, and when it was due."""


@strawberry.type
class AgingAmounts:
    """What is owed, by days overdue: since the due date, or since the invoice's date where it has none.

    Processing and planned money has not arrived: what it is for is still owed.
    """

    not_due_cents: Cents = plain("Due on the day or later.")
    days_1_to_30_cents: Cents = plain("Overdue by 1 to 30 days.")
    days_31_to_60_cents: Cents = plain("Overdue by 31 to 60 days.")
    days_61_to_90_cents: Cents = plain("Overdue by 61 to 90 days.")
    over_90_days_cents: Cents = plain("Overdue by more than 90 days.")
    total_cents: Cents = plain("The sum of all five buckets.")
    processing_cents: Cents = plain("The part of the total for which money is processing.")
    planned_cents: Cents = plain("The part of the total that planned payments hold.")


def amounts_by_account(scope: DayScope, account_ids: Collection[int]) -> Program[dict[int, Amounts]]:
    """Return what each of these accounts owes, by its id; reads by one statement."""
    found = yield from owed_by_account(scope, account_ids)
    return {each: aging_amounts(found.get(each, ()), scope.day) for each in account_ids}


def load_aging_of_accounts(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load what accounts owe today, by one statement a currency; none for amounts that the answer has already."""
    amounts = {row.id: each for row in level.rows for each in row.related.values() if isinstance(each, Amounts)}
    by_currency: defaultdict[str, set[int]] = defaultdict(set)
    for row in level.rows:
        if row.id not in amounts:
            by_currency[row.currency].add(row.id)
    if by_currency:
        owing = set[int]().union(*by_currency.values())
        yield from loading.budget.count_passes(PASSES_BY_AGE, partial(owed_items, owing, loading.today))
    for currency, account_ids in by_currency.items():
        amounts |= yield from amounts_by_account(DayScope(currency, loading.today), account_ids)
    yield from attach_each(loading, plan, level, lambda row: amounts[row.id])
