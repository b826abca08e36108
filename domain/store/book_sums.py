"""What a unit of work adds to the stored sums of the books (domain R32c), computed from its changes.

What it hides counts in sums beside them, by account and batch, until it is shown (domain R24b).

Figures depend on what a row was before, so a unit remembers the items and transactions whose sums it changes; the flush
reads what it has not remembered.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from domain.core.kinds import GIVEN_BACK, RECEIVED, PaymentState, TransactionKind
from domain.store.book_figures import DIVIDED_BY
from domain.store.changes import Changes
from domain.store.program import AtOnce, ExecuteMany, Program, Query, Sql
from domain.store.sums import NOTHING, ReconciledSums, SumChanges
from domain.tables import AccountRow, ItemRow, ReconciliationRow, TransactionRow
from domain.tables.book_sums import BITS, BookFigure
from domain.tables.hiding import HIDDEN

Key: TypeAlias = tuple[BookFigure, date, str, str, str, bool, int, int]
"""A figure, and what divides it: ``DIVIDED_BY``."""

COUNTED_ON = date(2000, 1, 1)
"""The day under which accounts are counted."""
_SUMS = ("figure", *DIVIDED_BY, "row_count", "cents_high", "cents_low")
_HIDDEN_SUMS = ("account_id", "batch_id", *_SUMS)
_ADD = Sql(f"insert into book_sum_changes ({', '.join(_SUMS)}) values (:{', :'.join(_SUMS)})")
_ADD_HIDDEN = Sql(
    f"insert into hidden_book_sums ({', '.join(_HIDDEN_SUMS)}) values (:{', :'.join(_HIDDEN_SUMS)}) "
    f"on conflict (account_id, batch_id, figure, {', '.join(DIVIDED_BY)}) do update set "
    + ", ".join(f"{column} = hidden_book_sums.{column} + excluded.{column}" for column in _SUMS[-3:])
)
_DELETE_EMPTY = Sql(
    "delete from hidden_book_sums as s where s.account_id = :account_id and s.batch_id = :batch_id and s.row_count = 0"
)
_ITEMS = Sql(f"{ItemRow.select('i')} where i.id in :ids")
_TRANSACTIONS = Sql(f"{TransactionRow.select('t')} where t.id in :ids")


class StoredItem(NamedTuple):
    """An item with what the database has of its sums, while its own change in memory."""

    row: ItemRow
    open_cents: int
    faulty_count: int


class StoredEnds:
    """The stored items and transactions whose sums a unit changes, as they are in the database."""

    def __init__(self) -> None:
        self.items: dict[int, StoredItem] = {}
        self.transactions: dict[int, TransactionRow] = {}

    def remember(self, item: ItemRow, transaction: TransactionRow | None = None) -> None:
        """Remember an item, before its sums change in memory, and its transaction if the caller has it."""
        if item.id not in self.items:
            self.items[item.id] = StoredItem(item, item.unreconciled_cents, item.faulty_count)
        if transaction is not None:
            self.transactions.setdefault(transaction.id, transaction)


class _Sums:
    """Sums being added up: how many rows and cents, by key."""

    def __init__(self, currencies: Mapping[int, str]) -> None:
        self._currencies = currencies
        self._sums: dict[Key, list[int]] = {}

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield what is added, as ``_SUMS`` are."""
        low = 2**BITS - 1
        for key, (count, cents) in self._sums.items():
            if count or cents:
                yield (*key, count, cents >> BITS, cents & low)

    def _add(self, key: Key, count: int, cents: int) -> None:
        sums = self._sums.get(key)
        if sums is None:
            self._sums[key] = [count, cents]
        else:
            sums[0] += count
            sums[1] += cents

    def account(self, row: AccountRow, sign: int) -> None:
        """Add an account, or subtract it."""
        self._add((BookFigure.ACCOUNTS, COUNTED_ON, row.currency, "", "", False, 0, 0), sign, 0)

    def item(self, row: ItemRow, cents: int, faulty_count: int, sign: int) -> None:
        """Add an item of which so much is open, or subtract it."""
        if cents > 0 or faulty_count > 0:
            self._open(row, sign, sign * cents)
        if row.ledger_code_id is not None:
            key = (
                BookFigure.SOLD,
                row.date,
                self._currencies[row.account_id],
                row.kind,
                "",
                False,
                row.ledger_code_id,
                0,
            )
            self._add(key, sign, sign * row.amount_cents)

    def sums_of_item(self, stored: StoredItem, added: ReconciledSums) -> None:
        """Add what has changed of an item whose sums alone have changed."""
        cents = stored.open_cents - added.reconciled_cents - added.planned_cents
        counted = stored.open_cents > 0 or stored.faulty_count > 0
        counts = cents > 0 or stored.faulty_count + added.faulty_count > 0
        self._open(stored.row, counts - counted, cents - stored.open_cents)

    def _open(self, row: ItemRow, count: int, cents: int) -> None:
        if count or cents:
            currency = self._currencies[row.account_id]
            self._add((BookFigure.OPEN, row.date, currency, row.kind, "", False, 0, 0), count, cents)

    def transaction(self, row: TransactionRow, added: ReconciledSums, sign: int) -> None:
        """Add a transaction to whose sums so much was added, or subtract it."""
        currency = self._currencies[row.account_id]
        if row.kind is TransactionKind.INVOICE:
            processing, planned = row.processing_cents + added.processing_cents, row.planned_cents + added.planned_cents
            due, owed = (
                row.due_on or row.date,
                row.amount_cents - row.reconciled_cents - added.reconciled_cents + processing,
            )
            if owed > 0:
                self._add((BookFigure.OWED, due, currency, "", "", False, 0, 0), sign, sign * owed)
            if processing > 0:
                self._add((BookFigure.OWED_PROCESSING, due, currency, "", "", False, 0, 0), sign, sign * processing)
            if planned > 0:
                self._add((BookFigure.OWED_PLANNED, due, currency, "", "", False, 0, 0), sign, sign * planned)
        elif row.method is not None:
            cents = row.unreconciled_cents - added.reconciled_cents - added.planned_cents
            if cents > 0:
                processes = row.payment_state is PaymentState.PROCESSING
                key = (BookFigure.CASH_OPEN, row.date, currency, row.kind, row.method, processes, 0, 0)
                self._add(key, sign, sign * cents)

    def reconciliation(self, row: ReconciliationRow, sign: int) -> None:
        """Add a reconciliation, or subtract it."""
        if row.faulty or row.credit_kind is None or row.credit_date is None:
            return
        debit_code, credit_code = row.debit_ledger_code_id or 0, row.credit_ledger_code_id or 0
        cents = sign * row.amount_cents
        if row.credit_kind in RECEIVED:
            method = row.credit_method or ""
            of_cash = (row.credit_date, row.currency, row.credit_kind, method, row.processing, debit_code, 0)
            self._add((BookFigure.CASH, *of_cash), sign, cents)
        elif row.debit_kind is TransactionKind.INVOICE:
            of_credit = (row.credit_date, row.currency, "", "", False, debit_code, credit_code)
            self._add((BookFigure.CREDIT_USED, *of_credit), sign, cents)
        if row.debit_kind in GIVEN_BACK:
            of_cash = (row.debit_date, row.currency, row.debit_kind, row.debit_method or "", False, credit_code, 0)
            self._add((BookFigure.CASH, *of_cash), sign, cents)


class _Books:
    """The sums to which a unit's rows belong: those of the books, and those of what is hidden, by account and batch."""

    def __init__(self, accounts: Mapping[int, AccountRow]) -> None:
        currencies = {each: account.currency for each, account in accounts.items()}
        self.shown = _Sums(currencies)
        self.hidden: defaultdict[tuple[int, int], _Sums] = defaultdict(lambda: _Sums(currencies))
        self._nowhere = _Sums(currencies)

    def of(self, ended_at: int | None, account_id: int, batch_id: int) -> _Sums:
        """Return where a row counts that has ended at an instant, has not (None), or is hidden."""
        if ended_at is None:
            return self.shown
        return self.hidden[account_id, batch_id] if ended_at == HIDDEN else self._nowhere

    def steps(self) -> Program[None]:
        """Add the sums to those that are stored."""
        yield ExecuteMany(_ADD, list(self.shown.rows()))
        if self.hidden:
            rows = [(*of, *row) for of, sums in self.hidden.items() for row in sums.rows()]
            yield ExecuteMany(_ADD_HIDDEN, rows)
            for account_id, batch_id in {(row[0], row[1]) for row in rows if row[-3] < 0}:  # taken back
                yield Query(_DELETE_EMPTY, account_id=account_id, batch_id=batch_id)


def added_to_books(
    changes: Changes, sums: SumChanges, accounts: Mapping[int, AccountRow], ends: StoredEnds
) -> Program[Program[None]]:
    """Return the steps that add what changes rows to the sums of the books; run before any of them is written.

    New rows have their sums already, and ``sums`` has what is added to those of stored rows. ``accounts`` are those of all
    changed rows.
    """
    changed = {after.id for before, after in changes.of(TransactionRow) if before is not None}
    for before, _ in changes.of(ItemRow):
        if before is not None:
            ends.remember(before)
    yield from _read_unknown(ends, sums.items, sums.transactions.keys() - changed)
    books = _Books(accounts)
    for account_before, account in changes.of(AccountRow):
        if account_before is not None:
            books.of(account_before.withdrawn_at, 0, 0).account(account_before, -1)
        books.of(account.withdrawn_at, 0, 0).account(account, +1)
    _add_items(books, changes, sums, ends)
    _add_transactions(books, changes, sums, ends)
    for former, row in changes.of(ReconciliationRow):
        if former is not None:
            books.of(former.released_at, row.account_id, row.batch_id).reconciliation(former, -1)
        books.of(row.released_at, row.account_id, row.batch_id).reconciliation(row, +1)
    return books.steps()


def _add_items(books: _Books, changes: Changes, sums: SumChanges, ends: StoredEnds) -> None:
    batches = {after.id: after.batch_id for _, after in changes.of(TransactionRow)}
    unchanged = dict(sums.items)
    for before, after in changes.of(ItemRow):
        batch_id = batches.get(after.transaction_id, 0)
        if before is None:
            counting = books.of(after.withdrawn_at, after.account_id, batch_id)
            counting.item(after, after.unreconciled_cents, after.faulty_count, +1)
            continue
        stored, added = ends.items[after.id], unchanged.pop(after.id, NOTHING)
        left = stored.open_cents - added.reconciled_cents - added.planned_cents
        former = books.of(before.withdrawn_at, after.account_id, batch_id)
        former.item(before, stored.open_cents, stored.faulty_count, -1)
        now = books.of(after.withdrawn_at, after.account_id, batch_id)
        now.item(after, left, stored.faulty_count + added.faulty_count, +1)
    for item_id, added in unchanged.items():
        stored = ends.items[item_id]
        books.of(stored.row.withdrawn_at, 0, 0).sums_of_item(stored, added)


def _add_transactions(books: _Books, changes: Changes, sums: SumChanges, ends: StoredEnds) -> None:
    unchanged = dict(sums.transactions)
    for before, after in changes.of(TransactionRow):
        if before is not None:
            books.of(before.withdrawn_at, after.account_id, after.batch_id).transaction(before, NOTHING, -1)
        added = unchanged.pop(after.id, NOTHING)
        books.of(after.withdrawn_at, after.account_id, after.batch_id).transaction(after, added, +1)
    for transaction_id, added in unchanged.items():
        row = ends.transactions[transaction_id]
        counting = books.of(row.withdrawn_at, 0, 0)
        counting.transaction(row, NOTHING, -1)
        counting.transaction(row, added, +1)


def _read_unknown(ends: StoredEnds, item_ids: Collection[int], transaction_ids: Collection[int]) -> Program[None]:
    """Read those of these stored items and transactions that the unit has not remembered."""
    items = sorted(set(item_ids) - ends.items.keys())
    transactions = sorted(set(transaction_ids) - ends.transactions.keys())
    if items or transactions:
        found = yield AtOnce([Query(_ITEMS, ids=items), Query(_TRANSACTIONS, ids=transactions)])
        for item in ItemRow.load_all(found[0]):
            ends.remember(item)
        ends.transactions |= {row.id: row for row in TransactionRow.load_all(found[1])}
