"""Roles: named sets of permissions that users hold by having them (domain R33b).

A change of a role changes at once what all its users may do, so it needs as much as changing each of them would.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.text import clean_text, quoted
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import DuplicateNumber, WrongState
from domain.permissions import ACCESS, Permission, permissions_of, permissions_text, require_permissions
from domain.queries.access import enabled_managers, role_named, users_with_role
from domain.services.access import LAST_MANAGER, check_grant
from domain.services.checks import change_where_different, held_row, is_withdrawn
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import RoleRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class RoleResult:
    """The created, changed or deleted role."""

    role: int


@dataclass(frozen=True, slots=True)
class CreateRole(Command[RoleResult]):
    """A new role, which nobody has yet."""

    NEEDS = ACCESS
    name: str
    permissions: Sequence[Permission]


@dataclass(frozen=True, slots=True)
class UpdateRole(Command[RoleResult]):
    """Changes of a role, for all who have it."""

    NEEDS = ACCESS
    role_id: int
    name: str | Unchanged = UNCHANGED
    permissions: Sequence[Permission] | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class DeleteRole(Command[RoleResult]):
    """A role that nobody has, to delete."""

    NEEDS = ACCESS
    role_id: int


@service
def create_role(unit: UnitOfWork, cmd: CreateRole) -> Program[RoleResult]:
    """Create a role. Raises ``InvalidValue``, ``DuplicateNumber`` (its name) and ``PermissionMissing``."""
    name = clean_text(cmd.name, "name")
    check_listed(cmd.permissions, "permissions")
    check_grant(unit, cmd.permissions)
    yield from unit.lock_organisation()
    yield from _check_name(name)
    role = RoleRow(unit.new_id(), name, permissions_text(cmd.permissions), unit.recorded_at(None))
    return RoleResult(unit.changes.add(role).id)


@service
def update_role(unit: UnitOfWork, cmd: UpdateRole) -> Program[RoleResult]:
    """Rename a role, or change what all who have it may do.

    Raises ``NotFound``, ``InvalidValue``, ``DuplicateNumber``, and what ``settle_role`` raises.
    """
    name = cmd.name if cmd.name is UNCHANGED else clean_text(cmd.name, "name")
    permissions: str | Unchanged = UNCHANGED
    if cmd.permissions is not UNCHANGED:
        check_listed(cmd.permissions, "permissions")
        permissions = permissions_text(cmd.permissions)
    yield from unit.lock_organisation()
    role = yield from held_row(RoleRow, cmd.role_id, "Role", "id")
    if name is not UNCHANGED:
        yield from _check_name(name, role.id)
    after = change_where_different(unit, role, name=name, permissions=permissions)
    if after is not role:
        yield from settle_role(unit, role, after, "id")
    return RoleResult(role.id)


@service
def delete_role(unit: UnitOfWork, cmd: DeleteRole) -> Program[RoleResult]:
    """Delete a role. Raises ``NotFound``, ``PermissionMissing``, and ``WrongState`` while anybody has it."""
    yield from unit.lock_organisation()
    role = yield from held_row(RoleRow, cmd.role_id, "Role", "id")
    if users := (yield from users_with_role(role.id)):
        raise WrongState(say("role-in-use", users=users, name=quoted(role.name)), "id")
    yield from settle_role(unit, role, unit.changes.change(role, withdrawn_at=unit.recorded_at(None)), "id")
    return RoleResult(role.id)


def settle_role(unit: UnitOfWork, before: RoleRow, after: RoleRow, *field: str) -> Program[None]:
    """Check a change of a role, made by a mutation or an undo.

    Raises ``PermissionMissing`` unless the actor holds what the role grants before and afterwards, and ``WrongState`` if
    nobody would be left who can sign in and manage access.
    """
    held, granted = (permissions_of(None if is_withdrawn(each) else each.permissions) for each in (before, after))
    require_permissions(unit.actor, held, say("needs-change-role"))
    check_grant(unit, granted)
    if Permission.MANAGE_ACCESS in held - granted:
        managers = yield from enabled_managers()
        if managers and all(role_id == before.id for role_id in managers.values()):
            raise WrongState(LAST_MANAGER, *field)


def _check_name(name: str, of: int | None = None) -> Program[None]:
    """Raise ``DuplicateNumber`` if another role has the name."""
    role = yield from role_named(name)
    if role is not None and role.id != of:
        raise DuplicateNumber(say("role-name-taken", name=quoted(role.name)), "name")
