"""Reconciliations in the graph: each applies a part of a credit item to a debit item."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graph.loaders import batches, planned_payments
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, attach_each
from api.graph.scalars import Cents, DateTime
from api.types.connections import Node, PageInfo
from api.types.fields import directives, loaded, plain, referenced, related
from api.types.kinds import ReconciliationOrigin
from api.types.planned_payments import PlannedPayment
from api.types.transactions import TransactionItem
from domain.permissions import BILLING
from domain.queries import graph
from domain.queries.planned import planned_payments_holding
from domain.queries.status_reasons import names_of_releasers
from domain.store.program import Program

if TYPE_CHECKING:
    from api.types.history import Batch


def load_locked_by(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the planned payments that lock reconciliations by holding their items (domain R15), by one statement for all."""
    locked = {each.debit_item_id for each in level.rows if each.locked}
    holding = (yield from planned_payments_holding(locked)) if locked else {}
    yield from attach_each(
        loading, plan, level, lambda each: holding.get(each.debit_item_id, []) if each.locked else []
    )


def load_released_by(_loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load who ended reconciliations, by one statement for all that are ended."""
    names = yield from names_of_releasers(level.rows)
    for each in level.rows:
        each.related[plan.key] = names.get(each.released_batch_id)


@strawberry.type(directives=directives(BILLING))
class Reconciliation(Node):
    """An amount of one credit item that settles one debit item."""

    amount_cents: Cents = plain("How much of the credit settles the debit.")
    origin: ReconciliationOrigin = plain("What made it: a checkout, a mark, the reconcile tool and so on.")
    reason: str = plain("Why it was made and by whom, in one sentence.")
    recorded_at: DateTime = plain("When it was made: the instant of its batch.")
    recorded_by: str = plain("The name of the user or API token that made it.")
    batch: Annotated["Batch", strawberry.lazy("api.types.history")] = referenced(
        batches, "batch_id", "Everything that was made with it, which can be undone as one."
    )
    released_at: DateTime | None = plain("When it was ended; null while it stands.")
    released_by: str | None = related(
        By(load_released_by), "The name of the user or API token that ended it; null while it stands."
    )
    faulty: bool = plain(
        "Whether it was imported although it breaks the rules. It then counts nowhere: delete it and create a correct one."
    )
    locked: bool = plain("Whether it can neither be modified nor deleted.")
    lock_reason: str | None = plain("What locks it, in words.")
    credit_item: TransactionItem | None = referenced(
        graph.recorded_items, "credit_item_id", "Where the money came from; null while it is planned."
    )
    debit_item: TransactionItem = referenced(graph.recorded_items, "debit_item_id", "The debit item that it settles.")
    planned_payment: PlannedPayment | None = referenced(
        planned_payments, "planned_payment_id", "The planned payment that will bring the money."
    )
    locked_by: list[PlannedPayment] = related(
        By(load_locked_by),
        "The planned payments that lock it: delete or change them first. Empty if something else locks it.",
    )


@strawberry.type
class ReconciliationEdge:
    """A reconciliation of a page, its cursor and its other side."""

    cursor: str = plain("Pass it as `after` to continue the list after this row.")
    node: Reconciliation = loaded("The reconciliation at this place.", client=False)
    counterpart: TransactionItem | None = loaded(
        "The item on the other side; null while the money is still planned (see `node.plannedPayment`).", client=False
    )


@strawberry.type
class ReconciliationConnection:
    """A page of reconciliations."""

    edges: list[ReconciliationEdge] = loaded("The reconciliations with their other sides.", client=False)
    nodes: list[Reconciliation] = loaded("The reconciliations of this page.", client=False)
    page_info: PageInfo = plain("The position of this page in its list.")
    total_count: int = plain("How many there are in all.")
