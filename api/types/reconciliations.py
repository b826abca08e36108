"""Reconciliations in the graph: each applies a part of a credit item to a debit item."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.graph.ids import row_id
from api.graph.loaders import batches, planned_payments
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, attach_each
from api.graph.scalars import Cents, DateTime
from api.types.connections import Node, PageInfo
from api.types.fields import directives, loaded, optional, plain, referenced, related
from api.types.kinds import ReconciliationOrigin
from api.types.periods import PeriodInput, period_from
from api.types.planned_payments import PlannedPayment
from api.types.transactions import TransactionItem
from domain.permissions import BILLING
from domain.queries import graph
from domain.queries.pages import Listing, Order
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


@strawberry.input
class ReconciliationFilter:
    """Which reconciliations to list; they must match every field that is given."""

    account_id: strawberry.ID | None = optional("Only reconciliations of this account.")
    ledger_code: str | None = optional("Only reconciliations with an item of this ledger code on either side.")
    recorded_since: DateTime | None = optional("Only those made at this instant or later.")
    period: PeriodInput | None = optional(
        "Only those whose cash side is dated within this period: the payment's or deposit's date; for a refund or a "
        "payment correction that settles no payment, its own. A credit that settles an invoice has no cash side."
    )
    include_released: bool | None = optional("Whether to list deleted reconciliations too.", default=False)


def prepare_reconciliations(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the reconciliations of all accounts as filtered, oldest first (domain R48a)."""
    given = {name: value for name, value in (arguments.get("filter") or {}).items() if value is not None}
    listing: Listing[Any] = graph.RECONCILIATIONS_OF_ALL
    if not given.get("includeReleased"):
        listing = listing.where(graph.RECONCILIATION_STANDS)
    if "accountId" in given:
        account_id = row_id(given["accountId"], "Account")
        listing = listing.filtered(graph.RECONCILIATION_ON_ACCOUNT, account_id=account_id)
    if "ledgerCode" in given:
        listing = listing.filtered(graph.RECONCILIATION_OF_LEDGER_CODE, ledger_code=given["ledgerCode"])
    if "recordedSince" in given:
        listing = listing.filtered("r.recorded_at >= :recorded_since", recorded_since=given["recordedSince"])
    if "period" in given:
        period = period_from(given["period"], loading)
        listing = listing.filtered(graph.RECONCILIATION_IN_PERIOD, first_day=period.first, last_day=period.last)
    return listing, graph.BY_RECONCILIATION
