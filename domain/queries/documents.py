"""What stands on a family's paper: transactions with items, what paid for what, what was paid in a year (domain R46c).

And the papers that jobs have made (domain R46d).
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from domain.core.document_choice import DocumentChoice
from domain.core.kinds import DocumentKind, StatementAccounts
from domain.core.periods import Period
from domain.queries.records import active_reconciliations_of_transactions, by_ids, items_of
from domain.store.program import Program, Query, Sql
from domain.tables import DocumentRow, ItemRow, LedgerCodeRow, MemberRow, TransactionRow

_STANDS = "x.account_id = :account and x.released_at is null and not x.faulty and not x.processing"
_PAID = Sql(
    "select x.credit_date, x.credit_transaction_id, x.debit_item_id, x.amount_cents from reconciliations x "
    f"where {_STANDS} and x.credit_kind in ('PAYMENT', 'DEPOSIT') and x.debit_kind = 'INVOICE' "
    "and x.credit_date >= :first and x.credit_date <= :last union all "
    "select x.debit_date, x.debit_transaction_id, x.credit_item_id, -x.amount_cents from reconciliations x "
    f"where {_STANDS} and x.credit_kind in ('CREDIT', 'CANCELLATION') and x.debit_kind = 'REFUND' "
    "and x.debit_date >= :first and x.debit_date <= :last order by 1, 2, 3"
)


_OF_JOB = Sql(
    f"{DocumentRow.select('d')} where d.job_id = :job_id and (d.account_id > :account_id or d.account_id = :account_id "
    "and coalesce(d.member_id, 0) > :member_id) order by d.account_id, coalesce(d.member_id, 0) limit :most"
)
_PAPERS_AT_ONCE = 20
_JOBS = Sql(
    "select j.id, j.documents, count(d.id), min(d.expires_at) from jobs j left join documents d on d.job_id = j.id "
    "where j.id in :ids and j.kind = 'DOCUMENTS' group by j.id, j.documents"
)


class AppliedPart(NamedTuple):
    """A part of a transaction that is reconciled: the item at the other side, its transaction, and the amount."""

    item: ItemRow
    transaction: TransactionRow
    cents: int


@dataclass(frozen=True, slots=True)
class PaperDetails:
    """Transactions by id, with what belongs to each of them; members by id."""

    transactions: dict[int, TransactionRow]
    items: dict[int, list[ItemRow]]
    applied: dict[int, list[AppliedPart]]
    members: dict[int, MemberRow]


def details_of(transaction_ids: Collection[int]) -> Program[PaperDetails]:
    """Return what stands on paper about transactions, with their reconciliations as they are now."""
    transactions = yield from by_ids(TransactionRow, transaction_ids)
    items = yield from items_of(transaction_ids)
    found = yield from active_reconciliations_of_transactions(transaction_ids)
    settled = [each for each in found if not each.faulty and each.credit_item_id is not None]
    ends = {each for reconciliation in settled for each in reconciliation.item_ids}
    others = yield from by_ids(ItemRow, ends)
    of_others = yield from by_ids(TransactionRow, {each.transaction_id for each in others.values()})
    applied: defaultdict[int, list[AppliedPart]] = defaultdict(list)
    for each in settled:
        for own, other in ((each.credit_item_id, each.debit_item_id), (each.debit_item_id, each.credit_item_id)):
            item, own_item = others[other or 0], others[own or 0]
            applied[own_item.transaction_id].append(
                AppliedPart(item, of_others[item.transaction_id], each.amount_cents)
            )
    for parts in applied.values():
        parts.sort(key=lambda part: (part.item.date, part.item.recording_seq, part.item.position))
    named = {item.member_id for listed in items.values() for item in listed} | {
        each.member_id for each in others.values()
    }
    members = yield from by_ids(MemberRow, named - {None})  # type: ignore[arg-type]  # None is taken out
    return PaperDetails(transactions, items, applied, members)


class YearlyPart(NamedTuple):
    """What was paid for an item on a day, negative for what was given back; ``member_id`` is None for the account's own."""

    date: date
    transaction: TransactionRow
    item: ItemRow
    member_id: int | None
    code: LedgerCodeRow
    cents: int


def paid_in(account_id: int, year: Period) -> Program[list[YearlyPart]]:
    """Return what an account paid for items in a year, by the date of the money, refunds of credits as negative."""
    rows = yield Query(_PAID, account=account_id, first=year.first, last=year.last)
    items = yield from by_ids(ItemRow, {row[2] for row in rows})
    cancelled = yield from by_ids(ItemRow, {each.cancels_id for each in items.values() if each.cancels_id is not None})
    transactions = yield from by_ids(TransactionRow, {row[1] for row in rows})
    codes = yield from by_ids(LedgerCodeRow, {each.ledger_code_id for each in items.values() if each.ledger_code_id})
    parts = []
    for day, transaction_id, item_id, cents in rows:
        item = items[item_id]
        of_item = cancelled.get(item.cancels_id or 0, item)
        code = codes[item.ledger_code_id or 0]
        parts.append(YearlyPart(day, transactions[transaction_id], of_item, of_item.member_id, code, cents))
    return parts


def documents_of_job(job_id: int, after: DocumentRow | None, most: int = _PAPERS_AT_ONCE) -> Program[list[DocumentRow]]:
    """Return the next papers that a job has made, by account and member, after one of them."""
    place = (0, -1) if after is None else (after.account_id, after.member_id or 0)
    rows = yield Query(_OF_JOB, job_id=job_id, account_id=place[0], member_id=place[1], most=most)
    return DocumentRow.load_all(rows)


@dataclass(slots=True, eq=False)
class JobDocumentsRow:
    """What a job makes, in memory; ``count`` papers are kept, until ``kept_until``."""

    job_id: int
    kind: DocumentKind
    accounts: StatementAccounts
    first_day: date
    last_day: date
    count: int
    kept_until: int | None
    related: dict[str, Any] = field(init=False, repr=False)


def documents_of_jobs(job_ids: Collection[int]) -> Program[dict[int, JobDocumentsRow]]:
    """Return what each job makes that makes documents, by the job's id."""
    found = {}
    for job_id, text, count, kept_until in (yield Query(_JOBS, ids=sorted(job_ids))):
        choice = DocumentChoice.parse(text)
        found[job_id] = JobDocumentsRow(job_id, choice.kind, choice.accounts, *choice.period, count, kept_until)
    return found
