"""What the reports of cash are made of: edge ends at cash transactions, and their open parts, as parts of statements."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.core.cash import GIVEN_BACK, RECEIVED
from domain.core.kinds import TransactionKind
from domain.queries.reports.scope import View
from domain.queries.reports.totals import total

LAST_ROW = 2**63 - 1
"""Stands for the edge of an open part: it comes after a transaction's edges."""

BY_CREDITS = (TransactionKind.CREDIT, TransactionKind.CANCELLATION)
"""What settles invoice items without cash."""

FALSE, NOTHING = "cast(false as boolean)", "cast(null as bigint)"


def words(kinds: Iterable[TransactionKind]) -> str:
    """Kinds as a list in a statement."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"({listed})"


class Branch(NamedTuple):
    """One kind of a report's rows: from where, and what each column is there.

    What is no column of a table is cast: SQLite merges branches by their indexes, without sorting them, only where all
    columns are of one type.
    """

    tables: str
    where: str
    date: str
    transaction_id: str
    own_item_id: str
    edge_id: str
    kind: str
    method: str
    item_id: str
    ledger_code_id: str
    unreconciled: str
    processing: str
    cents: str

    def select(self, *names: str) -> str:
        """Its rows."""
        columns = ", ".join(f"{getattr(self, name)} as {name}" for name in names)
        return f"select {columns} from {self.tables} where {self.where}"

    def cells(self) -> str:
        """Its sums by kind, method, ledger code and whether the money was processing."""
        by = ("kind", "method", "ledger_code_id", "unreconciled", "processing")
        columns = ", ".join(f"{getattr(self, name)} as {name}" for name in by)
        return f"select {columns}, {total(self.cents)} from {self.tables} where {self.where} group by 1, 2, 3, 4, 5"


def union(branches: Iterable[Branch], *names: str) -> str:
    """The rows of several branches."""
    return " union all ".join(branch.select(*names) for branch in branches)


def _edge_ends(end: str, condition: str, view: View, processing: str = FALSE, join: str = "") -> Branch:
    """The ends of edges at ``end``, credit or debit, each under the item and ledger code of the other end."""
    other = "debit" if end == "credit" else "credit"
    return Branch(
        tables=f"reconciliations x{join}",
        where=f"x.currency = :currency and x.{end}_date >= :first and x.{end}_date <= :last "
        f"and {condition} and {view.active('x')}",
        date=f"x.{end}_date",
        transaction_id=f"x.{end}_transaction_id",
        own_item_id=f"x.{end}_item_id",
        edge_id="x.id",
        kind=f"x.{end}_kind",
        method=f"x.{end}_method",
        item_id=f"x.{other}_item_id",
        ledger_code_id=f"x.{other}_ledger_code_id",
        unreconciled=FALSE,
        processing=processing,
        cents="x.amount_cents",
    )


def credit_ends(view: View) -> Branch:
    """The ends of edges at payments and deposits."""
    condition = f"x.credit_kind in {words(RECEIVED)}"
    if view.at is None:
        return _edge_ends("credit", condition, view, "x.processing")
    state = f"cast({view.processing('p')} as boolean)"
    return _edge_ends("credit", condition, view, state, " join transactions p on p.id = x.credit_transaction_id")


def debit_ends(view: View) -> Branch:
    """The ends of edges at refunds and payment corrections."""
    return _edge_ends("debit", f"x.debit_kind in {words(GIVEN_BACK)}", view)


def settled_by_credits(view: View) -> Branch:
    """Edges by which credits and cancellations settle invoice items, under the item's code, by the credit's date."""
    return _edge_ends("credit", f"x.credit_kind in {words(BY_CREDITS)} and x.debit_kind = 'INVOICE'", view)


def open_parts(view: View) -> Branch:
    """The open parts of cash transactions, whose one item they are; those of now stand on the items themselves."""
    tables = "items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id"
    cents = "i.amount_cents - i.reconciled_cents - i.planned_cents"
    present = "i.withdrawn_at is null"
    if view.at is not None:
        ends = union((credit_ends(view), debit_ends(view)), "own_item_id", "cents")
        held = f"select own_item_id, cast(sum(cents) as bigint) as cents from ({ends}) ends group by own_item_id"
        tables += f" left join ({held}) e on e.own_item_id = i.id"
        cents = "i.amount_cents - coalesce(e.cents, 0)"
        present = view.present("t")
    return Branch(
        tables=tables,
        where=f"i.kind in {words((*RECEIVED, *GIVEN_BACK))} and i.date >= :first and i.date <= :last "
        f"and a.currency = :currency and {present} and {cents} > 0",
        date="i.date",
        transaction_id="i.transaction_id",
        own_item_id="i.id",
        edge_id=f"cast({LAST_ROW} as bigint)",
        kind="i.kind",
        method="t.method",
        item_id=NOTHING,
        ledger_code_id=NOTHING,
        unreconciled="cast(true as boolean)",
        processing=f"cast({view.processing('t')} as boolean)",
        cents=f"cast({cents} as bigint)",
    )


def cash_branches(view: View) -> tuple[Branch, ...]:
    """All rows of payment by item."""
    return credit_ends(view), debit_ends(view), open_parts(view)
