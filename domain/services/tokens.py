"""API tokens: created, rotated and revoked (domain R33).

A command carries the secret or its hash; no audit row, result or log ever holds either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.core.text import clean_text
from domain.errors import InvalidValue, WrongState
from domain.permissions import ACCESS, Permission, permissions_of, permissions_text
from domain.services.access import check_grant
from domain.services.checks import existing_row
from domain.services.credentials import TOKEN_PREFIX, hash_secret
from domain.services.rows import check_listed
from domain.services.sign_in_tries import HOUR_US
from domain.store.clock import start_of
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ApiTokenRow
from domain.texts import say

LONGEST_TOKEN_DAYS = 3_650
LONGEST_OVERLAP_HOURS = 720
DEFAULT_OVERLAP_HOURS = 24


@dataclass(frozen=True, slots=True)
class ApiTokenResult:
    """The created or changed token, without its secret."""

    api_token: int


@dataclass(frozen=True, slots=True)
class CreateApiToken(Command[ApiTokenResult]):
    """A new token; ``new_token`` made its ``secret``."""

    NEEDS = ACCESS
    name: str
    permissions: Sequence[Permission]
    secret: str
    expires_in_days: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeApiToken(Command[ApiTokenResult]):
    """A token to revoke."""

    NEEDS = ACCESS
    api_token_id: int


@dataclass(frozen=True, slots=True)
class RotateApiToken(Command[ApiTokenResult]):
    """A new ``secret`` for a token, beside which the former one lets in for some hours."""

    NEEDS = ACCESS
    api_token_id: int
    secret: str
    overlap_hours: int = DEFAULT_OVERLAP_HOURS
    expires_in_days: int | None = None


@dataclass(frozen=True, slots=True)
class EndApiTokenOverlap(Command[ApiTokenResult]):
    """A token whose former secret is to stop working now."""

    NEEDS = ACCESS
    api_token_id: int


def settle_token(unit: UnitOfWork, before: ApiTokenRow, after: ApiTokenRow) -> None:
    """Raise ``PermissionMissing`` unless the actor may grant what a token that works again may do."""
    if after.lets_in and not before.lets_in:
        check_grant(unit, permissions_of(after.permissions))


@service
def create_api_token(unit: UnitOfWork, cmd: CreateApiToken) -> Program[ApiTokenResult]:
    """Create a token. Raises ``InvalidValue`` and ``PermissionMissing``."""
    name = clean_text(cmd.name, "name")
    check_listed(cmd.permissions, "permissions")
    check_grant(unit, cmd.permissions)
    expires_on = _expires_on(unit, cmd.expires_in_days)
    yield from unit.lock_organisation()
    token = ApiTokenRow(
        id=unit.new_id(),
        name=name,
        prefix=_prefix(cmd.secret),
        secret_hash=hash_secret(cmd.secret),
        permissions=permissions_text(cmd.permissions),
        expires_on=expires_on,
        last_used_at=None,
        revoked_at=None,
        recorded_at=unit.recorded_at(None),
    )
    return ApiTokenResult(unit.changes.add(token).id)


@service
def revoke_api_token(unit: UnitOfWork, cmd: RevokeApiToken) -> Program[ApiTokenResult]:
    """Revoke a token at once; revoking it again changes nothing. Raises ``NotFound``."""
    yield from unit.lock_organisation()
    token = yield from existing_row(ApiTokenRow, cmd.api_token_id, "API token", "id")
    if token.revoked_at is None:
        unit.changes.change(token, revoked_at=unit.recorded_at(None))
    return ApiTokenResult(token.id)


@service
def rotate_api_token(unit: UnitOfWork, cmd: RotateApiToken) -> Program[ApiTokenResult]:
    """Give a token a new secret; it stays the same token, with its name, permissions and idempotency keys.

    The former secret works until the overlap ends, or until the expiry that it had; a still older one stops at once.
    Raises ``NotFound``, ``InvalidValue``, ``WrongState`` for a revoked token, and ``PermissionMissing``: who rotates it
    learns its secret.
    """
    if not 0 <= cmd.overlap_hours <= LONGEST_OVERLAP_HOURS:
        message = say("token-overlap-invalid", longest=LONGEST_OVERLAP_HOURS)
        raise InvalidValue(message, "overlapHours")
    expires_on = _expires_on(unit, cmd.expires_in_days)
    yield from unit.lock_organisation()
    token = yield from existing_row(ApiTokenRow, cmd.api_token_id, "API token", "id")
    if not token.lets_in:
        raise WrongState(say("token-revoked"), "id")
    check_grant(unit, permissions_of(token.permissions))
    at = unit.recorded_at(None)
    until = at + cmd.overlap_hours * HOUR_US
    if token.expires_on is not None:  # a new expiry is the new secret's
        until = min(until, start_of(unit.zone, token.expires_on + timedelta(days=1)))
    overlaps = until > at
    unit.changes.change(
        token,
        prefix=_prefix(cmd.secret),
        secret_hash=hash_secret(cmd.secret),
        expires_on=token.expires_on if expires_on is None else expires_on,
        rotated_at=at,
        former_until=until if overlaps else None,
        former_secret_hash=token.secret_hash if overlaps else None,
        former_used_at=token.last_used_at if overlaps else None,
        last_used_at=None,
    )
    return ApiTokenResult(token.id)


@service
def end_api_token_overlap(unit: UnitOfWork, cmd: EndApiTokenOverlap) -> Program[ApiTokenResult]:
    """Stop a token's former secret; without one, nothing changes. Raises ``NotFound``."""
    yield from unit.lock_organisation()
    token = yield from existing_row(ApiTokenRow, cmd.api_token_id, "API token", "id")
    if token.former_secret_hash is not None and (token.former_until or 0) > unit.now:
        unit.changes.change(token, former_until=unit.recorded_at(None), former_secret_hash=None)
    return ApiTokenResult(token.id)


def _prefix(secret: str) -> str:
    """Return the first characters of a token, by which people tell tokens apart."""
    return secret[: len(TOKEN_PREFIX) + 6]


def _expires_on(unit: UnitOfWork, days: int | None) -> date | None:
    """Return the last day on which a token is valid for ``days``; raises ``InvalidValue`` for too few or too many."""
    if days is None:
        return None
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        message = say("token-days-invalid", longest=LONGEST_TOKEN_DAYS)
        raise InvalidValue(message, "expiresInDays")
    return unit.today + timedelta(days=days)
