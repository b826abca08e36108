"""Webhooks in the graph (domain R47a)."""

import strawberry
from strawberry import UNSET

from api.graph.relations import Paged, always
from api.graph.scalars import DateTime
from api.types.connections import Connection, Node
from api.types.fields import ACCESS, After, Before, First, Last, computed, directives, loaded_by, plain
from api.types.kinds import ChangeKind, WebhookState
from domain.queries.webhooks import DELIVERIES_OF_WEBHOOKS, NEWEST_DELIVERY_FIRST
from domain.texts import from_stored


@strawberry.type(directives=directives(ACCESS))
class WebhookDelivery(Node):
    """What became of one change at an endpoint. Nothing of the answer is kept but its status."""

    position: str = computed("The change's position in the feed.", lambda row, _: str(row.position))
    kind: ChangeKind = plain("What happened.")
    attempts: int = plain("How often it was tried.")
    status: int | None = plain("The HTTP status of the last answer; null without one.")
    failure: str | None = computed(
        "Why the last try failed; null if the change was delivered.",
        lambda row, _: None if row.failure is None else from_stored(row.failure),
    )
    delivered_at: DateTime | None = plain("When it was delivered; null if it was not.")
    next_attempt_at: DateTime | None = plain("When it is tried again; null if it is not.")


@strawberry.type(directives=directives(ACCESS))
class Webhook(Node):
    """An endpoint to which changes are posted as they happen, signed by the Standard Webhooks scheme."""

    url: str = plain("The address to which changes are posted.")
    kinds: list[ChangeKind] = computed("The kinds of changes that it gets.", lambda row, _: row.wanted)
    state: WebhookState = plain("Whether changes are delivered to it.")
    position: str = computed(
        "All changes up to this position of the feed are delivered.", lambda row, _: str(row.position)
    )
    failing_since: DateTime | None = plain("Since when deliveries fail; null if the last one did not.")
    next_attempt_at: DateTime | None = computed(
        "When the next try is due, after one that failed; null if none failed.",
        lambda row, _: row.next_attempt_at or None,
    )
    gave_up_at: DateTime | None = plain(
        "When it was paused because deliveries had failed for three days, or the endpoint answered 410; else null."
    )
    rotated_at: DateTime | None = plain("When it last got a new secret; null if it still has its first.")
    former_until: DateTime | None = plain("Until when the former secret signs too, or did; null if there is none.")

    @loaded_by(Paged(always(DELIVERIES_OF_WEBHOOKS, NEWEST_DELIVERY_FIRST)))
    def deliveries(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[WebhookDelivery]:
        """What became of its deliveries in the last 30 days, the latest positions first."""
