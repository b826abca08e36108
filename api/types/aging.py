"""What is owed, by how late it is: of a report, and of each account today (domain R32)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import strawberry

from api.graph.loading import Level, Loading, Want
from api.scalars import Cents
from api.types.fields import plain
from domain.core.aging import AgingAmounts as Amounts
from domain.core.aging import aging_amounts
from domain.queries.reports.aging import DayScope, owed_by_account
from domain.store.steps import Steps


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


def amounts_of(scope: DayScope, account_ids: Collection[int]) -> Steps[dict[int, Amounts]]:
    """What each of these accounts owes, by its id; one statement."""
    found = yield from owed_by_account(scope, account_ids)
    return {each: aging_amounts(found.get(each, ()), scope.day) for each in account_ids}


def filled(loading: Loading, want: Want, level: Level, amounts: Sequence[Amounts]) -> Steps[None]:
    """Gives each row of a level its amounts."""
    for row, each in zip(level.rows, amounts, strict=True):
        row.related[want.key] = each
    below = level.below(zip(level.rows, amounts, strict=True))
    loading.take(below)
    yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class AgingOfAccounts:
    """What accounts owe today."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all accounts of a currency; none where another name of the answer has it already."""
        amounts = {row.id: each for row in level.rows for each in row.related.values() if isinstance(each, Amounts)}
        by_currency: defaultdict[str, set[int]] = defaultdict(set)
        for row in level.rows:
            if row.id not in amounts:
                by_currency[row.currency].add(row.id)
        for currency, account_ids in by_currency.items():
            amounts |= yield from amounts_of(DayScope(currency, loading.today), account_ids)
        yield from filled(loading, want, level, [amounts[row.id] for row in level.rows])
