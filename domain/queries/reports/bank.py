"""The three-way tie-out of a bank account: the bank's balance, the books, and what is on one side alone (domain R45)."""

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.core.money import exact_total
from domain.queries.bank_graph import LINES
from domain.queries.graph import TRANSACTIONS
from domain.queries.pages import Listing, Order, by_date, compiled, listed
from domain.queries.reports.changed_rows import bank_batches_since
from domain.queries.reports.changes import ReportChange
from domain.queries.reports.scope import NOW, View, as_of
from domain.queries.reports.totals import read_total, total
from domain.store.program import Program, Query
from domain.tables import BankAccountRow, BankLineRow, TransactionRow
from domain.texts import say

WAY = say("sum-give-earlier-day")
BY_BOOKING = Order("BOOKING", (("l.booked_on", by_date), ("l.id", int)))
BY_DATE = Order("DATE", (("t.date", by_date), ("t.id", int)))


@dataclass(frozen=True, slots=True)
class BankScope:
    """A bank account on a day, with all lines booked by then; as it is now, or was recorded at an instant."""

    bank_account: BankAccountRow
    day: datetime.date
    view: View = NOW

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.bank_account.currency

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of statements about lines."""
        return {"bank_account_id": self.bank_account.id, "day": self.day, **self.view.arguments}

    @property
    def explained(self) -> str:
        """SQL for what the parts of a line ``l`` add up to."""
        return "l.explained_cents" if self.view.at is None else self._parts("sum(p.amount_cents)", "p.line_id = l.id")

    def banked(self, alias: str) -> str:
        """Return SQL for how much of a transaction is on bank lines."""
        if self.view.at is None:
            return f"{alias}.banked_cents"
        return self._parts("sum(abs(p.amount_cents))", f"p.transaction_id = {alias}.id")

    def _parts(self, cents: str, of: str) -> str:
        sums = f"select {cents} from bank_line_parts p where {of} and {self.view.present('p')}"
        return f"cast(coalesce(({sums}), 0) as bigint)"


class TieOut(NamedTuple):
    """Both balances and what is between them, in minor units.

    ``bank_balance_cents`` is what the bank reported last, with later lines; None without any balance of the bank. It differs
    from the sum of ``books_balance_cents`` and ``open_lines_cents`` where movements are in no imported statement.
    """

    bank_balance_cents: int | None
    books_balance_cents: int
    open_lines_cents: int
    unmatched_cents: int

    @property
    def difference_cents(self) -> int | None:
        """Return by how much the two sides differ; None without a balance of the bank."""
        if self.bank_balance_cents is None:
            return None
        return self.bank_balance_cents - self.open_lines_cents - self.books_balance_cents


def tie_out(scope: BankScope) -> Program[TieOut]:
    """Return the figures of the report; raises ``InvalidAmount`` beyond what JSON readers represent exactly."""
    lines, explained = yield from _line_sums(scope)
    opening = yield from _opening(scope)
    bank = yield from _bank_balance(scope)
    if bank is None and opening is not None:
        bank = opening + lines
    if opening is None:
        opening = 0 if bank is None else bank - lines
    unmatched = yield from _unmatched_sum(scope)
    found = (opening + explained, lines - explained, unmatched)
    return TieOut(None if bank is None else exact_total(bank, WAY), *(exact_total(each, WAY) for each in found))


def _line_sums(scope: BankScope, condition: str = "l.booked_on <= :day", **days: object) -> Program[tuple[int, int]]:
    """Return the sums of the lines of some days, those up to the scope's unless stated otherwise, and of their parts."""
    present = scope.view.present("l")
    lines = f"from bank_lines l where l.bank_account_id = :bank_account_id and {present} and {condition}"
    text = (
        f"select x.*, y.* from (select {total('l.amount_cents')} {lines}) x cross join "
        f"(select {total(scope.explained)} {lines}) y"
    )
    arguments = {name: value for name, value in scope.arguments.items() if name != "day" or ":day" in condition}
    (row,) = yield Query(compiled(text), **arguments, **days)
    amounts, parts = ((row[at] or 0, row[at + 1] or 0) for at in (0, 2))
    return read_total(*amounts), read_total(*parts)


def _statement(scope: BankScope, column: str, rest: str) -> Program[tuple[int, datetime.date] | None]:
    """Return a balance of the first statement that has it, and the day that the balance is of."""
    day = "first_day" if column == "opening_cents" else "last_day"
    text = (
        f"select s.{column}, s.{day} from bank_statements s where s.bank_account_id = :bank_account_id "
        f"and s.{column} is not null and {scope.view.present('s')} {rest} limit 1"
    )
    arguments = {name: value for name, value in scope.arguments.items() if name != "day" or ":day" in rest}
    rows = yield Query(compiled(text), **arguments)
    return (rows[0][0], by_date(rows[0][1])) if rows else None


def _opening(scope: BankScope) -> Program[int | None]:
    """Return the balance before the first line: that of the first statement with one, less what was booked before it."""
    found = yield from _statement(scope, "opening_cents", "order by s.first_day, s.id")
    if found is None:
        return None
    balance, first_day = found
    before, _ = yield from _line_sums(scope, "l.booked_on < :first_day", first_day=first_day)
    return balance - before


def _bank_balance(scope: BankScope) -> Program[int | None]:
    """Return what the bank reported last by the day, with the lines booked after that."""
    found = yield from _statement(scope, "closing_cents", "and s.last_day <= :day order by s.last_day desc, s.id desc")
    if found is None:
        return None
    balance, last_day = found
    after, _ = yield from _line_sums(scope, "l.booked_on <= :day and l.booked_on > :last_day", last_day=last_day)
    return balance + after


def open_lines(scope: BankScope) -> Listing[BankLineRow]:
    """Return the lines booked by the day that are not wholly explained, ignored ones too."""
    listing = LINES if scope.view.at is None else Listing(LINES.columns, LINES.tables, LINES.load, keys=LINES.keys)
    return listing.where(
        "l.bank_account_id = :bank_account_id",
        "l.booked_on <= :day",
        scope.view.present("l"),
        f"{scope.explained} <> l.amount_cents",
        **scope.arguments,
    )


def unmatched(scope: BankScope) -> Listing[TransactionRow]:
    """Return the cash transactions of the currency by the day of which something is on no line.

    A payment and its correction that are both on no line cancel each other out (domain R43b).
    """
    view, banked = scope.view, scope.banked
    pair = (
        "exists (select 1 from transactions c where (c.corrects_id = t.id or c.id = t.corrects_id) and c.date <= :day "
        f"and {view.present('c')} and {banked('c')} = 0)"
    )
    return listed(TRANSACTIONS).where(
        "t.method is not null",
        view.present("t"),
        "t.date <= :day",
        "t.account_id in (select s.id from accounts s where s.currency = :currency)",
        f"{banked('t')} < t.amount_cents",
        f"not ({banked('t')} = 0 and {pair})",
        currency=scope.currency,
        day=scope.day,
        **view.arguments,
    )


def _unmatched_sum(scope: BankScope) -> Program[int]:
    listing = unmatched(scope)
    sign = "case when t.kind in ('PAYMENT', 'DEPOSIT') then 1 else -1 end"
    cents = total(f"{sign} * (t.amount_cents - {scope.banked('t')})")
    text = f"select {cents} from transactions t where {' and '.join(listing.conditions)}"
    (row,) = yield Query(compiled(text), **listing.arguments)
    return read_total(row[0] or 0, row[1] or 0)


def all_rows(listing: Listing[Any], order: Order) -> Program[list[Any]]:
    """Return every row of a list, in its order, for exports."""
    text = (
        f"select {listing.columns} from {listing.tables} where {' and '.join(listing.conditions)} order by {order.by}"
    )
    return listing.load((yield Query(compiled(text), **listing.arguments)))


def bank_reconciliation_changes(scope: BankScope, since: int) -> Program[list[ReportChange]]:
    """Return the figures of a bank account's report that differ (domain R45)."""
    then = yield from tie_out(as_of(scope, since))
    now = yield from tie_out(scope)
    differing = [name for name in then._fields if getattr(then, name) != getattr(now, name)]
    if not differing:
        return []
    batches = sorted((yield from bank_batches_since(scope.view, since)))
    changes = []
    for name in differing:
        figure = name.removesuffix("_cents").replace("_", " ")
        then_cents, now_cents = (getattr(each, name) or 0 for each in (then, now))
        changes.append(ReportChange(figure, figure, then_cents, now_cents, batches))
    return changes
