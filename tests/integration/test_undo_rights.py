"""Who may undo what: an undo does nothing its caller could not do by hand (domain R25a, R33, R35)."""

from typing import Any

import pytest

from api.graph.ids import opaque
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser, UpdateUser
from domain.services.accounts import CreateAccount
from domain.services.credentials import new_token
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.tokens import CreateApiToken, RevokeApiToken
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, items
from tests.support.centre import Centre, run
from tests.support.graphql import Api

VIEW = {Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING}
UNDO = VIEW | {Permission.DELETE_RECONCILIATIONS}
ACCESS = UNDO | {Permission.MANAGE_ACCESS}
EVERYTHING = sorted(ALL_PERMISSIONS)


def staff(*permissions: Permission, user: int | None = None) -> Principal:
    return Principal(PrincipalKind.USER, f"user:{user or 7}", "Kim", frozenset(permissions), user)


async def new_user(store: Store, email: str, *permissions: Permission) -> int:
    user: int = (await run(store, CreateUser(email, "Ann", "hash", permissions))).result.user
    return user


async def granted(store: Store, user: int) -> Any:
    rows = await Centre(store).rows(f"select permissions from users where id = {user}")
    return rows[0][0]


async def test_undoing_an_undo_needs_the_permission_of_the_first_batch(store: Store) -> None:
    await new_user(store, "boss@example.org", *EVERYTHING)
    mallory = await new_user(store, "mallory@example.org", *sorted(UNDO))
    before = await granted(store, mallory)
    batch = (await run(store, UpdateUser(mallory, EVERYTHING))).batch_id
    for _ in range(4):  # however long the row of undos is
        assert batch is not None
        with pytest.raises(NotFound):  # who may not do it by hand does not even learn that it is there
            await run(store, UndoBatch(batch), staff(*UNDO, user=mallory))
        with pytest.raises(PermissionMissing) as missing:
            await run(store, UndoBatch(batch), staff(Permission.MANAGE_ACCESS))
        assert set(missing.value.missing) == UNDO
        batch = (await run(store, UndoBatch(batch))).batch_id
    assert await granted(store, mallory) != before


async def test_an_undo_needs_its_own_permission_too(store: Store) -> None:
    centre = await Centre.open(store)
    paid = await centre.payment(100)
    with pytest.raises(PermissionMissing, match="DELETE_RECONCILIATIONS"):
        await run(store, UndoBatch(paid.batch_id or 0), staff(*VIEW, Permission.RECORD_TRANSACTIONS))


async def test_nobody_changes_a_user_with_more_permissions(store: Store) -> None:
    await new_user(store, "second@example.org", *EVERYTHING)
    boss = await new_user(store, "boss@example.org", *EVERYTHING)
    desk = staff(Permission.MANAGE_ACCESS)
    for command in (UpdateUser(boss, password_hash="x"), UpdateUser(boss, disabled=True), UpdateUser(boss, [])):
        with pytest.raises(PermissionMissing, match="who may do what you may not"):
            await run(store, command, desk)
        await run(store, command)


async def test_manage_access_suffices_for_clients_and_users_with_no_more_permissions(store: Store) -> None:
    centre = await Centre.open(store)
    client = CreateUser("client@example.org", "Client", "hash", (), centre.rivera)
    desk = staff(Permission.MANAGE_ACCESS, Permission.VIEW_REPORTS)
    user = (await run(store, client, desk)).result.user
    for each in (user, await new_user(store, "clerk@example.org", Permission.VIEW_REPORTS)):
        await run(store, UpdateUser(each, password_hash="x"), desk)
        assert (await run(store, UpdateUser(each, disabled=True), desk)).batch_id is not None


async def test_an_undo_grants_no_permission_its_caller_lacks(store: Store) -> None:
    carl = await new_user(store, "carl@example.org", *sorted(ACCESS | {Permission.IMPORT_DATA}))
    taken = await run(store, UpdateUser(carl, sorted(ACCESS)))
    before = await granted(store, carl)
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(taken.batch_id or 0), staff(*ACCESS, user=carl))
    assert await granted(store, carl) == before
    await run(store, UndoBatch(taken.batch_id or 0))


async def test_an_undo_restores_no_token_its_caller_could_not_create(store: Store) -> None:
    made = await run(store, CreateApiToken("Shop", [Permission.IMPORT_DATA], new_token()))
    revoked = await run(store, RevokeApiToken(made.result.api_token), staff(Permission.MANAGE_ACCESS))
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(revoked.batch_id or 0), staff(*ACCESS))
    await run(store, UndoBatch(revoked.batch_id or 0), staff(*ACCESS, Permission.IMPORT_DATA))
    gone = await run(store, UndoBatch(made.batch_id or 0), staff(*ACCESS))
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(gone.batch_id or 0), staff(*ACCESS))


async def test_an_undo_keeps_an_access_manager_and_never_locks_out_its_caller(store: Store) -> None:
    made = await run(store, CreateUser("only@example.org", "Only", "hash", sorted(ACCESS)))
    with pytest.raises(WrongState, match="Someone must keep MANAGE_ACCESS"):
        await run(store, UndoBatch(made.batch_id or 0))
    second = await new_user(store, "second@example.org", Permission.MANAGE_ACCESS)
    with pytest.raises(WrongState, match="yourself"):
        await run(store, UndoBatch(made.batch_id or 0), staff(*ACCESS, user=made.result.user))
    stronger = await run(store, UpdateUser(second, EVERYTHING))
    weaker = await run(store, UndoBatch(stronger.batch_id or 0))
    await run(store, UndoBatch(made.batch_id or 0))
    with pytest.raises(PermissionMissing):
        await run(store, UndoBatch(weaker.batch_id or 0), staff(*ACCESS))


BATCH = "query ($i: ID!) { node(id: $i) { ... on Batch { mutation principal } } }"


async def test_organisation_batches_are_visible_to_callers_who_may_make_them(store: Store) -> None:
    await Centre.open(store)
    api = Api(store)
    made = {
        "createUser": await run(store, CreateUser("x@example.org", "X", "hash")),
        "createLedgerCode": await run(store, CreateLedgerCode("ICE", "Ice")),
        "createAccount": await run(store, CreateAccount("1002", "Bo", "USD")),
    }
    made["undoBatch"] = await run(store, UndoBatch(made["createUser"].batch_id or 0))
    seen = {
        staff(*VIEW): {"createAccount"},
        staff(*VIEW, Permission.RECORD_TRANSACTIONS): {"createAccount", "createLedgerCode"},
        staff(Permission.MANAGE_ACCESS): set(made),
        staff(Permission.RECORD_TRANSACTIONS): set(),
    }
    for api.principal, names in seen.items():
        found = {
            name
            for name, done in made.items()
            if (await api.data(BATCH, i=opaque("Batch", done.batch_id or 0)))["node"] is not None
        }
        assert found == names
    await api.http.aclose()


async def test_a_refused_undo_names_later_batches_by_fetchable_ids(store: Store) -> None:
    centre = await ApiCentre.open(store)
    made = await centre.do("createInvoice", accountId=centre.account, items=items(7_500))
    paid = [
        (await centre.pay(1_000, "CASH", {"invoiceId": made["transaction"]["id"]}))["batch"]["id"] for _ in range(2)
    ]
    undo = "mutation ($i: UndoBatchInput!) { undoBatch(input: $i) { userErrors { code laterBatchIds } } }"
    for batch, code, later in ((made["batch"]["id"], "LATER_CHANGES", paid[::-1]), ("nonsense", "NOT_FOUND", None)):
        answer = await centre.api.data(undo, i={"batchId": batch})
        assert answer["undoBatch"]["userErrors"] == [{"code": code, "laterBatchIds": later}]
    answer = await centre.api.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=paid)
    assert answer["nodes"] == [{"id": each} for each in paid]
    await centre.close()
