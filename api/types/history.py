"""What happened: batches and audit events in the graph."""

from typing import Any

import strawberry
from strawberry.scalars import JSON

from api.errors import Code, failure
from api.graph.relations import One
from api.ids import row_id
from api.scalars import DateTime
from api.types.connections import Node
from api.types.facts import WholeRows
from api.types.fields import UNSET, computed, plain, related
from api.types.principals import principal_key, shown_principal
from domain.queries.records import by_ids
from domain.rows import BatchRow

MOST_ACTIONS = 100
"""Actions that a filter may name. PostgreSQL compares each of them with each event."""


def _principal() -> Any:
    return computed(
        "Who it was, beyond doubt: the id of the user or API token, or `operator` for the command line.",
        lambda row, _: shown_principal(row.principal),
    )


@strawberry.type(description="All that one mutation or job changed; the unit of undo.")
class Batch(Node):
    """All that one mutation changed."""

    mutation: str = plain("The mutation that made it.")
    recorded_at: DateTime = plain("When.")
    recorded_by: str = plain("The name of who asked for it; two may have the same.")
    principal: str = _principal()
    undone: bool = plain("Whether an undo took it back.")


def batches(ids: Any) -> Any:
    """Batches by id."""
    return by_ids(BatchRow, ids)


@strawberry.type(description="Who changed what, when, from what to what. Audit events are only ever added.")
class AuditEvent(Node):
    """One changed row (domain R16)."""

    recorded_at: DateTime = plain("When.")
    recorded_by: str = plain("The name of who did it; two may have the same.")
    principal: str = _principal()
    action: str = plain("What happened, such as `reconciliation.created` or `account.changed`.")
    batch: Batch = related(One(batches, lambda event: event.batch_id), "All that the same mutation changed.")
    before: JSON | None = related(WholeRows("before"), "The whole row as it was; null where it was not there.")
    after: JSON | None = related(WholeRows("after"), "The whole row as it became.")


@strawberry.input(description="Which audit events to list; all that is given must hold.")
class AuditFilter:
    """Which audit events to list."""

    account_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Of this account.")
    batch_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Of this batch.")
    recorded_by: str | None = strawberry.field(default=UNSET, description="By this name, exactly.")
    principal: str | None = strawberry.field(
        default=UNSET, description="By this user, API token or `operator`, whatever their name."
    )
    actions: list[str] | None = strawberry.field(default=UNSET, description="Only these actions.")


def audit_conditions(wished: dict[str, Any] | None) -> tuple[list[str], dict[str, object]]:
    """The filter's conditions and their arguments."""
    conditions: list[str] = []
    arguments: dict[str, object] = {}
    for name, value in (wished or {}).items():
        if value is None:
            continue
        if name == "accountId":
            conditions.append("e.account_id = :account_id")
            arguments["account_id"] = row_id(value, "Account")
        elif name == "batchId":
            conditions.append("e.batch_id = :batch_id")
            arguments["batch_id"] = row_id(value, "Batch")
        elif name == "recordedBy":
            conditions.append("e.recorded_by = :recorded_by")
            arguments["recorded_by"] = value
        elif name == "principal":
            conditions.append("e.principal = :principal")
            arguments["principal"] = principal_key(value)
        elif len(value) > MOST_ACTIONS:
            raise failure(
                Code.BAD_USER_INPUT, f"At most {MOST_ACTIONS} actions can be asked for; there are not as many."
            )
        else:
            conditions.append("e.action in :actions")
            arguments["actions"] = value
    return conditions, arguments
