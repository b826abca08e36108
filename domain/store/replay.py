"""Replaying an audit log: the same edges, sums and statuses in an empty database (domain R16).

Every fact of a database stands in its audit rows, so that the log alone gives the database back. Sums are not in it: they
are derived again, by the same function that derived them first.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

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


_EVENTS = Sql(f"select {AuditEventRow.select_list('e')} from audit_events e order by e.id")
_BATCHES = Sql(f"select {BatchRow.select_list('b')} from batches b order by b.id")
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
    """A database's whole log: batches and events, oldest first."""
    batches = BatchRow.load_all((yield Fetch(_BATCHES)))
    events = AuditEventRow.load_all((yield Fetch(_EVENTS)))
    return batches, events


def replay(batches: Sequence[BatchRow], events: Sequence[AuditEventRow]) -> Steps[None]:
    """Writes a log into a database that is migrated and empty: each stretch of one batch's events as one block would.

    A job's batch has many stretches, between which others changed the same accounts.
    """
    yield Many(insert_sql(BatchRow), [batch.copy(undoes_id=None, undone_by_id=None).values() for batch in batches])
    rows: dict[int, Record] = {}
    items_of: dict[int, list[int]] = {}
    for _, of_batch in groupby(_as_chained(events), lambda event: event.batch_id):
        changes = Changes()
        for event in of_batch:
            _replay_event(changes, rows, items_of, event)
        sums = SumChanges(changes)
        yield from insert_changes(changes, sums)
        yield Many(_ACCOUNT_SUMS, [(*added, account_id) for account_id, added in sums.accounts.items()])
    yield Many(insert_sql(AuditEventRow), [event.values() for event in events])
    yield Many(
        Sql("update batches set undoes_id = :undoes, undone_by_id = :undone_by where id = :id"),
        [picked(batch, ("undoes_id", "undone_by_id", "id")) for batch in batches],
    )
    heads = {event.account_id: event for event in events}
    recorded = {row.account_id: row.recording_seq for row in rows.values() if isinstance(row, TransactionRow)}
    yield Many(
        _HEADS,
        [
            (last.seq, last.hash, last.recorded_at, recorded.get(each, 0), each)
            for each, last in heads.items()
            if each is not None
        ],
    )
    own = heads.get(None)
    if own is not None:
        yield Many(_OWN_HEAD, [(own.seq, own.hash, own.recorded_at)])


def _as_chained(events: Sequence[AuditEventRow]) -> Iterator[AuditEventRow]:
    """The events by id, but each account's in the order of its chain.

    Ids of two processes, made on machines whose clocks differ, may tell the order of one account's changes wrong.
    """
    chains: dict[int | None, list[AuditEventRow]] = {}
    for event in sorted(events, key=lambda event: event.seq):
        chains.setdefault(event.account_id, []).append(event)
    following = {account_id: iter(chain) for account_id, chain in chains.items()}
    return (next(following[event.account_id]) for event in events)


def _replay_event(
    changes: Changes, rows: dict[int, Record], items_of: dict[int, list[int]], event: AuditEventRow
) -> None:
    cls = BY_NOUN[event.action.partition(".")[0]]
    facts = orjson.loads(event.after or "{}")
    values = cls.parse_facts(facts)
    if event.before is None:
        row = cls(**{**_secrets(cls, event.entity_id), **values})
        if isinstance(row, ReconciliationRow):
            _carry(row, rows)
        if isinstance(row, ApiTokenRow):
            row.secret_hash = f"replayed {row.id}"  # unlike any other, and the hash of nothing
        rows[row.id] = changes.add(row)
        for item_facts in facts.get("items", ()):
            item = ItemRow(**ItemRow.parse_facts(item_facts))
            rows[item.id] = changes.add(item)
            items_of.setdefault(item.transaction_id, []).append(item.id)
        return
    before = rows[event.entity_id]
    rows[event.entity_id] = changes.change(before, **values)
    if isinstance(before, TransactionRow) and values["withdrawn_at"] != before.withdrawn_at:
        for item_id in items_of[before.id]:
            rows[item_id] = changes.change(rows[item_id], withdrawn_at=values["withdrawn_at"])


def _carry(edge: ReconciliationRow, rows: dict[int, Record]) -> None:
    """What an edge carries of its ends stands in no event of its own."""
    account = rows[edge.account_id]
    assert isinstance(account, AccountRow)
    edge.currency = account.currency
    for end, item_id in (("credit", edge.credit_item_id), ("debit", edge.debit_item_id)):
        if item_id is not None:
            item = rows[item_id]
            assert isinstance(item, ItemRow)
            transaction = rows[item.transaction_id]
            assert isinstance(transaction, TransactionRow)
            for column, value in carried(end, item, transaction).items():
                setattr(edge, column, value)
