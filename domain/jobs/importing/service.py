"""Importing a file as one atomic block, and what it came to."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain import errors
from domain.core.text import counted
from domain.errors import Refusal, Refusals
from domain.jobs.importing.accounts import ACCOUNT_COLUMNS, LEDGER_CODE_COLUMNS, import_accounts, import_ledger_codes
from domain.jobs.importing.invoices import INVOICE_COLUMNS, import_invoices
from domain.jobs.importing.payments import PAYMENT_COLUMNS, import_payments
from domain.jobs.importing.reconciliations import RECONCILIATION_COLUMNS, import_reconciliations
from domain.jobs.importing.table import Line, Problem, read_table
from domain.jobs.importing.tally import Tally
from domain.permissions import BILLING, Permission
from domain.services.rows import Refused
from domain.store.block import Block
from domain.store.steps import Steps

MOST_TOLD = 1_000
"""A file that is wrong in every row is told by its first problems and how many more there are."""


class ImportKind(enum.StrEnum):
    """What a file holds."""

    ACCOUNTS = "ACCOUNTS"
    LEDGER_CODES = "LEDGER_CODES"
    INVOICES = "INVOICES"
    PAYMENTS = "PAYMENTS"
    RECONCILIATIONS = "RECONCILIATIONS"


Importer = Callable[[Block, list[Line], Tally], Steps[None]]
IMPORTERS: dict[ImportKind, tuple[tuple[str, ...], Importer, tuple[Permission, ...]]] = {
    ImportKind.ACCOUNTS: (ACCOUNT_COLUMNS, import_accounts, (Permission.VIEW_CLIENT_ACCOUNTS,)),
    ImportKind.LEDGER_CODES: (LEDGER_CODE_COLUMNS, import_ledger_codes, ()),
    ImportKind.INVOICES: (INVOICE_COLUMNS, import_invoices, BILLING),
    ImportKind.PAYMENTS: (PAYMENT_COLUMNS, import_payments, BILLING),
    ImportKind.RECONCILIATIONS: (RECONCILIATION_COLUMNS, import_reconciliations, BILLING),
}
"""The columns of each kind, what reads them, and what seeing such records needs (domain R33)."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that shall be imported. Unless ``skip_bad_rows``, one bad row refuses all.

    An invoice one of whose rows is bad is left out whole.

    ``keep_errors`` stores well-formed reconciliations that break the rules as faulty (domain R22a); other kinds have
    nothing of the sort.
    """

    kind: ImportKind
    data: bytes
    skip_bad_rows: bool = False
    keep_errors: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many records were made, faulty edges among them, and how many were there already.

    When bad rows were to be left out: how many were, and the first ``MOST_TOLD`` of ``problem_count`` problems, as plain
    tuples of what ``Problem`` says, since outcomes are stored as JSON.
    """

    created: int
    unchanged: int
    faulty: int
    bad_rows: int
    problem_count: int
    problems: list[tuple[int, str, str, int, str]]

    @property
    def refused(self) -> list[Refused]:
        """The problems as those of other inputs of many rows are told."""
        told = told_of([Problem._make(each) for each in self.problems], self.problem_count)
        return [(each.code, each.message, list(each.field), each.row) for each in told]  # type: ignore[misc]  # the last names no row


class BadRows(Refusals):
    """Rows that cannot be taken; nothing was stored. ``problems`` names each, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        self.message = f"{counted(_rows(problems), 'bad row')}; nothing was imported."
        super().__init__(told_of(problems[:MOST_TOLD], len(problems)))


def import_file(block: Block, wish: ImportFile) -> Steps[ImportOutcome]:
    """Imports a file. Raises ``InvalidValue`` for what is no such file, and ``BadRows``."""
    columns, importer, seen_by = IMPORTERS[wish.kind]
    try:
        lines, bad = read_table(wish.data, columns)
    except Refusal as refusal:
        raise refusal.under("csv") from None  # noqa: EM101 - a path, no message
    tally = Tally(bad, keep_errors=wish.keep_errors, skip_bad_rows=wish.skip_bad_rows, sees=block.actor.may(*seen_by))
    yield from importer(block, lines, tally)
    found = sorted(set(tally.problems))
    if found and not wish.skip_bad_rows:
        raise BadRows(found)
    return ImportOutcome(
        tally.created,
        tally.unchanged,
        tally.faulty,
        _rows(found),
        len(found),
        [each[:] for each in found[:MOST_TOLD]],
    )


def told_of(problems: Sequence[Problem], count: int) -> list[Refusal]:
    """Refusals that name row and column; where there are more problems than these, a last one says so."""
    told = [
        _CLASSES[problem.code](problem.reason, "csv", *([problem.column] if problem.column else []), row=problem.row)
        for problem in problems
    ]
    if count > len(told):
        msg = f"{count - len(told):,} more problems are not listed. Mend these first, and import again."
        told.append(errors.InvalidValue(msg, "csv"))
    return told


def _rows(problems: Sequence[Problem]) -> int:
    return len({problem.row for problem in problems})


_CLASSES: dict[str, type[Refusal]] = {each.code: each for each in Refusal.__subclasses__()}
