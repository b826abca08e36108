"""Hiding what a large file records on an account until all of it is there, and showing it at once (domain R24b)."""

from functools import cache

from domain.core.kinds import TransactionKind
from domain.store.book_figures import DIVIDED_BY, add_sums, figures
from domain.store.program import Program, Query, Sql
from domain.store.sums import SumChanges
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankLineRow, BankStatementRow, ItemRow, ReconciliationRow, TransactionRow
from domain.tables.book_sums import BITS, BookFigure
from domain.tables.hiding import HIDDEN


def hidden_of(alias: str, column: str = "withdrawn_at") -> str:
    """Return the SQL condition that a transaction or reconciliation is hidden, of ``:batch_id`` on ``:account_id``."""
    return f"{alias}.account_id = :account_id and {alias}.batch_id = :batch_id and {alias}.{column} = {HIDDEN}"


SIDES = ("credit", "debit")
HIDDEN_RECONCILIATIONS = hidden_of("r", "released_at")
"""The same for a reconciliation ``r``."""

OF_BATCH = "s.account_id = :account_id and s.batch_id = :batch_id"
"""The condition on what is summed up of hidden rows, ``hidden_book_sums s``."""
_CENTS = Sql(
    f"select s.kind, sum(s.cents_high), sum(s.cents_low) from hidden_book_sums s where {OF_BATCH} "
    f"and s.figure = '{BookFigure.OPEN}' group by s.kind order by s.kind"
)
"""The amounts of hidden transactions: what is hidden has all of it open."""
_RECONCILED = Sql(
    "select count(*), coalesce(sum(case when r.faulty then 0 else r.amount_cents end), 0) from reconciliations r "
    f"where {HIDDEN_RECONCILIATIONS}"
)
_ADDED = ", ".join(("figure", *DIVIDED_BY, "row_count", "cents_high", "cents_low"))
_COUNT_IN_THE_BOOKS = (
    Sql(f"insert into book_sum_changes ({_ADDED}) select {_ADDED} from hidden_book_sums s where {OF_BATCH}"),
    Sql(f"delete from hidden_book_sums as s where {OF_BATCH}"),
)


def _add_sums(end: str) -> Sql:
    """Return the statement that adds hidden reconciliations to the sums of their ends, ``item`` or ``transaction``."""
    counted = "case when r.faulty then 0 else r.amount_cents end"
    each = " union all ".join(
        f"select r.{side}_{end}_id as end_id, {counted} as cents, case when r.processing then {counted} else 0 end "
        "as processing, case when r.faulty then 1 else 0 end as faulty from reconciliations r "
        f"where {HIDDEN_RECONCILIATIONS}"
        for side in SIDES
    )
    return Sql(
        f"update {end}s set reconciled_cents = reconciled_cents + s.cents, processing_cents = processing_cents + "
        f"s.processing, faulty_count = faulty_count + s.faulty from (select e.end_id, sum(e.cents) as cents, "
        f"sum(e.processing) as processing, sum(e.faulty) as faulty from ({each}) e group by e.end_id) s "
        f"where {end}s.id = s.end_id"
    )


@cache
def _show_transactions() -> tuple[Sql, ...]:
    return (
        Sql(
            f"update items set withdrawn_at = null where withdrawn_at = {HIDDEN} "
            f"and transaction_id in (select t.id from transactions t where {hidden_of('t')})"
        ),
        Sql(
            "update transactions set withdrawn_at = null, recorded_at = cast(:at as bigint), "
            "confirmed_at = case when confirmed_at is null then null else cast(:at as bigint) end "
            f"where {hidden_of('transactions')}"
        ),
    )


_SHOWN = "r.account_id = :account_id and r.batch_id = :batch_id and r.recorded_at = :at"
"""The condition that the unit has just shown a reconciliation: no other change has this instant."""


def _ends(condition: str, sign: int) -> Sql:
    """Return the statement that adds the ends of reconciliations ``r`` to the books as they are, or subtracts them."""

    def ids(end: str) -> str:
        return " union ".join(f"select r.{side}_{end}_id from reconciliations r where {condition}" for side in SIDES)

    return add_sums(figures(items=f"i.id in ({ids('item')})", transactions=f"t.id in ({ids('transaction')})"), sign)


@cache
def _show_reconciliations() -> tuple[Sql, ...]:
    """Return what shows all that joins transactions that are shown by now."""
    return (
        _ends(HIDDEN_RECONCILIATIONS, -1),
        _add_sums("item"),
        _add_sums("transaction"),
        Sql(
            "update reconciliations set released_at = null, released_batch_id = null, recorded_at = :at "
            f"where {hidden_of('reconciliations', 'released_at')}"
        ),
        _ends(_SHOWN, +1),
    )


_SHOW_BANK = tuple(
    Sql(
        f"update {table} set withdrawn_at = null, recorded_at = :at where batch_id = :batch_id and withdrawn_at = {HIDDEN}"
    )
    for table in ("bank_lines", "bank_statements")
)


def hide(unit: UnitOfWork) -> None:
    """Hide what the unit records on the accounts that it hides, and of the bank's side if it hides that."""
    if unit.hidden:
        added = unit.changes.added
        rows: list[TransactionRow | ItemRow | ReconciliationRow] = [*added(TransactionRow), *added(ItemRow)]
        for row in (*rows, *added(ReconciliationRow)):
            if row.account_id in unit.hidden:
                row.hide()
    if unit.hides_bank:
        for each in (*unit.changes.added(BankStatementRow), *unit.changes.added(BankLineRow)):
            each.hide()


def show(unit: UnitOfWork, sums: SumChanges) -> Program[None]:
    """Show what the unit's batch has hidden on the accounts that it shows or of the bank, as recorded now, and count it."""
    for account_id in sorted(unit.shown):
        of_batch = {"account_id": account_id, "batch_id": unit.batch.id}
        for kind, high, low in (yield Query(_CENTS, **of_batch)):
            sums.show(account_id, TransactionKind(kind), (int(high) << BITS) + int(low))
        ((count, reconciled),) = yield Query(_RECONCILED, **of_batch)
        sums.show_reconciled(account_id, int(reconciled))
        reconciliations = _show_reconciliations() if count else ()
        for sql in (*_show_transactions(), *reconciliations, *_COUNT_IN_THE_BOOKS):
            yield Query(sql, **{name: {**of_batch, "at": unit.recorded_at(account_id)}[name] for name in sql.names})
    for sql in _SHOW_BANK if unit.shows_bank else ():
        yield Query(sql, batch_id=unit.batch.id, at=unit.recorded_at(None))
