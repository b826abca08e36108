"""Importing invoices: one row an item, in listed order; an invoice is all its rows (domain R5a)."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.core.kinds import Side, TransactionKind
from domain.core.text import LONGEST_TEXT, clean_text, counted
from domain.errors import ArchivedLedgerCode, InvalidDate, NotFound
from domain.jobs.importing.money_rows import (
    AccountRooms,
    account_of,
    amount_of,
    check_business_date,
    date_of,
    is_one_of,
    locked_accounts,
    number_of,
    same_amount,
)
from domain.jobs.importing.table import Line
from domain.jobs.importing.tally import Tally
from domain.queries.records import items_of, ledger_codes_by_code, members_of, transactions_by_number
from domain.rows import AccountRow, ItemRow, LedgerCodeRow, MemberRow, TransactionRow
from domain.services.recording import NewItem, NewTransaction, record, total_of
from domain.store.block import Block
from domain.store.steps import Steps

INVOICE_COLUMNS = (
    "invoice_number",
    "account_number",
    "date",
    "due_on",
    "description",
    "ledger_code",
    "amount",
    "member",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says of all that a file names."""

    accounts: dict[str, AccountRow]
    codes: dict[str, LedgerCodeRow]
    members: dict[int, list[MemberRow]]
    transactions: dict[str, TransactionRow]
    items: dict[int, list[ItemRow]]


def import_invoices(block: Block, lines: list[Line], tally: Tally) -> Steps[None]:
    """Records the invoices that are not there, in the order in which the file first names them (domain R9a).

    An invoice is all its rows: one with a bad row is left out whole, and so is one to which a row may belong that does
    not tell its number.
    """
    numbers = {line.row: number_of(line, "invoice_number", tally) for line in lines}
    invoices: dict[str, list[Line]] = {}
    for line in lines:
        number = numbers[line.row]
        if number is not None:
            invoices.setdefault(number, []).append(line)
    known = yield from _know(block, lines, list(invoices))
    unsure = _unsure(lines, numbers, tally)
    rooms = AccountRooms(Side.DEBIT)
    for number, of_invoice in invoices.items():
        before = len(tally.problems)
        new = _read_invoice(number, of_invoice, known, tally)
        if number not in unsure and new is not None and len(tally.problems) == before:
            _take(block, new, of_invoice, known, rooms, tally)
        at_fault = [problem.line for problem in tally.problems[before:]]
        if at_fault or number in unsure:
            _tell_left_out(number, of_invoice, at_fault, unsure.get(number), tally)


def _unsure(lines: Sequence[Line], numbers: Mapping[int, str | None], tally: Tally) -> dict[str, int]:
    """Invoices that the file may have short, each with the line of the bad row that may belong to it.

    A row of a bad form belongs to the invoice that it names. One that names none that other rows name, or none at all,
    may belong to the invoice of the row before it or to that of the row after it.
    """
    named = set(numbers.values())
    strays = [(line.row, line.line) for line in lines if numbers[line.row] is None]
    unsure: dict[str, int] = {}
    for bad in tally.bad_lines:
        number = bad.cells.get("invoice_number")
        if number in named and number is not None:
            unsure.setdefault(number, bad.problem.line)
        else:
            strays.append((bad.problem.row, bad.problem.line))
    rows = [row for row, number in numbers.items() if number is not None]
    for row, line in sorted(strays):
        place = bisect(rows, row)
        for neighbour in rows[max(0, place - 1) : place + 1]:
            number = numbers[neighbour]
            assert number is not None, "rows without one were left out"
            unsure.setdefault(number, line)
    return unsure


def _tell_left_out(number: str, lines: list[Line], at_fault: Sequence[int], unsure: int | None, tally: Tally) -> None:
    """Notes each row that is left out with its invoice although nothing is wrong with itself, when good rows are taken."""
    if not tally.skip_bad_rows:
        return
    because = f"line {min(at_fault)} is bad" if at_fault else f"line {unsure} may belong to it"
    for line in lines:
        if line.line not in at_fault:
            tally.bad(line, "", f"Invoice {number} is left out whole, because {because}.")


def _take(
    block: Block, new: NewTransaction, lines: list[Line], known: _Known, rooms: AccountRooms, tally: Tally
) -> None:
    """Records an invoice, or compares it with the one that is there; what speaks against it is noted."""
    account = known.accounts[lines[0]["account_number"]]
    stored = known.transactions.get(new.number)
    if stored is not None:
        if _same_invoice(stored, known.items[stored.id], new, account, lines, tally):
            tally.unchanged += 1
        return
    problems = len(tally.problems)
    _check_codes(lines, known, tally)
    total = tally.read(lines[0], "amount", lambda _: total_of(new.items))
    if total is not None and len(tally.problems) == problems and rooms.take(account, total, lines[0], tally):
        record(block, account, new)
        tally.created += 1


def _know(block: Block, lines: Sequence[Line], numbers: list[str]) -> Steps[_Known]:
    accounts = yield from locked_accounts(block, lines)
    codes = yield from ledger_codes_by_code({line["ledger_code"] for line in lines})
    members = yield from members_of([account.id for account in accounts.values()])
    transactions = yield from transactions_by_number(numbers)
    items = yield from items_of([transaction.id for transaction in transactions.values()])
    return _Known(accounts, codes, members, transactions, items)


def _read_invoice(number: str, lines: list[Line], known: _Known, tally: Tally) -> NewTransaction | None:
    """An invoice from its rows; every problem of every row is noted."""
    first = lines[0]
    account = account_of(first, known.accounts, tally)
    check_business_date(first, tally)
    day, due_on = tally.read_date(first, "date"), date_of(first, "due_on", tally)
    if day is not None and due_on is not None and due_on < day:
        reason = f"It is due on {due_on}, before the invoice's own date, {day}."
        tally.bad(first, "due_on", reason, InvalidDate.code)
    for line in lines[1:]:
        for column in ("account_number", "date", "due_on"):
            if line[column] != first[column]:
                tally.bad(line, column, f"Invoice {number} says {first[column]!r} on line {first.line}.")
    items = [_read_item(line, account, known, tally) for line in lines]
    good = [item for item in items if item is not None]
    if day is None or len(good) < len(items):
        return None
    return NewTransaction(TransactionKind.INVOICE, number, day, good, good[0].description, due_on)


def _read_item(line: Line, account: AccountRow | None, known: _Known, tally: Tally) -> NewItem | None:
    description = tally.read(line, "description", lambda text: clean_text(text, longest=LONGEST_TEXT))
    amount = amount_of(line, account, tally)
    code = known.codes.get(line["ledger_code"])
    if code is None:
        reason = f"There is no ledger code {line['ledger_code']!r}. Import ledger codes first."
        tally.bad(line, "ledger_code", reason, NotFound.code)
    members = known.members[account.id] if account is not None else []
    member = next((each for each in members if each.name == line["member"]), None)
    if line["member"] and member is None and account is not None:
        tally.bad(line, "member", f"{line['member']!r} is not on account {account.number}.", NotFound.code)
    if description is None or amount is None or code is None:
        return None
    return NewItem(description, amount, code.id, member.id if member is not None else None)


def _check_codes(lines: list[Line], known: _Known, tally: Tally) -> None:
    for line in lines:
        if known.codes[line["ledger_code"]].archived:
            reason = f"Ledger code {line['ledger_code']} is archived and takes no new items."
            tally.bad(line, "ledger_code", reason, ArchivedLedgerCode.code)


def _same_invoice(
    stored: TransactionRow,
    items: list[ItemRow],
    new: NewTransaction,
    account: AccountRow,
    lines: list[Line],
    tally: Tally,
) -> bool:
    """Whether an invoice stands as the file has it; notes each column that differs."""
    first = lines[0]
    if not is_one_of({TransactionKind.INVOICE}, stored, first, "invoice_number", tally):
        return False
    same = [
        tally.agrees(first, "account_number", stored.account_id == account.id, "account"),
        tally.same(first, "date", stored.date, new.date),
        tally.same(first, "due_on", stored.due_on, new.due_on),
        tally.same(lines[-1], "invoice_number", counted(len(items), "item"), counted(len(new.items), "item")),
    ]
    if stored.withdrawn_at is not None:
        tally.bad(first, "invoice_number", f"Number {stored.number} was recorded and undone; it stays taken.")
        return False
    for line, item, wished in zip(lines, items, new.items, strict=False):
        same += [
            tally.same(line, "description", item.description, wished.description),
            tally.agrees(line, "ledger_code", item.ledger_code_id == wished.ledger_code_id, "ledger code"),
            same_amount(line, item.amount_cents, wished.amount_cents, account, tally),
            tally.agrees(line, "member", item.member_id == wished.member_id, "member"),
        ]
    return all(same)
