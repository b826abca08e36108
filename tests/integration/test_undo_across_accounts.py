"""An edge across two accounts, kept or of damage: whoever ends it holds both, and brings the sums of both up to date."""

from datetime import date
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod
from domain.errors import LaterChanges
from domain.services.installments import InstallmentItemWish, InstallmentWish
from domain.services.payment_states import (
    ConfirmedOutcome,
    ConfirmPayment,
    FailedOutcome,
    FailPayment,
    confirm_payment,
    fail_payment,
)
from domain.services.planned_payments import (
    CreatePlannedPayments,
    DeletePlannedPayment,
    PlannedOutcome,
    create_planned_payments,
    delete_planned_payment,
)
from domain.store.store import Done, Store
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
    """Gives an edge's credit end to another account's payment, as only damage does, and the sums with it."""
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


async def damaged(store: Store) -> tuple[Ledger, Done[Any]]:
    """A ledger where 30.00 of J-1, Bo's, is reconciled with Rivera's P-1, as only damage does."""
    ledger = await Ledger.open(store)
    made = await ledger.load("Q-1,1,J-1,1,30")
    await move_credit(ledger, "Q-1", "P-1")
    assert await open_amounts(ledger) == [("1001", 9_500, 12_000), ("1002", 0, 3_000)]
    return ledger, made


@pytest.mark.parametrize("name", BAD)
async def test_undoing_what_kept_an_error_and_undoing_that_gives_back_what_was(store: Store, name: str) -> None:
    ledger, kept = await broken(store, name)
    with_it = await ledger.centre.state()
    undone = await ledger.centre.undo(kept)
    assert not [edge for edge in await ledger.edges() if edge[5]]
    again = await ledger.centre.undo(undone)
    assert await ledger.centre.state() == with_it
    await ledger.centre.undo(again)
    assert not [edge for edge in await ledger.edges() if edge[5]]
    assert await ledger.centre.contradictions() == 0


async def test_undoing_what_made_an_edge_across_accounts_frees_both(store: Store) -> None:
    ledger, made = await damaged(store)
    undone = await ledger.centre.undo(made)
    assert len(undone.outcome.accounts) == 2
    assert await ledger.edges() == []
    assert await open_amounts(ledger) == [("1001", 9_500, 15_000), ("1002", 3_000, 3_000)]
    assert await ledger.centre.contradictions() == 0


async def test_undoing_the_deletion_of_an_edge_across_accounts_is_refused(store: Store) -> None:
    ledger, _ = await damaged(store)
    (edge,) = await ledger.centre.rows("select id from reconciliations")
    deleted = await ledger.delete(edge[0])
    assert await open_amounts(ledger) == [("1001", 9_500, 15_000), ("1002", 3_000, 3_000)]
    with pytest.raises(LaterChanges):
        await ledger.centre.undo(deleted)


async def test_failing_money_that_is_on_another_account_frees_both(store: Store) -> None:
    ledger, _ = await damaged(store)
    paid = await ledger.transaction("P-1")
    await ledger.centre.do("failPayment", fail_payment, FailPayment(paid, "Returned"), FailedOutcome)
    assert await open_amounts(ledger) == [("1001", 9_500, 10_000), ("1002", 3_000, 3_000)]
    assert await ledger.centre.contradictions() == 0


async def test_confirming_money_that_is_on_another_account_settles_it_there(store: Store) -> None:
    ledger = await Ledger.open(store)
    paid = (await ledger.centre.payment(3_000, method=PaymentMethod.ECHECK)).outcome.transaction
    await ledger.load("PAY-1001-1,1,I-1,1,30")
    debit = f"debit_item_id = {ITEM.format('id', 'J-1')}, debit_transaction_id = {ITEM.format('transaction_id', 'J-1')}"
    await ledger.unguard("reconciliations", "edge_within_account")
    await ledger.sql(f"update reconciliations set account_id = {ITEM.format('account_id', 'J-1')}, {debit}")
    sums = "reconciled_cents = {0}, processing_cents = {0}"
    for table, key in (("items", "id"), ("transactions", "transaction_id")):
        for cents, number in ((0, "I-1"), (3_000, "J-1")):
            await ledger.sql(f"update {table} set {sums.format(cents)} where id = {ITEM.format(key, number)}")
    await ledger.centre.do("confirmPayment", confirm_payment, ConfirmPayment(paid), ConfirmedOutcome)
    assert await ledger.centre.rows(
        "select reconciled_cents, processing_cents from transactions where number = 'J-1'"
    ) == [(3_000, 0)]


async def test_deleting_a_planned_payment_that_holds_an_item_of_another_account_frees_both(store: Store) -> None:
    ledger = await Ledger.open(store)
    item = InstallmentItemWish(2_000, item_id=await ledger.item("I-1", 2))
    wish = CreatePlannedPayments(
        ledger.centre.rivera, [InstallmentWish(date(2026, 2, 1), 2_000, PaymentMethod.CARD, [item])]
    )
    made = await ledger.centre.do("createPlannedPayments", create_planned_payments, wish, PlannedOutcome)
    (planned,) = made.outcome.planned_payments
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
    delete = DeletePlannedPayment(planned)
    await ledger.centre.do("deletePlannedPayment", delete_planned_payment, delete, PlannedOutcome)
    assert await ledger.centre.contradictions() == 0
    assert await open_amounts(ledger) == [("1001", 9_500, 15_000), ("1002", 3_000, 3_000)]
