"""From a request's headers to its principal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeAlias

from starlette.requests import Request

from api.errors import Unauthenticated
from api.graph.request import AccessChanged, Caller
from api.settings import Settings
from domain.permissions import TOKEN_NAMES, Permission, Principal, PrincipalKind, permissions_of
from domain.queries.access import by_secret, user_by_session
from domain.services.credentials import hash_secret
from domain.store.clock import today_in
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.tables import ApiTokenRow, UserRow

MINUTE_US = 60_000_000
REMEMBERED_MAX = 1_000
_USED = Sql("update api_tokens set last_used_at = :now where id = :id and revoked_at is null returning id")


def cookie_name(settings: Settings) -> str:
    """Return the session cookie's name.

    ``__Host-`` binds the cookie to https and this host; over plain loopback a secure cookie would never return.
    """
    return "__Host-tieout" if settings.secure else "tieout"


def of_user(user: UserRow) -> Principal:
    """Return the principal of a signed-in user: staff with their permissions, or a client with none (domain R34)."""
    if user.account_id is not None:
        return Principal(
            PrincipalKind.CLIENT, f"user:{user.id}", user.name, frozenset[Permission](), user.id, user.account_id
        )
    held = permissions_of(user.permissions, user.role_permissions)
    return Principal(PrincipalKind.USER, f"user:{user.id}", user.name, held, user.id)


def of_token(token: ApiTokenRow) -> Principal:
    """Return the principal of an API token."""
    return Principal(
        PrincipalKind.TOKEN, f"token:{token.id}", f"{TOKEN_NAMES}{token.name}", permissions_of(token.permissions)
    )


@dataclass(slots=True)
class _Remembered:
    """Who signed in with a secret, the token that it is of, and when that was last marked as used."""

    principal: Principal
    token: ApiTokenRow | None
    marked: int = 0


_LookUp: TypeAlias = Callable[[], Program[_Remembered | None]]


@dataclass(frozen=True, slots=True)
class Authentication:
    """Finds the caller of a request.

    Callers are remembered, so that who they are is read in one view with their answer. A revoked token or an ended session
    stops at once, in every process: nobody is answered whom ``Caller.confirm`` or ``Caller.look_up`` did not let in.
    """

    store: Store
    settings: Settings
    remembered: dict[str, _Remembered] = field(default_factory=dict)
    """By the secret's hash, the oldest first."""

    async def caller(self, request: Request) -> Caller:
        """Return the caller, nobody without credentials; raises ``Unauthenticated`` for bad credentials."""
        authorization = request.headers.get("authorization")
        if authorization is not None:
            scheme, _, secret = authorization.partition(" ")
            if scheme.lower() != "bearer" or not secret.strip():
                raise Unauthenticated("Send the token as `Authorization: Bearer TOKEN`.")
            secret_hash = hash_secret(secret.strip())
            return await self._caller(secret_hash, partial(self._by_token, secret_hash))
        cookie = request.cookies.get(cookie_name(self.settings))
        if cookie is None:
            return Caller()
        if request.headers.get("x-tieout") != "1":
            raise Unauthenticated("A request with the session cookie must have the header `X-Tieout: 1`.")
        secret_hash = hash_secret(cookie)
        return await self._caller(secret_hash, partial(self._by_session, secret_hash))

    async def _caller(self, secret_hash: str, look_up: _LookUp) -> Caller:
        known = self.remembered.get(secret_hash)
        if known is None:
            return await self._look_up(secret_hash, look_up)
        self._mark(known)
        return Caller(known.principal, partial(_confirm, known, look_up), partial(self._look_up, secret_hash, look_up))

    async def _look_up(self, secret_hash: str, look_up: _LookUp) -> Caller:
        self.remembered.pop(secret_hash, None)
        found = await self.store.read(look_up(), single=True)
        if found is None:
            return Caller()
        if len(self.remembered) >= REMEMBERED_MAX:
            self.remembered.pop(next(iter(self.remembered)))
        self.remembered[secret_hash] = found
        self._mark(found)
        return Caller(found.principal)

    def _by_token(self, secret_hash: str) -> Program[_Remembered | None]:
        token = yield from by_secret(ApiTokenRow, secret_hash)
        if token is None or not usable(token, today_in(self.settings.zone, self.store.clock())):
            raise Unauthenticated("This token is unknown, expired or revoked. Ask for a new one.")
        return _Remembered(of_token(token), token, token.last_used_at or 0)

    def _by_session(self, secret_hash: str) -> Program[_Remembered | None]:
        user = yield from user_by_session(secret_hash, self.store.clock())
        return None if user is None else _Remembered(of_user(user), None)

    def _mark(self, caller: _Remembered) -> None:
        """Mark a token as used: no request waits for that, and it is tried once a minute."""
        token, now = caller.token, self.store.clock()
        if token is not None and now - caller.marked > MINUTE_US:
            caller.marked = now
            self.store.run_in_background(lambda: _mark_used(token.id, now), f"marking token {token.id} as used")


def _confirm(known: _Remembered, look_up: _LookUp) -> Program[None]:
    try:
        found = yield from look_up()
    except Unauthenticated:
        raise AccessChanged from None
    if found is None or found.principal != known.principal:
        raise AccessChanged


def usable(token: ApiTokenRow, today: date) -> bool:
    """Return whether a token is still valid."""
    return token.lets_in and (token.expires_on is None or today <= token.expires_on)


def _mark_used(token_id: int, now: int) -> Program[None]:
    yield Query(_USED, now=now, id=token_id)
