"""What changed in a report since an instant, as a connection (domain R46a)."""

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated, Any, TypeAlias

import strawberry

from api.graph.computed_pages import ComputedPages
from api.graph.loaders import batches
from api.graph.relations import Listed
from api.graph.scalars import Cents, DateTime
from api.types.fields import plain, related
from api.types.history import Batch
from domain.queries.pages import Order
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


def _changes_since(compute: Callable[[Any, int], Program[list[changes.ReportChange]]]) -> ComputedPages:
    """Return the connection of what changed in a report; ``compute`` returns all of it, given the scope and the instant."""
    return ComputedPages(lambda report, arguments: compute(report.scope, arguments["since"]), BY_KEY)


PAYMENT_BY_ITEM = _changes_since(changes.payment_by_item_changes)
PAYMENT_BY_LEDGER_CODE = _changes_since(changes.payment_by_ledger_code_changes)
PAYMENT_BREAKDOWN = _changes_since(changes.payment_breakdown_changes)
SALES_BY_LEDGER_CODE = _changes_since(changes.sales_by_ledger_code_changes)
AGING = _changes_since(changes.aging_changes)
BANK_RECONCILIATION = _changes_since(changes.bank_reconciliation_changes)
