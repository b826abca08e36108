"""Endpoints to which something is to be delivered, and how far they have come (domain R47a)."""

from collections.abc import Sequence

from domain.queries.pages import Order, listed, rows_of
from domain.queries.sources import ById, Source
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.tables import WebhookDeliveryRow, WebhookRow

webhooks = ById(Source(WebhookRow, "w"), " and w.withdrawn_at is null")
"""Endpoints by id, withdrawn ones left out."""
webhook_deliveries = ById(Source(WebhookDeliveryRow, "d"))
"""Deliveries by id."""
WEBHOOKS = rows_of(WebhookRow, "w").where("w.withdrawn_at is null")
BY_CREATION = Order("CREATION", (("w.id", int),))
DELIVERIES_OF_WEBHOOKS = listed(Source(WebhookDeliveryRow, "d"), "d.webhook_id")
NEWEST_DELIVERY_FIRST = Order("NEWEST", (("d.position", int), ("d.id", int)), descending=True)

_ACTIVE = "w.withdrawn_at is null and not w.paused and w.gave_up_at is null"
_DUE = Sql(
    f"{WebhookRow.select('w')} where {_ACTIVE} and w.next_attempt_at <= :now and w.position < :end order by w.id"
)
_ACTIVE_NOW = Sql(f"{WebhookRow.select('w')} where {_ACTIVE} and w.id = :id")
_ADVANCE = Sql(
    "update webhooks set position = :position, failing_since = :failing_since, attempts = :attempts, "
    "next_attempt_at = :next_attempt_at, gave_up_at = :gave_up_at where id = :id and position = :before returning id"
)
_LOG = Sql(
    "insert into webhook_deliveries (id, webhook_id, position, kind, attempts, status, failure, attempted_at, delivered_at, "
    "next_attempt_at) values (:id, :webhook_id, :position, :kind, :attempts, :status, :failure, :attempted_at, "
    ":delivered_at, :next_attempt_at) on conflict (webhook_id, position) do update set attempts = excluded.attempts, "
    "status = excluded.status, failure = excluded.failure, attempted_at = excluded.attempted_at, "
    "delivered_at = excluded.delivered_at, next_attempt_at = excluded.next_attempt_at"
)
_PRUNE = Sql(
    "delete from webhook_deliveries where id in (select d.id from webhook_deliveries d where d.attempted_at < :before "
    "order by d.attempted_at limit :most) returning id"
)


def due_webhooks(now: int, end: int) -> Program[list[WebhookRow]]:
    """Return the endpoints that have not come to the feed's end and are to be tried."""
    return WebhookRow.load_all((yield Query(_DUE, now=now, end=end)))


def active_webhook(webhook_id: int) -> Program[WebhookRow | None]:
    """Return an endpoint as it is now, None if nothing is delivered to it any more."""
    rows = yield Query(_ACTIVE_NOW, id=webhook_id)
    return WebhookRow.load(rows[0]) if rows else None


def advance(before: WebhookRow, after: WebhookRow, deliveries: Sequence[WebhookDeliveryRow]) -> Program[bool]:
    """Write how far an endpoint has come and what became of deliveries; False if it was sent elsewhere meanwhile."""
    values = {
        name: getattr(after, name)
        for name in ("position", "failing_since", "attempts", "next_attempt_at", "gave_up_at", "id")
    }
    if not (yield Query(_ADVANCE, before=before.position, **values)):
        return False
    if deliveries:
        yield ExecuteMany(_LOG, [each.values() for each in deliveries])
    return True


def prune_deliveries(before: int, most: int) -> Program[int]:
    """Delete the oldest entries of the delivery log that are older than an instant; return how many."""
    return len((yield Query(_PRUNE, before=before, most=most)))
