"""Importing refunds, and the credits that they come from (domain R20, R41a)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.labels import Labels
from domain.core.text import clean_optional
from domain.errors import DuplicateNumber, Refusal
from domain.importing.importers.earlier_rows import digest_of, keep_digest
from domain.importing.importers.external_ids import COLUMN, is_same_id, read_labels
from domain.importing.importers.numbered_amounts import (
    NumberedAmount,
    add_refusal,
    named_transactions,
    numbers_in,
    read_numbered_amounts,
)
from domain.importing.importers.tally import Tally
from domain.importing.importers.transaction_rows import (
    account_of,
    amount_of,
    as_compared,
    business_date_of,
    is_of_kind,
    is_same_amount,
    lock_named_accounts,
)
from domain.importing.importers.words import METHODS
from domain.importing.readers import cells
from domain.importing.readers.header import Columns
from domain.importing.readers.rows import FileRow
from domain.queries.files import digests_of_transactions
from domain.queries.hidden import count_hidden
from domain.queries.records import items_of, transactions_by_number
from domain.queries.transactions import first_versions
from domain.services.open_credit import EarlierRefunds, with_other_cancellations
from domain.services.reconciliation_rows import ends_of
from domain.services.recording import NewItem, NewTransaction
from domain.services.refunds import RecordRefund, RefundSource, record_refund_after
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, TransactionRow
from domain.texts import say

COLUMNS = Columns.of("number,account_number,date,amount,method?,reference?,sources?,currency?,external_id?")
NEGATIVE = say("row-negative-refund")
COLUMN_OF_FIELD = {
    "amountCents": "amount",
    "date": "date",
    "number": "number",
    "reference": "reference",
    "externalId": COLUMN,
}


@dataclass(frozen=True, slots=True)
class _Refund:
    """A row that can be read, and the credits that it names."""

    row: FileRow
    account: AccountRow
    command: RecordRefund
    sources: Sequence[NumberedAmount]

    @property
    def digest(self) -> str:
        """Return a digest of its number and sources: a refund keeps no list of them."""
        return digest_of([self.account.id, self.command.number, *map(list, self.sources)])

    def as_new(self) -> NewTransaction:
        """Return it as the transaction that stored ones are compared with."""
        cmd = self.command
        assert cmd.number is not None and cmd.date is not None, "a row has both"  # noqa: PT018 - one fact
        items = [NewItem("Refund", cmd.amount_cents)]
        return NewTransaction(
            TransactionKind.REFUND, cmd.number, cmd.date, items, reference=cmd.reference, method=cmd.method
        )


def import_refunds(unit: UnitOfWork, rows: list[FileRow], tally: Tally) -> Program[None]:
    """Record the refunds that do not exist yet, in file order, each counting what the earlier ones paid out (R20b)."""
    accounts = yield from lock_named_accounts(unit, rows)
    named = {row["number"] for row in rows if row["number"]} | numbers_in(rows, "sources")
    stored = yield from transactions_by_number(named)
    digests = yield from digests_of_transactions([each.id for each in stored.values()])
    first = yield from first_versions([each.id for each in stored.values()])
    earlier = yield from _earlier_refunds(unit, stored)
    for row in rows:
        problems = len(tally.problems)
        refund = _read_refund(row, accounts, stored, tally)
        number = row["number"]
        if number:
            tally.is_first(row, "number", number, DuplicateNumber.code)
        if refund is None or len(tally.problems) > problems:
            continue
        present = stored.get(refund.command.number or "")
        if present is None:
            yield from _record(unit, refund, earlier, tally)
        elif _is_same_refund(as_compared(present, first.get(present.id), refund.as_new()), refund, digests, tally):
            tally.unchanged += 1


def _earlier_refunds(unit: UnitOfWork, stored: Mapping[str, TransactionRow]) -> Program[EarlierRefunds]:
    """Return what earlier parts of the file, which are hidden, used of the credits that this one names."""
    earlier = EarlierRefunds()
    if unit.hidden:
        listed = yield from items_of([each.id for each in stored.values()])
        items = yield from with_other_cancellations([item for of_one in listed.values() for item in of_one])
        before = {item.id: item.reconciled_cents for item in items}
        yield from count_hidden(unit.batch.id, unit.hidden, items)
        ends = earlier.shared((yield from ends_of(items)))
        earlier.count_hidden((end, end.item.reconciled_cents - before[item_id]) for item_id, end in ends.items())
    return earlier


def _record(unit: UnitOfWork, refund: _Refund, earlier: EarlierRefunds, tally: Tally) -> Program[None]:
    """Record a refund; the reason against it is a problem."""
    try:
        with earlier.savepoint(unit, refund.account):
            recorded = yield from record_refund_after(unit, refund.command, earlier)
    except Refusal as refusal:
        if refusal.field[:1] == ("sources",):
            add_refusal(refund.row, "sources", refund.sources, refusal, tally)
        else:
            column = COLUMN_OF_FIELD.get(refusal.field[0] if refusal.field else "", "")
            tally.add_problem(refund.row, column, refusal.text, refusal.code, of_records=True)
        return
    if refund.sources:
        transaction = next(each for each in unit.changes.added(TransactionRow) if each.id == recorded.transaction)
        keep_digest(unit, transaction, refund.digest)
    tally.created += 1


def _read_refund(
    row: FileRow, accounts: Mapping[str, AccountRow], stored: Mapping[str, TransactionRow], tally: Tally
) -> _Refund | None:
    """Return a row's refund; every problem is noted."""
    number = tally.read(row, "number", cells.number)
    account = account_of(row, accounts, tally)
    day = business_date_of(row, tally)
    method = tally.read(row, "method", lambda text: cells.one_of(text, PaymentMethod, PaymentMethod.OTHER, METHODS))
    amount = amount_of(row, account, tally, NEGATIVE)
    reference = tally.read(row, "reference", clean_optional)
    labels = read_labels(row, tally)
    tally.read(row, "sources", lambda _: None)
    if number is None or account is None or day is None or method is None or amount is None or "sources" in row.refused:
        return None
    sources = read_numbered_amounts(row, "sources", account, stored, tally)
    transactions = None if sources is None else named_transactions(row, "sources", sources, stored, tally)
    if sources is None or transactions is None:
        return None
    named = [
        RefundSource(transaction_id=transaction.id, amount_cents=source.amount_cents)
        for source, transaction in zip(sources, transactions, strict=True)
    ]
    command = RecordRefund(account.id, amount, method, day, number, reference, named, labels.external_id)
    return _Refund(row, account, command, sources)


def _is_same_refund(present: TransactionRow, refund: _Refund, digests: Mapping[int, str], tally: Tally) -> bool:
    """Return True if a stored refund equals the file's; each column that differs is a problem."""
    row, new = refund.row, refund.command
    if not is_of_kind({TransactionKind.REFUND}, present, row, "number", tally):
        return False
    is_same_account = present.account_id == refund.account.id
    same = [
        tally.is_same_reference(row, "account_number", "account", is_same=is_same_account),
        tally.is_same(row, "date", present.date, new.date),
        is_same_amount(row, present.amount_cents, new.amount_cents, refund.account, tally),
        tally.is_same(row, "method", present.method, new.method),
        tally.is_same(row, "reference", present.reference, new.reference),
        is_same_id(row, present.external_id, Labels(new.external_id), tally),
    ]
    if refund.sources and all(same):
        is_same = digests.get(present.id) == refund.digest
        same.append(tally.is_same_reference(row, "sources", "sources", is_same=is_same))
    return all(same)
