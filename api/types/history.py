"""Batches and audit events in the graph."""

from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.scalars import JSON

from api.errors import Code, failure
from api.graph.ids import row_id
from api.graph.loaders import batches
from api.graph.relations import Paged, always
from api.graph.scalars import DateTime
from api.types.audit_snapshots import EventSnapshots
from api.types.connections import Connection, Node
from api.types.fields import After, Before, First, Last, computed, loaded_by, optional, plain, referenced, related
from api.types.principals import principal_key, shown_principal
from api.types.reconciliations import ReconciliationConnection
from api.types.transactions import Transaction
from domain.permissions import BILLING
from domain.queries import graph
from domain.queries.pages import Listing

ACTIONS_MAX = 100
"""Actions that a filter may name. PostgreSQL compares each of them with each event."""
BY = "exists (select 1 from batches y where y.id = e.batch_id and y.{column} = :{column})"


def _principal() -> Any:
    return computed(
        "Who it was, unambiguously: the id of the user or API token, or `operator` for the command line.",
        lambda row, _: shown_principal(row.principal),
    )


@strawberry.type
class Batch(Node):
    """Everything that one mutation or job changed. It can be undone as one."""

    mutation: str = plain("The mutation that made it.")
    recorded_at: DateTime = plain("When the change was recorded.")
    recorded_by: str = plain("The name of who asked for it; names need not be unique.")
    principal: str = _principal()
    undone: bool = plain("Whether all of it was undone.")
    partly_undone: bool = plain(
        "Whether some of its accounts were undone and others left, because later changes build on them or because a job "
        "was cancelled. Undoing it again continues with those that are left."
    )

    @loaded_by(Paged(always(graph.TRANSACTIONS_OF_BATCHES, graph.BY_RECORDING)), BILLING)
    def transactions(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[Transaction]:
        """The transactions that it recorded, in the order of recording; without those that an undo withdrew."""

    @loaded_by(Paged(always(graph.RECONCILIATIONS_OF_BATCHES, graph.BY_RECONCILIATION)), BILLING)
    def reconciliations(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> ReconciliationConnection:
        """The reconciliations that it made or deleted, oldest first."""


@strawberry.type
class AuditEvent(Node):
    """One changed row: who changed it, when, and its values before and after. Audit events are never changed or deleted."""

    recorded_at: DateTime = plain("When the change was recorded.")
    recorded_by: str = plain("The name of who did it; names need not be unique.")
    principal: str = _principal()
    action: str = plain("What happened, such as `reconciliation.created` or `account.changed`.")
    batch: Batch = referenced(batches, "batch_id", "Everything that the same mutation or job changed.")
    before: JSON | None = related(
        EventSnapshots("before"), "The whole row before the change; null if it did not exist."
    )
    after: JSON | None = related(EventSnapshots("after"), "The whole row after the change.")


@strawberry.input
class AuditFilter:
    """Which audit events to list; they must match every field that is given."""

    account_id: strawberry.ID | None = optional("Only events of this account.")
    batch_id: strawberry.ID | None = optional("Only events of this batch.")
    recorded_by: str | None = optional("Only events by exactly this name.")
    principal: str | None = optional("Only events by this user, API token or `operator`, whatever their name.")
    actions: list[str] | None = optional("Only these actions, at most 100.")


def narrow_events(listing: Listing[Any], filters: dict[str, Any] | None) -> Listing[Any]:
    """Return a list of audit events ``e`` as filtered."""
    for name, value in (filters or {}).items():
        if value is None:
            continue
        if name == "accountId":
            listing = listing.where("e.account_id = :account_id", account_id=row_id(value, "Account"))
        elif name == "batchId":
            listing = listing.where("e.batch_id = :batch_id", batch_id=row_id(value, "Batch"))
        elif name == "recordedBy":
            listing = listing.filtered(BY.format(column="recorded_by"), recorded_by=value)
        elif name == "principal":
            listing = listing.filtered(BY.format(column="principal"), principal=principal_key(value))
        elif len(value) > ACTIONS_MAX:
            raise failure(Code.BAD_USER_INPUT, f"At most {ACTIONS_MAX} actions can be filtered for at once.")
        else:
            listing = listing.filtered("e.action in :actions", actions=value)
    return listing
