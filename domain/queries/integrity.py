"""What stands in the database against what follows from it, account by account (domain R22).

Each check is one statement over a range of accounts: it gives the rows that contradict, none when all is well. So a
database of any size is checked page by page, in bounded memory.
"""

from dataclasses import dataclass
from typing import NamedTuple

from domain.store.steps import Fetch, Sql, Steps

RECREATE = "Delete the reconciliation, and create it again as it should be."
RESTORE = "Nothing in the product can cause this. Restore a backup, or ask for help."


@dataclass(frozen=True, slots=True)
class Fault:
    """What it means that something contradicts: the rule, the fault in words, and what to do."""

    rule: str
    message: str
    remedy: str = RESTORE


class Contradiction(NamedTuple):
    """Where something contradicts, as far as it has such a place; ``fault`` counts within the check's faults."""

    account_id: int
    transaction_id: int | None
    item_id: int | None
    reconciliation_id: int | None
    fault: int


@dataclass(frozen=True, slots=True)
class Check:
    """Things that must hold, and the statement that finds what breaks them among accounts after ``:low`` to ``:high``.

    It selects the columns of ``Contradiction``. Of several faults of one row it finds the first.
    """

    faults: tuple[Fault, ...]
    sql: Sql


def contradictions(check: Check, low: int = 0, high: int = 2**63 - 1) -> Steps[list[Contradiction]]:
    """What breaks a check among the accounts after ``low`` up to ``high``, in the order of their rows."""
    rows = yield Fetch(check.sql, low=low, high=high)
    return [Contradiction(*row) for row in rows]


def _in_range(alias: str) -> str:
    return f"{alias}.account_id > :low and {alias}.account_id <= :high"


def _where(*, transaction: str = "null", item: str = "null", reconciliation: str = "null") -> str:
    return ", ".join(f"cast({each} as bigint)" for each in (transaction, item, reconciliation))


_COUNTS = "r.released_at is null and not r.faulty"
_REAL = "r.planned_payment_id is null and not r.faulty"
_EDGE_SUMS = (
    f"sum(case when {_REAL} then r.amount_cents else 0 end) as reconciled, "
    f"sum(case when {_REAL} and r.processing then r.amount_cents else 0 end) as processing, "
    "sum(case when r.planned_payment_id is not null and not r.faulty then r.amount_cents else 0 end) as planned, "
    "sum(case when r.faulty then 1 else 0 end) as faulty"
)


def _sums(table: str, end: str, transaction: str, item: str) -> Sql:
    """Rows of a table that their active edges are beyond, or whose stored sums differ from them."""
    sides = " union all ".join(
        f"select x.id as end_id, {_EDGE_SUMS} from {table} x join reconciliations r on r.{side}_{end}_id = x.id "
        f"where r.released_at is null and {_in_range('x')} group by x.id"
        for side in ("credit", "debit")
    )
    beyond = "coalesce(s.reconciled, 0) + coalesce(s.planned, 0) > i.amount_cents"
    return Sql(
        f"select i.account_id, {_where(transaction=transaction, item=item)}, case when {beyond} then 0 else 1 end "
        f"from {table} i left join (select end_id, sum(reconciled) as reconciled, sum(processing) as processing, "
        f"sum(planned) as planned, sum(faulty) as faulty from ({sides}) e group by end_id) s on s.end_id = i.id "
        f"where {_in_range('i')} and ({beyond} or i.reconciled_cents <> coalesce(s.reconciled, 0) "
        "or i.processing_cents <> coalesce(s.processing, 0) or i.planned_cents <> coalesce(s.planned, 0) "
        "or i.faulty_count <> coalesce(s.faulty, 0)) order by i.id"
    )


def _beyond_or_differing(word: str) -> tuple[Fault, Fault]:
    return (
        Fault("R22", f"The reconciliations of {word} come to more than its amount.", RECREATE),
        Fault("R22", f"The sums stored on {word} differ from its reconciliations."),
    )


def _first_of(faults: dict[str, Fault], rest: str) -> Check:
    """A check of many faults of the same rows, each by its condition."""
    conditions = list(faults)
    which = " ".join(f"when {condition} then {index}" for index, condition in enumerate(conditions))
    some = " or ".join(f"({condition})" for condition in conditions)
    return Check(tuple(faults.values()), Sql(rest.format(which=f"case {which} end", some=f"({some})")))


_CARRIED = " or ".join(
    f"r.{end}_{fact} is distinct from {alias}.{column}"
    for end, item, transaction in (("credit", "c", "ct"), ("debit", "d", "dt"))
    for fact, alias, column in (
        ("kind", item, "kind"),
        ("date", item, "date"),
        ("ledger_code_id", item, "ledger_code_id"),
        ("method", transaction, "method"),
    )
)
_EDGES = _first_of(
    {
        "d.account_id <> r.account_id or coalesce(c.account_id, r.account_id) <> r.account_id "
        "or r.credit_account_id <> r.account_id": Fault(
            "R22", "A reconciliation joins items of different accounts.", RECREATE
        ),
        "d.side <> 'DEBIT' or coalesce(c.side, 'CREDIT') <> 'CREDIT' or d.transaction_id <> r.debit_transaction_id "
        "or c.transaction_id <> r.credit_transaction_id": Fault(
            "R6", "A reconciliation joins items of one side, or says other transactions than theirs.", RECREATE
        ),
        "ct.payment_state = 'FAILED' and d.kind <> 'PAYMENT_CORRECTION'": Fault(
            "R22", "A reconciliation is with money that failed.", RECREATE
        ),
        "dt.withdrawn_at is not null or ct.withdrawn_at is not null or p.withdrawn_at is not null": Fault(
            "R25a", "A reconciliation is on a transaction that was undone.", RECREATE
        ),
        "d.kind = 'PAYMENT_CORRECTION' and dt.corrects_id is distinct from r.credit_transaction_id "
        "or d.kind = 'REFUND' and ct.payment_state = 'PROCESSING'": Fault(
            "R7", "A reconciliation joins kinds that do not meet.", RECREATE
        ),
        "r.processing <> (coalesce(ct.payment_state, '') = 'PROCESSING')": Fault(
            "R19", "A reconciliation says that its money is processing and its payment says otherwise, or the reverse."
        ),
        "p.id is not null and d.kind <> 'INVOICE'": Fault(
            "R6a", "A planned payment holds an item that is no invoice's. Delete the planned payment."
        ),
        "p.id is not null and (p.account_id <> r.account_id or p.state not in ('PLANNED', 'ADJUSTED'))": Fault(
            "R6a", "An item is held by a planned payment that is no longer to come, or is another account's."
        ),
        f"r.currency <> a.currency or {_CARRIED}": Fault(
            "R28", "What a reconciliation carries for the reports differs from its items."
        ),
    },
    f"select r.account_id, {_where(item='r.debit_item_id', reconciliation='r.id')}, {{which}} from reconciliations r "
    "join accounts a on a.id = r.account_id join items d on d.id = r.debit_item_id "
    "join transactions dt on dt.id = r.debit_transaction_id left join items c on c.id = r.credit_item_id "
    "left join transactions ct on ct.id = r.credit_transaction_id "
    "left join planned_payments p on p.id = r.planned_payment_id "
    f"where {_COUNTS} and {_in_range('r')} and {{some}} order by r.id",
)
KEPT = "An imported reconciliation was kept although it is wrong: "
_FAULTY = _first_of(
    {
        "a.currency <> ca.currency": Fault("R22", f"{KEPT}its items are in different currencies.", RECREATE),
        "r.account_id <> r.credit_account_id": Fault("R22", f"{KEPT}its items are on different accounts.", RECREATE),
        "ct.payment_state = 'FAILED'": Fault("R22", f"{KEPT}its money failed.", RECREATE),
        "exists (select 1 from reconciliations o where o.credit_item_id = r.credit_item_id "
        "and o.debit_item_id = r.debit_item_id and o.released_at is null and o.id <> r.id)": Fault(
            "R22", f"{KEPT}the same two items are reconciled with each other twice.", RECREATE
        ),
        "true": Fault("R22", f"{KEPT}it is beyond what an item is worth, or of kinds that do not meet.", RECREATE),
    },
    f"select r.account_id, {_where(item='r.debit_item_id', reconciliation='r.id')}, {{which}} from reconciliations r "
    "join accounts a on a.id = r.account_id join accounts ca on ca.id = r.credit_account_id "
    "left join transactions ct on ct.id = r.credit_transaction_id "
    f"where r.released_at is null and r.faulty and {_in_range('r')} and {{some}} order by r.id",
)
_PAIRS = Check(
    (Fault("R22", "Two items are reconciled with each other twice.", RECREATE),),
    Sql(
        f"select min(r.account_id), {_where(item='r.debit_item_id', reconciliation='max(r.id)')}, 0 "
        f"from reconciliations r where {_COUNTS} and r.credit_item_id is not null and {_in_range('r')} "
        "group by r.credit_item_id, r.debit_item_id having count(*) > 1 order by max(r.id)"
    ),
)
_PLANNED = Check(
    (Fault("R6a", "A planned payment holds items for more than its amount. Delete the planned payment."),),
    Sql(
        f"select p.account_id, {_where(reconciliation='max(r.id)')}, 0 from planned_payments p "
        f"join reconciliations r on r.planned_payment_id = p.id where {_COUNTS} and {_in_range('p')} "
        "group by p.id, p.account_id, p.amount_cents having sum(r.amount_cents) > p.amount_cents order by p.id"
    ),
)
_OUTSTANDING = Check(
    (
        Fault(
            "R25a", "A planned payment is still to come on an account that was undone.", "Delete the planned payment."
        ),
    ),
    Sql(
        f"select p.account_id, {_where()}, 0 from planned_payments p join accounts a on a.id = p.account_id "
        "where p.withdrawn_at is null and p.state in ('PLANNED', 'ADJUSTED') and a.withdrawn_at is not null "
        f"and {_in_range('p')} order by p.id"
    ),
)
_SUBSCRIPTIONS = _first_of(
    {
        "a.withdrawn_at is not null or l.withdrawn_at is not null": Fault(
            "R25a",
            "A subscription is on an account, or under a ledger code, that was undone.",
            "Cancel the subscription.",
        ),
        "l.archived": Fault(
            "R3",
            "A subscription charges under an archived ledger code.",
            "Take the ledger code back into use, or cancel the subscription.",
        ),
        "m.withdrawn_at is not null": Fault(
            "R2a", "A subscription charges for a member who is on the account no more.", "Cancel the subscription."
        ),
    },
    f"select s.account_id, {_where()}, {{which}} from subscriptions s join accounts a on a.id = s.account_id "
    "join ledger_codes l on l.id = s.ledger_code_id left join members m on m.id = s.member_id "
    f"where s.withdrawn_at is null and s.next_on is not null and {_in_range('s')} and {{some}} order by s.id",
)
_ITEMS = _first_of(
    {
        "i.account_id <> t.account_id or i.kind <> t.kind or i.date <> t.date or i.recording_seq <> t.recording_seq "
        "or i.withdrawn_at is distinct from t.withdrawn_at": Fault(
            "R5a", "An item says another account, kind, date or order than its transaction."
        ),
        "(i.side = 'DEBIT') <> (i.kind in ('INVOICE', 'REFUND', 'PAYMENT_CORRECTION'))": Fault(
            "R4", "An item is on the wrong side for its kind."
        ),
    },
    f"select i.account_id, {_where(transaction='t.id', item='i.id')}, {{which}} from items i "
    f"join transactions t on t.id = i.transaction_id where {_in_range('i')} and {{some}} order by i.id",
)
_TRANSACTIONS = _first_of(
    {
        "t.amount_cents <> coalesce(i.total, -1)": Fault("R5", "A transaction's amount differs from its items."),
        "c.id is not null and t.withdrawn_at is null and (c.account_id <> t.account_id "
        "or c.amount_cents <> t.amount_cents or c.payment_state is distinct from 'FAILED')": Fault(
            "R19", "A correction does not reverse the whole of a failed payment of its account."
        ),
    },
    f"select t.account_id, {_where(transaction='t.id')}, {{which}} from transactions t left join (select "
    f"x.transaction_id, sum(x.amount_cents) as total from items x where {_in_range('x')} group by x.transaction_id) i "
    "on i.transaction_id = t.id left join transactions c on c.id = t.corrects_id "
    f"where {_in_range('t')} and {{some}} order by t.id",
)
_CANCELLATIONS = Check(
    (Fault("R7a", "An item is cancelled beyond its amount, or by another account."),),
    Sql(
        f"select i.account_id, {_where(transaction='i.transaction_id', item='i.id')}, 0 from items i "
        f"join items c on c.cancels_id = i.id where c.withdrawn_at is null and {_in_range('i')} "
        "group by i.id, i.account_id, i.transaction_id, i.amount_cents "
        "having sum(c.amount_cents) > i.amount_cents or max(abs(c.account_id - i.account_id)) > 0 order by i.id"
    ),
)


def _account_sums(fault: Fault, source: str, sums: dict[str, str]) -> Check:
    """Accounts whose stored sums differ from what their rows in a table come to; ``sums`` by the account's column."""
    added = ", ".join(f"sum({expression}) as {column}" for column, expression in sums.items())
    differ = " or ".join(f"a.{column} <> coalesce(x.{column}, 0)" for column in sums)
    return Check(
        (fault,),
        Sql(
            f"select a.id, {_where()}, 0 from accounts a left join (select s.account_id, {added} from {source} "
            f"and {_in_range('s')} group by s.account_id) x on x.account_id = a.id "
            f"where a.id > :low and a.id <= :high and ({differ}) order by a.id"
        ),
    )


_OPEN = "s.amount_cents - s.reconciled_cents - s.planned_cents"
_SIGNED = "case when s.kind in ('INVOICE', 'REFUND', 'PAYMENT_CORRECTION') then s.amount_cents else -s.amount_cents end"
CHECKS = (
    Check(_beyond_or_differing("an item"), _sums("items", "item", "i.transaction_id", "i.id")),
    Check(_beyond_or_differing("a transaction"), _sums("transactions", "transaction", "i.id", "null")),
    _PAIRS,
    _EDGES,
    _FAULTY,
    _PLANNED,
    _OUTSTANDING,
    _SUBSCRIPTIONS,
    _ITEMS,
    _TRANSACTIONS,
    _CANCELLATIONS,
    _account_sums(
        Fault("R5b", "An account's stored balance or processing money differs from its transactions."),
        "transactions s where s.withdrawn_at is null",
        {
            "balance_cents": f"case when s.payment_state = 'PROCESSING' then 0 else {_SIGNED} end",
            "processing_cents": "case when s.payment_state = 'PROCESSING' then s.amount_cents else 0 end",
        },
    ),
    _account_sums(
        Fault("R5b", "An account's stored planned money differs from its outstanding planned payments."),
        "planned_payments s where s.withdrawn_at is null and s.state in ('PLANNED', 'ADJUSTED')",
        {"planned_cents": "s.amount_cents"},
    ),
    _account_sums(
        Fault("R21a", "An account's stored open amounts differ from its items."),
        "items s where s.withdrawn_at is null",
        {
            "unreconciled_debit_cents": f"case when s.side = 'DEBIT' then {_OPEN} else 0 end",
            "unreconciled_credit_cents": f"case when s.side = 'CREDIT' then {_OPEN} else 0 end",
        },
    ),
)
