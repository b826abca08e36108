"""Which transactions, accounts and reconciliations changed since an instant, and by which batches (domain R46a)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.queries.reports.scope import View
from domain.store.program import Program, Query, Sql
from domain.tables import PlannedPaymentRow, ReconciliationRow, TransactionRow

_EVENTS = Sql(
    "select e.action, e.entity_id, e.batch_id, e.account_id from audit_events e where e.recorded_at > :since "
    "and e.account_id > 0"
)
_SHOWN = "x.batch_id = :batch_id and x.account_id = :account_id"
_SHOWN_TRANSACTIONS = Sql(f"select x.id from transactions x where {_SHOWN}")
_SHOWN_RECONCILIATIONS = Sql(f"select x.id from reconciliations x where {_SHOWN}")
_ENDS = Sql(
    "select r.id, r.credit_transaction_id, r.debit_transaction_id, r.credit_item_id, r.debit_item_id "
    "from reconciliations r where r.id in :ids"
)
_BANK_EVENTS = Sql(
    "select distinct e.batch_id from audit_events e where e.recorded_at > :since "
    "and (e.action like 'bank%' or e.action like 'transaction.%')"
)

Batches = defaultdict[int, set[int]]


@dataclass(slots=True)
class ChangedRows:
    """What changed, by id, each with the batches that did it; ``pairs`` by a transaction and the item on the other side."""

    accounts: Batches = field(default_factory=lambda: defaultdict(set))
    transactions: Batches = field(default_factory=lambda: defaultdict(set))
    ends: Batches = field(default_factory=lambda: defaultdict(set))
    """The transactions at the ends of reconciliations that changed."""
    pairs: defaultdict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def transaction_ids(self) -> list[int]:
        """Return the transactions whose rows in reports may differ."""
        return sorted(self.transactions.keys() | self.ends.keys())

    def batches_of(self, transaction_id: int, item_id: int | None) -> set[int]:
        """Return the batches that changed a transaction, and its reconciliations with an item; with None, with any."""
        own = self.transactions.get(transaction_id, set())
        with_item = (
            self.pairs.get((transaction_id, item_id), set()) if item_id else self.ends.get(transaction_id, set())
        )
        return own | with_item


def changed_since(view: View, since: int) -> Program[ChangedRows]:
    """Return what may differ between a view and an instant, read from the audit log: as many rows as there are changes."""
    changed = ChangedRows()
    reconciliations: Batches = defaultdict(set)
    shown = []
    for action, entity_id, batch_id, account_id in (yield Query(_EVENTS, since=_earlier(view, since))):
        noun = action.partition(".")[0]
        if noun == TransactionRow.NOUN:
            changed.transactions[entity_id].add(batch_id)
        elif noun == ReconciliationRow.NOUN:
            reconciliations[entity_id].add(batch_id)
        elif noun == "batch":
            shown.append((entity_id, account_id))
        elif noun != PlannedPaymentRow.NOUN:
            continue
        changed.accounts[account_id].add(batch_id)
    for batch_id, account_id in shown:  # what a large file has recorded is seen from then on (domain R24b)
        of_batch = {"batch_id": batch_id, "account_id": account_id}
        _note(changed.transactions, (yield Query(_SHOWN_TRANSACTIONS, **of_batch)), batch_id)
        _note(reconciliations, (yield Query(_SHOWN_RECONCILIATIONS, **of_batch)), batch_id)
    if reconciliations:
        for row_id, credit_id, debit_id, credit_item, debit_item in (yield Query(_ENDS, ids=sorted(reconciliations))):
            batches = reconciliations[row_id]
            changed.ends[debit_id] |= batches
            if credit_id is not None:
                changed.ends[credit_id] |= batches
                changed.pairs[credit_id, debit_item] |= batches
                changed.pairs[debit_id, credit_item] |= batches
    return changed


def _note(batches: Batches, rows: Iterable[tuple[int]], batch_id: int) -> None:
    for (row_id,) in rows:
        batches[row_id].add(batch_id)


def bank_batches_since(view: View, since: int) -> Program[set[int]]:
    """Return the batches that changed bank lines, what explains them, or transactions, between a view and an instant."""
    return {row[0] for row in (yield Query(_BANK_EVENTS, since=_earlier(view, since)))}


def _earlier(view: View, since: int) -> int:
    """Return the earlier of the two instants that are compared: what changed after it may differ."""
    return since if view.at is None else min(since, view.at)
