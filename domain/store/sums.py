"""The stored sums: what each change adds to the sums of items, transactions and accounts.

The one place where sums follow from edges. Writing keeps the tables by it in the same atomic block, CHECKs refuse what
would break R6, and ``verify`` compares the tables with the edges.
"""

from collections import defaultdict
from typing import NamedTuple

from domain.core.kinds import PaymentState, Side
from domain.rows import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.store.changes import Changes


class EdgeSums(NamedTuple):
    """What edges come to at one end, in the order of the sums' columns (domain R21a, R22a)."""

    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0

    def plus(self, other: "EdgeSums", sign: int = 1) -> "EdgeSums":
        """The sums with another's added, or with ``sign`` -1 taken off."""
        return EdgeSums(
            self.reconciled_cents + sign * other.reconciled_cents,
            self.processing_cents + sign * other.processing_cents,
            self.planned_cents + sign * other.planned_cents,
            self.faulty_count + sign * other.faulty_count,
        )


NOTHING = EdgeSums()


def of_edge(edge: ReconciliationRow | None) -> EdgeSums:
    """What one edge adds at each of its ends: nothing once released, only a count when faulty."""
    if edge is None or edge.released_at is not None:
        return NOTHING
    if edge.faulty:
        return EdgeSums(faulty_count=1)
    if edge.planned_payment_id is not None:
        return EdgeSums(planned_cents=edge.amount_cents)
    return EdgeSums(edge.amount_cents, edge.amount_cents if edge.processing else 0)


class AccountSums(NamedTuple):
    """What changes add to an account's sums, in the order of its columns (domain R5b)."""

    balance_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    unreconciled_debit_cents: int = 0
    unreconciled_credit_cents: int = 0


class SumChanges:
    """What a block's changes add to stored sums: by item, by transaction, by account."""

    def __init__(self, changes: Changes) -> None:
        self.items: defaultdict[int, EdgeSums] = defaultdict(EdgeSums)
        self.transactions: defaultdict[int, EdgeSums] = defaultdict(EdgeSums)
        self._accounts: defaultdict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(AccountSums._fields, 0))
        for edge_before, edge in changes.of(ReconciliationRow):
            self._edge(edge, of_edge(edge).plus(of_edge(edge_before), -1))
        for before, transaction in changes.of(TransactionRow):
            self._transaction(before, -1)
            self._transaction(transaction, +1)
        for item_before, item in changes.of(ItemRow):
            self._item(item_before, -1)
            self._item(item, +1)
        for planned_before, planned in changes.of(PlannedPaymentRow):
            self._planned(planned_before, -1)
            self._planned(planned, +1)

    @property
    def accounts(self) -> dict[int, AccountSums]:
        """What is added to each account's sums."""
        return {account_id: AccountSums(**sums) for account_id, sums in self._accounts.items()}

    def _edge(self, edge: ReconciliationRow, added: EdgeSums) -> None:
        if added == NOTHING:
            return
        held = added.reconciled_cents + added.planned_cents
        self.items[edge.debit_item_id] = self.items[edge.debit_item_id].plus(added)
        self.transactions[edge.debit_transaction_id] = self.transactions[edge.debit_transaction_id].plus(added)
        self._accounts[edge.account_id]["unreconciled_debit_cents"] -= held
        if edge.credit_item_id is not None and edge.credit_transaction_id is not None:
            self.items[edge.credit_item_id] = self.items[edge.credit_item_id].plus(added)
            self.transactions[edge.credit_transaction_id] = self.transactions[edge.credit_transaction_id].plus(added)
            self._accounts[edge.credit_account_id]["unreconciled_credit_cents"] -= held

    def _transaction(self, row: TransactionRow | None, sign: int) -> None:
        if row is None or row.withdrawn_at is not None:
            return
        sums = self._accounts[row.account_id]
        if row.payment_state is PaymentState.PROCESSING:
            sums["processing_cents"] += sign * row.amount_cents
        else:
            sums["balance_cents"] += sign * (row.amount_cents if row.side is Side.DEBIT else -row.amount_cents)

    def _item(self, row: ItemRow | None, sign: int) -> None:
        if row is not None and row.withdrawn_at is None:
            side = "unreconciled_debit_cents" if row.side is Side.DEBIT else "unreconciled_credit_cents"
            self._accounts[row.account_id][side] += sign * row.amount_cents

    def _planned(self, row: PlannedPaymentRow | None, sign: int) -> None:
        if row is not None and row.outstanding:
            self._accounts[row.account_id]["planned_cents"] += sign * row.amount_cents
