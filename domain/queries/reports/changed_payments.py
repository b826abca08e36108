"""Parts of payments and used credits whose amount is not what it was: what reports of payments list and add up (R46a)."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from domain.core.cash import signed_cents
from domain.core.kinds import TransactionKind
from domain.queries.pages import compiled
from domain.queries.reports.branches import Branch, cash_branches, settled_by_credits, union
from domain.queries.reports.changed_rows import ChangedRows, changed_since
from domain.queries.reports.changes import ReportChange
from domain.queries.reports.scope import PeriodScope, as_of
from domain.store.program import Program, Query

UNRECONCILED = "unreconciled"
PROCESSING = "processing"


class PaymentPart(NamedTuple):
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


class PaymentPartChange(NamedTuple):
    """A row whose amount differs; either side is 0 where the row is not there."""

    row: PaymentPart
    then_cents: int
    now_cents: int
    batches: set[int]

    @property
    def change(self) -> ReportChange:
        """Return it as a change of the report."""
        return ReportChange(self.row.key, self.row.label, self.then_cents, self.now_cents, sorted(self.batches))


def changed_payments(scope: PeriodScope, since: int, *, with_credits: bool) -> Program[list[PaymentPartChange]]:
    """Return the rows of cash, and of what credits settled, whose amount differs."""
    changed = yield from changed_since(scope.view, since)
    if not changed.transaction_ids:
        return []
    then = yield from _rows(as_of(scope, since), changed, with_credits=with_credits)
    now = yield from _rows(scope, changed, with_credits=with_credits)
    found = []
    for key in {**then, **now}:
        row = now.get(key) or then[key]
        then_cents, now_cents = (each[key].cents if key in each else 0 for each in (then, now))
        if then_cents != now_cents:
            batches = changed.batches_of(row.transaction_id, row.other_item_id)
            found.append(PaymentPartChange(row, then_cents, now_cents, batches))
    return found


_COLUMNS = (
    *("transaction_id", "own_item_id", "item_id", "ledger_code_id", "kind", "method", "processing", "unreconciled"),
    "cents",
)


def _rows(scope: PeriodScope, changed: ChangedRows, *, with_credits: bool) -> Program[dict[str, PaymentPart]]:
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
    return _by_key(_row(row) for row in rows)


def _row(row: Sequence[Any]) -> PaymentPart:
    transaction_id, item_id, number, place, owner, other_number, position, *of_row = row
    code, own, method, name, processing, is_open, cents = of_row
    kind = TransactionKind(name)
    other = UNRECONCILED if item_id is None else f"{other_number} item {position}"
    amount = signed_cents(kind, cents) if kind.is_cash else cents
    return PaymentPart(
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


def _by_key(rows: Iterable[PaymentPart]) -> dict[str, PaymentPart]:
    found: dict[str, PaymentPart] = {}
    for row in rows:
        earlier = found.get(row.key)
        found[row.key] = row if earlier is None else row._replace(cents=row.cents + earlier.cents)
    return found
