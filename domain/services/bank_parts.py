"""Parts of bank lines within a unit of work: adding and ending them, also with what happens to their transactions."""

from collections.abc import Collection

from domain.core.kinds import BankLinePartKind
from domain.queries.bank import parts_of_transactions
from domain.queries.records import held_by_ids
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankLinePartRow, BankLineRow, TransactionRow


def add_part(
    unit: UnitOfWork,
    line_id: int,
    kind: BankLinePartKind,
    cents: int,
    transaction: TransactionRow | None = None,
    reason: str | None = None,
    replaces_id: int | None = None,
) -> BankLinePartRow:
    """Add a part of a line to the unit of work; refuse nothing."""
    account_id = None if transaction is None else transaction.account_id
    return unit.changes.add(
        BankLinePartRow(
            id=unit.new_id(),
            line_id=line_id,
            account_id=account_id,
            transaction_id=None if transaction is None else transaction.id,
            kind=kind,
            amount_cents=cents,
            reason=reason,
            recorded_at=unit.recorded_at(account_id),
            recorded_by=unit.batch.recorded_by,
            batch_id=unit.batch.id,
            replaces_id=replaces_id,
        )
    )


def end_part(unit: UnitOfWork, part: BankLinePartRow) -> None:
    """End a part whose chain is locked: its line is open by so much again."""
    unit.changes.change(part, withdrawn_at=unit.recorded_at(part.account_id))


def end_parts_of(unit: UnitOfWork, transaction_ids: Collection[int]) -> Program[list[BankLinePartRow]]:
    """End the parts that transactions of locked accounts are, lock their lines, and return them (domain R43b)."""
    found = yield from parts_of_transactions(transaction_ids)
    parts = [part for of_one in found.values() for part in of_one]
    yield from held_by_ids(BankLineRow, {each.line_id for each in parts})
    for part in parts:
        end_part(unit, part)
    return parts


def move_parts(unit: UnitOfWork, transaction_id: int, to: TransactionRow) -> Program[None]:
    """Let another transaction of the same amount take the parts that one of a locked account is (domain R39b, R43b)."""
    for part in (yield from end_parts_of(unit, [transaction_id])):
        add_part(unit, part.line_id, part.kind, part.amount_cents, to, part.reason)
