"""E-mails with documents: to whom a job's documents are to be sent, what is due, and what became of it (domain R46e)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from domain.core.kinds import MailState
from domain.queries.jobs import Extent
from domain.queries.pages import Order, listed, rows_of
from domain.queries.sources import ById, Source
from domain.store.program import Program, Query, Sql
from domain.tables import DocumentRow, MailRow

mails = ById(Source(MailRow, "m"))
"""E-mails by id, withdrawn ones too: a list of what was sent names them."""
MAILS = rows_of(MailRow, "m")
MAILS_OF_ACCOUNTS = listed(Source(MailRow, "m"), "m.account_id")
NEWEST_MAIL_FIRST = Order("NEWEST", (("m.recorded_at", int), ("m.id", int)), descending=True)

_TO_SEND = (
    "from documents d where d.job_id = :job_id and not exists (select 1 from mails m where m.job_id = d.job_id "
    "and m.account_id = d.account_id and m.withdrawn_at is null)"
)
_EXTENT = Sql(f"select count(distinct d.account_id), coalesce(max(d.account_id), 0) {_TO_SEND}")
_NEXT = Sql(
    f"select distinct d.account_id {_TO_SEND} and d.account_id > :after and d.account_id <= :highest "
    "order by d.account_id limit :most"
)
_IS_MAILED = Sql(
    "select 1 from mails m where m.job_id = :job_id and m.account_id = :account_id and m.withdrawn_at is null limit 1"
)
_DOCUMENTS = Sql(
    f"{DocumentRow.select('d')} where d.job_id = :job_id and d.account_id = :account_id order by coalesce(d.member_id, 0)"
)
_PRESENT = "m.withdrawn_at is null"
_DUE = Sql(
    f"{MailRow.select('m')} where {_PRESENT} and m.state = 'WAITING' and m.next_attempt_at <= :now "
    "order by m.next_attempt_at, m.id limit :most"
)
_LEFT_SENDING = Sql(
    "update mails set state = 'UNKNOWN', sent_at = attempted_at, failure = 'STOPPED' "
    "where state = 'SENDING' and attempted_at <= :before returning id"
)
_CLAIM = Sql(
    "update mails set state = 'SENDING', attempts = attempts + 1, attempted_at = :now "
    "where id = :id and withdrawn_at is null and state = 'WAITING' and attempts = :attempts returning id"
)
_NOTE = Sql(
    "update mails set state = :state, attempts = :attempts, next_attempt_at = :next_attempt_at, "
    "attempted_at = :attempted_at, sent_at = :sent_at, status = :status, failure = :failure "
    "where id = :id and attempts = :before and state in ('WAITING', 'SENDING', 'UNKNOWN') returning id"
)
_COUNTS = Sql(
    "select m.job_id, m.state, count(*) from mails m where m.job_id in :ids and m.withdrawn_at is null "
    "group by m.job_id, m.state"
)


def accounts_to_mail(job_id: int) -> Program[Extent]:
    """Return how many accounts have documents of a job that no e-mail was made for yet."""
    return Extent(*(yield Query(_EXTENT, job_id=job_id))[0])


def next_to_mail(job_id: int, after: int, highest: int, most: int) -> Program[list[int]]:
    """Return the next accounts of ``accounts_to_mail``, in rising order."""
    rows = yield Query(_NEXT, job_id=job_id, after=after, highest=highest, most=most)
    return [account_id for (account_id,) in rows]


def is_mailed(job_id: int, account_id: int) -> Program[bool]:
    """Return True if an e-mail with a job's documents was made for an account."""
    return bool((yield Query(_IS_MAILED, job_id=job_id, account_id=account_id)))


def documents_of_mail(mail: MailRow) -> Program[list[DocumentRow]]:
    """Return the documents that a job has made for the account of an e-mail."""
    return DocumentRow.load_all((yield Query(_DOCUMENTS, job_id=mail.job_id, account_id=mail.account_id)))


def due_mails(now: int, most: int) -> Program[list[MailRow]]:
    """Return e-mails that are to be sent now, the longest due first."""
    return MailRow.load_all((yield Query(_DUE, now=now, most=most)))


def note_left_sending(before: int) -> Program[int]:
    """Note that it is not known what became of e-mails that were being handed over at an instant; return how many."""
    return len((yield Query(_LEFT_SENDING, before=before)))


def claim_mail(mail: MailRow, now: int) -> Program[bool]:
    """Note that an e-mail is about to be handed over; False if it was withdrawn, erased or claimed meanwhile."""
    return bool((yield Query(_CLAIM, id=mail.id, attempts=mail.attempts, now=now)))


def note_mail(before: MailRow, after: MailRow, attempts: int) -> Program[bool]:
    """Write what a try came to; ``attempts`` is how often it was tried as it stands. False if it changed meanwhile."""
    values = {
        name: getattr(after, name)
        for name in ("state", "attempts", "next_attempt_at", "attempted_at", "sent_at", "status", "failure")
    }
    return bool((yield Query(_NOTE, id=before.id, before=attempts, **values)))


@dataclass(slots=True, eq=False)
class MailCountsRow:
    """How many e-mails with a job's documents there are, by what became of them; in memory."""

    waiting: int = 0
    sent: int = 0
    failed: int = 0
    unknown: int = 0
    related: dict[str, Any] = field(init=False, repr=False)


def mail_counts(job_ids: Collection[int]) -> Program[dict[int, MailCountsRow]]:
    """Return the e-mails with the documents of jobs, by job."""
    found = {job_id: MailCountsRow() for job_id in job_ids}
    for job_id, state, count in (yield Query(_COUNTS, ids=sorted(job_ids))):
        counts = found[job_id]
        if state in {MailState.WAITING, MailState.SENDING}:
            counts.waiting += count
        elif state == MailState.SENT:
            counts.sent += count
        elif state == MailState.FAILED:
            counts.failed += count
        else:
            counts.unknown += count
    return found
