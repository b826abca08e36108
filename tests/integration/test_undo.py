"""Undo: every mutation restores the state before it, unless later changes build on it (domain R25, R25a)."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.errors import LaterChanges, NotFound, PermissionMissing, Refusal, WrongState
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.history import events_of
from domain.services.access import CreateUser, UpdateUser
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.checkout import Checkout
from domain.services.credentials import new_token
from domain.services.invoices import CreateCredit
from domain.services.ledger_codes import CreateLedgerCode, UpdateLedgerCode
from domain.services.marks import MarkInput
from domain.services.payments import Money
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import (
    CreateReconciliations,
    DeleteReconciliations,
    ModifyReconciliations,
    ReconciliationInput,
)
from domain.services.recording import ItemInput
from domain.services.roles import CreateRole, DeleteRole, UpdateRole
from domain.services.tokens import CreateApiToken, RevokeApiToken
from domain.services.undo.batch import UndoBatch
from domain.store.snapshots import after_of, before_of
from domain.store.store import Committed, Store
from tests.support.centre import Centre
from tests.support.contradictions import contradictions_of

SWIM = [ItemInput("Swim lessons", "SWIM", 7_500), ItemInput("Goggles", "SWIM", 2_000)]


class Scene:
    """A centre with an invoice, a payment for half of it, a user and a token."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre

    async def set(self) -> "Scene":
        self.invoice = (await self.centre.invoice(7_500, 7_500, 2_000)).result.transaction
        self.payment = (await self.centre.payment(10_000, MarkInput(invoice_id=self.invoice))).result.transaction
        self.extra = (await self.centre.payment(5_000)).result.transaction
        user = CreateUser("desk@example.org", "Desk", "hash", [Permission.VIEW_REPORTS])
        self.user = (await self.centre.do(user)).result.user
        token = CreateApiToken("Shop", [Permission.VIEW_REPORTS], new_token())
        self.role = (await self.centre.do(CreateRole("Desk", [Permission.CLIENT_BILLING]))).result.role
        self.token = (await self.centre.do(token)).result.api_token
        return self


async def modify(scene: Scene) -> Committed[Any]:
    paid = (await scene.centre.items(scene.payment))[0].id
    first, second, third = (item.id for item in await scene.centre.items(scene.invoice))
    command = ModifyReconciliations(
        scene.payment,
        [
            ReconciliationInput(paid, second, 7_500),
            ReconciliationInput(paid, third, 2_000),
            ReconciliationInput(paid, first, 500),
        ],
    )
    return await scene.centre.do(command)


async def create_reconciliation(scene: Scene) -> Committed[Any]:
    paid = (await scene.centre.items(scene.extra))[0].id
    third = (await scene.centre.items(scene.invoice))[2].id
    command = CreateReconciliations([ReconciliationInput(paid, third, 1_500)])
    return await scene.centre.do(command)


async def code_id(scene: Scene) -> int:
    rows = await scene.centre.rows("select id from ledger_codes where code = 'SWIM'")
    return int(rows[0][0])


async def member_id(scene: Scene) -> int:
    rows = await scene.centre.rows("select id from members where name = 'Leo'")
    return int(rows[0][0])


MUTATIONS: dict[str, Callable[[Scene], Awaitable[Committed[Any]]]] = {
    "createAccount": lambda s: s.centre.do(CreateAccount("1002", "Bo", "USD", None, ["Cy"])),
    "createLedgerCode": lambda s: s.centre.do(CreateLedgerCode("ICE", "Ice")),
    "createInvoice": lambda s: s.centre.invoice(100, 200),
    "makePayment": lambda s: s.centre.payment(3_000, MarkInput(invoice_id=s.invoice)),
    "createDeposit": lambda s: s.centre.payment(3_000, kind=TransactionKind.DEPOSIT),
    "checkout": lambda s: s.centre.do(Checkout(s.centre.rivera, SWIM, None, Money(8_000, PaymentMethod.CARD))),
    "createCredit": lambda s: s.centre.do(
        CreateCredit(s.centre.rivera, SWIM, apply_to=[MarkInput(invoice_id=s.invoice)])
    ),
    "createReconciliations": create_reconciliation,
    "modifyReconciliations": modify,
    "deleteReconciliations": lambda s: s.centre.do(DeleteReconciliations(transaction_id=s.payment)),
    "reconcileAccount": lambda s: s.centre.do(ReconcileAccount(s.centre.rivera)),
    "createUser": lambda s: s.centre.do(CreateUser("b@x.org", "B", "hash")),
    "updateUser": lambda s: s.centre.do(UpdateUser(s.user, [Permission.CLIENT_BILLING], disabled=True)),
    "createRole": lambda s: s.centre.do(CreateRole("Reports", [Permission.VIEW_REPORTS])),
    "updateRole": lambda s: s.centre.do(UpdateRole(s.role, "Front desk", [Permission.VIEW_REPORTS])),
    "deleteRole": lambda s: s.centre.do(DeleteRole(s.role)),
    "createApiToken": lambda s: s.centre.do(CreateApiToken("Till", [], new_token())),
    "revokeApiToken": lambda s: s.centre.do(RevokeApiToken(s.token)),
}


async def update_of_account(scene: Scene) -> Committed[Any]:
    command = UpdateAccount(scene.centre.rivera, "Bo Rivera", "bo@example.org", ["Mia"], [await member_id(scene)])
    return await scene.centre.do(command)


async def update_of_code(scene: Scene) -> Committed[Any]:
    command = UpdateLedgerCode(await code_id(scene), "Pool", archived=True)
    return await scene.centre.do(command)


MUTATIONS |= {"updateAccount": update_of_account, "updateLedgerCode": update_of_code}


@pytest.mark.parametrize("name", MUTATIONS)
async def test_undoing_a_mutation_restores_the_state_before(store: Store, name: str) -> None:
    scene = await Scene(await Centre.open(store)).set()
    before = await scene.centre.state()
    done = await MUTATIONS[name](scene)
    assert done.batch_id is not None
    changed = await scene.centre.state()
    assert changed != before
    undone = await scene.centre.undo(done)
    assert await scene.centre.state() == before
    assert await contradictions_of(scene.centre.store) == []
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


async def test_refuses_to_undo_what_later_batches_build_on_and_names_them(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = await centre.invoice(7_500)
    await centre.payment(5_000, MarkInput(invoice_id=invoice.result.transaction))
    before = await centre.state()
    with pytest.raises(LaterChanges, match="makePayment by command line"):
        await centre.undo(invoice)
    assert await centre.state() == before


async def test_the_newest_of_many_later_batches_are_named_newest_first(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = await centre.invoice(7_500)
    mark = MarkInput(invoice_id=invoice.result.transaction)
    paid = [(await centre.payment(1_000, mark)).batch_id for _ in range(7)]
    with pytest.raises(LaterChanges, match=r"(makePayment by [^;]+; ){5}and 2 more\. Undo them first") as refused:
        await centre.undo(invoice)
    assert refused.value.later_batches == paid[:1:-1]


async def test_a_replacement_counts_as_its_original(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500)).result.transaction
    before = await centre.state()
    paid = await centre.payment(5_000, MarkInput(invoice_id=invoice))
    command = DeleteReconciliations(transaction_id=paid.result.transaction)
    deleted = await centre.do(command)
    await centre.undo(deleted)
    await centre.undo(paid)
    assert await centre.state() == before


async def test_a_reconciliation_deleted_later_blocks_the_undo(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500)).result.transaction
    paid = await centre.payment(5_000, MarkInput(invoice_id=invoice))
    command = DeleteReconciliations(transaction_id=paid.result.transaction)
    await centre.do(command)
    with pytest.raises(LaterChanges, match="deleteReconciliations"):
        await centre.undo(paid)


async def test_an_open_amount_used_since_blocks_the_undo_of_a_deletion(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(5_000)).result.transaction
    paid = await centre.payment(5_000, MarkInput(invoice_id=invoice))
    command = DeleteReconciliations(transaction_id=paid.result.transaction)
    deleted = await centre.do(command)
    await centre.payment(5_000, MarkInput(invoice_id=invoice))
    with pytest.raises(LaterChanges, match="makePayment"):
        await centre.undo(deleted)
    assert await contradictions_of(centre.store) == []


async def test_a_pair_reconciled_again_blocks_the_undo_of_its_deletion(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(9_000)).result.transaction
    paid = await centre.payment(5_000, MarkInput(invoice_id=invoice, amount_cents=2_000))
    command = DeleteReconciliations(transaction_id=paid.result.transaction)
    deleted = await centre.do(command)
    pair = ReconciliationInput(
        (await centre.items(paid.result.transaction))[0].id, (await centre.items(invoice))[0].id, 1_000
    )
    again = CreateReconciliations([pair])
    await centre.do(again)
    with pytest.raises(LaterChanges):
        await centre.undo(deleted)
    assert await contradictions_of(centre.store) == []


async def test_refuses_to_undo_a_processing_payment(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500)).result.transaction
    paid = await centre.payment(5_000, MarkInput(invoice_id=invoice), method=PaymentMethod.ECHECK)
    with pytest.raises(WrongState, match="rocessing"):
        await centre.undo(paid)


async def test_refuses_to_undo_an_account_in_use(store: Store) -> None:
    centre = await Centre.open(store)
    command = CreateAccount("1002", "Bo", "USD")
    made = await centre.do(command)
    await centre.invoice(100, account=made.result.account)
    with pytest.raises(LaterChanges):
        await centre.undo(made)


async def test_undoing_needs_the_permission_of_the_undone_mutation(store: Store) -> None:
    centre = await Centre.open(store)
    done = await centre.payment(100)
    assert done.batch_id is not None
    nearly = Principal(PrincipalKind.USER, "u", "U", ALL_PERMISSIONS - {Permission.RECORD_TRANSACTIONS})
    with pytest.raises(PermissionMissing):
        await centre.do(UndoBatch(done.batch_id), nearly)


async def test_an_unknown_batch_is_not_found(store: Store) -> None:
    centre = await Centre.open(store)
    with pytest.raises(NotFound):
        await centre.do(UndoBatch(17))


async def test_refuses_to_undo_a_password_change(store: Store) -> None:
    scene = await Scene(await Centre.open(store)).set()
    changed = await scene.centre.do(UpdateUser(scene.user, password_hash="another"))
    with pytest.raises(Refusal) as refused:
        await scene.centre.undo(changed)
    assert refused.value.code == "WRONG_STATE"


async def test_the_result_of_an_undo_follows_from_the_whole_chain_of_undos(store: Store) -> None:
    centre = await Centre.open(store)
    before = await centre.state()
    renamed = await centre.do(UpdateAccount(centre.rivera, "Bo Rivera"))
    after = await centre.state()
    row: list[Committed[Any]] = [renamed]
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
async def test_refuses_a_partial_undo_of_a_batch_that_set_a_password(store: Store, also: dict[str, Any]) -> None:
    scene = await Scene(await Centre.open(store)).set()
    command = UpdateUser(scene.user, password_hash="another", **also)
    changed = await scene.centre.do(command)
    state = await scene.centre.state()
    with pytest.raises(WrongState, match=r"This set a password.* set a new password and, where this changed them too"):
        await scene.centre.undo(changed)
    assert await scene.centre.state() == state


async def test_a_new_password_blocks_no_earlier_undo_and_is_kept(store: Store) -> None:
    scene = await Scene(await Centre.open(store)).set()
    before = await scene.centre.state()
    more = UpdateUser(scene.user, permissions=[Permission.IMPORT_DATA])
    changed = await scene.centre.do(more)
    await scene.centre.do(UpdateUser(scene.user, password_hash="another"))
    set_at = await scene.centre.rows("select password_set_at from users where email = 'desk@example.org'")
    await scene.centre.undo(changed)
    assert await scene.centre.state() == before
    assert await password_of(scene) == "another"
    assert await scene.centre.rows("select password_set_at from users where email = 'desk@example.org'") == set_at


async def test_the_log_records_that_a_password_was_set_but_not_the_password(store: Store) -> None:
    scene = await Scene(await Centre.open(store)).set()
    command = UpdateUser(scene.user, password_hash="another")
    done = await scene.centre.do(command)
    assert done.batch_id is not None
    (event,) = await store.read(events_of(done.batch_id))
    before, after = before_of(event) or {}, after_of(event)
    assert before | {"password_set_at": 0} == after | {"password_set_at": 0}
    assert before["password_set_at"] < after["password_set_at"]
    assert "another" not in f"{event!r} {event.personal!r}"
