"""Replaying an audit log into an empty database: the same reconciliations, sums and statuses (domain R16).

The audit events hold every record, so that the log alone restores a database. They do not hold sums, which are derived
again by the same function that derived them first.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from domain.core.kinds import MailState, PaymentState
from domain.store.audit import CHAINED_ANEW, SHOWN
from domain.store.book_sums import StoredEnds, added_to_books
from domain.store.changes import Changes
from domain.store.feed import wait, waiting_rows
from domain.store.flush import insert_changes, set_sums_of_new_rows, write_events
from domain.store.log import EVENTS, load_events
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.snapshots import BY_NOUN, after_of
from domain.store.statements import insert_sql, reader_of
from domain.store.sums import SumChanges
from domain.tables import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    AuthenticatorRow,
    BankLineRow,
    BankStatementRow,
    BatchRow,
    ItemRow,
    MailRow,
    ReconciliationRow,
    Record,
    TransactionRow,
    UserRow,
    WebhookRow,
)

REPLAYED_SECRETS: dict[type[Record], dict[str, object]] = {
    UserRow: {"password_hash": None},
    AuthenticatorRow: {"secret": ""},
    ApiTokenRow: {"secret_hash": "", "last_used_at": None, "former_secret_hash": None, "former_used_at": None},
    WebhookRow: {
        "secret": "",
        "former_secret": None,
        "position": 0,
        "failing_since": None,
        "attempts": 0,
        "next_attempt_at": 0,
        "gave_up_at": None,
    },
    MailRow: {
        "state": MailState.WAITING,
        "attempts": 0,
        "due_since": 0,
        "next_attempt_at": 0,
        "attempted_at": None,
        "sent_at": None,
        "status": None,
        "failure": None,
    },
}
"""What no log keeps: a replayed user must set a new password, and a replayed token no longer works, as no webhook does."""

HIDEABLE = (TransactionRow, ReconciliationRow, BankStatementRow, BankLineRow)
"""Rows that may be hidden when they are made; their events then do not say when they were recorded (domain R24b)."""

_EVENTS = Sql(f"{EVENTS} order by e.recorded_at, e.id")
_BATCHES = Sql(f"select {BatchRow.select_list('b')} from batches b order by b.recorded_at, b.id")
_ORGANISATION_HEAD = Sql(
    "update organisations set audit_seq = :seq, audit_hash = :hash, last_recorded_at = :at where id = 1"
)


def read_log() -> Program[tuple[list[BatchRow], list[AuditEventRow]]]:
    """Return a database's complete log: batches and events in the order of recording."""
    batches = BatchRow.load_all((yield Query(_BATCHES)))
    events = load_events((yield Query(_EVENTS)))
    return batches, events


def replay(batches: Sequence[BatchRow], events: Sequence[AuditEventRow]) -> Program[None]:
    """Write the final state that a log describes into a migrated, empty database.

    Each account's chain is replayed from its first event to its last, and each row is written once, in its final state. So
    the chains of two accounts need no order between them, which clocks that differ could get wrong.
    """
    yield ExecuteMany(
        insert_sql(BatchRow), [batch.copy(undoes_id=None, undone_by_id=None).values() for batch in batches]
    )
    replayed = _Replay()
    for event in sorted(events, key=lambda event: event.seq):
        replayed.apply(event)
    replayed.carry()
    sums = SumChanges(replayed.changes)
    for account_id, added in sums.accounts.items():
        for column, cents in added.items():
            setattr(replayed.rows[account_id], column, cents)
    set_sums_of_new_rows(replayed.changes, sums)
    accounts = {row.id: row for row in replayed.changes.added(AccountRow)}
    books = yield from added_to_books(replayed.changes, sums, accounts, StoredEnds())
    yield from insert_changes(replayed.changes, sums)
    yield from books
    yield from write_events(events)
    yield from wait(replayed.waiting(events))
    yield ExecuteMany(
        Sql("update batches set undoes_id = :undoes, undone_by_id = :undone_by where id = :id"),
        list(map(reader_of(("undoes_id", "undone_by_id", "id")), batches)),
    )
    if (head := replayed.organisation_head) is not None:
        yield ExecuteMany(_ORGANISATION_HEAD, [(head.seq, head.hash, head.recorded_at)])


class _Unit(NamedTuple):
    """What the events share that one unit of work adds to one chain."""

    account_id: int | None
    batch_id: int
    recorded_at: int


def _unit_of(event: AuditEventRow) -> _Unit:
    return _Unit(event.account_id, event.batch_id, event.recorded_at)


class _Replay:
    """Every row in its state after the events applied so far."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.rows: dict[int, Record] = {}
        self.items: defaultdict[int, list[int]] = defaultdict(list)
        self.hidden: defaultdict[tuple[int, int | None], list[int]] = defaultdict(list)
        self.organisation_head: AuditEventRow | None = None
        self._hides: set[_Unit] = set()
        self._shows: set[_Unit] = set()

    def apply(self, event: AuditEventRow) -> None:
        """Apply the next event of an account's chain."""
        if event.action == CHAINED_ANEW:  # comes before the first row of its chain, and says nothing of any
            return
        self._apply_to_row(event)
        if event.hash is None:  # a later event of the same unit is sealed
            return
        if event.account_id is None:
            self.organisation_head = event
        else:
            account = self._account(event.account_id)
            account.audit_seq, account.audit_hash = event.seq, event.hash
            account.last_recorded_at = event.recorded_at

    def _apply_to_row(self, event: AuditEventRow) -> None:
        if event.action == SHOWN:
            self._show(event)
            return
        cls = BY_NOUN[event.action.partition(".")[0]]
        snapshot = after_of(event)
        values = cls.parse_snapshot(snapshot)
        if event.before is None:
            is_hidden = issubclass(cls, HIDEABLE) and "recorded_at" not in values
            row = cls(**{**REPLAYED_SECRETS.get(cls, {}), **(_instants(values, event) if is_hidden else {}), **values})
            if isinstance(row, ApiTokenRow):
                row.secret_hash = f"replayed {row.id}"  # unlike any other: each must differ
            self._add(row)
            for item_snapshot in snapshot.get("items", ()):
                item = ItemRow(**ItemRow.parse_snapshot(item_snapshot))
                self._add(item)
                self.items[item.transaction_id].append(item.id)
            if is_hidden:
                self._hide(row, event)
            return
        before = self.rows[event.entity_id]
        self._change(before, values)
        for item_snapshot in snapshot.get("items", ()):  # where a migration reworded them
            reworded = ItemRow.parse_snapshot(item_snapshot)
            self._change(self.rows[reworded["id"]], reworded)
        if isinstance(before, TransactionRow) and values["withdrawn_at"] != before.withdrawn_at:
            for item_id in self.items[before.id]:
                self._change(self.rows[item_id], {"withdrawn_at": values["withdrawn_at"]})

    def _hide(self, row: Record, event: AuditEventRow) -> None:
        """Hide a new row, a transaction with its items, until the batch's event that shows it."""
        for each in (row.id, *self.items[row.id]):
            self.rows[each].hide()  # type: ignore[attr-defined]  # of a class that can be hidden
            self.hidden[event.batch_id, event.account_id].append(each)
        self._hides.add(_unit_of(event))

    def _show(self, event: AuditEventRow) -> None:
        """Show what the event's batch has hidden on its account, as recorded at the instant of the event."""
        self._shows.add(_unit_of(event))
        for row_id in self.hidden.pop((event.batch_id, event.account_id), ()):
            row = self.rows[row_id]
            end = "released_at" if isinstance(row, ReconciliationRow) else "withdrawn_at"
            released = {"released_batch_id": None} if isinstance(row, ReconciliationRow) else {}
            instants = {} if isinstance(row, ItemRow) else _instants(row.audit_snapshot(), event)
            self._change(row, {end: None, **released, **instants})

    def waiting(self, events: Sequence[AuditEventRow]) -> list[tuple[object, ...]]:
        """Return what waits for its positions in the feed: unit by unit, as they were recorded (domain R47)."""
        by_unit: defaultdict[_Unit, list[AuditEventRow]] = defaultdict(list)
        for event in events:
            by_unit[_unit_of(event)].append(event)
        units = sorted(by_unit.items(), key=lambda each: (each[0].recorded_at, each[1][0].seq))
        rows = []
        for unit, of_unit in units:
            hides, shows = unit in self._hides, unit in self._shows
            rows += waiting_rows(of_unit, hides=lambda _, yes=hides: yes, shows=lambda _, yes=shows: yes)  # type: ignore[misc]  # as they are now
        return rows

    def carry(self) -> None:
        """Copy to each reconciliation the columns that it carries of its ends, which no event has."""
        for row in self.changes.added(ReconciliationRow):
            row.currency = self._account(row.account_id).currency
            for end, item_id in (("credit", row.credit_item_id), ("debit", row.debit_item_id)):
                if item_id is not None:
                    item = cast("ItemRow", self.rows[item_id])
                    transaction = cast("TransactionRow", self.rows[item.transaction_id])
                    copied = {"kind": item.kind, "date": item.date, "ledger_code_id": item.ledger_code_id}
                    for column, value in (copied | {"method": transaction.method}).items():
                        setattr(row, f"{end}_{column}", value)

    def _account(self, account_id: int) -> AccountRow:
        return cast("AccountRow", self.rows[account_id])

    def _add(self, row: Record) -> None:
        self.rows[row.id] = self.changes.add(row)
        if isinstance(row, TransactionRow):
            self._account(row.account_id).recording_seq = row.recording_seq

    def _change(self, before: Record, values: dict[str, object]) -> None:
        self.rows[before.id] = self.changes.change(before, **values)


def _instants(values: Mapping[str, Any], event: AuditEventRow) -> dict[str, object]:
    """Return the instants that no event of a hidden row tells: those of the event that records it, or shows it."""
    at: dict[str, object] = {"recorded_at": event.recorded_at}
    confirmed_at = event.recorded_at if values.get("payment_state") is PaymentState.CONFIRMED else None
    return at | ({"confirmed_at": confirmed_at} if "payment_state" in values else {})
