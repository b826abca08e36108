"""What stands in the database against what follows from it: sums against edges, edges against items (domain R22).

Each check is one statement that gives the rows that contradict, none when all is well.
"""

from dataclasses import dataclass

from domain.store.steps import Fetch, Sql, Steps

_EDGES = (
    "select {end} as end_id, sum(case when planned_payment_id is null and not faulty then amount_cents else 0 end) as "
    "reconciled, sum(case when planned_payment_id is null and not faulty and processing then amount_cents else 0 end) "
    "as processing, sum(case when planned_payment_id is not null and not faulty then amount_cents else 0 end) as planned, "
    "sum(case when faulty then 1 else 0 end) as faulty from reconciliations "
    "where released_at is null and {end} is not null group by {end}"
)


def _sums(table: str, end: str) -> Sql:
    """Rows of a table whose stored sums differ from their active edges'."""
    both = f"{_EDGES.format(end=f'credit_{end}_id')} union all {_EDGES.format(end=f'debit_{end}_id')}"
    return Sql(
        f"select x.id, x.account_id from {table} x left join ({both}) e on e.end_id = x.id "
        "where x.reconciled_cents <> coalesce(e.reconciled, 0) or x.processing_cents <> coalesce(e.processing, 0) "
        "or x.planned_cents <> coalesce(e.planned, 0) or x.faulty_count <> coalesce(e.faulty, 0) order by x.id"
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold: the rule, what it means when it does not, what to do, and how to find what breaks it."""

    rule: str
    message: str
    remedy: str
    sql: Sql


RESTORE = "Restore a backup, or report this: nothing in the product can cause it."
RECREATE = "Delete the reconciliations of this item and create them again."

CHECKS = (
    Check("R22", "An item's stored sums differ from its reconciliations.", RECREATE, _sums("items", "item")),
    Check(
        "R22",
        "A transaction's stored sums differ from its reconciliations.",
        RECREATE,
        _sums("transactions", "transaction"),
    ),
    Check(
        "R6",
        "An item is reconciled beyond its amount.",
        RECREATE,
        Sql("select id, account_id from items where reconciled_cents + planned_cents > amount_cents order by id"),
    ),
    Check(
        "R6",
        "Two items are reconciled with each other twice.",
        RECREATE,
        Sql(
            "select min(id), min(account_id) from reconciliations where released_at is null and not faulty "
            "and credit_item_id is not null group by credit_item_id, debit_item_id having count(*) > 1"
        ),
    ),
    Check(
        "R6",
        "A reconciliation joins items of different accounts, or of the wrong sides.",
        RECREATE,
        Sql(
            "select r.id, r.account_id from reconciliations r join items d on d.id = r.debit_item_id "
            "join items c on c.id = r.credit_item_id where r.released_at is null and not r.faulty and "
            "(c.account_id <> r.account_id or d.account_id <> r.account_id or c.side <> 'CREDIT' or d.side <> 'DEBIT' "
            "or c.transaction_id <> r.credit_transaction_id or d.transaction_id <> r.debit_transaction_id) order by r.id"
        ),
    ),
    Check(
        "R22",
        "A reconciliation with money that failed, or on a transaction that was undone.",
        RECREATE,
        Sql(
            "select r.id, r.account_id from reconciliations r join transactions d on d.id = r.debit_transaction_id "
            "left join transactions c on c.id = r.credit_transaction_id where r.released_at is null and "
            "(c.withdrawn_at is not null or d.withdrawn_at is not null "
            "or (c.payment_state = 'FAILED' and d.kind <> 'PAYMENT_CORRECTION')) order by r.id"
        ),
    ),
    Check(
        "R22",
        "An imported reconciliation is kept although it is wrong.",
        RECREATE,
        Sql("select id, account_id from reconciliations where released_at is null and faulty order by id"),
    ),
    Check(
        "R5",
        "A transaction's amount differs from its items.",
        RESTORE,
        Sql(
            "select t.id, t.account_id from transactions t left join (select transaction_id, sum(amount_cents) as total "
            "from items group by transaction_id) i on i.transaction_id = t.id "
            "where t.amount_cents <> coalesce(i.total, -1) order by t.id"
        ),
    ),
    Check(
        "R5b",
        "An account's stored balance differs from its transactions.",
        RESTORE,
        Sql(
            "select a.id, a.id from accounts a left join (select account_id, "
            "sum(case when payment_state = 'PROCESSING' then 0 when kind in ('INVOICE', 'REFUND', 'PAYMENT_CORRECTION') "
            "then amount_cents else -amount_cents end) as balance, "
            "sum(case when payment_state = 'PROCESSING' then amount_cents else 0 end) as processing "
            "from transactions where withdrawn_at is null group by account_id) t on t.account_id = a.id "
            "where a.balance_cents <> coalesce(t.balance, 0) or a.processing_cents <> coalesce(t.processing, 0) "
            "order by a.id"
        ),
    ),
    Check(
        "R21a",
        "An account's stored open amounts differ from its items.",
        RESTORE,
        Sql(
            "select a.id, a.id from accounts a left join (select account_id, "
            "sum(case when side = 'DEBIT' then amount_cents - reconciled_cents - planned_cents else 0 end) as debit, "
            "sum(case when side = 'CREDIT' then amount_cents - reconciled_cents - planned_cents else 0 end) as credit "
            "from items where withdrawn_at is null group by account_id) i on i.account_id = a.id "
            "where a.unreconciled_debit_cents <> coalesce(i.debit, 0) "
            "or a.unreconciled_credit_cents <> coalesce(i.credit, 0) order by a.id"
        ),
    ),
)


def contradictions(check: Check) -> Steps[list[tuple[int, int]]]:
    """The rows that break a check, each with its account, in order."""
    rows = yield Fetch(check.sql)
    return [(row[0], row[1]) for row in rows]
