"""Roles: what all who have one may do, changed for all at once, and never by whoever holds less (domain R33b)."""

import pytest

from domain.errors import DuplicateNumber, InvalidValue, NotFound, PermissionMissing, WrongState
from domain.permission_templates import ROLE_TEMPLATES, TOKEN_TEMPLATES
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.access import held_permissions
from domain.queries.records import by_ids
from domain.services.access import CreateUser, UpdateUser
from domain.services.roles import CreateRole, DeleteRole, UpdateRole
from domain.services.undo.batch import UndoBatch
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import UserRow
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

REPORTS, BILLING, IMPORT = Permission.VIEW_REPORTS, Permission.CLIENT_BILLING, Permission.IMPORT_DATA
ACCESS, DELETE = Permission.MANAGE_ACCESS, Permission.DELETE_RECONCILIATIONS
UNDO = {Permission.VIEW_CLIENT_ACCOUNTS, BILLING, DELETE, ACCESS}


def staff(*permissions: Permission) -> Principal:
    return Principal(PrincipalKind.USER, "user:7", "Kim", frozenset(permissions), 7)


async def new_role(store: Store, name: str, *permissions: Permission) -> int:
    role: int = (await run(store, CreateRole(name, permissions))).result.role
    return role


async def new_user(store: Store, role: int | None, *permissions: Permission, email: str = "ann@example.org") -> int:
    user: int = (await run(store, CreateUser(email, "Ann", "hash", permissions, role_id=role))).result.user
    return user


async def held(store: Store, user: int) -> set[Permission]:
    def program() -> Program[frozenset[Permission]]:
        return (yield from held_permissions((yield from by_ids(UserRow, [user]))[user]))

    return set(await store.read(program()))


async def test_a_user_holds_their_roles_permissions_and_their_own(store: Store) -> None:
    desk = await new_role(store, "Desk", BILLING)
    user = await new_user(store, desk, REPORTS)
    assert await held(store, user) == {BILLING, REPORTS}
    await run(store, UpdateRole(desk, permissions=[IMPORT]))
    assert await held(store, user) == {IMPORT, REPORTS}
    await run(store, UpdateUser(user, role_id=None))
    assert await held(store, user) == {REPORTS}
    assert await contradictions_of(store) == []


async def test_a_changed_role_counts_with_the_next_request(store: Store) -> None:
    desk = await new_role(store, "Desk", BILLING)
    await new_user(store, desk, REPORTS)
    shown = "{ users { nodes { permissions ownPermissions role { name permissions userCount } } } }"
    (user,) = (await Api(store).data(shown))["users"]["nodes"]
    assert user == {
        "permissions": ["CLIENT_BILLING", "VIEW_REPORTS"],
        "ownPermissions": ["VIEW_REPORTS"],
        "role": {"name": "Desk", "permissions": ["CLIENT_BILLING"], "userCount": 1},
    }
    await run(store, UpdateRole(desk, permissions=[IMPORT]))
    (user,) = (await Api(store).data(shown))["users"]["nodes"]
    assert user["permissions"] == ["IMPORT_DATA", "VIEW_REPORTS"]


async def test_nobody_creates_changes_deletes_or_gives_a_role_that_grants_more_than_they_hold(store: Store) -> None:
    desk = await new_role(store, "Desk", BILLING)
    user = await new_user(store, None)
    clerk = staff(ACCESS, REPORTS)
    for command in (
        CreateRole("Other", [BILLING]),
        UpdateRole(desk, permissions=[]),
        UpdateRole(desk, "Front desk"),
        DeleteRole(desk),
        CreateUser("bo@example.org", "Bo", "hash", role_id=desk),
        UpdateUser(user, role_id=desk),
    ):
        with pytest.raises(PermissionMissing, match="CLIENT_BILLING"):
            await run(store, command, clerk)
    own = (await run(store, CreateRole("Reports", [REPORTS]), clerk)).result.role
    with pytest.raises(PermissionMissing, match="CLIENT_BILLING"):
        await run(store, UpdateRole(own, permissions=[REPORTS, BILLING]), clerk)
    await run(store, UpdateUser(user, role_id=own), clerk)


async def test_nobody_changes_a_user_whose_role_grants_more_than_they_hold(store: Store) -> None:
    user = await new_user(store, await new_role(store, "Desk", BILLING))
    for command in (UpdateUser(user, name="Bo"), UpdateUser(user, password_hash="x"), UpdateUser(user, role_id=None)):
        with pytest.raises(PermissionMissing, match="CLIENT_BILLING"):
            await run(store, command, staff(ACCESS))


async def test_an_undo_of_a_role_grants_nothing_its_caller_lacks(store: Store) -> None:
    desk = await new_role(store, "Desk", BILLING, IMPORT)
    taken = await run(store, UpdateRole(desk, permissions=[BILLING]))
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(taken.batch_id or 0), staff(*UNDO))
    await run(store, UndoBatch(taken.batch_id or 0), staff(*UNDO, IMPORT))


async def test_somebody_keeps_manage_access_whatever_happens_to_roles(store: Store) -> None:
    admin = await new_role(store, "Admin", *sorted(ALL_PERMISSIONS))
    ann = await new_user(store, admin)
    for command in (
        UpdateRole(admin, permissions=[REPORTS]),
        UpdateUser(ann, role_id=None),
        UpdateUser(ann, disabled=True),
    ):
        with pytest.raises(WrongState, match="Someone must keep MANAGE_ACCESS"):
            await run(store, command)
    other = await new_role(store, "Other", ACCESS)
    await new_user(store, other, email="bo@example.org")
    await run(store, UpdateRole(admin, permissions=[REPORTS]))
    with pytest.raises(WrongState, match="Someone must keep MANAGE_ACCESS"):
        await run(store, UpdateRole(other, permissions=[REPORTS]))


async def test_undoing_a_role_keeps_an_access_manager(store: Store) -> None:
    admin = await new_role(store, "Admin")
    given = await run(store, UpdateRole(admin, permissions=[ACCESS]))
    await new_user(store, admin)
    with pytest.raises(WrongState, match="Someone must keep MANAGE_ACCESS"):
        await run(store, UndoBatch(given.batch_id or 0))


async def test_a_role_that_somebody_has_is_not_deleted(store: Store) -> None:
    desk = await new_role(store, "Desk", BILLING)
    user = await new_user(store, desk)
    with pytest.raises(WrongState, match="1 user has the role 'Desk'"):
        await run(store, DeleteRole(desk))
    await run(store, UpdateUser(user, role_id=None))
    deleted = await run(store, DeleteRole(desk))
    for command in (DeleteRole(desk), UpdateRole(desk, "x"), UpdateUser(user, role_id=desk), UpdateRole(17)):
        with pytest.raises(NotFound):
            await run(store, command)
    again = await new_role(store, "Desk")  # the name is free again
    with pytest.raises(Exception, match="in use again"):
        await run(store, UndoBatch(deleted.batch_id or 0))
    await run(store, DeleteRole(again))
    await run(store, UndoBatch(deleted.batch_id or 0))


async def test_two_roles_that_look_alike_have_no_place(store: Store) -> None:
    desk = await new_role(store, "Desk")
    other = await new_role(store, "Reports")
    for command in (CreateRole(" desk ", ()), UpdateRole(other, "DESK")):
        with pytest.raises(DuplicateNumber, match="There is a role 'Desk' already"):
            await run(store, command)
    with pytest.raises(InvalidValue):
        await run(store, CreateRole(" ", ()))
    await run(store, UpdateRole(desk, "desk"))  # its own name, written otherwise
    assert (await run(store, UpdateRole(desk, "desk"))).batch_id is None


async def test_a_client_has_no_role(store: Store) -> None:
    centre = await Centre.open(store)
    desk = await new_role(store, "Desk")
    with pytest.raises(InvalidValue, match="A client cannot have a role"):
        await run(store, CreateUser("c@example.org", "C", "hash", (), centre.rivera, desk))
    client = (await run(store, CreateUser("c@example.org", "C", "hash", (), centre.rivera))).result.user
    with pytest.raises(InvalidValue, match="A client cannot have a role"):
        await run(store, UpdateUser(client, role_id=desk))


async def test_roles_and_templates_are_for_access_managers(store: Store) -> None:
    await new_role(store, "Desk", BILLING)
    for question in ("{ roles { nodes { name } } }", "{ roleTemplates { name } }", "{ tokenTemplates { name } }"):
        for allowed, code in ((ALL_PERMISSIONS - {ACCESS}, "FORBIDDEN"), ({ACCESS}, None)):
            answer = await Api(store, staff(*allowed))(question)
            assert {each["extensions"]["code"] for each in answer.get("errors", [])} == ({code} if code else set())


async def test_templates_are_shown_with_the_permissions_they_stand_for(store: Store) -> None:
    shown = "{ tokenTemplates { name description permissions } roleTemplates { name permissions } }"
    answer = await Api(store).data(shown)
    for field, templates in (("tokenTemplates", TOKEN_TEMPLATES), ("roleTemplates", ROLE_TEMPLATES)):
        found = {each["name"]: each["permissions"] for each in answer[field]}
        assert found == {str(each.name): [str(one) for one in each.permissions] for each in templates.values()}


def test_no_token_template_manages_access_deletes_or_grants_all() -> None:
    for template in TOKEN_TEMPLATES.values():
        assert template.granted
        assert not template.granted & {ACCESS, DELETE}
