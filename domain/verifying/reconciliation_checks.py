"""Checks of reconciliations: which items each joins, and what it copies from them."""

from domain.texts import say
from domain.verifying.checks import RECREATE, Fault, first_fault_of, in_range, place, single_fault

_COUNTS = "r.released_at is null and not r.faulty"
_CARRIED = " or ".join(
    f"r.{end}_{copied} is distinct from {alias}.{column}"
    for end, item, transaction in (("credit", "c", "ct"), ("debit", "d", "dt"))
    for copied, alias, column in (
        ("kind", item, "kind"),
        ("date", item, "date"),
        ("ledger_code_id", item, "ledger_code_id"),
        ("method", transaction, "method"),
    )
)
RECONCILIATION_ROWS = first_fault_of(
    {
        "d.account_id <> r.account_id or coalesce(c.account_id, r.account_id) <> r.account_id "
        "or r.credit_account_id <> r.account_id": Fault("R22", say("found-pair-two-accounts"), RECREATE),
        "d.side <> 'DEBIT' or coalesce(c.side, 'CREDIT') <> 'CREDIT' or d.transaction_id <> r.debit_transaction_id "
        "or c.transaction_id <> r.credit_transaction_id": Fault("R6", say("found-pair-one-side"), RECREATE),
        "ct.payment_state = 'FAILED' and d.kind <> 'PAYMENT_CORRECTION'": Fault(
            "R22", say("found-pair-failed-money"), RECREATE
        ),
        "dt.withdrawn_at is not null or ct.withdrawn_at is not null or p.withdrawn_at is not null": Fault(
            "R25a", say("found-pair-undone"), RECREATE
        ),
        "d.kind = 'PAYMENT_CORRECTION' and dt.corrects_id is distinct from r.credit_transaction_id "
        "or d.kind = 'REFUND' and ct.payment_state = 'PROCESSING'": Fault("R7", say("found-pair-kinds"), RECREATE),
        "r.processing <> (coalesce(ct.payment_state, '') = 'PROCESSING')": Fault("R19", say("found-pair-processing")),
        "p.id is not null and d.kind <> 'INVOICE'": Fault("R6a", say("found-plan-not-invoice")),
        "p.id is not null and (p.account_id <> r.account_id or p.state not in ('PLANNED', 'ADJUSTED'))": Fault(
            "R6a", say("found-plan-not-to-come")
        ),
        f"r.currency <> a.currency or {_CARRIED}": Fault("R28", say("found-pair-copies")),
    },
    f"select r.account_id, {place(item='r.debit_item_id', reconciliation='r.id')}, {{which}} from reconciliations r "
    "join accounts a on a.id = r.account_id join items d on d.id = r.debit_item_id "
    "join transactions dt on dt.id = r.debit_transaction_id left join items c on c.id = r.credit_item_id "
    "left join transactions ct on ct.id = r.credit_transaction_id "
    "left join planned_payments p on p.id = r.planned_payment_id "
    f"where {_COUNTS} and {in_range('r')} and {{some}} order by r.id",
)

ENDED_RECONCILIATIONS = single_fault(
    Fault("R28", say("found-ended-pair-copies")),
    f"select r.account_id, {place(item='r.debit_item_id', reconciliation='r.id')}, 0 from reconciliations r "
    "join accounts a on a.id = r.account_id join items d on d.id = r.debit_item_id "
    "join transactions dt on dt.id = r.debit_transaction_id left join items c on c.id = r.credit_item_id "
    "left join transactions ct on ct.id = r.credit_transaction_id "
    f"where not ({_COUNTS}) and {in_range('r')} and (r.currency <> a.currency or {_CARRIED}) order by r.id",
)

INVALID_RECONCILIATIONS = first_fault_of(
    {
        "a.currency <> ca.currency": Fault("R22", say("found-kept-currencies"), RECREATE),
        "r.account_id <> r.credit_account_id": Fault("R22", say("found-kept-accounts"), RECREATE),
        "ct.payment_state = 'FAILED'": Fault("R22", say("found-kept-failed"), RECREATE),
        "exists (select 1 from reconciliations o where o.credit_item_id = r.credit_item_id "
        "and o.debit_item_id = r.debit_item_id and o.released_at is null and o.id <> r.id)": Fault(
            "R22", say("found-kept-twice"), RECREATE
        ),
        "true": Fault("R22", say("found-kept-other"), RECREATE),
    },
    f"select r.account_id, {place(item='r.debit_item_id', reconciliation='r.id')}, {{which}} from reconciliations r "
    "join accounts a on a.id = r.account_id join accounts ca on ca.id = r.credit_account_id "
    "left join transactions ct on ct.id = r.credit_transaction_id "
    f"where r.released_at is null and r.faulty and {in_range('r')} and {{some}} order by r.id",
)
PAIRS = single_fault(
    Fault("R22", say("found-pair-twice"), RECREATE),
    f"select min(r.account_id), {place(item='r.debit_item_id', reconciliation='max(r.id)')}, 0 "
    f"from reconciliations r where {_COUNTS} and r.credit_item_id is not null and {in_range('r')} "
    "group by r.credit_item_id, r.debit_item_id having count(*) > 1 order by max(r.id)",
)
PLANNED = single_fault(
    Fault("R6a", say("found-plan-too-much")),
    f"select p.account_id, {place(reconciliation='max(r.id)')}, 0 from planned_payments p "
    f"join reconciliations r on r.planned_payment_id = p.id where {_COUNTS} and {in_range('p')} "
    "group by p.id, p.account_id, p.amount_cents having sum(r.amount_cents) > p.amount_cents order by p.id",
)
