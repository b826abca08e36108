"""The stored sums: what each change adds to the sums of items, transactions and accounts.

The one place where sums follow from reconciliations. ``flush.py`` updates the tables by it in the same unit of work, CHECKs
refuse what would break R6, and ``verify`` compares the stored sums with the reconciliations.
"""

from collections import defaultdict
from typing import NamedTuple

from domain.core.kinds import PaymentState, Side, TransactionKind
from domain.store.changes import Changes
from domain.tables import BankLinePartRow, ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow


class ReconciledSums(NamedTuple):
    """The sums of an item's or a transaction's reconciliations, in the order of their columns (domain R21a, R22a)."""

    reconciled_cents: int = 0
    processing_cents: int = 0
    planned_cents: int = 0
    faulty_count: int = 0

    def plus(self, other: "ReconciledSums", sign: int = 1) -> "ReconciledSums":
        """Return the sums with another's added, or subtracted if ``sign`` is -1."""
        return ReconciledSums(
            self.reconciled_cents + sign * other.reconciled_cents,
            self.processing_cents + sign * other.processing_cents,
            self.planned_cents + sign * other.planned_cents,
            self.faulty_count + sign * other.faulty_count,
        )


NOTHING = ReconciledSums()


def sums_of(row: ReconciliationRow | None) -> ReconciledSums:
    """Return what a reconciliation adds at each of its ends: nothing once released, only a count if invalid."""
    if row is None or row.released_at is not None:
        return NOTHING
    if row.faulty:
        return ReconciledSums(faulty_count=1)
    if row.planned_payment_id is not None:
        return ReconciledSums(planned_cents=row.amount_cents)
    return ReconciledSums(row.amount_cents, row.amount_cents if row.processing else 0)


ACCOUNT_SUMS = (
    "balance_cents",
    "processing_cents",
    "planned_cents",
    "unreconciled_debit_cents",
    "unreconciled_credit_cents",
)
"""The columns of an account's sums (domain R5b)."""


class SumChanges:
    """What a unit's changes add to stored sums: by item, by transaction, by account, by bank line.

    ``lines`` is what is added to the explained part of bank lines, ``banked`` to that of transactions which stands on them.

    A hidden row adds nothing until it is shown (domain R24b).
    """

    def __init__(self, changes: Changes) -> None:
        self.items: dict[int, ReconciledSums] = {}
        self.transactions: dict[int, ReconciledSums] = {}
        self._accounts: defaultdict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ACCOUNT_SUMS, 0))
        for reconciliation_before, reconciliation in changes.of(ReconciliationRow):
            added = sums_of(reconciliation)
            if reconciliation_before is not None:
                added = added.plus(sums_of(reconciliation_before), -1)
            if added != NOTHING:
                self._reconciliation(reconciliation, added)
        for before, transaction in changes.of(TransactionRow):
            self._transaction(before, -1)
            self._transaction(transaction, +1)
        for item_before, item in changes.of(ItemRow):
            self._item(item_before, -1)
            self._item(item, +1)
        for planned_before, planned in changes.of(PlannedPaymentRow):
            self._planned(planned_before, -1)
            self._planned(planned, +1)
        self.lines: dict[int, int] = {}
        self.banked: dict[int, int] = {}
        for part_before, part in changes.of(BankLinePartRow):
            self._part(part, part.counted_cents - (0 if part_before is None else part_before.counted_cents))

    @property
    def accounts(self) -> dict[int, dict[str, int]]:
        """Return what changes add to the sums of accounts, by column; accounts whose sums stay are left out."""
        return {account_id: sums for account_id, sums in self._accounts.items() if any(sums.values())}

    def show(self, account_id: int, kind: TransactionKind, cents: int) -> None:
        """Add the hidden transactions of a kind on an account, whose money has arrived."""
        sums, is_debit = self._accounts[account_id], kind.side is Side.DEBIT
        sums["balance_cents"] += cents if is_debit else -cents
        sums["unreconciled_debit_cents" if is_debit else "unreconciled_credit_cents"] += cents

    def show_reconciled(self, account_id: int, cents: int) -> None:
        """Add the hidden reconciliations on an account, without invalid ones; the others are within one account."""
        sums = self._accounts[account_id]
        sums["unreconciled_debit_cents"] -= cents
        sums["unreconciled_credit_cents"] -= cents

    def _reconciliation(self, row: ReconciliationRow, added: ReconciledSums) -> None:
        reconciled = added.reconciled_cents + added.planned_cents
        self._end(row.debit_item_id, row.debit_transaction_id, added)
        self._accounts[row.account_id]["unreconciled_debit_cents"] -= reconciled
        if row.credit_item_id is not None and row.credit_transaction_id is not None:
            self._end(row.credit_item_id, row.credit_transaction_id, added)
            self._accounts[row.credit_account_id]["unreconciled_credit_cents"] -= reconciled

    def _end(self, item_id: int, transaction_id: int, added: ReconciledSums) -> None:
        for sums, each in ((self.items, item_id), (self.transactions, transaction_id)):
            earlier = sums.get(each)
            sums[each] = added if earlier is None else earlier.plus(added)

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

    def _part(self, part: BankLinePartRow, added: int) -> None:
        self.lines[part.line_id] = self.lines.get(part.line_id, 0) + added
        if part.transaction_id is not None:
            cents = added if part.amount_cents > 0 else -added
            self.banked[part.transaction_id] = self.banked.get(part.transaction_id, 0) + cents

    def _planned(self, row: PlannedPaymentRow | None, sign: int) -> None:
        if row is not None and row.outstanding:
            self._accounts[row.account_id]["planned_cents"] += sign * row.amount_cents
