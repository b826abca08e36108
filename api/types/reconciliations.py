"""Reconciliations in the graph: edges between credit and debit items."""

from dataclasses import dataclass

import strawberry

from api.graph.loading import Level, Loading, Want
from api.graph.relations import One
from api.scalars import Cents, DateTime
from api.types.connections import Node, PageInfo
from api.types.fields import BILLING, described, directives, loaded, plain, related
from api.types.kinds import ReconciliationOrigin
from api.types.planned_payments import PlannedPayment, planned_payments
from api.types.transactions import TransactionItem
from domain.queries import graph
from domain.queries.planned import planned_payments_holding
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class LockedBy:
    """The planned payments that hold the item of a locked reconciliation (domain R15)."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all reconciliations."""
        locked = {edge.debit_item_id for edge in level.rows if edge.locked}
        holding = (yield from planned_payments_holding(locked)) if locked else {}
        for edge in level.rows:
            edge.related[want.key] = holding.get(edge.debit_item_id, []) if edge.locked else []
        below = level.below((edge, planned) for edge in level.rows for planned in edge.related[want.key])
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


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
    faulty: bool = plain(
        "Whether it was imported although it breaks the rules: it counts nowhere. Delete it and create it as it should be."
    )
    locked: bool = plain("Whether it can be neither modified nor deleted.")
    lock_reason: str | None = plain("What locks it, in words.")
    credit_item: TransactionItem | None = related(
        One(graph.recorded_items, lambda edge: edge.credit_item_id),
        "Where the money came from; null while it is planned.",
    )
    debit_item: TransactionItem = related(
        One(graph.recorded_items, lambda edge: edge.debit_item_id), "What it settles."
    )
    planned_payment: PlannedPayment | None = related(
        One(planned_payments, lambda edge: edge.planned_payment_id), "The planned payment whose money this will be."
    )
    locked_by: list[PlannedPayment] = related(
        LockedBy(), "The planned payments that lock it: delete or change them first. Empty where something else does."
    )


@strawberry.type(description="A reconciliation with its cursor, and the other side of it.")
class ReconciliationEdge:
    """A reconciliation of a page."""

    cursor: str = plain("Where the list goes on after this row.")
    node: Reconciliation = loaded("The reconciliation.", client=False)
    counterpart: TransactionItem | None = loaded(
        "The other side, seen from where you stand; null while the money is still planned (see `node.plannedPayment`).",
        client=False,
    )


@strawberry.type(description="A page of reconciliations.")
class ReconciliationConnection:
    """A page of reconciliations."""

    edges: list[ReconciliationEdge] = loaded("The reconciliations with their other sides.", client=False)
    nodes: list[Reconciliation] = loaded("The reconciliations.", client=False)
    page_info: PageInfo = plain("Where this page stands in its list.")
    total_count: int = plain("How many there are in all.")
