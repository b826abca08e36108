"""What changed in a report since an instant, as a connection (domain R46a)."""

from operator import attrgetter
from typing import Annotated, Any, TypeAlias

import strawberry
from strawberry import UNSET

from api.graph.computed_pages import ComputedPages
from api.graph.loaders import batches
from api.graph.relations import Listed
from api.graph.scalars import Cents, DateTime
from api.types.connections import Connection
from api.types.fields import After, Before, First, Last, loaded_by, plain, related
from api.types.history import Batch
from domain.queries.pages import Order
from domain.queries.reports.changes import FindChanges

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


def changes_found_by(find: FindChanges) -> Any:
    """Declare a report's field ``changesSince``; ``find`` returns the changes."""

    @loaded_by(ComputedPages(lambda report, arguments: find(report.scope, arguments["since"]), BY_KEY))
    def changes_since(
        self: object,
        since: SinceArgument,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[ReportChange]:
        """The rows whose figure is not what it was at an instant, by key; none if nothing differs."""

    return changes_since
