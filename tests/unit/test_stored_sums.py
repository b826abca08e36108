"""What each change adds to the stored sums of items, transactions, accounts and bank lines (domain R5b, R21a, R22a)."""

import datetime
from typing import Any

import pytest

from domain.core.kinds import (
    BankLinePartKind,
    PaymentMethod,
    PaymentState,
    PlannedPaymentState,
    ReconciliationOrigin,
    TransactionKind,
)
from domain.store.changes import Changes
from domain.store.sums import NOTHING, ReconciledSums, SumChanges, sums_of
from domain.tables import BankLinePartRow, ItemRow, PlannedPaymentRow, ReconciliationRow, Record, TransactionRow

DAY = datetime.date(2026, 3, 5)
ANN, BO = 1, 2
INVOICE, PAYMENT, REFUND, CREDIT = (
    TransactionKind.INVOICE,
    TransactionKind.PAYMENT,
    TransactionKind.REFUND,
    TransactionKind.CREDIT,
)
PROCESSING, CONFIRMED = PaymentState.PROCESSING, PaymentState.CONFIRMED
PAID, OWED = 31, 41
"""The credit and the debit item of a reconciliation; their transactions have the ids 30 and 40."""


def transaction(kind: TransactionKind, cents: int, **fields: Any) -> TransactionRow:
    nothing = dict.fromkeys(
        ("due_on", "withdrawn_at", "reference", "method", "corrects_id", "confirmed_at", "failed_at")
    )
    plain = {"batch_id": 1, "number": "T-1", "date": DAY, "recorded_at": 1, "recording_seq": 1, "description": ""}
    return TransactionRow(
        10, account_id=ANN, kind=kind, amount_cents=cents, **{**nothing, **plain, "payment_state": None, **fields}
    )


def item(kind: TransactionKind, cents: int, **fields: Any) -> ItemRow:
    nothing = dict.fromkeys(("withdrawn_at", "ledger_code_id", "member_id", "cancels_id"))
    plain = {"transaction_id": 10, "position": 1, "date": DAY, "recording_seq": 1, "description": ""}
    return ItemRow(11, account_id=ANN, kind=kind, side=kind.side, amount_cents=cents, **{**nothing, **plain, **fields})


def reconciliation(cents: int, **fields: Any) -> ReconciliationRow:
    ends = {"credit_item_id": PAID, "credit_transaction_id": 30, "debit_item_id": OWED, "debit_transaction_id": 40}
    plain = {
        "recorded_at": 1,
        "recorded_by": "Ann",
        "batch_id": 1,
        "planned_payment_id": None,
        "credit_account_id": ANN,
    }
    states = {"origin": ReconciliationOrigin.MANUAL, "processing": False, "faulty": False}
    return ReconciliationRow(12, account_id=ANN, amount_cents=cents, **{**ends, **plain, **states, **fields})


PLANNED = {"planned_payment_id": 13, "credit_item_id": None, "credit_transaction_id": None}


def planned(cents: int, **fields: Any) -> PlannedPaymentRow:
    plain = {"due_on": DAY, "method": PaymentMethod.CARD, "state": PlannedPaymentState.PLANNED, "transaction_id": None}
    return PlannedPaymentRow(13, ANN, 1, amount_cents=cents, recorded_at=1, **{**plain, **fields})


def part(cents: int, **fields: Any) -> BankLinePartRow:
    plain = {"account_id": ANN, "transaction_id": 10, "kind": BankLinePartKind.TRANSACTION, "reason": None}
    return BankLinePartRow(
        14, line_id=50, amount_cents=cents, recorded_at=1, recorded_by="Ann", batch_id=1, **{**plain, **fields}
    )


def added(*rows: Record) -> SumChanges:
    """What new rows add."""
    changes = Changes()
    for row in rows:
        changes.add(row)
    return SumChanges(changes)


def changed(row: Record, **fields: object) -> SumChanges:
    """What a change of a row adds."""
    changes = Changes()
    changes.change(row, **fields)
    return SumChanges(changes)


def of_ann(sums: SumChanges) -> dict[str, int]:
    """What is added to the sums of the only account, without columns to which nothing is."""
    (of_account,) = [*sums.accounts.values()] or [{}]
    assert set(sums.accounts) <= {ANN}
    return {column.removesuffix("_cents"): cents for column, cents in of_account.items() if cents}


ON_ITS_WAY = transaction(PAYMENT, 100, payment_state=PROCESSING)


@pytest.mark.parametrize(
    ("row", "sums"),
    [
        (None, NOTHING),
        (reconciliation(50), ReconciledSums(50, 0, 0, 0)),
        (reconciliation(50, processing=True), ReconciledSums(50, 50, 0, 0)),
        (reconciliation(50, **PLANNED), ReconciledSums(0, 0, 50, 0)),
        (reconciliation(50, faulty=True), ReconciledSums(0, 0, 0, 1)),
        (reconciliation(50, released_at=7), NOTHING),
    ],
    ids=["none", "confirmed", "processing", "planned", "invalid", "released"],
)
def test_a_reconciliation_adds_to_both_of_its_ends(row: ReconciliationRow | None, sums: ReconciledSums) -> None:
    assert sums_of(row) == sums


def test_sums_are_added_and_subtracted_column_by_column() -> None:
    first, second = ReconciledSums(1, 20, 300, 4_000), ReconciledSums(5, 60, 700, 8_000)
    assert first.plus(second) == ReconciledSums(6, 80, 1_000, 12_000)
    assert first.plus(second, -1) == ReconciledSums(-4, -40, -400, -4_000)


@pytest.mark.parametrize(
    ("row", "sums"),
    [
        (transaction(INVOICE, 100), {"balance": 100}),
        (transaction(PAYMENT, 100, payment_state=CONFIRMED), {"balance": -100}),
        (ON_ITS_WAY, {"processing": 100}),
        (transaction(REFUND, 100), {"balance": 100}),
        (transaction(CREDIT, 100), {"balance": -100}),
        (transaction(INVOICE, 100, withdrawn_at=7), {}),
        (item(INVOICE, 100), {"unreconciled_debit": 100}),
        (item(CREDIT, 100), {"unreconciled_credit": 100}),
        (item(INVOICE, 100, withdrawn_at=7), {}),
        (planned(100), {"planned": 100}),
        (planned(100, state=PlannedPaymentState.PROCESSED), {}),
        (reconciliation(40), {"unreconciled_debit": -40, "unreconciled_credit": -40}),
        (reconciliation(40, **PLANNED), {"unreconciled_debit": -40}),
        (reconciliation(40, faulty=True), {}),
        (reconciliation(40, released_at=7), {}),
    ],
)
def test_a_new_row_adds_to_the_sums_of_its_account(row: Record, sums: dict[str, int]) -> None:
    assert of_ann(added(row)) == sums


@pytest.mark.parametrize(
    ("row", "fields", "sums"),
    [
        (ON_ITS_WAY, {"payment_state": CONFIRMED}, {"processing": -100, "balance": -100}),
        (transaction(INVOICE, 100), {"withdrawn_at": 7}, {"balance": -100}),
        (transaction(INVOICE, 100), {"description": "Swimming"}, {}),
        (item(INVOICE, 100), {"withdrawn_at": 7}, {"unreconciled_debit": -100}),
        (planned(100), {"amount_cents": 70}, {"planned": -30}),
        (planned(100), {"state": PlannedPaymentState.DELETED}, {"planned": -100}),
        (reconciliation(40), {"released_at": 7}, {"unreconciled_debit": 40, "unreconciled_credit": 40}),
        (reconciliation(40), {"amount_cents": 30}, {"unreconciled_debit": 10, "unreconciled_credit": 10}),
        (reconciliation(40, processing=True), {"processing": False}, {}),
    ],
)  # fmt: skip
def test_a_change_adds_the_difference(row: Record, fields: dict[str, object], sums: dict[str, int]) -> None:
    assert of_ann(changed(row, **fields)) == sums


def test_a_reconciliation_counts_at_its_items_and_transactions() -> None:
    second = reconciliation(10, debit_item_id=OWED + 1)
    second.id = 99
    sums = added(reconciliation(40, processing=True), second)
    assert sums.items == {
        PAID: ReconciledSums(50, 40), OWED: ReconciledSums(40, 40), OWED + 1: ReconciledSums(10)
    }  # fmt: skip
    assert sums.transactions == {30: ReconciledSums(50, 40), 40: ReconciledSums(50, 40)}
    assert added(reconciliation(40, **PLANNED)).items == {OWED: ReconciledSums(planned_cents=40)}
    assert changed(reconciliation(40), released_at=7).items == {PAID: ReconciledSums(-40), OWED: ReconciledSums(-40)}
    assert changed(reconciliation(40), recorded_by="Bo").items == {}


def test_the_two_ends_may_be_on_two_accounts() -> None:
    sums = added(reconciliation(40, credit_account_id=BO)).accounts
    assert {account: [cents for cents in each.values() if cents] for account, each in sums.items()} == {
        ANN: [-40],
        BO: [-40],
    }
    assert sums[ANN]["unreconciled_debit_cents"] == sums[BO]["unreconciled_credit_cents"] == -40


@pytest.mark.parametrize(
    ("cents", "banked"), [(100, 100), (1, 1), (-100, 100)], ids=["money in", "a cent", "money out"]
)
def test_a_part_explains_its_line_and_stands_for_its_transaction(cents: int, banked: int) -> None:
    sums = added(part(cents))
    assert (sums.lines, sums.banked) == ({50: cents}, {10: banked})
    ended = changed(part(cents), withdrawn_at=7)
    assert (ended.lines, ended.banked) == ({50: -cents}, {10: -banked})


def test_parts_of_one_line_add_up_and_one_without_a_transaction_stands_for_none() -> None:
    fee = part(-5, transaction_id=None)
    fee.id = 99
    other = part(20)
    other.id = 98
    sums = added(part(100), fee, other)
    assert (sums.lines, sums.banked) == ({50: 115}, {10: 120})
    assert added(part(100, withdrawn_at=7)).lines == {50: 0}


@pytest.mark.parametrize(
    ("kind", "balance", "column"), [(INVOICE, 100, "unreconciled_debit"), (PAYMENT, -100, "unreconciled_credit")]
)
def test_what_was_hidden_counts_once_it_is_shown(kind: TransactionKind, balance: int, column: str) -> None:
    """Domain R24b."""
    sums = added()
    sums.show(ANN, kind, 100)
    assert of_ann(sums) == {"balance": balance, column: 100}
    sums = added()
    sums.show_reconciled(ANN, 40)
    sums.show_reconciled(ANN, 2)
    assert of_ann(sums) == {"unreconciled_debit": -42, "unreconciled_credit": -42}
