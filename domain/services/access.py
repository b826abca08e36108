"""Who may come in: users and API tokens (domain R33, R34).

Secrets are hashed before a block begins, since hashing a password takes tens of milliseconds by design; a wish carries the
hash, and no audit row, outcome or log ever holds either.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import orjson
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import hash_secret_raw

from domain.core.keep import KEEP, Kept
from domain.core.text import clean_email, clean_text
from domain.errors import InvalidValue, NotFound, PermissionMissing, WrongState
from domain.permissions import OPERATOR, TOKEN_NAMES, Permission
from domain.queries.access import enabled_managers, open_codes_of, open_sessions_of, users_by_email
from domain.queries.records import by_ids, held_by_ids
from domain.rows import ApiTokenRow, UserRow
from domain.services.accounts import locked_account
from domain.services.rows import check_listed
from domain.store.block import Block
from domain.store.steps import Steps

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
LONGEST_TOKEN_DAYS = 3_650
TOKEN_PREFIX = "tieout_"  # noqa: S105 - no secret
_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Checked in place of a user that is not there, so that the answer takes as long."""
    return _hasher.hash("nobody signs in with this")


@dataclass(frozen=True, slots=True)
class CreateUser:
    """A member of staff, or a client on their own account, who holds no permission (domain R34)."""

    email: str
    name: str
    password_hash: str
    permissions: Sequence[Permission] = ()
    client_account_id: int | None = None


@dataclass(frozen=True, slots=True)
class UpdateUser:
    """What shall change of a user."""

    user_id: int
    permissions: Sequence[Permission] | Kept = KEEP
    disabled: bool | Kept = KEEP
    password_hash: str | Kept = KEEP
    name: str | Kept = KEEP


@dataclass(frozen=True, slots=True)
class CreateApiToken:
    """A token; ``secret`` was made by ``new_token``."""

    name: str
    permissions: Sequence[Permission]
    secret: str
    expires_in_days: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeApiToken:
    """The token that shall work no more."""

    api_token_id: int


@dataclass(frozen=True, slots=True)
class UserOutcome:
    """The user that was created or changed."""

    user: int


@dataclass(frozen=True, slots=True)
class ApiTokenOutcome:
    """The token that was created or revoked, without its secret."""

    api_token: int


def hash_password(password: str, *field: str) -> str:
    """The argon2id hash of a password; raises ``InvalidValue`` for one that is too short or too long. Takes its time."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        msg = f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."
        raise InvalidValue(msg, *field)
    return _hasher.hash(password)


def password_trace(password: str, *salt: str) -> str:
    """What tells a password from another without telling it: as slow to guess by as the hash that is kept of it.

    The same for the same salt, so that the second use of an idempotency key can be compared with the first. Takes its time.
    """
    made = hash_secret_raw(
        password.encode(),
        hashlib.sha256("\0".join(salt).encode()).digest(),
        time_cost=_hasher.time_cost,
        memory_cost=_hasher.memory_cost,
        parallelism=_hasher.parallelism,
        hash_len=_hasher.hash_len,
        type=_hasher.type,
    )
    return made.hex()


def password_matches(user: UserRow | None, password: str) -> bool:
    """Whether a password is a user's; takes as long for nobody as for somebody."""
    stored = user.password_hash if user is not None and user.password_hash else _nobody()
    try:
        _hasher.verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not _nobody()


def new_secret() -> str:
    """256 random bits as a text that stands in a header or an address."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """A new API token."""
    return TOKEN_PREFIX + new_secret()


def hash_secret(secret: str) -> str:
    """What is kept of a token, session or sign-in code: SHA-256 suffices for what is random (unlike a password)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create_user(block: Block, wish: CreateUser) -> Steps[UserOutcome]:
    """Creates a user. Raises ``InvalidValue``, ``NotFound`` (the client's account) and ``PermissionMissing``."""
    email = clean_email(wish.email, "email")
    if email is None:
        msg = "An e-mail address is needed to sign in."
        raise InvalidValue(msg, "email")
    name = _name_of_their_own(clean_text(wish.name, "name"))
    check_listed(wish.permissions, "permissions")
    _check_grant(block, wish.permissions)
    yield from block.lock_organisation()
    if wish.client_account_id is not None:
        yield from _check_client(block, wish)
    if (yield from users_by_email([email])):
        msg = f"Someone signs in as {email} already."
        raise InvalidValue(msg, "email")
    user = block.changes.add(
        UserRow(
            id=block.new_id(),
            email=email,
            name=name,
            password_hash=wish.password_hash,
            permissions=permissions_text(wish.permissions),
            disabled=False,
            account_id=wish.client_account_id,
            recorded_at=block.recorded_at(None),
            password_set_at=block.recorded_at(None),
        )
    )
    return UserOutcome(user.id)


def update_user(block: Block, wish: UpdateUser) -> Steps[UserOutcome]:
    """Renames a user, changes what they may do, disables them, or sets a new password.

    The last two end their sessions and the links made for them.

    Raises ``NotFound``, ``InvalidValue``, and what ``settle_user`` raises.
    """
    yield from block.lock_organisation()
    user = (yield from held_by_ids(UserRow, [wish.user_id])).get(wish.user_id)
    if user is None or user.withdrawn_at is not None:
        msg = "There is no such user."
        raise NotFound(msg, "id")
    changed: dict[str, object] = {}
    if wish.name is not KEEP:
        changed["name"] = _name_of_their_own(clean_text(wish.name, "name"))
    if wish.permissions is not KEEP:
        check_listed(wish.permissions, "permissions")
        if user.account_id is not None and wish.permissions:
            msg = "A client holds no permission."
            raise InvalidValue(msg, "permissions")
        changed["permissions"] = permissions_text(wish.permissions)
    if wish.disabled is not KEEP:
        changed["disabled"] = wish.disabled
    if wish.password_hash is not KEEP:
        changed |= {"password_hash": wish.password_hash, "password_set_at": block.recorded_at(None)}
    if all(getattr(user, name) == value for name, value in changed.items()):
        return UserOutcome(user.id)
    yield from settle_user(block, user, block.changes.change(user, **changed), "id")
    return UserOutcome(user.id)


def settle_user(block: Block, before: UserRow, after: UserRow, *field: str) -> Steps[None]:
    """What holds for every change of a user, whether an update or an undo makes it.

    Nobody changes a user who holds more than they do (who sets a password can sign in with it), or gives what they do
    not hold; a client holds nothing, so MANAGE_ACCESS suffices. Whoever is let in no more, or has a new password, is
    signed out, and links made for them before work no more.

    Raises ``PermissionMissing``, and ``WrongState`` for shutting oneself out or leaving nobody who may manage access.
    """
    missing = sorted(permissions_of(before.permissions) - block.actor.permissions)
    if missing:
        msg = f"You cannot change a user who may do what you may not: {', '.join(missing)}."
        raise PermissionMissing(msg, *missing)
    _check_grant(block, permissions_of(after.permissions))
    if before.lets_in and not after.lets_in and before.id == block.actor.user_id:
        msg = "You cannot disable yourself. Ask somebody else who may manage access."
        raise WrongState(msg, *field)
    yield from _check_managers(before, after, *field)
    if after.lets_in and before.password_hash == after.password_hash:
        return
    for session in (yield from open_sessions_of(after.id, block.now)):
        block.changes.change(session, expires_at=block.now)
    for code in (yield from open_codes_of(after.id, block.now)):
        block.changes.change(code, expires_at=block.now)


def settle_token(block: Block, before: ApiTokenRow, after: ApiTokenRow) -> None:
    """What holds for every change of a token: to let one in again is to give it anew. Raises ``PermissionMissing``."""
    if after.lets_in and not before.lets_in:
        _check_grant(block, permissions_of(after.permissions))


def create_api_token(block: Block, wish: CreateApiToken) -> Steps[ApiTokenOutcome]:
    """Creates a token. Raises ``InvalidValue`` and ``PermissionMissing``."""
    name = clean_text(wish.name, "name")
    check_listed(wish.permissions, "permissions")
    _check_grant(block, wish.permissions)
    expires_on = None
    if wish.expires_in_days is not None:
        if not 1 <= wish.expires_in_days <= LONGEST_TOKEN_DAYS:
            msg = f"A token lasts from 1 to {LONGEST_TOKEN_DAYS:,} days, or for ever when nothing is given."
            raise InvalidValue(msg, "expiresInDays")
        expires_on = block.today + timedelta(days=wish.expires_in_days)
    yield from block.lock_organisation()
    token = block.changes.add(
        ApiTokenRow(
            id=block.new_id(),
            name=name,
            prefix=wish.secret[: len(TOKEN_PREFIX) + 6],
            secret_hash=hash_secret(wish.secret),
            permissions=permissions_text(wish.permissions),
            expires_on=expires_on,
            last_used_at=None,
            revoked_at=None,
            recorded_at=block.recorded_at(None),
        )
    )
    return ApiTokenOutcome(token.id)


def revoke_api_token(block: Block, wish: RevokeApiToken) -> Steps[ApiTokenOutcome]:
    """Revokes a token at once; revoking it again changes nothing. Raises ``NotFound``."""
    yield from block.lock_organisation()
    token = (yield from by_ids(ApiTokenRow, [wish.api_token_id])).get(wish.api_token_id)
    if token is None or token.withdrawn_at is not None:
        msg = "There is no such token."
        raise NotFound(msg, "id")
    if token.revoked_at is None:
        block.changes.change(token, revoked_at=block.recorded_at(None))
    return ApiTokenOutcome(token.id)


def permissions_text(permissions: Collection[Permission]) -> str:
    """Permissions as they are stored: a JSON list, sorted."""
    return orjson.dumps(sorted(set(permissions))).decode()


def permissions_of(text: str) -> frozenset[Permission]:
    """Permissions as they were stored."""
    return frozenset(Permission(name) for name in orjson.loads(text))


def _check_grant(block: Block, permissions: Collection[Permission]) -> None:
    """Nobody gives what they do not hold: MANAGE_ACCESS alone is no way to every other permission."""
    if not block.actor.may(*permissions):
        missing = sorted(set(permissions) - block.actor.permissions)
        msg = f"You cannot give what you do not hold yourself: {', '.join(missing)}."
        raise PermissionMissing(msg, *missing)


def _name_of_their_own(name: str) -> str:
    """A user's name, unless it would pass for the command line's or a token's in the log; raises ``InvalidValue``."""
    read = "".join(each for each in unicodedata.normalize("NFKC", name) if unicodedata.category(each) != "Cf")
    words = " ".join(read.casefold().split())
    if words == OPERATOR.name or f"{words} ".startswith(TOKEN_NAMES):
        msg = f"{name!r} is what the log calls the command line or an API token. Choose another name."
        raise InvalidValue(msg, "name")
    return name


def _check_client(block: Block, wish: CreateUser) -> Steps[None]:
    if wish.permissions:
        msg = "A client holds no permission."
        raise InvalidValue(msg, "permissions")
    assert wish.client_account_id is not None
    yield from locked_account(block, wish.client_account_id, "clientAccountId")


def _check_managers(before: UserRow, after: UserRow, *field: str) -> Steps[None]:
    """Somebody must stay who can sign in and manage access."""
    managed = Permission.MANAGE_ACCESS in permissions_of(before.permissions) and before.lets_in
    manages = Permission.MANAGE_ACCESS in permissions_of(after.permissions) and after.lets_in
    if managed and not manages and not [each for each in (yield from enabled_managers()) if each != before.id]:
        msg = "Nobody would be left who may manage access. Give somebody else that permission first."
        raise WrongState(msg, *field)
