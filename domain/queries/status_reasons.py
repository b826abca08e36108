"""Why a status is what it is, where sums alone do not tell: failed payments, reconciliations that break a rule (R21b)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from domain.core.kinds import RECEIVED, PaymentState, ReconciliationStatus
from domain.core.money import amount_text
from domain.core.reconciliation_rules import RuleEnd, check_meeting
from domain.core.text import shortened
from domain.errors import Refusal
from domain.queries.records import RECONCILIATION_TABLES, by_ids
from domain.store.program import Program, Query, Sql
from domain.tables import BatchRow, ItemRow, ReconciliationRow, TransactionRow
from domain.texts import FirstSentence, Joined, Text, say

NAMED_MAX = 3

_FAILURES = Sql(
    "select c.corrects_id, c.number, i.description from transactions c join items i on i.transaction_id = c.id "
    "where c.corrects_id in :ids and c.withdrawn_at is null"
)
_INVALID = Sql(
    f"select {ReconciliationRow.select_list('r')} from {RECONCILIATION_TABLES} where r.faulty and r.released_at is null "
    "and (r.credit_item_id in :ids or r.debit_item_id in :ids) order by r.id"
)
_INVALID_OF_TRANSACTIONS = Sql(
    f"select {ReconciliationRow.select_list('r')} from {RECONCILIATION_TABLES} where r.faulty and r.released_at is null "
    "and (r.credit_transaction_id in :ids or r.debit_transaction_id in :ids) order by r.id"
)
_PAIRS = Sql(
    "select r.credit_item_id, r.debit_item_id from reconciliations r where r.debit_item_id in :ids "
    "and r.released_at is null and not r.faulty and r.credit_item_id is not null"
)


def reasons_of_transactions(rows: Sequence[TransactionRow]) -> Program[dict[int, Text]]:
    """Return the status of transactions in words, by id; takes a statement only where one failed or is an error."""
    failures = yield from _failures({row.id for row in rows if row.payment_state is PaymentState.FAILED})
    invalid = {row.id for row in rows if row.faulty_count > 0}
    faults = yield from _faults(_INVALID_OF_TRANSACTIONS, invalid, lambda each: each.transaction_ids)
    return {row.id: failures.get(row.id) or _error(faults.get(row.id)) or row.status_reason for row in rows}


def reasons_of_items(rows: Sequence[ItemRow]) -> Program[dict[int, Text]]:
    """Return the status of items in words, by id; see ``reasons_of_transactions``."""
    paid = [row for row in rows if row.kind in RECEIVED and row.status is ReconciliationStatus.FULLY_RECONCILED]
    failures = yield from _failures({row.transaction_id for row in paid})
    failed = {row.id: failures[row.transaction_id] for row in paid if row.transaction_id in failures}
    faults = yield from _faults(_INVALID, {row.id for row in rows if row.faulty_count > 0}, lambda each: each.item_ids)
    return {row.id: failed.get(row.id) or _error(faults.get(row.id)) or row.status_reason for row in rows}


def _failures(payment_ids: Collection[int]) -> Program[dict[int, Text]]:
    """Return the sentence of each of these payments that failed: that it did, and why."""
    if not payment_ids:
        return {}
    rows = yield Query(_FAILURES, ids=sorted(payment_ids))
    return {
        payment_id: say("status-payment-failed", reason=shortened(reason, 200), correction=number)
        for payment_id, number, reason in rows
    }


def _error(faults: Sequence[Text] | None) -> Text | None:
    if not faults:
        return None
    more = [say("status-faults-more", more=len(faults) - NAMED_MAX)] if len(faults) > NAMED_MAX else []
    return Joined.of([*faults[:NAMED_MAX], *more, say("status-faults-way")])


def _faults(
    sql: Sql, ids: Collection[int], ends_of: Callable[[ReconciliationRow], Iterable[int]]
) -> Program[dict[int, list[Text]]]:
    """Return what is wrong with the invalid reconciliations of rows, by the row's id."""
    if not ids:
        return {}
    rows = ReconciliationRow.load_all((yield Query(sql, ids=sorted(ids))))
    transactions = yield from by_ids(TransactionRow, {each for row in rows for each in row.transaction_ids})
    pairs = {tuple(pair) for pair in (yield Query(_PAIRS, ids=sorted({row.debit_item_id for row in rows})))}
    found: defaultdict[int, list[Text]] = defaultdict(list)
    for row in rows:
        text = _fault(row, transactions, twice=(row.credit_item_id, row.debit_item_id) in pairs)
        for each in ends_of(row):
            found[each].append(text)
    return found


def _fault(row: ReconciliationRow, transactions: dict[int, TransactionRow], *, twice: bool) -> Text:
    """Return which rule an invalid reconciliation breaks (domain R22)."""
    credit, debit = (transactions[each] for each in row.transaction_ids)
    fault: Text
    try:
        check_meeting(_rule(credit), _rule(debit))
    except Refusal as refusal:
        fault = FirstSentence(refusal.text)  # who records something chooses other items; these are stored
    else:
        fault = say("status-fault-twice") if twice else say("status-fault-beyond-open")
    amount = amount_text(row.amount_cents, row.currency)
    return say("status-fault", amount=amount, credit=credit.number, debit=debit.number, fault=fault)


def _rule(transaction: TransactionRow) -> RuleEnd:
    return RuleEnd(
        0,
        transaction.id,
        transaction.account_id,
        transaction.kind,
        transaction.payment_state,
        0,
        0,
        transaction.corrects_id,
        transaction.number,
        transaction.date,
    )


def names_of_releasers(rows: Iterable[ReconciliationRow]) -> Program[dict[int, str]]:
    """Return who released reconciliations, by the batch that released them."""
    ids = {row.released_batch_id for row in rows if row.released_batch_id is not None}
    return {each.id: each.recorded_by for each in (yield from by_ids(BatchRow, ids)).values()}
