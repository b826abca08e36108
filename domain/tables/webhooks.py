"""Endpoints that hear of changes, and what became of each delivery (domain R47a)."""

from collections.abc import Sequence

import orjson

from domain.core.change_kinds import ChangeKind
from domain.core.kinds import WebhookState
from domain.tables.record import Record, table
from domain.tables.references import WebhookId

PROGRESS = {"position", "failing_since", "attempts", "next_attempt_at", "gave_up_at"}


@table("webhooks", noun="webhook", secret={"secret", "former_secret", *PROGRESS})
class WebhookRow(Record):
    """An endpoint: its address, the kinds that it wants (none: all), and how far it has come in the feed.

    The server signs with ``secret``, so it is stored as it is; ``former_secret`` signs beside it until ``former_until``.
    All up to ``position`` is delivered. While deliveries fail, ``failing_since`` is when that began; ``gave_up_at`` is when
    it was given up. The log keeps neither secrets nor progress.
    """

    url: str
    kinds: str
    paused: bool
    recorded_at: int
    withdrawn_at: int | None
    rotated_at: int | None
    former_until: int | None
    secret: str
    former_secret: str | None
    position: int
    failing_since: int | None
    attempts: int
    next_attempt_at: int
    gave_up_at: int | None

    @property
    def wanted(self) -> Sequence[ChangeKind]:
        """Return the kinds that it wants, in the order of their names."""
        return sorted(ChangeKind(each) for each in orjson.loads(self.kinds)) or sorted(ChangeKind)

    @property
    def state(self) -> WebhookState:
        """Return whether changes are delivered to it."""
        return WebhookState.PAUSED if self.paused or self.gave_up_at is not None else WebhookState.ACTIVE


@table("webhook_deliveries", noun="webhookDelivery")
class WebhookDeliveryRow(Record):
    """What became of one change at one endpoint: how often it was tried, and what the last try came to."""

    webhook_id: WebhookId
    position: int
    kind: ChangeKind
    attempts: int
    status: int | None
    failure: str | None
    attempted_at: int
    delivered_at: int | None
    next_attempt_at: int | None
