"""Endpoints that hear of changes: created, changed, given new secrets, and sent to again (domain R47a)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import urlsplit

import orjson

from domain.core.change_kinds import ChangeKind
from domain.core.kinds import WebhookState
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import InvalidValue
from domain.permissions import ACCESS
from domain.services.checks import change_where_different, existing_row
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.feed import end_of_feed
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import WebhookRow
from domain.texts import say

LONGEST_URL = 2_000
OVERLAP_HOURS = 24
LONGEST_OVERLAP_HOURS = 720
_HOUR_US = 3_600_000_000
_FRESH = {"failing_since": None, "attempts": 0, "next_attempt_at": 0, "gave_up_at": None}


@dataclass(frozen=True, slots=True)
class WebhookResult:
    """The endpoint."""

    webhook: int


@dataclass(frozen=True, slots=True)
class CreateWebhook(Command[WebhookResult]):
    """An endpoint for changes of some kinds, all without any; ``secret`` signs what it is sent."""

    NEEDS = ACCESS
    url: str
    secret: str
    kinds: Sequence[ChangeKind] = ()


@dataclass(frozen=True, slots=True)
class UpdateWebhook(Command[WebhookResult]):
    """What is to be different about an endpoint."""

    NEEDS = ACCESS
    webhook_id: int
    url: str | Unchanged = UNCHANGED
    kinds: Sequence[ChangeKind] | Unchanged = UNCHANGED
    state: WebhookState | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class RotateWebhookSecret(Command[WebhookResult]):
    """A new ``secret`` for an endpoint, beside which the former one signs for some hours."""

    NEEDS = ACCESS
    webhook_id: int
    secret: str
    overlap_hours: int = OVERLAP_HOURS


@dataclass(frozen=True, slots=True)
class ReplayWebhook(Command[WebhookResult]):
    """An endpoint that is to get again all that comes after a position."""

    NEEDS = ACCESS
    webhook_id: int
    position: str


@service
def create_webhook(unit: UnitOfWork, cmd: CreateWebhook) -> Program[WebhookResult]:
    """Create an endpoint, which hears of what happens from now on. Raises ``InvalidValue``."""
    check_listed(cmd.kinds, "kinds")
    check_url(cmd.url, unit.webhook_allow)
    yield from unit.lock_organisation()
    webhook = WebhookRow(
        id=unit.new_id(),
        url=cmd.url,
        kinds=_kinds_text(cmd.kinds),
        paused=False,
        recorded_at=unit.recorded_at(None),
        withdrawn_at=None,
        rotated_at=None,
        former_until=None,
        secret=cmd.secret,
        former_secret=None,
        position=(yield from end_of_feed()),
        failing_since=None,
        attempts=0,
        next_attempt_at=0,
        gave_up_at=None,
    )
    return WebhookResult(unit.changes.add(webhook).id)


@service
def update_webhook(unit: UnitOfWork, cmd: UpdateWebhook) -> Program[WebhookResult]:
    """Change an endpoint; one that is made active is tried at once. Raises ``InvalidValue`` and ``NotFound``."""
    if cmd.kinds is not UNCHANGED:
        check_listed(cmd.kinds, "kinds")
    if cmd.url is not UNCHANGED:
        check_url(cmd.url, unit.webhook_allow)
    yield from unit.lock_organisation()
    webhook = yield from existing_row(WebhookRow, cmd.webhook_id, "Webhook", "webhookId")
    kinds = cmd.kinds if cmd.kinds is UNCHANGED else _kinds_text(cmd.kinds)
    paused = cmd.state if cmd.state is UNCHANGED else cmd.state is WebhookState.PAUSED
    changed = change_where_different(unit, webhook, url=cmd.url, kinds=kinds, paused=paused)
    if cmd.state is WebhookState.ACTIVE:
        change_where_different(unit, changed, **_FRESH)
    return WebhookResult(webhook.id)


@service
def rotate_webhook_secret(unit: UnitOfWork, cmd: RotateWebhookSecret) -> Program[WebhookResult]:
    """Give an endpoint a new secret; until the overlap ends both sign. Raises ``NotFound`` and ``InvalidValue``."""
    if not 0 <= cmd.overlap_hours <= LONGEST_OVERLAP_HOURS:
        raise InvalidValue(say("webhook-overlap-invalid", longest=LONGEST_OVERLAP_HOURS), "overlapHours")
    yield from unit.lock_organisation()
    webhook = yield from existing_row(WebhookRow, cmd.webhook_id, "Webhook", "webhookId")
    at = unit.recorded_at(None)
    overlaps = cmd.overlap_hours > 0
    unit.changes.change(
        webhook,
        secret=cmd.secret,
        former_secret=webhook.secret if overlaps else None,
        rotated_at=at,
        former_until=at + cmd.overlap_hours * _HOUR_US if overlaps else None,
    )
    return WebhookResult(webhook.id)


@service
def replay_webhook(unit: UnitOfWork, cmd: ReplayWebhook) -> Program[WebhookResult]:
    """Let an endpoint get everything after a position again. Raises ``NotFound`` and ``InvalidValue``."""
    yield from unit.lock_organisation()
    webhook = yield from existing_row(WebhookRow, cmd.webhook_id, "Webhook", "webhookId")
    end = yield from end_of_feed()
    if not (cmd.position.isascii() and cmd.position.isdecimal() and int(cmd.position) <= end):
        raise InvalidValue(say("webhook-position-invalid", end=str(end)), "position")
    change_where_different(unit, webhook, position=int(cmd.position), **_FRESH)
    return WebhookResult(webhook.id)


def check_url(url: str, allowed: Collection[IPv4Network | IPv6Network]) -> None:
    """Raise ``InvalidValue`` unless this is an address to which something can be posted, without user or fragment.

    It must be https unless it may be in a network that the operator permits; when it is posted to, it must be in one.
    """
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"https", "http"} and parts.hostname and parts.port != 0 and parts.username is None
    except ValueError:
        whole = False
    if not whole or parts.fragment or len(url) > LONGEST_URL or not url.isascii() or len(url.split()) > 1:
        raise InvalidValue(say("webhook-url-invalid"), "url")
    if parts.scheme == "http" and not _may_be_within(str(parts.hostname), allowed):
        raise InvalidValue(say("webhook-url-not-https"), "url")


def _may_be_within(host: str, networks: Collection[IPv4Network | IPv6Network]) -> bool:
    """Return whether a host may be in one of these networks; the addresses of a name are not known yet."""
    try:
        address = ip_address(host)
    except ValueError:
        return bool(networks)
    return any(address in each for each in networks)


def _kinds_text(kinds: Sequence[ChangeKind]) -> str:
    return orjson.dumps(sorted(set(kinds))).decode()
