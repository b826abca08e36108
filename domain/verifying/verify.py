"""Verifying a database: constraints, rows, sums, audit chains, and rows against the audit log (domain R16, R22).

It goes page by page, so that a database of any size is verified in bounded memory; between two pages the caller may stop
it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.queries.audit_snapshots import account_page
from domain.store.invariants import InvariantMissing, check_invariants
from domain.store.program import Program
from domain.store.store import Store
from domain.verifying.bank_checks import check_bank
from domain.verifying.book_sum_checks import check_book_sums
from domain.verifying.catalogue import INTEGRITY_CHECKS
from domain.verifying.chains import ACCOUNTS_AT_ONCE, check_chains
from domain.verifying.checks import RESTORE, contradictions
from domain.verifying.findings import Finding, Findings
from domain.verifying.logged_rows import compare_with_log


class OutOfTime(Exception):
    """The caller's time is used up; the findings so far are reported."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is wrong with a database: the first findings, how many there are, and whether everything was checked."""

    findings: list[Finding]
    count: int
    complete: bool


async def verify(store: Store) -> list[Finding]:
    """Return the first findings of ``verification``, an empty list if all is well."""
    async with store.snapshot() as reader:
        return (await reader.run(verification(store.backend.dialect))).findings


def verification(dialect: str, between_pages: Callable[[], None] = lambda: None) -> Program[Verification]:
    """Verify a database in one view of it: first what people can correct, then the audit log.

    ``between_pages`` is called between two pages and stops the verification by raising ``OutOfTime``.
    """
    found = Findings()
    complete = True
    try:
        yield from check_invariants(dialect)
    except InvariantMissing as missing:
        found.add(Finding("R6", str(missing), RESTORE))
    try:
        for step in (check_rows, check_bank, check_book_sums, check_chains, compare_with_log):
            yield from step(found, between_pages)
    except OutOfTime:
        complete = False
    return Verification((yield from found.named()), found.count, complete)


def check_rows(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note what breaks any of the integrity checks."""
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS_AT_ONCE)):
        for check in INTEGRITY_CHECKS:
            between_pages()
            for place in (yield from contradictions(check, low, accounts[-1])):
                fault = check.faults[place.fault]
                found.add(Finding(fault.rule, fault.message, fault.remedy, *place[:-1]))
        low = accounts[-1]


def with_contact(finding: Finding, contact: str | None) -> Finding:
    """Return the finding with a remedy that names whom to ask, if only an operator can correct it."""
    if contact is None or finding.remedy != RESTORE:
        return finding
    return replace(finding, remedy=f"{RESTORE.removesuffix('.')}: {contact}.")
