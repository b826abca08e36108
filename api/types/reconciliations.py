"""Reconciliations in the graph: edges between credit and debit items."""

import strawberry

from api.graph.relations import One
from api.scalars import Cents, DateTime
from api.types.connections import Node, PageInfo
from api.types.fields import BILLING, described, directives, loaded, plain, related
from api.types.kinds import ReconciliationOrigin
from api.types.transactions import TransactionItem
from domain.queries import graph


@strawberry.type(
    description=described("One edge: so much of one credit item settles one debit item.", BILLING),
    directives=directives(BILLING),
)
class Reconciliation(Node):
    """One edge (domain R6)."""

    amount_cents: Cents = plain("How much of the credit settles the debit.")
    origin: ReconciliationOrigin = plain("What made it.")
    recorded_at: DateTime = plain("When it was made.")
    recorded_by: str = plain("Who made it.")
    locked: bool = plain("Whether it can be neither modified nor deleted.")
    lock_reason: str | None = plain("What locks it, in words.")
    credit_item: TransactionItem | None = related(
        One(graph.recorded_items, lambda edge: edge.credit_item_id),
        "Where the money came from; null while it is planned.",
    )
    debit_item: TransactionItem = related(
        One(graph.recorded_items, lambda edge: edge.debit_item_id), "What it settles."
    )


@strawberry.type(description="A reconciliation with its cursor, and the other side of it.")
class ReconciliationEdge:
    """A reconciliation of a page."""

    cursor: str = plain("Where the list goes on after this row.")
    node: Reconciliation = loaded("The reconciliation.", client=False)
    counterpart: TransactionItem | None = loaded(
        "The other side, seen from where you stand; null while the money is still planned.", client=False
    )


@strawberry.type(description="A page of reconciliations.")
class ReconciliationConnection:
    """A page of reconciliations."""

    edges: list[ReconciliationEdge] = loaded("The reconciliations with their other sides.", client=False)
    nodes: list[Reconciliation] = loaded("The reconciliations.", client=False)
    page_info: PageInfo = plain("Where this page stands in its list.")
    total_count: int = plain("How many there are in all.")
