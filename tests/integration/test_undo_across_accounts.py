"""An invalid reconciliation across two accounts: releasing it locks both accounts and updates both sums."""

from datetime import date
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod
from domain.errors import LaterChanges
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.payment_states import ConfirmPayment, FailPayment
from domain.services.planned_payments import CreatePlannedPayments, DeletePlannedPayment
from domain.store.store import Committed, Store
from tests.support.book_sums import sums_again
from tests.support.contradictions import contradictions_of
from tests.support.ledger import BAD, Ledger, broken

SUMS = (
    "select number, unreconciled_debit_cents, unreconciled_credit_cents from accounts "
    "where number in ('1001', '1002') order by number"
)
ITEM = (
    "(select i.{} from items i join transactions t on t.id = i.transaction_id where t.number = '{}' and i.position = 1)"
)


async def open_amounts(ledger: Ledger) -> list[tuple[Any, ...]]:
    return await ledger.centre.rows(SUMS)


async def move_credit(ledger: Ledger, number: str, to: str) -> None:
    """Gives a reconciliation's credit end to another account's payment, as only damage does, and the sums with it."""
    await ledger.unguard("reconciliations", "edge_within_account")
    cents = "(select sum(amount_cents) from reconciliations where credit_item_id = {})".format(
        ITEM.format("id", number)
    )
    for table, key in (("items", "id"), ("transactions", "transaction_id")):
        for sign, end in (("-", number), ("+", to)):
            await ledger.sql(
                f"update {table} set reconciled_cents = reconciled_cents {sign} {cents} where id = {ITEM.format(key, end)}"
            )
    for sign, end in (("+", number), ("-", to)):
        await ledger.sql(
            f"update accounts set unreconciled_credit_cents = unreconciled_credit_cents {sign} {cents} "
            f"where id = {ITEM.format('account_id', end)}"
        )
    await ledger.sql(
        f"update reconciliations set credit_account_id = {ITEM.format('account_id', to)}, "
        f"credit_item_id = {ITEM.format('id', to)}, credit_transaction_id = {ITEM.format('transaction_id', to)} "
        f"where credit_item_id = {ITEM.format('id', number)}"
    )
    await ledger.centre.store.backend.run_unit(sums_again)


async def damaged(store: Store) -> tuple[Ledger, Committed[Any]]:
    """A ledger where 30.00 of J-1, Bo's, is reconciled with Rivera's P-1, as only damage does."""
    ledger = await Ledger.open(store)
    made = await ledger.load("Q-1,1,J-1,1,30")
    await move_credit(ledger, "Q-1", "P-1")
    assert await open_amounts(ledger) == [("1001", 9_500, 12_000), ("1002", 0, 3_000)]
    return ledger, made


@pytest.mark.parametrize("name", BAD)
async def test_undoing_and_redoing_an_import_with_a_kept_error_restores_it(store: Store, name: str) -> None:
    ledger = await Ledger.open(store)
    kept = await broken(ledger, name)
    with_it = await ledger.centre.state()
    undone = await ledger.centre.undo(kept)
    assert not [each for each in await ledger.reconciliations() if each[5]]
    again = await ledger.centre.undo(undone)
    assert await ledger.centre.state() == with_it
    await ledger.centre.undo(again)
    assert not [each for each in await ledger.reconciliations() if each[5]]
    assert await contradictions_of(ledger.centre.store) == []


async def test_undoing_a_reconciliation_across_accounts_frees_both(store: Store) -> None:
    ledger, made = await damaged(store)
    undone = await ledger.centre.undo(made)
    assert len(undone.result.accounts) == 2
    assert await ledger.reconciliations() == []
    assert await open_amounts(ledger) == [("1001", 9_500, 15_000), ("1002", 3_000, 3_000)]
    assert await contradictions_of(ledger.centre.store) == []


async def test_refuses_to_undo_the_deletion_of_a_reconciliation_across_accounts(store: Store) -> None:
    ledger, _ = await damaged(store)
    (reconciliation,) = await ledger.centre.rows("select id from reconciliations")
    deleted = await ledger.delete(reconciliation[0])
    assert await open_amounts(ledger) == [("1001", 9_500, 15_000), ("1002", 3_000, 3_000)]
    with pytest.raises(LaterChanges):
        await ledger.centre.undo(deleted)


async def test_failing_a_payment_reconciled_across_accounts_frees_both(store: Store) -> None:
    ledger, _ = await damaged(store)
    paid = await ledger.transaction("P-1")
    await ledger.centre.do(FailPayment(paid, "Returned"))
    assert await open_amounts(ledger) == [("1001", 9_500, 10_000), ("1002", 3_000, 3_000)]
    assert await contradictions_of(ledger.centre.store) == []


async def test_confirming_a_payment_reconciled_across_accounts_settles_it_there(store: Store) -> None:
    ledger = await Ledger.open(store)
    paid = (await ledger.centre.payment(3_000, method=PaymentMethod.ECHECK)).result.transaction
    await ledger.load("PAY-1001-1,1,I-1,1,30")
    debit = f"debit_item_id = {ITEM.format('id', 'J-1')}, debit_transaction_id = {ITEM.format('transaction_id', 'J-1')}"
    await ledger.unguard("reconciliations", "edge_within_account")
    await ledger.sql(f"update reconciliations set account_id = {ITEM.format('account_id', 'J-1')}, {debit}")
    sums = "reconciled_cents = {0}, processing_cents = {0}"
    for table, key in (("items", "id"), ("transactions", "transaction_id")):
        for cents, number in ((0, "I-1"), (3_000, "J-1")):
            await ledger.sql(f"update {table} set {sums.format(cents)} where id = {ITEM.format(key, number)}")
    await ledger.centre.do(ConfirmPayment(paid))
    assert await ledger.centre.rows(
        "select reconciled_cents, processing_cents from transactions where number = 'J-1'"
    ) == [(3_000, 0)]


async def test_deleting_a_planned_payment_that_holds_an_item_of_another_account_frees_both(store: Store) -> None:
    ledger = await Ledger.open(store)
    item = InstallmentItem(2_000, item_id=await ledger.item("I-1", 2))
    command = CreatePlannedPayments(
        ledger.centre.rivera, [InstallmentTerms(date(2026, 2, 1), 2_000, PaymentMethod.CARD, [item])]
    )
    made = await ledger.centre.do(command)
    (planned,) = made.result.planned_payments
    await ledger.unguard("reconciliations", "edge_within_account")
    await ledger.sql(
        f"update reconciliations set account_id = {ITEM.format('account_id', 'J-1')}, "
        f"debit_item_id = {ITEM.format('id', 'J-1')}, debit_transaction_id = {ITEM.format('transaction_id', 'J-1')}"
    )
    for table, key in (("items", "id"), ("transactions", "transaction_id")):
        await ledger.sql(f"update {table} set planned_cents = 0")
        await ledger.sql(f"update {table} set planned_cents = 2000 where id = {ITEM.format(key, 'J-1')}")
    for sign, number in (("+", "1001"), ("-", "1002")):
        await ledger.sql(
            f"update accounts set unreconciled_debit_cents = unreconciled_debit_cents {sign} 2000 where number = '{number}'"
        )
    await ledger.centre.store.backend.run_unit(sums_again)
    delete = DeletePlannedPayment(planned)
    await ledger.centre.do(delete)
    assert await contradictions_of(ledger.centre.store) == []
    assert await open_amounts(ledger) == [("1001", 9_500, 15_000), ("1002", 3_000, 3_000)]
