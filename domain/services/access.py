"""Users and API tokens (domain R33, R34).

The caller hashes secrets before the unit begins, since hashing a password takes tens of milliseconds by design; a command
carries the hash, and no audit row, result or log ever holds either.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.core.text import clean_email, clean_text, quoted
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import InvalidValue, WrongState
from domain.permissions import (
    ACCESS,
    OPERATOR,
    PROVIDER,
    Permission,
    permissions_of,
    permissions_text,
    require_permissions,
)
from domain.person_names import TOKEN_NAMES
from domain.queries.access import (
    enabled_managers,
    held_permissions,
    open_codes_of,
    open_sessions_of,
    somebody_signs_in,
    users_by_email,
)
from domain.services.accounts import locked_account
from domain.services.checks import change_where_different, existing_row, held_row
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import RoleRow, UserRow
from domain.texts import say

LAST_MANAGER = say("user-last-manager")


@dataclass(frozen=True, slots=True)
class UserResult:
    """The created or changed user."""

    user: int


@dataclass(frozen=True, slots=True)
class CreateUser(Command[UserResult]):
    """A member of staff, or a client on their own account, who holds no permission (domain R34).

    Without a password they sign in by the sign-in provider alone. ``permissions`` are those that they hold in addition to
    their role's. ``first`` is whether nobody else may be able to
    sign in yet.
    """

    NEEDS = ACCESS
    email: str
    name: str
    password_hash: str | None
    permissions: Sequence[Permission] = ()
    client_account_id: int | None = None
    role_id: int | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class UpdateUser(Command[UserResult]):
    """Changes of a user."""

    NEEDS = ACCESS
    user_id: int
    permissions: Sequence[Permission] | Unchanged = UNCHANGED
    disabled: bool | Unchanged = UNCHANGED
    password_hash: str | Unchanged = UNCHANGED
    name: str | Unchanged = UNCHANGED
    role_id: int | Unchanged | None = UNCHANGED


@service
def create_user(unit: UnitOfWork, cmd: CreateUser) -> Program[UserResult]:
    """Create a user.

    Raises ``InvalidValue``, ``PermissionMissing``, ``WrongState`` (not the first) and ``NotFound`` (client's account, role).
    """
    email = clean_email(cmd.email, "email")
    if email is None:
        raise InvalidValue(say("user-email-missing"), "email")
    name = _valid_name(cmd.name)
    check_listed(cmd.permissions, "permissions")
    check_grant(unit, cmd.permissions)
    yield from unit.lock_organisation()
    if cmd.first and (yield from somebody_signs_in()):
        raise WrongState(say("user-first-exists"))
    yield from _check_role(unit, cmd.role_id)
    if cmd.client_account_id is not None:
        _check_client(cmd.permissions, cmd.role_id)
        yield from locked_account(unit, cmd.client_account_id, "clientAccountId")
    if (yield from users_by_email([email])):
        raise InvalidValue(say("user-email-taken", email=email), "email")
    user = UserRow(
        id=unit.new_id(),
        email=email,
        name=name,
        password_hash=cmd.password_hash,
        permissions=permissions_text(cmd.permissions),
        disabled=False,
        account_id=cmd.client_account_id,
        recorded_at=unit.recorded_at(None),
        password_set_at=unit.recorded_at(None),
        role_id=cmd.role_id,
    )
    return UserResult(unit.changes.add(user).id)


@service
def update_user(unit: UnitOfWork, cmd: UpdateUser) -> Program[UserResult]:
    """Rename a user, change their permissions, disable them, or set a new password.

    Raises ``NotFound``, ``InvalidValue``, and what ``settle_user`` raises.
    """
    yield from unit.lock_organisation()
    user = yield from held_row(UserRow, cmd.user_id, "User", "id")
    name = cmd.name if cmd.name is UNCHANGED else _valid_name(cmd.name)
    permissions: str | Unchanged = UNCHANGED
    if cmd.permissions is not UNCHANGED:
        check_listed(cmd.permissions, "permissions")
        permissions = permissions_text(cmd.permissions)
    if user.account_id is not None:
        _check_client(
            () if cmd.permissions is UNCHANGED else cmd.permissions, None if cmd.role_id is UNCHANGED else cmd.role_id
        )
    if cmd.role_id is not UNCHANGED:
        yield from _check_role(unit, cmd.role_id)
    after = change_where_different(
        unit,
        user,
        name=name,
        permissions=permissions,
        disabled=cmd.disabled,
        password_hash=cmd.password_hash,
        password_set_at=UNCHANGED if cmd.password_hash is UNCHANGED else unit.recorded_at(None),
        role_id=cmd.role_id,
    )
    if after is not user:
        yield from settle_user(unit, user, after, "id")
    return UserResult(user.id)


def settle_user(unit: UnitOfWork, before: UserRow, after: UserRow, *field: str) -> Program[None]:
    """Check a change of a user, made by an update or an undo, and end their sessions and sign-in links where it must.

    Nobody may change a user who holds more than they do (who sets a password can sign in with it), or grant what they do
    not hold; a client holds no permission, so MANAGE_ACCESS suffices. A disabled user, or one with a new password, is
    signed out, and earlier sign-in links stop working.

    Raises ``PermissionMissing``, and ``WrongState`` for disabling oneself or leaving nobody with MANAGE_ACCESS.
    """
    held, granted = (yield from held_permissions(before)), (yield from held_permissions(after))
    require_permissions(unit.actor, held, say("needs-change-user"))
    check_grant(unit, granted)
    if before.lets_in and not after.lets_in and before.id == unit.actor.user_id:
        raise WrongState(say("user-disables-self"), *field)
    managed = Permission.MANAGE_ACCESS in held and before.lets_in
    manages = Permission.MANAGE_ACCESS in granted and after.lets_in
    if managed and not manages and not (yield from enabled_managers()).keys() - {before.id}:
        raise WrongState(LAST_MANAGER, *field)
    if after.lets_in and before.password_hash == after.password_hash:
        return
    for session in (yield from open_sessions_of(after.id, unit.now)):
        unit.changes.change(session, expires_at=unit.now)
    for code in (yield from open_codes_of(after.id, unit.now)):
        unit.changes.change(code, expires_at=unit.now)


def _check_role(unit: UnitOfWork, role_id: int | None) -> Program[None]:
    """Raise ``NotFound`` for a role that is not there, and ``PermissionMissing`` for one that the actor may not grant."""
    if role_id is not None:
        role = yield from existing_row(RoleRow, role_id, "Role", "roleId")
        check_grant(unit, permissions_of(role.permissions))


def _check_client(permissions: Collection[Permission], role_id: int | None) -> None:
    """Raise ``InvalidValue`` for what no client holds (domain R34)."""
    if permissions:
        raise InvalidValue(say("user-client-permissions"), "permissions")
    if role_id is not None:
        raise InvalidValue(say("user-client-role"), "roleId")


def check_grant(unit: UnitOfWork, permissions: Collection[Permission]) -> None:
    """Raise ``PermissionMissing`` for permissions that the actor lacks: MANAGE_ACCESS alone must not yield every other."""
    require_permissions(unit.actor, permissions, say("needs-give"))


def _valid_name(requested: str) -> str:
    """Return a user's name; raises ``InvalidValue`` if logs could take it for the command line's or a token's."""
    name = clean_text(requested, "name")
    visible = "".join(each for each in unicodedata.normalize("NFKC", name) if unicodedata.category(each) != "Cf")
    words = " ".join(visible.casefold().split())
    if words in {OPERATOR.name, PROVIDER.name} or f"{words} ".startswith(TOKEN_NAMES):
        raise InvalidValue(say("user-name-reserved", name=quoted(name)), "name")
    return name
