"""Verifying a database: stored sums against edges, edges against items, audit chains against themselves (domain R22)."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.queries.integrity import CHECKS, RESTORE, contradictions
from domain.queries.records import by_ids
from domain.rows import AccountRow, AuditEventRow
from domain.store.audit import hash_of
from domain.store.invariants import InvariantMissing, check_invariants
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store

PAGE = 2_000
"""Audit events read at once: a log of millions is verified in bounded memory."""

_EVENTS = Sql(
    f"select {AuditEventRow.select_list('e')} from audit_events e where (coalesce(e.account_id, 0), e.seq) > "
    "(:account_id, :seq) order by coalesce(e.account_id, 0), e.seq limit :most"
)
_HEADS = Sql(
    "select id, audit_seq, audit_hash from accounts union all select 0, audit_seq, audit_hash from organisations"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that contradicts a rule: which, on which account's number, what it is, and what to do."""

    rule: str
    account_number: str | None
    row_id: int
    message: str
    remedy: str


async def verify(store: Store) -> list[Finding]:
    """All that is wrong with a database, in one unchanging view of it; an empty list when nothing is."""
    async with store.snapshot() as reader:
        findings: list[Finding] = []
        try:
            await reader.run(check_invariants(store.backend.dialect))
        except InvariantMissing as missing:
            findings.append(Finding("R6", None, 0, str(missing), RESTORE))
        for check in CHECKS:
            found = await reader.run(contradictions(check))
            accounts = await reader.run(by_ids(AccountRow, {account_id for _, account_id in found}))
            for row_id, account_id in found:
                number = accounts[account_id].number if account_id in accounts else None
                findings.append(Finding(check.rule, number, row_id, check.message, check.remedy))
        findings += await reader.run(_broken_chains())
        return findings


def _broken_chains() -> Steps[list[Finding]]:
    """Reads every audit chain once, page by page, and compares its end with the head on its account."""
    heads = {row[0]: (row[1], row[2]) for row in (yield Fetch(_HEADS))}
    findings: list[Finding] = []
    last: dict[int, tuple[int, str]] = dict.fromkeys(heads, (0, ""))
    at = (-1, 0)
    while True:
        events = AuditEventRow.load_all((yield Fetch(_EVENTS, account_id=at[0], seq=at[1], most=PAGE)))
        if not events:
            break
        for event in events:
            at = (event.account_id or 0, event.seq)
            findings += _broken_link(event, *last.get(at[0], (0, "")))
            last[at[0]] = (event.seq, event.hash)
    broken = [each for each, head in heads.items() if last[each] != head]
    accounts = yield from by_ids(AccountRow, broken)
    for each in broken:
        number = accounts[each].number if each in accounts else None
        message = "The audit chain does not end where the account says it does: events are missing."
        findings.append(Finding("R16", number, each, message, RESTORE))
    return findings


def _broken_link(event: AuditEventRow, seq: int, previous_hash: str) -> Iterator[Finding]:
    if event.seq != seq + 1 or event.previous_hash != previous_hash or event.hash != hash_of(event):
        message = f"Audit event {event.seq} does not follow from the one before it: it was changed, or one is missing."
        yield Finding("R16", None, event.id, message, RESTORE)
