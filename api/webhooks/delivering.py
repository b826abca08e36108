"""Delivering the feed to every endpoint, in its order, at least once (domain R47a)."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from api.webhooks.guard import Network
from api.webhooks.outcome import GONE, Outcome
from domain.errors import Busy, OutcomeUnknown
from domain.jobs.lease import Lease
from domain.jobs.leased import Leased
from domain.queries.feed import BeyondTheEnd, FeedChange, FeedPage, feed_page, kinds_seen_by
from domain.queries.webhooks import active_webhook, advance, due_webhooks, prune_deliveries
from domain.store.feed import end_of_feed
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import WebhookDeliveryRow, WebhookRow
from domain.texts import to_stored

if TYPE_CHECKING:
    from api.webhooks.sending import Sender

_log = logging.getLogger("tieout")

LOOK_S = 1.0
"""The pause between two looks for endpoints that have not got everything."""
PAGE = 100
"""How many changes are read for an endpoint at once."""
NOTED_AT_ONCE = 20
"""After so many deliveries it is written how far an endpoint has come: so many may come twice after a crash."""
SECOND_US = 1_000_000
FIRST_PAUSE_US = 2 * SECOND_US
LONGEST_PAUSE_US = 6 * 3_600 * SECOND_US
GROWTH = 3
GIVEN_UP_AFTER_US = 3 * 86_400 * SECOND_US
KEPT_US = 30 * 86_400 * SECOND_US
"""How long the delivery log goes back."""
PRUNED_AT_ONCE = 500
TIMEOUT_S = 15
"""How long one delivery may take in all."""
GRACE_S = 2
"""How long a server that ends waits for answers."""


def pause_us(attempts: int) -> int:
    """Return the pause after so many tries in a row that failed."""
    grown: int = FIRST_PAUSE_US * GROWTH ** min(attempts - 1, 20)
    return min(LONGEST_PAUSE_US, grown)


class Deliveries(Leased):
    """Delivers from ``start`` until ``stop``. Of several processes one does it; an endpoint gets one change at a time.

    ``allowed`` are private networks that endpoints may be in; an answer may take ``timeout_s``.
    """

    lease = Lease.DELIVER_WEBHOOKS
    what = "webhooks"

    def __init__(self, store: Store, allowed: Collection[Network], *, timeout_s: float = TIMEOUT_S) -> None:
        super().__init__(store)
        self._allowed = allowed
        self._timeout_s = timeout_s
        self._sender: Sender | None = None
        self._runs: dict[int, asyncio.Task[None]] = {}
        self._prune_at = 0.0

    @property
    def look_s(self) -> float:
        """See ``Leased.look_s``."""
        return LOOK_S

    async def _end(self) -> None:
        """Let deliveries that are under way end, and break off those that take long: they come again."""
        runs = list(self._runs.values())
        if runs:
            _, left = await asyncio.wait(runs, timeout=GRACE_S)
            for each in left:
                each.cancel()
            if left:
                await asyncio.wait(left)
        if self._sender is not None:
            await self._sender.close()

    async def _look(self) -> None:
        """Begin to deliver to each endpoint that has not got everything, unless another process does."""
        now = self._store.clock()
        due = [each.id for each in await self._store.read(_due(now)) if each.id not in self._runs]
        if (due or self._runs) and await self._is_ours():
            for each in due:
                task = self._runs[each] = asyncio.create_task(self._deliver_all(each))
                task.add_done_callback(lambda _, webhook_id=each: self._runs.pop(webhook_id))  # type: ignore[misc]  # as it is now
        loop_time = asyncio.get_running_loop().time()
        if due and loop_time >= self._prune_at:
            self._prune_at = loop_time + 3_600
            await self._store.backend.run_unit(lambda: prune_deliveries(now - KEPT_US, PRUNED_AT_ONCE))

    async def _opened_sender(self) -> "Sender":
        if self._sender is None:
            sending = await asyncio.to_thread(import_module, "api.webhooks.sending")
            # another endpoint's delivery may have come first meanwhile
            self._sender = self._sender or sending.Sender(self._allowed, timeout_s=self._timeout_s)
        return self._sender

    async def _deliver_all(self, webhook_id: int) -> None:
        """Deliver until everything is delivered, something fails, or this process may not go on."""
        try:
            current = await self._store.read(
                active_webhook(webhook_id)
            )  # as it is, now that nothing else delivers to it
            while current is not None and self._may_go_on:
                current = await self._deliver_page(current)
        except (Busy, OutcomeUnknown):  # tried again with the next look
            pass
        except Exception:  # noqa: BLE001 - no caller waits: any error is logged and tried again
            _log.exception("the webhook %s could not be delivered to", webhook_id)

    async def _deliver_page(self, webhook: WebhookRow) -> WebhookRow | None:
        """Deliver the next changes; return the endpoint as it is then, None if there is nothing to go on with."""
        try:
            page = await self._store.read(_page(webhook))
        except BeyondTheEnd:
            message = "the webhook %s waits at position %s, which the feed has not reached: was the database restored?"
            _log.warning(message, webhook.id, webhook.position)
            return None
        at, delivered = webhook, list[WebhookDeliveryRow]()
        for change in page.changes:
            if not self._may_go_on:
                return await self._noted(webhook, at, delivered, go_on=False)
            if await self._is_changed(webhook):
                return await self._noted(webhook, at, delivered, go_on=True)
            now = self._store.clock()
            outcome = await (await self._opened_sender()).send(at, change, now)
            delivered.append(self._entry(at, change, outcome, now))
            if outcome.failure is not None:
                return await self._noted(webhook, _failed(at, outcome, now), delivered, go_on=False)
            at = at.copy(position=change.position, failing_since=None, attempts=0, next_attempt_at=0)
            if len(delivered) == NOTED_AT_ONCE:
                noted = await self._noted(webhook, at, delivered, go_on=True)
                if noted is None:
                    return None
                webhook, at, delivered = noted, noted, []
        return await self._noted(webhook, at.copy(position=page.last), delivered, go_on=page.last < page.end)

    async def _is_changed(self, webhook: WebhookRow) -> bool:
        """Return whether an endpoint is another than it was read: it has a new secret or address, or is paused."""
        current = await self._store.read(active_webhook(webhook.id), single=True)
        return current is None or current.values() != webhook.values()

    async def _noted(
        self, before: WebhookRow, after: WebhookRow, deliveries: Sequence[WebhookDeliveryRow], *, go_on: bool
    ) -> WebhookRow | None:
        """Write how far an endpoint has come; return it as it is now, None if nothing more is to be sent now."""
        if after.position == before.position and not deliveries:
            return None
        noted = await self._store.backend.run_unit(lambda: advance(before, after, deliveries))
        if after.gave_up_at is not None:
            _log.warning("the webhook %s is paused: its endpoint has failed for days, or wants nothing more", after.id)
        return await self._store.read(active_webhook(before.id)) if noted and go_on else None

    def _entry(self, webhook: WebhookRow, change: FeedChange, outcome: Outcome, now: int) -> WebhookDeliveryRow:
        failed = outcome.failure is not None
        attempts = webhook.attempts + 1
        return WebhookDeliveryRow(
            id=self._store.context.new_id(),
            webhook_id=webhook.id,
            position=change.position,
            kind=change.kind,
            attempts=attempts,
            status=outcome.status,
            failure=None if outcome.failure is None else to_stored(outcome.failure),
            attempted_at=now,
            delivered_at=None if failed else self._store.clock(),
            next_attempt_at=now + pause_us(attempts) if failed and outcome.status != GONE else None,
        )


def _failed(webhook: WebhookRow, outcome: Outcome, now: int) -> WebhookRow:
    """Return an endpoint after a delivery failed: tried again later, or given up."""
    since = webhook.failing_since or now
    attempts = webhook.attempts + 1
    gives_up = outcome.status == GONE or now - since >= GIVEN_UP_AFTER_US
    return webhook.copy(
        failing_since=since,
        attempts=attempts,
        next_attempt_at=now + pause_us(attempts),
        gave_up_at=now if gives_up else None,
    )


def _due(now: int) -> Program[list[WebhookRow]]:
    return (yield from due_webhooks(now, (yield from end_of_feed())))


def _page(webhook: WebhookRow) -> Program[FeedPage]:
    kinds = kinds_seen_by(manages_access=True) & set(webhook.wanted)
    return (yield from feed_page(webhook.position, PAGE, kinds))
