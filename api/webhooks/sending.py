"""Sending one change to one endpoint, signed by the Standard Webhooks scheme (domain R47a).

It is imported when something is first sent, since its libraries would delay a server's start.
"""

import asyncio
from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
from standardwebhooks import Webhook

from api.graph.ids import opaque
from api.graph.scalars import show_datetime
from api.types.audit_snapshots import TYPE_BY_NOUN
from api.webhooks.guard import Network, Refused, checked_addresses
from api.webhooks.outcome import Outcome
from domain.core.change_kinds import ChangeKind
from domain.queries.feed import FeedChange
from domain.store.clock import to_datetime
from domain.tables import WebhookRow
from domain.texts import Text, say

ANSWER_MAX = 65_536
"""How much of an answer is read, which says nothing beside its status; where it is longer, the connection is closed."""
_CONNECTIONS = httpx.Limits(max_connections=10, max_keepalive_connections=1, keepalive_expiry=30)


def body_of(change: FeedChange) -> bytes:
    """Return what an endpoint is sent of a change: no more than what happened to which object, and its position."""
    account = None if change.account_id is None else opaque("Account", change.account_id)
    data = {
        "position": str(change.position),
        "id": opaque(TYPE_BY_NOUN[change.noun], change.object_id),
        "accountId": account,
        "kind": change.kind,
    }
    return orjson.dumps({"type": type_of(change.kind), "timestamp": show_datetime(change.recorded_at), "data": data})


def type_of(kind: ChangeKind) -> str:
    """Return a kind as the scheme names events: ``PLANNED_PAYMENT_ENDED`` is ``planned_payment.ended``."""
    noun, _, verb = kind.lower().rpartition("_")
    return f"{noun}.{verb}"


def headers_of(webhook: WebhookRow, change: FeedChange, body: bytes, now: int) -> dict[str, str]:
    """Return the headers of the scheme. A change has the same id at each try; during an overlap two secrets sign."""
    message = f"msg_{webhook.id}_{change.position}"
    at = to_datetime(now)
    secrets = [webhook.secret]
    if webhook.former_secret is not None and (webhook.former_until or 0) > now:
        secrets.append(webhook.former_secret)
    return {
        "content-type": "application/json",
        "user-agent": "Tieout-Webhooks",
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(_signed(each, message, at, body) for each in secrets),
    }


def _signed(secret: str, message: str, at: datetime, body: bytes) -> str:
    return Webhook(secret).sign(message, at, body.decode())


class Sender:
    """Sends; it keeps connections open between deliveries, each to an address that was checked."""

    def __init__(self, allowed: Collection[Network], *, timeout_s: float) -> None:
        self._allowed = allowed
        self._timeout_s = timeout_s
        self._clients: dict[tuple[str, str], httpx.AsyncClient] = {}
        """One for each host: a connection whose certificate was another host's is not used, though the address is one."""

    async def close(self) -> None:
        """Close all connections."""
        for each in self._clients.values():
            await each.aclose()
        self._clients.clear()

    def _client(self, scheme: str, host: str) -> httpx.AsyncClient:
        client = self._clients.get((scheme, host))
        if client is None:
            client = self._clients[scheme, host] = httpx.AsyncClient(
                follow_redirects=False, trust_env=False, timeout=self._timeout_s, limits=_CONNECTIONS
            )
        return client

    async def send(self, webhook: WebhookRow, change: FeedChange, now: int) -> Outcome:
        """Send a change, and return what became of it."""
        body = body_of(change)
        headers = headers_of(webhook, change, body, now)
        try:
            async with asyncio.timeout(self._timeout_s):
                status = await self._post(webhook.url, body, headers)
        except (TimeoutError, httpx.TimeoutException):
            return Outcome(None, say("webhook-no-answer", seconds=f"{self._timeout_s:g}"))
        except (Refused, OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            return Outcome(None, _reason(error))
        if httpx.codes.is_success(status):
            return Outcome(status, None)
        return Outcome(status, say("webhook-redirects" if httpx.codes.is_redirect(status) else "webhook-not-2xx"))

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        """Post to the first address that accepts a connection, and return the answer's status."""
        parts = urlsplit(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        addresses = await checked_addresses(host, port, secure=secure, allowed=self._allowed)
        extensions: dict[str, Any] = {"sni_hostname": host} if secure else {}
        failed: httpx.ConnectError | None = None
        for address in addresses:
            place = f"[{address}]" if ":" in address else address
            at = parts._replace(netloc=f"{place}:{port}").geturl()
            client = self._client(parts.scheme, parts.netloc)
            request = client.build_request(
                "POST", at, content=body, headers={**headers, "host": parts.netloc}, extensions=extensions
            )
            try:
                return await _status(client, request)
            except httpx.ConnectError as error:
                failed = error
        assert failed is not None
        raise failed


def _reason(error: Exception) -> Text:
    """Return why there was no answer, in words of our own: those of an error may tell of what is behind the address."""
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, httpx.ConnectError):
        return say("webhook-not-connected")
    is_name = isinstance(error, OSError | UnicodeError)
    return say("webhook-host-unknown" if is_name else "webhook-connection-failed")


async def _status(client: httpx.AsyncClient, request: httpx.Request) -> int:
    """Send a request, and return the answer's status."""
    answer = await client.send(request, stream=True)
    try:
        length = 0
        async for part in answer.aiter_raw():
            length += len(part)
            if length > ANSWER_MAX:
                break
    finally:
        await answer.aclose()
    return answer.status_code
