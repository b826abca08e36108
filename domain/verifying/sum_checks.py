"""Checks of the sums stored on items, transactions and accounts, against the rows that they sum up."""

from domain.store.program import Sql
from domain.texts import say
from domain.verifying.checks import RECREATE, Check, Fault, in_range, place, single_fault

_REAL = "r.planned_payment_id is null and not r.faulty"
_RECONCILED_SUMS = (
    f"sum(case when {_REAL} then r.amount_cents else 0 end) as reconciled, "
    f"sum(case when {_REAL} and r.processing then r.amount_cents else 0 end) as processing, "
    "sum(case when r.planned_payment_id is not null and not r.faulty then r.amount_cents else 0 end) as planned, "
    "sum(case when r.faulty then 1 else 0 end) as faulty"
)


def _sums(table: str, end: str, transaction: str, item: str) -> Sql:
    """Return the statement that finds rows whose reconciliations exceed their amount, or differ from their stored sums."""
    sides = " union all ".join(
        f"select x.id as end_id, {_RECONCILED_SUMS} from {table} x join reconciliations r on r.{side}_{end}_id = x.id "
        f"where r.released_at is null and {in_range('x')} group by x.id"
        for side in ("credit", "debit")
    )
    beyond = "coalesce(s.reconciled, 0) + coalesce(s.planned, 0) > i.amount_cents"
    return Sql(
        f"select i.account_id, {place(transaction=transaction, item=item)}, case when {beyond} then 0 else 1 end "
        f"from {table} i left join (select end_id, sum(reconciled) as reconciled, sum(processing) as processing, "
        f"sum(planned) as planned, sum(faulty) as faulty from ({sides}) e group by end_id) s on s.end_id = i.id "
        f"where {in_range('i')} and ({beyond} or i.reconciled_cents <> coalesce(s.reconciled, 0) "
        "or i.processing_cents <> coalesce(s.processing, 0) or i.planned_cents <> coalesce(s.planned, 0) "
        "or i.faulty_count <> coalesce(s.faulty, 0)) order by i.id"
    )


def _beyond_or_differing(noun: str) -> tuple[Fault, Fault]:
    return (
        Fault("R22", say("found-reconciled-beyond", noun=noun), RECREATE),
        Fault("R22", say("found-sums-differ", noun=noun)),
    )


def _account_sums(fault: Fault, source: str, sums: dict[str, str]) -> Check:
    """Return the check that accounts' stored sums equal those of their rows in a table, given by the account's column."""
    added = ", ".join(f"sum({expression}) as {column}" for column, expression in sums.items())
    differ = " or ".join(f"a.{column} <> coalesce(x.{column}, 0)" for column in sums)
    return single_fault(
        fault,
        f"select a.id, {place()}, 0 from accounts a left join (select s.account_id, {added} from {source} "
        f"and {in_range('s')} group by s.account_id) x on x.account_id = a.id "
        f"where a.id > :low and a.id <= :high and ({differ}) order by a.id",
    )


_OPEN = "s.amount_cents - s.reconciled_cents - s.planned_cents"
_SIGNED = "case when s.kind in ('INVOICE', 'REFUND', 'PAYMENT_CORRECTION') then s.amount_cents else -s.amount_cents end"

ITEM_SUMS = Check(_beyond_or_differing("item"), _sums("items", "item", "i.transaction_id", "i.id"))
TRANSACTION_SUMS = Check(_beyond_or_differing("transaction"), _sums("transactions", "transaction", "i.id", "null"))
ACCOUNT_BALANCES = _account_sums(
    Fault("R5b", say("found-balance-differs")),
    "transactions s where s.withdrawn_at is null",
    {
        "balance_cents": f"case when s.payment_state = 'PROCESSING' then 0 else {_SIGNED} end",
        "processing_cents": "case when s.payment_state = 'PROCESSING' then s.amount_cents else 0 end",
    },
)
ACCOUNT_PLANNED = _account_sums(
    Fault("R5b", say("found-planned-differs")),
    "planned_payments s where s.withdrawn_at is null and s.state in ('PLANNED', 'ADJUSTED')",
    {"planned_cents": "s.amount_cents"},
)
ACCOUNT_OPEN = _account_sums(
    Fault("R21a", say("found-open-differs")),
    "items s where s.withdrawn_at is null",
    {
        "unreconciled_debit_cents": f"case when s.side = 'DEBIT' then {_OPEN} else 0 end",
        "unreconciled_credit_cents": f"case when s.side = 'CREDIT' then {_OPEN} else 0 end",
    },
)
