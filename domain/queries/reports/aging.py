"""Aging: what invoice items have not been paid on a day, by account and due day (domain R32)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.core.aging import Owed
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.reports.scope import NOW, View
from domain.queries.reports.totals import read_total, total
from domain.store.steps import Fetch, Row, Steps


@dataclass(frozen=True, slots=True)
class DayScope:
    """An aging report: of one currency, on a day."""

    currency: str
    day: date
    view: View = NOW

    @property
    def arguments(self) -> dict[str, object]:
        """What its statements take."""
        return {"currency": self.currency, "day": self.day, **self.view.arguments}


def _owed_items(view: View, which: str = "") -> str:
    """Invoice items of which something is owed, with how much; ``which`` narrows them further, by ``{x}.account_id``.

    Both ends of an edge count when they are dated by the day; planned money has no date and counts as the view has it.
    """
    processing, tables = "r.processing", ""
    if view.at is not None:
        processing, tables = view.processing("p"), " left join transactions p on p.id = r.credit_transaction_id"
    held = "coalesce(cast(sum(case when {} then r.amount_cents else 0 end) as bigint), 0)"
    owed = f"i.amount_cents - {held.format(f'r.credit_item_id is not null and not {processing}')}"
    few = f" and i.id in ({_owed_now('id', 'debit_item_id', which)})" if view.at is None else which.format(x="i")
    return (
        f"select i.account_id, coalesce(t.due_on, i.date) as due_on, {owed} as owed, "
        f"{held.format(f'r.credit_item_id is not null and {processing}')} as processing, "
        f"{held.format('r.credit_item_id is null')} as planned "
        "from items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id "
        f"left join reconciliations r on r.debit_item_id = i.id and {view.active('r')} "
        f"and (r.credit_item_id is null or r.credit_date <= :day){tables} "
        f"where i.kind = 'INVOICE' and i.date <= :day and a.currency = :currency and {view.present('t')}{few} "
        f"group by i.id, i.account_id, i.amount_cents, i.date, t.due_on having {owed} > 0"
    )


def _owed_now(of_item: str, of_edge: str, which: str = "") -> str:
    """A column of the items that are owed as the records now are: their sums say so, or money of a later day settled them.

    So the edges of the many items that are paid need not be read.
    """
    return (
        f"select o.{of_item} from items o where o.kind = 'INVOICE' and o.withdrawn_at is null "
        f"and o.amount_cents - o.reconciled_cents + o.processing_cents > 0 and o.date <= :day{which.format(x='o')} "
        f"union select l.{of_edge} from reconciliations l where l.currency = :currency and l.credit_date > :day "
        f"and l.debit_kind = 'INVOICE' and l.debit_date <= :day and {NOW.active('l')}{which.format(x='l')}"
    )


@dataclass(slots=True, eq=False)
class AgingRow:
    """One account that owes something on the day."""

    account_id: int
    scope: DayScope
    related: dict[str, Any] = field(init=False, repr=False)


BY_NUMBER = Order("NUMBER", (("a.number", str), ("a.id", int)))


def aging_accounts(scope: DayScope) -> Listing[AgingRow]:
    """The accounts that owe something, to be paged in the order ``BY_NUMBER``."""

    def rows(raw: Sequence[Row]) -> list[AgingRow]:
        return [AgingRow(each[0], scope) for each in raw]

    if scope.view.at is None:
        owing = _owed_now("account_id", "account_id")
    else:
        owing = f"select w.account_id from ({_owed_items(scope.view)}) w"
    conditions = ("a.currency = :currency", f"a.id in ({owing})")
    return Listing("a.id", "accounts a", rows, conditions=conditions, arguments=scope.arguments)


_SUMS = ", ".join(total(f"w.{part}") for part in ("owed", "processing", "planned"))


def owed(scope: DayScope) -> Steps[list[Owed]]:
    """What all accounts owe together, by due day."""
    text = f"select w.due_on, {_SUMS} from ({_owed_items(scope.view)}) w group by w.due_on"
    rows = yield Fetch(compiled(text), **scope.arguments)
    return [_owed(each) for each in rows]


def owed_by_account(scope: DayScope, account_ids: Collection[int] | None = None) -> Steps[dict[int, list[Owed]]]:
    """What each of these accounts owes, or each of all, by due day; accounts that owe nothing are left out."""
    items = _owed_items(scope.view, "" if account_ids is None else " and {x}.account_id in :accounts")
    some = {} if account_ids is None else {"accounts": sorted(account_ids)}
    text = f"select w.account_id, w.due_on, {_SUMS} from ({items}) w group by w.account_id, w.due_on"
    found: defaultdict[int, list[Owed]] = defaultdict(list)
    for account_id, *row in (yield Fetch(compiled(text), **scope.arguments, **some)):
        found[account_id].append(_owed(row))
    return found


def _owed(row: Row) -> Owed:
    due_on, *sums = row
    return Owed(by_date(due_on), *(read_total(*sums[index : index + 2]) for index in (0, 2, 4)))
