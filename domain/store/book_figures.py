"""The figures of the books in SQL (domain R32c): what each sums up, over any set of rows.

``book_sums.py`` says the same in Python of the rows that a unit of work changes.
"""

from domain.store.program import Sql
from domain.tables.book_sums import BITS, BookFigure
from domain.tables.hiding import HIDDEN

DIVIDED_BY = ("day", "currency", "kind", "method", "processing", "ledger_code_id", "own_ledger_code_id")
"""The columns that divide a figure."""
_KEY = f"x.figure, {', '.join(f'x.{name}' for name in DIVIDED_BY)}"
_UNDIVIDED = {"kind": "''", "method": "''", "processing": "false", "ledger_code_id": "0", "own_ledger_code_id": "0"}

_COUNTS = "<counts>"
"""Stands for what the instant of a row's end must be."""
_ITEM_TABLES = f"items i join accounts a on a.id = i.account_id where i.withdrawn_at {_COUNTS} and"
_ITEM_OPEN = "i.amount_cents - i.reconciled_cents - i.planned_cents"
_TRANSACTION_TABLES = f"transactions t join accounts a on a.id = t.account_id where t.withdrawn_at {_COUNTS} and"
_TRANSACTION_OPEN = "t.amount_cents - t.reconciled_cents - t.planned_cents"
_ACTIVE = f"reconciliations r where r.released_at {_COUNTS} and not r.faulty and"


def figures(
    *, items: str = "", transactions: str = "", reconciliations: str = "", accounts: str = "", hidden: bool = False
) -> str:
    """Return the statement for each row in each figure that it is in, with its cents.

    Each argument is the condition on a table's rows ``i``, ``t``, ``r`` or ``a``; a table without one is left out.
    ``hidden``: of rows that are hidden, as they will count once they are shown (domain R24b).
    """
    of_tables = (
        (_items, items),
        (_transactions, transactions),
        (_reconciliations, reconciliations),
        (_accounts, accounts),
    )
    text = " union all ".join(rows_of(which) for rows_of, which in of_tables if which)
    return text.replace(_COUNTS, f"= {HIDDEN}" if hidden else "is null")


def _items(which: str) -> str:
    return " union all ".join(
        (
            _rows(
                BookFigure.OPEN,
                _ITEM_OPEN,
                f"{_ITEM_TABLES} ({_ITEM_OPEN} > 0 or i.faulty_count > 0) and {which}",
                day="i.date",
                currency="a.currency",
                kind="i.kind",
            ),
            _rows(
                BookFigure.SOLD,
                "i.amount_cents",
                f"{_ITEM_TABLES} i.ledger_code_id is not null and {which}",
                day="i.date",
                currency="a.currency",
                kind="i.kind",
                ledger_code_id="i.ledger_code_id",
            ),
        )
    )


def _transactions(which: str) -> str:
    owed = {
        BookFigure.OWED: "t.amount_cents - t.reconciled_cents + t.processing_cents",
        BookFigure.OWED_PROCESSING: "t.processing_cents",
        BookFigure.OWED_PLANNED: "t.planned_cents",
    }
    return " union all ".join(
        (
            *(
                _rows(
                    figure,
                    cents,
                    f"{_TRANSACTION_TABLES} t.kind = 'INVOICE' and {cents} > 0 and {which}",
                    day="coalesce(t.due_on, t.date)",
                    currency="a.currency",
                )
                for figure, cents in owed.items()
            ),
            _rows(
                BookFigure.CASH_OPEN,
                _TRANSACTION_OPEN,
                f"{_TRANSACTION_TABLES} t.method is not null and {_TRANSACTION_OPEN} > 0 and {which}",
                day="t.date",
                currency="a.currency",
                kind="t.kind",
                method="t.method",
                processing="coalesce(t.payment_state, '') = 'PROCESSING'",
            ),
        )
    )


def _reconciliations(which: str) -> str:
    return " union all ".join(
        (
            _rows(
                BookFigure.CASH,
                "r.amount_cents",
                f"{_ACTIVE} r.credit_kind in ('PAYMENT', 'DEPOSIT') and {which}",
                day="r.credit_date",
                currency="r.currency",
                kind="r.credit_kind",
                method="r.credit_method",
                processing="r.processing",
                ledger_code_id="coalesce(r.debit_ledger_code_id, 0)",
            ),
            _rows(
                BookFigure.CASH,
                "r.amount_cents",
                f"{_ACTIVE} r.debit_kind in ('REFUND', 'PAYMENT_CORRECTION') and {which}",
                day="r.debit_date",
                currency="r.currency",
                kind="r.debit_kind",
                method="r.debit_method",
                ledger_code_id="coalesce(r.credit_ledger_code_id, 0)",
            ),
            _rows(
                BookFigure.CREDIT_USED,
                "r.amount_cents",
                f"{_ACTIVE} r.credit_kind in ('CREDIT', 'CANCELLATION') and r.debit_kind = 'INVOICE' and {which}",
                day="r.credit_date",
                currency="r.currency",
                ledger_code_id="r.debit_ledger_code_id",
                own_ledger_code_id="r.credit_ledger_code_id",
            ),
        )
    )


def _accounts(which: str) -> str:
    return _rows(
        BookFigure.ACCOUNTS,
        "cast(0 as bigint)",
        f"accounts a where a.withdrawn_at {_COUNTS} and {which}",
        day="'2000-01-01'",
        currency="a.currency",
    )


def _rows(figure: BookFigure, cents: str, rest: str, **by: str) -> str:
    """Return the statement for the rows of a figure; ``rest`` are its tables and conditions."""
    expressions = {**_UNDIVIDED, **by, "day": f"cast({by['day']} as text)"}
    columns = ", ".join(f"{expressions[name]} as {name}" for name in DIVIDED_BY)
    return f"select '{figure}' as figure, {columns}, {cents} as cents from {rest}"


def summed(rows: str) -> str:
    """Return the statement for the sums of such rows: what they are divided by, their count, high and low bits of cents."""
    return (
        f"select {_KEY}, count(*), sum(x.cents >> {BITS}), sum(x.cents & {2**BITS - 1}) from ({rows}) x group by {_KEY}"
    )


def add_sums(rows: str, sign: int = 1) -> Sql:
    """Return the statement that adds the sums of such rows to those of the books, or subtracts them if ``sign`` is -1."""
    text = (
        f"insert into book_sum_changes (figure, {', '.join(DIVIDED_BY)}, row_count, cents_high, cents_low) "
        f"select {{key}}, {sign} * count(*), {sign} * sum(x.cents >> {BITS}), {sign} * sum(x.cents & {2**BITS - 1}) "
        f"from ({rows}) x group by {{key}}"
    )
    # a day is text until here, alike in all parts of the union
    return Sql(text.format(key=_KEY), postgres=text.format(key=_KEY.replace("x.day", "cast(x.day as date)")))
