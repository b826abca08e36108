"""Parts of bank lines within a unit of work: adding and ending them, also with what happens to their transactions.

Parts may have both signs (a payment of 100.00 and its fee of -2.90 are a line of 97.10), so ending one can leave others
that no longer stand on the line alone (domain R43). Whoever ends parts asks ``overfull_lines`` before the unit ends.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from domain.core.bank_lines import is_within
from domain.core.kinds import BankLinePartKind
from domain.errors import WrongState
from domain.queries.bank import parts_of_lines, parts_of_transactions
from domain.queries.records import held_by_ids
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankLinePartRow, BankLineRow, TransactionRow
from domain.texts import say


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


class AddedByParts(NamedTuple):
    """What a unit's new and ended parts have added so far, in cents: to lines with their sign, to transactions without."""

    to_lines: Counter[int]
    to_transactions: Counter[int]


def added_by_parts(unit: UnitOfWork) -> AddedByParts:
    """Return what the unit has added to lines and to transactions by their parts, by id."""
    added = AddedByParts(Counter(), Counter())
    for before, after in unit.changes.of(BankLinePartRow):
        cents = after.counted_cents - (0 if before is None else before.counted_cents)
        added.to_lines[after.line_id] += cents
        if after.transaction_id is not None:
            added.to_transactions[after.transaction_id] += cents if after.amount_cents > 0 else -cents
    return added


def overfull_lines(unit: UnitOfWork, lines: Iterable[BankLineRow]) -> list[BankLineRow]:
    """Return those lines whose parts, as the unit leaves them, would not lie between nothing and their amount (R43)."""
    added = added_by_parts(unit).to_lines
    return [line for line in lines if not is_within(line.amount_cents, line.explained_cents + added[line.id])]


def lock_for_ending_parts(unit: UnitOfWork, transaction_id: int) -> Program[None]:
    """Lock, before any account, what ``end_parts_with_fees`` may change beside the transaction's account."""
    parts = (yield from parts_of_transactions([transaction_id]))[transaction_id]
    beside = yield from parts_of_lines({each.line_id for each in parts})
    if any(each.account_id is None for of_line in beside.values() for each in of_line):
        yield from unit.lock_organisation()


def end_parts_with_fees(unit: UnitOfWork, transaction: TransactionRow) -> Program[None]:
    """End the parts that a transaction is, and the fees and other parts that do not stand without it (domain R43b).

    Raises ``WrongState`` if other transactions on the line do not stand without it.
    """
    lines = yield from _end_parts_of(unit, transaction.id)
    unstable = overfull_lines(unit, lines)
    beside = yield from parts_of_lines([line.id for line in unstable])
    for part in (part for of_line in beside.values() for part in of_line if part.account_id is None):
        if unit.organisation is None:
            message = say("bank-line-just-changed", number=transaction.number)
            raise WrongState(message, "transactionId")
        end_part(unit, part)
    if overfull_lines(unit, unstable):
        message = say("bank-line-other-money-beside", number=transaction.number)
        raise WrongState(message, "transactionId")


def _end_parts_of(unit: UnitOfWork, transaction_id: int) -> Program[list[BankLineRow]]:
    """Lock the lines of the parts that a transaction of a locked account is, end these, and return the lines."""
    parts = (yield from parts_of_transactions([transaction_id]))[transaction_id]
    lines = yield from held_by_ids(BankLineRow, {each.line_id for each in parts})
    for part in parts:
        end_part(unit, part)
    return list(lines.values())


def move_parts(unit: UnitOfWork, transaction_id: int, to: TransactionRow) -> Program[None]:
    """Let another transaction of the same amount take the parts that one of a locked account is (domain R39b, R43b)."""
    parts = (yield from parts_of_transactions([transaction_id]))[transaction_id]
    yield from _end_parts_of(unit, transaction_id)
    for part in parts:
        add_part(unit, part.line_id, part.kind, part.amount_cents, to, part.reason)
