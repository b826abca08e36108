"""Checks of the bank's side: lines, what explains them, and the statements that name them (domain R42, R43, R43b).

Those of lines and statements cover a range of their own ids; those of transactions, like all others, a range of accounts.
"""

from collections.abc import Callable

from domain.store.audit import SHOWN
from domain.store.program import Program, Query, Sql
from domain.tables.book_sums import BITS
from domain.texts import say
from domain.verifying.checks import Fault, contradictions, first_fault_of, in_range, place, single_fault
from domain.verifying.findings import Finding, Findings

ROWS_AT_ONCE = 2_000
UNMATCH = say("remedy-unmatch")

BANKED_SUMS = single_fault(
    Fault("R43", say("found-banked-differs"), UNMATCH),
    f"select t.account_id, {place(transaction='t.id')}, 0 from transactions t left join (select p.transaction_id, "
    f"sum(abs(p.amount_cents)) as cents from bank_line_parts p where p.withdrawn_at is null and {in_range('p')} "
    "group by p.transaction_id) s on s.transaction_id = t.id "
    f"where {in_range('t')} and (t.banked_cents <> coalesce(s.cents, 0) or t.banked_cents > t.amount_cents) order by t.id",
)
PARTS = first_fault_of(
    {
        "t.account_id <> p.account_id or a.currency <> b.currency": Fault("R43", say("found-part-elsewhere"), UNMATCH),
        "t.withdrawn_at is not null": Fault("R43b", say("found-part-undone"), UNMATCH),
        "t.method is null or (p.amount_cents > 0) <> (t.kind in ('PAYMENT', 'DEPOSIT'))": Fault(
            "R43", say("found-part-direction"), UNMATCH
        ),
        "l.withdrawn_at is not null": Fault("R42", say("found-part-line-withdrawn"), UNMATCH),
    },
    f"select p.account_id, {place(transaction='t.id')}, {{which}} from bank_line_parts p "
    "join transactions t on t.id = p.transaction_id join accounts a on a.id = t.account_id "
    "join bank_lines l on l.id = p.line_id join bank_accounts b on b.id = l.bank_account_id "
    f"where p.withdrawn_at is null and {in_range('p')} and {{some}} order by p.id",
)
_LINES = first_fault_of(
    {
        "p.cents < l.least_of or p.cents > l.most_of": Fault("R43", say("found-parts-beyond"), UNMATCH),
        "l.explained_cents <> coalesce(p.cents, 0)": Fault("R43", say("found-explained-differs")),
        "l.withdrawn_at is null and n.statements = 0": Fault("R42", say("found-line-no-statement")),
        "l.withdrawn_at is not null and n.statements > 0": Fault("R42", say("found-statement-withdrawn-line")),
        "l.withdrawn_at is null and l.recorded_at <> w.recorded_at": Fault("R24b", say("found-line-shown-apart")),
        "(l.ignored_reason is not null or l.withdrawn_at is not null) and p.cents is not null": Fault(
            "R43", say("found-line-ignored-explained"), UNMATCH
        ),
    },
    f"select null, {place(transaction='l.id')}, {{which}} from (select x.*, "
    "case when x.amount_cents < 0 then x.amount_cents else 0 end as least_of, "
    "case when x.amount_cents > 0 then x.amount_cents else 0 end as most_of "
    "from bank_lines x where x.id > :low and x.id <= :high) l "
    "left join (select line_id, sum(amount_cents) as cents from bank_line_parts where withdrawn_at is null "
    "and line_id > :low and line_id <= :high group by line_id) p on p.line_id = l.id "
    "join (select x.id, count(s.id) as statements from bank_lines x left join bank_statement_lines m on m.line_id = x.id "
    "left join bank_statements s on s.id = m.statement_id and s.withdrawn_at is null "
    "where x.id > :low and x.id <= :high group by x.id) n on n.id = l.id "
    f"left join audit_events w on w.entity_id = l.batch_id and w.action = '{SHOWN}' and w.account_id is null "
    "where {some} order by l.id",
)
_STATEMENTS = first_fault_of(
    {
        "s.line_count <> m.lines": Fault("R42", say("found-statement-count")),
        f"m.high + (m.low >> {BITS}) <> ((s.closing_cents - s.opening_cents) >> {BITS}) "
        f"or (m.low & {2**BITS - 1}) <> ((s.closing_cents - s.opening_cents) & {2**BITS - 1})": Fault(
            "R42", say("found-statement-balance")
        ),
        "m.strangers > 0": Fault("R42", say("found-statement-stranger")),
    },
    f"select null, {place(transaction='s.id')}, {{which}} from bank_statements s join (select s.id, count(l.id) as lines, "
    f"cast(coalesce(sum(l.amount_cents >> {BITS}), 0) as bigint) as high, "
    f"cast(coalesce(sum(l.amount_cents & {2**BITS - 1}), 0) as bigint) as low, "
    "coalesce(sum(case when l.bank_account_id <> s.bank_account_id then 1 else 0 end), 0) as strangers "
    "from bank_statements s left join bank_statement_lines n on n.statement_id = s.id "
    "left join bank_lines l on l.id = n.line_id where s.id > :low and s.id <= :high group by s.id) m on m.id = s.id "
    "where s.withdrawn_at is null and {some} order by s.id",
)
_PAGES = {
    table: Sql(f"select x.id from {table} x where x.id > :after order by x.id limit :most")
    for table in ("bank_lines", "bank_statements")
}


def check_bank(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note what contradicts in bank lines and statements, page by page; their ids stand in place of a transaction's."""
    for table, check in (("bank_lines", _LINES), ("bank_statements", _STATEMENTS)):
        low = 0
        while page := (yield Query(_PAGES[table], after=low, most=ROWS_AT_ONCE)):
            between_pages()
            for each in (yield from contradictions(check, low, page[-1][0])):
                fault = check.faults[each.fault]
                line, statement = (each.transaction_id, None) if check is _LINES else (None, each.transaction_id)
                found.add(Finding(fault.rule, fault.text, fault.way, bank_line_id=line, bank_statement_id=statement))
            low = page[-1][0]
