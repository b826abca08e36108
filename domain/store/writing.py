"""Turns a block's ``Changes`` into statements: batch, rows, sums, audit rows and the accounts' new counters.

The only place that writes. No service can forget an audit row, a sum or a batch, because none writes one.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from domain.core.money import MAX_CENTS
from domain.errors import InvalidAmount
from domain.rows import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    BatchRow,
    IdempotencyKeyRow,
    ItemRow,
    JobErrorRow,
    JobRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    ReconciliationRow,
    Record,
    SessionRow,
    SignInCodeRow,
    SubscriptionRow,
    TransactionRow,
    UserRow,
)
from domain.rows.record import once_per_class
from domain.store.audit import Chain, events_of
from domain.store.block import Block
from domain.store.changes import Changes
from domain.store.steps import Fetch, Many, Sql, Steps
from domain.store.sums import EdgeSums, SumChanges

TABLES: tuple[type[Record], ...] = (
    AccountRow,
    LedgerCodeRow,
    MemberRow,
    UserRow,
    ApiTokenRow,
    SessionRow,
    SignInCodeRow,
    TransactionRow,
    ItemRow,
    PlannedPaymentRow,
    SubscriptionRow,
    ReconciliationRow,
    JobRow,
    JobErrorRow,
)
"""In the order in which rows refer to each other."""

UNAUDITED = (SessionRow, SignInCodeRow, JobRow, JobErrorRow)
"""Signing in and out, and how far a job is, change no record and make no batch of their own."""

_ADD_SUMS = {
    table: Sql(
        f"update {table} set reconciled_cents = reconciled_cents + :reconciled, "
        "processing_cents = processing_cents + :processing, planned_cents = planned_cents + :planned, "
        "faulty_count = faulty_count + :faulty where id = :id"
    )
    for table in ("items", "transactions")
}
_UNDOES = Sql("select undoes_id from batches where id = :id")
_UNDONE = Sql("update batches set undone_by_id = :undone_by where id = :id")


@once_per_class
def insert_sql(cls: type[Record]) -> Sql:
    """The statement that adds a row of a table."""
    columns = cls.columns()
    places = ", ".join(f":{column}" for column in columns)
    return Sql(f"insert into {cls.TABLE} ({', '.join(columns)}) values ({places})")


@once_per_class
def _written(cls: type[Record]) -> tuple[str, ...]:
    """The columns that services may change: facts and secrets."""
    return tuple(name for name in cls.columns() if name != "id" and name not in cls.DERIVED)


@cache
def update_sql(table: str, columns: tuple[str, ...]) -> Sql:
    """The statement that changes some columns of a row; its parameters are they, in order, and the id.

    The changed columns alone: where SQLite is told to set a column that others refer to, it looks through all of them,
    and every index of a column that is set is written anew, whatever the value.
    """
    sets = ", ".join(f"{column} = :{column}" for column in columns)
    return Sql(f"update {table} set {sets} where id = :id")


@once_per_class
def counters_sql(cls: type[Record]) -> tuple[Sql, tuple[str, ...]]:
    """The statement that writes a locked row's sums, counters and chain head."""
    columns = tuple(sorted(cls.DERIVED))
    sets = ", ".join(f"{column} = :{column}" for column in columns)
    return Sql(f"update {cls.TABLE} set {sets} where id = :id"), (*columns, "id")


def write(block: Block) -> Steps[BatchRow | None]:
    """Writes all that the block decided; gives its batch, or None when there was nothing to change.

    Raises ``InvalidAmount`` where an account's sums would be more than an amount can be (domain R1).
    """
    if not block.changes and block.undone is None:
        return None
    sums = SumChanges(block.changes)
    if all(isinstance(change.after, UNAUDITED) for change in block.changes) and block.undone is None:
        yield from insert_changes(block.changes, sums)
        return None
    if not block.goes_on:
        yield Many(insert_sql(BatchRow), [block.batch.values()])
    yield from insert_changes(block.changes, sums)
    audited = yield from _write_audit(block)
    yield from _write_counters(block, sums, audited)
    if block.undone is not None:
        yield from _mark_undone(block.undone, block.batch)
    return block.batch


def insert_changes(changes: Changes, sums: SumChanges) -> Steps[None]:
    """Adds and changes rows, and brings the sums of items and transactions up to date."""
    _into_new_rows(changes, sums)
    # an edge that is raised is released before its stand-in is there: one active edge a pair (domain R6)
    yield from _change_rows(changes, (ReconciliationRow,))
    for cls in TABLES:
        rows = changes.added(cls)
        if rows:
            yield Many(insert_sql(cls), [row.values() for row in _in_turn(rows)])
    yield from _change_rows(changes, [cls for cls in TABLES if cls is not ReconciliationRow])
    for table, added in (("items", sums.items), ("transactions", sums.transactions)):
        if added:
            yield Many(_ADD_SUMS[table], _sum_rows(added))


def _in_turn(rows: list[Record]) -> list[Record]:
    """Rows whose numbers are unique across accounts by number, so that blocks that take the same ones wait for no ring.

    A correction comes after all others: the payment that it corrects may be as new.
    """
    if isinstance(rows[0], AccountRow):
        return sorted(rows, key=lambda row: row.number)  # type: ignore[attr-defined]  # all are of one table
    if isinstance(rows[0], TransactionRow):
        return sorted(rows, key=lambda row: (row.corrects_id is not None, row.number))  # type: ignore[attr-defined]  # as above
    return rows


def _into_new_rows(changes: Changes, sums: SumChanges) -> None:
    """Rows that are new carry their sums from the start; what is left in ``sums`` is for rows that were there before."""
    for cls, added in ((ItemRow, sums.items), (TransactionRow, sums.transactions)):
        for row in changes.added(cls):
            edge_sums = added.pop(row.id, EdgeSums())
            row.reconciled_cents = edge_sums.reconciled_cents  # type: ignore[attr-defined]
            row.processing_cents = edge_sums.processing_cents  # type: ignore[attr-defined]
            row.planned_cents = edge_sums.planned_cents  # type: ignore[attr-defined]
            row.faulty_count = edge_sums.faulty_count  # type: ignore[attr-defined]


def _change_rows(changes: Changes, tables: Iterable[type[Record]]) -> Steps[None]:
    for cls in tables:
        changed: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
        for before, after in changes.of(cls):
            if before is not None:
                names = (name for name in _written(cls) if getattr(before, name) != getattr(after, name))
                changed[tuple(names)].append(after)
        for columns, rows in changed.items():
            if columns:
                yield Many(update_sql(cls.TABLE, columns), [picked(row, (*columns, "id")) for row in rows])


def _sum_rows(added: dict[int, EdgeSums]) -> list[tuple[int, ...]]:
    """Parameters of the sums' updates. Those that free room come first, so that no CHECK fails on the way."""
    ordered = sorted(added.items(), key=lambda each: each[1].reconciled_cents + each[1].planned_cents)
    return [(*edge_sums, row_id) for row_id, edge_sums in ordered if any(edge_sums)]


def _write_audit(block: Block) -> Steps[set[int | None]]:
    """Writes the audit rows; gives the accounts whose chains grew (None for the organisation's)."""
    audited = [change for change in block.changes if not isinstance(change.after, UNAUDITED)]

    def chain_of(account_id: int | None) -> Chain:
        chain: Chain | None = block.accounts[account_id] if account_id is not None else block.organisation
        assert chain is not None, "changed without its lock"
        return chain

    events = events_of(audited, block.batch, chain_of, block.recorded_at, block.new_id)
    if events:
        yield Many(insert_sql(AuditEventRow), [event.values() for event in events])
    grown = {event.account_id for event in events}
    for account_id in grown:
        chain_of(account_id).last_recorded_at = block.recorded_at(account_id)
    return grown


def _write_counters(block: Block, sums: SumChanges, grown: set[int | None]) -> Steps[None]:
    """Writes the sums and counters of those accounts that were changed; a job locks many that are not."""
    for account_id, added in sums.accounts.items():
        account = block.accounts[account_id]
        for column, cents in added._asdict().items():
            setattr(account, column, _within_bounds(account, getattr(account, column) + cents))
    statement, columns = counters_sql(AccountRow)
    assert grown or not sums.accounts, "a sum changed that no audit row explains"
    # an edge across two accounts, as damage may leave one, is told in the chain of its debit's account alone
    changed = [account for account in block.accounts.values() if account.id in grown or account.id in sums.accounts]
    yield Many(statement, [picked(account, columns) for account in changed])
    if block.organisation is not None:
        yield Many(_ORGANISATION, [picked(block.organisation, ("audit_seq", "audit_hash", "last_recorded_at", "id"))])


def _within_bounds(account: AccountRow, cents: int) -> int:
    if abs(cents) > MAX_CENTS:
        msg = f"The sums of account {account.number} would be beyond {MAX_CENTS}, the largest amount there is."
        raise InvalidAmount(msg)
    return cents


_ORGANISATION = Sql(
    "update organisations set audit_seq = :audit_seq, audit_hash = :audit_hash, "
    "last_recorded_at = :last_recorded_at where id = :id"
)


def picked(row: Record, columns: Iterable[str]) -> tuple[object, ...]:
    """Some columns of a row, as a statement takes them."""
    return tuple(getattr(row, column) for column in columns)


def _mark_undone(undone: BatchRow, batch: BatchRow) -> Steps[None]:
    """Marks a batch as undone. When it was an undo itself, what that had undone stands again, and so on down the row."""
    marks: list[tuple[int | None, int]] = [(batch.id, undone.id)]
    above, below, stands = undone.id, undone.undoes_id, True
    while below is not None:
        marks.append((None if stands else above, below))
        rows = yield Fetch(_UNDOES, id=below)
        above, below, stands = below, rows[0][0], not stands
    yield Many(_UNDONE, marks)


def stored_answer(key: IdempotencyKeyRow) -> Steps[None]:
    """Stores a mutation's answer beside what it did (domain R36)."""
    yield Many(insert_sql(IdempotencyKeyRow), [key.values()])
