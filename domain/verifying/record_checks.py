"""Checks of transactions and their items, planned payments and subscriptions."""

from domain.store.audit import SHOWN
from domain.texts import say
from domain.verifying.checks import Fault, first_fault_of, in_range, place, single_fault

OUTSTANDING_PLANS = single_fault(
    Fault("R25a", say("found-plan-account-undone"), say("remedy-delete-plan")),
    f"select p.account_id, {place()}, 0 from planned_payments p join accounts a on a.id = p.account_id "
    "where p.withdrawn_at is null and p.state in ('PLANNED', 'ADJUSTED') and a.withdrawn_at is not null "
    f"and {in_range('p')} order by p.id",
)
SUBSCRIPTIONS = first_fault_of(
    {
        "a.withdrawn_at is not null or l.withdrawn_at is not null": Fault(
            "R25a", say("found-subscription-undone"), say("remedy-cancel-subscription")
        ),
        "l.archived": Fault("R3", say("found-subscription-archived"), say("remedy-ledger-code-back")),
        "m.withdrawn_at is not null": Fault("R2a", say("found-subscription-member"), say("remedy-cancel-subscription")),
    },
    f"select s.account_id, {place()}, {{which}} from subscriptions s join accounts a on a.id = s.account_id "
    "join ledger_codes l on l.id = s.ledger_code_id left join members m on m.id = s.member_id "
    f"where s.withdrawn_at is null and s.next_on is not null and {in_range('s')} and {{some}} order by s.id",
)
ITEM_ROWS = first_fault_of(
    {
        "i.account_id <> t.account_id or i.kind <> t.kind or i.date <> t.date or i.recording_seq <> t.recording_seq "
        "or i.withdrawn_at is distinct from t.withdrawn_at": Fault("R5a", say("found-item-differs")),
        "(i.side = 'DEBIT') <> (i.kind in ('INVOICE', 'REFUND', 'PAYMENT_CORRECTION'))": Fault(
            "R4", say("found-item-side")
        ),
    },
    f"select i.account_id, {place(transaction='t.id', item='i.id')}, {{which}} from items i "
    f"join transactions t on t.id = i.transaction_id where {in_range('i')} and {{some}} order by i.id",
)
TRANSACTION_ROWS = first_fault_of(
    {
        "t.amount_cents <> coalesce(i.total, -1)": Fault("R5", say("found-amount-differs")),
        "c.id is not null and t.withdrawn_at is null and (c.account_id <> t.account_id "
        "or c.amount_cents <> t.amount_cents or c.payment_state is distinct from 'FAILED')": Fault(
            "R19", say("found-correction-part")
        ),
        "c.id is not null and t.withdrawn_at is null and c.method is distinct from t.method": Fault(
            "R4a", say("found-correction-method")
        ),
        "m.id is not null and t.withdrawn_at is null and (m.kind <> t.kind or m.amount_cents <> t.amount_cents "
        "or m.account_id = t.account_id or m.payment_state is distinct from 'FAILED' or m.withdrawn_at is not null "
        "or am.currency <> a.currency or not exists (select 1 from transactions x where x.corrects_id = m.id "
        "and x.withdrawn_at is null and x.date = t.date))": Fault("R39b", say("found-moved-differs")),
    },
    f"select t.account_id, {place(transaction='t.id')}, {{which}} from transactions t left join (select "
    f"x.transaction_id, sum(x.amount_cents) as total from items x where {in_range('x')} group by x.transaction_id) i "
    "on i.transaction_id = t.id left join transactions c on c.id = t.corrects_id "
    "join accounts a on a.id = t.account_id left join transactions m on m.id = t.moved_from_id "
    "left join accounts am on am.id = m.account_id "
    f"where {in_range('t')} and {{some}} order by t.id",
)
VERSIONS = single_fault(
    Fault("R39a", say("found-versions-differ")),
    f"select v.account_id, {place(transaction='v.transaction_id')}, 0 from transaction_versions v "
    "left join audit_events e on e.id = v.id left join transactions t on t.id = v.transaction_id where "
    "(e.entity_id is distinct from v.transaction_id or e.recorded_at is distinct from v.ended_at "
    f"or e.account_id is distinct from v.account_id or t.account_id is distinct from v.account_id) and {in_range('v')} "
    "order by v.id",
)
# by the sign, SQLite finds the event by what it is about: a batch has as many events on an account as records
_SHOWN_OF = (
    "batches b join audit_events e on e.entity_id = b.id and +e.batch_id = b.id and e.action = '" + SHOWN + "' "
    "join {table} x on x.batch_id = b.id and x.account_id = +e.account_id "
    f"where b.mutation = 'importRecords' and x.recorded_at <> e.recorded_at and {in_range('x')}"
)
SHOWN_TOGETHER = single_fault(
    Fault("R24b", say("found-shown-apart")),
    f"select x.account_id, {place(transaction='x.id')}, 0 from {_SHOWN_OF.format(table='transactions')} union all "
    f"select x.account_id, {place(reconciliation='x.id')}, 0 from {_SHOWN_OF.format(table='reconciliations')}",
)
CANCELLATIONS = single_fault(
    Fault("R7a", say("found-cancelled-beyond")),
    f"select i.account_id, {place(transaction='i.transaction_id', item='i.id')}, 0 from items i "
    f"join items c on c.cancels_id = i.id where c.withdrawn_at is null and {in_range('i')} "
    "group by i.id, i.account_id, i.transaction_id, i.amount_cents "
    "having sum(c.amount_cents) > i.amount_cents or max(abs(c.account_id - i.account_id)) > 0 order by i.id",
)
