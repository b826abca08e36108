"""Verifying a database: its files, values, rows, sums, audit chains, and rows against the audit log (domain R16, R22).

It goes page by page, so that a database of any size is verified in bounded memory; between two pages the caller may stop
it. Whatever the database holds, the verification goes on: what cannot be read is a finding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

from domain.queries.audit_snapshots import account_page
from domain.store.invariants import InvariantMissing, check_invariants
from domain.store.program import Program, Unreadable, tolerant
from domain.store.store import Store
from domain.texts import say
from domain.verifying.bank_checks import check_bank
from domain.verifying.book_sum_checks import check_book_sums
from domain.verifying.catalogue import INTEGRITY_CHECKS
from domain.verifying.chains import ACCOUNTS_AT_ONCE, check_chains
from domain.verifying.checks import RESTORE, Check, Contradiction, contradictions
from domain.verifying.feed_checks import check_feed
from domain.verifying.file_checks import check_files
from domain.verifying.filled_tables import filled_tables
from domain.verifying.findings import DAMAGE, Finding, Findings
from domain.verifying.heads import check_heads, gaps_between
from domain.verifying.heads_file import HeadsFile
from domain.verifying.journal_checks import check_journals
from domain.verifying.logged_rows import compare_with_log
from domain.verifying.text_checks import check_texts
from domain.verifying.unlogged_rows import check_unlogged_rows
from domain.verifying.value_checks import check_values

Step: TypeAlias = Callable[[Findings, Callable[[], None]], Program[None]]


class OutOfTime(Exception):
    """The caller's time is used up; the findings so far are reported."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is wrong with a database: the first findings, how many there are, and whether everything was checked.

    ``notes`` say what was not checked because it cannot be here, a line each.
    """

    findings: list[Finding]
    count: int
    complete: bool
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exported:
    """Files of signed heads with which a database is compared, oldest first, and the key that must have signed them."""

    files: Sequence[HeadsFile]
    public_key: str | None


async def verify(store: Store, exported: Exported | None = None) -> list[Finding]:
    """Return the first findings of ``verification``, an empty list if all is well."""
    async with store.snapshot() as reader:
        return (await reader.run(verification(store.backend.dialect, files=True, exported=exported))).findings


def verification(
    dialect: str,
    between_pages: Callable[[], None] = lambda: None,
    *,
    files: bool = False,
    exported: Exported | None = None,
) -> Program[Verification]:
    """Verify a database in one view of it: first what people can correct, then the audit log.

    ``between_pages`` is called between two pages and stops the verification by raising ``OutOfTime``. ``files`` asks the
    database to check its own files too, which nothing can stop. ``exported`` are heads to compare the audit log with.
    """
    return (yield from tolerant(_verification(dialect, between_pages, files=files, exported=exported)))


def _verification(
    dialect: str, between_pages: Callable[[], None], *, files: bool, exported: Exported | None
) -> Program[Verification]:
    found = Findings()
    notes: list[str] = []
    complete = True
    filled = yield from filled_tables()
    steps: dict[str, Step] = {
        "constraints": partial(_check_invariants, dialect=dialect),
        "values": partial(check_values, dialect=dialect, filled=filled),
        "records": check_rows,
        "bank-lines": check_bank,
        "journals": check_journals,
        "book-sums": check_book_sums,
        "texts": partial(check_texts, dialect=dialect),
        "log": check_chains,
        "feed": check_feed,
        "logged": partial(compare_with_log, filled=filled),
        "unlogged": check_unlogged_rows,
    }
    if files:
        steps = {"files": partial(check_files, dialect=dialect, filled=filled, notes=notes)} | steps
    if exported is not None:
        notes += gaps_between(exported.files)
        steps["heads"] = partial(check_heads, exported.files, exported.public_key)
    try:
        for name, step in steps.items():
            try:
                yield from step(found, between_pages)
            except (Unreadable, *DAMAGE) as error:
                text = say("found-not-checked", step=name, reason=_reason(error))
                found.add(Finding("R16", text, RESTORE))
    except OutOfTime:
        complete = False
    return Verification((yield from _named(found)), found.count, complete, notes)


def _reason(error: Exception) -> str:
    reason = " ".join(str(error).split())[:200].rstrip(".")
    return reason if isinstance(error, Unreadable) else f"{type(error).__name__} {reason}"


def _named(found: Findings) -> Program[list[Finding]]:
    """Return the findings with their places in words; without, where damage takes the words away."""
    try:
        return (yield from found.named())
    except (Unreadable, *DAMAGE):
        return found.first


def _check_invariants(found: Findings, _: Callable[[], None], dialect: str) -> Program[None]:
    try:
        yield from check_invariants(dialect)
    except InvariantMissing as missing:
        found.add(Finding("R6", missing.text, RESTORE))


def check_rows(found: Findings, between_pages: Callable[[], None]) -> Program[None]:
    """Note what breaks any of the integrity checks."""
    low = 0
    while accounts := (yield from account_page(low, ACCOUNTS_AT_ONCE)):
        for check in INTEGRITY_CHECKS:
            between_pages()
            for place in (yield from _contradictions(check, low, accounts, found)):
                fault = check.faults[place.fault]
                found.add(Finding(fault.rule, fault.text, fault.way, *place[:-1]))
        low = accounts[-1]


def _contradictions(check: Check, low: int, accounts: Sequence[int], found: Findings) -> Program[list[Contradiction]]:
    """Return what breaks a check in a page of accounts; where it cannot be checked at once, account by account."""
    try:
        return (yield from contradictions(check, low, accounts[-1]))
    except Unreadable as error:
        if len(accounts) == 1:
            text = say("found-account-not-checked", rule=check.faults[0].rule, reason=_reason(error))
            found.add(Finding(check.faults[0].rule, text, RESTORE, accounts[0]))
            return []
    places = []
    for account_id in accounts:
        places += yield from _contradictions(check, account_id - 1, [account_id], found)
    return places


def with_contact(finding: Finding, contact: str | None) -> Finding:
    """Return the finding with a remedy that names whom to ask, if only an operator can correct it."""
    if contact is None or finding.way != RESTORE:
        return finding
    return replace(finding, way=say("remedy-restore-contact", contact=contact))
