"""Importing a file as one atomic block, and what it came to."""

import enum
from collections.abc import Callable
from dataclasses import dataclass

from domain.core.text import counted
from domain.errors import Refusal
from domain.jobs.importing.accounts import ACCOUNT_COLUMNS, LEDGER_CODE_COLUMNS, import_accounts, import_ledger_codes
from domain.jobs.importing.invoices import INVOICE_COLUMNS, import_invoices
from domain.jobs.importing.payments import PAYMENT_COLUMNS, import_payments
from domain.jobs.importing.table import Line, Problem, read_table
from domain.jobs.importing.tally import Tally
from domain.store.block import Block
from domain.store.steps import Steps


class ImportKind(enum.StrEnum):
    """What a file holds."""

    ACCOUNTS = "ACCOUNTS"
    LEDGER_CODES = "LEDGER_CODES"
    INVOICES = "INVOICES"
    PAYMENTS = "PAYMENTS"


Importer = Callable[[Block, list[Line], Tally], Steps[None]]
IMPORTERS: dict[ImportKind, tuple[tuple[str, ...], Importer]] = {
    ImportKind.ACCOUNTS: (ACCOUNT_COLUMNS, import_accounts),
    ImportKind.LEDGER_CODES: (LEDGER_CODE_COLUMNS, import_ledger_codes),
    ImportKind.INVOICES: (INVOICE_COLUMNS, import_invoices),
    ImportKind.PAYMENTS: (PAYMENT_COLUMNS, import_payments),
}


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that shall be imported. Unless ``skip_bad_rows``, one bad row refuses all."""

    kind: ImportKind
    data: bytes
    skip_bad_rows: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many records were made and how many were there already; the rows left out, when that was asked for."""

    created: int
    unchanged: int
    problems: list[Problem]


class BadRows(Refusal):
    """Rows that cannot be taken; nothing was stored. ``problems`` names each, in the order of the file."""

    code = "INVALID_VALUE"

    def __init__(self, problems: list[Problem]) -> None:
        lines = len({problem.line for problem in problems})
        super().__init__(f"{counted(lines, 'bad row')}; nothing was imported.")
        self.problems = problems


def import_file(block: Block, wish: ImportFile) -> Steps[ImportOutcome]:
    """Imports a file. Raises ``InvalidValue`` for what is no such file, and ``BadRows``."""
    columns, importer = IMPORTERS[wish.kind]
    lines, problems = read_table(wish.data, columns)
    tally = Tally(problems)
    yield from importer(block, lines, tally)
    found = sorted(set(tally.problems))
    if found and not wish.skip_bad_rows:
        raise BadRows(found)
    return ImportOutcome(tally.created, tally.unchanged, found)
