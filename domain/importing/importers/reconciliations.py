"""Importing reconciliations: one row each, between items named by number and position; the pair is its key (R5a)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.money import format_decimal
from domain.core.reconciliation_rules import check_new_reconciliation, check_refund_date
from domain.errors import AlreadyReconciled, BooksClosed, NotFound, Refusal, WrongCurrency, WrongSide
from domain.importing.importers.tally import Tally
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.queries.files import accounts_of_transactions
from domain.queries.hidden import count_hidden
from domain.queries.records import items_of, reconciliations_of_credits, transactions_by_number
from domain.services.reconciliation_rows import (
    ReconciliationEnd,
    add_invalid_reconciliation,
    add_reconciliation,
    ends_of,
)
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow, ReconciliationRow, TransactionRow
from domain.texts import say

COLUMNS = Columns.of("credit_number,credit_position,debit_number,debit_position,amount")
NEGATIVE = say("row-negative-reconciliation")
COLUMN_OF_FIELD = {"creditItemId": "credit_number", "debitItemId": "debit_number", "amountCents": "amount"}

Pair = tuple[int, int]
NewReconciliation = tuple[ReconciliationEnd, ReconciliationEnd, int]


@dataclass(frozen=True, slots=True)
class _Stored:
    """The stored rows that the file names; an item is one object, so that a row sees what earlier rows used of it.

    ``ends`` are the items of transactions that were not undone, by id. ``reconciliations`` are the active ones by pair,
    invalid ones last; each row that equals one removes it from the list.
    """

    transactions: dict[str, TransactionRow]
    items: dict[int, list[ItemRow]]
    ends: dict[int, ReconciliationEnd]
    reconciliations: dict[Pair, list[ReconciliationRow]]


def import_reconciliations(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Make the reconciliations that do not exist yet, in file order; each counts what earlier rows used (domain R6, R7).

    With ``tally.keep_errors`` a well-formed row that breaks the rules becomes an invalid reconciliation (domain R22a).
    """
    stored = yield from _load(unit, rows)
    named: dict[Pair, int] = {}
    for row in rows:
        credit = _end(row, Side.CREDIT, stored, tally)
        debit = _end(row, Side.DEBIT, stored, tally)
        if credit is None or debit is None:
            continue
        currency = unit.accounts[debit.item.account_id].currency
        amount = tally.read(row, "amount", partial(cells.positive_amount_cents, currency=currency, way=NEGATIVE))
        if amount is None:
            continue
        pair = (credit.item.id, debit.item.id)
        recorded = stored.reconciliations.get(pair, [])
        same = next((reconciliation for reconciliation in recorded if reconciliation.amount_cents == amount), None)
        if same is not None:
            recorded.remove(same)
            tally.unchanged += 1
        else:
            new = (credit, debit, amount)
            refusal = _refusal(unit, new, named.get(pair), recorded)
            _import_reconciliation(unit, row, new, refusal, tally)
        named.setdefault(pair, row.line)


def _import_reconciliation(
    unit: UnitOfWork, row: FileRow, new: NewReconciliation, refusal: Refusal | None, tally: Tally
) -> None:
    """Make the reconciliation of a row, or store it as invalid, or note why it was refused."""
    if refusal is None:
        try:
            add_reconciliation(unit, *new, ReconciliationOrigin.IMPORT)
        except BooksClosed as closed:  # which keeping what is wrong does not open
            tally.add_problem(row, "credit_number", closed.text, closed.code, of_records=True)
            return
    elif tally.keep_errors:
        add_invalid_reconciliation(unit, *new, ReconciliationOrigin.IMPORT)
        tally.invalid += 1
    else:
        column = COLUMN_OF_FIELD[refusal.field[0]]
        tally.add_problem(row, column, refusal.text, refusal.code)
        return
    tally.created += 1


def _load(unit: UnitOfWork, rows: Sequence[FileRow]) -> Program[_Stored]:
    numbers = {row[column] for row in rows for column in ("credit_number", "debit_number")}
    # a transaction never changes its account, so it is safe to read the accounts before they are locked
    before = yield from accounts_of_transactions(numbers)
    yield from unit.lock_accounts({account.id for account in before.values()})
    transactions = yield from transactions_by_number(numbers)
    by_id = {transaction.id: transaction for transaction in transactions.values()}
    items = yield from items_of(by_id)
    yield from count_hidden(unit.batch.id, unit.hidden, [item for of_one in items.values() for item in of_one])
    ends = yield from ends_of((item for of_one in items.values() for item in of_one), by_id)
    sources = [item.id for of_one in items.values() for item in of_one if item.side is Side.CREDIT]
    reconciliations: defaultdict[Pair, list[ReconciliationRow]] = defaultdict(list)
    for reconciliation in sorted(
        (yield from reconciliations_of_credits(sources)),
        key=lambda reconciliation: (reconciliation.faulty, reconciliation.id),
    ):
        assert reconciliation.credit_item_id is not None, "found by its credit item"
        reconciliations[reconciliation.credit_item_id, reconciliation.debit_item_id].append(reconciliation)
    return _Stored(transactions, items, ends, reconciliations)


def _end(row: FileRow, side: Side, stored: _Stored, tally: Tally) -> ReconciliationEnd | None:
    """Return the item that a row names on one side; an unknown item, or one of the other side, is a problem."""
    number_column, position_column = f"{side.lower()}_number", f"{side.lower()}_position"
    number, position = row[number_column], tally.read(row, position_column, cells.position)
    transaction = stored.transactions.get(number)
    if transaction is None:
        tally.add_missing(row, number_column, TransactionRow, number, say("row-import-it-first"))
    elif transaction.side is not side:
        reason = say("row-wrong-side", number=number, kind=transaction.kind, side=side)
        tally.add_problem(row, number_column, reason, WrongSide.code)
    elif position is not None:
        items = stored.items[transaction.id]
        if position <= len(items):
            return stored.ends[items[position - 1].id]
        reason = say("row-no-such-item", number=number, items=len(items), position=str(position))
        tally.add_problem(row, position_column, reason, NotFound.code)
    return None


def _refusal(
    unit: UnitOfWork, new: NewReconciliation, named_on: int | None, recorded: Sequence[ReconciliationRow]
) -> Refusal | None:
    """Return why a reconciliation breaks the rules, or None; the refusal's field is the end or the amount to blame."""
    credit, debit, amount = new
    currency = unit.accounts[debit.item.account_id].currency
    counting = next((reconciliation for reconciliation in recorded if not reconciliation.faulty), None)
    if named_on is not None:
        message = say("import-pair-twice", line=str(named_on))
        return AlreadyReconciled(message, "creditItemId")
    if counting is not None:
        present = format_decimal(counting.amount_cents, currency)
        given = format_decimal(amount, currency)
        message = say("import-pair-reconciled", present=present, given=given)
        return AlreadyReconciled(message, "amountCents")
    credit_currency = unit.accounts[credit.item.account_id].currency
    if credit_currency != currency:
        message = say("import-pair-two-currencies", credit=credit_currency, debit=currency)
        return WrongCurrency(message, "debitItemId")
    ends = credit.to_rule(), debit.to_rule()
    try:
        check_new_reconciliation(*ends, amount, currency)
        check_refund_date(*ends)
    except Refusal as refusal:
        return refusal
    return None
