"""Aging: what invoice items are still owed on a day, by account and due day (domain R32)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from domain.core.aging import LAST_DAYS, AgingAmounts, Owed, aging_amounts
from domain.core.money import amount_text
from domain.core.periods import Period
from domain.core.sales import INCOME
from domain.queries.book_sums import book_sums
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.records import by_ids
from domain.queries.reports.branches import words
from domain.queries.reports.changed_rows import changed_since
from domain.queries.reports.changes import ReportChange
from domain.queries.reports.commands import of_day
from domain.queries.reports.scope import NOW, View, as_of
from domain.queries.reports.totals import read_total, total
from domain.queries.tables import OutputColumn, OutputTable, amount_cell, make_table
from domain.store.program import Program, Query, Row, Sql
from domain.tables import AccountRow
from domain.tables.book_sums import BITS, BookFigure


@dataclass(frozen=True, slots=True)
class DayScope:
    """An aging report: of one currency, on a day."""

    currency: str
    day: date
    view: View = NOW

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of its statements."""
        return {"currency": self.currency, "day": self.day, **self.view.arguments}


def _owed_items(view: View, which: str = "") -> str:
    """Return the statement for invoice items with something owed; ``which`` narrows them by ``{x}.account_id``.

    A reconciliation counts if both its items are dated by the day; planned money has no date and counts as the view has it.
    """
    processing, tables = "r.processing", ""
    if view.at is not None:
        processing, tables = view.processing("p"), " left join transactions p on p.id = r.credit_transaction_id"
    held = "coalesce(cast(sum(case when {} then r.amount_cents else 0 end) as bigint), 0)"
    owed = f"i.amount_cents - {held.format(f'r.credit_item_id is not null and not {processing}')}"
    few = f" and i.id in ({_owed_now(which)})" if view.at is None else which.format(x="i")
    return (
        f"select i.account_id, {view.due_on('t', 'i')} as due_on, {owed} as owed, "
        f"{held.format(f'r.credit_item_id is not null and {processing}')} as processing, "
        f"{held.format('r.credit_item_id is null')} as planned "
        "from items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id "
        f"left join reconciliations r on r.debit_item_id = i.id and {view.active('r')} "
        f"and (r.credit_item_id is null or r.credit_date <= :day){tables} "
        f"where i.kind = 'INVOICE' and i.date <= :day and a.currency = :currency and {view.present('t')}{few} "
        f"group by i.id, i.account_id, i.amount_cents, i.date, t.due_on having {owed} > 0"
    )


def _owed_now(which: str) -> str:
    """Return the statement for the ids of items owed as of now: by their own sums, or settled only by money of a later day.

    So the reconciliations of the many items that are paid need not be read.
    """
    return (
        f"select o.id from items o where {_OWED}{which.format(x='o')} "
        f"union select l.debit_item_id from reconciliations l where {_SETTLED_LATER}{which.format(x='l')}"
    )


_OWED = (
    "o.kind = 'INVOICE' and o.withdrawn_at is null "
    "and o.amount_cents - o.reconciled_cents + o.processing_cents > 0 and o.date <= :day"
)
_OWED_ITEMS = Sql(
    f"select count(*) from (select 1 from items o where o.account_id in :accounts and {_OWED} limit :rows_max) p"
)
_SETTLED_LATER = (
    "l.currency = :currency and l.credit_date > :day and l.debit_kind = 'INVOICE' and l.debit_date <= :day "
    f"and {NOW.active('l')}"
)
_OWING = (
    f"(coalesce((select 1 from items o where o.account_id = a.id and {_OWED} limit 1), 0) = 1 "
    f"or a.id in (select l.account_id from reconciliations l where {_SETTLED_LATER}))"
)
"""The condition that an account owes something as of now.

It is asked account by account, until a page is full; PostgreSQL would answer ``exists`` for all accounts at once.
"""


@dataclass(slots=True, eq=False)
class AgingRow:
    """An account that owes something on the day."""

    account_id: int
    scope: DayScope
    related: dict[str, Any] = field(init=False, repr=False)


BY_NUMBER = Order("NUMBER", (("a.number_key", str), ("a.id", int)))


def aging_accounts(scope: DayScope) -> Listing[AgingRow]:
    """Return the accounts that owe something, to be paged in the order ``BY_NUMBER``."""

    def rows(raw: Sequence[Row]) -> list[AgingRow]:
        return [AgingRow(each[0], scope) for each in raw]

    owing = _OWING if scope.view.at is None else f"a.id in (select w.account_id from ({_owed_items(scope.view)}) w)"
    conditions = ("a.currency = :currency", owing)
    return Listing("a.id", "accounts a", rows, conditions=conditions, arguments=scope.arguments)


_OWED_PARTS = (BookFigure.OWED, BookFigure.OWED_PROCESSING, BookFigure.OWED_PLANNED)
_PARTS_OF_CENTS = f"l.cents >> {BITS} as high, l.cents & {2**BITS - 1} as low"


def _later_items(figure: BookFigure, cents: str) -> str:
    """Return the statement that takes away what invoice items dated after the day have of a figure."""
    return (
        f"select coalesce(t.due_on, i.date) as day, '{figure}' as figure, -({cents}) as cents "
        "from items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id "
        f"where i.kind in {words(INCOME)} and i.kind = 'INVOICE' and i.date > :day and a.currency = :currency "
        f"and i.withdrawn_at is null and {cents} > 0"
    )


def _later_money(figure: BookFigure, cents: str, condition: str) -> str:
    """Return the statement for what money dated after the day settles or holds of earlier items."""
    return (
        f"select coalesce(t.due_on, r.debit_date), '{figure}', {cents} "
        "from reconciliations r join transactions t on t.id = r.debit_transaction_id "
        "where r.currency = :currency and r.credit_date > :day and r.debit_kind = 'INVOICE' and r.debit_date <= :day "
        f"and {NOW.active('r')} and {condition}"
    )


_LATER = " union all ".join(
    (
        _later_items(BookFigure.OWED, "i.amount_cents - i.reconciled_cents + i.processing_cents"),
        _later_items(BookFigure.OWED_PROCESSING, "i.processing_cents"),
        _later_items(BookFigure.OWED_PLANNED, "i.planned_cents"),
        _later_money(BookFigure.OWED, "r.amount_cents", "not r.processing"),
        _later_money(BookFigure.OWED_PROCESSING, "-r.amount_cents", "r.processing"),
    )
)
_SUMS = ", ".join(total(f"w.{part}") for part in ("owed", "processing", "planned"))


def owed(scope: DayScope) -> Program[list[Owed]]:
    """Return what all accounts owe together, by due day; days of the same bucket may stand as one."""
    if scope.view.at is None:
        return (yield from _stored_owed(scope))
    text = f"select w.due_on, {_SUMS} from ({_owed_items(scope.view)}) w group by w.due_on"
    return [_owed(each) for each in (yield Query(compiled(text), **scope.arguments))]


def _stored_owed(scope: DayScope) -> Program[list[Owed]]:
    """Return what is owed as of now from the stored sums, less what is dated after the day.

    So it costs what was dated since: little, unless the day is long past.
    """
    parts = [
        book_sums(_OWED_PARTS, ("day", "figure"), days, scope.currency, each_day=each_day, prefix=f"aged_{number}")
        for number, (days, each_day) in enumerate(_due_days(scope.day))
    ]
    arguments: dict[str, object] = {name: value for part in parts for name, value in part.arguments.items()}
    stored = " union all ".join(f"select s.day, s.figure, s.high, s.low from ({part.text}) s" for part in parts)
    later = f"select l.day, l.figure, {_PARTS_OF_CENTS} from ({_LATER}) l"
    text = (
        f"select w.day, w.figure, sum(w.high), sum(w.low) from ({stored} union all {later}) w group by w.day, w.figure"
    )
    found: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for day, figure, high, low in (yield Query(compiled(text), **arguments, **scope.arguments)):
        found[by_date(day)][figure] = read_total(high, low)
    return [Owed(day, *(sums.get(figure, 0) for figure in _OWED_PARTS)) for day, sums in found.items()]


def _due_days(day: date) -> list[tuple[Period, bool]]:
    """Return the periods of due days that lie in the oldest bucket, in others, and in that of what is not due.

    Beside it, whether each of the period's days matters.
    """
    oldest = date.fromordinal(max(day.toordinal() - LAST_DAYS[-1], 1))
    periods = [(Period(oldest, day), True)]
    if oldest > date.min:
        periods.append((Period(date.min, oldest - timedelta(1)), False))
    if day < date.max:
        periods.append((Period(day + timedelta(1), date.max), False))
    return periods


def owed_by_account(scope: DayScope, account_ids: Collection[int] | None = None) -> Program[dict[int, list[Owed]]]:
    """Return what each account owes, of these or all, by due day; accounts that owe nothing are left out."""
    items = _owed_items(scope.view, "" if account_ids is None else " and {x}.account_id in :accounts")
    some = {} if account_ids is None else {"accounts": sorted(account_ids)}
    text = f"select w.account_id, w.due_on, {_SUMS} from ({items}) w group by w.account_id, w.due_on"
    found: defaultdict[int, list[Owed]] = defaultdict(list)
    for account_id, *row in (yield Query(compiled(text), **scope.arguments, **some)):
        found[account_id].append(_owed(row))
    return found


def owed_items(account_ids: Collection[int], day: date, rows_max: int) -> Program[int]:
    """Return how many invoice items of these accounts are owed on a day, ``rows_max`` if there are more."""
    ((rows,),) = yield Query(_OWED_ITEMS, accounts=sorted(account_ids), day=day, rows_max=rows_max)
    return int(rows)


def _owed(row: Row) -> Owed:
    due_on, *sums = row
    return Owed(by_date(due_on), *(read_total(*sums[index : index + 2]) for index in (0, 2, 4)))


def aging_changes(scope: DayScope, since: int) -> Program[list[ReportChange]]:
    """Return what accounts owe and did not, or not as late, or the other way round (domain R32)."""
    changed = yield from changed_since(scope.view, since)
    if not changed.accounts:
        return []
    then = yield from owed_by_account(as_of(scope, since), changed.accounts)
    now = yield from owed_by_account(scope, changed.accounts)
    accounts = yield from by_ids(AccountRow, then.keys() | now.keys())
    changes = []
    for account in accounts.values():
        before, after = (aging_amounts(each.get(account.id, ()), scope.day) for each in (then, now))
        for name, then_cents, now_cents in zip(AgingAmounts._fields, before, after, strict=True):
            if then_cents != now_cents:
                figure = name.removesuffix("_cents").replace("_", " ")
                key, label = f"{account.number}:{figure}", f"{account.number}, {account.owner_name}: {figure}"
                changes.append(ReportChange(key, label, then_cents, now_cents, sorted(changed.accounts[account.id])))
    return changes


@of_day("aging", aging_changes, "What accounts owe on a day, by days overdue.")
def aging_table(scope: DayScope) -> Program[OutputTable]:
    """Return aging, account by account (domain R32)."""
    owed = yield from owed_by_account(scope)
    amounts = {account_id: aging_amounts(items, scope.day) for account_id, items in owed.items()}
    accounts = yield from by_ids(AccountRow, owed)

    def amount_column(name: str) -> OutputColumn[AccountRow]:
        return OutputColumn(
            name.removesuffix("_cents"), lambda account: amount_cell(getattr(amounts[account.id], name), scope.currency)
        )

    columns: list[OutputColumn[AccountRow]] = [
        OutputColumn("account_number", lambda account: account.number),
        OutputColumn("owner_name", lambda account: account.owner_name),
        *(amount_column(name) for name in AgingAmounts._fields),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    total = aging_amounts((each for of_account in owed.values() for each in of_account), scope.day).total_cents
    rows = sorted(accounts.values(), key=lambda account: account.number)
    return make_table(columns, rows, f"Owed on {scope.day}: {amount_text(total, scope.currency)}.")
