"""Writing a unit's ``Changes``: its batch, rows, sums, audit events and the accounts' counters.

Nothing else writes records, so no service can forget an audit event, a sum or a batch.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.core.folding import folded
from domain.core.money import MAX_CENTS, amount_text
from domain.core.text import form_by_name
from domain.errors import InvalidAmount
from domain.store.audit import events_of, versions_of
from domain.store.book_figures import add_sums, figures
from domain.store.book_sums import added_to_books
from domain.store.changes import Changes
from domain.store.erasing import erase
from domain.store.feed import wait, waiting_rows
from domain.store.hidden import hide, show
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.statements import insert_sql, reader_of, update_sql, writable_columns
from domain.store.sums import NOTHING, ReconciledSums, SumChanges
from domain.store.unit_of_work import UnitOfWork
from domain.tables import (
    CHANGEABLE,
    UNAUDITED,
    AccountRow,
    AuditEventRow,
    AuditTextsRow,
    BankLineRow,
    BatchRow,
    ItemRow,
    OrganisationRow,
    ReconciliationRow,
    Record,
    TransactionRow,
    TransactionVersionRow,
)
from domain.tables.record import once_per_class
from domain.texts import say

_ADD_SUMS = {
    table: Sql(
        f"update {table} set reconciled_cents = reconciled_cents + :reconciled, "
        "processing_cents = processing_cents + :processing, planned_cents = planned_cents + :planned, "
        "faulty_count = faulty_count + :faulty where id = :id"
    )
    for table in ("items", "transactions")
}
_ADD_EXPLAINED = Sql("update bank_lines set explained_cents = explained_cents + :cents where id = :id")
_ADD_BANKED = Sql("update transactions set banked_cents = banked_cents + :cents where id = :id")
_CARRY_METHOD = tuple(
    Sql(f"update reconciliations set {end}_method = :method where {end}_transaction_id = :id")
    for end in ("credit", "debit")
)
_CARRYING = figures(reconciliations="(r.credit_transaction_id = :id or r.debit_transaction_id = :id)")
_BEFORE_CARRYING, _AFTER_CARRYING = add_sums(_CARRYING, -1), add_sums(_CARRYING)
_UNDOES = Sql("select undoes_id from batches where id = :id")
_UNDONE = Sql("update batches set undone_by_id = :undone_by, partly_undone = :partly where id = :id")
_LEFT_OUT = Sql(
    "select 1 from audit_events e where e.batch_id = :id and e.account_id > 0 and not exists "
    "(select 1 from audit_events u where u.batch_id = :undo_id and u.account_id = e.account_id) limit 1"
)


def write(unit: UnitOfWork) -> Program[BatchRow | None]:
    """Write all changes of a unit; return its batch, or None if nothing changes that belongs to a batch.

    Raises ``InvalidAmount`` if an account's sums exceed what an amount can be (domain R1).
    """
    beside = bool(unit.shown) or unit.shows_bank or unit.undone is not None or unit.erased is not None
    if not unit.changes and not beside:
        return None
    hide(unit)
    sums = SumChanges(unit.changes)
    set_sums_of_new_rows(unit.changes, sums)
    if all(isinstance(each.after, UNAUDITED) for each in unit.changes) and not beside:
        yield from insert_changes(unit.changes, sums)
        return None
    books = yield from added_to_books(unit.changes, sums, unit.accounts, unit.stored)
    if not unit.continues_batch:
        yield ExecuteMany(insert_sql(BatchRow), [unit.batch.values()])
    yield from insert_changes(unit.changes, sums)
    yield from books
    yield from show(unit, sums)
    if unit.erased is not None:
        yield from erase(unit.erased, unit.now)
    audited = yield from _write_audit(unit)
    yield from _write_counters(unit, sums, audited)
    if unit.undone is not None:
        yield from _mark_undone(unit.undone, unit.batch, partly=unit.undone_partly)
    return unit.batch


def insert_changes(changes: Changes, sums: SumChanges) -> Program[None]:
    """Add and change rows, and add ``sums`` to the stored sums of items and transactions; new rows have theirs."""
    _set_keys(changes)
    # a reconciliation is released before its replacement is added: a pair may have one active one (domain R6)
    yield from _change_rows(changes, (ReconciliationRow,))
    tables = changes.tables
    present = [cls for cls in CHANGEABLE if cls in tables]
    for cls in present:
        rows = changes.added(cls)
        if rows:
            yield ExecuteMany(insert_sql(cls), cls.values_of_all(_in_lock_order(rows)))
    yield from _change_rows(changes, (cls for cls in present if cls is not ReconciliationRow))
    yield from _carry_methods(changes)
    for table, added in (("items", sums.items), ("transactions", sums.transactions)):
        if added:
            yield ExecuteMany(_ADD_SUMS[table], _sum_rows(added))
    for sql, parts in ((_ADD_BANKED, sums.banked), (_ADD_EXPLAINED, sums.lines)):
        changed = [(cents, row_id) for row_id, cents in sorted(parts.items()) if cents]  # rising: all lock in one order
        if changed:
            yield ExecuteMany(sql, changed)


def _carry_methods(changes: Changes) -> Program[None]:
    """Copy changed methods of transactions to their reconciliations, released ones too (domain R39a)."""
    for before, after in changes.of(TransactionRow):
        if before is not None and before.method is not after.method:
            yield Query(_BEFORE_CARRYING, id=after.id)
            for sql in _CARRY_METHOD:  # each changes as many rows as there are, which ``ExecuteMany`` is not for
                yield Query(sql, method=after.method, id=after.id)
            yield Query(_AFTER_CARRYING, id=after.id)


def _in_lock_order(rows: list[Record]) -> list[Record]:
    """Sort rows whose numbers are unique across accounts by number, so that no two units wait for each other.

    Corrections come last, because the payment that a correction refers to may be new too.
    """
    if len(rows) == 1:
        return rows
    if isinstance(rows[0], AccountRow):
        return sorted(rows, key=lambda row: row.number)  # type: ignore[attr-defined]  # all are of one table
    if isinstance(rows[0], TransactionRow):
        return sorted(rows, key=lambda row: (row.corrects_id is not None, row.number))  # type: ignore[attr-defined]  # as above
    return rows


def _set_keys(changes: Changes) -> None:
    """Set the keys of all texts that are written, which are in their one form (domain R37, R37a)."""
    for cls in changes.tables:
        forms, values = _texts(cls)
        if not forms and not cls.KEYS:
            continue
        rows = [after for _, after in changes.of(cls)]
        for form, texts in zip(forms, zip(*map(values, rows), strict=True), strict=True) if forms else ():
            for text in set(texts) if len(texts) > 1 else texts:  # most rows of a unit have one of few
                assert text is None or form(text) == text, f"{text!r} of {cls.TABLE} is not in its one form"
        for key, name in cls.KEYS.items():
            for row in rows:
                text = getattr(row, name)
                setattr(row, key, folded(text) if text else "")


@once_per_class
def _texts(cls: type[Record]) -> tuple[Sequence[Callable[[str], str]], Callable[[Record], Sequence[Any]]]:
    """Return the one form of each text of a row that is audited, and what reads these texts."""
    names = () if issubclass(cls, UNAUDITED) else cls.texts()
    return [form_by_name(name) for name in names], reader_of(names)


def set_sums_of_new_rows(changes: Changes, sums: SumChanges) -> None:
    """Move the sums of new rows from ``sums`` into the rows, so that ``sums`` keeps only those of stored rows."""
    for line in changes.added(BankLineRow):
        line.explained_cents = sums.lines.pop(line.id, 0)
    for transaction in changes.added(TransactionRow) if sums.banked else ():
        transaction.banked_cents = sums.banked.pop(transaction.id, 0)
    for cls, added in ((ItemRow, sums.items), (TransactionRow, sums.transactions)):
        for row in changes.added(cls):
            reconciled = added.pop(row.id, NOTHING)
            row.reconciled_cents, row.processing_cents, row.planned_cents, row.faulty_count = reconciled  # type: ignore[attr-defined]  # of items and transactions


def _change_rows(changes: Changes, tables: Iterable[type[Record]]) -> Program[None]:
    for cls in tables:
        if cls not in changes.tables:
            continue
        changed: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
        for before, after in changes.of(cls):
            if before is not None:
                names = (name for name in writable_columns(cls) if getattr(before, name) != getattr(after, name))
                changed[tuple(names)].append(after)
        for columns, rows in changed.items():
            if columns:
                yield ExecuteMany(update_sql(cls.TABLE, columns), list(map(reader_of((*columns, "id")), rows)))


def _sum_rows(added: dict[int, ReconciledSums]) -> list[tuple[int, ...]]:
    """Return the parameters of the sums' updates; those that lower a sum come first, so that no CHECK fails in between."""
    rows: list[tuple[int, ...]] = [(*row_sums, row_id) for row_id, row_sums in added.items() if row_sums != NOTHING]
    rows.sort(key=_raises)
    return rows


def _raises(row: tuple[int, ...]) -> bool:
    """Return whether the parameters of a sum's update do not lower it."""
    reconciled_cents, _, planned_cents, *_ = row
    return reconciled_cents + planned_cents >= 0


def _write_audit(unit: UnitOfWork) -> Program[set[int | None]]:
    """Add the audit events; return the accounts whose chains grew (None for the organisation's)."""
    events = events_of(unit)
    yield from write_events(events)
    yield from wait(waiting_rows(events, hides=unit.hides_on, shows=unit.shows_on))
    grown = {event.account_id for event in events}
    for account_id in grown:
        unit.chain_of(account_id).last_recorded_at = unit.recorded_at(account_id)
    return grown


def write_events(events: Sequence[AuditEventRow]) -> Program[None]:
    """Add audit events, the personal texts that they speak of, and the values that transactions had before (domain R39a)."""
    if events:
        yield ExecuteMany(insert_sql(AuditEventRow), AuditEventRow.values_of_all(events))
    texts = [event.personal.values() for event in events if event.personal is not None]
    if texts:
        yield ExecuteMany(insert_sql(AuditTextsRow), texts)
    versions = versions_of(events)
    if versions:
        yield ExecuteMany(insert_sql(TransactionVersionRow), [version.values() for version in versions])


def _write_counters(unit: UnitOfWork, sums: SumChanges, grown: set[int | None]) -> Program[None]:
    """Write the sums and counters of the accounts that changed; a job locks many that do not."""
    account_sums = sums.accounts
    for account_id, added in account_sums.items():
        account = unit.accounts[account_id]
        for column, cents in added.items():
            setattr(account, column, _within_bounds(account, getattr(account, column) + cents))
    assert grown or not account_sums, "a sum changed that no audit row explains"
    # damage may leave a reconciliation across two accounts, which only the chain of its debit's account records
    changed = [account for account in unit.accounts.values() if account.id in grown or account.id in account_sums]
    yield from _update_counters(AccountRow, changed)
    if unit.organisation is not None:
        yield from _update_counters(OrganisationRow, [unit.organisation])


def _update_counters(cls: type[Record], rows: Sequence[Record]) -> Program[None]:
    sql, values = _counters(cls)
    yield ExecuteMany(sql, list(map(values, rows)))


@once_per_class
def _counters(cls: type[Record]) -> tuple[Sql, Callable[[Record], Sequence[object]]]:
    """Return the statement that writes the sums and counters of a row, and what reads its parameters from one."""
    columns = tuple(sorted(cls.DERIVED))
    return update_sql(cls.TABLE, columns), reader_of((*columns, "id"))


def _within_bounds(account: AccountRow, cents: int) -> int:
    if abs(cents) > MAX_CENTS:
        raise InvalidAmount(
            say("account-sums-too-large", number=account.number, most=amount_text(MAX_CENTS, account.currency))
        )
    return cents


def _mark_undone(undone: BatchRow, batch: BatchRow, *, partly: bool) -> Program[None]:
    """Mark a batch as undone; if it was an undo itself, the batch that it undid stands again, and so on.

    ``partly``: on some of its accounts alone, which then holds for all of these batches.
    """
    marks: list[tuple[int | None, bool, int]] = [(batch.id, partly, undone.id)]
    above, below, stands = undone.id, undone.undoes_id, True
    while below is not None:
        left_out = partly or (not stands and bool((yield Query(_LEFT_OUT, id=below, undo_id=above))))
        marks.append((None if stands else above, left_out, below))
        rows = yield Query(_UNDOES, id=below)
        above, below, stands = below, rows[0][0], not stands
    yield ExecuteMany(_UNDONE, marks)
