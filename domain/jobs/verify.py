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


class OutOfTime(Exception):
    """Whoever asked wants no more pages; what was found until then is told."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is wrong with a database: the first findings, how many there are in all, and whether all was looked at."""

    findings: list[Finding]
    count: int
    complete: bool


async def verify(store: Store) -> list[Finding]:
    """What is wrong with a database, as ``verification`` tells it first; an empty list when nothing is."""
    async with store.snapshot() as reader:
        return (await reader.run(verification(store.backend.dialect))).findings


def verification(dialect: str, between: Callable[[], None] = lambda: None) -> Steps[Verification]:
    """Verifies all of a database in one view of it: first what people can mend, then the log and what it says.

    ``between`` is called between pages and may end it by raising ``OutOfTime``.
    """
    found = Findings()
    complete = True
    try:
        yield from check_invariants(dialect)
    except InvariantMissing as missing:
        found.add(Finding("R6", str(missing), RESTORE))
    try:
        yield from _checks(found, between)
        yield from _chains(found, between)
        yield from wrong_facts(found, between)
    except OutOfTime:
        complete = False
    return Verification((yield from found.named()), found.count, complete)


def _checks(found: Findings, between: Callable[[], None]) -> Steps[None]:
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS)):
        for check in CHECKS:
            between()
            for place in (yield from contradictions(check, low, accounts[-1])):
                fault = check.faults[place.fault]
                found.add(Finding(fault.rule, fault.message, fault.remedy, *place[:-1]))
        low = accounts[-1]


def _chains(found: Findings, between: Callable[[], None]) -> Steps[None]:
    yield from _chains_of(*ORGANISATION, found, between)
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS)):
        yield from _chains_of(low, accounts[-1], found, between)
        low = accounts[-1]


def _chains_of(low: int, high: int, found: Findings, between: Callable[[], None]) -> Steps[None]:
    """Reads the audit chains of a range of accounts once, page by page, and compares their ends with their heads."""
    heads = yield from chain_heads(low, high)
    last: dict[int, tuple[int, str]] = {}
    at = (low, 0)
    while events := (yield from chain_page(low, high, at, EVENTS)):
        between()
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
