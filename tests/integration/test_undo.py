"""Undo: every mutation gives back the state before it, unless something later builds on it (domain R25, R25a)."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.errors import LaterChanges, NotFound, PermissionMissing, Refusal, WrongState
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.services.access import (
    ApiTokenOutcome,
    CreateApiToken,
    CreateUser,
    RevokeApiToken,
    UpdateUser,
    UserOutcome,
    create_api_token,
    create_user,
    new_token,
    revoke_api_token,
    update_user,
)
from domain.services.accounts import AccountOutcome, CreateAccount, UpdateAccount, create_account, update_account
from domain.services.checkout import Checkout, CheckoutOutcome, checkout
from domain.services.invoices import CreateCredit, create_credit
from domain.services.ledger_codes import (
    CreateLedgerCode,
    LedgerCodeOutcome,
    UpdateLedgerCode,
    create_ledger_code,
    update_ledger_code,
)
from domain.services.marks import MarkWish
from domain.services.payments import Money
from domain.services.reconcile import ReconcileAccount, ReconcileOutcome, reconcile_account
from domain.services.reconciliations import (
    CreatedOutcome,
    CreateReconciliations,
    DeleteReconciliations,
    EdgeWish,
    ModifiedOutcome,
    ModifyReconciliations,
    create_reconciliations,
    delete_reconciliations,
    modify_reconciliations,
)
from domain.services.recording import ItemWish, RecordedOutcome
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.store import Done, Store
from tests.support.billing import Centre

SWIM = [ItemWish("Swim lessons", "SWIM", 7_500), ItemWish("Goggles", "SWIM", 2_000)]


class Scene:
    """A centre with an invoice, a payment for half of it, a user and a token."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre

    async def set(self) -> "Scene":
        self.invoice = (await self.centre.invoice(7_500, 7_500, 2_000)).outcome.transaction
        self.payment = (await self.centre.payment(10_000, MarkWish(invoice_id=self.invoice))).outcome.transaction
        self.extra = (await self.centre.payment(5_000)).outcome.transaction
        user = CreateUser("desk@example.org", "Desk", "hash", [Permission.VIEW_REPORTS])
        self.user = (await self.centre.do("createUser", create_user, user, UserOutcome)).outcome.user
        token = CreateApiToken("Shop", [Permission.VIEW_REPORTS], new_token())
        self.token = (
            await self.centre.do("createApiToken", create_api_token, token, ApiTokenOutcome)
        ).outcome.api_token
        return self


async def modify(scene: Scene) -> Done[Any]:
    paid = (await scene.centre.items(scene.payment))[0].id
    first, second, third = (item.id for item in await scene.centre.items(scene.invoice))
    wish = ModifyReconciliations(
        scene.payment, [EdgeWish(paid, second, 7_500), EdgeWish(paid, third, 2_000), EdgeWish(paid, first, 500)]
    )
    return await scene.centre.do("modifyReconciliations", modify_reconciliations, wish, ModifiedOutcome)


async def create_edge(scene: Scene) -> Done[Any]:
    paid = (await scene.centre.items(scene.extra))[0].id
    third = (await scene.centre.items(scene.invoice))[2].id
    wish = CreateReconciliations([EdgeWish(paid, third, 1_500)])
    return await scene.centre.do("createReconciliations", create_reconciliations, wish, CreatedOutcome)


async def code_id(scene: Scene) -> int:
    rows = await scene.centre.rows("select id from ledger_codes where code = 'SWIM'")
    return int(rows[0][0])


async def member_id(scene: Scene) -> int:
    rows = await scene.centre.rows("select id from members where name = 'Leo'")
    return int(rows[0][0])


MUTATIONS: dict[str, Callable[[Scene], Awaitable[Done[Any]]]] = {
    "createAccount": lambda s: s.centre.do(
        "createAccount", create_account, CreateAccount("1002", "Bo", "USD", None, ["Cy"]), AccountOutcome
    ),
    "createLedgerCode": lambda s: s.centre.do(
        "createLedgerCode", create_ledger_code, CreateLedgerCode("ICE", "Ice"), LedgerCodeOutcome
    ),
    "createInvoice": lambda s: s.centre.invoice(100, 200),
    "makePayment": lambda s: s.centre.payment(3_000, MarkWish(invoice_id=s.invoice)),
    "createDeposit": lambda s: s.centre.payment(3_000, kind=TransactionKind.DEPOSIT),
    "checkout": lambda s: s.centre.do(
        "checkout",
        checkout,
        Checkout(s.centre.rivera, SWIM, None, Money(8_000, PaymentMethod.CARD)),
        CheckoutOutcome,
    ),
    "createCredit": lambda s: s.centre.do(
        "createCredit",
        create_credit,
        CreateCredit(s.centre.rivera, SWIM, apply_to=[MarkWish(invoice_id=s.invoice)]),
        RecordedOutcome,
    ),
    "createReconciliations": create_edge,
    "modifyReconciliations": modify,
    "deleteReconciliations": lambda s: s.centre.do(
        "deleteReconciliations",
        delete_reconciliations,
        DeleteReconciliations(transaction_id=s.payment),
        ModifiedOutcome,
    ),
    "reconcileAccount": lambda s: s.centre.do(
        "reconcileAccount", reconcile_account, ReconcileAccount(s.centre.rivera), ReconcileOutcome
    ),
    "createUser": lambda s: s.centre.do("createUser", create_user, CreateUser("b@x.org", "B", "hash"), UserOutcome),
    "updateUser": lambda s: s.centre.do(
        "updateUser", update_user, UpdateUser(s.user, [Permission.CLIENT_BILLING], disabled=True), UserOutcome
    ),
    "createApiToken": lambda s: s.centre.do(
        "createApiToken", create_api_token, CreateApiToken("Till", [], new_token()), ApiTokenOutcome
    ),
    "revokeApiToken": lambda s: s.centre.do(
        "revokeApiToken", revoke_api_token, RevokeApiToken(s.token), ApiTokenOutcome
    ),
}


async def update_of_account(scene: Scene) -> Done[Any]:
    wish = UpdateAccount(scene.centre.rivera, "Bo Rivera", "bo@example.org", ["Mia"], [await member_id(scene)])
    return await scene.centre.do("updateAccount", update_account, wish, AccountOutcome)


async def update_of_code(scene: Scene) -> Done[Any]:
    wish = UpdateLedgerCode(await code_id(scene), "Pool", archived=True)
    return await scene.centre.do("updateLedgerCode", update_ledger_code, wish, LedgerCodeOutcome)


MUTATIONS |= {"updateAccount": update_of_account, "updateLedgerCode": update_of_code}


@pytest.mark.parametrize("name", MUTATIONS)
async def test_undoing_a_mutation_gives_back_the_state_before(store: Store, name: str) -> None:
    scene = await Scene(await Centre.open(store)).set()
    before = await scene.centre.state()
    done = await MUTATIONS[name](scene)
    assert done.batch_id is not None
    changed = await scene.centre.state()
    assert changed != before
    undone = await scene.centre.undo(done)
    assert await scene.centre.state() == before
    assert await scene.centre.contradictions() == 0
    if name in {"createInvoice", "makePayment", "createDeposit", "checkout", "createCredit"}:
        with pytest.raises(WrongState):
            await scene.centre.undo(undone)
    else:
        await scene.centre.undo(undone)
        assert await scene.centre.state() == changed


async def test_an_undone_batch_is_not_undone_twice(store: Store) -> None:
    centre = await Centre.open(store)
    done = await centre.payment(100)
    await centre.undo(done)
    with pytest.raises(WrongState):
        await centre.undo(done)


async def test_what_later_changes_build_on_is_refused_and_they_are_named(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = await centre.invoice(7_500)
    await centre.payment(5_000, MarkWish(invoice_id=invoice.outcome.transaction))
    before = await centre.state()
    with pytest.raises(LaterChanges, match="makePayment by command line"):
        await centre.undo(invoice)
    assert await centre.state() == before


async def test_the_newest_of_many_later_batches_are_named_newest_first(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = await centre.invoice(7_500)
    mark = MarkWish(invoice_id=invoice.outcome.transaction)
    paid = [(await centre.payment(1_000, mark)).batch_id for _ in range(7)]
    with pytest.raises(LaterChanges, match=r"(makePayment by [^;]+; ){5}and 2 more\. Undo them first") as refused:
        await centre.undo(invoice)
    assert refused.value.later_batches == paid[:1:-1]


async def test_a_stand_in_counts_as_its_original(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500)).outcome.transaction
    before = await centre.state()
    paid = await centre.payment(5_000, MarkWish(invoice_id=invoice))
    wish = DeleteReconciliations(transaction_id=paid.outcome.transaction)
    deleted = await centre.do("deleteReconciliations", delete_reconciliations, wish, ModifiedOutcome)
    await centre.undo(deleted)
    await centre.undo(paid)
    assert await centre.state() == before


async def test_an_edge_that_was_deleted_later_blocks_the_undo(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500)).outcome.transaction
    paid = await centre.payment(5_000, MarkWish(invoice_id=invoice))
    wish = DeleteReconciliations(transaction_id=paid.outcome.transaction)
    await centre.do("deleteReconciliations", delete_reconciliations, wish, ModifiedOutcome)
    with pytest.raises(LaterChanges, match="deleteReconciliations"):
        await centre.undo(paid)


async def test_room_that_was_taken_meanwhile_blocks_the_undo_of_a_deletion(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(5_000)).outcome.transaction
    paid = await centre.payment(5_000, MarkWish(invoice_id=invoice))
    wish = DeleteReconciliations(transaction_id=paid.outcome.transaction)
    deleted = await centre.do("deleteReconciliations", delete_reconciliations, wish, ModifiedOutcome)
    await centre.payment(5_000, MarkWish(invoice_id=invoice))
    with pytest.raises(LaterChanges, match="makePayment"):
        await centre.undo(deleted)
    assert await centre.contradictions() == 0


async def test_a_pair_that_was_reconciled_anew_blocks_the_undo_of_its_deletion(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(9_000)).outcome.transaction
    paid = await centre.payment(5_000, MarkWish(invoice_id=invoice, amount_cents=2_000))
    wish = DeleteReconciliations(transaction_id=paid.outcome.transaction)
    deleted = await centre.do("deleteReconciliations", delete_reconciliations, wish, ModifiedOutcome)
    pair = EdgeWish((await centre.items(paid.outcome.transaction))[0].id, (await centre.items(invoice))[0].id, 1_000)
    again = CreateReconciliations([pair])
    await centre.do("createReconciliations", create_reconciliations, again, CreatedOutcome)
    with pytest.raises(LaterChanges):
        await centre.undo(deleted)
    assert await centre.contradictions() == 0


async def test_processing_money_is_not_undone(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500)).outcome.transaction
    paid = await centre.payment(5_000, MarkWish(invoice_id=invoice), method=PaymentMethod.ECHECK)
    with pytest.raises(WrongState, match="rocessing"):
        await centre.undo(paid)


async def test_an_account_in_use_is_not_undone(store: Store) -> None:
    centre = await Centre.open(store)
    wish = CreateAccount("1002", "Bo", "USD")
    made = await centre.do("createAccount", create_account, wish, AccountOutcome)
    await centre.invoice(100, account=made.outcome.account)
    with pytest.raises(LaterChanges):
        await centre.undo(made)


async def test_undoing_needs_the_permission_of_what_is_undone(store: Store) -> None:
    centre = await Centre.open(store)
    done = await centre.payment(100)
    assert done.batch_id is not None
    nearly = Principal(PrincipalKind.USER, "u", "U", ALL_PERMISSIONS - {Permission.RECORD_TRANSACTIONS})
    with pytest.raises(PermissionMissing):
        await centre.do("undoBatch", undo_batch, UndoBatch(done.batch_id), UndoOutcome, nearly)


async def test_an_unknown_batch_is_not_found(store: Store) -> None:
    centre = await Centre.open(store)
    with pytest.raises(NotFound):
        await centre.do("undoBatch", undo_batch, UndoBatch(17), UndoOutcome)


async def test_a_changed_password_is_not_undone(store: Store) -> None:
    scene = await Scene(await Centre.open(store)).set()
    changed = await scene.centre.do(
        "updateUser", update_user, UpdateUser(scene.user, password_hash="another"), UserOutcome
    )
    with pytest.raises(Refusal) as refused:
        await scene.centre.undo(changed)
    assert refused.value.code == "WRONG_STATE"


async def test_what_is_undone_follows_from_the_whole_row_of_undos(store: Store) -> None:
    centre = await Centre.open(store)
    before = await centre.state()
    renamed = await centre.do(
        "updateAccount", update_account, UpdateAccount(centre.rivera, "Bo Rivera"), AccountOutcome
    )
    after = await centre.state()
    row: list[Done[Any]] = [renamed]
    for turn in range(1, 5):
        row.append(await centre.undo(row[-1]))
        assert await centre.state() == (before if turn % 2 else after)
        batches = await centre.rows("select id, undone_by_id from batches where mutation <> 'createLedgerCode'")
        undone_by = {each[0]: each[1] for each in batches}
        for index, done in enumerate(row):
            stands = (turn - index) % 2 == 0
            assert done.batch_id is not None
            assert (undone_by[done.batch_id] is None) == stands, f"batch {index} after {turn} undos"
            assert stands or undone_by[done.batch_id] == row[index + 1].batch_id


async def password_of(scene: Scene) -> Any:
    return (await scene.centre.rows("select password_hash from users where email = 'desk@example.org'"))[0][0]


@pytest.mark.parametrize("also", [{"permissions": [Permission.IMPORT_DATA]}, {"disabled": True}])
async def test_what_set_a_password_beside_something_else_is_not_undone_in_part(
    store: Store, also: dict[str, Any]
) -> None:
    scene = await Scene(await Centre.open(store)).set()
    wish = UpdateUser(scene.user, password_hash="another", **also)
    changed = await scene.centre.do("updateUser", update_user, wish, UserOutcome)
    state = await scene.centre.state()
    with pytest.raises(WrongState, match=r"This set a password.* set a new password and, where this changed them too"):
        await scene.centre.undo(changed)
    assert await scene.centre.state() == state


async def test_a_new_password_holds_up_no_undo_of_what_came_before_and_stays(store: Store) -> None:
    scene = await Scene(await Centre.open(store)).set()
    before = await scene.centre.state()
    more = UpdateUser(scene.user, permissions=[Permission.IMPORT_DATA])
    changed = await scene.centre.do("updateUser", update_user, more, UserOutcome)
    await scene.centre.do("updateUser", update_user, UpdateUser(scene.user, password_hash="another"), UserOutcome)
    set_at = await scene.centre.rows("select password_set_at from users where email = 'desk@example.org'")
    await scene.centre.undo(changed)
    assert await scene.centre.state() == before
    assert await password_of(scene) == "another"
    assert await scene.centre.rows("select password_set_at from users where email = 'desk@example.org'") == set_at


async def test_the_log_tells_that_a_password_was_set_and_not_which(store: Store) -> None:
    scene = await Scene(await Centre.open(store)).set()
    wish = UpdateUser(scene.user, password_hash="another")
    done = await scene.centre.do("updateUser", update_user, wish, UserOutcome)
    ((before, after),) = await scene.centre.rows(
        f"select before, after from audit_events where batch_id = {done.batch_id}"
    )
    assert orjson.loads(before) | {"password_set_at": 0} == orjson.loads(after) | {"password_set_at": 0}
    assert orjson.loads(before)["password_set_at"] < orjson.loads(after)["password_set_at"]
    assert "another" not in after
