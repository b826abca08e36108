"""Importing invoices and credits: one row an item, in listed order; a record is all its rows (domain R5a, R41a)."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.core.text import LONGEST_TEXT, clean_text, counted, quoted
from domain.errors import ArchivedLedgerCode, InvalidDate, NotFound
from domain.importing.importers.external_ids import COLUMN, ids_in, is_same_id, read_labels, take_labels
from domain.importing.importers.tally import Tally
from domain.importing.importers.transaction_rows import (
    AccountTotals,
    account_of,
    amount_of,
    as_compared,
    business_date_of,
    check_open,
    is_of_kind,
    is_same_amount,
    lock_named_accounts,
)
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.queries.records import items_of, ledger_codes_by_code, members_of, transactions_by_number
from domain.queries.transactions import first_versions
from domain.services.labels import ExternalIds
from domain.services.numbers import is_of_series
from domain.services.recording import NewItem, NewTransaction, record, total_of
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, LedgerCodeRow, MemberRow, TransactionRow, TransactionVersionRow
from domain.texts import Text, say


class _Form(NamedTuple):
    """What importing invoices and importing credits differ in."""

    kind: TransactionKind
    columns: Columns
    noun: str
    negative: Text

    @property
    def number_column(self) -> str:
        """Return the column of the record's number."""
        return self.columns.names[0]


INVOICES = _Form(
    TransactionKind.INVOICE,
    Columns.of(
        "invoice_number,account_number,date,due_on?,description,ledger_code,amount,member?,currency?,external_id?"
    ),
    "Invoice",
    say("row-negative-invoice"),
)
_description = partial(clean_text, longest=LONGEST_TEXT)
CREDITS = _Form(
    TransactionKind.CREDIT,
    Columns.of("credit_number,account_number,date,description,ledger_code,amount,member?,currency?,external_id?"),
    "Credit",
    say("row-negative-credit"),
)


@dataclass(frozen=True, slots=True)
class _Stored:
    """The stored rows that the file names."""

    accounts: dict[str, AccountRow]
    codes: dict[str, LedgerCodeRow]
    members: dict[int, list[MemberRow]]
    transactions: dict[str, TransactionRow]
    items: dict[int, list[ItemRow]]
    first_versions: dict[int, TransactionVersionRow]
    external_ids: ExternalIds


def import_invoices(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Record the invoices that do not exist yet, in the order in which the file first names them (domain R9a).

    An invoice is imported whole or not at all: one with a bad row is left out, and so is one to which a row without a
    readable number may belong.
    """
    return _import(INVOICES, unit, rows, tally)


def import_credits(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Record the credits that do not exist yet, as ``import_invoices`` does; nothing is reconciled (domain R12)."""
    return _import(CREDITS, unit, rows, tally)


def _import(form: _Form, unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    numbers = {row.index: tally.read(row, form.number_column, cells.number) for row in rows}
    records: dict[str, list[FileRow]] = {}
    for row in rows:
        number = numbers[row.index]
        if number is not None:
            records.setdefault(number, []).append(row)
    stored = yield from _load(unit, rows, list(records))
    unsure = tally.unsure if tally.unsure is not None else _unsure(form, rows, numbers, tally)
    totals = AccountTotals(form.kind.side, tally.earlier.added)
    for number, record_rows in records.items():
        before = len(tally.problems)
        new = _read_record(form, number, record_rows, stored, tally)
        if number not in unsure and new is not None and len(tally.problems) == before:
            _import_record(unit, form, new, record_rows, stored, totals, tally)
        _report_left_out(form, number, record_rows, before, unsure.get(number), tally)


def _unsure(form: _Form, rows: Sequence[FileRow], numbers: Mapping[int, str | None], tally: Tally) -> dict[str, int]:
    """Return the records that may lack a row, each with the line of the bad row that may belong to it.

    A malformed row belongs to the record that it names. A row that names none, or one that no other row names, may
    belong to the record of the row before it or of the row after it.
    """
    named = set(numbers.values())
    strays = [(row.index, row.line) for row in rows if numbers[row.index] is None]
    unsure: dict[str, int] = {}
    for bad in tally.malformed:
        number = bad.cells.get(form.number_column)
        if number in named and number is not None:
            unsure.setdefault(number, bad.problem.line)
        else:
            strays.append((bad.problem.row, bad.problem.line))
    indexes = [index for index, number in numbers.items() if number is not None]
    for index, line in sorted(strays):
        place = bisect(indexes, index)
        for neighbour in indexes[max(0, place - 1) : place + 1]:
            number = numbers[neighbour]
            assert number is not None, "rows without a number were left out"
            unsure.setdefault(number, line)
    return unsure


def _report_left_out(
    form: _Form, number: str, rows: list[FileRow], before: int, unsure: int | None, tally: Tally
) -> None:
    """Note each good row that is left out with its record; only if the file's other good rows are imported.

    ``before`` is how many problems there were before the record's own.
    """
    found = tally.problems[before:]
    if not tally.skip_bad_rows or not (found or unsure):
        return
    at_fault = tally.lines_of(found)
    id_, line = ("row-left-out-bad", min(at_fault)) if at_fault else ("row-left-out-unsure", unsure)
    for row in rows:
        if row.line not in at_fault:
            reason = say(id_, noun=form.noun, number=number, line=str(line))
            tally.add_problem(row, "", reason, of_records=not at_fault and not unsure)


def _import_record(
    unit: UnitOfWork,
    form: _Form,
    new: NewTransaction,
    rows: list[FileRow],
    stored: _Stored,
    totals: AccountTotals,
    tally: Tally,
) -> None:
    """Record an invoice or credit, or compare it with the stored one; each reason against it is a problem."""
    account = stored.accounts[rows[0]["account_number"]]
    present = stored.transactions.get(new.number)
    if present is not None:
        compared = as_compared(present, stored.first_versions.get(present.id), new)
        if _is_same(form, compared, stored.items[present.id], new, account, rows, tally):
            tally.unchanged += 1
        return
    problems = len(tally.problems)
    if unit.invoice_series is not None and is_of_series(unit.invoice_series, new.number):
        reason = say("row-number-of-series", number=new.number)
        tally.add_problem(rows[0], "invoice_number", reason)
    check_open(unit, rows[0], new.date, tally)
    _check_not_archived(rows, stored, tally)
    take_labels(unit, TransactionRow, new.labels, stored.external_ids, rows[0], tally)
    total = tally.read(rows[0], "amount", lambda _: total_of(new.items), of_records=True)
    if total is not None and len(tally.problems) == problems and totals.add(account, total, rows[0], tally):
        if not tally.only_checks:
            record(unit, account, new)
        tally.created += 1


def _load(unit: UnitOfWork, rows: Sequence[FileRow], numbers: list[str]) -> Program[_Stored]:
    accounts = yield from lock_named_accounts(unit, rows)
    codes = yield from ledger_codes_by_code({row["ledger_code"] for row in rows})
    members = yield from members_of([account.id for account in accounts.values()])
    transactions = yield from transactions_by_number(numbers)
    items = yield from items_of([transaction.id for transaction in transactions.values()])
    first = yield from first_versions([transaction.id for transaction in transactions.values()])
    external_ids = yield from ids_in(unit, TransactionRow, rows)
    return _Stored(accounts, codes, members, transactions, items, first, external_ids)


def _read_record(form: _Form, number: str, rows: list[FileRow], stored: _Stored, tally: Tally) -> NewTransaction | None:
    """Return an invoice or credit from its rows; every problem of every row is noted."""
    first = rows[0]
    account = account_of(first, stored.accounts, tally)
    day = business_date_of(first, tally)
    due_on = tally.read_optional(first, "due_on", cells.parse_business_date)
    if day is not None and due_on is not None and due_on < day:
        reason = say("row-due-before-invoice", due_on=due_on, day=day)
        tally.add_problem(first, "due_on", reason, InvalidDate.code)
    for row in rows[1:]:
        for column in ("account_number", "date", "due_on", COLUMN):
            if row[column] != first[column]:
                has, line = quoted(first[column]), str(first.line)
                tally.add_problem(row, column, say("row-differs", noun=form.noun, number=number, has=has, line=line))
    labels = read_labels(first, tally)
    items = [_read_item(form, row, account, stored, tally) for row in rows]
    good = [item for item in items if item is not None]
    if day is None or len(good) < len(items):
        return None
    return NewTransaction(form.kind, number, day, good, good[0].description, due_on, labels=labels)


def _read_item(form: _Form, row: FileRow, account: AccountRow | None, stored: _Stored, tally: Tally) -> NewItem | None:
    description = tally.read(row, "description", _description)
    amount = amount_of(row, account, tally, form.negative, zero=form.kind is TransactionKind.INVOICE)
    code = stored.codes.get(row["ledger_code"])
    if code is None:
        tally.add_missing(row, "ledger_code", LedgerCodeRow, row["ledger_code"], say("row-import-ledger-codes-first"))
    member = None
    if row["member"] and account is not None:
        member = next((each for each in stored.members[account.id] if each.name == row["member"]), None)
    if row["member"] and member is None and account is not None:
        reason = say("row-member-missing", name=quoted(row["member"]), number=account.number)
        tally.add_problem(row, "member", reason, NotFound.code, of_records=True)
    if description is None or amount is None or code is None:
        return None
    return NewItem(description, amount, code.id, member.id if member is not None else None)


def _check_not_archived(rows: list[FileRow], stored: _Stored, tally: Tally) -> None:
    for row in rows:
        if stored.codes[row["ledger_code"]].archived:
            reason = say("row-ledger-code-archived", code=row["ledger_code"])
            tally.add_problem(row, "ledger_code", reason, ArchivedLedgerCode.code, of_records=True)


def _is_same(
    form: _Form,
    stored: TransactionRow,
    items: list[ItemRow],
    new: NewTransaction,
    account: AccountRow,
    rows: list[FileRow],
    tally: Tally,
) -> bool:
    """Return True if a stored record equals the file's; each column that differs is a problem."""
    first = rows[0]
    if not is_of_kind({form.kind}, stored, first, form.number_column, tally):
        return False
    same = [
        tally.is_same_reference(first, "account_number", "account", is_same=stored.account_id == account.id),
        tally.is_same(first, "date", stored.date, new.date),
        tally.is_same(first, "due_on", stored.due_on, new.due_on),
        is_same_id(first, stored.external_id, new.labels, tally),
        tally.is_same(rows[-1], form.number_column, counted(len(items), "item"), counted(len(new.items), "item")),
    ]
    for row, item, given in zip(rows, items, new.items, strict=False):
        is_same_code = item.ledger_code_id == given.ledger_code_id
        same += [
            tally.is_same(row, "description", item.description, given.description),
            tally.is_same_reference(row, "ledger_code", "code", is_same=is_same_code),
            is_same_amount(row, item.amount_cents, given.amount_cents, account, tally),
            tally.is_same_reference(row, "member", "member", is_same=item.member_id == given.member_id),
        ]
    return all(same)
