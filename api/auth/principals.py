"""From a request's headers to its principal."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple, TypeAlias

from starlette.requests import Request

from api.errors import Unauthenticated
from api.graph.request import AccessChanged, Caller
from api.settings import Settings
from domain.permissions import Permission, Principal, PrincipalKind, permissions_of
from domain.person_names import TOKEN_NAMES
from domain.queries.access import SignedIn, token_by_secret, tokens_by_secrets, user_by_session, users_by_sessions
from domain.services.credentials import hash_secret
from domain.store.clock import today_in
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.tables import ApiTokenRow
from domain.texts import say

MINUTE_US = 60_000_000
REMEMBERED_MAX = 1_000
_TOKEN_USED = Sql("update api_tokens set last_used_at = :now where id = :id and revoked_at is null returning id")
_FORMER_USED = Sql("update api_tokens set former_used_at = :now where id = :id and revoked_at is null returning id")
_SESSION_USED = Sql("update sessions set last_used_at = :now where id = :id and expires_at > :now returning id")


def cookie_name(settings: Settings) -> str:
    """Return the session cookie's name.

    ``__Host-`` binds the cookie to https and this host; over plain loopback a secure cookie would never return.
    """
    return "__Host-tieout" if settings.secure else "tieout"


def of_user(signed_in: SignedIn) -> Principal:
    """Return the principal of a signed-in user: staff with their permissions, or a client with none (domain R34)."""
    user, key = signed_in.user, f"user:{signed_in.user.id}"
    if user.account_id is not None:
        none = frozenset[Permission]()
        return Principal(
            PrincipalKind.CLIENT, key, user.name, none, user.id, user.account_id, session_id=signed_in.session_id
        )
    held = permissions_of(user.permissions, user.role_permissions)
    return Principal(PrincipalKind.USER, key, user.name, held, user.id, session_id=signed_in.session_id)


def of_token(token: ApiTokenRow) -> Principal:
    """Return the principal of an API token."""
    return Principal(
        PrincipalKind.TOKEN, f"token:{token.id}", f"{TOKEN_NAMES}{token.name}", permissions_of(token.permissions)
    )


@dataclass(slots=True)
class _Remembered:
    """Who signed in with a secret; the row and the statement that note its use, and when that was last noted."""

    principal: Principal
    id: int
    used: Sql
    marked: int


_LookUp: TypeAlias = Callable[[], Program[_Remembered | None]]


class Credential(NamedTuple):
    """What a caller shows to be let in: a token, or the cookie of a session; its secret is not kept."""

    secret_hash: str
    is_token: bool


def bearer(authorization: str) -> Credential:
    """Return the token of a header ``Authorization``; raises ``Unauthenticated`` for any other scheme."""
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated(say("token-wrong-scheme"))
    return Credential(hash_secret(secret.strip()), is_token=True)


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
            return await self.holder(bearer(authorization))
        cookie = request.cookies.get(cookie_name(self.settings))
        if cookie is None:
            return Caller()
        if request.headers.get("x-tieout") != "1":
            raise Unauthenticated(say("session-without-header"))
        return await self.holder(Credential(hash_secret(cookie), is_token=False))

    async def holder(self, credential: Credential) -> Caller:
        """Return who has a credential, nobody for a session that ended; raises ``Unauthenticated`` for a bad token."""
        look_up = self._by_token if credential.is_token else self._by_session
        return await self._caller(credential.secret_hash, partial(look_up, credential.secret_hash))

    def holders(self, credentials: Collection[Credential]) -> Program[dict[Credential, Principal]]:
        """Return who has which of these credentials now, by two statements; those that let nobody in are left out."""
        now = self.store.clock()
        today = today_in(self.settings.time_zone, now)
        tokens = yield from tokens_by_secrets([each.secret_hash for each in credentials if each.is_token], now)
        users = yield from users_by_sessions([each.secret_hash for each in credentials if not each.is_token], now)
        found = {Credential(key, is_token=True): of_token(each) for key, each in tokens.items() if usable(each, today)}
        return found | {Credential(key, is_token=False): of_user(each) for key, each in users.items()}

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
        now = self.store.clock()
        token = yield from token_by_secret(secret_hash, now)
        if token is None or not usable(token, today_in(self.settings.time_zone, now)):
            raise Unauthenticated(say("token-unusable"))
        is_former = token.secret_hash != secret_hash
        used, marked = (_FORMER_USED, token.former_used_at) if is_former else (_TOKEN_USED, token.last_used_at)
        return _Remembered(of_token(token), token.id, used, marked or 0)

    def _by_session(self, secret_hash: str) -> Program[_Remembered | None]:
        found = yield from user_by_session(secret_hash, self.store.clock())
        if found is None:
            return None
        return _Remembered(of_user(found), found.session_id, _SESSION_USED, found.last_used_at)

    def _mark(self, caller: _Remembered) -> None:
        """Mark a token or session as used: no request waits for that, and it is tried once a minute."""
        now = self.store.clock()
        if now - caller.marked > MINUTE_US:
            caller.marked = now
            self.store.run_in_background(
                lambda: _mark_used(caller.used, caller.id, now), f"marking {caller.principal.key} as used"
            )


def _confirm(known: _Remembered, look_up: _LookUp) -> Program[None]:
    try:
        found = yield from look_up()
    except Unauthenticated:
        raise AccessChanged from None
    if found is None or found.principal != known.principal or found.used is not known.used:
        raise AccessChanged


def usable(token: ApiTokenRow, today: date) -> bool:
    """Return whether a token is still valid."""
    return token.lets_in and (token.expires_on is None or today <= token.expires_on)


def _mark_used(used: Sql, row_id: int, now: int) -> Program[None]:
    yield Query(used, now=now, id=row_id)
