"""Who may undo what: nobody gets by an undo what they could not do by hand (domain R25a, R33, R35)."""

from typing import Any

import pytest

from api.ids import opaque
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.access import CreateApiToken, CreateUser, RevokeApiToken, UpdateUser, new_token
from domain.services.accounts import CreateAccount
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.undo import UndoBatch
from domain.store.store import Store
from tests.support.billing import Centre, run
from tests.support.graphql import Api
from tests.support.scene import Scene, items

VIEW = {Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING}
UNDO = VIEW | {Permission.DELETE_RECONCILIATIONS}
ACCESS = UNDO | {Permission.MANAGE_ACCESS}
EVERYTHING = sorted(ALL_PERMISSIONS)


def staff(*permissions: Permission, user: int | None = None) -> Principal:
    return Principal(PrincipalKind.USER, f"user:{user or 7}", "Kim", frozenset(permissions), user)


async def new_user(store: Store, email: str, *permissions: Permission) -> int:
    user: int = (await run(store, CreateUser(email, "Ann", "hash", permissions))).outcome.user
    return user


async def granted(store: Store, user: int) -> Any:
    rows = await Centre(store).rows(f"select permissions from users where id = {user}")
    return rows[0][0]


async def test_an_undos_undo_needs_what_the_first_batch_needed(store: Store) -> None:
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


async def test_nobody_changes_a_user_who_holds_more(store: Store) -> None:
    await new_user(store, "second@example.org", *EVERYTHING)
    boss = await new_user(store, "boss@example.org", *EVERYTHING)
    desk = staff(Permission.MANAGE_ACCESS)
    for wish in (UpdateUser(boss, password_hash="x"), UpdateUser(boss, disabled=True), UpdateUser(boss, [])):
        with pytest.raises(PermissionMissing, match="who may do what you may not"):
            await run(store, wish, desk)
        await run(store, wish)


async def test_managing_access_suffices_for_clients_and_for_who_holds_no_more(store: Store) -> None:
    centre = await Centre.open(store)
    client = CreateUser("client@example.org", "Client", "hash", (), centre.rivera)
    desk = staff(Permission.MANAGE_ACCESS, Permission.VIEW_REPORTS)
    user = (await run(store, client, desk)).outcome.user
    for each in (user, await new_user(store, "clerk@example.org", Permission.VIEW_REPORTS)):
        await run(store, UpdateUser(each, password_hash="x"), desk)
        assert (await run(store, UpdateUser(each, disabled=True), desk)).batch_id is not None


async def test_an_undo_gives_no_permission_that_its_maker_does_not_hold(store: Store) -> None:
    carl = await new_user(store, "carl@example.org", *sorted(ACCESS | {Permission.IMPORT_DATA}))
    taken = await run(store, UpdateUser(carl, sorted(ACCESS)))
    before = await granted(store, carl)
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(taken.batch_id or 0), staff(*ACCESS, user=carl))
    assert await granted(store, carl) == before
    await run(store, UndoBatch(taken.batch_id or 0))


async def test_an_undo_brings_no_token_back_that_its_maker_could_not_give(store: Store) -> None:
    made = await run(store, CreateApiToken("Shop", [Permission.IMPORT_DATA], new_token()))
    revoked = await run(store, RevokeApiToken(made.outcome.api_token), staff(Permission.MANAGE_ACCESS))
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(revoked.batch_id or 0), staff(*ACCESS))
    await run(store, UndoBatch(revoked.batch_id or 0), staff(*ACCESS, Permission.IMPORT_DATA))
    gone = await run(store, UndoBatch(made.batch_id or 0), staff(*ACCESS))
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, UndoBatch(gone.batch_id or 0), staff(*ACCESS))


async def test_an_undo_leaves_somebody_who_manages_access_and_never_shuts_its_maker_out(store: Store) -> None:
    made = await run(store, CreateUser("only@example.org", "Only", "hash", sorted(ACCESS)))
    with pytest.raises(WrongState, match="Nobody would be left"):
        await run(store, UndoBatch(made.batch_id or 0))
    second = await new_user(store, "second@example.org", Permission.MANAGE_ACCESS)
    with pytest.raises(WrongState, match="yourself"):
        await run(store, UndoBatch(made.batch_id or 0), staff(*ACCESS, user=made.outcome.user))
    stronger = await run(store, UpdateUser(second, EVERYTHING))
    weaker = await run(store, UndoBatch(stronger.batch_id or 0))
    await run(store, UndoBatch(made.batch_id or 0))
    with pytest.raises(PermissionMissing):
        await run(store, UndoBatch(weaker.batch_id or 0), staff(*ACCESS))


BATCH = "query ($i: ID!) { node(id: $i) { ... on Batch { mutation principal } } }"


async def test_batches_of_the_organisation_are_seen_by_who_may_make_the_like(store: Store) -> None:
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


async def test_a_refused_undo_tells_the_later_batches_by_ids_that_can_be_asked_for(store: Store) -> None:
    scene = await Scene.open(store)
    made = await scene.do("createInvoice", accountId=scene.account, items=items(7_500))
    paid = [(await scene.pay(1_000, "CASH", {"invoiceId": made["transaction"]["id"]}))["batch"]["id"] for _ in range(2)]
    undo = "mutation ($i: UndoBatchInput!) { undoBatch(input: $i) { userErrors { code laterBatchIds } } }"
    for batch, code, later in ((made["batch"]["id"], "LATER_CHANGES", paid[::-1]), ("nonsense", "NOT_FOUND", None)):
        said = await scene.api.data(undo, i={"batchId": batch})
        assert said["undoBatch"]["userErrors"] == [{"code": code, "laterBatchIds": later}]
    said = await scene.api.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=paid)
    assert said["nodes"] == [{"id": each} for each in paid]
    await scene.close()
