"""Replaying an audit log: the same edges, sums and statuses in an empty database (domain R16).

Every fact of a database stands in its audit rows, so that the log alone gives the database back. Sums are not in it: they
are derived again, by the same function that derived them first.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

import orjson

from domain.rows import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    BatchRow,
    ItemRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    ReconciliationRow,
    Record,
    SubscriptionRow,
    TransactionRow,
    UserRow,
)
from domain.rows.billing import carried
from domain.store.changes import Changes
from domain.store.steps import Fetch, Many, Sql, Steps
from domain.store.sums import SumChanges
from domain.store.writing import insert_changes, insert_sql, picked

BY_NOUN: dict[str, type[Record]] = {
    cls.NOUN: cls
    for cls in (
        AccountRow,
        MemberRow,
        LedgerCodeRow,
        TransactionRow,
        PlannedPaymentRow,
        SubscriptionRow,
        ReconciliationRow,
        UserRow,
        ApiTokenRow,
    )
}


def _secrets(cls: type[Record], row_id: int) -> dict[str, object]:
    """What no log keeps: a replayed user must set a new password, a replayed token works no more (no hash is like this)."""
    if cls is UserRow:
        return {"password_hash": None}
    return {"secret_hash": f"replayed {row_id}", "last_used_at": None} if cls is ApiTokenRow else {}


_EVENTS = Sql(f"select {AuditEventRow.select_list('e')} from audit_events e order by e.recorded_at, e.id")
_BATCHES = Sql(f"select {BatchRow.select_list('b')} from batches b order by b.recorded_at, b.id")
_ACCOUNT_SUMS = Sql(
    "update accounts set balance_cents = balance_cents + :balance, processing_cents = processing_cents + :processing, "
    "planned_cents = planned_cents + :planned, unreconciled_debit_cents = unreconciled_debit_cents + :debit, "
    "unreconciled_credit_cents = unreconciled_credit_cents + :credit where id = :id"
)
_HEADS = Sql(
    "update accounts set audit_seq = :seq, audit_hash = :hash, last_recorded_at = :at, recording_seq = :recording "
    "where id = :id"
)
_OWN_HEAD = Sql("update organisations set audit_seq = :seq, audit_hash = :hash, last_recorded_at = :at where id = 1")


def read_log() -> Steps[tuple[list[BatchRow], list[AuditEventRow]]]:
    """A database's whole log: batches and events as recorded, each account's events in the order of its chain."""
    batches = BatchRow.load_all((yield Fetch(_BATCHES)))
    events = AuditEventRow.load_all((yield Fetch(_EVENTS)))
    return batches, events


def replay(batches: Sequence[BatchRow], events: Sequence[AuditEventRow]) -> Steps[None]:
    """Writes what a log comes to into a database that is migrated and empty.

    Each account's chain is told by itself, from its first event to its last, and all rows are written once, as they were
    in the end: so the chains of two accounts need no order between them, which clocks that differ could get wrong.
    """
    yield Many(insert_sql(BatchRow), [batch.copy(undoes_id=None, undone_by_id=None).values() for batch in batches])
    told = _Told()
    for event in sorted(events, key=lambda event: event.seq):
        told.tell(event)
    told.carry()
    sums = SumChanges(told.changes)
    yield from insert_changes(told.changes, sums)
    yield Many(_ACCOUNT_SUMS, [(*added, account_id) for account_id, added in sums.accounts.items()])
    yield Many(insert_sql(AuditEventRow), [event.values() for event in events])
    yield Many(
        Sql("update batches set undoes_id = :undoes, undone_by_id = :undone_by where id = :id"),
        [picked(batch, ("undoes_id", "undone_by_id", "id")) for batch in batches],
    )
    yield from _write_heads(events, told.recorded)


class _Told:
    """What the events tell so far: every row as it then is."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.rows: dict[int, Record] = {}
        self.items: defaultdict[int, list[int]] = defaultdict(list)
        self.recorded: dict[int, int] = {}
        """The last number of each account's recording order."""

    def tell(self, event: AuditEventRow) -> None:
        """One event more; each account's come in the order of its chain."""
        cls = BY_NOUN[event.action.partition(".")[0]]
        facts = orjson.loads(event.after or "{}")
        values = cls.parse_facts(facts)
        if event.before is None:
            self._add(cls(**{**_secrets(cls, event.entity_id), **values}))
            for item_facts in facts.get("items", ()):
                item = ItemRow(**ItemRow.parse_facts(item_facts))
                self._add(item)
                self.items[item.transaction_id].append(item.id)
            return
        before = self.rows[event.entity_id]
        self._change(before, values)
        if isinstance(before, TransactionRow) and values["withdrawn_at"] != before.withdrawn_at:
            for item_id in self.items[before.id]:
                self._change(self.rows[item_id], {"withdrawn_at": values["withdrawn_at"]})

    def carry(self) -> None:
        """What an edge carries of its ends stands in no event of its own."""
        for edge in self.changes.added(ReconciliationRow):
            edge.currency = cast("AccountRow", self.rows[edge.account_id]).currency
            for end, item_id in (("credit", edge.credit_item_id), ("debit", edge.debit_item_id)):
                if item_id is not None:
                    item = cast("ItemRow", self.rows[item_id])
                    transaction = cast("TransactionRow", self.rows[item.transaction_id])
                    for column, value in carried(end, item, transaction).items():
                        setattr(edge, column, value)

    def _add(self, row: Record) -> None:
        self.rows[row.id] = self.changes.add(row)
        if isinstance(row, TransactionRow):
            self.recorded[row.account_id] = row.recording_seq

    def _change(self, before: Record, values: dict[str, object]) -> None:
        self.rows[before.id] = self.changes.change(before, **values)


def _write_heads(events: Sequence[AuditEventRow], recorded: dict[int, int]) -> Steps[None]:
    """Where each chain ends, and each account's recording order."""
    heads = {event.account_id: event for event in sorted(events, key=lambda event: event.seq)}
    own = heads.pop(None, None)
    yield Many(
        _HEADS,
        [
            (last.seq, last.hash, last.recorded_at, recorded.get(each, 0), each)
            for each, last in heads.items()
            if each is not None
        ],
    )
    if own is not None:
        yield Many(_OWN_HEAD, [(own.seq, own.hash, own.recorded_at)])
