"""Importing reconciliations: one edge a row, between items named by number and position; its pair is its key (R5a)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.edges import check_new_edge
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.money import format_decimal, parse_decimal, positive_cents
from domain.core.text import counted
from domain.errors import AlreadyReconciled, InvalidValue, NotFound, Refusal, WrongCurrency, WrongSide
from domain.jobs.importing.table import Line
from domain.jobs.importing.tally import Tally
from domain.queries.records import edges_of_credits, items_of, transactions_by_number
from domain.rows import ItemRow, ReconciliationRow, TransactionRow
from domain.services.edges import End, add_edge, add_faulty_edge, ends_of
from domain.store.block import Block
from domain.store.steps import Steps

RECONCILIATION_COLUMNS = ("credit_number", "credit_position", "debit_number", "debit_position", "amount")
COLUMN_OF_FIELD = {"creditItemId": "credit_number", "debitItemId": "debit_number", "amountCents": "amount"}
_POSITION = re.compile(r"[1-9]\d{0,8}", re.ASCII)

Pair = tuple[int, int]
Wish = tuple[End, End, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says of all that a file names: one object an item, so that a row finds what earlier rows took.

    ``ends`` are the items of transactions that were not undone, by id. ``edges`` are the active ones by pair, those that
    count first; a row that names one again takes it off the list.
    """

    transactions: dict[str, TransactionRow]
    items: dict[int, list[ItemRow]]
    ends: dict[int, End]
    edges: dict[Pair, list[ReconciliationRow]]


def import_reconciliations(block: Block, lines: list[Line], tally: Tally) -> Steps[None]:
    """Makes the edges that are not there, in file order; each counts what the ones before it took (domain R6, R7).

    With ``tally.keep_errors`` a row that is well formed but breaks the rules becomes a faulty edge (domain R22a).
    """
    known = yield from _know(block, lines)
    named: dict[Pair, int] = {}
    for line in lines:
        credit = _end(line, Side.CREDIT, known, tally)
        debit = _end(line, Side.DEBIT, known, tally)
        if credit is None or debit is None:
            continue
        amount = _amount(line, block.accounts[debit.item.account_id].currency, tally)
        if amount is None:
            continue
        pair = (credit.item.id, debit.item.id)
        recorded = known.edges.get(pair, [])
        same = next((edge for edge in recorded if edge.amount_cents == amount), None)
        if same is not None:
            recorded.remove(same)
            tally.unchanged += 1
        else:
            wish = (credit, debit, amount)
            refusal = _refusal(block, wish, named.get(pair), recorded, sees=tally.sees)
            _take(block, line, wish, refusal, tally)
        named.setdefault(pair, line.line)


def _take(block: Block, line: Line, wish: Wish, refusal: Refusal | None, tally: Tally) -> None:
    """Makes the edge of a row, or keeps it as faulty, or notes why not."""
    if refusal is None:
        add_edge(block, *wish, ReconciliationOrigin.IMPORT)
    elif tally.keep_errors:
        add_faulty_edge(block, *wish, ReconciliationOrigin.IMPORT)
        tally.faulty += 1
    else:
        column = COLUMN_OF_FIELD[refusal.field[0]]
        tally.bad(line, column, refusal.message, refusal.code)
        return
    tally.created += 1


def _know(block: Block, lines: Sequence[Line]) -> Steps[_Known]:
    numbers = {line[column] for line in lines for column in ("credit_number", "debit_number")}
    # a transaction never changes its account, so asking once before the locks is safe
    before = yield from transactions_by_number(numbers)
    yield from block.lock_accounts({transaction.account_id for transaction in before.values()})
    transactions = yield from transactions_by_number(numbers)
    items = yield from items_of({transaction.id for transaction in transactions.values()})
    ends = yield from ends_of(item for of_one in items.values() for item in of_one)
    sources = [item.id for of_one in items.values() for item in of_one if item.side is Side.CREDIT]
    edges: defaultdict[Pair, list[ReconciliationRow]] = defaultdict(list)
    for edge in sorted((yield from edges_of_credits(sources)), key=lambda edge: (edge.faulty, edge.id)):
        assert edge.credit_item_id is not None, "found by its credit item"
        edges[edge.credit_item_id, edge.debit_item_id].append(edge)
    return _Known(transactions, items, ends, edges)


def _end(line: Line, side: Side, known: _Known, tally: Tally) -> End | None:
    """The item that one end of a row names; noted where there is none, or one of the other side."""
    number_column, position_column = f"{side.lower()}_number", f"{side.lower()}_position"
    number, position = line[number_column], line[position_column]
    transaction = known.transactions.get(number)
    if not _POSITION.fullmatch(position):
        reason = f"{position!r} is no position. The items of a transaction count from 1."
        tally.bad(line, position_column, reason, InvalidValue.code)
    if transaction is None:
        tally.bad(line, number_column, f"There is no transaction {number!r}. Import it first.", NotFound.code)
    elif transaction.withdrawn_at is not None:
        tally.bad(line, number_column, f"Number {number} was recorded and undone.", NotFound.code)
    elif transaction.side is not side:
        reason = f"{number} is {transaction.kind}, a {transaction.side.lower()}; a {side.lower()} is needed here."
        tally.bad(line, number_column, reason, WrongSide.code)
    elif _POSITION.fullmatch(position):
        items = known.items[transaction.id]
        if int(position) <= len(items):
            return known.ends[items[int(position) - 1].id]
        reason = f"{number} has no item {position}."
        if tally.sees:
            reason = f"{number} has {counted(len(items), 'item')}; there is no item {position}."
        tally.bad(line, position_column, reason, NotFound.code)
    return None


def _amount(line: Line, currency: str, tally: Tally) -> int | None:
    return tally.read(line, "amount", lambda text: positive_cents(parse_decimal(text, currency)))


def _refusal(
    block: Block, wish: Wish, named_on: int | None, recorded: Sequence[ReconciliationRow], *, sees: bool
) -> Refusal | None:
    """Why an edge breaks the rules, its field naming the end or the amount; None where it may be.

    Who may not see amounts (``sees``) is told none that the file does not say.
    """
    credit, debit, amount = wish
    currency = block.accounts[debit.item.account_id].currency
    counting = next((edge for edge in recorded if not edge.faulty), None)
    if named_on is not None:
        msg = f"The same two items stand on line {named_on} already. Give each pair one row, with its whole amount."
        return AlreadyReconciled(msg, "creditItemId")
    if counting is not None:
        stored, said = (format_decimal(each, currency) for each in (counting.amount_cents, amount))
        stored = stored if sees else "another amount"
        msg = f"These two items are reconciled with {stored}; the file says {said}. An import changes no record."
        return AlreadyReconciled(msg, "amountCents")
    if block.accounts[credit.item.account_id].currency != currency:
        msg = (
            f"The two items are in different currencies: {block.accounts[credit.item.account_id].currency}, {currency}."
        )
        return WrongCurrency(msg, "debitItemId")
    try:
        check_new_edge(credit.rules_end, debit.rules_end, amount, currency)
    except Refusal as refusal:
        if sees or refusal.field != ("amountCents",):
            return refusal
        msg = f"{format_decimal(amount, currency)} is more than can be reconciled between these two items."
        return type(refusal)(msg, *refusal.field)
    return None
