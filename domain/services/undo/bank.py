"""The bank's side in an undo: parts of lines, ignored lines, and imported statements (domain R25a, R42, R43b)."""

from collections.abc import Collection, Sequence

from domain.core.bank_keys import Keyed, Movement
from domain.errors import LaterChanges
from domain.queries.bank import (
    named_by,
    named_elsewhere,
    parts_of_lines,
    parts_of_transactions,
    parts_with_replacements,
)
from domain.queries.records import by_ids
from domain.services.bank.parts import add_part, added_by_parts, end_part, overfull_lines
from domain.services.bank.statements import add_statement
from domain.services.undo.locked_lines import ids_of, lock_lines_of
from domain.services.undo.prerequisites import later_changes
from domain.store.program import Program
from domain.store.snapshots import after_of, before_of
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AuditEventRow, BankLinePartRow, BankLineRow, BankStatementRow, BatchRow, TransactionRow
from domain.texts import say

_NOUNS = frozenset({BankLinePartRow.NOUN, BankLineRow.NOUN, "payer", "payerAccount"})


def without_bank_reports(batch: BatchRow, events: Sequence[AuditEventRow]) -> list[AuditEventRow]:
    """Return the events of a batch that an undo takes back: of one that matched lines, not what the bank did."""
    if batch.mutation == "matchBankLine":
        return [event for event in events if event.action.partition(".")[0] in _NOUNS]
    if batch.mutation == "applyBankLineSuggestions":
        return [event for event in events if event.action != "transaction.changed"]
    return list(events)


def undo_bank(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Undo what a batch did on the bank's side, its transactions apart; raises ``LaterChanges``."""
    yield from lock_lines_of(events)
    yield from _undo_parts(unit, batch, events)
    yield from _undo_ignoring(unit, batch, events)
    yield from _withdraw_statements(unit, batch, ids_of(events, f"{BankStatementRow.NOUN}.created"))
    yield from _restore_statements(unit, ids_of(events, f"{BankStatementRow.NOUN}.withdrawn"))


def check_on_no_line(unit: UnitOfWork, batch: BatchRow, transactions: Collection[TransactionRow]) -> Program[None]:
    """Raise ``LaterChanges`` if one of the transactions, which the undo withdraws, is still part of a line (R43b)."""
    ended = {after.id for _, after in unit.changes.of(BankLinePartRow) if after.withdrawn_at is not None}
    found = yield from parts_of_transactions([each.id for each in transactions])
    left = [part for of_one in found.values() for part in of_one if part.id not in ended]
    if left:
        numbers = {each.id: each.number for each in transactions}
        names = ", ".join(sorted({numbers[part.transaction_id or 0] for part in left}))
        reason = say("later-matched", names=names)
        raise (yield from later_changes(unit, batch, [part.id for part in left], reason=reason))


def _undo_parts(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """End the parts that the batch made, then make those anew that it ended; what stays must fit its line (R43)."""
    lineages = yield from parts_with_replacements(ids_of(events, f"{BankLinePartRow.NOUN}.created"))
    for lineage in lineages.values():
        standing = [part for part in lineage if part.withdrawn_at is None]
        if not standing:
            ids = [part.id for part in lineage]
            raise (yield from later_changes(unit, batch, ids, reason=say("later-part-ended")))
        for part in standing:
            end_part(unit, part)
    ended = yield from by_ids(BankLinePartRow, ids_of(events, f"{BankLinePartRow.NOUN}.withdrawn"))
    if ended:
        yield from _replace_parts(unit, batch, list(ended.values()))
    line_ids = {part.line_id for lineage in lineages.values() for part in lineage}
    overfull = overfull_lines(unit, (yield from by_ids(BankLineRow, line_ids)).values())
    if overfull:
        left = yield from parts_of_lines([line.id for line in overfull])
        own = {part.id for lineage in lineages.values() for part in lineage}
        ids = [part.id for of_line in left.values() for part in of_line if part.id not in own]
        reason = say("later-parts-unfit")
        raise (yield from later_changes(unit, batch, ids, reason=reason))


def _replace_parts(unit: UnitOfWork, batch: BatchRow, ended: Sequence[BankLinePartRow]) -> Program[None]:
    """Make ended parts anew, as far as their lines and transactions still have that much left."""
    lines = yield from by_ids(BankLineRow, {part.line_id for part in ended})
    ids = {part.transaction_id for part in ended if part.transaction_id is not None}
    transactions = yield from by_ids(TransactionRow, ids)
    changed = {after.id: after for _, after in unit.changes.of(TransactionRow)}
    present = yield from parts_of_lines(lines)
    added = added_by_parts(unit)
    taken = {(part.line_id, part.transaction_id) for of_one in present.values() for part in of_one}
    taken -= {
        (after.line_id, after.transaction_id)
        for _, after in unit.changes.of(BankLinePartRow)
        if after.withdrawn_at is not None
    }
    for part in ended:
        line = lines[part.line_id]
        transaction = changed.get(part.transaction_id or 0) or transactions.get(part.transaction_id or 0)
        possible = line.withdrawn_at is None and line.ignored_reason is None
        if transaction is not None:
            added.to_transactions[transaction.id] += abs(part.amount_cents)
            banked = transaction.banked_cents + added.to_transactions[transaction.id]
            possible = possible and transaction.withdrawn_at is None and banked <= transaction.amount_cents
            possible = possible and (line.id, transaction.id) not in taken
        if not possible:
            raise (yield from _part_refusal(unit, batch, part))
        add_part(unit, line.id, part.kind, part.amount_cents, transaction, part.reason, part.first_id)
    for line in overfull_lines(unit, lines.values()):  # at the end: a fee and its money are within the line together
        raise (yield from _part_refusal(unit, batch, next(part for part in ended if part.line_id == line.id)))


def _part_refusal(unit: UnitOfWork, batch: BatchRow, part: BankLinePartRow) -> Program[LaterChanges]:
    present = (yield from parts_of_lines([part.line_id]))[part.line_id]
    ids = [part.line_id, part.id, *(each.id for each in present)]
    if part.transaction_id is not None:
        ids += [part.transaction_id]
        ids += [each.id for each in (yield from parts_of_transactions([part.transaction_id]))[part.transaction_id]]
    reason = say("later-part-not-possible")
    return (yield from later_changes(unit, batch, ids, reason=reason))


def _undo_ignoring(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Give lines the reason for which they were ignored before the batch."""
    changed = [event for event in events if event.action == f"{BankLineRow.NOUN}.changed"]
    lines = yield from by_ids(BankLineRow, [event.entity_id for event in changed])
    parts = yield from parts_of_lines(lines)
    for event in changed:
        line = lines[event.entity_id]
        reason = (before_of(event) or {}).get("ignored_reason")
        same = line.withdrawn_at is None and line.ignored_reason == after_of(event).get("ignored_reason")
        if not same or parts[line.id]:
            ids = [line.id, *(part.id for part in parts[line.id])]
            raise (yield from later_changes(unit, batch, ids, reason=say("later-line-changed")))
        unit.changes.change(line, ignored_reason=reason)


def _withdraw_statements(unit: UnitOfWork, batch: BatchRow, ids: Collection[int]) -> Program[None]:
    """Withdraw statements, and the lines that no other one names; raises ``LaterChanges`` unless these are open."""
    if not ids:
        return
    statements = yield from by_ids(BankStatementRow, ids)
    elsewhere = yield from named_elsewhere(ids)
    named = yield from named_by(ids)
    last = {each.line_id for of_one in named.values() for each in of_one} - elsewhere
    lines = yield from by_ids(BankLineRow, last)
    parts = yield from parts_of_lines(last)
    used = [line for line in lines.values() if parts[line.id] or line.ignored_reason is not None]
    if used:
        entity_ids = [each for line in used for each in (line.id, *(part.id for part in parts[line.id]))]
        reason = say("later-lines-used", lines=len(used))
        raise (yield from later_changes(unit, batch, entity_ids, reason=reason))
    at = unit.recorded_at(None)
    for statement in statements.values():
        unit.changes.change(statement, withdrawn_at=at)
    for line in lines.values():
        unit.changes.change(line, withdrawn_at=at)


def _restore_statements(unit: UnitOfWork, ids: Collection[int]) -> Program[None]:
    """Import statements anew that were withdrawn, from their own lines: other files may tell of these meanwhile."""
    statements = yield from by_ids(BankStatementRow, ids)
    named = yield from named_by(ids)
    lines = yield from by_ids(BankLineRow, {each.line_id for of_one in named.values() for each in of_one})
    for statement in statements.values():
        again = statement.copy(
            id=unit.new_id(),
            batch_id=unit.batch.id,
            recorded_at=unit.recorded_at(None),
            recorded_by=unit.batch.recorded_by,
            withdrawn_at=None,
        )
        yield from add_statement(unit, again, [_keyed(lines[each.line_id]) for each in named[statement.id]])


def _keyed(line: BankLineRow) -> Keyed:
    movement = Movement(
        line.booked_on,
        line.value_on,
        line.amount_cents,
        line.payer_name,
        line.payer_account,
        line.text,
        line.structured_reference,
        line.bank_id,
        0,
        line.kind,
        line.fee_cents,
        "",
    )
    return Keyed(movement, line.key, line.entry_key, line.key)
