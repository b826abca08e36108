"""What changed in a report since an instant, as a connection (domain R46a)."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, TypeAlias

import strawberry
from graphql import GraphQLObjectType

from api.graph.cursors import page_arguments
from api.graph.loaders import batches
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import Listed, Paged
from api.graph.results import Page
from api.graph.scalars import Cents, DateTime
from api.types.fields import plain, related
from api.types.history import Batch
from domain.queries.pages import Order, PageRows
from domain.queries.reports import changes
from domain.store.program import Program

BY_KEY = Order("KEY", (("key", str),))
SinceArgument: TypeAlias = Annotated[
    DateTime,
    strawberry.argument(
        description="The instant to compare with, such as the `recordedAt` of the closing of the report's period."
    ),
]


@strawberry.type
class ReportChange:
    """A row of a report whose figure is not what it was, with what made the difference.

    Where money is processing, the row that it has meanwhile is another than the one that it has afterwards.
    """

    key: str = plain(
        "What the row is of, the same in each answer, such as `SWIM:CASH` or `PAY-1001-1:INV-1001-1 item 1`."
    )
    label: str = plain("The row in words, for people.")
    then_cents: Cents = plain("The figure as of the instant asked for; 0 if the row was not there.")
    now_cents: Cents = plain("The figure as the report has it; 0 if the row is not there.")
    batches: list[Batch] = related(
        Listed(batches, attrgetter("batch_ids")),
        "The batches that made the difference: who changed what, and when. At most 100.",
    )


def _no_listing(_loading: Loading, _arguments: object) -> Any:
    raise AssertionError("what changed is computed, not listed")


@dataclass(frozen=True, slots=True)
class ChangesSince(Paged):
    """The connection of what changed in a report, by key; ``compute`` returns all of it, given the scope and the instant."""

    compute: Callable[[Any, int], Program[list[changes.ReportChange]]] = changes.payment_by_item_changes

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Compute what changed in each report, and show a page of it."""
        assert isinstance(plan.named_type, GraphQLObjectType)
        first, after = page_arguments(plan.arguments, BY_KEY)
        selected = plan.below.of(plan.named_type)
        results = []
        for report in level.rows:
            found = yield from self.compute(report.scope, plan.arguments["since"])
            found.sort(key=lambda each: each.key)
            left = [each for each in found if after is None or each.key > after[0]]
            shown = left[:first]
            rows = PageRows(shown, len(left) > first, [(each.key, 0) for each in shown], 1)
            result = Page(rows, BY_KEY, after is not None, len(found), {})
            report.related[plan.key] = result
            results.append(result)
        below = level.beside(results)
        loading.count_values(selected, below)
        yield from self._fill_pages(loading, selected, below, level.rows)


PAYMENT_BY_ITEM = ChangesSince(_no_listing, compute=changes.payment_by_item_changes)
PAYMENT_BY_LEDGER_CODE = ChangesSince(_no_listing, compute=changes.payment_by_ledger_code_changes)
PAYMENT_BREAKDOWN = ChangesSince(_no_listing, compute=changes.payment_breakdown_changes)
SALES_BY_LEDGER_CODE = ChangesSince(_no_listing, compute=changes.sales_by_ledger_code_changes)
AGING = ChangesSince(_no_listing, compute=changes.aging_changes)
BANK_RECONCILIATION = ChangesSince(_no_listing, compute=changes.bank_reconciliation_changes)
