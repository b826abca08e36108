"""Verifying a database: every rule that its rows must keep, sums, facts against the log, audit chains (domain R16, R22).

It goes page by page, so that a database of any size is verified in bounded memory; between pages it asks whether to go on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from domain.jobs.facts import wrong_facts
from domain.jobs.findings import Finding, Findings
from domain.queries.facts import account_page, chain_heads, chain_page
from domain.queries.integrity import CHECKS, RESTORE, contradictions
from domain.rows import AuditEventRow
from domain.store.audit import hash_of
from domain.store.invariants import InvariantMissing, check_invariants
from domain.store.steps import Steps
from domain.store.store import Store

ACCOUNTS = 200
"""Accounts checked by one statement."""
EVENTS = 2_000
"""Audit events read at once."""
ORGANISATION = (-1, 0)
"""The range of the chain that belongs to no account."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is wrong with a database: the first findings, and how many there are in all."""

    findings: list[Finding]
    count: int


async def verify(store: Store) -> list[Finding]:
    """What is wrong with a database, as ``verification`` tells it first; an empty list when nothing is."""
    async with store.snapshot() as reader:
        return (await reader.run(verification(store.backend.dialect))).findings


def verification(dialect: str, between: Callable[[], None] = lambda: None) -> Steps[Verification]:
    """Verifies all of a database in one view of it. ``between`` is called between pages and may end it by raising."""
    found = Findings()
    try:
        yield from check_invariants(dialect)
    except InvariantMissing as missing:
        found.add(Finding("R6", str(missing), RESTORE))
    yield from _chains(*ORGANISATION, found)
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS)):
        between()
        high = accounts[-1]
        for check in CHECKS:
            for place in (yield from contradictions(check, low, high)):
                fault = check.faults[place.fault]
                found.add(Finding(fault.rule, fault.message, fault.remedy, *place[:-1]))
        yield from _chains(low, high, found)
        low = high
    yield from wrong_facts(found, between)
    return Verification((yield from found.named()), found.count)


def _chains(low: int, high: int, found: Findings) -> Steps[None]:
    """Reads the audit chains of a range of accounts once, page by page, and compares their ends with their heads."""
    heads = yield from chain_heads(low, high)
    last: dict[int, tuple[int, str]] = {}
    at = (low, 0)
    while events := (yield from chain_page(low, high, at, EVENTS)):
        for event in events:
            at = (event.account_id or 0, event.seq)
            for finding in _broken_link(event, *last.get(at[0], (0, ""))):
                found.add(finding)
            last[at[0]] = (event.seq, event.hash)
    for account_id, head in heads.items():
        if last.get(account_id, (0, "")) != head:
            message = "The audit chain does not end where its head says it does: events are missing."
            found.add(Finding("R16", message, RESTORE, account_id or None))


def _broken_link(event: AuditEventRow, seq: int, previous_hash: str) -> Iterator[Finding]:
    if event.seq != seq + 1 or event.previous_hash != previous_hash or event.hash != hash_of(event):
        message = f"Audit event {event.seq} does not follow from the one before it: it was changed, or one is missing."
        yield Finding("R16", message, RESTORE, event.account_id)


def with_contact(finding: Finding, contact: str | None) -> Finding:
    """The same finding, its remedy naming whom to ask where nobody but an operator can mend it."""
    if contact is None or finding.remedy != RESTORE:
        return finding
    return replace(finding, remedy=f"{RESTORE.removesuffix('.')}: {contact}.")
