"""The parts of statements from which the cash reports are composed: reconciliations of cash transactions, and open parts."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.core.kinds import GIVEN_BACK, RECEIVED, TransactionKind
from domain.queries.reports.scope import View
from domain.queries.reports.totals import total

LAST_ROW = 2**63 - 1
"""Stands for an open part's reconciliation: it sorts after all that a transaction has."""

BY_CREDITS = (TransactionKind.CREDIT, TransactionKind.CANCELLATION)
"""The kinds that settle invoice items without cash."""

FALSE, NOTHING = "cast(false as boolean)", "cast(null as bigint)"


def words(kinds: Iterable[TransactionKind]) -> str:
    """Return kinds as a list in a statement."""
    return "({})".format(", ".join(f"'{kind}'" for kind in kinds))


class Branch(NamedTuple):
    """One kind of a report's rows: its tables and conditions, and the expression for each column.

    Each expression that is not a table's column has a cast: SQLite merges branches by their indexes, without sorting, only
    where the types of their columns are the same.
    """

    tables: str
    where: str
    date: str
    transaction_id: str
    own_item_id: str
    reconciliation_id: str
    kind: str
    method: str
    item_id: str
    ledger_code_id: str
    unreconciled: str
    processing: str
    cents: str

    def select(self, *names: str) -> str:
        """Return the statement for the rows."""
        columns = ", ".join(f"{getattr(self, name)} as {name}" for name in names)
        return f"select {columns} from {self.tables} where {self.where}"

    def cells(self) -> str:
        """Return the statement for the sums of the rows by kind, method, ledger code and processing."""
        by = ("kind", "method", "ledger_code_id", "unreconciled", "processing")
        columns = ", ".join(f"{getattr(self, name)} as {name}" for name in by)
        return f"select {columns}, {total(self.cents)} from {self.tables} where {self.where} group by 1, 2, 3, 4, 5"


def union(branches: Iterable[Branch], *names: str) -> str:
    """Return the statement for the rows of several branches."""
    return " union all ".join(branch.select(*names) for branch in branches)


def _some(column: str, some: bool) -> str:  # noqa: FBT001 - passed on
    """Return the condition that leaves ``:changed`` transactions, if only some are wanted."""
    return f" and {column} in :changed" if some else ""


def _reconciliation_ends(
    end: str, condition: str, view: View, processing: str = FALSE, join: str = "", *, some: bool = False
) -> Branch:
    """Return reconciliations as seen from ``end``, credit or debit: with the item and ledger code of the other end."""
    other = "debit" if end == "credit" else "credit"
    return Branch(
        tables=f"reconciliations x{join}",
        where=f"x.currency = :currency and x.{end}_date >= :first and x.{end}_date <= :last "
        f"and {condition} and {view.active('x')}{_some(f'x.{end}_transaction_id', some)}",
        date=f"x.{end}_date",
        transaction_id=f"x.{end}_transaction_id",
        own_item_id=f"x.{end}_item_id",
        reconciliation_id="x.id",
        kind=f"x.{end}_kind",
        method=view.method_of(f"x.{end}_transaction_id", f"x.{end}_method"),
        item_id=f"x.{other}_item_id",
        ledger_code_id=f"x.{other}_ledger_code_id",
        unreconciled=FALSE,
        processing=processing,
        cents="x.amount_cents",
    )


def credit_ends(view: View, *, some: bool = False) -> Branch:
    """Return the reconciliations of payments and deposits; with ``some``, of the transactions ``:changed`` alone."""
    condition = f"x.credit_kind in {words(RECEIVED)}"
    if view.at is None:
        return _reconciliation_ends("credit", condition, view, "x.processing", some=some)
    state = f"cast({view.processing('p')} as boolean)"
    return _reconciliation_ends(
        "credit", condition, view, state, " join transactions p on p.id = x.credit_transaction_id", some=some
    )


def debit_ends(view: View, *, some: bool = False) -> Branch:
    """Return the reconciliations of refunds and payment corrections; ``some`` as for ``credit_ends``."""
    return _reconciliation_ends("debit", f"x.debit_kind in {words(GIVEN_BACK)}", view, some=some)


def settled_by_credits(view: View, *, some: bool = False) -> Branch:
    """Return reconciliations of invoice items with credits or cancellations, under the item's code, by the credit's date.

    ``some`` as for ``credit_ends``.
    """
    condition = f"x.credit_kind in {words(BY_CREDITS)} and x.debit_kind = 'INVOICE'"
    return _reconciliation_ends("credit", condition, view, some=some)


def open_parts(view: View, *, some: bool = False) -> Branch:
    """Return the open parts of cash transactions, each of which has one item; as of now, the item itself has the amount.

    ``some`` as for ``credit_ends``.
    """
    tables = "items i join transactions t on t.id = i.transaction_id join accounts a on a.id = i.account_id"
    cents = "i.amount_cents - i.reconciled_cents - i.planned_cents"
    present = "i.withdrawn_at is null"
    if view.at is not None:
        ends = union((credit_ends(view, some=some), debit_ends(view, some=some)), "own_item_id", "cents")
        held = f"select own_item_id, cast(sum(cents) as bigint) as cents from ({ends}) ends group by own_item_id"
        tables += f" left join ({held}) e on e.own_item_id = i.id"
        cents = "i.amount_cents - coalesce(e.cents, 0)"
        present = view.present("t")
    return Branch(
        tables=tables,
        where=f"i.kind in {words((*RECEIVED, *GIVEN_BACK))} and i.date >= :first and i.date <= :last "
        f"and a.currency = :currency and {present} and {cents} > 0{_some('i.transaction_id', some)}",
        date="i.date",
        transaction_id="i.transaction_id",
        own_item_id="i.id",
        reconciliation_id=f"cast({LAST_ROW} as bigint)",
        kind="i.kind",
        method=view.method_of("t.id", "t.method"),
        item_id=NOTHING,
        ledger_code_id=NOTHING,
        unreconciled="cast(true as boolean)",
        processing=f"cast({view.processing('t')} as boolean)",
        cents=f"cast({cents} as bigint)",
    )


def cash_branches(view: View, *, some: bool = False) -> tuple[Branch, ...]:
    """Return the branches of payment by item; ``some`` as for ``credit_ends``."""
    return credit_ends(view, some=some), debit_ends(view, some=some), open_parts(view, some=some)
