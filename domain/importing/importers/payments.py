"""Importing payments and deposits, and what they pay; imported eChecks are confirmed (domain R4a, R41a)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.core.allocation import Allocation
from domain.core.kinds import PaymentMethod, PaymentState, ReconciliationOrigin, Side, TransactionKind
from domain.core.periods import parse_day
from domain.core.reconciliation_rules import RuleEnd
from domain.core.text import clean_optional
from domain.errors import Conflict, DuplicateNumber, Refusal
from domain.importing.importers.earlier_rows import digest_of, keep_digest
from domain.importing.importers.external_ids import ids_in, is_same_id, read_labels, take_labels
from domain.importing.importers.numbered_amounts import (
    NumberedAmount,
    add_refusal,
    named_transactions,
    numbers_in,
    read_numbered_amounts,
)
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
from domain.importing.importers.words import KINDS, METHODS
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import Duplicate, FileRow
from domain.permissions import BILLING, Permission, require_permissions
from domain.queries.files import EarlierRow, digests_of_transactions, rows_by_digest
from domain.queries.hidden import count_hidden
from domain.queries.records import transactions_by_number
from domain.queries.transactions import first_versions
from domain.services.labels import ExternalIds
from domain.services.marks import MarkContext, MarkInput, load_mark_context, validate_marks
from domain.services.numbers import NumberPool, NumberRequest, load_numbers
from domain.services.payments import DESCRIPTIONS
from domain.services.reconciliation_rows import ReconciliationEnd, apply_allocations
from domain.services.recording import NewItem, NewTransaction, check_money_date, record
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, TransactionRow, TransactionVersionRow
from domain.texts import say

COLUMNS = Columns.of("number?,account_number,date,amount,kind?,method?,reference?,pays?,currency?,external_id?")
NEGATIVE = say("row-negative-payment")


@dataclass(frozen=True, slots=True)
class _Payment:
    """A row that can be read. Without a number it is known by its digest; ``pays`` is what the row names as paid."""

    row: FileRow
    account: AccountRow
    new: NewTransaction
    pays: Sequence[NumberedAmount]

    @property
    def digest(self) -> str:
        """Return a digest of all its columns; with a number, of what it pays, which no record keeps."""
        new, pays = self.new, [list(each) for each in self.pays]
        if new.number:
            return digest_of([self.account.id, new.number, pays])
        values = (new.date.isoformat(), new.items[0].amount_cents, new.kind, new.method, new.reference or "")
        # two rows that differ in it alone are of different money
        external_id = [] if new.labels.external_id is None else [new.labels.external_id]
        return digest_of([self.account.id, *values, pays, *external_id])


@dataclass(frozen=True, slots=True)
class _Stored:
    """The stored rows that the file names, what came with earlier files, and free numbers."""

    transactions: Mapping[str, TransactionRow]
    earlier: Mapping[str, Sequence[EarlierRow]]
    digests: Mapping[int, str]
    first: Mapping[int, TransactionVersionRow]
    numbers: NumberPool
    external_ids: ExternalIds
    marks: MarkContext


def import_payments(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Record the payments and deposits that do not exist yet, in file order (domain R9a), and follow what they pay.

    Without ``pays`` nothing is reconciled (domain R12). A row without a number gets one; if it came with an earlier file, it
    is a duplicate.
    """
    if any(row["pays"] for row in rows):
        needed = (*BILLING, Permission.MANAGE_RECONCILIATIONS)
        require_permissions(unit.actor, needed, say("needs-import-pays"))
    accounts = yield from lock_named_accounts(unit, rows)
    named = {row["number"] for row in rows if row["number"]} | numbers_in(rows, "pays")
    transactions = yield from transactions_by_number(named)
    payments = _read_payments(unit, rows, accounts, transactions, tally)
    stored = yield from _load(unit, payments, transactions)
    totals = AccountTotals(Side.CREDIT, tally.earlier.added)
    for payment in payments:
        present = stored.transactions.get(payment.new.number)
        came_before = None if payment.new.number else _came_before(payment, stored, tally)
        if present is not None:
            compared = as_compared(present, stored.first.get(present.id), payment.new)
            if _is_same_payment(compared, payment, stored, tally):
                tally.unchanged += 1
        elif came_before is not None and not tally.even_if_same:
            _leave_out(payment.row, came_before, tally)
        else:
            _record(unit, payment, stored, totals, tally)


def _read_payments(
    unit: UnitOfWork,
    rows: Sequence[FileRow],
    accounts: Mapping[str, AccountRow],
    transactions: Mapping[str, TransactionRow],
    tally: Tally,
) -> list[_Payment]:
    """Return the rows that can be read; every problem of the others is noted."""
    payments = []
    for row in rows:
        problems = len(tally.problems)
        number = tally.read_optional(row, "number", cells.number)
        if number is not None:
            tally.is_first(row, "number", number, DuplicateNumber.code)
        account = account_of(row, accounts, tally)
        new = _read_payment(number or "", row, account, tally)
        if number not in transactions or not tally.may_see:
            _check_date(unit, row, tally)
        pays: list[NumberedAmount] | None = []
        if account is not None and row["pays"]:
            tally.read(row, "pays", lambda _: None)
            pays = read_numbered_amounts(row, "pays", account, transactions, tally)
        if new is not None and account is not None and pays is not None and len(tally.problems) == problems:
            payments.append(_Payment(row, account, new, pays))
    return payments


def _check_date(unit: UnitOfWork, row: FileRow, tally: Tally) -> None:
    """Note money that is dated ahead (domain R39); what is recorded already may be."""

    def check(text: str) -> None:
        check_money_date(TransactionKind.PAYMENT, parse_day(text), unit.today)

    if row["date"] and "date" not in row.refused:
        tally.read(row, "date", check)


def _load(
    unit: UnitOfWork, payments: Sequence[_Payment], transactions: Mapping[str, TransactionRow]
) -> Program[_Stored]:
    without_number = [payment for payment in payments if not payment.new.number]
    account_ids = {payment.account.id for payment in without_number}
    earlier = yield from rows_by_digest(account_ids, {each.digest for each in without_number}, unit.batch.id)
    present = [payment for payment in payments if payment.new.number in transactions and payment.pays]
    digests = yield from digests_of_transactions([transactions[each.new.number].id for each in present])
    first = yield from first_versions([transaction.id for transaction in transactions.values()])
    requests = [NumberRequest(payment.account, payment.new.kind) for payment in without_number]
    reserved = {payment.new.number for payment in payments if payment.new.number}
    numbers = yield from load_numbers(unit, requests, reserved)
    inputs = [mark for payment in payments for mark in _marks(payment, transactions)]
    marks = yield from load_mark_context(unit, inputs)
    yield from count_hidden(unit.batch.id, unit.hidden, marks.items.values())
    external_ids = yield from ids_in(unit, TransactionRow, [payment.row for payment in payments])
    return _Stored(transactions, earlier, digests, first, numbers, external_ids, marks)


def _marks(payment: _Payment, transactions: Mapping[str, TransactionRow]) -> list[MarkInput]:
    """Return the marks of a payment, without those of unknown transactions."""
    return [
        MarkInput(invoice_id=transactions[each.number].id, amount_cents=each.amount_cents)
        for each in payment.pays
        if each.number in transactions
    ]


def _came_before(payment: _Payment, stored: _Stored, tally: Tally) -> EarlierRow | None:
    """Return what a row became when it came with an earlier file: its nth occurrence in this one is the nth of then."""
    earlier, occurrences = stored.earlier[payment.digest], tally.earlier.occurrences
    # of a file that is published in parts, the row knows what came before this part
    occurrence = max(payment.row.occurrence, occurrences[payment.digest])
    occurrences[payment.digest] = occurrence + 1
    tally.occurrences[payment.row.index] = occurrence
    return earlier[occurrence] if occurrence < len(earlier) else None


def _leave_out(row: FileRow, came_before: EarlierRow, tally: Tally) -> None:
    """Note a row that came with an earlier file; a problem where that file may still be taken back, and its row with it."""
    earlier = came_before.transaction
    if came_before.unsettled:
        reason = say("row-in-other-import")
        tally.add_problem(row, "", reason, Conflict.code, of_records=True)
    else:
        tally.duplicates.append(Duplicate(row.index, row.line, earlier.id, earlier.number))


def _record(unit: UnitOfWork, payment: _Payment, stored: _Stored, totals: AccountTotals, tally: Tally) -> None:
    """Record a payment and reconcile what it pays; each reason against it is a problem."""
    new, row, account = payment.new, payment.row, payment.account
    problems = len(tally.problems)
    check_open(unit, row, new.date, tally)
    allocations = _allocations(payment, stored, tally)
    take_labels(unit, TransactionRow, new.labels, stored.external_ids, row, tally)
    if len(tally.problems) > problems or not totals.add(account, new.items[0].amount_cents, row, tally):
        return
    if not new.number:
        number = stored.numbers.free(NumberRequest(account, new.kind))
        new = replace(new, number=number.text, number_seq=number.seq)
    transaction, (item,) = record(unit, account, new)
    ends = [ReconciliationEnd(item, transaction)]
    apply_allocations(unit, ends, allocations, stored.marks.ends, ReconciliationOrigin.IMPORT)
    if payment.pays or not payment.new.number:
        keep_digest(unit, transaction, payment.digest)
    tally.created += 1


def _allocations(payment: _Payment, stored: _Stored, tally: Tally) -> Sequence[Allocation]:
    """Return what a payment pays; each reason against a mark is a problem."""
    new = payment.new
    if named_transactions(payment.row, "pays", payment.pays, stored.transactions, tally) is None:
        return ()
    total = new.items[0].amount_cents
    credit = RuleEnd(0, 0, payment.account.id, new.kind, new.payment_state, total, total, date=new.date)
    try:
        return validate_marks(stored.marks, payment.account, credit, _marks(payment, stored.transactions))
    except Refusal as refusal:
        add_refusal(payment.row, "pays", payment.pays, refusal, tally)
        return ()


def _read_payment(number: str, row: FileRow, account: AccountRow | None, tally: Tally) -> NewTransaction | None:
    day = business_date_of(row, tally)
    kind = tally.read(row, "kind", lambda text: cells.one_of(text, DESCRIPTIONS, TransactionKind.PAYMENT, KINDS))
    method = tally.read(row, "method", lambda text: cells.one_of(text, PaymentMethod, PaymentMethod.OTHER, METHODS))
    amount = amount_of(row, account, tally, NEGATIVE)
    reference = tally.read(row, "reference", clean_optional)
    labels = read_labels(row, tally)
    if day is None or kind is None or method is None or amount is None:
        return None
    description = DESCRIPTIONS[kind]
    return NewTransaction(
        kind,
        number,
        day,
        [NewItem(description, amount)],
        description,
        reference=reference,
        method=method,
        payment_state=PaymentState.CONFIRMED,
        labels=labels,
    )


def _is_same_payment(present: TransactionRow, payment: _Payment, stored: _Stored, tally: Tally) -> bool:
    """Return True if a stored payment equals the file's; each column that differs is a problem."""
    row, new, account = payment.row, payment.new, payment.account
    if not is_of_kind(DESCRIPTIONS, present, row, "number", tally):
        return False
    same = [
        tally.is_same(row, "kind", present.kind, new.kind),
        tally.is_same_reference(row, "account_number", "account", is_same=present.account_id == account.id),
        tally.is_same(row, "date", present.date, new.date),
        is_same_amount(row, present.amount_cents, new.items[0].amount_cents, account, tally),
        tally.is_same(row, "method", present.method, new.method),
        tally.is_same(row, "reference", present.reference, new.reference),
        is_same_id(row, present.external_id, new.labels, tally),
    ]
    if payment.pays and all(same):
        is_same = stored.digests.get(present.id) == payment.digest
        same.append(tally.is_same_reference(row, "pays", "pays", is_same=is_same))
    return all(same)
