"""From a request's headers to its principal."""

from dataclasses import dataclass, field
from datetime import date

from starlette.requests import Request

from api.errors import Unauthenticated
from api.settings import Settings
from domain.permissions import TOKEN_NAMES, Permission, Principal, PrincipalKind
from domain.queries.access import token_by_hash, user_by_session
from domain.rows import ApiTokenRow, UserRow
from domain.services.access import hash_secret, permissions_of
from domain.store.clock import today_in
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store

MINUTE_US = 60_000_000
_USED = Sql("update api_tokens set last_used_at = :now where id = :id returning id")


def cookie_name(settings: Settings) -> str:
    """``__Host-`` binds the cookie to https and this host; over plain loopback a secure cookie would never return."""
    return "__Host-tieout" if settings.secure else "tieout"


def of_user(user: UserRow) -> Principal:
    """Who a signed-in user is: staff with their permissions, or a client with none (domain R34)."""
    if user.account_id is not None:
        return Principal(
            PrincipalKind.CLIENT, f"user:{user.id}", user.name, frozenset[Permission](), user.id, user.account_id
        )
    return Principal(PrincipalKind.USER, f"user:{user.id}", user.name, permissions_of(user.permissions), user.id)


def of_token(token: ApiTokenRow) -> Principal:
    """What a token may do."""
    return Principal(
        PrincipalKind.TOKEN, f"token:{token.id}", f"{TOKEN_NAMES}{token.name}", permissions_of(token.permissions)
    )


@dataclass(frozen=True, slots=True)
class Authentication:
    """Finds out who asks. Nothing is remembered between requests: a revoked token or ended session stops at once."""

    store: Store
    settings: Settings
    marked: dict[int, int] = field(default_factory=dict)
    """When each token was last marked as used: no request waits for that, and it is tried once a minute."""

    async def principal(self, request: Request) -> Principal | None:
        """Who asks, or None for nobody; raises ``Unauthenticated`` for what was shown and is no good."""
        authorization = request.headers.get("authorization")
        if authorization is not None:
            return await self._by_token(authorization)
        cookie = request.cookies.get(cookie_name(self.settings))
        if cookie is None:
            return None
        if request.headers.get("x-tieout") != "1":
            message = "A request with the session cookie must carry the header `X-Tieout: 1`."
            raise Unauthenticated(message)
        return await self._by_session(cookie)

    async def _by_token(self, authorization: str) -> Principal:
        scheme, _, secret = authorization.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            message = "Send the token as `Authorization: Bearer TOKEN`."
            raise Unauthenticated(message)
        now = self.store.clock()
        token = await self.store.read(token_by_hash(hash_secret(secret.strip())))
        if token is None or not usable(token, today_in(self.settings.zone, now)):
            message = "This token is unknown, expired or revoked. Ask for a new one."
            raise Unauthenticated(message)
        if now - max(token.last_used_at or 0, self.marked.get(token.id, 0)) > MINUTE_US:
            self.marked[token.id] = now
            self.store.soon(lambda: _mark_used(token.id, now), f"marking {token.prefix}… as used")
        return of_token(token)

    async def _by_session(self, cookie: str) -> Principal | None:
        user = await self.store.read(user_by_session(hash_secret(cookie), self.store.clock()))
        return of_user(user) if user is not None else None


def usable(token: ApiTokenRow, today: date) -> bool:
    """Whether a token still lets in."""
    return token.lets_in and (token.expires_on is None or today <= token.expires_on)


def _mark_used(token_id: int, now: int) -> Steps[None]:
    yield Fetch(_USED, now=now, id=token_id)
