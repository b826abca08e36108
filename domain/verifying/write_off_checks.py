"""Checks of write-offs: each settles its invoice items whole and nothing else (domain R40)."""

from domain.texts import say
from domain.verifying.checks import Fault, first_fault_of, in_range, place, single_fault

WRITE_OFFS = single_fault(
    Fault("R40", say("found-write-off-open")),
    f"select t.account_id, {place(transaction='t.id')}, 0 from transactions t where t.write_off "
    f"and t.withdrawn_at is null and t.reconciled_cents <> t.amount_cents and {in_range('t')} order by t.id",
)
WRITTEN_OFF = first_fault_of(
    {
        "coalesce(c.write_off, false) <> (r.origin = 'WRITE_OFF')": Fault("R40", say("found-write-off-disagree")),
        "c.write_off and r.debit_kind <> 'INVOICE'": Fault("R40", say("found-write-off-other")),
    },
    f"select r.account_id, {place(item='r.debit_item_id', reconciliation='r.id')}, {{which}} from reconciliations r "
    "left join transactions c on c.id = r.credit_transaction_id "
    f"where r.released_at is null and not r.faulty and {in_range('r')} and {{some}} order by r.id",
)
LOST_TWICE = single_fault(
    Fault("R40", say("found-lost-twice")),
    f"select i.account_id, {place(transaction='i.transaction_id', item='i.id')}, 0 from items i "
    "join (select w.debit_item_id, sum(w.amount_cents) as cents from reconciliations w where w.origin = 'WRITE_OFF' "
    f"and w.released_at is null and not w.faulty and {in_range('w')} group by w.debit_item_id) w on w.debit_item_id = i.id "
    "join (select c.cancels_id, sum(c.amount_cents) as cents from items c where c.cancels_id is not null "
    f"and c.withdrawn_at is null and {in_range('c')} group by c.cancels_id) c on c.cancels_id = i.id "
    f"where w.cents + c.cents > i.amount_cents and {in_range('i')} order by i.id",
)
