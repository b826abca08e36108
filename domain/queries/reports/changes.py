"""What changed since an instant in each report: rows whose figure differs, with both figures and the batches (R46a).

Only what changed is read, as it was and as it is; a sum's earlier figure is its figure of now less what changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from domain.core.aging import AgingAmounts, aging_amounts
from domain.core.cash import breakdown_sums, cash_by_ledger_code, signed_cents
from domain.core.kinds import TransactionKind
from domain.core.sales import sales_by_ledger_code, sold
from domain.queries.pages import compiled
from domain.queries.records import by_ids
from domain.queries.reports.aging import DayScope, owed_by_account
from domain.queries.reports.bank import BankScope, tie_out
from domain.queries.reports.branches import Branch, cash_branches, settled_by_credits, union
from domain.queries.reports.breakdown import credit_cells
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.changed_rows import ChangedRows, bank_batches_since, changed_since
from domain.queries.reports.sales import changed_sales, sales_cells
from domain.queries.reports.scope import PeriodScope, View
from domain.store.program import Program, Query
from domain.tables import AccountRow

NO_CODE = "no ledger code"
UNRECONCILED = "unreconciled"
PROCESSING = "processing"


@dataclass(slots=True, eq=False)
class ReportChange:
    """A row of a report whose figure differs: both figures in minor units, and the batches that made the difference."""

    key: str
    label: str
    then_cents: int
    now_cents: int
    batch_ids: list[int]
    related: dict[str, Any] = field(init=False, repr=False)


class _Detail(NamedTuple):
    """A row of a report that is not a sum: what it is of, its place among the sums, and its amount, signed."""

    transaction_id: int
    other_item_id: int | None
    number: str
    owner: str
    other: str
    code: str | None
    own_code: str | None
    method: str | None
    kind: TransactionKind
    processing: bool
    unreconciled: bool
    cents: int

    @property
    def key(self) -> str:
        """Return what stays of the row while its amount changes."""
        parts = (self.number, self.other, self.method or "", PROCESSING if self.processing else "")
        return ":".join(each for each in parts if each)

    @property
    def label(self) -> str:
        """Return the row for people."""
        return f"{self.number}, {self.owner}: {self.other}" + (f", {PROCESSING}" if self.processing else "")


class _Sums:
    """Differences of figures, by key, with the batches that made them."""

    def __init__(self) -> None:
        self.cents: defaultdict[str, int] = defaultdict(int)
        self.batches: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, key: str, cents: int, batches: set[int]) -> None:
        """Add what a row's change adds to a figure."""
        self.cents[key] += cents
        self.batches[key] |= batches

    def changes(self, now: Mapping[str, int]) -> list[ReportChange]:
        """Return the figures that differ; ``now`` has those of now, 0 where it has none."""
        return [
            ReportChange(
                key, key.replace(":", ", "), now.get(key, 0) - cents, now.get(key, 0), sorted(self.batches[key])
            )
            for key, cents in self.cents.items()
            if cents
        ]


class _Differing(NamedTuple):
    """A row whose amount differs; either side is 0 where the row is not there."""

    row: _Detail
    then_cents: int
    now_cents: int
    batches: set[int]

    @property
    def change(self) -> ReportChange:
        """Return it as a change of the report."""
        return ReportChange(self.row.key, self.row.label, self.then_cents, self.now_cents, sorted(self.batches))


def payment_by_item_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the rows of payment by item that differ (domain R28)."""
    return [each.change for each in (yield from _differing(scope, since, with_credits=False))]


def payment_by_ledger_code_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the sums by ledger code and method that differ, and those of processing money (domain R29)."""
    sums = _Sums()
    for each in (yield from _differing(scope, since, with_credits=False)):
        key = _place(each.row.code, each.row.method, unreconciled=each.row.unreconciled)
        sums.add(key, each.now_cents - each.then_cents, each.batches)
        if each.row.processing:
            sums.add(f"{key}:{PROCESSING}", each.now_cents - each.then_cents, each.batches)
    if not sums.cents:
        return []
    now = {}
    for row in cash_by_ledger_code((yield from cash_cells(scope))):
        key = _place(row.code, row.method, unreconciled=row.unreconciled)
        now[key], now[f"{key}:{PROCESSING}"] = row.amount_cents, row.processing_cents
    return sums.changes(now)


def payment_breakdown_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the sums by ledger code that differ, then the rows behind them (domain R30)."""
    sums, details = _Sums(), []
    for each in (yield from _differing(scope, since, with_credits=True)):
        if each.row.unreconciled:
            continue
        details.append(each.change)
        cents, paid = each.now_cents - each.then_cents, each.row.code or NO_CODE
        if each.row.kind.is_cash:
            sums.add(f"{paid}:cash", cents, each.batches)
        else:
            sums.add(f"{paid}:paid by credits", cents, each.batches)
            sums.add(f"{each.row.own_code}:credits used", cents, each.batches)
    if not details:
        return []
    now = {}
    cells = yield from cash_cells(scope, open_too=False)
    for row in breakdown_sums(cells, (yield from credit_cells(scope))):
        code = row.code or NO_CODE
        now[f"{code}:cash"], now[f"{code}:paid by credits"] = row.cash_cents, row.paid_by_credits_cents
        now[f"{code}:credits used"] = row.credits_used_cents
    return [*sums.changes(now), *details]


def sales_by_ledger_code_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the sums by ledger code that differ: what was invoiced, and what was credited as a negative figure (R31)."""
    changed = yield from changed_since(_earlier(scope.view, since))
    sums = _Sums()
    for sign, view in ((-1, _then(scope.view, since)), (1, scope.view)):
        for transaction_id, kind, code, cents in (
            yield from changed_sales(replace(scope, view=view), changed.transaction_ids)
        ):
            key = f"{code}:{'invoiced' if kind is TransactionKind.INVOICE else 'credited'}"
            sums.add(key, sign * sold(kind, cents), changed.batches_of(transaction_id, None))
    if not sums.cents:
        return []
    now = {}
    for row in sales_by_ledger_code((yield from sales_cells(scope))):
        now[f"{row.code}:invoiced"], now[f"{row.code}:credited"] = row.invoiced_cents, -row.credited_cents
    return sums.changes(now)


def aging_changes(scope: DayScope, since: int) -> Program[list[ReportChange]]:
    """Return what accounts owe and did not, or not as late, or the other way round (domain R32)."""
    changed = yield from changed_since(_earlier(scope.view, since))
    if not changed.accounts:
        return []
    then = yield from owed_by_account(replace(scope, view=_then(scope.view, since)), changed.accounts)
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


def bank_reconciliation_changes(scope: BankScope, since: int) -> Program[list[ReportChange]]:
    """Return the figures of a bank account's report that differ (domain R45)."""
    then = yield from tie_out(replace(scope, view=_then(scope.view, since)))
    now = yield from tie_out(scope)
    differing = [name for name in then._fields if getattr(then, name) != getattr(now, name)]
    if not differing:
        return []
    batches = sorted((yield from bank_batches_since(_earlier(scope.view, since))))
    changes = []
    for name in differing:
        figure = name.removesuffix("_cents").replace("_", " ")
        then_cents, now_cents = (getattr(each, name) or 0 for each in (then, now))
        changes.append(ReportChange(figure, figure, then_cents, now_cents, batches))
    return changes


def _then(view: View, since: int) -> View:
    return View(since, view.clock)


def _earlier(view: View, since: int) -> int:
    """Return the earlier of the two instants that are compared: what changed after it may differ."""
    return since if view.at is None else min(since, view.at)


def _place(code: str | None, method: str | None, *, unreconciled: bool) -> str:
    return f"{UNRECONCILED if unreconciled else code or NO_CODE}:{method}"


def _differing(scope: PeriodScope, since: int, *, with_credits: bool) -> Program[list[_Differing]]:
    """Return the rows of cash, and of what credits settled, whose amount differs."""
    changed = yield from changed_since(_earlier(scope.view, since))
    if not changed.transaction_ids:
        return []
    then = yield from _details(replace(scope, view=_then(scope.view, since)), changed, with_credits=with_credits)
    now = yield from _details(scope, changed, with_credits=with_credits)
    found = []
    for key in {**then, **now}:
        row = now.get(key) or then[key]
        then_cents, now_cents = (each[key].cents if key in each else 0 for each in (then, now))
        if then_cents != now_cents:
            batches = changed.batches_of(row.transaction_id, row.other_item_id)
            found.append(_Differing(row, then_cents, now_cents, batches))
    return found


_COLUMNS = (
    *("transaction_id", "own_item_id", "item_id", "ledger_code_id", "kind", "method", "processing", "unreconciled"),
    "cents",
)


def _details(scope: PeriodScope, changed: ChangedRows, *, with_credits: bool) -> Program[dict[str, _Detail]]:
    """Return the rows of the changed transactions, by key."""
    branches: Sequence[Branch] = cash_branches(scope.view, some=True)
    if with_credits:
        branches = (*branches, settled_by_credits(scope.view, some=True))
    text = (
        "select r.transaction_id, r.item_id, t.number, oi.position, a.owner_name, o.number, i.position, l.code, own.code, "
        f"r.method, r.kind, r.processing, r.unreconciled, r.cents from ({union(branches, *_COLUMNS)}) r "
        "join transactions t on t.id = r.transaction_id join accounts a on a.id = t.account_id "
        "left join items i on i.id = r.item_id left join transactions o on o.id = i.transaction_id "
        "left join ledger_codes l on l.id = r.ledger_code_id left join items oi on oi.id = r.own_item_id "
        "left join ledger_codes own on own.id = oi.ledger_code_id"
    )
    rows = yield Query(compiled(text), **scope.arguments, changed=changed.transaction_ids)
    return _by_key(_detail(row) for row in rows)


def _detail(row: Sequence[Any]) -> _Detail:
    transaction_id, item_id, number, place, owner, other_number, position, *of_row = row
    code, own, method, name, processing, is_open, cents = of_row
    kind = TransactionKind(name)
    other = UNRECONCILED if item_id is None else f"{other_number} item {position}"
    amount = signed_cents(kind, cents) if kind.is_cash else cents
    return _Detail(
        transaction_id,
        item_id,
        number if kind.is_cash else f"{number} item {place}",
        owner,
        other,
        code,
        own,
        method if kind.is_cash else None,
        kind,
        bool(processing),
        bool(is_open),
        amount,
    )


def _by_key(rows: Iterable[_Detail]) -> dict[str, _Detail]:
    found: dict[str, _Detail] = {}
    for row in rows:
        earlier = found.get(row.key)
        found[row.key] = row if earlier is None else row._replace(cents=row.cents + earlier.cents)
    return found
